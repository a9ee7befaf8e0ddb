"""How far apart two acts lie: "on Friday, a day after rebels shelled the town", "two days after the vote on Sunday, she resigned"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from build_scripts.extract.date_calendar import COUNTED, Value, period_of, shifted
from build_scripts.extract.date_grammar import grammar
from build_scripts.model import Date, Span

_FINE_ENOUGH = {"day": 10, "week": 10, "month": 7, "year": 4}
"""Unit -> how long the EDTF is that it can be counted from: 2024-05-03, 2024-05, 2024."""


@dataclass(frozen=True)
class Distance:
    count: int
    """Steps from the act that it is counted from to the other; below 0 for "before"."""
    unit: str
    text: str
    span: Span

    def reversed(self) -> Distance:
        return Distance(-self.count, self.unit, self.text, self.span)

    def from_(self, base: Date) -> Date | None:
        """The date that lies so far from another, where that is at least as fine as the unit."""
        told = base.edtf or ""
        if len(told) < _FINE_ENOUGH[self.unit]:
            return None
        try:
            day = shifted(self.unit, date.fromisoformat(told + "-01-01"[len(told) - 10 :] if len(told) < 10 else told), self.count)
        except (ValueError, OverflowError):
            return None
        value = Value("day", day, day, COUNTED, approximate=True) if self.unit == "week" else period_of(self.unit, day, COUNTED)
        return Date(value.edtf(), self.text, COUNTED)


def distance(word: Token) -> Distance | None:
    """What "after" or "before" is told with: a day after, two weeks before; counted from what follows it."""
    if word.lower_ not in {"after", "before"}:
        return None
    if not word.i or (unit := word.nbor(-1)).dep_ != "npadvmod" or (name := grammar().words["unit"].get(unit.lower_)) not in _FINE_ENOUGH:
        return None
    before = [c for c in unit.children if c.i < unit.i]
    if len(before) != 1:  # "just over two weeks after"
        return None
    told = before[0].lower_
    digits = told.isascii() and told.isdigit() and len(told) < 4
    count = 1 if told in {"a", "an"} else int(told) if digits else grammar().words["number_word"].get(told)
    if count is None:
        return None
    start, end = before[0].idx, word.idx + len(word)
    return Distance(count if word.lower_ == "after" else -count, name, word.doc.text[start:end], (start, end))
