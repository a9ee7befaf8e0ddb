"""What a reader has in mind at a word: who was mentioned where, who is speaking, and a pointer to whoever is meant."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.mentions import Mention
from build_scripts.extract.quotes import find_quotations


@dataclass(frozen=True)
class Voice:
    """Who speaks in a stretch of tokens, and to whom: needed to read "I", "we" and "you"."""

    first: int
    last: int
    speaker: str | None
    body: str | None
    addressee: str | None = None


@dataclass(frozen=True)
class Referent:
    """A figure and the token that points to it."""

    key: str
    token: Token
    span: tuple[int, int]
    """Tokens of the words that point to it."""
    doubt: str | None = None


class Context:
    """Where figures are mentioned, by sentence: every look back costs a few sentences, however long the text is."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc, self.cast = doc, cast
        self.sentence_of: list[int] = [0] * len(doc)
        for n, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self.sentence_of[i] = n
        self.mentions: dict[int, list[tuple[str, Mention]]] = {}
        """sentence -> (figure, mention), in order of the text"""
        self.firsts: dict[str, list[int]] = {}
        """figure -> first tokens of its mentions, in order"""
        for key, figure in cast.figures.items():
            for m in figure.mentions:
                self.mentions.setdefault(self.sentence_of[m.first], []).append((key, m))
            self.firsts[key] = [m.first for m in figure.mentions]
        for found in self.mentions.values():
            found.sort(key=lambda pair: pair[1].first)
        self.quoted = bytearray(len(doc))
        starts = [t.idx for t in doc]
        for quotation in find_quotations(cast.source):
            for i in range(bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)):
                self.quoted[i] = 1

    def back(self, i: int, sentences: int) -> list[tuple[str, Mention]]:
        """Mentions before a token, the nearest first, in its own sentence and so many before it."""
        here = self.sentence_of[i]
        found: list[tuple[str, Mention]] = []
        for n in range(here, here - sentences - 1, -1):
            found += [(key, m) for key, m in reversed(self.mentions.get(n, ())) if m.first < i]
        return found

    def last_before(self, key: str, i: int) -> int:
        """First token of a figure's last mention before a token; -1 without one."""
        firsts = self.firsts.get(key, [])
        at = bisect_left(firsts, i)
        return firsts[at - 1] if at else -1
