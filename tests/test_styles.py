"""The style sheets that readers fetch: the theme's loses what no page can hold, and nothing that a page holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import material
import pytest
from conftest import Project

from build_scripts.styles import trimmed


@pytest.mark.parametrize(("sheet", "left"), [
    (".md-header{top:0}", ".md-header{top:0}"),
    (".md-typeset .admonition{margin:0}", ""),
    (".md-typeset .admonition,.md-typeset table{margin:0}", ".md-typeset table{margin:0}"),
    ("@media print{.md-source{display:none}}", ""),
    ("@media print{.md-source{display:none}.md-header{display:none}}", "@media print{.md-header{display:none}}"),
    (".md-header:not(.md-banner){top:0}", ".md-header:not(.md-banner){top:0}"),
    (":is(.md-tabs,.md-source) a{top:0}", ":is(.md-tabs,.md-source) a{top:0}"),
    ('[data-md-toggle=drawer]:checked~.md-overlay,p:after{content:",.critic{}"}',
     '[data-md-toggle=drawer]:checked~.md-overlay,p:after{content:",.critic{}"}'),
    ("@keyframes key-press{0%{top:0}to{top:1px}}", "@keyframes key-press{0%{top:0}to{top:1px}}"),
    ("/*# sourceMappingURL=main.css.map */", ""),
])
def test_rules_for_what_no_page_holds_are_left_out(sheet: str, left: str) -> None:
    assert trimmed(sheet) == left


class Classes(HTMLParser):
    """The classes that a page's elements have."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update((dict(attrs).get("class") or "").split())


def selectors(sheet: str) -> set[str]:
    """What stands before the sheet's braces, part by part."""
    return {part.strip() for before in re.findall(r"([^{};]+)\{", sheet) if "@" not in before for part in before.split(",")}


def test_what_was_left_out_meets_nothing_on_any_page(real_project: Project) -> None:
    site = real_project.root / "site"
    (theirs,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")
    left_out = selectors(theirs.read_text("utf-8")) - selectors((site / "assets/stylesheets" / theirs.name).read_text("utf-8"))
    held = set().union(*(Classes(page.read_text("utf-8")).found for page in site.rglob("*.html")))
    assert len(left_out) > 100 and "md-header" in held
    assert [selector for selector in left_out if set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", selector)) <= held] == []
