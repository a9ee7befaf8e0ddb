"""Many extractions, what people know and what the editor decided: one Dataset.

Pure: nothing is read or written here. The order of work: one record for each thing, the editor's corrections, topics, background.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from build_scripts.background import background_of, known_agreement, known_event
from build_scripts.corrections import apply_corrections
from build_scripts.model import (
    Actor,
    Agreement,
    Correction,
    Dataset,
    Event,
    ExplainerError,
    Extraction,
    Knowledge,
    Question,
    Remark,
    Sentence,
    Statement,
    Subject,
    Topic,
)

R = TypeVar("R", Actor, Agreement, Event, Statement, Question)


def merge(extractions: Sequence[Extraction], knowledge: Knowledge, topics: Sequence[Topic], corrections: Sequence[Correction],
          remarks: Sequence[Remark] = ()) -> Dataset:
    """The records of all articles, corrected, sorted into topics and joined to the background that touches them.

    Raises ExplainerError where an editor's sentence cites a record that does not exist.
    """
    dataset = Dataset(
        sources=tuple(e.source for e in extractions),
        actors=_joined([r for e in extractions for r in e.actors]),
        agreements=_joined([r for e in extractions for r in e.agreements]),
        events=_joined([r for e in extractions for r in e.events]),
        statements=_joined([r for e in extractions for r in e.statements]),
        questions=_joined([r for e in extractions for r in e.questions]),
    )
    dataset = apply_corrections(dataset, corrections)
    days = {s.id: s.published for s in dataset.sources}
    dataset = replace(
        dataset,
        agreements=tuple(replace(a, background=known_agreement(a, knowledge, days)) for a in dataset.agreements),
        events=tuple(replace(e, background=known_event(e, knowledge)) for e in dataset.events),
        statements=tuple(_in_topic(s, f"{s.quote} {s.clause or ''}", topics, dataset) for s in dataset.statements),
        questions=tuple(_in_topic(q, q.quote, topics, dataset) for q in dataset.questions),
    )
    dataset = replace(dataset, statements=tuple(_with_its_question(s, dataset) for s in dataset.statements))
    kept = tuple(replace(t, answer=_cited(t.answer, dataset, "seeds/topics.yml", t.id, knowledge)) for t in topics)
    return replace(dataset, topics=kept, remarks=tuple(remarks), background=background_of(dataset, knowledge, kept, remarks))


def fitting_subject(subject: Subject | None, dataset: Dataset, knowledge: Knowledge) -> Subject | None:
    """The site's subject with its citations checked; without the actor where no source names it."""
    if subject is None:
        return None
    named = {a.id for a in dataset.actors}
    return replace(
        subject,
        actor=subject.actor if subject.actor in named else None,
        answer=_cited(subject.answer, dataset, "seeds/subject.yml", "answer", knowledge),
    )


def _cited(answer: tuple[Sentence, ...], dataset: Dataset, file: str, where: str, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """The editor's sentences; one whose records are missing is an error, or, where the knowledge that gave them their ids was taken
    away, left out."""
    ids = {r.id for rows in (dataset.agreements, dataset.events, dataset.statements, dataset.questions, dataset.actors) for r in rows}
    missing = [(s, cite) for s in answer for cite in s.cites if cite not in ids]
    if missing and knowledge.actors and dataset.sources:
        sentence, cite = missing[0]
        raise ExplainerError(
            f"{file}: {where}: “{sentence.text[:60]}” cites {cite!r}, and no record has that id; "
            "look it up in docs/data/, or take the sentence out"
        )
    lost = [s for s, _ in missing]
    return tuple(s for s in answer if s not in lost)


def _joined(records: Iterable[R]) -> tuple[R, ...]:
    """One record for an id: evidence and aliases of all, the first one's values, and a doubt where another says otherwise."""
    found: dict[str, R] = {}
    for record in records:
        known = found.get(record.id)
        found[record.id] = record if known is None else _both(known, record)
    return tuple(found.values())


def _both(a: R, b: R) -> R:
    changes: dict[str, Any] = {"evidence": a.evidence + b.evidence}
    doubts = list(dict.fromkeys([*a.doubts, *b.doubts]))
    if isinstance(a, Actor) and isinstance(b, Actor):
        name: str = max(a.name, b.name, key=lambda n: len(n.split()))  # the fuller one, and no article's is lost
        changes["name"] = name
        changes["aliases"] = tuple(dict.fromkeys([*a.aliases, *b.aliases, *({a.name, b.name} - {name})]))
        changes["role"] = a.role or b.role
    for field in ("date", "signed", "type", "place"):
        mine, other = getattr(a, field, None), getattr(b, field, None)
        if mine is not None and other is not None and mine != other:
            doubts.append(f"the sources give different values for {field}: {_shown(mine)} and {_shown(other)}")
        elif mine is None and other is not None:
            changes[field] = other
    return replace(a, doubts=tuple(doubts), **changes)


def _shown(value: Any) -> str:
    return str(getattr(value, "edtf", None) or value)


def _with_its_question(statement: Statement, dataset: Dataset) -> Statement:
    """An answer that no rule placed belongs where its question does."""
    asked = next((q for q in dataset.questions if q.id == statement.answers), None)
    if statement.topic is not None or asked is None or asked.topic is None:
        return statement
    return replace(statement, topic=asked.topic, topic_rule="answers a question that belongs here")


T = TypeVar("T", Statement, Question)


def _in_topic(record: T, text: str, topics: Sequence[Topic], dataset: Dataset) -> T:
    """Into the first topic one of whose words it holds, or else the first one of whose actors it is about."""
    low = " ".join(text.lower().split())
    for topic in topics:
        word = next((w for w in topic.words if w.lower() in low), None)
        if word is not None:
            return replace(record, topic=topic.id, topic_rule=f"holds the words “{word}”")
    names = {a.id: a.name for a in dataset.actors}
    for topic in topics:
        actor = next((a for a in topic.actors if a in record.about or a == getattr(record, "speaker", None)), None)
        if actor is not None:
            return replace(record, topic=topic.id, topic_rule=f"is about {names.get(actor, actor)}")
    return record
