"""Records -> pages: each page's place, title and template. Pure: the same dataset gives the same bytes."""

from __future__ import annotations

from itertools import groupby

from build_scripts.model import Actor, Dataset, ExplainerError, Source, Statement, Topic
from build_scripts.pages import words
from build_scripts.pages.annotate import paragraphs
from build_scripts.pages.desk import Desk, by_date
from build_scripts.pages.kit import Kit
from build_scripts.pages.maps import region_map
from build_scripts.pages.markup import encode, front_matter, slug
from build_scripts.pages.timeline import timeline

LATEST_EVENTS = 5


def render_pages(dataset: Dataset) -> dict[str, str]:
    """Path below docs/ -> Markdown with front matter. Raises ExplainerError where an editor's summary cites what is not there."""
    desk = Desk(dataset)
    _check_citations(desk)
    kit = Kit(desk)
    line = timeline(desk)
    drawn = region_map(desk)
    kit.env.globals["pictures"] = {path: name for path, name, made in (("timeline.md", "Timeline", line), ("map.md", "Map", drawn)) if made}
    pages = {"index.md": _home(kit), "positions/index.md": _positions(kit)}
    pages |= {f"positions/{slug(t.id)}.md": _topic(kit, t) for t in desk.topics.values()}
    pages["actors/index.md"] = _actors(kit)
    pages |= {f"actors/{slug(a.id)}.md": _actor(kit, a) for a in dataset.actors if desk.has_page(a)}
    pages["agreements/index.md"] = _page(kit, "agreements", "Agreements", "The agreements that the sources speak of: who, what, when.")
    pages |= {f"agreements/{slug(a.id)}.md": _page(kit, "agreement", words.upper_first(a.title), f"{a.title}: parties, date, background.",
                                                   agreement=a) for a in dataset.agreements if desk.has_page(a)}
    pages["events/index.md"] = _page(kit, "events", "Events", "What happened, by date, with how each date was worked out.",
                                     events=by_date(dataset.events))
    pages |= {f"events/{slug(e.id)}.md": _page(kit, "event", words.upper_first(e.title), f"{e.title}: who, when and what became of it.",
                                               event=e) for e in dataset.events if desk.has_page(e)}
    if line:
        pages["timeline.md"] = _page(kit, "timeline", "Timeline", "What happened when, and how exactly that is known.", line=line)
    if drawn:
        pages["map.md"] = _page(kit, "map", "Map", "Where it happened, and who belongs to what.", map=drawn)
    pages["statements/index.md"] = _statements(kit)
    pages["sources/index.md"] = _page(kit, "sources", "Sources", "The articles that this site was read from, every passage marked.")
    pages |= {f"sources/{slug(s.id)}.md": _source(kit, s) for s in dataset.sources}
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


def _page(kit: Kit, template: str, title: str, description: str, hide: tuple[str, ...] = ("navigation",), **context: object) -> str:
    matter = {"title": title, "description": _short(description), "hide": list(hide)}
    return front_matter(**matter) + "\n" + _with_notes(kit, kit.render(f"{template}.md.j2", title=title, **context))


def _with_notes(kit: Kit, text: str) -> str:
    """Every page that uses a disputed name shows the note on it, once."""
    missing = [p for p in kit.desk.data.background.policy if encode(p.name) in text and f'data-policy="{slug(p.id)}"' not in text]
    return f"{text}\n\n{kit.part('policies', policies=missing)}\n" if missing else text


def _short(text: str, limit: int = 155) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def _home(kit: Kit) -> str:
    desk, subject = kit.desk, kit.desk.data.subject
    answer = subject.answer if subject else ()
    answer = answer or tuple(t.answer[0] for t in desk.topics.values() if t.answer)
    question = subject.question if subject else "What do the sources say?"
    cards = [(t, desk.strongest(desk.topic_statements(t))) for t in desk.topics.values()]
    latest = [e for e in by_date(desk.data.events, newest_first=True) if e.date and e.date.edtf and e.status in ("happened", "ongoing")]
    description = answer[0].text if answer else question
    return _page(kit, "home", question, description, hide=("navigation", "toc"), question=question, answer=answer, cards=cards,
                 latest=latest[:LATEST_EVENTS], subject=subject)


def _positions(kit: Kit) -> str:
    desk = kit.desk
    voices = list(dict.fromkeys(v for s in desk.data.statements if s.topic in desk.topics and (v := desk.voice(s))))
    subject = desk.data.subject.actor if desk.data.subject else None
    voices.sort(key=lambda v: v != subject)
    rows = [(t, [[s for s in desk.topic_statements(t) if desk.voice(s) == v] for v in voices]) for t in desk.topics.values()]
    return _page(kit, "positions", "Positions", "Who said what on which question, and what was left unsaid.", voices=voices, rows=rows,
                 hide=("navigation", "toc"))


def _acts(kit: Kit, statements: list[Statement]) -> list[tuple[Statement, str]]:
    """Per speech act its first statement, and the act in plain words."""
    acts: dict[str, Statement] = {}
    for statement in statements:
        acts.setdefault(kit.act(statement), statement)
    return [(first, act) for act, first in acts.items()]


def _topic(kit: Kit, topic: Topic) -> str:
    desk = kit.desk
    said = [s for s in desk.topic_statements(topic) if not desk.withheld(s)]
    withheld = [s for s in desk.topic_statements(topic) if desk.withheld(s)]
    voices = list(dict.fromkeys(desk.voice(s) for s in desk.topic_statements(topic)))
    summary = [(v, _acts(kit, [s for s in desk.topic_statements(topic) if desk.voice(s) == v])) for v in voices if v]
    return _page(kit, "topic", topic.title, topic.question, topic=topic, said=said, withheld=withheld, summary=summary)


def _actors(kit: Kit) -> str:
    order = list(words.labels()["actor_types"])
    ranked = sorted(kit.desk.data.actors, key=lambda a: (order.index(a.type) if a.type in order else len(order), a.name))
    groups = [(words.labels()["actor_types"].get(kind, {"many": kind})["many"], list(members))
              for kind, members in groupby(ranked, key=lambda a: a.type)]
    return _page(kit, "actors", "People and bodies", "Who and what the sources name as acting or speaking.", groups=groups)


def _actor(kit: Kit, actor: Actor) -> str:
    desk = kit.desk
    facts = desk.facts_about(actor.id)
    said = [*desk.said_by(actor.id), *desk.said_for(actor.id)]
    return _page(kit, "actor", actor.name, f"{actor.name} in the sources: deeds, words and agreements.", actor=actor,
                 said=said, about=[s for s in desk.said_about(actor.id) if s not in said],
                 background=[f for f in facts if not desk.is_since(f)], since=[f for f in facts if desk.is_since(f)])


def _statements(kit: Kit) -> str:
    desk = kit.desk
    voices = list(dict.fromkeys(desk.voice(s) for s in desk.data.statements))
    groups = [(v, [s for s in desk.data.statements if desk.voice(s) == v]) for v in voices]
    return _page(kit, "statements", "Statements", "Every statement and question, as printed, and whose it is.", groups=groups)


def _source(kit: Kit, source: Source) -> str:
    title = source.title or f"An article by {source.publisher or 'an unnamed publisher'}"
    return _page(kit, "source", title, f"The source sentence by sentence, every passage marked: {title}",
                 source=source, paragraphs=paragraphs(source, kit.desk))
