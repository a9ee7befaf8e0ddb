"""Who mentions whom, read off the finished HTML: each link to a record's page, with the sentence that it stands in.

A sentence is an element that sentences.yml or an editor's summary filled. It is handed on as it stands, so that the checker can hold it
against the same records; only what would be wrong in another place changes: relative addresses, and the link to the page it goes to.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from build_scripts.pages.autolink import HEADINGS, relative_url
from build_scripts.pages.walk import Stack, Token, tokens

LISTS = HEADINGS | {"figcaption", "table", "nav", "details"}
"""Where a name stands in a list or under a title, and not in a sentence."""
LEAST_WORDS = 6

Identity = tuple[str, str, str]
"""What a sentence is: its key in sentences.yml, or of a summary; its record; its number."""


@dataclass(frozen=True)
class Mention:
    key: str
    """Of the record that is mentioned."""
    anchor: str
    """The nearest place before the sentence that an address can name; empty: the page itself."""
    identity: Identity
    sentence: str
    """Its HTML, with the addresses that it had on its page."""


def identity_of(token: Token) -> Identity | None:
    if "data-s" not in token.raw:
        return None
    given = token.attributes
    if "data-summary" in given:
        return "summary", given["data-summary"], given.get("data-n", "")
    return (given["data-say"], given["data-record"], given.get("data-n", "")) if {"data-say", "data-record"} <= given.keys() else None


def identities(content: str) -> set[Identity]:
    """Of every sentence on a page."""
    return {found for token in tokens(content) if token.tag and not token.ends and (found := identity_of(token))}


def mentions(content: str, target: Callable[[str], str | None], own: str = "") -> Iterator[Mention]:
    """The first mention of each record. `target` says which record an address leads to. Sentences about the page's `own` record (the id
    in data-record) are left out: the page that they mention tells the same from its side."""
    row = list(tokens(content))
    stack = Stack()
    begins: dict[int, int] = {}
    met: set[str] = set()
    last_id = ""
    for index, token in enumerate(row):
        stack.take(token)
        if not token.tag or token.ends:
            continue
        begins[id(token)] = index
        if "id=" in token.raw and not token.attributes.get("id", "__").startswith("__"):
            last_id = token.attributes["id"]
        key = target(token.attributes.get("href", "")) if token.tag == "a" else None
        if key is None or key in met or any(e.tag in LISTS or "data-around" in e.attributes for e in stack.open):
            continue
        holder = next((e for e in reversed(stack.open) if identity_of(e)), None)
        if holder is None or (own and holder.attributes.get("data-record") == own):
            continue
        sentence = _element(row, begins[id(holder)])
        if len(_words(sentence)) < LEAST_WORDS or len(_words(_element(row, index))) > 0.8 * len(_words(sentence)):
            continue
        met.add(key)
        inside = next((e.attributes["id"] for e in reversed(stack.open) if e.attributes.get("id")), last_id)
        identity = identity_of(holder)
        assert identity is not None
        yield Mention(key, inside, identity, sentence)


def moved(sentence: str, source: str, here: str) -> str:
    """The sentence for another page: from the page at one address to the page at the other, where links to `here` become marks."""
    out: list[str] = []
    closers: list[str] = []
    for token in tokens(sentence):
        if token.tag == "a" and token.ends:
            out.append(closers.pop() if closers else token.raw)
            continue
        href = token.attributes.get("href", "")
        if token.tag == "a" and href:
            whole = urljoin("/" + source, href) if not urlsplit(href).scheme else ""
            closers.append("</mark>" if whole == "/" + here else "</a>")
            if whole == "/" + here:
                out.append("<mark>")
                continue
            new = relative_url(whole.lstrip("/"), here) if whole else href
            before, after = re.split(r'href="[^"]*"', _without_id(token.raw), maxsplit=1)
            out.append(f'{before}href="{html.escape(new)}"{after}')
            continue
        out.append(_without_id(token.raw) if token.tag else token.raw)
    return "".join(out)


def _without_id(tag: str) -> str:
    return re.sub(r'\sid="[^"]*"', "", tag)


def _element(row: list[Token], start: int) -> str:
    """The element that begins there."""
    depth = 0
    for index in range(start, len(row)):
        if row[index].tag == row[start].tag:
            depth += -1 if row[index].ends else 1
            if not depth:
                return "".join(token.raw for token in row[start:index + 1])
    return ""


def _words(content: str) -> list[str]:
    return html.unescape("".join(token.raw for token in tokens(content) if token.is_text)).split()
