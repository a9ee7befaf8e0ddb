"""Gold files read and checked: one YAML file an article, beside it the numbered sentences.

Whatever a slip of the hand can spoil is an error with file, line and remedy: an unknown name, a quote that is not in the text, a
trigger that its sentence does not hold, a date that is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from build_scripts.evaluate.gold import GoldActor, GoldAgreement, GoldArticle, GoldEvent, GoldRecord, GoldStatement
from build_scripts.evaluate.wording import words
from build_scripts.knowledge import date_problem, day_problem, id_problem, one_of
from build_scripts.model import ACTOR_TYPES, EVENT_TYPES, Span
from build_scripts.yamlio import Node, decoded, fail, label, nearest, read_bytes, read_yaml, shown, text_of

SENTENCES = ".sents.txt"
DEV, TEST = "dev", "test"
"""The split that nobody looks at while rules are written."""
SPLITS = ("seed", DEV, TEST)
ALL = "all"
"""The name of the figures over every article; no group may bear it."""

_KINDS: Mapping[str, type[GoldRecord]] = {"actors": GoldActor, "agreements": GoldAgreement, "events": GoldEvent,
                                          "statements": GoldStatement}
"""Actors first: the other kinds name them."""
_ABOUT_ARTICLE = ("id", "group", "split", "published", "text")
_MAX_BYTES = 1_000_000


def read_gold(folder: Path, root: Path, ids: Iterable[str] = ()) -> list[GoldArticle]:
    """The articles of a folder in the order of their ids, or only those asked for. Raises ExplainerError."""
    files = {path.stem: path for path in sorted(folder.glob("*.yml"))}
    if not files:
        fail(label(folder, root), "no gold here (*.yml); name the right folder with --gold")
    wanted = list(dict.fromkeys(ids)) or list(files)
    for unknown in (id_ for id_ in wanted if id_ not in files):
        fail(label(folder, root), f"no article {shown(unknown)} here; {nearest(unknown, files)}")
    return [read_article(files[id_], root) for id_ in wanted]


def read_article(path: Path, root: Path) -> GoldArticle:
    """One gold file with its text and sentences. Raises ExplainerError."""
    return _Reader(path, root).article()


def find_sentences(text: str, lines: Iterable[str]) -> list[Span | None]:
    """The span of each sentence in the text, the width of white space aside; None where it does not follow the one before."""
    inked = [place for place, sign in enumerate(text) if not sign.isspace()]
    bare, reached = "".join(text[place] for place in inked), 0
    spans: list[Span | None] = []
    for line in lines:
        sentence = "".join(line.split())
        start = bare.find(sentence, reached) if sentence else -1
        if start >= 0:
            reached = start + len(sentence)
        spans.append((inked[start], inked[reached - 1] + 1) if start >= 0 else None)
    return spans


class _Reader:
    def __init__(self, path: Path, root: Path) -> None:
        self.path, self.root, self.file = path, root, label(path, root)
        self.text = ""
        self.sentences: tuple[Span, ...] = ()
        self.names: set[str] = set()
        """Of the actors, once they are read."""

    def article(self) -> GoldArticle:
        top = read_yaml(self.path, self.file) or Node(self.file, 1, {})
        self._refuse_keys(top, (*_ABOUT_ARTICLE, *_KINDS), ("id",))
        about = {key: self._text_or_none(key, node) if (node := top.get(key)) else None for key in _ABOUT_ARTICLE}
        self._check_about(top, about)
        text_file = about["text"] or f"{self.path.stem}.txt"
        self._read_text(text_file)
        records: dict[str, Any] = {kind: tuple(self._records(kind, made_of, top.get(kind))) for kind, made_of in _KINDS.items()}
        return GoldArticle(id=self.path.stem, text=self.text, sentences=self.sentences, file=text_file, group=about["group"],
                           split=about["split"], published=about["published"], **records)

    def _check_about(self, top: Node, about: Mapping[str, str | None]) -> None:
        problems = {"id": id_problem(about["id"] or ""),
                    "split": one_of(SPLITS)(about["split"]) if about["split"] else None,
                    "published": day_problem(about["published"]) if about["published"] else None,
                    "group": None}
        if about["group"] == ALL:
            problems["group"] = f"'{ALL}' means every article; choose another word"
        elif about["group"] in SPLITS and about["group"] != about["split"]:
            problems["group"] = f"{shown(about['group'])} is the name of another split; choose another word"
        if about["id"] != self.path.stem:
            problems["id"] = f"{shown(about['id'] or '')} is not the file's name; make them the same"
        for key, problem in problems.items():
            if problem:
                (top.get(key) or top).fail(f"'{key}': {problem}")

    def _read_text(self, file: str) -> None:
        """A name alone lies beside the gold file, a path below the project's root."""
        path = (self.root if "/" in file else self.path.parent) / file
        beside = self.path.with_name(self.path.stem + SENTENCES)
        self.text = decoded(read_bytes(path, label(path, self.root), _MAX_BYTES), label(path, self.root))
        listed = label(beside, self.root)
        spans = find_sentences(self.text, decoded(read_bytes(beside, listed, _MAX_BYTES), listed).rstrip("\n").split("\n"))
        for line, span in enumerate(spans, start=1):
            if span is None:
                fail(listed, f"this sentence is not in {file} after the one before; copy each from the text, one a line, in order", line)
        self.sentences = tuple(span for span in spans if span)

    def _records(self, kind: str, made_of: type[GoldRecord], node: Node | None) -> Iterable[GoldRecord]:
        if node is None or node.value is None:
            return
        for item in self._list(kind, node):
            record = self._record(made_of, item)
            if isinstance(record, GoldActor):
                self._remember(record, item)
            else:
                self._check_words(record, item)
            yield record

    def _record(self, made_of: type[GoldRecord], node: Node) -> GoldRecord:
        known = fields(made_of)
        self._refuse_keys(node, [field.name for field in known], [field.name for field in known if field.default is MISSING])
        types = ACTOR_TYPES if made_of is GoldActor else EVENT_TYPES
        readers: dict[str, Callable[[str, Node], Any]] = {
            "type": lambda key, value: text_of(value, key, one_of(types)),
            "alt_types": lambda key, value: tuple(text_of(item, key, one_of(types)) for item in self._list(key, value)),
            "aliases": lambda key, value: tuple(text_of(item, key, lax=True) for item in self._list(key, value)),
            **dict.fromkeys(("parties", "actors", "recipients", "alt_speakers"), self._names),
            "speaker": lambda key, value: None if value.value is None else self._name(key, value),
            **dict.fromkeys(("date", "signed"), lambda key, value: None if value.value is None else self._date(key, value)),
            **dict.fromkeys(("alt_dates", "alt_signed"), lambda key, value: tuple(self._date(key, i) for i in self._list(key, value))),
            **dict.fromkeys(("direct", "optional"), self._flag),
            **dict.fromkeys(("name", "label", "trigger", "quote"), lambda key, value: text_of(value, key, lax=True)),
            "sentence": self._number,
            "also": self._also,
        }
        found = node.value if isinstance(node.value, dict) else {}
        return made_of(**{key: readers.get(key, self._text_or_none)(key, value) for key, value in found.items()})

    def _refuse_keys(self, node: Node, known: Iterable[str], needed: Iterable[str]) -> None:
        if not isinstance(node.value, dict):
            node.fail("not a mapping; write it as lines of 'key: value'")
        for key in node.value:
            if key not in known:
                node.fail(f"unknown key {shown(key)}; {nearest(key, known)}", node.key_lines[key])
        for key in needed:
            if key not in node.value:
                node.fail(f"no '{key}' here; add a line '{key}: ...'")

    def _text_or_none(self, key: str, node: Node) -> str | None:
        return None if node.value is None else text_of(node, key, lax=True)

    def _list(self, key: str, node: Node) -> tuple[Node, ...]:
        if node.value is not None and not isinstance(node.value, tuple):
            node.fail(f"'{key}' has to be a list; write {key}: [first, second], or items after '- '")
        return node.items

    def _name(self, key: str, node: Node) -> str:
        name = text_of(node, key, lax=True)
        if name not in self.names:
            node.fail(f"'{key}': {shown(name)} is no actor of this file; {nearest(name, sorted(self.names))}")
        return name

    def _names(self, key: str, node: Node) -> tuple[str, ...]:
        return tuple(self._name(key, item) for item in self._list(key, node))

    def _date(self, key: str, node: Node) -> str:
        return text_of(node, key, date_problem, lax=True)

    def _number(self, key: str, node: Node) -> int:
        number = node.data()
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            node.fail(f"'{key}' has to be a number; count the sentences from 0")
        if number >= len(self.sentences):
            node.fail(f"'{key}': there is no sentence {number}; {self.path.stem}{SENTENCES} holds 0 to {len(self.sentences) - 1}")
        return number

    def _flag(self, key: str, node: Node) -> bool:
        flag = node.data()
        if not isinstance(flag, bool):
            node.fail(f"'{key}' has to be true or false; write one of them")
        return flag

    def _also(self, key: str, node: Node) -> tuple[tuple[int, str], ...]:
        pairs = self._list(key, node)
        for pair in pairs:
            if len(pair.items) != 2:
                pair.fail(f"'{key}' has to be a list of pairs; write {key}: [[13, words of sentence 13]]")
        mentions = []
        for pair in pairs:
            number, said = self._number(key, pair.items[0]), text_of(pair.items[1], key, lax=True)
            self._check_begin(key, pair, number, said)
            mentions.append((number, said))
        return tuple(mentions)

    def _remember(self, actor: GoldActor, node: Node) -> None:
        if not words(actor.name):
            node.fail(f"'name': {shown(actor.name)} has no letters; write the name")
        if actor.name in self.names:
            node.fail(f"a second actor {shown(actor.name)}; merge the two")
        self.names.add(actor.name)

    def _check_words(self, record: GoldRecord, node: Node) -> None:
        for key in ("trigger", "quote", "clause"):
            said = getattr(record, key, None)
            if said is not None and not isinstance(record, GoldActor):
                self._check_begin(key, node.get(key) or node, record.sentence, said)

    def _check_begin(self, key: str, node: Node, number: int, said: str) -> None:
        """The words must stand in the text and begin in that sentence; white space of any width is one space."""
        start, end = self.sentences[number]
        rest, line = (" ".join(part.split()) for part in (self.text[start:], self.text[start:end]))
        at = rest.find(" ".join(said.split()))
        if words(said) and 0 <= at < len(line):
            return
        known = " ".join(said.split()) in " ".join(self.text.split())
        problem = f"do not begin in sentence {number} (count from 0)" if known else "are not in the text"
        node.fail(f"'{key}': the words {shown(said)} {problem}; copy them from the text, and look the number up in "
                  f"{self.path.stem}{SENTENCES}")
