"""The lexicon of events: lexicon/events/TYPE.yml read into rows, classes of nouns spelt out, indexed by their first word.

A row says which words tell of an event and what must stand round them; the grammar (triggers.py) only looks whether it does. Types and
modes are those of PLOVER (Open Event Data Alliance, 2021); the categories from whose definitions the rows were written are those of
CAMEO (Schrodt, 2012).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from build_scripts.extract.lexicons import lexicon

COOPERATIVE = {"SUPPORT", "COOPERATE", "AID", "CONSULT", "CONCEDE", "RETREAT", "AGREE"}
HOSTILE = {"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}
TYPES = (
    "accuse",
    "agree",
    "aid",
    "assault",
    "coerce",
    "concede",
    "consult",
    "cooperate",
    "mobilize",
    "protest",
    "reject",
    "request",
    "retreat",
    "sanction",
    "support",
    "threaten",
)


@dataclass(frozen=True)
class Row:
    """One row of lexicon/events/TYPE.yml."""

    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    """A lemma, or a lemma and further words that must follow below it: "call off"."""
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    """One of these lemmas must be in the object."""
    by: frozenset[str] = frozenset()
    """One of these lemmas must be the subject."""
    words: frozenset[str] = frozenset()
    """One of these must stand below the verb."""
    unless: frozenset[str] = frozenset()
    """None of these may be in the object or be the verb below."""
    prep: frozenset[str] = frozenset()
    """The word counts only with a phrase of one of these prepositions."""
    to: tuple[str, ...] = ()
    """Where the recipient stands, best place first: obj, lower (the clause below), or a preposition."""
    sides: tuple[str, ...] = ()
    """All take part alike; the phrase with one of these prepositions is a side too."""
    flags: frozenset[str] = frozenset()
    cameo: str = ""
    example: str = ""


_IRREGULAR = {
    "forgave": "forgive", "retook": "retake", "overran": "overrun", "forbade": "forbid", "sank": "sink", "sunk": "sink", "slew": "slay",
    "swore": "swear", "sworn": "swear", "froze": "freeze", "undertook": "undertake", "overthrew": "overthrow", "upheld": "uphold",
    "struck": "strike", "unfroze": "unfreeze", "shot": "shoot", "beaten": "beat", "outlawed": "outlaw",
}
"""Forms that the small model leaves as they are."""


_SPELLINGS = {
    "honour": "honor", "favour": "favor", "labour": "labor", "defence": "defense",
    "programme": "program", "manoeuvre": "maneuver",
}


@lru_cache(maxsize=16_384)
def plain_lemma(word: str) -> str:
    """One spelling for British and American words."""
    word = word.lower()
    if len(word) > 6 and word.endswith("ise"):
        return word[:-3] + "ize"
    return _SPELLINGS.get(word, word.replace("isation", "ization"))


@lru_cache(maxsize=32)
def word_set(name: str) -> frozenset[str]:
    """A list of lexicon/events.yml."""
    return frozenset(lexicon("events")[name])


def word_of(token: Token) -> str:
    """The lemma in one spelling; a lemma that lost its last letter ("stag" of "staged") gets it back where a row knows the whole word."""
    word = _IRREGULAR.get(token.lower_) or plain_lemma(str(token.lemma_))
    if token.pos_ in {"VERB", "AUX"} and word not in index()[0] and token.lower_.endswith(("ed", "es", "ing")):
        return next((w for w in (word + "e", word[:-1]) if w in index()[0]), word)
    return word


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    return tuple(row for name in TYPES for row in _read(name))


def _read(name: str) -> list[Row]:
    content = lexicon(f"events/{name}")
    return [_row(content["type"], raw) for raw in content["rows"]]


def _row(kind: str, raw: dict[str, Any]) -> Row:
    verbs, nouns, adjectives, to, sides = (
        tuple(plain_lemma(str(w)) for w in raw.get(key, ())) for key in ("verbs", "nouns", "adjectives", "to", "sides")
    )
    objects, by, words, unless, prep = (_spelt_out(raw.get(key, ())) for key in ("object", "by", "words", "unless", "prep"))
    flags = frozenset(raw.get("flags", ()))
    named = (kind, raw.get("mode"), verbs, nouns, adjectives)
    return Row(*named, objects, by, words, unless, prep, to, sides, flags, raw["cameo"], raw["example"])


def _spelt_out(words: Any) -> frozenset[str]:
    classes = lexicon("events/_classes")
    return frozenset(plain_lemma(str(w)) for word in words for w in (classes[word[1:]] if str(word).startswith("$") else [word]))


Entry = tuple[tuple[str, ...], Row]
"""(further words, row)."""


@lru_cache(maxsize=1)
def index() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]], dict[str, list[Entry]]]:
    """(verbs, nouns, adjectives): lemma -> entries, the most demanding first. The key of a noun of several words is its last one."""
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    adjectives: dict[str, list[Entry]] = defaultdict(list)
    for row in rows():
        for phrase in row.verbs:
            first, *more = phrase.split()
            verbs[first].append((tuple(more), row))
        for phrase in row.nouns:
            *before, last = phrase.split()
            nouns[last].append((tuple(before), row))
        for word in row.adjectives:
            adjectives[word].append(((), row))
    for found in (verbs, nouns, adjectives):
        for entries in found.values():
            entries.sort(key=_demands, reverse=True)
    return verbs, nouns, adjectives


def _demands(entry: Entry) -> int:
    more, row = entry
    return (
        3 * len(more)
        + 3 * bool(row.object)
        + 2 * bool(row.words)
        + bool(row.by)
        + 2 * bool(row.flags & {"negated", "not_to"})
        + bool(row.flags & {"infinitive", "modal", "clause", "person", "person_object", "body_object", "place_object", "force_agent"})
    )
