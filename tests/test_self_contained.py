"""The built site asks no other host for anything, and works from any folder of any server."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Project

LOADING = {("script", "src"), ("link", "href"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
           ("iframe", "src"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"), ("embed", "src"),
           ("object", "data"), ("use", "href"), ("use", "xlink:href"), ("image", "href"), ("image", "xlink:href"),
           ("input", "src"), ("form", "action"), ("body", "background")}
"""What a browser fetches by itself, or sends to."""
NOT_FETCHED = {"canonical", "alternate", "prev", "next", "license", "author", "me"}
"""Kinds of <link> that only name a page."""


class Loads(HTMLParser):
    """Collects what a page loads, what it links to, and what would make the theme's script ask a code host."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.asks: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        named_only = tag == "link" and set(values.get("rel", "").split()) <= NOT_FETCHED
        for name, value in values.items():
            if (tag, name) in LOADING and not named_only:
                self.loads.append(value)
            if tag == "a" and name == "href":
                self.links.append(value)
            self.loads += re.findall(r"url\(\s*['\"]?([^'\")]+)", value) if name == "style" else []
        if values.get("data-md-component") == "source":
            self.asks.append(values.get("href", "repository"))


def elsewhere(address: str) -> bool:
    return bool(re.match(r"\s*(https?:|wss?:|ftp:|//)", address, re.I))


@pytest.fixture(scope="module")
def pages(real_project: Project) -> dict[str, Loads]:
    site = real_project.root / "site"
    return {path.relative_to(site).as_posix(): Loads(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_the_checker_sees_what_it_is_to_see() -> None:
    found = Loads('<script src="//a.b/c.js"></script><link rel=stylesheet href="http://a.b/c.css"><link rel="canonical" href="https://a.b/">'
                  '<p style="background:url(https://a.b/c.png)"></p><a href="/x">x</a>')
    assert [address for address in found.loads if elsewhere(address)] == ["//a.b/c.js", "http://a.b/c.css", "https://a.b/c.png"]
    assert found.links == ["/x"]


def test_no_page_loads_from_another_host(pages: dict[str, Loads]) -> None:
    assert len(pages) > 5
    assert sum(len(page.loads) for page in pages.values()) > len(pages)
    assert {name: found for name, page in pages.items() if (found := [a for a in page.loads if elsewhere(a)] + page.asks)} == {}


def test_no_style_sheet_loads_from_another_host(real_project: Project) -> None:
    sheets = sorted((real_project.root / "site").rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        found = re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)
        assert [address for address in found if elsewhere(address)] == [], sheet.name


def test_every_address_of_ours_is_relative(pages: dict[str, Loads]) -> None:
    """But for the page of the server's own errors, which cannot know how deep it is asked for."""
    for name, page in pages.items():
        if name != "404.html":
            assert [address for address in page.loads + page.links if address.startswith("/")] == [], name


def test_every_address_of_ours_leads_to_a_file(real_project: Project, pages: dict[str, Loads]) -> None:
    site = real_project.root / "site"
    for name, page in pages.items():
        if name == "404.html":
            continue
        for address in page.loads + page.links:
            path = re.split("[?#]", address)[0]
            if path and not elsewhere(address) and not re.match(r"(mailto|data|javascript):", address):
                target = (site / name).parent / Path(path)
                assert (target / "index.html" if path.endswith(("/", ".")) else target).resolve().is_file(), (name, address)
