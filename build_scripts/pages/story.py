"""An actor's part in the story, and what an editor has to say about passages: the look-ups behind the sentences of record pages.

Every answer keeps the order of the dataset, so that a page reads as the sources do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from build_scripts.model import Actor, Agreement, Disagreement, Event, Evidence, Record, Remark, Sentence, Statement, Topic
from build_scripts.pages.desk import Desk, by_date
from build_scripts.pages.timeline import extent

REACTIONS = ("SUPPORT", "ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST")
"""Types of event by which somebody answers to something."""


# --- an actor ------------------------------------------------------------------------------------------------------------

def naming_sentences(desk: Desk, actor: Actor) -> list[tuple[str, int]]:
    """(source, number) of each sentence that names it, once each."""
    found = ((e.source, desk.sentence_numbers(e)[0]) for e in actor.evidence if e.source in desk.sources)
    return list(dict.fromkeys(found))


def speakers_for_subject(desk: Desk) -> list[str]:
    """Those who spoke for the actor that the site is about, or that actor itself."""
    subject = desk.data.subject.actor if desk.data.subject else None
    return _once(s.speaker for s in desk.data.statements if subject and subject in (s.speaker, s.on_behalf_of))


def topics_of(desk: Desk, statements: Iterable[Statement]) -> list[Topic]:
    return [desk.topics[t] for t in _once(s.topic for s in statements) if t in desk.topics]


def speakers(statements: Iterable[Statement]) -> list[str]:
    return _once(s.speaker for s in statements)


def told_about(desk: Desk, actor: Actor) -> list[Statement]:
    """What others said of it."""
    return [s for s in desk.said_about(actor.id) if s.speaker]


def acts(desk: Desk, actor: Actor) -> list[Event]:
    return [e for e in desk.data.events if actor.id in e.actors]


def undergoes(desk: Desk, actor: Actor) -> list[Event]:
    return [e for e in desk.data.events if actor.id in e.recipients and actor.id not in e.actors]


def ties(desk: Desk, actor: Actor) -> list[str]:
    """Everybody who takes part in an event or an agreement with it."""
    shared = [*(i for a in desk.agreements_of(actor.id) for i in a.parties),
              *(i for e in desk.events_with(actor.id) for i in (*e.actors, *e.recipients))]
    return [i for i in _once(shared) if i != actor.id]


# --- an agreement, an event -----------------------------------------------------------------------------------------------

def reactions(desk: Desk, agreement: Agreement) -> list[Event]:
    """How others answered to it, as far as the sources tell that in the same sentence as the agreement."""
    places = {(e.source, n) for e in agreement.evidence for n in [desk.sentence_numbers(e)[0]]}
    return [e for e in desk.data.events
            if e.type in REACTIONS and e.agreement != agreement.id and e.reported_by is None and not set(e.actors) & set(agreement.parties)
            and any((p.source, desk.sentence_numbers(p)[0]) in places for p in e.evidence)]


def said_for_subject(desk: Desk, agreement: Agreement) -> tuple[list[Statement], list[Statement]]:
    """What was said of it: for the actor that the site is about, and by everybody else."""
    subject = desk.data.subject.actor if desk.data.subject else None
    said = desk.said_about(agreement.id)
    own = [s for s in said if subject and subject in (s.speaker, s.on_behalf_of)]
    return own, [s for s in said if s not in own]


def neighbours(desk: Desk, event: Event) -> tuple[Event | None, Event | None]:
    """The events that certainly lie before and after it, the nearest ones; none for one without a date."""
    spans = {e.id: span for e in desk.data.events if e.date and (span := extent(e.date.edtf))}
    if event.id not in spans:
        return None, None
    dated = [e for e in by_date(desk.data.events) if e.id in spans]
    before = [e for e in dated if spans[e.id].last < spans[event.id].first]
    after = [e for e in dated if spans[event.id].last < spans[e.id].first]
    return (before[-1] if before else None), (after[0] if after else None)


# --- a summary ------------------------------------------------------------------------------------------------------------

def moved(desk: Desk, sentence: Sentence) -> list[Topic]:
    """The topics of what a sentence of a summary rests on, as far as something happened in them since."""
    cited = {s.topic for s in desk.data.statements if s.id in sentence.cites}
    return [t for t in desk.topics.values() if t.id in cited and desk.since_then(t)]


# --- remarks ---------------------------------------------------------------------------------------------------------------

def remark_evidence(desk: Desk, remark: Remark) -> Evidence | None:
    """The passage that a remark is about, as evidence; None where its source is not shown."""
    source = desk.sources.get(remark.source)
    start = source.text.find(remark.exact) if source else -1
    return Evidence(remark.source, start, start + len(remark.exact), remark.exact) if start >= 0 else None


def remarks_on(desk: Desk, record: Record) -> list[Remark]:
    """Remarks on words that a record was read from."""
    found = []
    for remark in desk.data.remarks:
        passage = remark_evidence(desk, remark)
        if passage and any(e.source == passage.source and e.start < passage.end and passage.start < e.end for e in record.evidence):
            found.append(remark)
    return found


def remarks_in(desk: Desk, source: str, number: int) -> list[Remark]:
    """Remarks that begin in a sentence of a source."""
    return [r for r in desk.data.remarks if r.source == source and (passage := remark_evidence(desk, r))
            and number and desk.sentence_numbers(passage)[0] == number]


def open_points(desk: Desk, topic: Topic) -> list[Remark | Disagreement]:
    """What the sources leave open or get wrong, as far as a topic names it."""
    known: dict[str, Remark | Disagreement] = {r.id: r for r in desk.data.remarks}
    known |= {d.id: d for d in desk.data.background.disagreements}
    return [known[i] for i in topic.open if i in known]


def rests_on(desk: Desk, remark: Remark) -> list[str]:
    """Ids of the references of the facts behind a remark, once each."""
    return _once(r for f in remark.facts if f in desk.facts for r in desk.facts[f].references)


def _once(items: Iterable[str | None]) -> list[str]:
    """Each id that is one, where it first stands."""
    return list(dict.fromkeys(i for i in items if i))


def relations(desk: Desk) -> Mapping[str, Callable[[Any], Any]]:
    """Relation, as sentences.yml names it -> its value for a record."""
    subject = desk.data.subject.actor if desk.data.subject else None
    return {
        "voices": lambda site: speakers_for_subject(desk), "subject": lambda record: subject,
        "sentences": lambda actor: naming_sentences(desk, actor), "spoke_on": lambda actor: topics_of(desk, desk.said_by(actor.id)),
        "voiced": lambda actor: desk.said_for(actor.id), "voiced_by": lambda actor: speakers(desk.said_for(actor.id)),
        "told_about": lambda actor: told_about(desk, actor), "told_about_by": lambda actor: speakers(told_about(desk, actor)),
        "acts": lambda actor: acts(desk, actor), "undergoes": lambda actor: undergoes(desk, actor), "ties": lambda actor: ties(desk, actor),
        "rests_on": lambda remark: rests_on(desk, remark)}
