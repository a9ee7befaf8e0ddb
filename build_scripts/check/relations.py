"""What follows from the records by rule: the relations that sentences name after an @, worked out by the checker from the YAML alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from build_scripts.check.data import Rec, World
from build_scripts.check.wording import later


def source_of(world: World, rec: Rec) -> Rec | None:
    return next((s for e in rec.get("evidence") or [] if (s := world.get("source", e["source"]))), None)


def voice(statement: Rec) -> str | None:
    return statement.get("on_behalf_of") or statement.get("speaker")


def withheld(world: World, statement: Rec) -> bool:
    return statement["speech_act"] in world.labels["withheld"]


def is_since(world: World, known: Rec) -> bool:
    return later(known.get("as_of") if known.kind == "fact" else known.get("date"), world.newest)


def said_by(world: World, actor: str) -> list[Rec]:
    return [s for s in world.all("statement") if s["speaker"] == actor]


def said_for(world: World, actor: str) -> list[Rec]:
    return [s for s in world.all("statement") if s["on_behalf_of"] == actor != s["speaker"]]


def said_about(world: World, identifier: str) -> list[Rec]:
    return [s for s in world.all("statement") if identifier in s["about"] and identifier not in (s["speaker"], s["on_behalf_of"])]


def events_with(world: World, actor: str) -> list[Rec]:
    return [e for e in world.all("event") if actor in [*e["actors"], *e["recipients"]]]


def facts_about(world: World, *identifiers: str | None) -> list[Rec]:
    return [f for f in world.all("fact") if any(i in f["about"] for i in identifiers if i)]


def edtf(rec: Rec) -> str | None:
    """The date of a record or of a piece of background."""
    value = rec.get("signed") if rec.kind == "agreement" else rec.get("date")
    return value.get("edtf") if isinstance(value, dict) else value


def first_day(rec: Rec) -> str:
    found = re.search(r"\d{4}(?:-\d\d){0,2}", edtf(rec) or "")
    return found[0] if found else ""


def by_date(events: list[Rec], newest_first: bool = False) -> list[Rec]:
    dated = sorted((e for e in events if edtf(e)), key=lambda e: (first_day(e), e.id), reverse=newest_first)
    return dated + [e for e in events if not edtf(e)]


def judges(world: World, event: Rec) -> bool:
    return event["type"] in world.labels["judging"]


def follow_ups(world: World, event: Rec) -> list[Rec]:
    """Later background about an event, or about two of those concerned."""
    people = {*event["actors"], *event["recipients"]}
    return [f for f in world.all("fact") if is_since(world, f)
            and (event.get("background") in f["about"] or len(people & set(f["about"])) > 1)]


def became_of(world: World, event: Rec) -> list[Rec]:
    found = {f.id for f in follow_ups(world, event)}
    if judges(world, event):
        found |= {f.id for t in topics_of(world, event) for f in moved(world, t) if set(event["recipients"]) & set(f["about"])}
    return [f for f in world.all("fact") if f.id in found]


# --- topics --------------------------------------------------------------------------------------------------------------------------


def topics(world: World) -> list[Rec]:
    """Those of which something is known."""
    told = {r["topic"] for kind in ("statement", "question") for r in world.all(kind)}
    return [t for t in world.all("topic") if t.get("answer") or t.id in told]


def cited(topic: Rec) -> set[str]:
    return {c for sentence in topic.get("answer") or [] for c in sentence["cites"]}


def topic_statements(world: World, topic: Rec) -> list[Rec]:
    return [s for s in world.all("statement") if s["topic"] == topic.id or s.id in cited(topic)]


def topic_questions(world: World, topic: Rec) -> list[Rec]:
    return [q for q in world.all("question") if q["topic"] == topic.id or q.id in cited(topic)]


def _names(topic: Rec, title: str) -> bool:
    return any(word in title.lower() for word in topic.get("words") or [])


def topic_agreements(world: World, topic: Rec) -> list[Rec]:
    named = cited(topic)
    for told in (*topic_statements(world, topic), *topic_questions(world, topic)):
        named = named | set(told["about"])
    return [a for a in world.all("agreement") if a.id in named or _names(topic, a["title"])]


def topic_events(world: World, topic: Rec) -> list[Rec]:
    statements = topic_statements(world, topic)
    named = cited(topic) | {a for s in statements for a in s["about"]}
    inside = {s.id for s in statements}
    agreed = {a.id for a in topic_agreements(world, topic)}
    actors = set(topic.get("actors") or [])
    return [e for e in world.all("event") if e.id in named or e["reported_by"] in inside or e["agreement"] in agreed
            or _names(topic, e["title"]) or actors & {*e["actors"], *e["recipients"]}]


def topics_of(world: World, event: Rec) -> list[Rec]:
    return [t for t in topics(world) if event in topic_events(world, t)]


def moved(world: World, topic: Rec) -> list[Rec]:
    return [f for i in topic.get("since_then") or [] if (f := world.get("fact", i))]


def topic_background(world: World, topic: Rec) -> list[Rec]:
    return [f for i in topic.get("background") or [] if i not in (topic.get("since_then") or []) and (f := world.get("fact", i))]


def strongest(world: World, topic: Rec) -> list[Rec]:
    """The statement that shows a topic's position best, by the rule of the labels file."""
    telling = world.labels["telling"]
    subject = (world.subject or {}).get("actor")
    every = topic_statements(world, topic)
    fit = [s for s in every if subject and subject in (s["speaker"], s["on_behalf_of"])] or every
    mostly = 2 * sum(withheld(world, s) for s in fit) > len(fit)

    def rank(s: Rec) -> tuple[Any, ...]:
        act = telling.index(s["speech_act"]) if s["speech_act"] in telling else len(telling)
        return withheld(world, s) != mostly, len(s["quote"].split()) < 4, not s["direct"], act

    return sorted(fit, key=rank)[:1]


