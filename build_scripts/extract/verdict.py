"""The type of a name that no list knows: what all witnesses say, weighed.

For each spelling of a name every witness counts once and with its strongest word, however often the name occurs: forty mislabelled mentions
are one mistake, not forty. The named-entity model is one witness among others and never outvotes the words of the text itself. The
gazetteer is heard before (a name that it knows is not weighed), spelling similarity after (actors.py joins by it what nothing else joins).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold
from build_scripts.extract.witnesses import WITNESSES

_HEADED = {  # what a name is whose head is called so: "X Prime Minister Y"
    "organization": ("organization", 3),
    "polity": ("state", 3),
    "presidency": ("political_entity", 3),
    "place": ("place", 3),
}


@dataclass(frozen=True)
class Verdict:
    type: str | None
    """None where nothing speaks for an actor."""
    doubt: str | None = None


class Jury:
    """Hears every witness on every mention that no list knows."""

    def __init__(self, doc: Doc, mentions: list[Mention], cover: Mapping[int, Mention]) -> None:
        heard: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        for m in mentions:
            if m.entry is not None or m.kind != "name":
                continue
            name = fold(str(doc[m.first : m.last].text))
            for witness, ask in WITNESSES.items():
                for kind, weight in ask(doc, m):
                    self._note(heard[name], witness, kind, weight)
            self._company(doc, m, cover, heard[name])
        for m in mentions:  # what the holder of a title heads
            if m.affiliation in cover and m.title_of in _HEADED and m.affiliation is not None:
                body = cover[m.affiliation]
                if body.entry is None:
                    self._note(heard[fold(str(doc[body.first : body.last].text))], "heads", *_HEADED[m.title_of])
        self._votes = {name: self._sum(words) for name, words in heard.items()}
        self._regions = frozenset(str(r) for r in lexicon("actors")["regions"])

    @staticmethod
    def _note(words: dict[tuple[str, str], int], witness: str, kind: str, weight: int) -> None:
        key = (witness, kind)
        if abs(weight) > abs(words.get(key, 0)):
            words[key] = weight

    def _company(self, doc: Doc, m: Mention, cover: Mapping[int, Mention], words: dict[tuple[str, str], int]) -> None:
        """Whom a name is coordinated with: persons with persons, states with states."""
        head = doc[m.last - 1]
        others = [c for c in head.children if c.dep_ == "conj"] + ([head.head] if head.dep_ == "conj" else [])
        for other in others:
            known = cover.get(other.i)
            if known is not None and known.type in {"person", "state", "organization", "political_entity"}:
                self._note(words, "company", known.type, 3 if known.type == "person" else 2 if known.type == "state" else 1)

    @staticmethod
    def _sum(words: dict[tuple[str, str], int]) -> Counter[str]:
        tally: Counter[str] = Counter()
        for (_, kind), weight in words.items():
            tally[kind] += weight
        return tally

    def verdict(self, name: str) -> Verdict:
        """The best witnessed type of a name that no list knows, with a doubt where the runner-up came close."""
        folded = fold(name)
        if folded in self._regions:
            return Verdict("place")
        ranked = sorted(self._votes.get(folded, Counter()).items(), key=lambda kv: (-kv[1], kv[0]))
        if not ranked or ranked[0][1] <= 0:
            return Verdict(None)
        close = len(ranked) > 1 and ranked[1][1] > 1 and ranked[0][1] - ranked[1][1] <= 1
        return Verdict(ranked[0][0], f"{name} might also be a {ranked[1][0].replace('_', ' ')}" if close else None)

    def votes(self, name: str) -> Mapping[str, int]:
        return self._votes.get(fold(name), Counter())
