"""What the build adds to finished pages: first mentions that became links, abbreviations written out, and a line on what a link leads to.

Each is checked by itself and then taken away, so that what is left is the page as its sentences have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_scripts.check.addresses import Unsaid
from build_scripts.check.data import Rec, World, slug
from build_scripts.check.tree import Node
from build_scripts.check.wording import capital

if TYPE_CHECKING:
    from build_scripts.check.page import Page

PREVIEWED = ("actor", "agreement", "event", "term")


def take_away(page: Page, node: Node) -> None:
    """Checks and removes the annotations inside an element."""
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            children.append(child)
            continue
        take_away(page, child)
        if child.tag == "a" and "data-auto" in child.attrs:
            _mention(page, child)
            children += child.children
        elif child.tag == "abbr":
            _abbreviation(page, child)
            children += child.children
        else:
            if child.tag == "a" and child.attrs.get("data-label", "").startswith("preview."):
                _preview(page, child, child.attrs.get("data-record"))
            children.append(child)
    node.children = children


def _mention(page: Page, link: Node) -> None:
    page.claims += 1
    kind, _, identifier = link.attrs["data-auto"].partition(":")
    rec = page.world.get(kind, identifier) if kind in PREVIEWED else None
    if rec is None:
        page.complain(link.line, f"the link {link.text()!r} leads to {link.attrs['data-auto']}, which is no record")
        return
    if page.target(link.attrs.get("href", "")) != page.voice.at.of(rec):
        page.complain(link.line, f"the link {link.text()!r} leads to {link.attrs.get('href')}, and not to {rec.id}")
    if link.text() not in names_of(page.world, rec):
        page.complain(link.line, f"{link.text()!r} is no name of {rec.id}")
    if "data-label" in link.attrs:
        _preview(page, link, rec.id)
    if set(link.attrs) - {"class", "href", "data-auto"} or link.attrs.get("class") != "auto":
        page.complain(link.line, f"the link {link.text()!r} has something besides what such a link has")


def names_of(world: World, rec: Rec) -> set[str]:
    """The words by which a text may mean a record, without the article, and with a capital too."""
    names = [rec.get("name") or rec.get("title") or "", *(rec.get("aliases") or []), *(rec.get("abbreviations") or [])]
    more = [world.get("known-actor", rec.id)] if rec.kind == "actor" else [world.resolve("background", rec.get("background"))]
    more += [t for t in world.all("term") if rec.kind == "actor" and t.get("actor") == rec.id]
    for known in more:
        if known is not None:
            names += [known["name"], *(known.get("aliases") or []), *(known.get("abbreviations") or [])]
    bare = {re.sub(r"^(?:the|an?)\s+", "", name, flags=re.I) for name in names if name}
    return {" ".join(n.split()) for name in bare | set(names) for n in (name, capital(name))}


def _abbreviation(page: Page, node: Node) -> None:
    page.claims += 1
    term = page.world.get("term", node.attrs.get("data-term"))
    if (term is None or node.attrs != {"title": " ".join(term["name"].split()), "data-term": slug(term.id)}
            or node.text() not in (term.get("abbreviations") or [])):
        page.complain(node.line, f"the abbreviation {node.text()!r} is written out as {node.attrs.get('title')!r}")


def _preview(page: Page, link: Node, identifier: str | None) -> None:
    """The title of a link to a record: what stands under preview.KIND of that record."""
    page.claims += 1
    key, about = link.attrs.pop("data-label"), link.attrs.pop("data-label-record", None)
    title = " ".join(link.attrs.pop("title", "").split())
    try:
        rec = page.record(about, page.voice.of.get(key))
        wanted = page.voice.plain(key, rec)
    except Unsaid as error:
        page.complain(link.line, str(error))
        return
    if about != identifier or title != wanted:
        page.complain(link.line, f"the link to {identifier} is said to lead to {title[:100]!r}, and not to {wanted[:100]!r}")