# --- an actor's part, and remarks ------------------------------------------------------------------------------------------------------


def once(items: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(i for i in items if i))


def sentence_of(world: World, evidence: Mapping[str, Any]) -> int:
    """The first sentence that a passage touches; 0 for none."""
    spans = world.tables["source"][evidence["source"]]["sentences"]
    return next((n for n, (a, b) in enumerate(spans, 1) if a < evidence["end"] and evidence["start"] < b), 0)


def passages_of(world: World, rec: Rec) -> list[dict[str, Any]]:
    """The evidence of a record, or the passage that a remark is about."""
    if rec.kind != "remark":
        return list(rec.get("evidence") or [])
    source = world.get("source", rec["source"])
    at = source["text"].find(rec["exact"]) if source else -1
    return [{"source": rec["source"], "start": at, "end": at + len(rec["exact"]), "exact": rec["exact"]}] if at >= 0 else []


def remarks_on(world: World, rec: Rec) -> list[Rec]:
    return [r for r in world.all("remark") for p in passages_of(world, r)
            if any(e["source"] == p["source"] and e["start"] < p["end"] and p["start"] < e["end"] for e in rec["evidence"])]


def _ties(world: World, actor: Rec) -> list[str]:
    shared = [i for a in world.all("agreement") if actor.id in a["parties"] for i in a["parties"]]
    shared += [i for e in events_with(world, actor.id) for i in (*e["actors"], *e["recipients"])]
    return [i for i in once(shared) if i != actor.id]


def _told_about(world: World, actor: Rec) -> list[Rec]:
    return [s for s in said_about(world, actor.id) if s["speaker"]]


def _speakers(statements: list[Rec]) -> list[str]:
    return once(s["speaker"] for s in statements)


def _subject_voices(world: World) -> list[str]:
    subject = (world.subject or {}).get("actor")
    return _speakers([s for s in world.all("statement") if subject and subject in (s["speaker"], s["on_behalf_of"])])


def _spoke_on(world: World, actor: Rec) -> list[Rec]:
    shown = {t.id: t for t in topics(world)}
    return [shown[t] for t in once(s["topic"] for s in said_by(world, actor.id)) if t in shown]


