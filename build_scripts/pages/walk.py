"""A page's HTML as a row of tags and text, fast and forgiving: whatever cannot be told for certain is left as it is.

The HTML comes from Python-Markdown, and in hand-written pages from anybody. Joining the tokens gives back the very same text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|template|svg|math)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.S | re.I)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(frozen=True)
class Token:
    raw: str
    tag: str = ""
    """Lower case; empty for text and for what is passed over whole: comments, scripts, drawings."""
    ends: bool = False
    opaque: bool = False

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Unescaped."""
        return {} if self.ends or not self.tag else _attributes(self.raw[1 + len(self.tag):-1])

    @property
    def is_text(self) -> bool:
        return not self.tag and not self.opaque


def tokens(page: str) -> Iterator[Token]:
    position = 0
    for match in _TOKEN.finditer(page):
        if match.start() > position:
            yield Token(page[position:match.start()])
        position = match.end()
        if not match["tag"]:
            yield Token(match[0], opaque=True)
        elif match["end"]:
            yield Token(match[0], match["tag"].lower(), ends=True)
        else:
            yield Token(match[0], match["tag"].lower())
    if position < len(page):
        yield Token(page[position:])


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), html.unescape(match[2] or match[3] or match[4] or ""))
    return found


class Stack:
    """The elements that are open at a point of the row."""

    def __init__(self) -> None:
        self.open: list[Token] = []

    def take(self, token: Token) -> None:
        if not token.tag or token.tag in VOID:
            return
        if not token.ends:
            self.open.append(token)
            return
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].tag == token.tag:
                del self.open[index:]
                return
