"""Which predicted actor is which gold actor."""

from __future__ import annotations

import re

from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.gold import GoldActor
from build_scripts.evaluate.pairing import Edge, Rank, pair_up
from build_scripts.evaluate.wording import SMALL_WORDS, TITLES, bare_name, is_acronym, name_words, sharing_stem, telling_words, words
from build_scripts.model import Actor

SAME_NAME, SAME_ALIAS, PART_OF_NAME = 3, 2, 1
"""Tiers: the two names are equal; a name or alias of one is one of the other's; a part of the name, or its first letters."""

_AS_GOOD = {
    "state": "country nation sovereign_state gpe",
    "person": "human individual per politician official",
    "government_body": "government ministry agency parliament police embassy institution public_body security_force international_body",
    "court": "tribunal judiciary government_body",
    "political_entity": "party political_party political_group entity region group armed_group ethnic_group organization",
    "media": "outlet media_outlet news_agency newspaper broadcaster",
    "mission": "operation military military_mission peacekeeping_mission organization",
    "organization": "org organisation international_organization regional_organization international_body alliance initiative "
                    "company church university institution military military_unit",
}
"""Gold type -> what else counts as that type."""

_SHORTEST_SHARED_NAME = 3


def compare_actors(comparison: Comparison) -> None:
    golds, predictions = comparison.gold.actors, comparison.predicted.actors
    edges = {(i, j): rank for i, gold in enumerate(golds) for j, predicted in enumerate(predictions)
             if (rank := same_actor(gold, predicted))}
    _drop_ambiguous_persons(edges, comparison)
    pairs = pair_up(edges)
    for gold, predicted in comparison.settle("actors", golds, predictions, pairs):
        _compare_fields(comparison, gold, predicted)
    _resolve_the_rest(comparison, edges, pairs)
    # Last, so that a pair has the last word on what its id stands for.
    comparison.stands_for.update({predictions[j].id: golds[i].name for i, j in pairs.items()})
    comparison.count("unknown actor ids", "count", sum(id_ not in comparison.names for id_ in _ids_used(comparison)))


def same_actor(gold: GoldActor, predicted: Actor) -> Rank | None:
    """(tier, score) if the two may be the same actor."""
    person = gold.type == "person"
    pairs = [(one, other) for one in _spellings(gold) for other in _spellings(predicted)]
    score = (predicted.type == gold.type) + 0.1 * (not gold.optional)
    equal = [name_words(one) == name_words(other) or (person and bare_name(one) == bare_name(other)) for one, other in pairs]
    if any(equal):
        return (SAME_NAME if equal[0] else SAME_ALIAS), score + sum(equal) / 10
    alike = any(_one_holds_the_other(one, other, predicted) if person else is_acronym(one, other) or is_acronym(other, one)
                for one, other in pairs)
    return (PART_OF_NAME, score) if alike else None


def _spellings(actor: GoldActor | Actor) -> list[str]:
    return [name for name in (actor.name, *actor.aliases) if words(name)]


def _one_holds_the_other(gold_name: str, predicted_name: str, predicted: Actor) -> bool:
    """A part of the gold person's name, or a longer name if it is a person's."""
    gold, said = set(bare_name(gold_name)), set(bare_name(predicted_name))
    if (gold | said) & (TITLES | SMALL_WORDS) or not any(len(word) >= _SHORTEST_SHARED_NAME for word in gold & said):
        return False
    return said <= gold or (gold < said and predicted.type in (None, "person"))


def _drop_ambiguous_persons(edges: dict[Edge, Rank], comparison: Comparison) -> None:
    """A surname that fits two persons fits none."""
    for j in range(len(comparison.predicted.actors)):
        fitting = [i for i, gold in enumerate(comparison.gold.actors)
                   if gold.type == "person" and edges.get((i, j), (0, 0.0))[0] == PART_OF_NAME]
        if len(fitting) > 1:
            for i in fitting:
                del edges[i, j]


def _compare_fields(comparison: Comparison, gold: GoldActor, predicted: Actor) -> None:
    said = re.sub(r"\W+", "_", (predicted.type or "none").lower())
    good = said == gold.type or said in _AS_GOOD[gold.type].split()
    comparison.judge("actor type", good)
    if not good:
        comparison.fault(predicted)
        comparison.note(f"actor type: {gold.name} is {said}, gold {gold.type}")
    if gold.role:
        wanted = telling_words(gold.role)
        found = sharing_stem(wanted, telling_words(predicted.role))
        comparison.judge("actor role", 2 * len(found) >= len(wanted))
        if 2 * len(found) < len(wanted):
            comparison.note(f"actor role: {gold.name} is {predicted.role or 'nothing'}, gold {gold.role}")


def _resolve_the_rest(comparison: Comparison, edges: dict[Edge, Rank], pairs: dict[int, int]) -> None:
    """An actor predicted twice stands for its gold actor in the records all the same; one that covers two gold actors is noted."""
    golds, predictions, paired = comparison.gold.actors, comparison.predicted.actors, set(pairs.values())
    for (i, j), (tier, _) in sorted(edges.items(), key=lambda item: (item[1], item[0])):
        if j not in paired:
            comparison.stands_for[predictions[j].id] = golds[i].name  # the best edge comes last and stays
        elif tier >= SAME_ALIAS and i not in pairs and not golds[i].optional:
            comparison.count("merged actors", "count")
            comparison.note(f"merged actors: {predictions[j].name} also covers {golds[i].name}")
    for j in sorted({j for _, j in edges} - paired):
        comparison.count("split actors", "count")
        comparison.note(f"split actors: {predictions[j].name} is {comparison.stands_for[predictions[j].id]} again")


def _ids_used(comparison: Comparison) -> list[str]:
    predicted = comparison.predicted
    return [*(id_ for agreement in predicted.agreements for id_ in agreement.parties),
            *(id_ for event in predicted.events for id_ in (*event.actors, *event.recipients)),
            *(statement.speaker for statement in predicted.statements if statement.speaker)]
