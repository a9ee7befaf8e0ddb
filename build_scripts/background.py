"""The part of the knowledge that touches the records: facts about them, who and what those name, and the references that back it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from build_scripts.model import Agreement, Dataset, Event, Knowledge, KnownAgreement, Remark, Term, Topic


def known_agreement(agreement: Agreement, knowledge: Knowledge, days: Mapping[str, str | None]) -> str | None:
    """The known agreement that this most likely is: the same parties, and the newest not after the source's day."""
    day = next((days.get(e.source) for e in agreement.evidence), None)
    parties = set(agreement.parties)
    fits = [k for k in knowledge.agreements if parties and set(k.parties) == parties and (not day or not k.date or k.date <= day)]
    signed = agreement.signed.edtf if agreement.signed is not None else None
    if signed:
        fits = [k for k in fits if k.date and _may_be(k.date, signed)]

    def newest(known: KnownAgreement) -> str:
        return known.date or ""

    return max(fits, key=newest).id if fits else None


def known_event(event: Event, knowledge: Knowledge) -> str | None:
    """The known event that this most likely is: its day may be the one told of, and the place or all of its actors are the same."""
    if event.date is None or not event.date.edtf or event.status != "happened":
        return None
    places = {name: p.id for p in knowledge.places for name in (p.name, *p.aliases)}
    people = {*event.actors, *event.recipients}
    for known in knowledge.events:
        if not known.date or not _may_be(known.date, event.date.edtf):
            continue
        exact = len(event.date.edtf) == 10
        same_place = event.place is not None and known.place is not None and places.get(event.place) == known.place
        named = people & set(known.actors)
        if (
            same_place
            and (named or not people)
            or len(named) >= 2
            and named == people
            and exact
            or (not exact and named and named == people and len(set(known.actors)) <= 2 and not event.place)
        ):
            return known.id
    return None


def _may_be(day: str, edtf: str) -> bool:
    """May a known date be the one that an EDTF value of the text leaves open?"""
    bare = edtf.strip("[]").replace("~", "").replace("?", "")
    for mark in ("..", "/"):
        if mark in bare:
            first, last = bare.split(mark, 1)
            return (not first or first <= day) and (not last or day[: len(last)] <= last)
    return day.startswith(bare) or bare.startswith(day)


def background_of(dataset: Dataset, knowledge: Knowledge, topics: Sequence[Topic], remarks: Sequence[Remark] = ()) -> Knowledge:
    """What pages may say besides the records. Closed: everything it names is in it."""
    here = {a.id for a in dataset.actors}
    linked = {r.background for rows in (dataset.agreements, dataset.events) for r in rows if r.background}
    asked = {f for t in topics for f in (*t.background, *t.since_then, *t.open)} | {f for r in remarks for f in r.facts}
    facts = tuple(f for f in knowledge.facts if f.id in asked or linked & set(f.about) or len(here & set(f.about)) >= 1)
    disagreements = tuple(d for d in knowledge.disagreements if d.id in asked or (linked | here) & set(d.about))
    wanted = {i for group in (facts, disagreements) for item in group for i in item.about} | linked | here
    agreements = tuple(a for a in knowledge.agreements if a.id in wanted)
    events = tuple(e for e in knowledge.events if e.id in wanted)
    wanted |= {i for a in agreements for i in (*a.parties, *a.signatories)} | {i for e in events for i in e.actors}
    known = {a.id: a for a in knowledge.actors}
    memberships = tuple(m for m in knowledge.memberships if (m.actor in here and m.organization in wanted)
                        or (m.organization in here and m.actor in known and known[m.actor].type == "state"))
    wanted |= {i for m in memberships for i in (m.actor, m.organization)}
    for _ in range(4):  # what an actor is part of, works in and holds office in
        more = {
            i
            for a in known.values()
            if a.id in wanted
            for i in (a.part_of, a.operates_in, a.country, *(r.organization for r in a.roles))
            if i
        }
        if more <= wanted:
            break
        wanted |= more
    actors = tuple(a for a in knowledge.actors if a.id in wanted)
    told = {a.place for a in agreements} | {e.place for e in events} | {e.place for e in dataset.events} | wanted
    places = tuple(p for p in knowledge.places if p.id in told or {p.name, *p.aliases} & told)
    wanted |= {p.country for p in places if p.country}
    actors = tuple(a for a in knowledge.actors if a.id in wanted)
    transcripts = tuple(t for t in knowledge.transcripts if t.speaker in here)
    policy = tuple(p for p in knowledge.policy if p.about in wanted or p.about in {place.id for place in places})
    backed = (facts, agreements, events, memberships, actors, places, policy, disagreements)
    used = {*_references(*backed), *(t.reference for t in transcripts)}
    references = tuple(r for r in knowledge.references if r.id in used)
    return Knowledge(actors, places, agreements, events, facts, memberships, transcripts, policy, disagreements, references)


def with_glossary(dataset: Dataset, terms: Sequence[Term], knowledge: Knowledge) -> Dataset:
    """The dataset with a glossary, and with the references and actors that its terms name."""
    cited = {r for term in terms for r in term.references} | {r.id for r in dataset.background.references}
    named = {term.actor for term in terms} | {a.id for a in dataset.background.actors}
    actors = tuple(a for a in knowledge.actors if a.id in named)
    cited |= {r for a in actors for r in _references([a])}
    references = tuple(r for r in knowledge.references if r.id in cited)
    return replace(dataset, glossary=tuple(terms), background=replace(dataset.background, actors=actors, references=references))


def _references(*groups: Iterable[object]) -> Iterable[str]:
    for group in groups:
        for item in group:
            yield from getattr(item, "references", ())
            for role in getattr(item, "roles", ()):
                yield from role.references
