"""Pages that people wrote: their words and links are those of the Markdown file."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import Any

import yaml

from build_scripts.check import additions
from build_scripts.check.addresses import Unsaid
from build_scripts.check.data import BadInput
from build_scripts.check.page import Page
from build_scripts.check.tree import Node

_LINK = re.compile(r"\[\[(\^?)([^\[\]|]+)(?:\|([^\[\]]*))?\]\](?:\{[^}]*\})?|\[([^\[\]]*)\]\(([^()\s]*)\)(?:\{[^}]*\})?")
_MARKS = re.compile(r"`([^`]*)`|\*\*|(?<!\w)[*_]|[*_](?!\w)")


def read(page: Page) -> tuple[dict[str, Any], str] | None:
    """Front matter and Markdown of the file that a page was made from; None where people wrote no such file."""
    stem = page.folder.rstrip("/") if page.path.endswith("index.html") else page.path.removesuffix(".html")
    for path in (page.world.docs / f"{stem or 'index'}.md", page.world.docs / stem / "index.md"):
        if path.is_file():
            text = path.read_text("utf-8")
            found = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S)
            try:
                return (yaml.safe_load(found[1]) or {}, found[2]) if found else ({}, text)
            except yaml.YAMLError as error:
                raise BadInput(f"{path}: the lines between the --- are not YAML") from error
    return None


def check(page: Page, article: Node, markdown: str) -> None:
    additions.take_away(page, article)
    try:
        pieces = [piece for line in _lines(markdown) for piece in (*_pieces(page, line), (" ", ""))]
    except Unsaid as error:
        page.complain(article.line, str(error))
        return
    wanted = "".join(words for words, _ in pieces).split()
    found = "".join(_words(article)).split()
    page.claims += max(len(wanted), 1)
    for n in range(max(len(found), len(wanted))):
        if found[n:n + 1] != wanted[n:n + 1]:
            page.complain(article.line, f"reads “{' '.join(found[max(n - 4, 0):n + 4])}”, and the Markdown has “"
                                        f"{' '.join(wanted[max(n - 4, 0):n + 4])}”")
            break
    links = [(" ".join(n.text().split()), page.target(n.attrs.get("href", ""))) for n in article.nodes() if n.tag == "a"]
    due = [(" ".join(words.split()), target) for words, target in pieces if target]
    page.claims += len(due)
    for n in range(max(len(links), len(due))):
        if links[n:n + 1] != due[n:n + 1]:
            page.complain(article.line, f"links {links[n:n + 1]}, and the Markdown has {due[n:n + 1]}")
            break
    for node in article.nodes():
        for name in ("style", "hidden", "title", "aria-label", "aria-hidden", "alt", "onclick"):
            if name in node.attrs and not (node.tag == "a" and "cite" in node.classes):
                page.complain(node.line, f"<{node.tag}> has {name}={node.attrs[name][:40]!r}")


def _words(node: Node) -> Iterator[str]:
    """Text, with a space wherever an element begins or ends that stands by itself."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            apart = child.tag not in ("a", "strong", "em", "code", "span", "q")
            inner = "".join(_words(child))
            yield f" {inner} " if apart else inner


def _lines(markdown: str) -> Iterator[str]:
    fenced = False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            yield f"`{line}`"
        elif re.fullmatch(r"\s*\|?[\s:|-]+\|?\s*", line) and "-" in line:
            continue
        else:
            bare = re.sub(r"^\s*(?:#{1,6}\s+|[-*+]\s+|\d+\.\s+|>\s?)", "", line)
            bare = re.sub(r"\s*\{:?\s*#[\w-]+\s*\}\s*$", "", bare)
            yield " ".join(bare.strip().strip("|").split("|")) if bare.lstrip().startswith("|") else bare


def _pieces(page: Page, line: str) -> Iterator[tuple[str, str]]:
    """Words, and where they lead; the address is empty for words that are no link."""
    position = 0
    for match in _LINK.finditer(line):
        yield _plain(line[position:match.start()]), ""
        position = match.end()
        if match[5] is not None:
            yield _plain(match[4]), _address(page, match[5])
        else:
            yield _record(page, match)
    yield _plain(line[position:]), ""


def _record(page: Page, match: re.Match[str]) -> tuple[str, str]:
    name, _, anchor = match[2].strip().partition("#")
    kind, _, identifier = name.rpartition(":")
    rec = page.world.any(identifier, (kind,) if kind else ())
    if rec is None:
        raise Unsaid(f"[[{match[2]}]] names no record")
    if match[1]:
        passage = rec["evidence"][int(anchor) - 1 if anchor.isdigit() else 0]
        href, number, _ = page.voice.at.cite(rec, passage)
        return (_plain(match[3]) if match[3] is not None else number), href
    address = page.voice.at.of(rec)
    words = _plain(match[3]) if match[3] is not None else str(rec.get("name") or rec.get("title") or rec.get("quote"))
    return words, address.partition("#")[0] + f"#{anchor}" if anchor else address


def _address(page: Page, href: str) -> str:
    if re.match(r"[a-z]+:", href):
        return f"out:{href}"
    path, _, anchor = href.partition("#")
    if not path:
        return f"site:{page.folder}#{anchor}"
    base = page.folder.rstrip("/")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(base) if base else "", path))
    return (page.voice.at.page(whole) if whole.endswith(".md") else f"site:{whole}#").rstrip("#") + f"#{anchor}"


def _plain(text: str) -> str:
    return html.unescape(_MARKS.sub(lambda m: m[1] or "", text))
