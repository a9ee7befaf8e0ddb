"""Values of records in plain words: dates, lists, counts, and the labels kept in templates/labels.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from build_scripts.model import Date

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@cache
def labels() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((TEMPLATES / "labels.yml").read_text(encoding="utf-8"))
    return loaded


def label(group: str, value: str) -> str:
    """The plain words for a value; the value itself, without underscores, where the file has none."""
    found = labels()[group].get(value)
    return str(found) if found is not None else value.replace("_", " ")


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Three statements, one event, 14 actors."""
    shown = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return f"{shown} {one if number == 1 else many or one + 's'}"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _single(edtf: str) -> str | None:
    match = re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if not match:
        decade = re.fullmatch(r"(\d{3})X", edtf)
        return f"the {decade[1]}0s" if decade else None
    year, month, day = match.groups()
    if month is None:
        return year
    if month in SEASONS and day is None:
        return f"{SEASONS[month]} {year}"
    if not 1 <= int(month) <= 12:
        return None
    name = MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _pair(first: str, last: str) -> tuple[str, str] | None:
    """Both ends in words, the first without what it shares with the last."""
    start, end = _single(first), _single(last)
    if not start or not end:
        return None
    if first[:4] == last[:4] and len(first) > 4 and len(last) > 4:
        start = start.rsplit(" ", 1)[0]
        if first[:7] == last[:7] and len(first) == len(last) == 10:
            start = start.split(" ", 1)[0]
    return start, end


def in_words(edtf: str) -> str:
    """An EDTF date in words: "2 April 2025", "some day between 31 March and 2 April 2025", "from 3 to 4 April 2025", "about 2023"."""
    if match := re.fullmatch(r"\[([^.,]*)\.\.([^.,]*)\]", edtf):
        if not match[1] or not match[2]:
            word = "by" if not match[1] else "on or after"
            return f"{word} {_single(match[1] or match[2]) or edtf}"
        if pair := _pair(match[1], match[2]):
            return f"{'some day' if len(match[1]) == 10 else 'some time'} between {pair[0]} and {pair[1]}"
    if match := re.fullmatch(r"([^/]+)/([^/]+)", edtf):
        if match[2] == ".." or match[1] == "..":
            known = match[1] if match[2] == ".." else match[2]
            return f"{'since' if match[2] == '..' else 'until'} {_single(known) or known}"
        if pair := _pair(match[1], match[2]):
            return f"from {pair[0]} to {pair[1]}"
    if match := re.fullmatch(r"\[(.+)\]", edtf):
        options = [_single(option.strip()) for option in match[1].split(",")]
        if all(options):
            return f"either {listed([str(option) for option in options], 'or')}"
    if edtf[-1:] in ("~", "?", "%"):
        doubt = {"~": "about", "?": "perhaps", "%": "perhaps about"}[edtf[-1]]
        return f"{doubt} {_single(edtf[:-1]) or edtf[:-1]}"
    return _single(edtf) or edtf


def first_day(edtf: str | None) -> str:
    """The earliest day that a date can mean, for sorting and comparing; empty for none."""
    found = re.search(r"\d{4}(?:-\d\d){0,2}", edtf or "")
    return found[0] if found else ""


def is_after(edtf: str | None, day: str | None) -> bool:
    """Whether a date lies wholly after a day; a month or year that contains the day does not."""
    start = first_day(edtf)
    return bool(start and day) and start > str(day)[: len(start)]


def when(date: Date | None) -> str:
    """The date alone, for captions; empty where the source gives none that can be resolved."""
    return in_words(date.edtf) if date and date.edtf else ""
