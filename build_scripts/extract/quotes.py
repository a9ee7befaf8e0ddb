"""Quotation marks to quotations: where the text gives somebody's words.

Works on the raw text, a paragraph (line) at a time. A straight mark opens or closes by what stands beside it; a paragraph whose last
quotation is not closed goes on into the next when that one opens with a mark of its own, as printed interviews do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_OPENING, _CLOSING, _STRAIGHT = "“„«‟", "”»", '"'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_TERMINAL = ".,;:!?… "


@dataclass(frozen=True)
class Quotation:
    """[start, end) with its marks; `closed` is False where the paragraph ended first."""

    start: int
    end: int
    closed: bool

    def inner(self, text: str) -> tuple[int, int]:
        """Without marks, outer blanks and the final comma or stop."""
        start, end = self.start + 1, self.end - self.closed
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",." and text[end - 3 : end] != "..."):
            end -= 1
        return start, end


@lru_cache(maxsize=8)  # several steps ask for those of one text
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in order; never nested, linear in the text's length."""
    found: list[Quotation] = []
    at = 0
    for line in text.split("\n"):
        found += _in_line(text, at, at + len(line))
        at += len(line) + 1
    return tuple(found)


def _in_line(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        i, mark = match.start(), match.group()
        if opened is None:
            if mark not in _OPENING and not _opens(text, i, start, end):
                continue  # inches, or a closing mark with nothing open
            opened = i
        elif _closes(mark, text[opened], text, i, start, end):
            if i > opened + 1:
                found.append(Quotation(opened, i + 1, True))
            opened = None
    if opened is not None and end > opened + 1:
        rest = end
        while rest > opened and text[rest - 1].isspace():
            rest -= 1
        if rest > opened + 1 and opened == _first(text, start, end):
            found.append(Quotation(opened, rest, False))  # a paragraph of an interview: the mark closes in a later one
    return found


def _first(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _opens(text: str, i: int, start: int, end: int) -> bool:
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    return not after.isspace() and not before.isalnum() and after not in ".,;:!?)"


def _closes(mark: str, opening: str, text: str, i: int, start: int, end: int) -> bool:
    if mark == _STRAIGHT:
        return opening == _STRAIGHT or not _opens(text, i, start, end)
    if opening in "„‟":
        return mark in "“”"
    if opening == "«":
        return mark == "»"
    if opening == "»":
        return mark == "«"
    return mark in _CLOSING or opening == _STRAIGHT and mark not in _OPENING
