"""Records -> pages: each page's place, title and template. Pure: the same dataset gives the same bytes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from build_scripts.model import ACTOR_TYPES, Actor, Agreement, Dataset, Event, ExplainerError, Statement, Topic
from build_scripts.pages.annotate import paragraphs
from build_scripts.pages.desk import Desk, by_date
from build_scripts.pages.kit import Kit
from build_scripts.pages.maps import region_map
from build_scripts.pages.markup import Markdown, encode, front_matter, slug
from build_scripts.pages.say import as_text
from build_scripts.pages.timeline import timeline

LATEST_EVENTS = 5
TOPIC_BOOST = 1.5
"""Weight of a topic's page in the search: a question finds its answer before the records that it names."""
FEWEST_WORDS = 120
"""What a page of a single record has to hold."""


def desk_of(dataset: Dataset, fewest_words: int = FEWEST_WORDS) -> Desk:
    """The desk that knows which records have pages: one whose page would hold fewer words is an entry on its index. Whatever links to
    records has to be made from this desk. Raises ExplainerError where an editor's summary cites what is not there."""
    desk = Desk(dataset)
    _check_citations(desk)
    kit = Kit(desk)
    records: tuple[Actor | Agreement | Event, ...] = (*dataset.actors, *dataset.agreements, *dataset.events)
    pages = [(r.id, _record(kit, r).split("---", 2)[-1]) for r in records if desk.has_page(r)]
    return Desk(dataset, frozenset(i for i, text in pages if len(as_text(Markdown(text)).split()) < fewest_words))


def render_pages(data: Dataset | Desk, fewest_words: int = FEWEST_WORDS) -> dict[str, str]:
    """Path below docs/ -> Markdown with front matter."""
    return _render(data if isinstance(data, Desk) else desk_of(data, fewest_words))


def _render(desk: Desk) -> dict[str, str]:
    dataset, kit = desk.data, Kit(desk)
    line = timeline(desk)
    drawn = region_map(desk)
    kit.env.globals["pictures"] = [key for key, made in (("pictures.timeline", line), ("pictures.map", drawn)) if made]
    pages = {"index.md": _home(kit), "positions/index.md": _positions(kit)}
    pages |= {f"positions/{slug(t.id)}.md": _topic(kit, t) for t in desk.topics.values()}
    pages["actors/index.md"] = _actors(kit)
    pages |= {f"actors/{slug(a.id)}.md": _record(kit, a) for a in dataset.actors if desk.has_page(a)}
    pages["agreements/index.md"] = _page(kit, "agreements", "agreements.title", "agreements.description")
    pages |= {f"agreements/{slug(a.id)}.md": _record(kit, a) for a in dataset.agreements if desk.has_page(a)}
    pages["events/index.md"] = _page(kit, "events", "events.title", "events.description", events=by_date(dataset.events))
    pages |= {f"events/{slug(e.id)}.md": _record(kit, e) for e in dataset.events if desk.has_page(e)}
    if line:
        pages["timeline.md"] = _page(kit, "timeline", "timeline.title", "timeline.description", line=line)
    if dataset.glossary:
        pages["glossary.md"] = _page(kit, "glossary", "glossary.title", "glossary.description",
                                     terms=sorted(dataset.glossary, key=lambda t: (t.name.casefold(), t.id)))
    if drawn:
        pages["map.md"] = _page(kit, "map", "map.title", "map.description", map=drawn)
    pages["statements/index.md"] = _statements(kit)
    pages["sources/index.md"] = _page(kit, "sources", "sources.title", "sources.description")
    pages |= {f"sources/{slug(s.id)}.md": _page(kit, "source", "source.title", "source.description", s, source=s,
                                                paragraphs=paragraphs(s, desk)) for s in dataset.sources}
    return pages


def _check_citations(desk: Desk) -> None:
    known = {**desk.actors, **desk.agreements, **desk.events, **desk.statements, **desk.questions}
    answers = [(f"seeds/topics.yml: the answer of {t.id}", t.answer) for t in desk.data.topics]
    if desk.data.subject:
        answers.append(("seeds/subject.yml: the answer", desk.data.subject.answer))
    for where, sentences in answers:
        for sentence in sentences:
            for cited in sentence.cites:
                if cited not in known:
                    raise ExplainerError(f"{where} cites {cited}, which is no record; mend `cites` (docs/data/*.yml lists the ids)")


def _page(kit: Kit, template: str, title: str, description: str, record: Any = None, hide: tuple[str, ...] = ("navigation",),
          **context: object) -> str:
    """A page whose title and description are sentences, or fixed phrases, with these keys."""
    say = kit.speaker.plain
    matter: dict[str, Any] = {"title": say(title, record), "description": _short(say(description, record)), "hide": list(hide)}
    if template == "topic":
        matter["search"] = {"boost": TOPIC_BOOST}
    return front_matter(**matter) + "\n" + _with_notes(kit, kit.render(f"{template}.md.j2", **context))


