"""Which records each list on a page has to hold, in which order: worked out from the YAML alone, by name of the list."""

from __future__ import annotations

from collections.abc import Callable

from build_scripts.check import timeline as line
from build_scripts.check.data import Rec, World, record
from build_scripts.check.relations import (
    RELATIONS,
    became_of,
    by_date,
    edtf,
    events_with,
    facts_about,
    follow_ups,
    is_since,
    moved,
    remarks_on,
    said_about,
    said_by,
    said_for,
    sentence_of,
    strongest,
    topic_agreements,
    topic_background,
    topic_events,
    topic_questions,
    topic_statements,
    topics,
    topics_of,
    voice,
    withheld,
)
from build_scripts.check.wording import later

LATEST = 5
TYPES = ("person", "state", "government_body", "organization", "media", "political_entity", "court", "mission")


def named(world: World, identifier: str | None) -> Rec:
    """An actor by id, known or not; of nobody the id is empty."""
    found = world.get("actor", identifier) or world.get("known-actor", identifier)
    return found or record("named", {"id": identifier or "", "name": world.name(identifier or "")})


def _voices(world: World, statements: list[Rec]) -> list[Rec]:
    return [named(world, v) for v in dict.fromkeys(map(voice, statements)) if v]


def position_voices(world: World, owner: Rec) -> list[Rec]:
    shown = {t.id for t in topics(world)}
    found = _voices(world, [s for s in world.all("statement") if s["topic"] in shown])
    subject = (world.subject or {}).get("actor")
    return sorted(found, key=lambda v: v.id != subject)


def _of_voice(world: World, topic: Rec, by: Rec | None) -> list[Rec]:
    return [s for s in topic_statements(world, topic) if by is not None and voice(s) == by.id]


def _acts(world: World, topic: Rec, by: Rec | None) -> list[Rec]:
    first: dict[str, Rec] = {}
    for statement in _of_voice(world, topic, by):
        first.setdefault(statement["speech_act"], statement)
    return list(first.values())


def _latest(world: World) -> list[Rec]:
    return [e for e in by_date(world.all("event"), newest_first=True) if edtf(e) and e["status"] in ("happened", "ongoing")][:LATEST]


def _about(world: World, actor: Rec) -> list[Rec]:
    said = said_by(world, actor.id) + said_for(world, actor.id)
    return [s for s in said_about(world, actor.id) if s not in said]


def _offices(world: World, actor: Rec) -> list[Rec]:
    day = world.newest or ""
    return [o for o in world.all("office") if o["actor"] == actor.id and o.get("since") and o["since"] <= day
            and not (o.get("until") and o["until"] <= day)]


def _memberships(world: World, actor: Rec) -> list[Rec]:
    return [m for m in world.all("membership") if m["actor"] == actor.id != m["organization"]]


def _known(world: World, rec: Rec) -> list[Rec]:
    kind = "known-agreement" if rec.kind == "agreement" else "known-event"
    return [k for k in [world.get(kind, rec.get("background"))] if k]


def _known_otherwise(world: World, rec: Rec) -> list[Rec]:
    """What a record most likely is, where the background dates it differently."""
    return [k for k in _known(world, rec) if k.get("date") and k["date"] != edtf(rec)]


def _year(world: World, year: Rec, later: bool) -> list[Rec]:
    return [m.rec for m in line.moments(world) if str(m.span[0].year) == year.id and line.is_later(world, m) == later]


def timeline_years(world: World, owner: Rec) -> list[Rec]:
    return [record("year", {"id": str(y)}) for y in dict.fromkeys(m.span[0].year for m in line.moments(world))]


def _turns(world: World, year: Rec) -> bool:
    """Whether what is later than the newest source begins in a year."""
    first = next((m for m in line.moments(world) if line.is_later(world, m)), None)
    return first is not None and str(first.span[0].year) == year.id


def _reported(world: World, event: Rec) -> list[Rec]:
    return [s for s in [world.get("statement", event["reported_by"])] if s]


def map_of(world: World) -> tuple[str | None, list[Rec]]:
    """Whose memberships a map shows, and those of the day of the newest source: of the site's subject, or of whom most is known."""
    now = [m for m in world.all("membership") if not later(m.get("since"), world.newest)]
    counts = {m["organization"]: sum(o["organization"] == m["organization"] for o in now) for m in now}
    subject = (world.subject or {}).get("actor")
    chosen = subject if subject in counts else max(counts, key=lambda o: counts[o], default=None)
    return chosen, [m for m in now if m["organization"] == chosen]


