"""A page of HTML as a tree, read strictly: what is not well formed is a problem, since browsers would guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
RAW = {"script", "style", "template"}
"""Elements whose content is not shown."""


@dataclass(eq=False)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    line: int = 0

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def nodes(self) -> Iterator[Node]:
        """Itself and every element inside, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.nodes()

    def find(self, tag: str, css: str = "") -> Node | None:
        return next((n for n in self.nodes() if n.tag == tag and (not css or css in n.classes)), None)

    def text(self) -> str:
        """Its visible text, one space for each stretch of white space."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "q":
                yield from ("“", *child._pieces(), "”")
            elif child.tag not in RAW:
                yield from child._pieces()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#document")
        self.open = [self.root]
        self.problems: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if len({name for name, _ in attrs}) < len(attrs):
            self.problems.append((line, f"<{tag}> has an attribute twice"))
        node = Node(tag, {name: value or "" for name, value in reversed(attrs)}, [], line)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if not any(n.tag == "svg" for n in self.open):
                self.problems.append((self.getpos()[0], f"<{tag}/> is not closed for a browser"))
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
            return
        self.problems.append((self.getpos()[0], f"</{tag}> stands where </{self.open[-1].tag}> is due"))
        if any(n.tag == tag for n in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(text: str) -> tuple[Node, list[tuple[int, str]]]:
    """The document, and what is not well formed: (line, what is wrong)."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if len(reader.open) > 1:
        reader.problems.append((reader.open[-1].line, f"<{reader.open[-1].tag}> is never closed"))
    return reader.root, reader.problems


Token = tuple[str, ...]


def flat(nodes: list[Node | str]) -> list[Token]:
    """Elements and text in a row: ("<", tag, attributes…), (">", tag), ("t", text); white space made even."""
    out: list[Token] = []
    _flatten(nodes, out)
    return out


def _flatten(nodes: list[Node | str], out: list[Token]) -> None:
    for node in nodes:
        if isinstance(node, str):
            before = out.pop()[1] if out and out[-1][0] == "t" else ""
            text = "".join(" " if c in " \n\t\r" else c for c in before + node)
            while "  " in text:
                text = text.replace("  ", " ")
            if text:
                out.append(("t", text))
        else:
            out.append(("<", node.tag, *(f"{k}={v}" for k, v in sorted(node.attrs.items()))))
            _flatten(node.children, out)
            out.append((">", node.tag))
