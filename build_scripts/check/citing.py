"""On a source's page: the links to ready citations, the cards that hold them, and the choice of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from build_scripts.check.data import Rec, slug
from build_scripts.check.expected import Nodes
from build_scripts.check.source_text import BLANK
from build_scripts.check.tree import Node

if TYPE_CHECKING:
    from build_scripts.check.page import Page

KINDS = ("statement", "question", "event", "agreement", "actor")


def numbers(source: Rec) -> list[int]:
    """Of the sentences that are shown."""
    text = source["text"]
    return [n for n, (start, end) in enumerate(source["sentences"], 1) if text[start:end].replace(BLANK, "").strip()]


def check_links(page: Page, parts: list[Node], source: Rec) -> None:
    """One for each sentence shown, in order."""
    wanted = [Node("a", {"class": "cite-this", "data-around": "cite-link", "href": f"site:{page.folder}#cite-{n}",
                         "aria-label": f"{page.voice.plain('source.cite-this', None)} {n}"},
                   [_said(page, "source.cite-link")]) for n in numbers(source)]
    if len(parts) != len(wanted):
        page.complain(0, f"{len(parts)} links to citations for {len(wanted)} sentences")
    for part, due in zip(parts, wanted, strict=False):
        page.compare(part, due, f"the link to a citation in {source.id}")


def cards(page: Page, source: Rec) -> Node:
    made: Nodes = []
    for n in numbers(source):
        start, end = source["sentences"][n - 1]
        cited = Node("span", {"data-say": "source.cite", "data-record": slug(source.id)}, [page.voice.plain("source.cite", source)])
        links: Nodes = []
        if source.get("url"):
            links += [Node("a", {"class": "ext", "href": f"out:{_there(source['url'], source['text'][start:end].split())}"},
                           [_said(page, "source.there")]), " "]
        links.append(Node("a", {"href": f"site:{page.folder}#s{n}"}, [_said(page, "source.back")]))
        made.append(Node("div", {"class": "cite-card", "id": f"cite-{n}"}, [
            Node("p", {}, [cited, ", ", _said(page, "source.numbered"), f" {n}."]), Node("p", {}, links)]))
    return Node("div", {"class": "cite-cards", "data-around": "cite", "data-search-exclude": ""}, made)


def _there(url: str, words: list[str]) -> str:
    parts = [words[:5], words[-4:]] if len(words) > 9 else [words]
    told = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    return url + ("" if "#" in url else "#") + ":~:text=" + told


def choice(page: Page) -> Node:
    def option(value: str, shown: Node, checked: bool = False) -> Node:
        attrs = {"type": "radio", "name": "marks", "value": value, **({"checked": ""} if checked else {})}
        return Node("label", {}, [Node("input", attrs, []), shown])

    options = [option("all", _said(page, "source.marks.all"), True)]
    options += [option(kind, Node("span", {"class": f"ev ev-{kind}"}, [_said(page, f"source.marks.{kind}")])) for kind in KINDS]
    options.append(option("none", _said(page, "source.marks.none")))
    legend = Node("legend", {}, [_said(page, "source.marks")])
    return Node("fieldset", {"class": "marks", "data-around": "marks", "data-search-exclude": ""}, [legend, *options])


def _said(page: Page, key: str) -> Node:
    return Node("span", {"data-say": key}, [page.voice.plain(key, None)])
