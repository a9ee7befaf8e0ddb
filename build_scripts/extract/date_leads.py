"""The day that a lead leaves out: "A minister was arrested at the airport. Tomas Berg was held on Monday …", "The decision on Friday …"."""

from __future__ import annotations

from build_scripts.extract.date_owners import clause_words
from build_scripts.extract.grammar import children, lemma
from build_scripts.extract.happenings import Happening, numbers
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.timing import Timing

DAY_TOLD_LATER = "the day is told only with a later mention"
_LEAD = 2
"""Sentences at the beginning that may leave the day out."""
_NEAR = 90
"""Words behind such a sentence within which the day is looked for."""


def date_leads(found: list[Happening], timing: Timing) -> None:
    """Give what the first sentences tell without a day the day that the next ones tell of the same."""
    first = sorted({h.trigger.sent.start for h in found})[:_LEAD]
    leads = [h for h in found if h.date is None and h.status == "happened" and h.trigger.sent.start in first]
    for h in leads:
        end = h.trigger.sent.end
        again = next((k for k in found if end <= k.trigger.i < end + _NEAR and k.date is not None and _again(h, k)), None)
        told = again.date if again is not None else None
        if told is None:
            general = clause_words("retold") if h.trigger.dep_ == "ROOT" and h.trigger.sent.start == first[0] else frozenset()
            told = timing.retold(general | {lemma(h.trigger)}, end, end + _NEAR // 2)
        if told is not None and told[0].edtf is not None:
            h.date = told
            h.doubts.append(DAY_TOLD_LATER)


def _again(lead: Happening, later: Happening) -> bool:
    """Does the later one tell of the same: the same word, of somebody who is not named in one of the two?"""
    if lead.row.type != later.row.type or later.status != "happened" or lemma(lead.trigger) != lemma(later.trigger):
        return False
    for one, other in ((lead.actors, later.actors), (lead.recipients, later.recipients)):
        keys, others = ({r.key for r in each if r.token.pos_ != "NOUN"} for each in (one, other))  # "a former minister" may be anybody
        if keys and others and keys.isdisjoint(others):
            return False
    counted, recounted = numbers(lead.trigger), numbers(later.trigger)
    if counted and recounted and counted != recounted:
        return False
    if any(t.lower_ in lexicon("events")["another"] for t in later.trigger.sent):
        return False
    return bool(later.keys or children(later.trigger, "nsubjpass"))
