"""What stands around a page's text: its head, the bar and the sections at the top, the contents at the side, the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from build_scripts.check.data import World
from build_scripts.check.marks import SPEAKING
from build_scripts.check.page import Page
from build_scripts.check.tree import RAW, Node

DESCRIBED = 155
"""Characters of a description; longer ones end before a word."""
LINKS = {"icon", "stylesheet", "preload", "prev", "next", "apple-touch-icon", "canonical", "alternate"}
METAS = {"viewport": None, "generator": None, "theme-color": None, "og:type": ("website", "article"), "og:image:type": ("image/png",),
         "og:image:width": None, "og:image:height": None, "twitter:card": ("summary_large_image",)}
"""What says nothing of the page, and the values that it may have."""

HIDING = ("style", "hidden", "aria-hidden", "inert")
Item = tuple[str, ...]
PAST: Item = ("text", "Skip to content")


def shortened(text: str) -> str:
    return text if len(text) <= DESCRIBED else text[:DESCRIBED].rsplit(" ", 1)[0] + " …"


def check_head(page: Page, title: str | None, description: str | None) -> None:
    """Title, description and what is shown where the page is shared. Without a title: the site's own."""
    site = str(page.world.settings.get("site_name", ""))
    head = page.root.find("head")
    if head is None:
        page.complain(0, "the page has no head")
        return
    own = str(page.world.settings.get("site_description", "")) if description is None else shortened(description)
    shown = {"description": own, "og:title": title or site, "og:description": own, "og:site_name": site, "og:image:alt": title or site,
             "twitter:title": title or site, "twitter:description": own, "twitter:image:alt": title or site}
    if len([n for n in head.nodes() if n.tag == "title"]) != 1 or not any(n.attrs.get("name") == "description" for n in head.nodes()):
        page.complain(head.line, "the page has to have one title and a description")
    for node in head.nodes():
        if node.tag == "title":
            _same(page, node, "title", node.text(), f"{title} - {site}" if title else site)
        elif node.tag == "meta" and (name := node.attrs.get("name") or node.attrs.get("property")):
            value = node.attrs.get("content", "")
            if name in shown:
                _same(page, node, name, " ".join(value.split()), " ".join(shown[name].split()))
            elif name in ("og:image", "twitter:image"):
                _picture(page, node, value)
            elif name in ("og:url", "twitter:url"):
                _same(page, node, name, re.sub(r"^https?://[^/]+", "", value).rsplit("/" + page.folder, 1)[-1], "")
            elif name not in METAS or (METAS[name] and value not in (METAS[name] or ())):
                page.complain(node.line, f"the head says {name}: {value[:60]!r}, which nothing accounts for")
        elif node.tag == "link":
            _relation(page, node, node.attrs.get("rel", ""), node.attrs.get("href", ""))
        elif node.tag in ("meta", "base") and ("http-equiv" in node.attrs or node.tag == "base"):
            page.complain(node.line, f"the head has <{node.tag}>, which can change where the page leads")
        elif node.tag == "script" and "json" in node.attrs.get("type", ""):
            page.complain(node.line, "the head holds data that nothing accounts for")


def _relation(page: Page, node: Node, rel: str, href: str) -> None:
    """A link of the head. The pages before and after are those of the sections in mkdocs.yml."""
    page.claims += 1
    if rel in ("prev", "next"):
        order = list(_leaves_of(page.world.settings.get("nav") or []))
        here = next((n for n, where in enumerate(order) if page.voice.at.page(where) == f"site:{page.folder}#"), None)
        at = None if here is None else here + (1 if rel == "next" else -1)
        if at is None or not 0 <= at < len(order) or page.target(href) != page.voice.at.page(order[at]):
            page.complain(node.line, f"the head gives {href!r} as the {rel} page")
    elif rel == "canonical":
        if not href.endswith(f"/{page.folder}"):
            page.complain(node.line, f"the head gives {href!r} as the page's address")
    elif rel not in LINKS:
        page.complain(node.line, f"the head links {href!r} as {rel!r}")


