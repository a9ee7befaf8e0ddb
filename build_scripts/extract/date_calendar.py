"""Dates as stretches of days told in a unit, the choice among several, and their EDTF.

A value that the text leaves open ("March 19", "on Wednesday") is chosen among candidates by the tense: a past act takes the latest that has
begun by publication, a future one the earliest that is not over, anything else the nearest.
"""

from __future__ import annotations

import contextlib
import io
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from edtf import parse_edtf

TEXT = "text"
PUBLICATION = "publication date"
RELATIVE = "relative to publication"
YEAR_INFERRED = "year from publication"
MONTH_INFERRED = "month from publication"
NO_PUBLICATION = "unresolved: no publication date"
IMPOSSIBLE = "not a calendar date"
COUNTED = "counted from the date told before"
DAY_FIRST = "text, read day first"
MONTH_FIRST = "text, read month first"


class Unresolved(Exception):
    """The words are there, the date is not; the message is the basis to record."""


@dataclass(frozen=True)
class Value:
    """A stretch of days, and the unit it is told in."""

    level: str
    """day, month, season, quarter, half, year, decade, century; span (one unknown day of it), interval, months, years (all of it),
    pair (its two ends)."""
    first: date
    last: date
    basis: str
    approximate: bool = False
    fixed: bool = True
    """False where it was chosen among candidates."""
    part: str = ""
    """start, middle or end, where only that part is meant."""

    def edtf(self) -> str:
        y, mark = f"{self.first.year:04}", "~" if self.approximate else ""
        match self.level:
            case "month":
                return f"{self.first:%m}".join([f"{y}-", mark])
            case "season":
                return f"{y}-{21 + (self.first.month // 3 - 1)}"
            case "quarter":
                return f"{y}-{33 + (self.first.month - 1) // 3}"
            case "half":
                return f"{y}-{40 + (self.first.month - 1) // 6}"
            case "year":
                return y + mark
            case "decade":
                return f"{y[:3]}X"
            case "century":
                return f"{y[:2]}XX"
        a, b = self.first.isoformat(), self.last.isoformat()
        if self.level in ("months", "years"):
            return f"{self.edge(self.first)}/{self.edge(self.last)}"
        if a == b:
            return a + mark
        return f"{{{a},{b}}}" if self.level == "pair" else f"{a}/{b}" if self.level == "interval" else f"[{a}..{b}]"

    def edge(self, day: date, exact: bool = False) -> str:
        """One end of it, as precise as its own unit, or to the day."""
        if exact or self.level in ("day", "span", "interval", "pair"):
            return day.isoformat()
        return f"{day.year:04}" if self.level in ("year", "years", "decade", "century") else f"{day.year:04}-{day:%m}"


@dataclass(frozen=True)
class Context:
    published: date | None
    tense: str
    anchor: date | None = None
    """Counts instead of the publication when candidates are weighed (the other end of a range)."""
    month_first: bool = False
    """The text's other numeric dates put the month first."""
    approximate: bool = False
    base: Value | None = None
    """The date that the text gave before, for words that count from it."""

    @property
    def day(self) -> date:
        if self.published is None:
            raise Unresolved(NO_PUBLICATION)
        return self.published

    def choose(self, candidates: Iterable[Value], likely: str = "none") -> Value:
        """`likely` is the tense to suppose where none is given."""
        at, found = self.anchor or self.day, list(candidates)
        tense = likely if self.tense == "none" else self.tense
        if tense == "past":
            found = [v for v in found if v.first <= at][-1:]
        elif tense == "future":
            found = [v for v in found if v.last >= at][:1]
        if not found:
            raise Unresolved(IMPOSSIBLE)
        return replace(min(found, key=lambda v: max(v.first - at, at - v.last, timedelta(0))), fixed=False)


def month_of(year: int, month: int, basis: str) -> Value:
    return Value("month", date(year, month, 1), date(year, month, monthrange(year, month)[1]), basis)


def year_of(year: int, basis: str) -> Value:
    return Value("year", date(year, 1, 1), date(year, 12, 31), basis)


def season_of(year: int, season: int, basis: str) -> Value:
    """A winter carries the year in which it begins."""
    first = date(year, 3 + 3 * season, 1)
    return Value("season", first, first + relativedelta(months=3, days=-1), basis)


def stretch_of_years(level: str, year: int, basis: str) -> Value:
    first, length = (year // 10 * 10, 10) if level == "decade" else (year // 100 * 100, 100)
    return Value(level, date(max(first, 1), 1, 1), date(first + length - 1, 12, 31), basis)


def period_of(unit: str, day: date, basis: str) -> Value:
    """The week, weekend, month, … that a day lies in (of a weekend: the one of its week)."""
    monday = day - timedelta(days=day.weekday())
    match unit:
        case "week":
            return Value("span", monday, monday + timedelta(days=6), basis)
        case "weekend":
            return Value("span", monday + timedelta(days=5), monday + timedelta(days=6), basis)
        case "month":
            return month_of(day.year, day.month, basis)
        case "quarter":
            return fraction_of("quarter", day.year, (day.month - 1) // 3, basis)
        case "year":
            return year_of(day.year, basis)
        case "decade" | "century":
            return stretch_of_years(unit, day.year, basis)
    return Value("day", day, day, basis)


def fraction_of(unit: str, year: int, index: int, basis: str) -> Value:
    months = 3 if unit == "quarter" else 6
    first = date(year, 1 + months * index, 1)
    return Value(unit, first, first + relativedelta(months=months, days=-1), basis)


def shifted(unit: str, day: date, count: int) -> date:
    if unit in ("week", "weekend", "fortnight"):
        return day + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return day + (relativedelta(months=months * count) if months else timedelta(days=count if unit == "day" else 0))


def within(value: Value, context: Context) -> Value:
    """The part of it that a past or future act can lie in, if publication falls into it."""
    if context.published is None or not value.first <= context.published <= value.last or context.tense not in ("past", "future"):
        return value
    cut = replace(value, last=context.published) if context.tense == "past" else replace(value, first=context.published)
    return cut if value.level == "day" else replace(cut, level="span", basis=RELATIVE)


def is_valid_edtf(text: object) -> bool:
    """Whether the `edtf` package reads it and it is a date indeed.

    The package lets through blanks around it, 29 February in any year, and spans that end before they begin; on some bad input it prints.
    """
    if not isinstance(text, str) or not text.isascii() or not re.fullmatch(r"[^\s/]+(?:/[^\s/]*)?", text):
        return False
    try:
        for day in re.findall(r"(?<!\d)\d{4}-\d\d-\d\d", text):
            date.fromisoformat(day)
        with contextlib.redirect_stdout(io.StringIO()):
            parse_edtf(text)
    except Exception:  # the package raises its own errors, TypeError and pyparsing's
        return False
    ends = re.fullmatch(r"\[?(\d{4}(?:-\d\d){0,2})[?~%]?(?:\.\.|/)(\d{4}(?:-\d\d){0,2})[?~%]?\]?", text)
    return not ends or ends[1][: len(ends[2])] <= ends[2][: len(ends[1])]
