"""The checker's own way from values to words: dates, lists, counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def capital(text: str) -> str:
    return text[0].upper() + text[1:] if text else text


def joined(items: Sequence[str], word: str = "and") -> list[str]:
    """The items with what stands between them: A, B and C."""
    out: list[str] = []
    for n, item in enumerate(items):
        if n:
            out.append(f" {word} " if n == len(items) - 1 else ", ")
        out.append(item)
    return out


def count_words(number: int, one: str, many: str) -> str:
    return f"{_NUMBERS[number] if number < 13 else format(number, ',')} {one if number == 1 else many}"


def _parts(value: str) -> tuple[str, str, str] | None:
    """Day, month and year in words of a calendar date; empty where it is less exact."""
    if decade := re.fullmatch(r"(\d\d\d)X", value):
        return "", "", f"the {decade[1]}0s"
    found = re.fullmatch(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if not found:
        return None
    year, month, day = found[1], found[2] or "", found[3] or ""
    if month in _SEASONS and not day:
        return "", _SEASONS[month], year
    if month and not 1 <= int(month) <= 12:
        return None
    return (str(int(day)) if day else ""), (_MONTHS[int(month) - 1] if month else ""), year


def _words(value: str) -> str:
    parts = _parts(value)
    return " ".join(p for p in parts if p) if parts else value


def _ends(first: str, last: str) -> tuple[str, str] | None:
    """Two dates, the first without the month and the year that it shares with the last."""
    a, b = _parts(first), _parts(last)
    if a is None or b is None:
        return None
    if a[2] == b[2] and a[1] and b[1]:
        if a[1] == b[1] and a[0] and b[0]:
            return a[0], _words(last)
        return " ".join(p for p in a[:2] if p), _words(last)
    return _words(first), _words(last)


def date_words(edtf: str) -> str:
    """An EDTF value (ISO 8601-2) as a reader would say it; the value itself where it has no such words."""
    if (inside := re.fullmatch(r"\[([^.,]*)\.\.([^.,]*)\]", edtf)) and (inside[1] or inside[2]):
        first, last = inside[1], inside[2]
        if not first:
            return f"by {_words(last)}"
        if not last:
            return f"on or after {_words(first)}"
        if ends := _ends(first, last):
            return f"some {'day' if len(first) == 10 else 'time'} between {ends[0]} and {ends[1]}"
    if edtf.count("/") == 1 and all(edtf.split("/")):
        first, last = edtf.split("/")
        if last == "..":
            return f"since {_words(first)}"
        if first == "..":
            return f"until {_words(last)}"
        if ends := _ends(first, last):
            return f"from {ends[0]} to {ends[1]}"
    if edtf.startswith("[") and edtf.endswith("]"):
        options = [o.strip() for o in edtf[1:-1].split(",")]
        if all(_parts(o) for o in options):
            return "either " + "".join(joined([_words(o) for o in options], "or"))
    doubts = {"~": "about", "?": "perhaps", "%": "perhaps about"}
    if edtf and edtf[-1] in doubts:
        return f"{doubts[edtf[-1]]} {_words(edtf[:-1])}"
    return _words(edtf)


def later(edtf: str | None, day: str | None) -> bool:
    """Whether a date lies wholly after a day."""
    start = re.search(r"\d{4}(?:-\d\d){0,2}", edtf or "")
    return bool(start and day and start[0] > day[:len(start[0])])
