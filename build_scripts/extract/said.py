"""One statement or question on its way to a record, and what saying it does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from build_scripts.extract.context import Referent
from build_scripts.extract.grammar import is_negated, lemma
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.model import Span

FRAGMENT_WORDS = 4
"""A quotation of fewer words inside reported speech is a scare quote and stays in its clause."""


@dataclass
class Said:
    """Spans are characters."""

    quote: Span
    direct: bool
    cue: Token | None
    speaker: Referent | None
    clause: Span | None = None
    asks: bool = False
    addressee: Referent | None = None
    answers: Said | None = None
    dated: bool = True
    """False where the telling itself is not of the source's day (a statement told of inside a question)."""
    doubts: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Span:
        spans = [self.quote, *([self.clause] if self.clause else [])]
        return min(s for s, _ in spans), max(e for _, e in spans)


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, str]:
    """Lemma -> speech act: verbs that introduce a quotation or a reported clause."""
    return {word: row["act"] for row in reversed(lexicon("speech")["verbs"]) for word in row["words"]}


@lru_cache(maxsize=1)
def quoting_verbs() -> dict[str, str]:
    """Lemma -> speech act: the same, with those that introduce quotations only."""
    return {word: row["act"] for row in lexicon("speech")["only_quoting"] for word in row["words"]} | cue_verbs() | asking_verbs()


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, str]:
    return {word: row["act"] for row in lexicon("speech")["nouns"] for word in row["words"]}


@lru_cache(maxsize=1)
def asking_verbs() -> dict[str, str]:
    return dict.fromkeys(lexicon("speech")["asking"]["verbs"], "asserts")


@lru_cache(maxsize=16)
def words_of(row: str) -> frozenset[str]:
    """A plain list of the speech lexicon."""
    return phrases(lexicon("speech")[row])


def is_cue(token: Token, quoting: bool = False) -> bool:
    """Does the verb introduce somebody's words? "made it clear" counts as one verb."""
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    word = lemma(token)
    if word not in (quoting_verbs() if quoting else cue_verbs()) and makes_clear(token) is None:
        return False
    if is_negated(token) and not (quoting and word in words_of("opinion")):
        return False
    if token.i > 0 and token.doc[token.i - 1].text == "-":
        return False  # "the so-called plan"
    preposition = token.head.lower_ if token.dep_ == "pcomp" else "as"  # not of "the possibility of appealing"
    return preposition in {"as", "with", "by", "in", "after", "before", "while", "despite", "without"}


def makes_clear(verb: Token) -> Token | None:
    """The adjective of "made (it) clear (that …)"."""
    if lemma(verb) != "make":
        return None
    return next((t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.lower_ in {"clear", "plain", "known"}), None)


@lru_cache(maxsize=1)
def wordings() -> list[tuple[str, list[re.Pattern[str]]]]:
    return [(row["act"], [re.compile(p, re.I) for p in row["patterns"]]) for row in lexicon("speech")["wordings"]]


def speech_act(words: str, cue: Token | None) -> str:
    """What saying it does: by the words themselves, else by the verb that introduces them."""
    first: tuple[int, str] | None = None
    for n, (act, patterns) in enumerate(wordings()):
        starts = [m.start() for p in patterns if (m := p.search(words))]
        if starts and n < 2:  # declining and distancing colour the whole, wherever they stand
            return act
        if starts and (first is None or min(starts) < first[0]):
            first = min(starts), act
    if first is not None:
        return first[1]
    if cue is not None and lemma(cue) == "call" and not any(c.lower_ in {"for", "on", "upon", "off"} for c in cue.children):
        return "asserts"  # "called it a step forward"
    found = quoting_verbs().get(lemma(cue)) or cue_nouns().get(lemma(cue)) if cue is not None else None
    return found or "asserts"
