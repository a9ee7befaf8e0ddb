"""Mentions: below a record's page stand the sentences of other pages that lead to it, each under that page's own heading.

Which these are is read off the other pages as they are on the site, whose own sentences are checked where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_scripts.check.data import Rec, slug
from build_scripts.check.expected import Nodes
from build_scripts.check.tree import Node, flat, read_html

if TYPE_CHECKING:
    from build_scripts.check.page import Page

PASSED_OVER = {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "table", "nav", "details", "svg", "script", "style"}
"""Where a name stands in a list or under a title, and not in a sentence."""
LEAST_WORDS = 6
MOST_OF_IT = 0.8
"""Of a sentence: a link that is more of it is no mention, but the sentence itself."""
FOLDERS = {"positions", "actors", "agreements", "events", "statements", "sources"}
ORDER = ("index.md", "positions", "agreements", "events", "actors")
Identity = tuple[str, str, str]
"""Key of a sentence, or "summary"; its record; its number."""


def check(page: Page, parts: list[Node], rec: Rec) -> None:
    wanted = due(page, rec)
    if len(parts) != (1 if wanted else 0):
        page.complain(0, f"{len(wanted)} sentences of other pages mention {rec.id}, and the page has {len(parts)} lists of mentions")
    for part in parts:
        _entries(page, part, rec)


def file_of(path: str) -> str:
    """The file below docs/ that a page was made from."""
    stem = path.removesuffix("index.html").rstrip("/")
    return "index.md" if not stem else f"{stem}/index.md" if stem in FOLDERS else f"{stem}.md"


def identity_of(node: Node) -> Identity | None:
    given = node.attrs
    if "data-summary" in given:
        return "summary", given["data-summary"], given.get("data-n", "")
    return (given["data-say"], given["data-record"], given.get("data-n", "")) if {"data-say", "data-record"} <= given.keys() else None


# --- which mentions are due ----------------------------------------------------------------------------------------------------------


def due(page: Page, rec: Rec) -> list[tuple[str, Identity | None]]:
    """(file, sentence) of every mention of a record on other pages that does not stand on its own page too, home first, then the topics."""
    own, _ = _read(page, page.path)
    found: list[tuple[str, Identity | None]] = []
    for path in _paths(page):
        if path != page.path:
            here = _read(page, path)[1].get(page.voice.at.of(rec))
            if here is not None and here not in own:
                found.append((file_of(path), here))
    return sorted(found, key=lambda one: _rank(one[0]))


def _rank(file: str) -> tuple[int, str]:
    """Where the site answers first, then where it tells of records."""
    folder = file.split("/")[0]
    return ORDER.index(folder) if folder in ORDER else len(ORDER), file


def _paths(page: Page) -> list[str]:
    """Home and the pages of single records, topics and sources."""
    memo = page.world.memo
    if "pages" not in memo:
        files = [f.relative_to(page.world.site).as_posix() for f in page.world.site.rglob("index.html")]
        memo["pages"] = [f for f in files if f == "index.html" or (f.count("/") == 2 and f.split("/")[0] in FOLDERS)]
    return list(memo["pages"])


def _read(page: Page, path: str) -> tuple[set[Identity], dict[str, Identity]]:
    """The sentences on a page, and for each record that it leads to the sentence that does so first. Read anew where the file changed."""
    memo = page.world.memo.setdefault("mentions", {})
    text = (page.world.site / path).read_text("utf-8")
    if path not in memo or memo[path][0] != text:
        article = read_html(text)[0].find("article", "md-content__inner") or Node("none")
        from build_scripts.check.run import page_of

        about = page_of(page.world, path)[1]
        other = type(page)(path, article, page.voice)
        said = {i for n in _outside_around(article) if (i := identity_of(n))}
        first: dict[str, Identity] = {}
        for link, holder in _links(article, []):
            target, identity = other.target(link.attrs.get("href", "")), identity_of(holder)
            if target in first or identity is None or (about is not None and holder.attrs.get("data-record") == slug(about.id)):
                continue
            words = len(holder.text().split())
            if words >= LEAST_WORDS and len(link.text().split()) <= MOST_OF_IT * words:
                first[target] = identity
        memo[path] = (text, said, first, {i: n for n in reversed(list(_outside_around(article))) if (i := identity_of(n))}, other)
    return memo[path][1], memo[path][2]


def copies(page: Page, article: Node) -> None:
    """Each sentence in a list of mentions is that of the other page to the letter, abbreviations and added links too."""
    listed = next((n for n in article.nodes() if n.attrs.get("data-around") == "mentions"), None)
    for item in (n for n in listed.nodes() if n.tag == "li") if listed is not None else ():
        nodes = [n for n in item.children if isinstance(n, Node)]
        path = page.target(nodes[0].attrs.get("href", "")).removeprefix("site:").partition("#")[0] + "index.html" if nodes else ""
        if len(nodes) != 2 or not (page.world.site / path).is_file():
            continue  # told where the list is looked at
        _read(page, path)
        _, _, _, said, other = page.world.memo["mentions"][path]
        there = said.get(identity_of(nodes[1]))
        page.claims += 1
        if there is not None and flat([_moved(nodes[1], page, "")]) != flat([_moved(there, other, f"site:{page.folder}#")]):
            page.complain(nodes[1].line, f"a mention reads otherwise than on {path}: {nodes[1].text()[:100]!r}")


def _moved(node: Node, page: Page, here: str) -> Node:
    """A sentence as it has to stand on another page: links to that page are marks."""
    inner: Nodes = [c if isinstance(c, str) else _moved(c, page, here) for c in node.children]
    attrs = {k: v for k, v in node.attrs.items() if k != "id"}
    if node.tag == "a" and "href" in attrs:
        attrs["href"] = page.target(attrs["href"])
        if attrs["href"] == here:
            return Node("mark", {}, inner)
    return Node(node.tag, attrs, inner)


def _outside_around(node: Node) -> Iterator[Node]:
    if "data-around" not in node.attrs:
        yield node
        for child in node.children:
            if isinstance(child, Node):
                yield from _outside_around(child)


def _links(node: Node, above: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Links, each with the innermost sentence that holds it."""
    for child in node.children:
        if not isinstance(child, Node) or child.tag in PASSED_OVER or "data-around" in child.attrs:
            continue
        holders = [*above, child] if identity_of(child) else above
        if child.tag == "a" and holders:
            yield child, holders[-1]
        yield from _links(child, holders)


