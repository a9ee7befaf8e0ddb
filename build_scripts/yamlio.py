"""Strict reading of the YAML that people write: plain mappings, lists and words, each with the file and line it stands on.

Only a small part of YAML is accepted. Anchors, aliases, tags, merge keys, tabs, duplicate keys and second documents are refused, so that a
file means what a reader sees and cannot grow or run anything when it is read. Scalars stay text until somebody asks for data: `2025-04-02`
is never a date object, `NO` and `on` are words.
"""

from __future__ import annotations

import difflib
import os
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from build_scripts.model import ExplainerError

MAX_YAML_BYTES = 2_000_000
MAX_DEPTH = 20
"""Levels of nesting. Real seeds need four; the limit keeps a hostile file from exhausting the stack."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = re.compile(r"~|null|Null|NULL|")
_DATA: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"true|false"), lambda word: word == "true"),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}"), float),
)
"""YAML 1.2's core forms, without the surprises of 1.1."""

Record = TypeVar("Record")
Check = Callable[[str], "str | None"]
"""Takes a text and says what is wrong with it and how to mend it, or None."""


@dataclass(frozen=True)
class Node:
    """A value and where it stands."""

    file: str
    line: int
    """Counted from 1."""
    value: str | tuple[Node, ...] | dict[str, Node] | None
    plain: bool = False
    """A scalar without quotes: only these can be numbers, true or false."""
    key_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Node, ...]:
        return self.value if isinstance(self.value, tuple) else ()

    def get(self, key: str) -> Node | None:
        return self.value.get(key) if isinstance(self.value, dict) else None

    def at(self, path: str) -> Iterator[Node]:
        """The scalars under a dotted path; lists on the way are walked through."""
        if isinstance(self.value, tuple):
            for item in self.value:
                yield from item.at(path)
        elif path:
            first, _, rest = path.partition(".")
            child = self.get(first)
            if child is not None:
                yield from child.at(rest)
        elif isinstance(self.value, str):
            yield self

    def data(self) -> Any:
        """Plain data: text, numbers, true and false, None, tuples, dictionaries."""
        if isinstance(self.value, dict):
            return {key: child.data() for key, child in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(child.data() for child in self.value)
        return _scalar_data(self.value) if self.plain and self.value is not None else self.value

    def fail(self, problem: str, line: int | None = None) -> NoReturn:
        fail(self.file, problem, line or self.line)


def fail(file: str, problem: str, line: int | None = None) -> NoReturn:
    """Raises the one-line error `file:line: what is wrong; how to mend it`."""
    raise ExplainerError(f"{file}{f':{line}' if line else ''}: {problem}")


def shown(text: str) -> str:
    """A foreign text as it may stand in a message: quoted, printable, on one line and short."""
    short = text if len(text) <= 60 else text[:57] + "..."
    return ascii(short) if not short.isprintable() else f"'{short}'"


def nearest(word: str, choices: Iterable[str]) -> str:
    """A hint for a word that is none of the choices."""
    known = list(choices)
    close = difflib.get_close_matches(word, known, 1, 0.6)
    return f"did you mean '{close[0]}'?" if close else f"use one of: {', '.join(known)}"


def line_of(text: str, offset: int) -> int:
    """The line, from 1, that a code point stands on, for any kind of line end."""
    return len(re.findall(r"\r\n|\r|\n", text[:offset])) + 1


def decoded(content: bytes, file: str) -> str:
    """Bytes as UTF-8 text, as they are; ExplainerError with the line of the first byte that is not."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = line_of(content[: error.start].decode("utf-8"), error.start)
        fail(file, f"not UTF-8 text (byte {content[error.start]:#04x}); save the file as plain text in UTF-8", line)


def read_yaml(path: Path, file: str) -> Node | None:
    """The file's one value; None for a file of nothing but comments. Anything but the plain part of YAML raises ExplainerError."""
    return parse_yaml(read_bytes(path, file, MAX_YAML_BYTES), file)


def parse_yaml(content: bytes, file: str) -> Node | None:
    """The same for bytes at hand."""
    text = decoded(content, file).removeprefix("\ufeff")
    for unwanted, problem in (("\0", "binary data; replace the file by plain YAML text"), ("\t", "a tab; put spaces in its place")):
        if unwanted in text:
            fail(file, problem, line_of(text, text.index(unwanted)))
    try:
        return _Composer(file, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join((error.problem or "unreadable").split())
        line = mark.line + 1 if mark else None
        fail(file, f"not readable as YAML ({problem}); check indentation, colons and quotes here and just above", line)
    except yaml.YAMLError:  # a character that YAML does not allow
        bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
        fail(file, "not readable as YAML (a control character); delete it", line_of(text, bad.start()) if bad else None)


class _Composer:
    """Nodes from parser events: no resolver, no constructor, nothing that a tag could reach."""

    def __init__(self, file: str, events: Iterable[Any]) -> None:
        self.file = file
        self.events = iter(events)

    def document(self) -> Node | None:
        node = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    fail(self.file, "a second document; keep one document a file, without '---' lines", self.line(event))
                node = self.node(next(self.events), 0)
        return None if node is not None and node.value is None else node

    def node(self, event: Any, depth: int) -> Node:
        line = self.line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            fail(self.file, f"an anchor or alias ({shown(str(event.anchor))}); write the value out where it is needed", line)
        if getattr(event, "tag", None) is not None:
            fail(self.file, f"a tag ({shown(str(event.tag))}); remove it: seeds hold only text, numbers, lists and mappings", line)
        if depth > MAX_DEPTH:
            fail(self.file, f"nested more than {MAX_DEPTH} levels deep; flatten it", line)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
            return Node(self.file, line, tuple(items))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(line, depth)
        plain = event.style in (None, "")
        return Node(self.file, line, None if plain and _NULL.fullmatch(event.value) else event.value, plain)

    def mapping(self, line: int, depth: int) -> Node:
        children: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key.value, str):
                key.fail("a key that is not a word; write it as 'key: value'")
            if key.value in children:
                key.fail(f"the key {shown(key.value)} stands twice (first on line {key_lines[key.value]}); keep one of them")
            children[key.value] = self.node(next(self.events), depth + 1)
            key_lines[key.value] = key.line
        return Node(self.file, line, children, key_lines=key_lines)

    @staticmethod
    def line(event: Any) -> int:
        return int(event.start_mark.line) + 1


def to_record(node: Node, cls: type[Record], checks: Mapping[str, Check], lax: Iterable[str] = ()) -> Record:
    """A mapping as a frozen dataclass, its fields checked by type and, where `checks` names them, by content.

    Fields in `lax` take numbers as the text that is written (a year). Fields of type Any become plain data.
    """
    name = _in_words(cls)
    if not isinstance(node.value, dict):
        node.fail(f"{_a(name)} has to be a mapping; write it as lines of 'key: value'")
    hints = get_type_hints(cls)
    for key in node.value:
        if key not in hints:
            node.fail(f"unknown key {shown(key)} in {_a(name)}; {nearest(key, hints)}", node.key_lines[key])
    values: dict[str, Any] = {}
    for spec in fields(cls):  # type: ignore[arg-type]
        child = node.value.get(spec.name)
        if child is not None and (child.value is not None or hints[spec.name] is Any):
            values[spec.name] = _field(child, spec.name, hints[spec.name], checks, spec.name in lax, lax)
        elif spec.default is MISSING and spec.default_factory is MISSING and not _optional(hints[spec.name]):
            node.fail(f"{_a(name)} without '{spec.name}'; add a line '{spec.name}: ...'")
        elif spec.default is MISSING and spec.default_factory is MISSING:
            values[spec.name] = None
    return cls(**values)


def text_of(node: Node, name: str, check: Check | None = None, lax: bool = False) -> str:
    """A scalar's text; ExplainerError for a list, a mapping, nothing, and for a bare number or truth value unless `lax`."""
    if not isinstance(node.value, str):
        node.fail(f"'{name}' has to be text; write it on the line of the key, in quotes if it holds special characters")
    if not node.value.strip():
        node.fail(f"'{name}' is empty; write it or leave the line out")
    if not lax and node.plain and not isinstance(_scalar_data(node.value), str):
        node.fail(f"'{name}' has to be text, not {shown(node.value)}; put it in quotes if that is the text")
    problem = check(node.value) if check else None
    if problem:
        node.fail(f"'{name}': {problem}")
    return node.value


def _field(node: Node, name: str, hint: Any, checks: Mapping[str, Check], lax: bool, all_lax: Iterable[str]) -> Any:
    if hint is Any:
        return node.data()
    if get_origin(hint) is tuple:
        if not isinstance(node.value, tuple):
            node.fail(f"'{name}' has to be a list; write each item on a line of its own after '- '")
        return tuple(_field(item, name, get_args(hint)[0], checks, lax, all_lax) for item in node.value)
    if get_origin(hint) is Mapping:
        if not isinstance(node.value, dict):
            node.fail(f"'{name}' has to be a mapping; write it as lines of 'key: value'")
        return {key: text_of(child, f"{name}.{key}") for key, child in node.value.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return to_record(node, hint, checks, all_lax)
    return text_of(node, name, checks.get(name), lax)


def _scalar_data(word: str) -> Any:
    return next((convert(word) for form, convert in _DATA if form.fullmatch(word)), word)


def _optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)


def _in_words(cls: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def read_bytes(path: Path, file: str, limit: int) -> bytes:
    """A file's bytes, never more than the limit; ExplainerError where it is larger or cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        fail(file, f"cannot be read ({error.strerror or type(error).__name__}); make it a readable file or remove it")
    if len(content) > limit:
        fail(file, f"larger than the limit of {limit:,} bytes; split it or leave out what is not needed")
    return content


def label(path: Path, root: Path) -> str:
    """How a file is named to people: below the root with forward slashes, else as given; always printable."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - does away with '..' and follows no link
    base = Path(os.path.abspath(root))  # noqa: PTH100
    name = (whole.relative_to(base) if whole.is_relative_to(base) else path).as_posix()
    return name if name.isprintable() else ascii(name)
