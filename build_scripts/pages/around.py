"""What stands around a page's own text: where it belongs, where it is mentioned, what goes with it, what comes before and after.

Put on when all pages are HTML, since only then is it known who mentions whom. Every word is a sentence or phrase of sentences.yml, a
heading of the page that is linked, or a sentence taken from there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.model import Actor
from build_scripts.pages.autolink import Linker, relative_url
from build_scripts.pages.backlinks import Mention, identities, mentions, moved
from build_scripts.pages.citing import citable
from build_scripts.pages.kit import Kit
from build_scripts.pages.markup import slug
from build_scripts.pages.related import related, rows
from build_scripts.pages.say import identity
from build_scripts.pages.walk import tokens

SECTIONS: Mapping[str, tuple[str, str]] = {
    "actor": ("actors/index.md", "actors.title"), "agreement": ("agreements/index.md", "agreements.title"),
    "event": ("events/index.md", "events.title"), "topic": ("positions/index.md", "positions.title"),
    "source": ("sources/index.md", "sources.title")}
"""Kind -> the page above the pages of its records, and the key of that page's title."""
FOLDERS = ("index.md", "positions", "agreements", "events", "actors")
"""In this order mentions are told: where the site answers first, then where it tells of records."""
TITLES: Mapping[str, str] = {"actor": "actor.name", "agreement": "agreement.title", "event": "event.title", "topic": "topic.title",
                             "source": "source.title"}


@dataclass(frozen=True)
class _Found:
    """A mention, and the page that it stands on."""

    path: str
    mention: Mention


