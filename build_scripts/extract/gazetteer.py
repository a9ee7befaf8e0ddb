"""The gazetteer: names that lists know, and where a document uses them.

An entry comes from the lists of states and organisations (general knowledge) or from seeds/knowledge (the site's own). Where both
know a name, the site's own entry wins and keeps the general one's forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import DamerauLevenshtein
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.names import LETTERS, fold, slug
from build_scripts.model import Knowledge


@dataclass(frozen=True)
class Entry:
    """One known actor or place. `forms`: surface form -> name, adjective, people, capital or alias."""

    id: str
    name: str
    type: str
    """One of model.ACTOR_TYPES, or place."""
    kind: str | None = None
    forms: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    nouns: tuple[str, ...] = ()
    """Common nouns that mean it once it is named: the alliance, the bloc."""
    wikidata: str | None = None
    iso_3166: str | None = None
    known: bool = False
    """From the site's own knowledge."""


@dataclass(frozen=True)
class Known:
    """A gazetteer form found in a document: tokens [first, last)."""

    first: int
    last: int
    entry: Entry
    form: str


_LONG = 6
"""Letters from which a slip can be told from another name."""

_STAND_INS = {
    ("state", "name", 1): "France",
    ("state", "name", 2): "New Zealand",
    ("state", "name", 3): "Trinidad and Tobago",
    ("state", "adjective", 1): "French",
    ("state", "people", 1): "Germans",
    ("capital", "name", 1): "London",
    ("capital", "name", 2): "New York",
    ("organization", "name", 1): "NATO",
    ("media", "name", 1): "Reuters",
}


class Gazetteer:
    """All entries, and their forms ready to be found."""

    def __init__(self, nlp: Language, knowledge: Knowledge) -> None:
        self.entries: dict[str, Entry] = {e.id: e for e in _entries(knowledge)}
        self._exact, self._any_case = PhraseMatcher(nlp.vocab), PhraseMatcher(nlp.vocab, attr="LOWER")
        self._meaning: dict[str, tuple[Entry, str]] = {}
        self.rivals: dict[str, Entry] = {}
        """Capital of a state -> the organisation that it also stands for."""
        for entry in self.entries.values():
            for text, form in entry.forms.items():
                for spelling in dict.fromkeys((text.replace("’", "'"), _unaccented(text))):
                    if self._meaning.setdefault(spelling, (entry, form))[0] is not entry and form == "capital":
                        self.rivals[spelling] = entry
        self._states: dict[str, list[tuple[str, Entry]]] = {}
        for entry in self.entries.values():
            if entry.type == "state" and len(entry.name) >= _LONG:
                self._states.setdefault(fold(entry.name)[0], []).append((fold(entry.name), entry))
        forms = [nlp.make_doc(form) for form in self._meaning]
        self._exact.add("known", forms)
        long = [doc for doc in forms if len(doc) > 1]
        self._any_case.add("known", long)
        self._lower = {doc.text.lower(): self._meaning[doc.text] for doc in reversed(long)}

    def spelt_like_state(self, name: str) -> Entry | None:
        """The state of whose name this is a slip of one letter: "Ethopia"."""
        folded = fold(name)
        if len(folded) < _LONG or " " in folded:
            return None
        return next((e for known, e in self._states.get(folded[0], ()) if DamerauLevenshtein.distance(known, folded) == 1), None)

    @cached_property
    def capitals(self) -> dict[str, Entry]:
        """Capital -> the state whose it is, before a body that sits there too."""
        found: dict[str, Entry] = {}
        for entry in self.entries.values():
            for text in (t for t, form in entry.forms.items() if form == "capital"):
                found.setdefault(text, entry)
        return found

    def mask(self, doc: Doc) -> dict[int, str]:
        """token -> a common name of the same kind, for names of states, places and bodies that the lists know."""
        found: dict[int, str] = {}
        for known in self.find(doc):
            length = known.last - known.first
            kind = "capital" if known.form == "capital" else known.entry.type
            stand_in = _STAND_INS.get((kind, known.form if kind == "state" else "name", length))
            if stand_in is not None:
                found.update(zip(range(known.first, known.last), stand_in.split(), strict=True))
        return found

    def find(self, doc: Doc) -> list[Known]:
        """Longest matches, left to right, none overlapping."""
        found: list[Known] = []
        spans = {(start, end) for _, start, end in self._exact(doc)}
        # "UNITED NATIONS", "Co-Operation": a long name may be written in other capitals, but never in none
        spans |= {
            (start, end)
            for _, start, end in self._any_case(doc)
            if all(t.text[:1].isupper() or len(t) < 4 or t.i and doc[t.i - 1].text == "-" for t in doc[start:end])
        }
        taken = 0
        for first, last in sorted(spans, key=lambda s: (s[0], -s[1])):
            text = doc[first:last].text
            meaning = self._meaning.get(text) or self._lower.get(text.lower())
            if first >= taken and meaning is not None:
                found.append(Known(first, last, *meaning))
                taken = last
        return found


