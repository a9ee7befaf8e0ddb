"""Names: folding, comparing, and the gazetteer of known ones.

A gazetteer entry comes from the lists of states and organisations (general knowledge) or from seeds/knowledge (the site's own). Where both
know a name, the site's own entry wins and keeps the general one's forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from build_scripts.extract.lexicons import lexicon
from build_scripts.model import Knowledge

_LETTERS = str.maketrans(
    {"đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "’": "'"}
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents, points and outer articles: for comparing names, never for showing them."""
    flat = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    flat = re.sub(r"['’]s\b|[.']", "", flat)
    flat = " ".join(re.findall(r"\w+", flat))
    return re.sub(r"^(the|a|an) (?=.)", "", flat)


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; "x" where nothing is left."""
    flat = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", flat)).strip("-") or "x"


def is_acronym_of(short: str, name: str) -> bool:
    """BiH of "Bosnia and Herzegovina", EU of "European Union": its capitals are the first letters of the name's capitalised words."""
    capitals = [c for c in short if c.isupper()]
    if len(capitals) < 2 or " " in short.strip() or len(short) > 8:
        return False
    words = re.findall(r"\w[\w'’]*", name)
    big = [w[0] for w in words if w[0].isupper()]
    return len(words) > 1 and (capitals == big or [c.upper() for c in short if c.isalpha()] == [w[0].upper() for w in words])


def similar(a: str, b: str) -> bool:
    """Two spellings of one name: same first letter, one edit apart (two in long names)."""
    x, y = fold(a), fold(b)
    if not x or not y or x[0] != y[0] or min(len(x), len(y)) < 4 or x == y:
        return False
    return DamerauLevenshtein.distance(x, y) <= (2 if min(len(x), len(y)) >= 8 else 1)


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
        self._matcher = PhraseMatcher(nlp.vocab)
        self._meaning: dict[str, tuple[Entry, str]] = {}
        for entry in self.entries.values():
            for text, form in entry.forms.items():
                for spelling in dict.fromkeys((text, _unaccented(text))):
                    self._meaning.setdefault(spelling, (entry, form))
        self._matcher.add("known", [nlp.make_doc(form) for form in self._meaning])

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
        spans = sorted({(start, end) for _, start, end in self._matcher(doc)}, key=lambda s: (s[0], -s[1]))
        taken = 0
        for first, last in spans:
            meaning = self._meaning.get(doc[first:last].text)
            if first >= taken and meaning is not None:
                found.append(Known(first, last, *meaning))
                taken = last
        return found


def _unaccented(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.translate(_LETTERS))
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
            *((t, "capital") for t in row.get("seats", ())),
        ]:
            forms.setdefault(re.sub("^[Tt]he ", "", text), form)
        states[row["code"]] = Entry(slug(row["name"]), row["name"], "state", None, forms, ("country",), None, row["code"])
    for row in lexicon("organizations"):
        forms = {row["name"]: "name", **dict.fromkeys(row.get("aliases", ()), "name")}
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
