"""Whether an article under other names gives the same records under those names, as it must where nothing is written for one article."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.model import KINDS, Actor, Extraction


@dataclass(frozen=True)
class Renaming:
    article: str
    to: str
    forms: Mapping[str, str]
    """Old form -> new form."""
    spellings: tuple[tuple[str, str], ...] = ()

    def there(self, text: str) -> str:
        return _replaced(text, self.forms)

    def back(self, text: str) -> str:
        return _replaced(text, {new: old for old, new in self.forms.items()})


def names_free(extraction: Extraction, renaming: Renaming | None = None) -> dict[str, list[dict[str, Any]]]:
    """What the records say, comparable between an article and its renamed self: names mapped back, no ids and no offsets.

    Actor ids become names. Records come in the order of the text; actors and lists of names are sorted, since a name's first letter
    may have settled their order.
    """
    back = renaming.back if renaming else str
    names = {actor.id: back(actor.name) for actor in extraction.actors} | {a.id: back(a.title) for a in extraction.agreements}

    def told(value: str | None) -> str | None:
        return None if value is None else back(value)

    def called(ids: tuple[str, ...]) -> list[str]:
        return sorted(names.get(id_, f"unknown: {id_}") for id_ in ids)

    def date(value: Any) -> Any:
        return value and (value.edtf, value.text, value.basis)

    def actor(a: Actor) -> dict[str, Any]:
        return {"name": names[a.id], "type": a.type, "role": told(a.role), "aliases": sorted(map(back, a.aliases)),
                "mentions": len(a.evidence)}

    return {
        "actors": sorted((actor(a) for a in extraction.actors), key=lambda a: str(a["name"])),
        "agreements": [{"title": back(a.title), "parties": called(a.parties), "form": a.form, "subject": told(a.subject),
                        "status": a.status, "signed": date(a.signed)} for a in extraction.agreements],
        "events": [{"type": e.type, "mode": e.mode, "context": e.context, "status": e.status, "trigger": back(e.trigger),
                    "actors": called(e.actors), "recipients": called(e.recipients), "date": date(e.date), "place": told(e.place),
                    "reported": e.reported_by is not None, "agreement": e.agreement is not None} for e in extraction.events],
        "statements": [{"speaker": names.get(s.speaker or ""), "for": names.get(s.on_behalf_of or ""), "quote": back(s.quote),
                        "direct": s.direct, "clause": told(s.clause), "cue": s.cue, "act": s.speech_act, "about": called(s.about),
                        "answers": s.answers is not None, "date": date(s.date)} for s in extraction.statements],
        "questions": [{"asker": names.get(q.asker or ""), "addressee": names.get(q.addressee or ""), "quote": back(q.quote),
                       "direct": q.direct, "about": called(q.about)} for q in extraction.questions],
    }


def survivors(here: Extraction, there: Extraction, renaming: Renaming) -> Counter[str]:
    """Kind of record (and "all") -> how many are the same in both; "KIND of" -> how many there are in the fuller of the two."""
    counts: Counter[str] = Counter()
    one, other = names_free(here), names_free(there, renaming)
    for kind in one:
        ours, theirs = (Counter(json.dumps(record, sort_keys=True) for record in records[kind]) for records in (one, other))
        same, whole = (ours & theirs).total(), max(ours.total(), theirs.total())
        counts.update({kind: same, f"{kind} of": whole, "all": same, "all of": whole})
    return counts


def as_table(by_group: Mapping[str, Counter[str]]) -> str:
    """A line a kind of record, a column a group: the share that stays the same, and of how many."""
    kinds = ["all", *KINDS]
    lines = [["under other names", *by_group]]
    lines += [[kind, *(f"{c[kind] / c[f'{kind} of']:.3f} of {c[f'{kind} of']}" if c[f"{kind} of"] else "–" for c in by_group.values())]
              for kind in kinds]
    return "\n".join(f"{first:24}" + "".join(f"{cell:>22}" for cell in cells) for first, *cells in lines)


def _replaced(text: str, forms: Mapping[str, str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    whole_words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return whole_words.sub(lambda match: forms[match[0]], text)
