"""An article and its gold moved elsewhere: every person, state and body under another name, everything else as it was.

A renaming is a YAML file: `article`, `to`, sections of `old form: new form` (persons, states, bodies, places), and `spellings`, the pairs
of old forms that are one name spelt twice. A form is replaced where it stands as whole words, the longest first, in one pass; so
"Serbian" and "Serbia" are two forms, and a form that is not listed ("the alliance") stays. The gold points to words and not to offsets, so
that its files are renamed like the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_scripts.evaluate import GoldArticle, read_article
from build_scripts.evaluate.reading import SENTENCES
from build_scripts.model import Actor, Extraction

SECTIONS = ("persons", "states", "bodies", "places")


@dataclass(frozen=True)
class Renaming:
    article: str
    to: str
    forms: Mapping[str, str]
    """Old form -> new form."""
    spellings: tuple[tuple[str, str], ...]

    def there(self, text: str) -> str:
        return _replaced(text, self.forms)

    def back(self, text: str) -> str:
        return _replaced(text, {new: old for old, new in self.forms.items()})


def read_renaming(path: Path) -> Renaming:
    """Raises ValueError for forms that could not be told apart on the way back."""
    found = yaml.safe_load(path.read_text("utf-8"))
    pairs = [(old, new) for section in SECTIONS for old, new in found[section].items()]
    for side, forms in (("old", [old for old, _ in pairs]), ("new", [new for _, new in pairs])):
        if twice := {form for form in forms if forms.count(form) > 1}:
            raise ValueError(f"{path.name}: {side} form listed twice: {', '.join(sorted(twice))}")
    return Renaming(found["article"], found["to"], dict(pairs), tuple((one, other) for one, other in found["spellings"]))


def rename_gold(gold_file: Path, root: Path, target: Path, renaming: Renaming) -> GoldArticle:
    """Write the article, its sentences and its gold into the folder `target`, renamed, and read them there with all checks."""
    gold = read_article(gold_file, root)
    beside = gold_file.with_name(gold.id + SENTENCES)
    written = "".join(line for line in gold_file.read_text("utf-8").splitlines(keepends=True) if not line.startswith("text:"))
    for name, content in ((gold_file.name, written), (f"{gold.id}.txt", gold.text), (beside.name, beside.read_bytes().decode("utf-8"))):
        (target / name).write_bytes(renaming.there(content).encode("utf-8"))
    return read_article(target / gold_file.name, target)


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


def _replaced(text: str, forms: Mapping[str, str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    whole_words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return whole_words.sub(lambda match: forms[match[0]], text)
