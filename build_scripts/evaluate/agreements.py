"""Which predicted agreement is which gold agreement."""

from __future__ import annotations

from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.gold import GoldAgreement, mentioned_in
from build_scripts.evaluate.pairing import Edge, Rank, pair_up
from build_scripts.evaluate.wording import AGREEMENT_WORDS, sharing_stem, telling_words, words
from build_scripts.model import Agreement

LIKELY, PARTIES_EQUAL, PARTIES_AND_LABEL = 1, 2, 3

_ENOUGH = 0.5
"""Of the parties, or of the label's words where the gold gives no parties."""


def compare_agreements(comparison: Comparison) -> None:
    golds, predictions = comparison.gold.agreements, comparison.predicted.agreements
    spelled = {actor.name: words(" ".join((actor.name, *actor.aliases))) for actor in comparison.gold.actors}
    edges: dict[Edge, Rank] = {}
    for i, gold in enumerate(golds):
        party_words = {word for name in gold.parties for word in spelled[name]}
        for j, predicted in enumerate(predictions):
            if rank := _same_agreement(comparison, gold, predicted, party_words):
                edges[i, j] = rank
    for gold, predicted in comparison.settle("agreements", golds, predictions, pair_up(edges)):
        parties = comparison.gold_names(predicted.parties)
        exact = parties == set(gold.parties)
        comparison.judge("parties exact", exact)
        if not exact:
            comparison.fault(predicted)
            said, wanted = (", ".join(sorted(names)) or "none" for names in (parties, gold.parties))
            comparison.note(f"parties exact: {gold.label}: {said}, gold {wanted}")
        comparison.judge_date("signed date", gold.label, predicted, predicted.signed, gold.signed, gold.alt_signed)


def _same_agreement(comparison: Comparison, gold: GoldAgreement, predicted: Agreement, party_words: set[str]) -> Rank | None:
    """Enough of the parties, and besides them a word of the label, the word for such a thing, or the place."""
    told = telling_words(" ".join((gold.label, gold.trigger, *(said for _, said in gold.also))))
    said = telling_words(predicted.title or " ".join(passage.exact for passage in predicted.evidence))
    label = _likeness(_own_words(told, party_words), _own_words(said, party_words))
    noun = bool(sharing_stem(told & AGREEMENT_WORDS, said & AGREEMENT_WORDS))

    home, places = mentioned_in(gold), comparison.places.of(predicted.evidence)
    near = any(abs(here - there) <= 1 for here in places for there in home)

    agreed = overlap(set(gold.parties), comparison.gold_names(predicted.parties)) if gold.parties else float(label >= _ENOUGH)
    if agreed < _ENOUGH or not (label or noun or near):
        return None
    tier = LIKELY if agreed < 1 else PARTIES_AND_LABEL if label else PARTIES_EQUAL
    return tier, label + agreed + 0.3 * (noun + near + bool(places & home)) + 0.1 * (not gold.optional)


def overlap(some: set[str] | frozenset[str], others: set[str] | frozenset[str]) -> float:
    """Shared of all; nothing and nothing overlap wholly."""
    return len(some & others) / len(some | others) if some | others else 1.0


def _own_words(every: set[str], party_words: set[str]) -> set[str]:
    """What the words say of the agreement itself, beyond that it is one and whose."""
    return {word for word in every - AGREEMENT_WORDS if not sharing_stem({word}, party_words)}


def _likeness(own: set[str], other: set[str]) -> float:
    return len(sharing_stem(own, other)) / max(1, min(len(own), len(other)))
