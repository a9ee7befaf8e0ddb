"""Which state a text is at home in: whom "the government" and "the country" mean where nobody else stands near."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from build_scripts.extract.actors import Cast
from build_scripts.extract.context import Context
from build_scripts.extract.grammar import lemma
from build_scripts.extract.headwords import words_of
from build_scripts.extract.mentions import Mention

_COUNTED = 200
"""States, and mentions of each, that are weighed: more than any report has, and few enough for a text of any length."""
_FIRST, _SCENE, _SCENES, _ABROAD = 1.0, 1.0, 2, 0.5
_NEAR, _FADING, _PROMINENT = 2.5, 0.6, 2.0


class Home:
    """Weighs the states of one text."""

    def __init__(self, doc: Doc, context: Context, cast: Cast) -> None:
        self.doc, self.context, self.figures = doc, context, cast.figures
        self.states = [k for k, f in cast.figures.items() if f.type == "state"][:_COUNTED]
        self._first = min((self.figures[k].mentions[0].first for k in self.states if self.figures[k].mentions), default=-1)
        self._scenes: dict[str, list[int]] = {}
        """state -> where its capital stands as the place of what happens"""
        for i, mention in sorted(cast.places.items()):
            if mention.form == "capital" and mention.entry is not None and i == mention.first:
                self._scenes.setdefault(mention.entry.id, []).append(i)

    def told(self, i: int) -> list[tuple[float, str]]:
        """How much the text has spoken of each state before a token, most first."""
        return sorted(((self.weight(k, i), k) for k in self.states), reverse=True)

    def weight(self, state: str, i: int) -> float:
        """ "X's court" is more of X than "an X company"; the first one named is at home, and so is the one in whose capital things happen;
        one that has an embassy in the story is abroad."""
        before = [m for m in self.figures[state].mentions[:_COUNTED] if m.first < i]
        told = sum(self._worth(m) for m in before) + _SCENE * min(bisect_left(self._scenes.get(state, []), i), _SCENES)
        told += _FIRST if told and before and before[0].first == self._first else 0
        return told * (_ABROAD if any(self._is_abroad(m) for m in before) else 1)

    def _worth(self, mention: Mention) -> float:
        last = self.doc[mention.last - 1]
        if last.head.tag_ == "VBN" and last.dep_ in {"npadvmod", "compound", "nmod", "amod"}:
            return 0.0  # "an X-based firm"
        if mention.form == "adjective" and lemma(last.head) not in words_of("people"):
            return 0.5
        return 1.5 if last.dep_ == "poss" else 1.0

    def nearest(self, i: int) -> str | None:
        """The state that "the country" means at a token: one named just before, or else the one that the text has spoken of most."""
        told = [(w, k) for w, k in self.told(i) if w > 0]
        if not told:
            return None
        here, most = self.context.sentence_of[i], told[0][0]

        def score(weight: float, state: str) -> float:
            last = max((m.first for m in self.figures[state].mentions[:_COUNTED] if m.first < i and self._stands_for_itself(m)), default=-1)
            near = _NEAR - _FADING * (here - self.context.sentence_of[last]) if last >= 0 else 0.0
            return max(near, 0.0) + _PROMINENT * weight / most

        return max(told, key=lambda pair: score(*pair))[1]

    def _stands_for_itself(self, mention: Mention) -> bool:
        """The state, and no "X company" or "X's minister of Y"."""
        return not mention.inside and mention.form != "adjective" and self.doc[mention.last - 1].dep_ not in {"compound", "amod", "nmod"}

    def _is_abroad(self, mention: Mention) -> bool:
        """ "X's embassy", "the X ambassador"."""
        last = self.doc[mention.last - 1]
        return last.dep_ in {"poss", "amod", "compound", "nmod"} and lemma(last.head) in words_of("legations")
