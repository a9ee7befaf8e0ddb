"""What stands around the text of a record's page: where it belongs, where it is named and mentioned, what goes with it, its neighbours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from build_scripts.check import citing, mentions
from build_scripts.check.data import Rec, World, slug
from build_scripts.check.expected import Nodes
from build_scripts.check.lists import LISTS, TYPES
from build_scripts.check.relations import by_date, first_day, topics
from build_scripts.check.tree import Node

if TYPE_CHECKING:
    from build_scripts.check.page import Page

SECTIONS = {"actor": "actors", "agreement": "agreements", "event": "events", "topic": "positions", "source": "sources"}
MOST = 5
"""Related pages that a page names."""


def check(page: Page, parts: list[Node], rec: Rec) -> None:
    """Compare each part with what is due; none may be missing, none may stand there twice."""
    if rec.kind not in SECTIONS:
        for part in parts:
            page.complain(part.line, "only a record's page has something around its text")
        return
    if rec.kind == "source":
        parts = _citing(page, parts, rec)
    wanted = {"crumbs": _crumbs(page, rec), "named": _named(page, rec), "related": _related(page, rec),
              "neighbours": _neighbours(page, rec)}
    names = [p.attrs["data-around"] for p in parts]
    for name, due in wanted.items():
        found = [p for p in parts if p.attrs["data-around"] == name]
        if len(found) != (1 if due is not None else 0):
            page.complain(found[0].line if found else 0, f"what stands around the text has {len(found)} parts of the kind {name}")
        elif due is not None:
            page.compare(found[0], due, f"around the text, {name}")
    mentions.check(page, [p for p in parts if p.attrs["data-around"] == "mentions"], rec)
    for name in names:
        if name not in (*wanted, "mentions") or names.count(name) > 1:
            page.complain(0, f"around the text stands {name!r}, which is unknown or there twice")


def _citing(page: Page, parts: list[Node], rec: Rec) -> list[Node]:
    """Checks what lets a source be cited, and gives the other parts."""
    citing.check_links(page, [p for p in parts if p.attrs["data-around"] == "cite-link"], rec)
    for name, wanted in (("cite", citing.cards(page, rec)), ("marks", citing.choice(page))):
        found = [p for p in parts if p.attrs["data-around"] == name]
        if len(found) != 1:
            page.complain(0, f"{name} has to stand on the page once")
        for part in found:
            page.compare(part, wanted, f"{name} of {rec.id}")
    return [p for p in parts if p.attrs["data-around"] not in ("cite-link", "cite", "marks")]


def _said(page: Page, key: str, rec: Rec | None = None) -> Node:
    attrs = {"data-say": key} | ({"data-record": slug(rec.id)} if rec is not None else {})
    return Node("span", attrs, [page.voice.plain(key, rec)])


def _title(page: Page, rec: Rec) -> Node:
    return _said(page, "actor.name" if rec.kind == "actor" else f"{rec.kind}.title", rec)


def _section(page: Page, name: str, anchor: str, heading: Node, inner: Nodes) -> Node | None:
    if not inner:
        return None
    return Node("section", {"class": "around", "id": anchor, "data-around": name, "data-search-exclude": ""},
                [Node("h2", {}, [heading]), *inner])


def _crumbs(page: Page, rec: Rec) -> Node:
    folder = SECTIONS[rec.kind]
    items: Nodes = [Node("li", {}, [Node("a", {"href": page.voice.at.page("index.md")}, [_said(page, "around.home")])]),
                    Node("li", {}, [Node("a", {"href": page.voice.at.page(f"{folder}/index.md")}, [_said(page, f"{folder}.title")])]),
                    Node("li", {"aria-current": "page"}, [_title(page, rec)])]
    return Node("nav", {"class": "crumbs", "data-around": "crumbs", "aria-label": page.voice.plain("around.crumbs", None),
                        "data-label": "around.crumbs"}, [Node("ol", {}, items)])


def _named(page: Page, rec: Rec) -> Node | None:
    if rec.kind != "actor":
        return None
    inner: Nodes = []
    for source in page.world.all("source"):
        spans = sorted({(e["start"], e["end"]) for e in rec["evidence"] if e["source"] == source.id})
        items: Nodes = []
        for number, (start, end) in enumerate(source["sentences"], 1):
            inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]
            if inside:
                link = Node("a", {"class": "cite-number", "href": f"{page.voice.at.of(source)}s{number}"}, [str(number)])
                items.append(Node("li", {"data-source": slug(source.id), "data-sentence": str(number)},
                                  [link, " ", Node("span", {}, _marked(source["text"], start, end, inside))]))
        if items:
            inner += [Node("p", {}, [_said(page, "around.source", source)]), Node("ol", {}, items)]
    return _section(page, "named", "named", _said(page, "actor.where", rec), inner)


def _marked(text: str, start: int, end: int, inside: list[tuple[int, int]]) -> Nodes:
    out: Nodes = []
    position = start
    for left, right in inside:
        if left >= position:
            out += [text[position:left], Node("mark", {}, [text[left:right]])]
            position = right
    return [piece for piece in (*out, text[position:end]) if piece]


# --- related pages and neighbours ----------------------------------------------------------------------------------------------------


def has_page(world: World, rec: Rec) -> bool:
    return rec.kind in ("topic", "source") or (world.site / SECTIONS[rec.kind] / slug(rec.id) / "index.html").is_file()


def rows(world: World) -> list[list[Rec]]:
    """The rows in which readers go from page to page."""
    actors = sorted(world.all("actor"), key=lambda a: (a["name"].casefold(), a.id))
    found = [[a for a in actors if a["type"] == kind] for kind in TYPES]
    found.append(sorted(world.all("agreement"), key=lambda a: (first_day(a) or "9", a.id)))
    found += [by_date(world.all("event")), topics(world), sorted(world.all("source"), key=lambda s: (s.get("published") or "9", s.id))]
    return [[r for r in row if has_page(world, r)] for row in found]


def _neighbours(page: Page, rec: Rec) -> Node | None:
    if rec.kind == "event":  # its page tells of them itself
        return None
    row = next((r for r in rows(page.world) if any(one is rec for one in r)), [])
    at = next((n for n, one in enumerate(row) if one is rec), None)
    if at is None:
        return None
    beside = [(row[at - 1] if at else None, "previous", "prev"), (row[at + 1] if at + 1 < len(row) else None, "next", "next")]
    links: Nodes = [Node("a", {"href": page.voice.at.of(other), "rel": rel},
                         [Node("small", {}, [_said(page, f"around.{word}")]), " ", _title(page, other)])
                    for other, word, rel in beside if other is not None]
    return Node("nav", {"class": "neighbours", "data-around": "neighbours", "aria-label": page.voice.plain("around.neighbours", None),
                        "data-label": "around.neighbours", "data-search-exclude": ""}, links) if links else None


def _related(page: Page, rec: Rec) -> Node | None:
    items: Nodes = [Node("li", {}, [Node("a", {"href": page.voice.at.of(other)}, [_title(page, other)])])
                    for other in related(page.world, rec)]
    return _section(page, "related", "related", _said(page, "around.related"), [Node("ul", {}, items)] if items else [])


def related(world: World, rec: Rec) -> list[Rec]:
    """The records and topics that share most with one, at least two things."""
    if "shares" not in world.memo:
        every = [r for row in rows(world) for r in row]
        world.memo["shares"] = [(r, _shares(world, r)) for r in every]
    mine: set[str] = next((things for r, things in world.memo["shares"] if r is rec), set())
    common: Counter[str] = Counter()
    by_key: dict[str, Rec] = {}
    for other, things in world.memo["shares"]:
        if other is not rec and len(mine & things) > 1:
            by_key[f"{other.kind}:{other.id}"] = other
            common[f"{other.kind}:{other.id}"] = len(mine & things)
    return [by_key[key] for _, key in sorted((-count, key) for key, count in common.items())[:MOST]]


def _shares(world: World, rec: Rec) -> set[str]:
    """Ids of what is told on a page."""
    lists = {"topic": ("topic.said", "topic.unsaid", "topic.asked", "topic.agreements", "topic.events", "topic.background", "topic.since"),
             "actor": ("actor.said", "record.about", "actor.events", "actor.agreements", "actor.questions", "actor.facts"),
             "agreement": ("record.about", "agreement.events", "agreement.facts"),
             "event": ("record.about", "agreement.events", "agreement.facts")}.get(rec.kind, ())
    found: set[str] = {r.id for name in lists for r in LISTS[name](world, rec, None)}
    if rec.kind == "source":
        return set()
    return found | {rec.id} | {rec[f] for f in ("agreement", "reported_by") if rec.kind == "event" and rec[f]}
