"""What must hold of the records of any text at all: verbatim evidence, a span for every value that was read off the text, ids that are
known, and no passage under two claims that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from build_scripts.model import KINDS, Actor, Agreement, Date, Event, Extraction, Question, Record, Span, Statement

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def problems(found: Extraction) -> list[str]:
    """Everything that is wrong, a line each; empty if all is well."""
    wrong = [*_of_ids(found), *_of_evidence(found), *_of_fields(found)]
    return wrong or list(_of_exclusive_claims(found))


def spans(parts: Mapping[str, Any]) -> Iterator[Span]:
    for value in parts.values():
        yield from value.values() if isinstance(value, Mapping) else [value]


def records(found: Extraction) -> Iterator[Record]:
    for kind in KINDS:
        yield from getattr(found, kind)


def _of_ids(found: Extraction) -> Iterator[str]:
    ids = [record.id for record in records(found)]
    yield from (f"no slug: {id_}" for id_ in ids if not SLUG.fullmatch(id_))
    for kind in KINDS:
        own = [record.id for record in getattr(found, kind)]
        yield from (f"{kind}: two records {id_}" for id_ in {i for i in own if own.count(i) > 1})
    actors = {a.id for a in found.actors}
    subjects = actors | {a.id for a in found.agreements}
    known = {"actor": actors, "statement": {s.id for s in found.statements}, "question": {q.id for q in found.questions},
             "agreement": {a.id for a in found.agreements}, "subject": subjects}
    for record in records(found):
        for name, kind, used in _references(record):
            yield from (f"{record.id}: {name} {id_} is no {kind} here" for id_ in used if id_ is not None and id_ not in known[kind])


def _references(record: Record) -> Iterable[tuple[str, str, tuple[str | None, ...]]]:
    match record:
        case Agreement():
            return [("party", "actor", record.parties)]
        case Event():
            return [("actor", "actor", record.actors), ("recipient", "actor", record.recipients),
                    ("reported_by", "statement", (record.reported_by,)), ("agreement", "agreement", (record.agreement,))]
        case Statement():
            return [("speaker", "actor", (record.speaker, record.on_behalf_of, record.addressee)), ("about", "subject", record.about),
                    ("answers", "question", (record.answers,))]
        case Question():
            return [("asker", "actor", (record.asker, record.addressee)), ("about", "subject", record.about)]
    return []


def _of_evidence(found: Extraction) -> Iterator[str]:
    text = found.source.text
    yield from (f"sentence {span} is outside the text" for span in found.source.sentences if not 0 <= span[0] < span[1] <= len(text))
    for record in records(found):
        shown = list(record.evidence)
        yield from (f"{record.id}: a passage is shown twice" for n, each in enumerate(shown) if each in shown[:n])
        if not record.evidence:
            yield f"{record.id}: no evidence"
        for evidence in record.evidence:
            if evidence.source != found.source.id:
                yield f"{record.id}: evidence of another source"
            if not 0 <= evidence.start < evidence.end <= len(text) or evidence.exact != text[evidence.start:evidence.end]:
                yield f"{record.id}: not verbatim: {evidence.exact!r}"
            if not evidence.parts:
                yield f"{record.id}: evidence that says nothing of what was read from it"
            yield from (f"{record.id}: part {span} is outside the text" for span in spans(evidence.parts)
                        if not 0 <= span[0] < span[1] <= len(text))


def _of_fields(found: Extraction) -> Iterator[str]:
    text = found.source.text
    for record in records(found):
        if not record.evidence:
            continue
        parts = record.evidence[0].parts
        if isinstance(record, Actor):
            for evidence in record.evidence:
                parts = {**evidence.parts, **parts}
        for name, value in _read_off(record).items():
            part = parts.get(name)
            if value is None or value == ():
                if part is not None:
                    yield f"{record.id}: a span for {name}, which is empty"
            elif part is None:
                yield f"{record.id}: no span for {name} {value!r}"
            elif isinstance(value, tuple):
                if not isinstance(part, Mapping) or set(part) != set(value):
                    yield f"{record.id}: spans for {name} {part!r}, which is {value!r}"
            elif isinstance(part, Mapping):
                yield f"{record.id}: several spans for {name}"
            elif value is not ANY and text[part[0]:part[1]] != value:
                yield f"{record.id}: the span for {name} reads {text[part[0]:part[1]]!r}, not {value!r}"
        yield from (f"{record.id}: a span for {name}, which is no field that is read off a text" for name in parts if name not in
                    _read_off(record))


ANY: Any = object()
"""Read off some words, which need not be the value's own."""


def _read_off(record: Record) -> dict[str, Any]:
    """Part -> the words that it must read, ANY, a tuple of ids, or None where there must be none."""
    match record:
        case Actor():
            return {"name": ANY, "role": record.role}
        case Agreement():
            return {"title": record.title, "trigger": ANY, "parties": record.parties, "subject": record.subject,
                    "signed": _told(record.signed)}
        case Event():
            return {"trigger": record.trigger, "actors": record.actors, "recipients": record.recipients, "date": _told(record.date),
                    "place": ANY if record.place else None}
        case Statement():
            return {"quote": record.quote, "clause": record.clause, "cue": record.cue, "speaker": ANY if record.speaker else None,
                    "on_behalf_of": ANY if record.on_behalf_of else None, "addressee": ANY if record.addressee else None,
                    "date": _told(record.date)}
        case Question():
            return {"quote": record.quote, "cue": ANY, "asker": ANY if record.asker else None,
                    "addressee": ANY if record.addressee else None, "date": _told(record.date)}


def _told(date: Date | None) -> str | None:
    return date.text if date is not None else None


def _of_exclusive_claims(found: Extraction) -> Iterator[str]:
    claims: dict[tuple[str, Any], set[Any]] = {}
    for event in found.events:
        claims.setdefault(("trigger", event.evidence[0].parts["trigger"]), set()).add((event.type, event.status))
    for statement in found.statements:
        claims.setdefault(("quote", statement.evidence[0].parts["quote"]), set()).add((statement.speaker, statement.speech_act))
    for agreement in found.agreements:
        claims.setdefault(("agreement", agreement.evidence[0].parts["title"]), set()).add(agreement.parties)
    text = found.source.text
    yield from (f"{kind} {text[span[0]:span[1]]!r} under several claims: {sorted(map(str, made))}" for (kind, span), made in claims.items()
                if len(made) > 1)
    pieces = sorted(statement.evidence[0].parts["quote"] for statement in found.statements)
    yield from (f"quoted twice: {text[one[0]:one[1]]!r}" for one, other in pairwise(pieces) if one == other)