def _with_notes(kit: Kit, text: str) -> str:
    """Every page that uses a disputed name shows the note on it, once."""
    missing = [p for p in kit.desk.data.background.policy if encode(p.name) in text and f'data-policy="{slug(p.id)}"' not in text]
    return f"{text}\n\n{kit.part('policies', policies=missing)}\n" if missing else text


def _short(text: str, limit: int = 155) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def _home(kit: Kit) -> str:
    desk, subject = kit.desk, kit.desk.data.subject
    answer = [("subject", n, sentence) for n, sentence in enumerate(subject.answer)] if subject else []
    answer = answer or [(t.id, 0, t.answer[0]) for t in desk.topics.values() if t.answer]
    cards = [(t, desk.strongest(desk.topic_statements(t))) for t in desk.topics.values()]
    latest = [e for e in by_date(desk.data.events, newest_first=True) if e.date and e.date.edtf and e.status in ("happened", "ongoing")]
    return _page(kit, "home", "site.question", "site.description", hide=("navigation", "toc"), answer=answer, cards=cards,
                 latest=latest[:LATEST_EVENTS])


def _positions(kit: Kit) -> str:
    desk = kit.desk
    voices = list(dict.fromkeys(v for s in desk.data.statements if s.topic in desk.topics and (v := desk.voice(s))))
    subject = desk.data.subject.actor if desk.data.subject else None
    voices.sort(key=lambda v: v != subject)
    rows = [(t, [[s for s in desk.topic_statements(t) if desk.voice(s) == v] for v in voices]) for t in desk.topics.values()]
    return _page(kit, "positions", "positions.title", "positions.description", voices=voices, rows=rows, hide=("navigation", "toc"))


def _acts(statements: list[Statement]) -> list[Statement]:
    """Per speech act its first statement."""
    acts: dict[str, Statement] = {}
    for statement in statements:
        acts.setdefault(statement.speech_act, statement)
    return list(acts.values())


def _topic(kit: Kit, topic: Topic) -> str:
    desk = kit.desk
    said = [s for s in desk.topic_statements(topic) if not desk.withheld(s)]
    withheld = [s for s in desk.topic_statements(topic) if desk.withheld(s)]
    voices = list(dict.fromkeys(v for s in desk.topic_statements(topic) if (v := desk.voice(s))))
    summary = [(v, _acts([s for s in desk.topic_statements(topic) if desk.voice(s) == v])) for v in voices]
    answer = [(topic.id, n, sentence) for n, sentence in enumerate(topic.answer)]
    return _page(kit, "topic", "topic.title", "topic.question", topic, topic=topic, said=said, withheld=withheld, voices=summary,
                 answer=answer)


def _actors(kit: Kit) -> str:
    ranked = sorted(kit.desk.data.actors, key=lambda a: (ACTOR_TYPES.index(a.type), a.name))
    groups = [(kind, list(members)) for kind, members in groupby(ranked, key=lambda a: a.type)]
    return _page(kit, "actors", "actors.title", "actors.description", groups=groups)


def _record(kit: Kit, record: Actor | Agreement | Event) -> str:
    """The page of a single record."""
    if isinstance(record, Actor):
        return _actor(kit, record)
    if isinstance(record, Event):
        return _event(kit, record)
    return _page(kit, "agreement", "agreement.title", "agreement.description", record, agreement=record)


def _actor(kit: Kit, actor: Actor) -> str:
    desk = kit.desk
    facts = desk.facts_about(actor.id)
    said = [*desk.said_by(actor.id), *desk.said_for(actor.id)]
    return _page(kit, "actor", "actor.name", "actor.description", actor, actor=actor,
                 said=said, about=[s for s in desk.said_about(actor.id) if s not in said],
                 background=[f for f in facts if not desk.is_since(f)], since=[f for f in facts if desk.is_since(f)])


def _event(kit: Kit, event: Event) -> str:
    background = [f for f in kit.desk.facts_about(event.background) if not kit.desk.is_since(f)]
    return _page(kit, "event", "event.title", "event.description", event, event=event, background=background)


def _statements(kit: Kit) -> str:
    desk = kit.desk
    voices = list(dict.fromkeys(desk.voice(s) for s in desk.data.statements))
    groups = [(v, [s for s in desk.data.statements if desk.voice(s) == v]) for v in voices]
    return _page(kit, "statements", "statements.title", "statements.description", groups=groups)
