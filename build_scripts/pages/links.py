"""`[[record-id]]` in Markdown: a link to where the record can be read, or with `^` to the sentence that it was read from.

    [[mark]]  [[mark|some words]]  [[topic:mark]]  [[^mark]]  [[^mark#2]]  [[^mark|some words]]

The links are relative paths to Markdown files, so that MkDocs checks them, anchors included, as it checks links written by hand.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from build_scripts.model import Dataset, ExplainerError
from build_scripts.pages.addresses import Addresses
from build_scripts.pages.desk import Desk
from build_scripts.pages.markup import encode, slug

PATTERN = r"\[\[(\^?)([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]"
AFTER_CODE_BEFORE_LINKS = 175
"""Python-Markdown's order: code spans and escapes come first (190, 180), its own links later (170 and less)."""


class RecordLinkProcessor(InlineProcessor):
    def __init__(self, md: Markdown, addresses: Addresses, page: str | None) -> None:
        super().__init__(PATTERN, md)
        self._addresses = addresses
        self._page = page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        cites, key, text = bool(m[1]), m[2].strip(), m[3]
        link = etree.Element("a")
        try:
            citation = self._addresses.citation(key) if cites else None
            address = citation.address if citation else None if cites else self._addresses.find(key)
        except ExplainerError as error:
            raise ExplainerError(f"{self._here()}: {error}") from None
        if address is None:
            wanted = "record with evidence" if cites else "record, topic or source"
            raise ExplainerError(f"{self._here()}: [[{m[1]}{key}]] names no {wanted}; mend the id (docs/data/*.yml lists them)")
        link.set("href", address.href(self._here()))
        if not key.startswith("page:"):  # for the checker: which record this leads to
            link.set("data-cite" if citation else "data-record", slug(key.partition("#")[0].partition(":")[2] or key.partition("#")[0]))
        if citation:
            link.set("class", "cite")
            link.set("title", citation.title)
            if text is None:
                link.set("class", "cite cite-number")
                link.set("aria-label", f"Source: {citation.title}")
        link.text = text if text is not None else citation.number if citation else str(encode(address.text))
        return link, m.start(0), m.end(0)

    def _here(self) -> str:
        """The page being rendered. MkDocs tells it only to the tree processor that checks links."""
        if self._page is not None:
            return self._page
        for processor in self.md.treeprocessors:
            if (file := getattr(processor, "file", None)) is not None:
                return str(file.src_uri)
        return "index.md"


class RecordLinks(Extension):
    """The Python-Markdown extension. `page` is the path below docs/ of the page being rendered; under MkDocs it is found out."""

    def __init__(self, addresses: Addresses, page: str | None = None) -> None:
        super().__init__()
        self._addresses = addresses
        self._page = page

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(RecordLinkProcessor(md, self._addresses, self._page), "record_link", AFTER_CODE_BEFORE_LINKS)


def markdown_extension(data: Dataset | Desk, page: str | None = None) -> RecordLinks:
    """To append to MkDocs's `markdown_extensions`."""
    return RecordLinks(Addresses(data if isinstance(data, Desk) else Desk(data)), page)