def _standings(world: World) -> list[Rec]:
    """One membership for each standing, in the order of the patterns."""
    first: dict[str, Rec] = {}
    for member in map_of(world)[1]:
        first.setdefault(member["status"], member)
    return list(first.values())


def _place_of(world: World, rec: Rec) -> tuple[str | None, bool]:
    """Where a record or a piece of background is placed, and whether a source says so."""
    names = {name: p.id for p in world.all("place") for name in (p["name"], *(p.get("aliases") or []))}
    said = names.get(rec.get("place") or "") if rec.kind == "event" else None
    if said:
        return said, True
    known = rec if rec.kind.startswith("known") else world.resolve("background", rec.get("background"))
    if known is not None and not rec.kind.startswith("known"):
        known = world.get("known-event", rec.get("background")) or world.get("known-agreement", rec.get("background"))
    return (known.get("place") if known else None), False


def _happened(world: World, place: Rec) -> list[Rec]:
    dated = [m.rec for m in line.moments(world)]
    undated = [e for e in world.all("event") if not any(d is e for d in dated)]
    return [r for r in (*dated, *undated) if _place_of(world, r)[0] == place.id]


def _places(world: World, shown: bool) -> list[Rec]:
    spots = world.memo.get("places", [])
    return [p for p in world.all("place") if (p.id in spots) is shown and _happened(world, p)]


def _open(world: World, topic: Rec) -> list[Rec]:
    return [r for i in topic.get("open") or [] if (r := world.get("remark", i) or world.get("disagreement", i))]


def _reactions(world: World, agreement: Rec) -> list[Rec]:
    """How others answered to it, told in the same sentence."""
    there = {(e["source"], sentence_of(world, e)) for e in agreement["evidence"]}
    answers = ("SUPPORT", "ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST")
    return [e for e in world.all("event") if e["type"] in answers and e["agreement"] != agreement.id and e["reported_by"] is None
            and not set(e["actors"]) & set(agreement["parties"])
            and any((p["source"], sentence_of(world, p)) in there for p in e["evidence"])]


def _said(world: World, agreement: Rec, for_subject: bool) -> list[Rec]:
    subject = (world.subject or {}).get("actor")
    return [s for s in said_about(world, agreement.id) if bool(subject and subject in (s["speaker"], s["on_behalf_of"])) is for_subject]


def _beside(world: World, event: Rec, step: int) -> list[Rec]:
    """The nearest event that certainly lies before (-1) or after (1) one."""
    here = line.span(edtf(event))
    dated = [(e, days) for e in by_date(world.all("event")) if (days := line.span(edtf(e)))]
    if here is None:
        return []
    if step < 0:
        return [e for e, days in dated if days[1] < here[0]][-1:]
    return [e for e, days in dated if here[1] < days[0]][:1]


def _moved_in(world: World, sentence: Rec) -> list[Rec]:
    """The topics of what a sentence of a summary rests on, as far as something happened in them since."""
    told = {s["topic"] for s in world.all("statement") if s.id in sentence["cites"]}
    return [t for t in topics(world) if t.id in told and moved(world, t)]


Of = Callable[[World, Rec, "Rec | None"], list[Rec]]

