"""Which pages go together: neighbours in an order that a reader can follow, and pages that share most records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from build_scripts.model import ACTOR_TYPES, Agreement, Event
from build_scripts.pages.desk import Desk, by_date
from build_scripts.pages.words import first_day

RELATED = 5
"""Related pages that a page names at most."""


def rows(desk: Desk) -> list[list[str]]:
    """Every record, topic and source with a page of its own, as "kind:id", in the rows in which readers go from one to the next:
    events and agreements by date, actors of a type by name, topics as the editor put them, sources by day."""
    actors = sorted((a for a in desk.data.actors if desk.has_page(a)), key=lambda a: (a.name.casefold(), a.id))
    agreements = sorted((a for a in desk.data.agreements if desk.has_page(a)), key=_signed)
    sources = sorted(desk.data.sources, key=lambda s: (s.published or "9", s.id))
    found = [[f"actor:{a.id}" for a in actors if a.type == kind] for kind in ACTOR_TYPES]
    return [*found, [f"agreement:{a.id}" for a in agreements], [f"event:{e.id}" for e in by_date(desk.data.events) if desk.has_page(e)],
            [f"topic:{t}" for t in desk.topics], [f"source:{s.id}" for s in sources]]


def _signed(agreement: Agreement) -> tuple[str, str]:
    return first_day(agreement.signed.edtf if agreement.signed else None) or "9", agreement.id


def related(desk: Desk, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these records and topics, those of the others that share most with it, at least two things; most first."""
    shares = {key: _shares(desk, key) for key in keys}
    holders: dict[str, list[str]] = {}
    for key, things in shares.items():
        for thing in things:
            holders.setdefault(thing, []).append(key)
    found = {}
    for key, things in shares.items():
        common = Counter(other for thing in things for other in holders[thing] if other != key)
        best = sorted((-count, other) for other, count in common.items() if count > 1)
        found[key] = tuple(other for _, other in best[:RELATED])
    return found


def _shares(desk: Desk, key: str) -> set[str]:
    """Ids of what is told on a page: the record itself, statements, events, agreements, questions, facts."""
    kind, _, identifier = key.partition(":")
    if kind == "topic":
        topic = desk.topics[identifier]
        told: Sequence[object] = [*desk.topic_statements(topic), *desk.topic_questions(topic), *desk.topic_agreements(topic),
                                  *desk.topic_events(topic), *desk.background_of(topic), *desk.since_then(topic)]
    elif kind == "actor":
        told = [*desk.said_by(identifier), *desk.said_for(identifier), *desk.said_about(identifier), *desk.events_with(identifier),
                *desk.agreements_of(identifier), *desk.questions_with(identifier), *desk.facts_about(identifier)]
    elif kind in ("agreement", "event"):
        record: Agreement | Event = (desk.agreements if kind == "agreement" else desk.events)[identifier]
        told = [*desk.said_about(identifier), *desk.events_of(identifier), *desk.facts_about(record.background),
                *([record.agreement, record.reported_by] if isinstance(record, Event) else [])]
    else:
        return set()
    return {identifier, *(str(getattr(thing, "id", thing)) for thing in told if thing)}
