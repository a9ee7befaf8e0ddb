"""The timeline: dated records and the background around them in order of time, and a chart of them that needs no script.

The chart has a row for each month in which something lies (for each year, where the months would be too many). A date is drawn as what it
is: a day as a dot; a month, a year or an "about" as a dashed bar over all that it can mean; one unknown day within a stretch as a dotted
bar; what lasted as a solid bar.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from build_scripts.model import Agreement, Event, Fact, KnownAgreement, KnownEvent
from build_scripts.pages.desk import Desk

ENOUGH = 2
"""Dates that make a timeline, at least one of them a source's."""
ENOUGH_FOR_A_CHART = 3
MOST_ROWS = 30
"""With more months than this the chart has a row for each year."""
NARROWEST = 228
"""Pixels that a row has on the narrowest phone (360 px); marks that would meet there go below one another."""
TARGET = 24
"""Pixels of a mark that a finger can hit (WCAG 2.2, target size)."""

_DATE = r"-?\d{4}(?:-\d\d){0,2}"
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF's seasons -> the month in which they begin in the north."""


KINDS = ("exact", "approximate", "within", "lasted")
"""A day; a month, a year or an "about"; one unknown day of a stretch; from one day to another."""

Known = KnownEvent | KnownAgreement
Told = Event | Agreement


@dataclass(frozen=True)
class Extent:
    """All the days that a date can mean, both ends included."""

    kind: str
    """One of KINDS."""
    first: date
    last: date


@dataclass(frozen=True)
class Entry:
    record: Told | Known
    extent: Extent
    number: int = 0
    """Counted from 1 in order of time."""
    background: bool = False
    later: bool = False
    """Wholly after the day of the newest source."""
    became: tuple[Fact, ...] = ()
    """What became of an event that weighs on somebody's name, unless a later entry tells it."""

    @property
    def anchor(self) -> str:
        return f"t{self.number}"

    @property
    def edtf(self) -> str:
        return _edtf(self.record) or ""

    @property
    def kind(self) -> str:
        return "known" if self.background else "agreement" if isinstance(self.record, Agreement) else "event"


@dataclass(frozen=True)
class Mark:
    """A piece of an extent in one row of the chart; left and width in thousandths of the row."""

    entry: Entry
    left: int
    width: int
    lane: int
    opens: bool
    """It begins in this row; otherwise it comes from an earlier one."""
    closes: bool


@dataclass(frozen=True)
class Row:
    year: int
    month: int
    """0 for a row that is a whole year."""

    @property
    def edtf(self) -> str:
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    marks: tuple[Mark, ...]
    lanes: int