# --- by name -------------------------------------------------------------------------------------------------------------------------


def event_words(world: World, event: Rec) -> dict[str, str]:
    modes, types = world.labels["event_modes"], world.labels["event_types"]
    found = modes.get(event.get("mode") or "") or types.get(event["type"])
    return found or {"noun": event["type"].replace("_", " "), "by": "by", "to": "towards"}


def _by(world: World, event: Rec) -> str:
    word = event_words(world, event)["by"]
    return "by" if word == "between" and len(event["actors"]) < 2 else word


def _doubts(world: World, rec: Rec) -> list[str]:
    date = rec.get("signed" if rec.kind == "agreement" else "date") or {}
    told = isinstance(date, dict) and date.get("text")
    return [d for d in rec.get("doubts") or [] if not (told and date["text"] in d and date["basis"] in d)]


def _transcript(world: World, statement: Rec) -> Rec | None:
    day = (statement.get("date") or {}).get("edtf")
    return next((t for t in world.all("transcript") if t["speaker"] == statement["speaker"] and t["date"] == day), None)


def _answer(world: World, site: Rec) -> str | None:
    own = (world.subject or {}).get("answer") or []
    first = next(iter(own), None) or next((t["answer"][0] for t in topics(world) if t.get("answer")), None)
    return first["text"] if first else None


def shown(world: World, rec: Rec) -> str:
    """What a link to a record says that names no words of its own."""
    if rec.kind == "source":
        return rec.get("title") or rec.get("publisher") or "The article"
    if rec.kind == "statement":
        return f"“{rec['quote']}”"
    return str(rec.get("name") or rec.get("title") or rec.get("quote"))


RELATIONS: dict[str, Callable[[World, Rec], Any]] = {
    "source": source_of, "newest": lambda w, r: w.newest, "since": is_since, "moved": moved, "doubts": _doubts, "transcript": _transcript,
    "answers_to": lambda w, q: [s for s in w.all("statement") if s["answers"] == q.id],
    "withheld": lambda w, q: [s for s in w.all("statement") if s["answers"] == q.id and withheld(w, s)],
    "noun": lambda w, e: event_words(w, e)["noun"], "to": lambda w, e: event_words(w, e)["to"], "by": _by,
    "spoke": lambda w, a: said_by(w, a.id), "said": lambda w, a: said_by(w, a.id) + said_for(w, a.id),
    "agreements": lambda w, a: [g for g in w.all("agreement") if a.kind == "site" or a.id in g["parties"]],
    "events": lambda w, a: w.all("event") if a.kind == "site" else events_with(w, a.id),
    "statements": lambda w, r: w.all("statement"), "people": lambda w, r: w.all("actor"), "sources": lambda w, r: w.all("source"),
    "questions": lambda w, r: w.all("question"), "topics": lambda w, r: topics(w), "judges": judges, "answer": _answer, "shown": shown,
    "voices": lambda w, r: _subject_voices(w), "subject": lambda w, r: (w.subject or {}).get("actor"),
    "sentences": lambda w, a: once(f"{e['source']} {sentence_of(w, e)}" for e in a["evidence"] if w.get("source", e["source"])),
    "spoke_on": _spoke_on, "voiced": lambda w, a: said_for(w, a.id), "voiced_by": lambda w, a: _speakers(said_for(w, a.id)),
    "told_about": _told_about, "told_about_by": lambda w, a: _speakers(_told_about(w, a)),
    "acts": lambda w, a: [e for e in w.all("event") if a.id in e["actors"]],
    "undergoes": lambda w, a: [e for e in w.all("event") if a.id in e["recipients"] and a.id not in e["actors"]], "ties": _ties,
    "rests_on": lambda w, r: once(x for f in r.get("facts") or [] if (k := w.get("fact", f)) for x in k["references"]),
    "term": lambda w, a: next((t for t in w.all("term") if t.get("actor") == a.id), None),
    "named": lambda w, t: w.get("actor", t.get("actor")),
    "told_of": lambda w, k: [r for kind in ("agreement", "event") for r in w.all(kind) if r.get("background") == k.id]}