# --- the list on a page --------------------------------------------------------------------------------------------------------------


def _entries(page: Page, part: Node, rec: Rec) -> None:
    """Each entry: a link to another page under that page's own heading, and a sentence that stands there and leads here."""
    page.element(part)
    page.claims += 1
    if part.attrs != {"class": "around", "id": "mentioned-in", "data-around": "mentions", "data-search-exclude": ""}:
        page.complain(part.line, "the list of mentions looks like something else")
    heading, rest = part.children[0], part.children[1:]
    if not isinstance(heading, Node) or len(rest) != 1 or not isinstance(rest[0], Node) or rest[0].tag != "ul" or rest[0].attrs:
        page.complain(part.line, "the list of mentions is not one")
        return
    title = Node("span", {"data-say": "around.mentioned"}, [page.voice.plain("around.mentioned", None)])
    page.compare(heading, Node("h2", {}, [title]), "around the text, mentions")
    found: list[tuple[str, Identity | None]] = []
    for item in (n for n in rest[0].children if isinstance(n, Node)):
        nodes = [n for n in item.children if isinstance(n, Node)]
        words = [c for c in item.children if isinstance(c, str) and c.strip()]
        if item.attrs or words or len(nodes) != 2 or nodes[0].tag != "a" or set(nodes[0].attrs) != {"href"}:
            page.complain(item.line, "an entry of the list of mentions is not a link and a sentence")
            continue
        found.append((_mention(page, nodes[0], nodes[1], rec), identity_of(nodes[1])))
    if found != due(page, rec):
        page.complain(part.line, f"the list of mentions has {len(found)} entries, and the other pages mention {rec.id} otherwise")


def _mention(page: Page, link: Node, sentence: Node, rec: Rec) -> str:
    """Checks one entry; gives back the file below docs/ that its page was made from."""
    from build_scripts.check.run import page_of

    target = page.target(link.attrs["href"])
    path = target.removeprefix("site:").partition("#")[0] + "index.html"
    declared, about = page_of(page.world, path)
    if declared is None or not (page.world.site / path).is_file():
        page.complain(link.line, f"a mention is said to stand on {path}, which is no page of records")
        return file_of(path)
    first = page.voice.plain(declared["has"][0], about or page.voice.site)
    page.claims += 1
    if link.text() != first:
        page.complain(link.line, f"the page {path} is called {link.text()!r}, and its heading is {first!r}")
    wanted = _sentence(page, sentence)
    if wanted is None:
        page.complain(sentence.line, "a mention that is no sentence of the site")
        return file_of(path)
    marked = _marking(wanted, page.voice.at.of(rec))
    page.compare(_without_added_marks(sentence), _without_added_marks(marked), f"a mention on {path}")
    return file_of(path)


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