def _unaccented(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(c for c in flat if not unicodedata.combining(c))


def _latin(texts: Iterable[str]) -> list[str]:
    return [t for t in texts if t and t[0].isalpha()]


def _entries(knowledge: Knowledge) -> Iterable[Entry]:
    states, bodies = {}, {}
    for row in lexicon("states"):
        capital = row.get("capital") or []
        capitals = [capital] if isinstance(capital, str) else capital
        forms = {row["name"]: "name"}
        for text, form in [
            *((t, "name") for t in row.get("aliases", ())),
            *((t, "adjective") for t in row.get("adjectives", ())),
            *((t, "people") for t in row.get("people", ())),
            *((t, "capital") for t in capitals),
            *((t, "seat") for t in row.get("seats", ())),
        ]:
            forms.setdefault(re.sub("^[Tt]he ", "", text), form)
        states[row["code"]] = Entry(slug(row["name"]), row["name"], "state", None, forms, ("country",), None, row["code"])
    for row in lexicon("organizations"):
        forms = {row["name"]: "name", **dict.fromkeys(row.get("aliases", ()), "name")}
        forms |= dict.fromkeys(row.get("seats", ()), "capital")
        forms |= dict.fromkeys(row.get("adjectives", ()), "adjective") | dict.fromkeys(row.get("people", ()), "people")
        bodies[fold(row["name"])] = Entry(slug(row["name"]), row["name"], row["type"], row.get("kind"), forms, tuple(row.get("nouns", ())))
    for actor in knowledge.actors:
        general = states.pop(actor.iso_3166, None) if actor.type == "state" and actor.iso_3166 else bodies.pop(fold(actor.name), None)
        if general is None:
            general = next((bodies.pop(fold(a)) for a in actor.aliases if fold(a) in bodies), None)
        forms = {actor.name: "name", **dict.fromkeys(_latin(actor.aliases), "name")}
        forms |= {t: "adjective" for t in actor.demonyms if t not in forms}
        forms |= {t: "capital" for t in actor.metonyms if t not in forms}
        for text, form in (general.forms if general else {}).items():
            if form in {"adjective", "people"} or text not in forms:
                forms[text] = form  # the general list tells adjectives from nouns
        nouns = tuple(re.sub(r"^the ", "", n) for n in actor.common_nouns) + (general.nouns if general else ())
        yield Entry(actor.id, actor.name, actor.type, actor.kind, forms, tuple(dict.fromkeys(nouns)), actor.wikidata, actor.iso_3166, True)
    capitals_known = {t for s in states.values() for t, form in s.forms.items() if form == "capital"}
    capitals_known |= {t for a in knowledge.actors for t in a.metonyms}
    yield from states.values()
    yield from bodies.values()
    for place in knowledge.places:
        forms = {t: "place" for t in _latin((place.name, *place.aliases)) if t not in capitals_known}
        if forms:
            yield Entry(f"place:{place.id}", place.name, "place", None, forms)
