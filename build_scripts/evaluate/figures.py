"""What is counted, and the figures that the counts make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

Part = Literal["hit", "miss", "false", "right", "of", "count"]
Tally = Counter[tuple[str, Part]]
"""(figure, part) -> how many."""

Scores = dict[str, "float | int | None"]
Figures = dict[str, "Scores | float | int | None"]

F1, SHARE, COUNT = "f1", "share", "count"
FIGURES: Mapping[str, str] = {
    "actors": F1, "actor type": SHARE, "actor role": SHARE, "split actors": COUNT, "merged actors": COUNT,
    "agreements": F1, "parties exact": SHARE, "signed date": SHARE, "signed date near": COUNT, "signed date invented": COUNT,
    "statements": F1, "speaker": SHARE, "wrong speaker": COUNT, "direct as in gold": SHARE, "extra pieces": COUNT,
    "events": F1, "events loose": F1, "repeated events": COUNT, "participants": F1, "participants in role": F1,
    "event date": SHARE, "event date near": COUNT, "event date invented": COUNT, "unknown actor ids": COUNT,
}
"""Every figure in the order shown, and how it is made: precision, recall and F1; right ones among those judged; a plain count."""


def work_out(tally: Tally) -> Figures:
    """Every figure of a tally; None where there was nothing to judge."""
    makers = {F1: _scores, SHARE: _share, COUNT: _count}
    return {name: makers[kind](tally, name) for name, kind in FIGURES.items()}


def _scores(tally: Tally, name: str) -> Scores:
    hits, missed, false = (tally[name, part] for part in ("hit", "miss", "false"))
    return {
        # Nothing predicted where something was to find is a precision of 0, not an unknown one.
        "precision": _ratio(hits, hits + false or missed),
        "recall": _ratio(hits, hits + missed),
        "f1": _ratio(2 * hits, 2 * hits + missed + false),
        "hits": hits, "missed": missed, "false": false,
    }


def _share(tally: Tally, name: str) -> float | None:
    return _ratio(tally[name, "right"], tally[name, "of"])


def _count(tally: Tally, name: str) -> int:
    return tally[name, "count"]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
