"""Which predicted event is which gold event."""

from __future__ import annotations

from build_scripts.evaluate.agreements import overlap
from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.dates import NONE, RIGHT, judge_date
from build_scripts.evaluate.gold import GoldEvent, mentioned_in
from build_scripts.evaluate.pairing import Edge, Rank, pair_up
from build_scripts.evaluate.wording import sharing_stem, telling_words
from build_scripts.model import Event

WORD_OR_PLACE, WORD_AND_PLACE = 1, 2
"""Tiers of the strict matching: the trigger's stem or its sentence, or both."""
HALF_THE_PARTICIPANTS, ALL_PARTICIPANTS = 1, 2
"""Tiers of the loose one."""

_HALF = 0.5


def compare_events(comparison: Comparison) -> None:
    golds, predictions = comparison.gold.events, comparison.predicted.events
    strict, loose = _edges(comparison)
    comparison.settle("events loose", golds, predictions, pair_up(loose), noted=False)
    pairs = pair_up(strict)
    comparison.count("repeated events", "count", len({j for _, j in strict} - set(pairs.values())))
    for gold, predicted in comparison.settle("events", golds, predictions, pairs):
        _compare_participants(comparison, gold, predicted)
        comparison.judge_date("event date", _shown(gold), predicted, predicted.date, gold.date, gold.alt_dates)


def _edges(comparison: Comparison) -> tuple[dict[Edge, Rank], dict[Edge, Rank]]:
    """(strict, loose). Either way the type is right, or one of the alternatives."""
    strict: dict[Edge, Rank] = {}
    loose: dict[Edge, Rank] = {}
    optional = comparison.gold.optional_actors
    for j, predicted in enumerate(comparison.predicted.events):
        told = comparison.gold_names((*predicted.actors, *predicted.recipients))
        places, stems = comparison.places.of(predicted.evidence, predicted.trigger), telling_words(predicted.trigger)
        for i, gold in enumerate(comparison.gold.events):
            if predicted.type not in (gold.type, *gold.alt_types):
                continue
            word = bool(sharing_stem(stems, telling_words(" ".join((gold.trigger, *(said for _, said in gold.also))))))
            place = bool(places & mentioned_in(gold))
            # Optional participants count for nothing, named or not.
            needed = gold.participants - optional
            together = overlap(needed, told - (gold.participants & optional))
            dated = judge_date(predicted.date, gold.date, gold.alt_dates) in (RIGHT, NONE)
            score = together + 0.5 * place + 0.3 * (predicted.type == gold.type) + 0.2 * dated + 0.1 * (not gold.optional)
            if word or place:
                strict[i, j] = (WORD_AND_PLACE if word and place else WORD_OR_PLACE, score)
            if together >= _HALF if needed else word or place:
                loose[i, j] = (ALL_PARTICIPANTS if together == 1 else HALF_THE_PARTICIPANTS, score + 0.5 * word)
    return strict, loose


def _compare_participants(comparison: Comparison, gold: GoldEvent, predicted: Event) -> None:
    free = gold.participants & comparison.gold.optional_actors
    in_role = {(role, name) for role, names in (("actor", gold.actors), ("recipient", gold.recipients))
               for name in names if name not in free}
    said_in_role = {(role, name) for role, ids in (("actor", predicted.actors), ("recipient", predicted.recipients))
                    for name in comparison.gold_names(ids) if name not in free}
    names, said = {name for _, name in in_role}, {name for _, name in said_in_role}
    _count_shared(comparison, "participants", len(names), len(said), len(names & said))
    if names != said:
        comparison.fault(predicted)
        missed, false = (", ".join(sorted(side)) or "nobody" for side in (names - said, said - names))
        comparison.note(f"participants: {_shown(gold)}: missed {missed}; false {false}")
    if gold.recipients or len(gold.actors) < 2:
        _count_shared(comparison, "participants in role", len(in_role), len(said_in_role), len(in_role & said_in_role))
    else:  # all sides are agents: there are no roles to tell apart
        _count_shared(comparison, "participants in role", len(names), len(said), len(names & said))


def _count_shared(comparison: Comparison, figure: str, wanted: int, said: int, shared: int) -> None:
    comparison.count(figure, "hit", shared)
    comparison.count(figure, "miss", wanted - shared)
    comparison.count(figure, "false", said - shared)


def _shown(gold: GoldEvent) -> str:
    return f"{gold.type} {gold.trigger}"