LISTS: dict[str, Of] = {
    "topics": lambda w, r, by: topics(w), "positions.rows": lambda w, r, by: topics(w), "events.latest": lambda w, r, by: _latest(w),
    "agreements": lambda w, r, by: w.all("agreement"), "events": lambda w, r, by: by_date(w.all("event")),
    "questions": lambda w, r, by: w.all("question"), "sources": lambda w, r, by: w.all("source"),
    "positions.voices": lambda w, r, by: position_voices(w, r), "positions.cell": _of_voice,
    "topic.strongest": lambda w, t, by: strongest(w, t), "topic.voices": lambda w, t, by: _voices(w, topic_statements(w, t)),
    "topic.acts": _acts, "topic.said": lambda w, t, by: [s for s in topic_statements(w, t) if not withheld(w, s)],
    "topic.unsaid": lambda w, t, by: [s for s in topic_statements(w, t) if withheld(w, s)],
    "topic.asked": lambda w, t, by: topic_questions(w, t), "topic.agreements": lambda w, t, by: topic_agreements(w, t),
    "topic.events": lambda w, t, by: by_date(topic_events(w, t)), "topic.background": lambda w, t, by: topic_background(w, t),
    "topic.since": lambda w, t, by: moved(w, t),
    "actors.types": lambda w, r, by: [record("type", {"id": t}) for t in TYPES if any(a["type"] == t for a in w.all("actor"))],
    "actors.of-type": lambda w, t, by: sorted((a for a in w.all("actor") if a["type"] == t.id), key=lambda a: str(a["name"])),
    "actor.offices": lambda w, a, by: _offices(w, a), "actor.memberships": lambda w, a, by: _memberships(w, a),
    "actor.said": lambda w, a, by: said_by(w, a.id) + said_for(w, a.id), "actor.about": lambda w, a, by: _about(w, a),
    "actor.agreements": lambda w, a, by: [g for g in w.all("agreement") if a.id in g["parties"]],
    "actor.events": lambda w, a, by: by_date(events_with(w, a.id)),
    "actor.questions": lambda w, a, by: [q for q in w.all("question") if a.id in (q["asker"], q["addressee"])],
    "actor.facts": lambda w, a, by: facts_about(w, a.id),
    "actor.background": lambda w, a, by: [f for f in facts_about(w, a.id) if not is_since(w, f)],
    "actor.since": lambda w, a, by: [f for f in facts_about(w, a.id) if is_since(w, f)],
    "agreement.known": lambda w, r, by: _known(w, r), "event.known": lambda w, r, by: _known(w, r),
    "record.known": lambda w, r, by: _known_otherwise(w, r), "agreement.facts": lambda w, r, by: facts_about(w, r["background"]),
    "agreement.events": lambda w, r, by: by_date([e for e in w.all("event") if e["agreement"] == r.id]),
    "record.about": lambda w, r, by: said_about(w, r.id),
    "record.asked": lambda w, r, by: [q for q in w.all("question") if r.id in q["about"]],
    "event.background": lambda w, e, by: [f for f in facts_about(w, e["background"]) if not is_since(w, f)],
    "event.reported-by": lambda w, e, by: _reported(w, e), "event.topics": lambda w, e, by: topics_of(w, e),
    "event.follow-ups": lambda w, e, by: follow_ups(w, e), "event.became-of": lambda w, e, by: became_of(w, e),
    "statements.voices": lambda w, r, by: [named(w, v) for v in dict.fromkeys(voice(s) for s in w.all("statement"))],
    "voice.statements": lambda w, v, by: [s for s in w.all("statement") if (voice(s) or "") == v.id],
    "timeline.years": lambda w, r, by: timeline_years(w, r),
    "timeline.until": lambda w, y, by: _year(w, y, False), "timeline.later": lambda w, y, by: _year(w, y, True),
    "timeline.undated": lambda w, r, by: [x for kind in ("agreement", "event") for x in w.all(kind) if line.span(edtf(x)) is None],
    "record.remarks": lambda w, r, by: remarks_on(w, r), "topic.open": lambda w, t, by: _open(w, t),
    "record.corrections": lambda w, r, by: [c for c in w.all("correction") if c["record"] == r.id and c["action"] != "reject"],
    "agreement.reactions": lambda w, a, by: _reactions(w, a), "agreement.said-for-subject": lambda w, a, by: _said(w, a, True),
    "agreement.said-by-others": lambda w, a, by: _said(w, a, False),
    "summary.moved": lambda w, s, by: _moved_in(w, s),
    "glossary": lambda w, r, by: sorted(w.all("term"), key=lambda t: (t["name"].casefold(), t.id)),
    "event.before": lambda w, e, by: _beside(w, e, -1), "event.after": lambda w, e, by: _beside(w, e, 1),
    "map.organization": lambda w, r, by: [named(w, o) for o in [map_of(w)[0]] if o], "map.standings": lambda w, r, by: _standings(w),
    "map.happened": lambda w, r, by: _places(w, True), "map.elsewhere": lambda w, r, by: _places(w, False),
    "map.members": lambda w, r, by: [m for i in w.memo.get("members", []) if (m := w.get("membership", i))],
    "place.happened": lambda w, p, by: _happened(w, p),
    "timeline.became": lambda w, e, by: line.became(w, e)}

RELATIONS |= {
    "timeline": lambda w, r: line.exists(w), "chart": lambda w, r: len(line.moments(w)) > 2, "turns": _turns,
    "map": lambda w, r: (w.site / "map" / "index.html").is_file(), "dashed": lambda w, r: w.memo.get("dashed"),
    "own_spots": lambda w, r: w.memo.get("own_spots"), "other_spots": lambda w, r: w.memo.get("other_spots"),
    "map_of": lambda w, r: map_of(w)[0], "placed_elsewhere": lambda w, r: not r.kind.startswith("known") and not _place_of(w, r)[1],
    "kind": lambda w, r: "known" if r.kind.startswith("known") else r.kind, "told": lambda w, r: not r.kind.startswith("known"),
    "page": lambda w, a: (w.site / "actors" / a.id / "index.html").is_file()}
"""What structure.yml asks besides."""
