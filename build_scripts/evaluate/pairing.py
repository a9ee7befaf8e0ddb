"""Who goes with whom: gold and predicted records paired one to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edge = tuple[int, int]
"""(number of the gold record, number of the predicted one)."""

Rank = tuple[int, float]
"""(tier, score): a pair of a better tier is never broken for one of a worse."""


def pair_up(edges: Mapping[Edge, Rank]) -> dict[int, int]:
    """Gold number -> predicted number: the best tier first, and in a tier as many pairs as there can be."""
    pairs: dict[int, int] = {}
    for tier in sorted({tier for tier, _ in edges.values()}, reverse=True):
        taken = set(pairs.values())
        free = [edge for edge, (own, _) in edges.items() if own == tier and edge[0] not in pairs and edge[1] not in taken]
        pairs.update(_pair_tier(sorted(free, key=lambda edge: (-edges[edge][1], edge))))
    return pairs


def _pair_tier(edges: Sequence[Edge]) -> dict[int, int]:
    """Best edge first; then whoever went away empty asks the others to move on to another choice of theirs."""
    choices: dict[int, list[int]] = {}
    holder: dict[int, int] = {}  # predicted -> gold
    for gold, predicted in edges:
        choices.setdefault(gold, []).append(predicted)
        if predicted not in holder and gold not in holder.values():
            holder[predicted] = gold
    for gold in choices:
        if gold not in holder.values():
            _make_room(gold, choices, holder, set())
    return {gold: predicted for predicted, gold in holder.items()}


def _make_room(gold: int, choices: Mapping[int, Sequence[int]], holder: dict[int, int], asked: set[int]) -> bool:
    for predicted in choices[gold]:
        if predicted in asked:
            continue
        asked.add(predicted)
        if predicted not in holder or _make_room(holder[predicted], choices, holder, asked):
            holder[predicted] = gold
            return True
    return False
