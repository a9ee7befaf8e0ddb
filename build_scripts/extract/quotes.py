"""Quotation marks to quotations: where the text gives somebody's words.

Works on the raw text, a paragraph (line) at a time, over double marks of every typography and over single marks where they stand on the
outside, as British papers print them. A straight mark opens or closes by what stands beside it. A quotation that is not closed goes on
into the next paragraph when that one opens with a mark of its own, as printed speeches do; else it ends where a speaker is named or
the sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_OPENING, _CLOSING, _STRAIGHT = "“„«‟", "”»", '"'
_SINGLE_OPENING = {"‘": "’'", "'": "'’", "‹": "›", "‚": "‘’"}
_MARK = re.compile("``|''|[“„«‟”»\"‘'‹‚]")
_DOUBLE = re.compile("``|''|[“„«‟”»\"]")
_ELISION = re.compile(r"['‘](?:\d0s\b|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.IGNORECASE)
_CUT = re.compile(
    r"[,.?!](?=\s+(?:\S+\s+){0,4}?(?:said|says|added|told|asked|replied|wrote|warned|stressed|insisted|explained)\b)", re.IGNORECASE
)
_STOP = re.compile(r"[.?!](?=\s|$)")


@dataclass(frozen=True)
class Quotation:
    """[start, end) with its marks; `closed` is False where no closing mark was printed."""

    start: int
    end: int
    closed: bool
    opened_by: int = 1
    """Code points of the opening mark, and of the closing one."""
    closed_by: int = 1
    continues: bool = False
    """Goes on in the next paragraph, which opens with a mark of its own."""

    def inner(self, text: str) -> tuple[int, int]:
        """Without marks, outer blanks and the final comma or stop."""
        start, end = self.start + self.opened_by, self.end - (self.closed_by if self.closed else 0)
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",." and text[end - 3 : end] != "..."):
            end -= 1
        return start, end

    def last(self, text: str) -> str:
        """The last character inside the marks."""
        return text[self.start + self.opened_by : self.end - (self.closed_by if self.closed else 0)].rstrip()[-1:]


@lru_cache(maxsize=8)  # several steps ask for those of one text
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in order; never nested, linear in the text's length."""
    found: list[Quotation] = []
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    for n, (start, end) in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        found += _Line(text, start, end).quotations(_first_mark(text, *following) if following else "")
    return tuple(found)


def _first_mark(text: str, start: int, end: int) -> str:
    """The opening mark that a paragraph begins with, if it does."""
    found = _MARK.match(text, _first(text, start, end), end)
    return found.group() if found else ""


class _Line:
    """One paragraph's marks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.first = _first(text, start, end)
        doubles = [m.group() for m in _DOUBLE.finditer(text, start, end)]
        self.balanced = sum(d in {"“", "«"} for d in doubles) == sum(d in {"”", "»"} for d in doubles)
        self.found: list[Quotation] = []
        self.closers = {
            marks: [i for i in range(start, end) if text[i] in marks and self._closes_single(i)]
            for opening, marks in _SINGLE_OPENING.items()
            if text.find(opening, start, end) >= 0
        }

    def quotations(self, following: str) -> list[Quotation]:
        """`following`: the mark that the next paragraph begins with."""
        opened: tuple[int, str] | None = None
        depth, at = 0, self.start
        while match := (_MARK if opened is None else _DOUBLE).search(self.text, at, self.end):
            i, mark = match.start(), match.group()
            at = match.end()
            if opened is None:
                if mark in _SINGLE_OPENING:
                    at = self._single(i) or at
                elif mark in _OPENING or mark == "``" or self._opens(i, mark):
                    opened, depth = (i, mark), 0
            elif self._closes(mark, opened[1], i):
                if depth:
                    depth -= 1
                    continue
                if i > opened[0] + len(opened[1]):
                    self.found.append(Quotation(opened[0], at, True, len(opened[1]), len(mark)))
                opened = None
            elif mark == opened[1] and mark not in {_STRAIGHT, "''"} and self.balanced:
                depth += 1
            elif self._opens(i, mark) or mark in _OPENING:  # the one before was never closed
                self._unclosed(opened[0], opened[1], i)
                opened, depth = (i, mark), 0
        if opened is not None:
            if following == opened[1] or following in _OPENING and following and opened[1] in _OPENING:
                self._add(opened[0], self.end, opened[1], continues=True)
            else:
                self._unclosed(opened[0], opened[1], self.end)
        return self.found

    def _add(self, start: int, end: int, mark: str, continues: bool = False) -> None:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end > start + len(mark):
            self.found.append(Quotation(start, end, False, len(mark), 0, continues))

    def _unclosed(self, start: int, mark: str, limit: int) -> None:
        inside = start + len(mark)
        if mark == _STRAIGHT and start > self.start and self.text[start - 1].isdigit():
            return  # inches
        cut = _CUT.search(self.text, inside, limit)
        if cut is None and start != self.first:
            cut = _STOP.search(self.text, inside, limit)
        self._add(start, cut.end() if cut else limit, mark)

    def _opens(self, i: int, mark: str) -> bool:
        before = self.text[i - 1] if i > self.start else " "
        j = i + len(mark)
        after = self.text[j] if j < self.end else " "
        return not after.isspace() and not before.isalnum() and after not in ".,;:!?)" and before not in ".,!?…%"

    def _closes(self, mark: str, opening: str, i: int) -> bool:
        if mark in {_STRAIGHT, "''"}:
            return opening in {_STRAIGHT, "``", "''"} and not self._opens(i, mark) or not self._opens(i, mark)
        if opening in "„‟":
            return mark in "“”"
        if opening == "«":
            return mark == "»"
        if opening == "»":
            return mark == "«"
        if mark == "“":
            return not self._opens(i, mark)  # the wrong mark, but it stands where one closes
        return mark in _CLOSING or opening == _STRAIGHT and mark not in _OPENING and mark != "``"

    # ── single marks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _single(self, i: int) -> int | None:
        """Adds the quotation that a single mark opens; gives its end."""
        text = self.text
        before = text[i - 1] if i > self.start else " "
        after = text[i + 1] if i + 1 < self.end else " "
        if not (before.isspace() or before in "([—–-:") or not (after.isalnum() or after in "[…£$€“") or _ELISION.match(text, i):
            return None
        closers = self.closers[_SINGLE_OPENING[text[i]]]
        n = bisect_right(closers, i + 1)
        while n < len(closers):
            j = closers[n]
            later = closers[n + 1] if n + 1 < len(closers) else None
            if later is None or not self._possessive(j) or self._opened_between(j, later):
                self.found.append(Quotation(i, j + 1, True))
                return j + 1
            n += 1
        return None

    def _possessive(self, i: int) -> bool:
        """ "the workers' demands": may be no closing mark."""
        return self.text[i - 1] in "sS" and self.text[i + 1 : i + 2] == " " and self.text[i + 2 : i + 3].islower()

    def _opened_between(self, i: int, j: int) -> bool:
        return any(self.text[k] in "‘'" and self.text[k - 1].isspace() and not _ELISION.match(self.text, k) for k in range(i + 1, j))

    def _closes_single(self, i: int) -> bool:
        before = self.text[i - 1] if i > self.start else " "
        after = self.text[i + 1] if i + 1 < self.end else " "
        return not before.isspace() and not after.isalnum() and after not in "'’" and before not in "'’"


def _first(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
