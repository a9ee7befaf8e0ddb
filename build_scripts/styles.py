"""Less to wait for before the first line is drawn: our style sheets in one, and the theme's without what no page can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

JOINED = "assets/site.css"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)
_THEMES = "assets/stylesheets/main.*.css"

# Classes of the theme that come only from Markdown extensions and features which mkdocs.yml does not switch on, and from the list of all
# pages, which our frame does without. Half of the theme's sheet is for them, and a phone reads all of it before it draws a letter.
_NEVER_MADE = re.compile(
    r"(?:tabbed-|admonition|task-list|critic|highlight|linenos|filename|arithmatex|mermaid|emojione|twemoji|footnote|key-|md-annotation|"
    r"md-author|md-banner|md-button|md-clipboard|md-code|md-consent|md-draft|md-feedback|md-input|md-meta|md-pagination|md-path|md-pin|md-post|"
    r"md-profile|md-progress|md-select|md-social|md-source|md-status|md-tag|md-version|md-nav--(?:primary|lifted|integrated)|"
    r"md-nav__(?:item--section|container|source)|md-sidebar--primary)"
)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NEGATED = re.compile(r":not\([^()]*\)")


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Put the sheets of docs/assets/ that `extra_css` lists into one, in their order and without comments. Addresses in them stay true: the
    one stands in the same folder. Sheets from elsewhere stay as they are."""
    ours = [path for path in config.extra_css if Path(path).parent == Path(JOINED).parent]
    sheets = [file for path in ours if (file := files.get_file_from_path(path))]
    if len(sheets) < 2:
        return
    for sheet in sheets:
        files.remove(sheet)
    files.append(File.generated(config, JOINED, content="".join(_COMMENT.sub("", sheet.content_string) for sheet in sheets)))
    joined = {sheet.src_uri for sheet in sheets}
    config.extra_css = [JOINED, *(path for path in config.extra_css if path not in joined)]


def trim_theme(files: Files, config: MkDocsConfig) -> None:
    """Put the theme's sheet, without the rules for what no page holds, in the place of the theme's sheet."""
    for sheet in [file for file in files if Path(file.src_uri).match(_THEMES)]:
        files.remove(sheet)
        files.append(File.generated(config, sheet.src_uri, content=trimmed(sheet.content_string)))


def trimmed(sheet: str) -> str:
    """The sheet without the selectors that ask for a class which is never made, and without rules that have no other selector."""
    return _kept(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _kept(rules: Iterable[Any]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [selector for selector in _selectors(rule.prelude) if not _unmet(selector)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports"):
            if inner := _kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)):
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)


def _selectors(prelude: list[Any]) -> list[str]:
    """A rule's selectors: what its commas part, where they stand in no bracket."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _unmet(selector: str) -> bool:
    """Whether it asks for a class that is never made. What it asks not to be there, or one of several, is another matter."""
    asked = _NEGATED.sub("", selector)
    return not re.search(r":(?:is|where)\(", asked) and any(_NEVER_MADE.match(name) for name in _CLASS.findall(asked))
