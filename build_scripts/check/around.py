"""What stands around a page: breadcrumbs, the sentences that name an actor, who mentions the page, related pages, neighbours.

Each is built anew from the records and compared; a mention is held against the sentence that its page has to read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from build_scripts.check import citing
from build_scripts.check.additions import names_of
from build_scripts.check.data import Rec, slug
from build_scripts.check.expected import Nodes, Unsaid
from build_scripts.check.tree import Node, read_html

if TYPE_CHECKING:
    from build_scripts.check.page import Page

SECTIONS = {"actor": ("actors/index.md", "actors.title"), "agreement": ("agreements/index.md", "agreements.title"),
            "event": ("events/index.md", "events.title"), "topic": ("positions/index.md", "positions.title"),
            "source": ("sources/index.md", "sources.title")}
TITLES = {"actor": "actor.name", "agreement": "agreement.title", "event": "event.title", "topic": "topic.title", "source": "source.title"}
HEADINGS = {"named": "actor.where", "mentions": "around.mentioned", "related": "around.related"}
ANCHORS = {"named": "named", "mentions": "mentioned-in", "related": "related"}


def check(page: Page, parts: list[Node], rec: Rec) -> None:
    """`parts` are the elements with data-around, taken out of the page of a record."""
    seen: list[str] = []
    if rec.kind == "source":
        parts = _citing(page, parts, rec)
    for part in parts:
        name = part.attrs["data-around"]
        seen.append(name)
        try:
            if rec.kind not in SECTIONS or seen.count(name) > 1:
                page.complain(part.line, f"{name} has no place on this page")
            elif name == "mentions":
                page.compare(part, _mentions(page, part, rec), "who mentions this page")
            else:
                page.compare(part, {"crumbs": _crumbs, "named": _named, "related": _related, "neighbours": _neighbours}[name](
                    page, part, rec), f"{name} of {rec.id}")
        except (Unsaid, KeyError) as error:
            page.complain(part.line, f"{name}: {error}")
    due = ["crumbs"] * (rec.kind in SECTIONS) + ["named"] * (rec.kind == "actor" and bool(rec.get("evidence")))
    for name in due:
        page.claims += 1
        if name not in seen:
            page.complain(0, f"{name} is missing")


def _citing(page: Page, parts: list[Node], rec: Rec) -> list[Node]:
    """Checks what lets a source be cited, and gives the other parts."""
    try:
        citing.check_links(page, [p for p in parts if p.attrs["data-around"] == "cite-link"], rec)
        for name, wanted in (("cite", citing.cards(page, rec)), ("marks", citing.choice(page))):
            found = [p for p in parts if p.attrs["data-around"] == name]
            if len(found) != 1:
                raise Unsaid(f"{name} has to stand on the page once")
            page.compare(found[0], wanted, f"{name} of {rec.id}")
    except Unsaid as error:
        page.complain(0, str(error))
    return [p for p in parts if p.attrs["data-around"] not in ("cite-link", "cite", "marks")]


def _said(page: Page, key: str, rec: Rec | None = None) -> Node:
    about = {"data-record": slug(rec.id)} if rec is not None else {}
    return Node("span", {"data-say": key, **about}, [page.voice.plain(key, rec)])


def _title(page: Page, rec: Rec) -> Node:
    return _said(page, TITLES[rec.kind], rec)


def _navigation(page: Page, name: str, children: Nodes) -> Node:
    key = f"around.{name}"
    attrs = {"class": name, "data-around": name, "aria-label": page.voice.plain(key, None), "data-label": key}
    return Node("nav", {**attrs, "data-search-exclude": ""} if name == "neighbours" else attrs, children)


def _section(page: Page, name: str, rec: Rec, children: Nodes) -> Node:
    key = HEADINGS[name]
    heading = Node("h2", {}, [_said(page, key, rec if key.startswith("actor.") else None)])
    return Node("section", {"class": "around", "id": ANCHORS[name], "data-around": name, "data-search-exclude": ""}, [heading, *children])


def _crumbs(page: Page, _: Node, rec: Rec) -> Node:
    above, title = SECTIONS[rec.kind]
    items: Nodes = [Node("li", {}, [Node("a", {"href": page.voice.at.page("index.md")}, [_said(page, "around.home")])]),
                    Node("li", {}, [Node("a", {"href": page.voice.at.page(above)}, [_said(page, title)])]),
                    Node("li", {"aria-current": "page"}, [_title(page, rec)])]
    return _navigation(page, "crumbs", [Node("ol", {}, items)])


def _named(page: Page, _: Node, rec: Rec) -> Node:
    """The sentences of each source that a mention of the actor touches, with the mentions marked."""
    out: Nodes = []
    for source in page.world.all("source"):
        spans = sorted({(e["start"], e["end"]) for e in rec["evidence"] if e["source"] == source.id})
        items: Nodes = []
        for number, (start, end) in enumerate(source["sentences"], 1):
            inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]
            if not inside:
                continue
            words: Nodes = []
            at = start
            for left, right in inside:
                if left >= at:
                    words += [source["text"][at:left], Node("mark", {}, [source["text"][left:right]])]
                    at = right
            link = Node("a", {"href": f"site:sources/{slug(source.id)}/#s{number}", "class": "cite-number"}, [str(number)])
            items.append(Node("li", {"data-source": slug(source.id), "data-sentence": str(number)},
                              [link, " ", Node("span", {}, [*words, source["text"][at:end]])]))
        if items:
            out += [Node("p", {}, [_said(page, "around.source", source)]), Node("ol", {}, items)]
    return _section(page, "named", rec, out)


def _linked(page: Page, node: Node) -> list[tuple[Node, Rec]]:
    """The links inside, each with the record whose title it shows."""
    found = []
    for link in node.nodes():
        if link.tag != "a":
            continue
        title = next((n for n in link.nodes() if "data-record" in n.attrs), None)
        kind = next((k for k, key in TITLES.items() if title is not None and title.attrs.get("data-say") == key), "")
        other = next((r for r in page.world.all(kind) if title is not None and slug(r.id) == title.attrs["data-record"]), None)
        if other is None:
            raise Unsaid(f"the link {link.text()!r} shows no record")
        found.append((link, other))
    return found


def _own_page(page: Page, rec: Rec, other: Rec) -> str:
    address = page.voice.at.of(other)
    if other.id == rec.id or not address.endswith("/#"):
        raise Unsaid(f"{other.id} has no page of its own to lead to")
    return address


def _related(page: Page, part: Node, rec: Rec) -> Node:
    others = [other for _, other in _linked(page, part)]
    if len({o.id for o in others}) < len(others) or len(others) > 5:
        raise Unsaid("the same page twice, or too many")
    items: Nodes = [Node("li", {}, [Node("a", {"href": _own_page(page, rec, o)}, [_title(page, o)])]) for o in others]
    return _section(page, "related", rec, [Node("ul", {}, items)])


def _neighbours(page: Page, part: Node, rec: Rec) -> Node:
    links: Nodes = []
    for link, other in _linked(page, part):
        if other.kind != rec.kind or (rec.kind == "actor" and other["type"] != rec["type"]):
            raise Unsaid(f"{other.id} is no neighbour")
        word = "around.next" if link.attrs.get("rel") == "next" else "around.previous"
        links.append(Node("a", {"href": _own_page(page, rec, other), "rel": "next" if word.endswith("next") else "prev"},
                          [Node("small", {}, [_said(page, word)]), " ", _title(page, other)]))
    return _navigation(page, "neighbours", links)


# --- mentions --------------------------------------------------------------------------------------------------------------------------


def _mentions(page: Page, part: Node, rec: Rec) -> Node:
    items: Nodes = []
    listed = next((n for n in part.nodes() if n.tag == "ul"), None)
    for item in (c for c in (listed.children if listed else []) if isinstance(c, Node)):
        link, sentence = (c for c in item.children if isinstance(c, Node))
        items.append(Node("li", {}, [Node("a", {"href": _place(page, link)}, [_heading(page, link)]), " ", _sentence(page, sentence, rec)]))
    return _section(page, "mentions", rec, [Node("ul", {}, items)])


def _other(page: Page, link: Node) -> tuple[str, Node]:
    """The page that a link leads to, and its text."""
    path = page.target(link.attrs.get("href", "")).removeprefix("site:").partition("#")[0]
    file = page.voice.at.site / path / "index.html"
    if not file.is_file() or path == page.folder:
        raise Unsaid(f"the link {link.text()!r} leads to no other page")
    memo = page.world.memo
    if ("text of", path) not in memo:
        memo["text of", path] = read_html(file.read_text("utf-8"))[0].find("article", "md-content__inner")
    return path, memo["text of", path]


def _place(page: Page, link: Node) -> str:
    path, text = _other(page, link)
    anchor = page.target(link.attrs["href"]).partition("#")[2]
    if anchor and not any(n.attrs.get("id") == anchor for n in text.nodes()):
        raise Unsaid(f"{path} has no place {anchor}")
    return f"site:{path}#{anchor}"


def _heading(page: Page, link: Node) -> str:
    heading = _other(page, link)[1].find("h1")
    return heading.text() if heading else ""


def _sentence(page: Page, node: Node, rec: Rec) -> Node:
    """What the sentence has to read; links to this page are marks there."""
    given = node.attrs
    n = int(given["data-n"]) if "data-n" in given else None
    if "data-summary" in given:
        wanted = page.summary(given["data-summary"], n or 0)
    else:
        key = given["data-say"]
        said = page.voice.node(key, page.record(given["data-record"], page.voice.of.get(key)), n)
        if said is None:
            raise Unsaid(f"{key} cannot be said of {given['data-record']}")
        wanted = said
    here = page.voice.at.of(rec)
    led = any(link.attrs.get("href") == here for link in wanted.nodes())
    marked = [m for m in node.nodes() if m.tag == "mark"]
    if not marked or not (led or any(m.text() in names_of(page.world, rec) for m in marked)):
        raise Unsaid(f"{node.text()[:80]!r} mentions {rec.id} nowhere")
    _unwrap(node, lambda child: child.tag == "mark")
    _unwrap(wanted, lambda child: child.attrs.get("href") == here)
    return wanted


def _unwrap(node: Node, what: Callable[[Node], bool]) -> None:
    children: Nodes = []
    for child in node.children:
        if isinstance(child, Node):
            _unwrap(child, what)
        children += child.children if isinstance(child, Node) and what(child) else [child]
    node.children = children
