"""Do doubts point at errors? A record counts as wrong if the gold has no such record, or gives it another type, speaker, participants,
parties or date. A doubt that is worth a look stands more often at a wrong record than the lack of one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_scripts.evaluate.comparison import Comparison
from build_scripts.model import KINDS

_JUDGED = ("actors", "agreements", "events", "statements")


@dataclass(frozen=True)
class Doubts:
    """Of the records of one kind, or of all."""

    records: int
    wrong: int
    doubted: int
    wrong_and_doubted: int

    @property
    def wrong_that_are_doubted(self) -> float | None:
        """Of the wrong ones, how many a doubt points at."""
        return _share(self.wrong_and_doubted, self.wrong)

    @property
    def doubted_that_are_wrong(self) -> float | None:
        return _share(self.wrong_and_doubted, self.doubted)

    @property
    def others_that_are_wrong(self) -> float | None:
        """Of those that nothing is doubted of."""
        return _share(self.wrong - self.wrong_and_doubted, self.records - self.doubted)

    @property
    def lift(self) -> float | None:
        """How many times more often a doubted record is wrong than another; above 1 the doubts are worth reading."""
        return (self.doubted_that_are_wrong / self.others_that_are_wrong
                if self.doubted_that_are_wrong is not None and self.others_that_are_wrong else None)


def doubts(comparisons: Iterable[Comparison]) -> dict[str, Doubts]:
    """Kind of record, or "all" -> figures."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("all", *_JUDGED)}
    for comparison in comparisons:
        for kind in _JUDGED:
            for record in getattr(comparison.predicted, kind):
                right = comparison.right.get((KINDS[kind].__name__, record.id))
                if right is None:
                    continue
                for tally in (counts["all"], counts[kind]):
                    tally.update(records=1, wrong=not right, doubted=bool(record.doubts), both=not right and bool(record.doubts))
    return {kind: Doubts(c["records"], c["wrong"], c["doubted"], c["both"]) for kind, c in counts.items()}


def as_json(found: dict[str, Doubts]) -> dict[str, dict[str, float | int | None]]:
    return {kind: {name: getattr(figures, name) for name in _COLUMNS} for kind, figures in found.items()}


def as_table(comparisons: Sequence[Comparison]) -> str:
    """A line a kind of record."""
    head = ("doubts", "records", "wrong", "doubted", "wrong, doubted", "doubted, wrong", "others, wrong", "lift")
    lines = [head, *((kind, *(_shown(getattr(figures, name)) for name in _COLUMNS)) for kind, figures in doubts(comparisons).items())]
    return "\n".join(f"{first:24}" + "".join(f"{cell:>16}" for cell in cells) for first, *cells in lines)


_COLUMNS = ("records", "wrong", "doubted", "wrong_that_are_doubted", "doubted_that_are_wrong", "others_that_are_wrong", "lift")


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(figure: float | int | None) -> str:
    return "–" if figure is None else f"{figure:.3f}" if isinstance(figure, float) else str(figure)
