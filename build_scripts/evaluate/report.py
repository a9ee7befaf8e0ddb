"""The comparison of many articles, shown as a table, as JSON, or as a list of errors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from build_scripts.evaluate import doubts
from build_scripts.evaluate.actors import compare_actors
from build_scripts.evaluate.agreements import compare_agreements
from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.events import compare_events
from build_scripts.evaluate.figures import FIGURES, Figures, Tally, work_out
from build_scripts.evaluate.gold import GoldArticle
from build_scripts.evaluate.places import Places
from build_scripts.evaluate.reading import ALL, SPLITS, TEST
from build_scripts.evaluate.statements import compare_statements
from build_scripts.model import Extraction

_FIRST_COLUMN, _COLUMN = 24, 22
_KINDS = ("actors", "agreements", "events", "statements")


def compare(gold: GoldArticle, predicted: Extraction) -> Comparison:
    """Everything there is to find out about one article."""
    comparison = Comparison(gold, predicted, Places(gold.text, gold.sentences))
    compare_actors(comparison)  # first: the others need to know who is who
    compare_agreements(comparison)
    compare_statements(comparison)
    compare_events(comparison)
    return comparison


def totals(comparisons: Sequence[Comparison]) -> dict[str, Figures]:
    """Figures over all articles, over each split and over each group, every record counting the same whatever its article."""
    parts = [ALL, *SPLITS, *dict.fromkeys(comparison.gold.group for comparison in comparisons if comparison.gold.group)]
    members = {part: [one for one in comparisons if part in (ALL, one.gold.split, one.gold.group)] for part in parts}
    return {part: work_out(_added(one.tally for one in those)) for part, those in members.items() if those}


def as_json(comparisons: Sequence[Comparison]) -> str:
    single = {comparison.gold.id: work_out(comparison.tally) for comparison in comparisons}
    found = doubts.as_json(doubts.doubts(comparisons))
    return json.dumps({"totals": totals(comparisons), "doubts": found, "articles": single}, indent=1, ensure_ascii=False)


def as_table(comparisons: Sequence[Comparison]) -> str:
    """A line a figure, a column a split or group."""
    by_group = totals(comparisons)
    lines = [("", *by_group), ("", *("P     R     F1  " for _ in by_group))]
    lines += [(name, *(_cell(figures[name]) for figures in by_group.values())) for name in FIGURES]
    return "\n".join(f"{first:{_FIRST_COLUMN}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells) for first, *cells in lines)


def as_errors(comparisons: Iterable[Comparison], of_test: bool = False) -> str:
    """An article a block: its F1 scores, then what was missed, made up or misread, a line each.

    Of a test article only the scores, unless `of_test`: who reads its errors soon writes rules for it.
    """
    lines = []
    for comparison in comparisons:
        figures = work_out(comparison.tally)
        scores = [f"{kind} {_shown(found['f1'])}" for kind in _KINDS if isinstance(found := figures[kind], dict)]
        lines.append(", ".join([comparison.gold.id, *scores]))
        hidden = comparison.gold.split == TEST and not of_test
        notes = ["(a test article: ask for its errors by its id or by --split test)"] if hidden else comparison.notes
        lines += [f"    {note}" for note in notes]
    return "".join(f"{line}\n" for line in lines)


def _added(tallies: Iterable[Tally]) -> Tally:
    every: Tally = Counter()
    for tally in tallies:
        every.update(tally)
    return every


def _cell(figure: dict[str, float | int | None] | float | int | None) -> str:
    if isinstance(figure, dict):
        return " ".join(f"{_shown(figure[name]):^5}" for name in ("precision", "recall", "f1"))
    return _shown(figure)


def _shown(figure: float | int | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)
