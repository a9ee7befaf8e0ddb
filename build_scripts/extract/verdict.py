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
from build_scripts.extract.names import fold, is_demonym
from build_scripts.extract.places import is_somewhere
from build_scripts.extract.witnesses import WITNESSES
from build_scripts.extract.witnesses_of_the_name import Testimony, model_label

_HEADED = {  # what a name is whose head is called so: "X Prime Minister Y"
    "organization": ("organization", 3),
    "polity": ("state", 3),
    "presidency": ("political_entity", 3),
    "place": ("place", 3),
}
_COMPANY = {"person": 3, "place": 3, "state": 2, "organization": 1, "political_entity": 1}
_GUESSES = frozenset({"named-entity model", "clause", "spelling", "company"})
"""Witnesses that guess from how a name looks and where it stands, and read no word that tells what it is."""
_SURE = 4
"""A single word of this weight leaves no doubt."""


@dataclass(frozen=True)
class Verdict:
    type: str | None
    """None where nothing speaks for an actor."""
    doubt: str | None = None


class Jury:
    """Hears every witness on every mention that no list knows."""

    def __init__(self, doc: Doc, mentions: list[Mention], cover: Mapping[int, Mention]) -> None:
        heard: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        labels: dict[str, Counter[tuple[Testimony, ...]]] = defaultdict(Counter)
        elsewhere: dict[str, bool] = {}
        for m in mentions:
            if m.entry is not None or m.kind != "name":
                continue
            name = fold(str(doc[m.first : m.last].text))
            labels[name][tuple(model_label(doc, m))] += 1
            elsewhere[name] = elsewhere.get(name, False) or not is_somewhere(doc, m)
            for witness, ask in WITNESSES.items():
                for kind, weight in ask(doc, m):
                    self._note(heard[name], witness, kind, weight)
        for name, counted in labels.items():
            for kind, weight in max(counted, key=lambda said: (counted[said], said)):
                self._note(heard[name], "named-entity model", kind, weight)
        for m in mentions:  # what the holder of a title heads
            if m.affiliation in cover and m.title_of in _HEADED and m.affiliation is not None:
                body = cover[m.affiliation]
                if body.entry is None:
                    headed = heard[fold(str(doc[body.first : body.last].text))]
                    self._note(headed, "heads", *_HEADED[m.title_of])
                    self._note(headed, "heads", "person", -4)  # nobody is president of a person
        for name, acts in elsewhere.items():
            if not acts:  # wherever it stands, something is there
                self._note(heard[name], "whereabouts", "place", 3)
                self._note(heard[name], "whereabouts", "person", -3)
        self._peoples(heard)
        self._surnames(heard)
        if any(m.entry is not None and m.entry.type == "state" and m.form == "name" for m in mentions):
            for words in heard.values():  # real states are all listed: beside one, an unknown state has more to show
                self._note(words, "states listed", "state", -1)
        self._heard = heard
        self._regions = frozenset(str(r) for r in lexicon("actors")["regions"])
        self._votes = {name: self._sum(heard[name]) for name in (*heard, *labels)}  # of some names no witness says anything
        unknown = [m for m in mentions if m.entry is None and m.kind == "name" and m.type is None]
        for m in (*reversed(unknown), *unknown):
            self._company(doc, m, cover)

    @staticmethod
    def _note(words: dict[tuple[str, str], int], witness: str, kind: str, weight: int) -> None:
        key = (witness, kind)
        if abs(weight) > abs(words.get(key, 0)):
            words[key] = weight

    def _peoples(self, heard: dict[str, dict[tuple[str, str], int]]) -> None:
        """A name that the text also turns into an adjective is a state: "Vandora", "Vandoran"."""
        stems: dict[str, list[str]] = defaultdict(list)
        for name in heard:
            if " " not in name and len(name) > 3:
                stems[name[:4]].append(name)
        for names in stems.values():
            for adjective in names[:20]:
                for name in names[:20]:
                    if is_demonym(adjective, name):
                        self._note(heard[name], "its adjective", "state", 4)
                        self._note(heard[adjective], "its state", "state", 3)

    def _surnames(self, heard: dict[str, dict[tuple[str, str], int]]) -> None:
        """A name of several words that the text shortens to its last one is a person's: "Ivo Stan", then "Stan"."""
        for name in heard:
            words = name.split()
            if 1 < len(words) < 5 and words[-1] in heard and words[0] not in heard and len(words[-1]) > 1:
                self._note(heard[name], "surname", "person", 3)

    def _company(self, doc: Doc, m: Mention, cover: Mapping[int, Mention]) -> None:
        """Whom a name is coordinated with, once the others are judged: persons with persons, states with states."""
        name = fold(str(doc[m.first : m.last].text))
        head = doc[m.last - 1]
        for other in [c for c in head.children if c.dep_ == "conj"] + ([head.head] if head.dep_ == "conj" else []):
            known = cover.get(other.i)
            if known is None or known.inside or known.kind != "name":
                continue
            kind = known.type or self.verdict(str(doc[known.first : known.last].text)).type
            if kind in _COMPANY and not (kind == "place" and self._votes[name]["person"] > 0 and len(name.split()) > 1):
                self._note(self._heard[name], "company", kind, _COMPANY[kind])
                self._votes[name] = self._sum(self._heard[name])  # so that the next in a list hears of it

    @staticmethod
    def _sum(words: dict[tuple[str, str], int]) -> Counter[str]:
        tally: Counter[str] = Counter()
        for (_, kind), weight in words.items():
            tally[kind] += weight
        return tally

    def is_region(self, name: str) -> bool:
        return fold(name) in self._regions

    def verdict(self, name: str) -> Verdict:
        """The best witnessed type of a name that no list knows, with a doubt where the runner-up came close."""
        folded = fold(name)
        if self.is_region(name):
            return Verdict("place")
        ranked = sorted(self._votes.get(folded, Counter()).items(), key=lambda kv: (-kv[1], kv[0]))
        if not ranked or ranked[0][1] <= 0:
            return Verdict(None)
        told = {w: weight for (w, kind), weight in self._heard[folded].items() if kind == ranked[0][0] and weight > 0}
        if {*told} == {"spelling"} and told["spelling"] < _SURE:
            return Verdict(None)  # two words with a capital are not enough
        lone = ranked[0][0] == "person" and " " not in folded and self._votes[folded]["place"] >= 0
        if {*told} == {"named-entity model"} and lone:
            return Verdict(None)  # one word with a capital: more often a place that the model does not know
        if {*told} <= _GUESSES and told.get("clause", 0) < 3:
            return Verdict(ranked[0][0], f"nothing in the text tells what {name} is")
        surely = max((w for (_, kind), w in self._heard[folded].items() if kind == ranked[0][0]), default=0) >= _SURE
        close = not surely and len(ranked) > 1 and ranked[1][1] > 1 and ranked[0][1] - ranked[1][1] <= 1
        return Verdict(ranked[0][0], f"{name} might also be a {ranked[1][0].replace('_', ' ')}" if close else None)

    def votes(self, name: str) -> Mapping[str, int]:
        return self._votes.get(fold(name), Counter())
