"""First mentions become links, abbreviations are written out where they stand, and links say what they lead to.

A pure step from HTML to HTML, after Markdown: it changes no text. On a page, the first mention of a known name in running text is linked,
unless the page is about it, or a link to it stands there before. A mention says of which record it is (`data-auto`), so that the checker
can compare the words with the record's names and the address with its place. Headings and code are left alone.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from build_scripts.model import ExplainerError
from build_scripts.pages.addresses import Address
from build_scripts.pages.kit import Kit
from build_scripts.pages.markup import plain, slug
from build_scripts.pages.names import Known, Mention, Names
from build_scripts.pages.walk import Stack, Token, tokens

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
UNTOUCHED = HEADINGS | {"code", "pre", "kbd", "samp", "abbr", "button", "label", "select", "summary", "nav", "iframe", "object"}
PREVIEWED = ("actor", "agreement", "event", "term")
"""Kinds of record that a link to them tells of in a line, under `preview.KIND` in sentences.yml."""


class _Places(Stack):
    """What may be done with a text: nothing where the place is closed, and no link inside of a link or of a source's text, which has
    marks of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = self.in_link = False

    def take(self, token: Token) -> None:
        before = len(self.open)
        super().take(token)
        if len(self.open) > before:
            self.closed = self.closed or _closes(token)
            self.in_link = self.in_link or _links(token)
        elif len(self.open) < before and (self.closed or self.in_link):
            self.closed, self.in_link = any(map(_closes, self.open)), any(map(_links, self.open))


def _closes(token: Token) -> bool:
    return token.tag in UNTOUCHED or ("data-links" in token.raw and token.attributes.get("data-links") == "off")


def _links(token: Token) -> bool:
    return token.tag == "a" or ("data-source" in token.raw and "data-source" in token.attributes)


@dataclass
class _Page:
    """What has been met on the page so far."""

    url: str
    path: str
    own: frozenset[str]
    """Of the records that it tells of: nothing here leads to them."""
    linked: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    previewed: set[str] = field(default_factory=set)


class Linker:
    """Made once for a build. `url_of` gives the address below the site of a page, from its path below docs/."""

    def __init__(self, kit: Kit, url_of: Callable[[str], str]) -> None:
        self._kit = kit
        self._url = url_of
        self._names = Names(kit.desk)
        self._keys = {self._place(address): key for key, address in kit.addresses.all() if key.partition(":")[0] in PREVIEWED}
        own: dict[str, set[str]] = {}
        for key, address in kit.addresses.all():
            own.setdefault(address.page, set()).add(key)
        self._own = {path: frozenset(keys) for path, keys in own.items()}
        self._previews: dict[str, str] = {}

    def url_of(self, path: str) -> str:
        """A page's address below the site: "" of the home page, "actors/x/"."""
        return self._url(path).removeprefix("./")

    def link(self, content: str, path: str) -> str:
        """The page's HTML with its links; `path` is the page's path below docs/."""
        page = _Page(self.url_of(path), path, self._own.get(path, frozenset()))
        stack = _Places()
        out: list[str] = []
        for token in tokens(content):
            if token.is_text:
                out.append(self._text(token.raw, stack, page))
                continue
            stack.take(token)
            out.append(self._start(token, page) if token.tag == "a" and not token.ends else token.raw)
        return "".join(out)

    # --- links that stand there already ------------------------------------------------------------------------------

    def _start(self, token: Token, page: _Page) -> str:
        """A link to a record, with a line on what it leads to, once for each."""
        key = self.target(token.attributes.get("href", ""), page.url)
        if key is None:
            return token.raw
        page.linked.add(key)
        if key in page.previewed or "title" in token.attributes or "data-label" in token.attributes:
            return token.raw
        return token.raw[:-1].rstrip("/ ") + self._preview(key, page) + ">"

    def target(self, href: str, url: str) -> str | None:
        """The record ("kind:id") that a link on the page of that address leads to."""
        return self._keys.get(urljoin("/" + url, href).lstrip("/")) if href else None

    def _place(self, address: Address) -> str:
        return self.url_of(address.page) + (f"#{address.anchor}" if address.anchor else "")

    def _preview(self, key: str, page: _Page) -> str:
        if key in page.previewed:
            return ""
        page.previewed.add(key)
        kind = key.partition(":")[0]
        if key not in self._previews:
            record = self._kit.desk.terms[key.partition(":")[2]] if kind == "term" else self._kit.addresses.record(key)
            label = self._kit.speaker.label_of(f"preview.{kind}", record)
            self._previews[key] = f' title="{html.escape(plain(self._kit.speaker.plain(f"preview.{kind}", record)))}" {label}'
        return self._previews[key]

    # --- names in the text -------------------------------------------------------------------------------------------

    def _text(self, raw: str, stack: _Places, page: _Page) -> str:
        if not raw.strip():
            return raw
        if stack.closed:
            return raw
        text = html.unescape(raw) if "&" in raw else raw
        made: list[str] = []
        position = 0
        for mention in self._names.mentions(text):
            if shown := self._mention(text[mention.start:mention.end], mention, stack.in_link, page):
                made += [html.escape(text[position:mention.start], quote=False), shown]
                position = mention.end
        return "".join([*made, html.escape(text[position:], quote=False)]) if made else raw

    def _mention(self, words: str, mention: Mention, inside_link: bool, page: _Page) -> str:
        """The words as a link, as an abbreviation written out, or as both; empty where they stay as they are."""
        known, term = mention.known, mention.known.term
        shown = html.escape(words, quote=False)
        new = term is not None and known.short and term.id not in page.explained
        if term and new:
            page.explained.add(term.id)
            shown = f'<abbr title="{html.escape(plain(term.name))}" data-term="{slug(term.id)}">{shown}</abbr>'
        if not inside_link and known.key not in page.own and (new or known.key not in page.linked):
            page.linked.add(known.key)
            return f'<a class="auto"{self._href(known, page)}{self._preview(known.key, page)}>{shown}</a>'
        return shown if new else ""

    def _href(self, known: Known, page: _Page) -> str:
        address = self._kit.addresses.find(known.key)
        if address is None:
            raise ExplainerError(f"{page.path}: a name leads to {known.key}, which is not in the data")
        return f' href="{html.escape(relative_url(self._place(address), page.url))}" data-auto="{html.escape(known.key)}"'


def relative_url(target: str, here: str) -> str:
    """From one page's address to another, both below the site: ("a/b/#c", "a/d/") -> "../b/#c"."""
    path, mark, anchor = target.partition("#")
    to, base = path.split("/"), here.split("/")[:-1]
    while to[:-1] and base and to[0] == base[0]:
        to, base = to[1:], base[1:]
    return ("/".join([".."] * len(base) + to) or "./") + mark + anchor
