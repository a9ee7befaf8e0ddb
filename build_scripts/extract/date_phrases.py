"""What is made of single points in time (parts, open ends, ranges), and the EDTF that they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from build_scripts.extract.date_calendar import IMPOSSIBLE, NO_PUBLICATION, TEXT, Context, Unresolved, Value, within
from build_scripts.extract.date_meanings import MEANINGS


@dataclass(frozen=True)
class Point:
    """What one rule of the grammar found."""

    rule: str
    means: str
    groups: tuple[tuple[str, str], ...]
    approximate: bool = False
    part: str = ""
    """start, middle, end, earlier or later, where the words before it say so."""


@dataclass(frozen=True)
class Open:
    word: str
    """since, until, by, before or after."""
    point: Point


@dataclass(frozen=True)
class Range:
    first: Point
    last: Point


@dataclass(frozen=True)
class Counted:
    """Counted from an expression before it."""

    base: Point | Counted
    point: Point


_DAYS = {"weekday", "calendar_day", "ordinal_day", "holiday"}

Meaning = Point | Open | Range | Counted


def edtf_of(meaning: Meaning, context: Context) -> tuple[str, str]:
    """(EDTF, basis); raises Unresolved, or what `datetime` raises where the calendar has no such day."""
    if isinstance(meaning, Open):
        if context.tense == "none" and meaning.word in ("by", "until"):
            context = replace(context, tense="future")
        return _open_edtf(meaning.word, _value(meaning.point, context), context)
    if isinstance(meaning, Range):
        return _range_edtf(meaning, context)
    value = _counted(meaning, context) if isinstance(meaning, Counted) else _value(meaning, context)
    return value.edtf(), value.basis


def _counted(meaning: Counted, context: Context) -> Value:
    """The chain is worked out from its first date on: never deeper than its length."""
    chain: list[Point] = [meaning.point]
    base = meaning.base
    while isinstance(base, Counted):
        chain.append(base.point)
        base = base.base
    value = _value(base, replace(context, tense="future" if context.tense == "future" else "none"))
    for point in reversed(chain):
        value = _value(point, replace(context, base=value))
    return value


def _value(point: Point, context: Context) -> Value:
    tense = context.tense
    if tense == "none" or point.means not in _DAYS:  # "later on Thursday he accused them" is past all the same
        tense = {"earlier": "past", "later": "future"}.get(point.part, tense)
    context = replace(context, approximate=point.approximate, tense=tense)
    value = MEANINGS[point.means](dict(point.groups), context)
    if point.part in ("earlier", "later"):
        return within(value, context)
    if not point.part or value.level == "day":
        return value
    return replace(value, part=point.part, approximate=value.level in ("month", "year"))


def _marked(value: Value, day: date) -> str:
    """One end of an interval; the exact day where the words say start or end."""
    exact = value.part == ("start" if day == value.first else "end")
    return value.edge(day, exact) + ("~" if value.approximate and not exact and value.level in ("day", "month", "year") else "")


def _open_edtf(word: str, value: Value, context: Context) -> tuple[str, str]:
    if word == "since":
        edtf = f"{_marked(value, value.first)}/.."
    elif word == "until":
        edtf = f"../{_marked(value, value.last)}"
    elif word == "by" or value.part == "end":
        edtf = f"[..{value.edge(value.last, exact=value.part == 'end')}]"
    elif word == "before":
        edtf = f"[..{value.edge(value.first - timedelta(days=1), exact=value.part == 'start')}]"
    elif context.tense == "past" and context.published and value.first <= context.published:
        edtf = f"[{value.first}..{context.published}]" if value.first < context.published else value.first.isoformat()
    else:
        edtf = f"[{value.edge(value.first)}..]"
    return edtf, value.basis


def _range_edtf(meaning: Range, context: Context) -> tuple[str, str]:
    """What one end leaves open ("March to May 2024") is taken from the other."""
    first, last = _try(meaning.first, context), _try(meaning.last, context)
    if last and (last.fixed or context.tense != "future") and not (first and first.fixed):
        first = _value(meaning.first, replace(context, tense="past", anchor=last.last))
        basis = last.basis if last.fixed else first.basis
    elif first and not (last and last.fixed):
        last = _value(meaning.last, replace(context, tense="future", anchor=first.first))
        basis = first.basis if first.fixed else last.basis
    elif first and last:
        basis = last.basis if first.basis == TEXT else first.basis
    else:
        raise Unresolved(NO_PUBLICATION)
    if last.last < first.first:
        raise Unresolved(IMPOSSIBLE)
    low, high = _marked(first, first.first), _marked(last, last.last)
    return low if low == high else f"{low}/{high}", basis


def _try(point: Point, context: Context) -> Value | None:
    try:
        return _value(point, context)
    except Unresolved:
        return None
