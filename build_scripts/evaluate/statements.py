"""Which predicted statement is which gold statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.gold import GoldStatement
from build_scripts.evaluate.pairing import Edge, Rank, pair_up
from build_scripts.evaluate.wording import runs_through, words
from build_scripts.model import Statement

HOLDS_WORDS, MOST_WORDS = 2, 1
"""Tiers: the gold's words stand in the prediction; most of them in one window of it."""

_MOST = 0.6
_WINDOW_MARGIN = 2
_LONG_ENOUGH_ANYWHERE = 4
"""So many words in a row are no accident, wherever they stand."""


def compare_statements(comparison: Comparison) -> None:
    golds, predictions = comparison.gold.statements, comparison.predicted.statements
    accepted = [{name for name in (gold.speaker, *gold.alt_speakers) if name is not None} for gold in golds]
    edges = _edges(comparison, accepted)
    pairs = pair_up(edges)
    _let_long_ones_count_again(golds, pairs, edges)
    pieces = _harmless_pieces(comparison, pairs, edges)
    comparison.count("extra pieces", "count", len(pieces))
    for gold, predicted in comparison.settle("statements", golds, predictions, pairs, absorbed=pieces):
        _judge_speaker(comparison, gold, predicted, accepted[golds.index(gold)])
        # A fragment inside reported speech may be taken either way.
        comparison.judge("direct as in gold", gold.clause is not None or predicted.direct == gold.direct)


def same_words(gold: GoldStatement, predicted: Statement, near: bool) -> int:
    """HOLDS_WORDS, MOST_WORDS or 0. Few words, and words that are only mostly the same, count only nearby."""
    best = 0
    for beginning in filter(None, (gold.quote, gold.clause)):
        wanted = words(beginning)
        for text in (words(predicted.quote), words(predicted.clause)):
            if runs_through(wanted, text) and (near or len(wanted) >= _LONG_ENOUGH_ANYWHERE):
                return HOLDS_WORDS
            if near and _most_in_a_window(wanted, text):
                best = MOST_WORDS
    return best


def _most_in_a_window(wanted: list[str], text: list[str]) -> bool:
    width, bag = len(wanted) + _WINDOW_MARGIN, Counter(wanted)
    windows = (text[at:at + width] for at in range(max(1, len(text) - width + 1)))
    return any((bag & Counter(window)).total() >= _MOST * len(wanted) for window in windows)


def _edges(comparison: Comparison, accepted: list[set[str]]) -> dict[Edge, Rank]:
    edges: dict[Edge, Rank] = {}
    for j, predicted in enumerate(comparison.predicted.statements):
        speaker, places = comparison.gold_names([predicted.speaker]), comparison.places.of(predicted.evidence)
        for i, gold in enumerate(comparison.gold.statements):
            near = not places or any(abs(place - gold.sentence) <= 1 for place in places)
            if tier := same_words(gold, predicted, near):
                score = bool(accepted[i] & speaker) + 0.5 * (gold.sentence in places)
                edges[i, j] = tier, score + 0.2 * (gold.direct == predicted.direct) + 0.1 * (not gold.optional)
    return edges


def _let_long_ones_count_again(golds: tuple[GoldStatement, ...], pairs: dict[int, int], edges: Mapping[Edge, Rank]) -> None:
    """A prediction that runs on from one gold statement into the next of the same speaker counts for that one too."""
    for i, gold in enumerate(golds):
        if i in pairs:
            continue
        beside = {j for other, j in pairs.items()
                  if golds[other].speaker == gold.speaker and abs(golds[other].sentence - gold.sentence) <= 1}
        for j in beside:
            if edges.get((i, j), (0, 0.0))[0] == HOLDS_WORDS:
                pairs[i] = j
                break


def _harmless_pieces(comparison: Comparison, pairs: Mapping[int, int], edges: Mapping[Edge, Rank]) -> list[int]:
    """Further pieces of a gold statement that another prediction is paired with; copies of that prediction are none."""
    predictions = comparison.predicted.statements
    taken = set(pairs.values())
    matched = [words(predictions[j].quote) for j in taken]
    runs = [comparison.places.run_of(gold) for gold in comparison.gold.statements]
    like_gold = {j for _, j in edges}
    pieces = []
    for j, predicted in enumerate(predictions):
        quote = words(predicted.quote)
        if j not in taken and quote not in matched and (j in like_gold or any(runs_through(quote, run) for run in runs)):
            pieces.append(j)
    return pieces


def _judge_speaker(comparison: Comparison, gold: GoldStatement, predicted: Statement, accepted: set[str]) -> None:
    """Leaving out a speaker who is optional is not held against anybody; naming a wrong one is."""
    said = predicted.speaker
    if not accepted or (said is None and accepted <= comparison.gold.optional_actors):
        return
    good = bool(accepted & comparison.gold_names([said]))
    comparison.judge("speaker", good)
    if good:
        return
    comparison.fault(predicted)
    if said is not None:
        comparison.count("wrong speaker", "count")
    shown = "nobody" if said is None else comparison.names.get(said, said)
    comparison.note(f"speaker: {shown}: {gold.quote}, gold {' or '.join(sorted(accepted))}")
