"""Which time expression belongs to which event: up the parse from the date's words to the first trigger or verb."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.dates import TimeExpression, find_times, resolve
from build_scripts.extract.passages import Passages
from build_scripts.model import Date, Span


class Timing:
    """The dated words of a document, ready to be asked for."""

    def __init__(self, doc: Doc, passages: Passages, published: str | None) -> None:
        self.doc, self.passages, self.published = doc, passages, published
        self.times = [t for t in find_times(passages.text, published) if t.kind == "date"]
        self._owner: dict[int, list[TimeExpression]] = {}
        self._at: dict[int, TimeExpression] = {}
        """Token -> the expression that it is part of."""

    def assign(self, anchors: set[int]) -> None:
        """Give each expression to the nearest anchor (token of a trigger or cue) above it in the parse."""
        self._owner, self._at = {}, {}
        for time in self.times:
            tokens = [self.doc[i] for i in self.passages.tokens((time.start, time.end))]
            self._at |= {t.i: time for t in tokens}
            top = next((t for t in tokens if t.head not in tokens), tokens[0])
            owner = self._climb(top, anchors)
            if owner is not None:
                self._owner.setdefault(owner.i, []).append(time)

    @staticmethod
    def _climb(token: Token, anchors: set[int]) -> Token | None:
        for above in token.ancestors:
            if above.i in anchors:
                return above
            if above.pos_ in {"VERB", "AUX"} and above.dep_ not in {"xcomp", "aux"}:
                return above
        return None

    def of(self, token: Token, tense: str) -> tuple[Date, Span] | None:
        """(date, characters of its words) of what a token tells; coordinated verbs share the first one's date, and "it fell in May when
        jets struck" has one for both."""
        own = self._owner.get(token.i)
        when = token.dep_ in {"advcl", "relcl"} and any(c.lower_ == "when" for c in token.children)
        if not own and when and token.head.i in self._at:
            own = [self._at[token.head.i]]
        if not own and (when or token.dep_ == "conj") and token.pos_ == "VERB" and token.head.pos_ == "VERB":
            return self.of(token.head, tense)
        for time in own or ():
            date = resolve(time, self.published, tense)
            if date is not None:
                return date, (time.start, time.end)
        return None
