"""The records, cross-referenced: who said what, what concerns whom, what is known besides, and what happened since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from build_scripts.model import (
    Actor,
    Agreement,
    Correction,
    Dataset,
    Event,
    Evidence,
    Fact,
    KnownActor,
    KnownAgreement,
    KnownEvent,
    Membership,
    Policy,
    Question,
    Record,
    Reference,
    Source,
    Statement,
    Term,
    Topic,
    Transcript,
)
from build_scripts.pages.words import first_day, is_after, label, labels

ENOUGH = 2
"""Records or facts of its own that a record needs for a page of its own; with fewer it is an entry on its index."""
FRAGMENT = 4
"""A quotation of fewer words says little by itself."""


@dataclass(frozen=True)
class Office:
    """An office that an actor held, with an id of its own: "actor.n", the n-th of the actor's known roles, from 0."""

    id: str
    actor: str
    title: str
    organization: str | None
    since: str | None
    until: str | None
    references: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """A dataset with the look-ups that pages need. Every answer keeps the order of the dataset."""

    data: Dataset
    thin: frozenset[str] = frozenset()
    """Ids of records whose page would hold too few words: they are entries."""

    # --- by id -------------------------------------------------------------------------------------------------------

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {a.id: a for a in self.data.actors}

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        return {a.id: a for a in self.data.agreements}

    @cached_property
    def events(self) -> dict[str, Event]:
        return {e.id: e for e in self.data.events}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.data.statements}

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {q.id: q for q in self.data.questions}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {s.id: s for s in self.data.sources}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return {t.id: t for t in self.data.topics if self._topic_has_something(t)}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {f.id: f for f in self.data.background.facts}

    @cached_property
    def references(self) -> dict[str, Reference]:
        return {r.id: r for r in self.data.background.references}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {t.id: t for t in self.data.glossary}

    @cached_property
    def known_actors(self) -> dict[str, KnownActor]:
        return {a.id: a for a in self.data.background.actors}

    @cached_property
    def known_agreements(self) -> dict[str, KnownAgreement]:
        return {a.id: a for a in self.data.background.agreements}

    @cached_property
    def known_events(self) -> dict[str, KnownEvent]:
        return {e.id: e for e in self.data.background.events}

    # --- time --------------------------------------------------------------------------------------------------------

    @cached_property
    def newest(self) -> str | None:
        """The day that the site speaks of: when its newest source was published."""
        return max((s.published for s in self.data.sources if s.published), default=None)

    def is_since(self, fact: Fact) -> bool:
        return is_after(fact.as_of, self.newest)

    # --- where things stand ------------------------------------------------------------------------------------------

    def sentence_numbers(self, evidence: Evidence) -> tuple[int, int]:
        """First and last sentence, counted from 1, that a passage touches; (0, 0) where it lies in none."""
        spans = self.sources[evidence.source].sentences
        touched = [n for n, (start, end) in enumerate(spans, 1) if start < evidence.end and evidence.start < end]
        return (touched[0], touched[-1]) if touched else (0, 0)

    def first_evidence(self, record: Record) -> Evidence | None:
        return next((e for e in record.evidence if e.source in self.sources), None)

    # --- names -------------------------------------------------------------------------------------------------------

    def name(self, actor: str) -> str:
        """An actor's name; known from the background, or made readable, where no source names it."""
        if actor in self.actors:
            return self.actors[actor].name
        if actor in self.known_actors:
            return self.known_actors[actor].name
        return actor.replace("-", " ").title()

    def policies_of(self, identifier: str) -> list[Policy]:
        return [p for p in self.data.background.policy if p.about == identifier]

    def part_of(self, actor: str) -> str | None:
        """What an actor is known to be a part of."""
        known = self.known_actors.get(actor)
        return known.part_of if known else None

    def voice(self, statement: Statement) -> str | None:
        """Whose position a statement is: the organisation spoken for, or the speaker."""
        return statement.on_behalf_of or statement.speaker

    # --- who with what -----------------------------------------------------------------------------------------------

    def said_by(self, actor: str) -> list[Statement]:
        return [s for s in self.data.statements if s.speaker == actor]

    def said_for(self, actor: str) -> list[Statement]:
        return [s for s in self.data.statements if s.on_behalf_of == actor and s.speaker != actor]

    def said_about(self, identifier: str) -> list[Statement]:
        return [s for s in self.data.statements if identifier in s.about and identifier not in (s.speaker, s.on_behalf_of)]

    def events_with(self, actor: str) -> list[Event]:
        return [e for e in self.data.events if actor in e.actors or actor in e.recipients]

    def events_of(self, agreement: str) -> list[Event]:
        return [e for e in self.data.events if e.agreement == agreement]

    def agreements_of(self, actor: str) -> list[Agreement]:
        return [a for a in self.data.agreements if actor in a.parties]

    def questions_with(self, actor: str) -> list[Question]:
        return [q for q in self.data.questions if actor in (q.asker, q.addressee)]

    def questions_about(self, record: str) -> list[Question]:
        return [q for q in self.data.questions if record in q.about]

    def answers_to(self, question: str) -> list[Statement]:
        return [s for s in self.data.statements if s.answers == question]

    # --- background --------------------------------------------------------------------------------------------------

    def facts_about(self, *identifiers: str | None) -> list[Fact]:
        wanted = {i for i in identifiers if i}
        return [f for f in self.data.background.facts if wanted.intersection(f.about)]

    def memberships(self, actor: str) -> list[Membership]:
        return [m for m in self.data.background.memberships if m.actor == actor and m.organization != actor]

    def roles_then(self, actor: str) -> list[Office]:
        """The offices that an actor is known to have held on the day of the newest source."""
        known = self.known_actors.get(actor)
        if not known or not self.newest:
            return []
        return [Office(f"{actor}.{n}", actor, r.title, r.organization, r.since, r.until, r.references) for n, r in enumerate(known.roles)
                if r.since and r.since <= self.newest and not (r.until and r.until <= self.newest)]

    def term_of(self, actor: str) -> Term | None:
        """The word of the glossary that names an actor."""
        return next((t for t in self.data.glossary if t.actor == actor), None)

    def transcript(self, statement: Statement) -> Transcript | None:
        """Where the speaker's own words of that day can be read."""
        day = statement.date.edtf if statement.date else None
        return next((t for t in self.data.background.transcripts if t.speaker == statement.speaker and t.date == day), None)

    def follow_ups(self, event: Event) -> list[Fact]:
        """What became of an event: later facts about it, or about two of those concerned."""
        people = {*event.actors, *event.recipients}
        return [f for f in self.data.background.facts
                if self.is_since(f) and (event.background in f.about or len(people.intersection(f.about)) > 1)]

    def told_of(self, known: str) -> list[Agreement | Event]:
        """The records that most likely are a known agreement or event."""
        records: tuple[Agreement | Event, ...] = (*self.data.agreements, *self.data.events)
        return [r for r in records if r.background == known]

    def became_of(self, event: Event) -> list[Fact]:
        """For a page: the follow-ups, and of an event that weighs on somebody's name also what its topics tell of them since then."""
        found = dict.fromkeys(f.id for f in self.follow_ups(event))
        if self.judges(event):
            later = (f for t in self.topics_of(event) for f in self.since_then(t))
            found |= dict.fromkeys(f.id for f in later if not set(event.recipients).isdisjoint(f.about))
        return [f for f in self.data.background.facts if f.id in found]

    def judges(self, event: Event) -> bool:
        return event.type in labels()["judging"]

    # --- topics ------------------------------------------------------------------------------------------------------

    def _topic_has_something(self, topic: Topic) -> bool:
        return bool(topic.answer) or any(s.topic == topic.id for s in self.data.statements) or any(
            q.topic == topic.id for q in self.data.questions)

    def topic_statements(self, topic: Topic) -> list[Statement]:
        """Those assigned to the topic, and those that its answer rests on."""
        cited = self._cited_by(topic)
        return [s for s in self.data.statements if s.topic == topic.id or s.id in cited]

    def topic_questions(self, topic: Topic) -> list[Question]:
        cited = self._cited_by(topic)
        return [q for q in self.data.questions if q.topic == topic.id or q.id in cited]

    def _cited_by(self, topic: Topic) -> set[str]:
        return {c for sentence in topic.answer for c in sentence.cites}

    def topic_agreements(self, topic: Topic) -> list[Agreement]:
        named = self._cited_by(topic).union(*(s.about for s in self.topic_statements(topic)))
        named.update(*(q.about for q in self.topic_questions(topic)))
        return [a for a in self.data.agreements if a.id in named or _speaks_of(a.title, topic)]

    def topic_events(self, topic: Topic) -> list[Event]:
        """Events that a topic's answer cites, that its statements tell of, that concern its actors or agreements, or that use its words."""
        cited = self._cited_by(topic).union(*(s.about for s in self.topic_statements(topic)))
        inside = {s.id for s in self.topic_statements(topic)}
        agreed = {a.id for a in self.topic_agreements(topic)}
        actors = set(topic.actors)
        return [e for e in self.data.events
                if e.id in cited or e.reported_by in inside or e.agreement in agreed or _speaks_of(e.title, topic)
                or not actors.isdisjoint((*e.actors, *e.recipients))]

    def topics_of(self, event: Event) -> list[Topic]:
        return [t for t in self.topics.values() if event in self.topic_events(t)]

    def since_then(self, topic: Topic) -> list[Fact]:
        return [self.facts[f] for f in topic.since_then if f in self.facts]

    def background_of(self, topic: Topic) -> list[Fact]:
        return [self.facts[f] for f in topic.background if f in self.facts and f not in topic.since_then]

    def strongest(self, statements: Iterable[Statement]) -> Statement | None:
        """The statement that shows a position best: of the subject's, a telling act in words of its own. Refusals to comment come last,
        unless most of the statements are such."""
        telling: list[str] = list(labels()["telling"])
        subject = self.data.subject.actor if self.data.subject else None
        every = list(statements)
        candidates = [s for s in every if subject and subject in (s.speaker, s.on_behalf_of)] or every
        mostly_withheld = 2 * sum(map(self.withheld, candidates)) > len(candidates)

        def weight(s: Statement) -> tuple[bool, bool, bool, int]:
            act = telling.index(s.speech_act) if s.speech_act in telling else len(telling)
            return (self.withheld(s) != mostly_withheld, len(s.quote.split()) < FRAGMENT, not s.direct, act)

        return min(candidates, key=weight, default=None)

    def withheld(self, statement: Statement) -> bool:
        return statement.speech_act in labels()["withheld"]

    def corrections_of(self, record: Record) -> list[Correction]:
        """What an editor set right in it, or confirmed."""
        return [c for c in self.data.corrections if c.record == record.id and c.action != "reject"]

    # --- what deserves a page ----------------------------------------------------------------------------------------

    def weight(self, record: Actor | Agreement | Event) -> int:
        """Records and facts of its own."""
        own: list[object]
        if isinstance(record, Actor):
            own = [*self.said_by(record.id), *self.said_for(record.id), *self.said_about(record.id), *self.events_with(record.id),
                   *self.agreements_of(record.id), *self.questions_with(record.id), *self.facts_about(record.id)]
        elif isinstance(record, Agreement):
            own = [*self.said_about(record.id), *self.events_of(record.id), *self.facts_about(record.background)]
        else:
            own = [*self.said_about(record.id), *self.facts_about(record.background), *self.follow_ups(record)]
        return len(own)

    def has_page(self, record: Actor | Agreement | Event) -> bool:
        return self.weight(record) >= ENOUGH and record.id not in self.thin


def _speaks_of(text: str, topic: Topic) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in topic.words)


def by_date(events: Iterable[Event], newest_first: bool = False) -> list[Event]:
    """Events by the earliest day they can have happened; those without a date come last."""
    dated = sorted((e for e in events if e.date and e.date.edtf), key=lambda e: (first_day(e.date.edtf if e.date else ""), e.id),
                   reverse=newest_first)
    return [*dated, *(e for e in events if not (e.date and e.date.edtf))]


def event_words(event: Event) -> dict[str, str]:
    """The noun for an event and its joining words."""
    mode = event.mode if event.type != "THREATEN" else None  # a threat of a ban is no ban
    group = labels()["event_modes"].get(mode or "") or labels()["event_types"].get(event.type)
    return dict(group) if group else {"noun": label("event_types", event.type), "by": "by", "to": "towards"}
