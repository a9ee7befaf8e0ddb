"""Who told what, in the order of the text: the verbs of telling outside quotation marks, each with whoever tells, named or not.

"He said" after "a resident said" means that resident, whom nobody names, and not the last person who was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from build_scripts.extract.context import Voice
from build_scripts.extract.grammar import lemma
from build_scripts.extract.headwords import title_at
from build_scripts.extract.headwords import words_of as people_words
from build_scripts.extract.said import words_of


@dataclass(frozen=True)
class Teller:
    """Whoever tells at one verb."""

    at: int
    """The verb."""
    keys: tuple[str, ...]
    """The figures meant; none where nobody is named."""
    human: bool
    """A person, named or not ("a resident", "a spokesman for X"), and no body or document."""
    several: bool
    noun: str
    """What the words call whoever it is, in lower case."""


class Tellers:
    """Those who told, in order; filled from the start of the text, so that each is read in the light of those before."""

    def __init__(self) -> None:
        self._all: list[Teller] = []
        self._humans: list[Teller] = []

    def add(self, teller: Teller) -> None:
        self._all.append(teller)
        if teller.human and not teller.several:
            self._humans.append(teller)

    def before(self, i: int, most: int = 8) -> list[Teller]:
        """The last ones before a token, the nearest first."""
        at = bisect_left(self._all, i, key=lambda t: t.at)
        return self._all[max(0, at - most) : at][::-1]

    def person_before(self, i: int, voices: list[Voice]) -> Teller | None:
        """The person, named or not, who spoke last before a token, in quotation marks or outside."""
        at = bisect_left(self._humans, i, key=lambda t: t.at)
        told = self._humans[at - 1] if at else None
        quoted = bisect_right(voices, i, key=lambda v: v.last)
        voice = voices[quoted - 1] if quoted else None
        if told is not None and (voice is None or told.at > voice.last):
            return told
        return Teller(voice.last - 1, (voice.speaker,), True, False, "") if voice is not None and voice.speaker is not None else None


@cache
def _callings() -> frozenset[str]:
    """Nouns for a person by themselves."""
    tellers = words_of("tellers") - words_of("documents")
    persons = people_words("people") | words_of("anybody") | words_of("spokespeople") | tellers
    return persons - (words_of("bodies") - words_of("bench")) - words_of("collectives")


def is_human(head: Token) -> bool:
    """Is a noun one for a person, by the word itself or by what stands beside it?"""
    if head.pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"}:
        return False
    if lemma(head) in _callings():
        return True
    if title_at(head.doc, head.i, head.i + 1) is not None or any(c.lower_ == "who" for v in head.children for c in v.children):
        return True
    return head.lower_ == "old" and head.i >= 2 and head.nbor(-2).lower_.startswith("year")