def _leaves_of(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        where = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(where, str):
            yield where
        else:
            yield from _leaves_of(where)


def _same(page: Page, node: Node, what: str, found: str, wanted: str) -> None:
    page.claims += 1
    if found != wanted:
        page.complain(node.line, f"the {what} of the page reads {found[:100]!r}, and has to read {wanted[:100]!r}")


def _picture(page: Page, node: Node, value: str) -> None:
    """The picture for sharing is the page's own."""
    page.claims += 1
    stem = page.folder.rstrip("/") or "index"
    names = [f"assets/social/{stem}.png", f"assets/social/{stem}/index.png"]
    path = re.sub(r"^https?://[^/]+/", "", value) if value.startswith("http") else page.target(value).removeprefix("site:").rstrip("#")
    if not any(path.endswith(name) and (page.world.site / name).is_file() for name in names):
        page.complain(node.line, f"the picture for sharing is {value}, and not the page's own")


# --- the body around the text --------------------------------------------------------------------------------------------------------


def check_body(page: Page, article: Node, title: str | None) -> tuple[Item, ...]:
    """Checks what differs from page to page, and gives back the rest, which has to be the same on all of them."""
    body = page.root.find("body")
    if body is None:
        page.complain(0, "the page has no body")
        return ()
    for node in body.nodes():
        if node.attrs.get("data-md-type") == "toc":
            _contents(page, node, article)
        elif node.attrs.get("data-md-component") == "header-topic":
            _same(page, node, "title in the bar", node.text(), title or "")
        elif "md-skip" in node.classes:
            page.claims += 1
            first = next((n.attrs.get("id") for n in article.nodes() if n.tag == "h1"), None)
            if node.attrs.get("href") != f"#{first}":
                page.complain(node.line, "the link past the frame does not lead to the page's text")
    head = page.root.find("head")
    return (*_scripts(page, [head] if head else []), *_scripts(page, [body]), *_items(page, body, article))


def _scripts(page: Page, inside: list[Node]) -> Iterator[Item]:
    """Scripts and styles, with the way to the site's own root left out, and style sheets."""
    for node in (n for top in inside for n in top.nodes()):
        if node.tag in ("script", "style"):
            code = "".join(c for c in node.children if isinstance(c, str))
            code = re.sub(r'new URL\("[./]*",', 'new URL("",', re.sub(r'"base": "[^"]*"', "", code))
            search = re.sub(r'"search": "[./]*', '"search": "', code)
            yield "script", page.target(node.attrs["src"]) if "src" in node.attrs else " ".join(search.split())
        elif node.tag == "link" and node.attrs.get("rel") in ("stylesheet", "icon", "apple-touch-icon", "preload"):
            yield "script", page.target(node.attrs.get("href", ""))


def _contents(page: Page, toc: Node, article: Node) -> None:
    page.claims += 1
    wanted = [(f"#{n.attrs.get('id')}", n.text()) for n in article.nodes() if n.tag == "h2"]
    found = [(n.attrs.get("href"), n.text()) for n in toc.nodes() if n.tag == "a"]
    if found != wanted:
        page.complain(toc.line, f"the contents list {[t for _, t in found]}, and the page has {[t for _, t in wanted]}")


def _items(page: Page, node: Node, article: Node) -> Iterator[Item]:
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield "text", " ".join(child.split())
        elif (child is article or child.tag in RAW or child.attrs.get("data-md-component") == "header-topic"
                or child.attrs.get("data-md-type") == "toc"):
            continue
        else:
            yield from ((name, child.attrs[name]) for name in SPEAKING if child.attrs.get(name))
            yield from ((name, child.attrs[name]) for name in HIDING if name in child.attrs)
            if "src" in child.attrs:
                yield "script", page.target(child.attrs["src"])
            if child.tag == "a" and "md-skip" not in child.classes:
                yield "link", page.target(child.attrs.get("href", ""))
            yield from _items(page, child, article)


def nav(world: World, page: Page) -> list[tuple[str, str]]:
    """Title and address of each section, from mkdocs.yml; a section of several pages leads to its first."""
    out = []
    for entry in world.settings.get("nav") or []:
        title, where = next(iter(entry.items()))
        while not isinstance(where, str):
            where = next(iter(where[0].values())) if isinstance(where[0], dict) else where[0]
        out.append((str(title), page.voice.at.page(where)))
    return out


def check_sections(page: Page) -> None:
    page.claims += 1
    found = [(n.text(), page.target(n.attrs.get("href", ""))) for n in page.root.nodes() if n.tag == "a" and "md-tabs__link" in n.classes]
    wanted = nav(page.world, page)
    if found and found != wanted:
        page.complain(0, f"the sections at the top are {found}, and mkdocs.yml has {wanted}")


def odd_ones(frames: dict[str, tuple[Item, ...]], phrases: set[str]) -> Iterator[tuple[str, str]]:
    """(page, what is wrong) where a frame is not what it is on most pages, or says what is no known phrase."""
    if not frames:
        return
    usual = Counter(frames.values()).most_common(1)[0][0]
    for path, items in frames.items():
        wanted = tuple(i for i in usual if path != "404.html" or i != PAST)  # a page without a text of its own has nothing to skip to
        if items != wanted:
            pairs = [(a, b) for a, b in zip((*items, ("nothing",)), (*wanted, ("nothing",)), strict=False) if a != b]
            yield path, f"around the text stands {' '.join(pairs[0][0])!r}, and on other pages {' '.join(pairs[0][1])!r}"
    for item in usual:
        if item[0] not in ("link", "script", *HIDING) and item[1] not in phrases:
            yield "every page", f"around the text stands {item[1]!r}, which is no phrase of `frame` in structure.yml"


# --- the page for addresses that lead nowhere ----------------------------------------------------------------------------------------


def check_lost(page: Page, article: Node) -> None:
    """Its phrases in order, and links to the sections."""
    page.claims += 1
    wanted: list[Any] = []
    for phrase in page.world.structure["lost"]:
        wanted += [t for t, _ in _leaves(page)] if phrase == "sections" else [phrase]
    found = [i[1] for i in _items(page, article, Node("none")) if i[0] == "text"]
    if found != wanted:
        odd = next((a for a, b in zip([*found, ""], [*wanted, ""], strict=False) if a != b), "")
        page.complain(article.line, f"the page reads {odd!r} where other words are due")
    for node in article.nodes():
        if node is not article and node.attrs.keys() - {"href", "class"}:
            page.complain(node.line, f"<{node.tag}> has attributes that it does not need: {', '.join(node.attrs)}")
    known = dict(nav(page.world, page)) | {"home page": page.voice.at.page("index.md")}
    for link in (n for n in article.nodes() if n.tag == "a"):
        page.claims += 1
        if known.get(link.text()) != page.target(link.attrs.get("href", "")):
            page.complain(link.line, f"the link {link.text()!r} leads to {link.attrs.get('href')}")


def _leaves(page: Page) -> list[tuple[str, str]]:
    """Sections that are one page, home left out."""
    home = page.voice.at.page("index.md")
    single = {str(next(iter(e))) for e in page.world.settings.get("nav") or [] if isinstance(next(iter(e.values())), str)}
    return [(title, where) for title, where in nav(page.world, page) if title in single and where != home]
