"""Those who met, talked, clashed or signed together: whom "they", "both ministers" and "the three sides" mean a few sentences later.

The words of a later sentence often name nobody. What the text has told of several who acted together is then the surest antecedent:
surer than whoever happens to be named in between.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from spacy.tokens import Token

from build_scripts.extract.event_rows import word_of, word_set
from build_scripts.extract.grammar import children, lemma
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.references import Referent, Resolver

_BACK = 5
"""Sentences."""
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_FEW = 3
"""Of more, "the leaders" may be any."""
_PAIRS = {"pair", "duo", "trio"}


def _people() -> frozenset[str]:
    return word_set("groups") | word_set("organs")


class Company:
    """Remembers who acted together, and answers for plural words that name nobody."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self.figures = resolver, resolver.cast.figures
        self._told: list[tuple[int, tuple[str, ...]]] = []

    def note(self, i: int, people: list[Referent]) -> None:
        """Those who acted together at a token."""
        keys = tuple(dict.fromkeys(r.key for r in people))
        if len(keys) > 1:
            insort(self._told, (i, keys))

    def meant(self, head: Token) -> list[Referent]:
        """Those of the last company before a word that fit it; nobody where it is no word for several."""
        wanted = self._wanted(head)
        if wanted is None:
            return []
        kinds, count = wanted
        sentence = self.resolver.context.sentence_of
        for i, keys in self._told[: bisect_left(self._told, (head.i,))][: -1 - _BACK : -1]:
            if sentence[head.i] - sentence[i] > _BACK or sentence[head.i] == sentence[i] and head.tag_ == "PRP":
                continue
            for kind in kinds or ("",):
                fitting = self._fitting(keys, kind)
                if len(fitting) == count or not count and 1 < len(fitting) <= _FEW:
                    return [Referent(k, head, (head.left_edge.i, head.i + 1)) for k in fitting]
        return []

    def _wanted(self, head: Token) -> tuple[list[str], int] | None:
        """(types, how many, or 0) that a word may mean."""
        if head.tag_ == "PRP" and head.lower_ in {"they", "them"}:
            reporting = self.resolver.pronouns.reporting_subject(head)
            plural = reporting is not None and reporting.tag_ in {"NNS", "NNPS"} or self._others(head)
            return None if plural or self.resolver.voice_at(head.i) is not None else ([], 0)
        if head.pos_ == "PRON" and head.lower_ == "both":
            return [], 2
        if head.pos_ == "NUM" and head.lower_ in _COUNTS and not list(head.rights):  # "the three", "all three"
            return [], _COUNTS[head.lower_] if any(c.lower_ in {"the", "all"} for c in head.children) else -1
        if lemma(head) in _PAIRS and head.tag_ == "NN" and any(c.lower_ == "the" for c in children(head, "det")):
            return ["person"], 0
        if head.tag_ != "NNS" or any(t.i in self.resolver.cast.at for t in head.subtree if t.i < head.i):
            return None
        counts = [_COUNTS[c.lower_] for c in head.children if c.lower_ in _COUNTS and c.i < head.i]
        phrase = f"{head.nbor(-1).lower_} {lemma(head)}" if head.i else ""
        kinds = [kind for kind, nouns in lexicon("actors")["pairs"].items() if lemma(head) in nouns or phrase in nouns]
        apart = children(head, "relcl", "acl", "appos") or any(c.lower_ == "of" for c in children(head, "prep"))
        if not kinds or apart:
            return None
        if counts:
            return kinds, counts[0]
        bare = all(c.lower_ in {"the", "these", "those"} or c.dep_ == "punct" for c in head.children)
        return (kinds, 0) if bare and any(c.dep_ == "det" for c in head.children) else None

    def _others(self, pronoun: Token) -> bool:
        """Is somebody else, in the plural, the subject of this or the last sentence?"""
        return any(word_of(t) in _people() for t in self.resolver.pronouns.plural_subjects(pronoun))

    def _fitting(self, keys: tuple[str, ...], kind: str) -> list[str]:
        """The company itself; of persons the states that they act for, where states are meant."""
        if not kind or all(self.figures[k].type == kind for k in keys):
            return list(keys)
        if kind != "state":
            return []
        states = [k if self.figures[k].type == "state" else self.figures[k].affiliation for k in keys]
        known = list(dict.fromkeys(s for s in states if s is not None and self.figures[s].type == "state"))
        return known if len(known) == len(keys) else []
