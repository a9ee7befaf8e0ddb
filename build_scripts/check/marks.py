"""What stands on a page: the marks that say where its words come from, in order, and whatever carries words without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from build_scripts.check.tree import RAW, Node

SPEAKING = ("title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "placeholder", "summary", "content",
            "label", "data-voice", "data-title")
"""Attributes whose text reaches a reader."""
PLAIN = {"class", "id", "scope", "tabindex"}
"""Attributes that elements of the layout may have."""
MARKS = ("data-say", "data-list", "data-summary", "data-period", "data-source", "data-region", "data-record", "data-table")
PUNCTUATION = re.compile(r"[\s·,;.:()–—/|]*")


@dataclass
class Mark:
    """An element that says where its words come from."""

    kind: str
    """say, list, summary, period, source, region, record."""
    node: Node

    @property
    def name(self) -> str:
        return self.node.attrs[f"data-{self.kind}"]


DRAWN = {"viewbox", "xmlns", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "width", "height", "transform", "points",
         "text-anchor", "patternunits", "patterntransform", "aria-labelledby", "aria-describedby", "focusable", "role"}
"""Attributes of the shapes in a picture."""
SHAPES = {"svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "pattern", "use"}

Complain = Callable[[int, str], None]
Visit = Callable[[Node], None]


def marks(node: Node, visit: Visit, complain: Complain) -> list[Mark]:
    """The outermost marks inside an element; everything between them is layout, which is visited, and holds neither words nor links."""
    found: list[Mark] = []
    for child in node.children:
        if isinstance(child, str):
            if not PUNCTUATION.fullmatch(child):
                complain(node.line, f"words that nothing accounts for: {' '.join(child.split())[:60]!r}")
            continue
        kind = next((m.removeprefix("data-") for m in MARKS if m in child.attrs), None)
        if kind is not None and kind != "table":
            found.append(Mark(kind, child))
            if kind in ("say", "summary"):
                continue  # compared attribute by attribute
        visit(child)
        if kind is None or kind == "table":
            found += marks(child, visit, complain)
    return found


def _first_number(node: Node) -> str:
    """The number of the first entry of a list whose entries have numbers in their anchors."""
    first = next((c.attrs.get("id", "") for c in node.children if isinstance(c, Node)), "")
    return re.sub(r"^[a-z]+", "", first)


def layout(node: Node, complain: Complain, drawn: bool = False) -> None:
    """Complain of what an element of the layout may not be or have; `drawn`: within a picture, whose links are looked at by themselves."""
    if node.tag in RAW or node.tag in ("iframe", "object", "embed", "form", "input", "button", "link", "meta", "base"):
        complain(node.line, f"<{node.tag}> has no place in a page's text")
    if node.tag == "a" and "data-label" not in node.attrs and not drawn:
        complain(node.line, f"a link that no sentence holds: {node.text()[:60]!r} to {node.attrs.get('href', '')[:80]}")
    for name, value in node.attrs.items():
        numbered = name == "start" and node.tag == "ol" and value == _first_number(node)
        if name in PLAIN or numbered or name.startswith("data-") or name in SPEAKING or (node.tag, name) == ("time", "datetime"):
            continue
        if name == "aria-hidden" and not node.text():
            continue
        if name == "style" and re.fullmatch(r"(?:--[a-z-]+:[\d.]+;?)+", value):
            continue
        if (name == "href" and ("data-label" in node.attrs or drawn)) or (drawn and node.tag in SHAPES and name in DRAWN):
            continue
        complain(node.line, f"<{node.tag}> has {name}={value[:40]!r}, which can change what is seen")