class Around:
    """Made once for a build."""

    def __init__(self, kit: Kit, linker: Linker) -> None:
        self._kit = kit
        self._linker = linker
        self._rows = rows(kit.desk)
        keys = [key for row in self._rows for key in row]
        self._pages = {self._address(key).page: key for key in keys}
        self._related = related(kit.desk, keys)
        self._next: dict[str, tuple[str, str]] = {}
        for row in self._rows:
            for before, key, after in zip(["", *row], row, [*row[1:], ""], strict=False):
                self._next[key] = (before, after)

    def crumbs(self, path: str) -> str:
        """What stands above the page, in its frame, so that the search takes the page to begin with its heading; empty where there is
        nothing above it but home."""
        key = self._pages.get(path)
        return self._crumbs(key, path) if key else ""

    def finish(self, contents: Mapping[str, str]) -> dict[str, str]:
        """Path below docs/ -> HTML: all pages, those of records with what stands around them."""
        found = self._mentions(contents)
        headings = {path: _heading(content) for path, content in contents.items()}
        return {path: self._finished(path, content, found.get(path, []), headings) for path, content in contents.items()}

    def _mentions(self, contents: Mapping[str, str]) -> dict[str, list[_Found]]:
        """Page -> the sentences on other pages that mention its record and do not stand on it too."""
        found: dict[str, list[_Found]] = {}
        for path, content in sorted(contents.items(), key=lambda item: _rank(item[0])):
            if path.endswith("/index.md") or path.count("/") == 0 and path != "index.md":
                continue  # lists of everything
            url = self._linker.url_of(path)
            about = slug(self._pages.get(path, "").partition(":")[2] or "-")
            for mention in mentions(content, lambda href, url=url: self._linker.target(href, url), about):  # type: ignore[misc]
                page = self._address(mention.key)
                if page.anchor is None and page.page != path:
                    found.setdefault(page.page, []).append(_Found(path, mention))
        for page_path, each in found.items():
            own = identities(contents.get(page_path, ""))
            found[page_path] = [one for one in each if one.mention.identity not in own]
        return found

    def _finished(self, path: str, content: str, found: list[_Found], headings: Mapping[str, str]) -> str:
        key = self._pages.get(path)
        if key is None:
            return content
        below = [self._named(key, path), self._mentioned(found, path, headings), self._goes_with(key, path), self._neighbours(key, path)]
        if key.startswith("source:"):
            content = citable(content, self._record(key), self._kit.speaker)
        return content + "".join(below)

    # --- the parts ---------------------------------------------------------------------------------------------------

    def _crumbs(self, key: str, path: str) -> str:
        above, title = SECTIONS[key.partition(":")[0]]
        items = [f"<li>{self._link('index.md', path, self._said('around.home'))}</li>",
                 f"<li>{self._link(above, path, self._said(title))}</li>", f'<li aria-current="page">{self._title(key)}</li>']
        return f'<nav class="crumbs" data-around="crumbs" {self._label("around.crumbs")}><ol>{"".join(items)}</ol></nav>'

    def _named(self, key: str, path: str) -> str:
        """Every sentence of a source that names an actor."""
        record = self._record(key)
        if not isinstance(record, Actor):
            return ""
        desk = self._kit.desk
        groups = []
        for source in desk.data.sources:
            spans = sorted({(e.start, e.end) for e in record.evidence if e.source == source.id})
            items = []
            for number, (start, end) in enumerate(source.sentences, 1):
                inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]
                if inside:
                    page = self._address(f"source:{source.id}").page
                    link = self._link(f"{page}#s{number}", path, str(number), css="cite-number")
                    items.append(f'<li data-source="{slug(source.id)}" data-sentence="{number}">{link} '
                                 f"<span>{_marked(source.text, start, end, inside)}</span></li>")
            if items:
                groups.append(f'<p>{self._said("around.source", source)}</p><ol>{"".join(items)}</ol>')
        return self._section("named", "named", self._said("actor.where", record), "".join(groups))

    def _mentioned(self, found: list[_Found], path: str, headings: Mapping[str, str]) -> str:
        here = self._linker.url_of(path)
        items = []
        for one in found:
            anchor = f"#{one.mention.anchor}" if one.mention.anchor else ""
            link = self._link(one.path + anchor, path, headings[one.path])
            items.append(f"<li>{link} {moved(one.mention.sentence, self._linker.url_of(one.path), here)}</li>")
        return self._section("mentions", "mentioned-in", self._said("around.mentioned"), f'<ul>{"".join(items)}</ul>' if items else "")

    def _goes_with(self, key: str, path: str) -> str:
        items = [f"<li>{self._link(self._address(other).page, path, self._title(other))}</li>" for other in self._related.get(key, ())]
        return self._section("related", "related", self._said("around.related"), f'<ul>{"".join(items)}</ul>' if items else "")

    def _neighbours(self, key: str, path: str) -> str:
        items = [self._link(self._address(other).page, path, f"<small>{self._said(word)}</small> {self._title(other)}", rel=rel)
                 for other, word, rel in zip(self._next[key], ("around.previous", "around.next"), ("prev", "next"), strict=True) if other]
        if not items or key.startswith("event:"):  # an event's own text tells what was before and after
            return ""
        return (f'<nav class="neighbours" data-around="neighbours" {self._label("around.neighbours")} data-search-exclude>'
                f'{"".join(items)}</nav>\n')

    # --- small things ------------------------------------------------------------------------------------------------

    def _section(self, name: str, anchor: str, heading: str, content: str) -> str:
        if not content:
            return ""
        return (f'<section class="around" id="{anchor}" data-around="{name}" data-search-exclude>'
                f"<h2>{heading}</h2>{content}</section>\n")

    def _link(self, target: str, path: str, words: str, css: str = "", rel: str = "") -> str:
        page, _, anchor = target.partition("#")
        address = relative_url(self._linker.url_of(page) + (f"#{anchor}" if anchor else ""), self._linker.url_of(path))
        more = "".join(f' {name}="{value}"' for name, value in (("class", css), ("rel", rel)) if value)
        return f'<a href="{html.escape(address)}"{more}>{words}</a>'

    def _title(self, key: str) -> str:
        return self._said(TITLES[key.partition(":")[0]], self._record(key))

    def _said(self, key: str, record: Any = None) -> str:
        about = f' data-record="{slug(identity(record))}"' if record is not None else ""
        return f'<span data-say="{key}"{about}>{html.escape(self._kit.speaker.plain(key, record), quote=False)}</span>'

    def _label(self, key: str) -> str:
        return f'aria-label="{html.escape(self._kit.speaker.plain(key))}" {self._kit.speaker.label_of(key)}'

    def _record(self, key: str) -> Any:
        kind, _, identifier = key.partition(":")
        desk = self._kit.desk
        tables: Mapping[str, Mapping[str, Any]] = {"actor": desk.actors, "agreement": desk.agreements, "event": desk.events,
                                                   "topic": desk.topics, "source": desk.sources}
        return tables[kind][identifier]

    def _address(self, key: str) -> Any:
        return self._kit.addresses.find(key)


def _rank(path: str) -> tuple[int, str]:
    folder = path.partition("/")[0]
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS), path


def _marked(text: str, start: int, end: int, inside: list[tuple[int, int]]) -> str:
    """A sentence with what is meant in it marked."""
    out, position = [], start
    for left, right in inside:
        if left >= position:
            out += [html.escape(text[position:left], quote=False), f"<mark>{html.escape(text[left:right], quote=False)}</mark>"]
            position = right
    return "".join([*out, html.escape(text[position:end], quote=False)])


def _heading(content: str) -> str:
    """The words of the page's first heading."""
    match = re.search(r"<h1\b[^>]*>(.*?)</h1>", content, re.S)
    return "".join(token.raw for token in tokens(match[1]) if token.is_text).strip() if match else ""
