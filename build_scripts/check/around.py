"""What stands around the text of a record's page: where it belongs, where it is named and mentioned, what goes with it, its neighbours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from build_scripts.check import citing
from build_scripts.check.data import Rec, World, slug
from build_scripts.check.expected import Nodes
from build_scripts.check.lists import LISTS, TYPES
from build_scripts.check.relations import by_date, first_day, topics
from build_scripts.check.tree import Node, read_html

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
    for part in (p for p in parts if p.attrs["data-around"] == "mentions"):
        _mentions(page, part, rec)
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


# --- mentions ------------------------------------------------------------------------------------------------------------------------


def _mentions(page: Page, part: Node, rec: Rec) -> None:
    """Each entry: a link to another page under that page's own heading, and a sentence that stands there and leads here."""
    page.claims += 1
    if part.attrs != {"class": "around", "id": "mentioned-in", "data-around": "mentions", "data-search-exclude": ""}:
        page.complain(part.line, "the list of mentions looks like something else")
    heading, rest = part.children[0], part.children[1:]
    if not isinstance(heading, Node) or len(rest) != 1 or not isinstance(rest[0], Node) or rest[0].tag != "ul" or rest[0].attrs:
        page.complain(part.line, "the list of mentions is not one")
        return
    page.compare(heading, Node("h2", {}, [_said(page, "around.mentioned")]), "around the text, mentions")
    paths: list[str] = []
    for item in (n for n in rest[0].children if isinstance(n, Node)):
        nodes = [n for n in item.children if isinstance(n, Node)]
        words = [c for c in item.children if isinstance(c, str) and c.strip()]
        if item.attrs or words or len(nodes) != 2 or nodes[0].tag != "a" or set(nodes[0].attrs) != {"href"}:
            page.complain(item.line, "an entry of the list of mentions is not a link and a sentence")
            continue
        paths.append(_mention(page, nodes[0], nodes[1], rec))
    if paths != sorted(set(paths), key=_rank):
        page.complain(part.line, "the pages in the list of mentions are not in order")


def _rank(path: str) -> tuple[int, str]:
    """Where the site answers first, then where it tells of records."""
    order = ("index.md", "positions", "agreements", "events", "actors")
    folder = path.split("/")[0]
    return order.index(folder) if folder in order else len(order), path


def _mention(page: Page, link: Node, sentence: Node, rec: Rec) -> str:
    """Checks one entry; gives back the file below docs/ that its page was made from."""
    from build_scripts.check.run import page_of

    target = page.target(link.attrs["href"])
    path = target.removeprefix("site:").partition("#")[0] + "index.html"
    declared, about = page_of(page.world, path)
    if declared is None or not (page.world.site / path).is_file():
        page.complain(link.line, f"a mention is said to stand on {path}, which is no page of records")
        return path
    first = page.voice.plain(declared["has"][0], about or page.voice.site)
    page.claims += 1
    if link.text() != first:
        page.complain(link.line, f"the page {path} is called {link.text()!r}, and its heading is {first!r}")
    wanted = _sentence(page, sentence)
    if wanted is None:
        page.complain(sentence.line, "a mention that is no sentence of the site")
        return path
    here = page.voice.at.of(rec)
    there = _texts_of(page, path)
    key = tuple(sentence.attrs.get(k, "") for k in ("data-say", "data-summary", "data-record", "data-n"))
    if key not in there:
        page.complain(sentence.line, f"the sentence {key[0] or key[1]} does not stand on {path}")
    marked = _marking(wanted, here)
    if not any(n.tag == "mark" for n in marked.nodes()) and not any(n.tag == "mark" for n in sentence.nodes()):
        page.complain(sentence.line, f"a mention on {path} does not lead to {rec.id}")
    page.compare(_without_added_marks(sentence), _without_added_marks(marked), f"a mention on {path}")
    stem = path.removesuffix("index.html").rstrip("/")
    folder = {"positions", "actors", "agreements", "events", "statements", "sources"}
    return "index.md" if not stem else f"{stem}/index.md" if stem in folder else f"{stem}.md"


def _sentence(page: Page, node: Node) -> Node | None:
    n = int(node.attrs["data-n"]) if node.attrs.get("data-n", "").isdigit() else None
    if "data-summary" in node.attrs:
        return page.summary(node.attrs["data-summary"], n or 0)
    key = node.attrs.get("data-say", "")
    return page.voice.node(key, page.record(node.attrs.get("data-record"), page.voice.of.get(key)), n)


def _marking(node: Node, here: str) -> Node:
    """The sentence with links to this page as marks, and without the ids that belong to its own page."""
    inner: Nodes = [c if isinstance(c, str) else _marking(c, here) for c in node.children]
    if node.tag == "a" and node.attrs.get("href") == here:
        return Node("mark", {}, inner, node.line)
    return Node(node.tag, {k: v for k, v in node.attrs.items() if k != "id"}, inner, node.line)


def _without_added_marks(node: Node) -> Node:
    """Marks taken away: where a first mention was a link, it is a mark here too, and which these are the page itself shows."""
    inner: Nodes = []
    for child in node.children:
        if isinstance(child, str):
            inner.append(child)
        elif child.tag == "mark":
            inner += _without_added_marks(child).children
        else:
            inner.append(_without_added_marks(child))
    return Node(node.tag, node.attrs, inner, node.line)


def _texts_of(page: Page, path: str) -> set[tuple[Any, ...]]:
    """What sentences stand on another page."""
    memo = page.world.memo.setdefault("sentences", {})
    if path not in memo:
        root, _ = read_html((page.world.site / path).read_text("utf-8"))
        memo[path] = {tuple(n.attrs.get(k, "") for k in ("data-say", "data-summary", "data-record", "data-n")) for n in root.nodes()
                      if ("data-say" in n.attrs or "data-summary" in n.attrs)}
    return memo[path]  # type: ignore[no-any-return]
