"""The articles that the extract command is given: files, standard input, or JSON Lines of `{"id", "text", "published"}`.

Whatever is wrong with one raises ExplainerError naming file and line; all that stood before it has then been given.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import select
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from build_scripts.knowledge import day_problem
from build_scripts.model import ExplainerError, Source
from build_scripts.seeds import MAX_ARTICLE_BYTES, read_source, source_of
from build_scripts.yamlio import label

STDIN = "standard input"
MAX_LINE_BYTES = 8 * MAX_ARTICLE_BYTES
"""Of a JSON Lines stream: an article with every character escaped is not longer."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True)
class Article:
    given: Any
    """The id that its result bears: the given one, else a name made of the file's or the number of the line."""
    source: Source


class Articles:
    """The articles of FILE arguments in order. `many`: whether there may be several; `total`: how many, where that is known."""

    def __init__(self, files: Sequence[str], published: str | None, lines: bool) -> None:
        """`lines`: standard input, and any file that looks like it, holds JSON Lines."""
        if files.count("-") > 1:
            raise ExplainerError("standard input can be read once; name - only once")
        self.files, self.published = files, published
        self._streams = [(lines and file == "-") or _holds_lines(file, lines) for file in files]
        self.many = len(files) > 1 or any(self._streams)
        self.total = None if any(self._streams) else len(files)
        self._reading: _Lines | None = None

    def check(self) -> None:
        """Read each file once, so that what is wrong with the last is told before the first is worked on."""
        for file, stream in zip(self.files, self._streams, strict=True):
            if file != "-" and not stream and len(self.files) > 1:
                self._source(file)

    def __iter__(self) -> Iterator[Article]:
        for file, stream in zip(self.files, self._streams, strict=True):
            if stream:
                yield from self._of_lines(file)
            else:
                source = self._source(file)
                yield Article(source.id, source)

    def waiting(self) -> bool:
        """Would asking for the next article wait for somebody to write it?"""
        return self._reading is not None and not self._reading.ready()

    def _source(self, file: str) -> Source:
        if file != "-":
            return read_source(Path(file), Path.cwd(), self.published)
        content = sys.stdin.buffer.read(MAX_ARTICLE_BYTES + 1)
        _refuse_large(content, STDIN)
        return source_of(content, "standard-input", STDIN, self.published, control=True)

    def _of_lines(self, file: str) -> Iterator[Article]:
        name = STDIN if file == "-" else label(Path(file), Path.cwd())
        first_seen: dict[Any, int] = {}
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
            self._reading = _Lines(stream, name)
            for number, line in enumerate(self._reading, start=1):
                if line.strip():
                    article = _of_line(line, number, f"{name}:{number}", self.published)
                    if (before := first_seen.setdefault(article.given, number)) != number:
                        raise ExplainerError(f"{name}:{number}: the id {article.given!r} was given on line {before} already; "
                                             "give each article an id of its own")
                    yield article
            self._reading = None
        if not first_seen:
            raise ExplainerError(f"{name}: holds no article")


class _Lines:
    """The lines of a stream, and whether there is one that need not be waited for."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._file, self._name = stream.fileno(), name
        self._held, self._searched, self._ended = bytearray(), 0, False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            while not self._whole_line() and not self._ended:
                self._read()
            end = self._held.find(b"\n", self._searched) + 1 or len(self._held)
            if not end:
                return
            line = bytes(self._held[:end])
            del self._held[:end]
            self._searched = 0
            yield line

    def ready(self) -> bool:
        while not self._whole_line() and not self._ended:
            try:
                waiting, _, _ = select.select([self._file], [], [], 0)
            except (OSError, ValueError):  # where only sockets can be asked
                return False
            if not waiting:
                return False
            self._read()
        return True

    def _whole_line(self) -> bool:
        at = self._held.find(b"\n", self._searched)
        self._searched = len(self._held) if at < 0 else at
        return at >= 0

    def _read(self) -> None:
        if len(self._held) > MAX_LINE_BYTES:
            raise ExplainerError(f"{self._name}: a line longer than {MAX_LINE_BYTES:,} bytes; write one object a line")
        try:
            found = os.read(self._file, 1 << 16)
        except OSError as error:
            raise ExplainerError(f"{self._name}: cannot be read ({error.strerror}); make it a readable file or remove it") from error
        self._held += found
        self._ended = not found


def _holds_lines(file: str, lines: bool) -> bool:
    """By its name, or, where JSON Lines are asked for, by its first character. What cannot be read is told by whoever reads it."""
    path = Path(file)
    if file == "-" or not path.is_file():
        return lines and file != "-" and path.exists() and not path.is_dir()  # a pipe, which can be read but once
    if path.suffix in _LINES:
        return True
    try:
        with path.open("rb") as stream:
            return lines and stream.read(64).lstrip()[:1] == b"{"
    except OSError:
        return False


def _of_line(line: bytes, number: int, where: str, published: str | None) -> Article:
    item = _object(line, where)
    text, given, day = item["text"], item.get("id"), item.get("published")
    if given is not None and (not isinstance(given, str | int) or isinstance(given, bool)):
        raise ExplainerError(f"{where}: the id is neither text nor a whole number")
    if day is not None and not isinstance(day, str):
        raise ExplainerError(f"{where}: published is not text; write YYYY-MM-DD")
    given, day = number if given is None else given, published if day is None else day
    if problem := day_problem(day) if day is not None else None:
        raise ExplainerError(f"{where}: date of publication: {problem}")
    for what, value in (("text", text), ("id", str(given))):
        if _SURROGATE.search(value):
            raise ExplainerError(f"{where}: the {what} holds half of a character (a lone surrogate); write it in full")
    if "\0" in text:
        raise ExplainerError(f"{where}: the text holds a zero character, as binary data do; leave it out")
    if not any(c.isalnum() for c in text):
        raise ExplainerError(f"{where}: the text holds no words; leave the line out")
    content = text.encode()
    _refuse_large(content, where)
    digest = hashlib.sha256(content).hexdigest()
    return Article(given, Source(id=str(given), file=where, sha256=digest, text=text, sentences=(), published=day))


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        item = json.loads(line.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise ExplainerError(f"{where}: not UTF-8 text (byte {line[error.start]:#04x}); write the lines in UTF-8") from error
    except (ValueError, RecursionError) as error:
        said = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise ExplainerError(f"{where}: not JSON ({said}); write one object a line") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ExplainerError(f"{where}: no article; each line is an object with id, text and, if known, published")
    return item


def _refuse_large(content: bytes, where: str) -> None:
    if len(content) > MAX_ARTICLE_BYTES:
        raise ExplainerError(f"{where}: larger than the limit of {MAX_ARTICLE_BYTES:,} bytes; an article is shorter than that")


def batches(articles: Articles, size: int) -> Iterable[list[Article]]:
    """The articles, at most `size` together and never waiting for more while there is one; what is wrong with one is raised after
    those before it."""
    batch: list[Article] = []
    try:
        for article in articles:
            batch.append(article)
            if len(batch) == size or articles.waiting():
                yield batch
                batch = []
    except ExplainerError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