@dataclass(frozen=True)
class Timeline:
    years: tuple[tuple[int, tuple[tuple[Entry, ...], ...]], ...]
    """Year -> its entries; in the year of the newest source, two runs, up to its day and after it."""
    rows: tuple[Row, ...]
    undated: tuple[Told, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(e for _, runs in self.years for run in runs for e in run)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Those that a legend has to tell apart."""
        return tuple(kind for kind in KINDS if any(e.extent.kind == kind for e in self.entries))

    @property
    def first_later(self) -> int:
        """The number of the first entry after the newest source; 0 where there is none."""
        return next((e.number for e in self.entries if e.later), 0)


def timeline(desk: Desk) -> Timeline | None:
    """None where too little is dated to make one."""
    entries = dated_entries(desk)
    if len(entries) < ENOUGH or all(e.background for e in entries):
        return None
    years = tuple((year, tuple(tuple(run) for _, run in groupby(members, key=lambda e: e.later)))
                  for year, members in groupby(entries, key=lambda e: e.extent.first.year))
    told: tuple[Told, ...] = (*desk.data.agreements, *desk.data.events)
    undated = tuple(r for r in told if extent(_edtf(r)) is None)
    return Timeline(years, _rows(entries) if len(entries) >= ENOUGH_FOR_A_CHART else (), undated)


def extent(edtf: str | None) -> Extent | None:
    """What an EDTF date can mean; None for none, and for forms that name no two ends (an open end, a year of more than four digits)."""
    if not edtf:
        return None
    if match := re.fullmatch(rf"({_DATE})/({_DATE})", edtf):
        return _between("lasted", match[1], match[2])
    if match := re.fullmatch(rf"[\[{{]({_DATE})\.\.({_DATE})[\]}}]", edtf):
        return _between("within", match[1], match[2])
    if match := re.fullmatch(rf"[\[{{]({_DATE})(?:,\s*{_DATE})*,\s*({_DATE})[\]}}]", edtf):
        return _between("within", match[1], match[2])
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return _between("approximate", f"{match[1]}0", f"{match[1]}9")
    bare = edtf.rstrip("~?%")
    ends = _ends(bare)
    if ends is None:
        return None
    return Extent("exact" if len(bare) == 10 and bare == edtf else "approximate", *ends)


def _between(kind: str, first: str, last: str) -> Extent | None:
    start, end = _ends(first), _ends(last)
    if start is None or end is None or end[1] < start[0]:
        return None
    return Extent(kind, start[0], end[1])


def _ends(text: str) -> tuple[date, date] | None:
    """First and last day of a day, a month, a season or a year."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        return None
    year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month in _SEASONS:
            begins = date(year, _SEASONS[month], 1)
            return begins, min((begins + timedelta(days=92)).replace(day=1) - timedelta(days=1), date(year, 12, 31))
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None


def _edtf(record: Told | Known) -> str | None:
    if isinstance(record, Known):
        return record.date
    dated = record.signed if isinstance(record, Agreement) else record.date
    return dated.edtf if dated else None


def dated_entries(desk: Desk) -> tuple[Entry, ...]:
    """Everything dated, in order of time, nothing twice: what a record most likely is stands with the record; where an agreement and its
    signing carry the same date the event stands for both, and of background the agreement."""
    data = desk.data
    records: tuple[Told, ...] = (*data.agreements, *data.events)
    signings = {(e.agreement, _edtf(e)) for e in data.events if e.agreement}
    own = [r for r in records if (r.id, _edtf(r)) not in signings]
    told = {r.background for r in records if extent(_edtf(r))}
    every: tuple[Known, ...] = (*data.background.agreements, *data.background.events)
    known = [k for k in every if k.id not in told]
    agreed = {(frozenset(k.parties), k.date) for k in known if isinstance(k, KnownAgreement)}
    known = [k for k in known if not (isinstance(k, KnownEvent) and (frozenset(k.actors), k.date) in agreed)]
    entries = [Entry(r, span) for r in own if (span := extent(_edtf(r)))]
    entries += [Entry(k, span, background=True) for k in known if (span := extent(k.date))]
    entries = [replace(e, later=bool(desk.newest) and e.extent.first.isoformat() > str(desk.newest)) for e in entries]
    entries.sort(key=lambda e: (e.extent.first, e.extent.last, e.background, e.record.id))
    told_by = {f.id: e for e in entries for f in _became(desk, e)}
    return tuple(replace(e, number=n, became=tuple(f for f in _became(desk, e) if told_by[f.id] is e)) for n, e in enumerate(entries, 1))


def _became(desk: Desk, entry: Entry) -> list[Fact]:
    return desk.follow_ups(entry.record) if isinstance(entry.record, Event) and desk.judges(entry.record) else []


# --- the chart -----------------------------------------------------------------------------------------------------------


def _rows(entries: Sequence[Entry]) -> tuple[Row, ...]:
    keys = sorted({key for e in entries for key in _keys(e.extent, by_month=True)})
    by_month = len(keys) <= MOST_ROWS
    keys = keys if by_month else sorted({key for e in entries for key in _keys(e.extent, by_month=False)})
    return tuple(_row(year, month, [e for e in entries if _lies_in(e, year, month, by_month)]) for year, month in keys)


def _keys(span: Extent, by_month: bool) -> set[tuple[int, int]]:
    """The rows in which an extent begins and ends: months, or years for what is wider than two months."""
    if by_month and span.last - span.first <= timedelta(days=62):
        return {(d.year, d.month) for d in (span.first, span.last)}
    return {(d.year, 0) for d in (span.first, span.last)}


def _lies_in(entry: Entry, year: int, month: int, by_month: bool) -> bool:
    """In a row of its own width, and in all those between its ends."""
    span = entry.extent
    if (month == 0) != any(m == 0 for _, m in _keys(span, by_month)):
        return False
    return (span.first.year, span.first.month if month else 0) <= (year, month) <= (span.last.year, span.last.month if month else 0)


def _row(year: int, month: int, entries: Sequence[Entry]) -> Row:
    begins = date(year, month or 1, 1)
    ends = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    days = (ends - begins).days + 1
    least = math.ceil(1000 * TARGET / NARROWEST)
    free: list[int] = []
    marks = []
    for entry in entries:
        span = entry.extent
        first, last = max(span.first, begins), min(span.last, ends)
        start, stop = (1000 * d // days for d in ((first - begins).days, (last - begins).days + 1))
        width = max(stop - start, least)
        left = min(max((start + stop - width) // 2, 0), 1000 - width)
        lane = next((n for n, right in enumerate(free) if right <= left), len(free))
        free[lane:lane + 1] = [left + width]
        marks.append(Mark(entry, left, width, lane, span.first >= begins, span.last <= ends))
    return Row(year, month, tuple(marks), len(free))
