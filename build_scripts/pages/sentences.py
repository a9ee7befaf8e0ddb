"""The sentence file, read and cut into parts: which sentences there are, when each may be said, and what its pattern is made of.

The comment at the top of sentences.yml tells people how a pattern is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from build_scripts.model import ExplainerError

FILE = Path(__file__).parent / "sentences.yml"
_TOKEN = re.compile(r"(\{[^{}]*\})|(\[)|(\])|(<[^<>]*>)|([^{}\[\]<>]+)|(.)", re.S)
_LINK = re.compile(r"<(to|page|out) ([^<>\s]+)>")
_MARKUP = re.compile(r'</?(?:strong|em|q|span)>|<span(?: id="[\w-]+")?(?: class="[\w -]+")?>')


@dataclass(frozen=True)
class Slot:
    """A variable part: a path into the record, and the way its value is put in words; or another sentence about it."""

    path: str
    way: str = ""
    argument: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Group:
    """What is left out where something in it is empty."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Link:
    kind: Literal["to", "page", "out"]
    target: str
    anchor: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Markup:
    """A tag that is kept."""

    tag: str


Item = str | Slot | Group | Link | Markup


@dataclass(frozen=True)
class Case:
    when: Mapping[str, Any]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class SentenceFile:
    sentences: Mapping[str, tuple[Case, ...]]
    of: Mapping[str, str]
    """Key -> kind of record."""
    fixed: Mapping[str, tuple[Item, ...]]
    links: Mapping[str, str]


@cache
def sentence_file() -> SentenceFile:
    """The project's own. Raises ExplainerError where a pattern cannot be read."""
    return parse_file(FILE.read_text(encoding="utf-8"), FILE.name)


def parse_file(text: str, name: str) -> SentenceFile:
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    sentences, of = {}, {}
    for key, entry in loaded["sentences"].items():
        cases = entry.get("say") or [{"text": entry.get("text")}]
        sentences[key] = tuple(Case(case.get("when") or {}, parse(case["text"], f"{name}: {key}")) for case in cases)
        of[key] = entry["of"]
    fixed = {key: parse(words, f"{name}: {key}") for key, words in loaded["fixed"].items()}
    if both := sorted(set(fixed) & set(sentences)):
        raise ExplainerError(f"{name}: {both[0]} is both a sentence and a fixed phrase; give one of them another key")
    return SentenceFile(sentences, of, fixed, loaded["links"])


def parse(pattern: str, where: str) -> tuple[Item, ...]:
    """A pattern as its parts. `where` names it in an error."""
    tokens = iter(tuple(_TOKEN.finditer(pattern)))
    return tuple(_items(tokens, None, where))


def _items(tokens: Iterator[re.Match[str]], end: str | None, where: str) -> Iterator[Item]:
    for token in tokens:
        text = token[0]
        if text == end:
            return
        if token[1]:
            yield _slot(text[1:-1], where)
        elif token[2]:
            yield Group(tuple(_items(tokens, "]", where)))
        elif link := _LINK.fullmatch(text):
            target, _, anchor = link[2].partition("#")
            inside = tuple(_items(tokens, f"</{link[1]}>", where))
            yield Link(link[1], target, anchor, inside)  # type: ignore[arg-type]
        elif token[4] and _MARKUP.fullmatch(" ".join(text.split())):
            yield Markup(" ".join(text.split()))
        elif token[5]:
            yield text
        else:
            raise ExplainerError(f"{where}: {text!r} is out of place in the pattern; the top of the file says how to write one")
    if end is not None:
        raise ExplainerError(f"{where}: the pattern lacks a {end}")


def _slot(inside: str, where: str) -> Slot:
    path, told, key = inside.partition(">")
    if told:
        return Slot(path.strip() or ".", sentence=key.strip())
    path, _, rest = inside.partition("|")
    way, _, argument = rest.strip().partition(" ")
    if not path.strip():
        raise ExplainerError(f"{where}: {{{inside}}} names no field; write {{.}} for the record itself")
    return Slot(path.strip(), way, argument.strip())
