"""What each rule of the date grammar means: the groups that it found -> a Value. Named in `lexicon/dates.yml` under `means`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from dateutil.relativedelta import relativedelta

from build_scripts.extract.date_calendar import (
    DAY_FIRST,
    IMPOSSIBLE,
    MONTH_FIRST,
    MONTH_INFERRED,
    PUBLICATION,
    RELATIVE,
    TEXT,
    YEAR_INFERRED,
    Context,
    Unresolved,
    Value,
    fraction_of,
    month_of,
    period_of,
    season_of,
    shifted,
    stretch_of_years,
    within,
    year_of,
)
from build_scripts.extract.date_counted import Groups, ago, ahead, beside, count_of, counted, month_beside, stretch
from build_scripts.extract.date_grammar import grammar


def _month_in(g: Groups) -> int:
    if g.get("month_number"):
        return int(g["month_number"])
    return int(grammar().value("month", g["month"]) if g.get("month") else grammar().value("month_short", g["month_short"]))


def _in_year(g: Groups, context: Context, make: Callable[[int, str], Value], wanted: Callable[[Value], bool] = lambda _: True) -> Value:
    """The value of the year that the text gives, else of the year that publication and tense suggest."""
    if g.get("year"):
        return make(int(g["year"]), TEXT)
    if g.get("year_word"):
        return make(context.day.year + int(grammar().value("year_word", g["year_word"])), RELATIVE)
    around = (context.anchor or context.published or date(2000, 1, 1)).year
    try:
        return context.choose(v for v in _of_years(around - 1, around + 1, make) if wanted(v))
    except Unresolved:  # the tense wants another year, or publication is not known
        candidates = list(_of_years(around - 8, around + 8, make))
        if not candidates:
            raise Unresolved(IMPOSSIBLE) from None
        return context.choose(candidates)


def _of_years(first: int, last: int, make: Callable[[int, str], Value]) -> Iterator[Value]:
    for each in range(first, last + 1):
        with suppress(ValueError):  # 29 February in most years
            yield make(each, YEAR_INFERRED)


def calendar_day(g: Groups, context: Context) -> Value:
    month, day = _month_in(g), int(g["day"]) if g.get("day") else int(grammar().value("ordinal_word", g["ordinal_word"]))
    named = "weekday" if g.get("weekday") else "weekday_short"
    weekday = grammar().value(named, g[named]) if g.get(named) else None

    def make(year: int, basis: str) -> Value:
        return Value("day", date(year, month, day), date(year, month, day), basis)

    return _in_year(g, context, make, lambda v: weekday in (None, v.first.weekday()))


def numeric_day(g: Groups, context: Context) -> Value:
    """Day first unless that is no date, the text's other dates say otherwise, or a past act would lie after publication."""
    first, second, year = int(g["first"]), int(g["second"]), int(g["year"])
    if second > 12 or first > 12 or first == second:
        day, month = (second, first) if second > 12 else (first, second)
        return Value("day", date(year, month, day), date(year, month, day), TEXT)
    day_first, month_first = date(year, second, first), date(year, first, second)
    late = context.tense == "past" and context.published is not None and month_first <= context.published < day_first
    chosen = month_first if context.month_first or late else day_first
    return Value("day", chosen, chosen, MONTH_FIRST if chosen == month_first else DAY_FIRST)


def day_range(g: Groups, context: Context) -> Value:
    month, day, last = _month_in(g), int(g["day"]), int(g["last"])
    level = "pair" if (g.get("joint") or "").lower() == "and" and last != day + 1 else "interval"

    def make(year: int, basis: str) -> Value:
        if last < day:
            raise Unresolved(IMPOSSIBLE)
        return Value(level, date(year, month, day), date(year, month, last), basis)

    return _in_year(g, context, make)


def month(g: Groups, context: Context) -> Value:
    number = _month_in(g)
    if not g.get("shift"):
        return _in_year(g, context, lambda y, basis: month_of(y, number, basis))
    return _shifted_among(g["shift"], [month_of(context.day.year + k, number, RELATIVE) for k in (-1, 0, 1)], context)


def _shifted_among(word: str, candidates: list[Value], context: Context) -> Value:
    """last: the latest that was over; next: the earliest that had not begun; this: of the year, nearest by tense."""
    shift, at = grammar().value("shift", word), context.day
    if shift == 0:
        return replace(context.choose(candidates), fixed=True)
    return [v for v in candidates if v.last < at][-1] if shift < 0 else next(v for v in candidates if v.first > at)


def year(g: Groups, context: Context) -> Value:
    return year_of(int(g["year"]), TEXT)


def year_range(g: Groups, context: Context) -> Value:
    first, last = int(g["year"]), int(g["last"])
    if last < 100:
        if last <= first % 100 and 1 <= last <= 12:
            return month_of(first, last, TEXT)
        last += first // 100 * 100
    if last < first:
        raise Unresolved(IMPOSSIBLE)
    return Value("years", date(first, 1, 1), date(last, 12, 31), TEXT)


def decade(g: Groups, context: Context) -> Value:
    return stretch_of_years("decade", int(g["decade"]) if g.get("decade") else 1900 + int(g["short_decade"]), TEXT)


def century(g: Groups, context: Context) -> Value:
    number = int(g["ordinal_digits"]) if g.get("ordinal_digits") else grammar().value("ordinal_word", g["ordinal_word"])
    return stretch_of_years("century", 100 * (number - 1), TEXT)


def ordinal_day(g: Groups, context: Context) -> Value:
    number = int(g["ordinal_digits"]) if g.get("ordinal_digits") else grammar().value("ordinal_word", g["ordinal_word"])
    if g.get("month_word"):
        day = (context.day + relativedelta(months=grammar().value("month_word", g["month_word"]))).replace(day=number)
        return Value("day", day, day, RELATIVE)
    if not 1 <= number <= 31:
        raise Unresolved(IMPOSSIBLE)
    starts = [(context.anchor or context.day).replace(day=1) + relativedelta(months=k) for k in (-2, -1, 0, 1, 2)]
    days = [start.replace(day=number) for start in starts if number <= monthrange(start.year, start.month)[1]]
    return context.choose(Value("day", day, day, MONTH_INFERRED) for day in days)


def weekday(g: Groups, context: Context) -> Value:
    number = grammar().value("weekday", g["weekday"])
    if g.get("week_word"):
        monday = period_of("week", context.day, RELATIVE).first + timedelta(weeks=grammar().value("week_word", g["week_word"]))
        return Value("day", monday + timedelta(days=number), monday + timedelta(days=number), RELATIVE)
    at = context.anchor or context.day
    nearest = at + timedelta(days=(number - at.weekday()) % 7 - 7)
    days = [Value("day", d, d, RELATIVE) for d in (nearest + timedelta(weeks=k) for k in (-1, 0, 1, 2))]
    if g.get("shift"):
        return _shifted_among(g["shift"], days, context)
    return context.choose(days, likely="past")


def weeks_from(g: Groups, context: Context) -> Value:
    """a week from Friday: of the coming one; two weeks ago Friday: of the past one."""
    number, at = grammar().value("weekday", g["weekday"]), context.day
    ahead_of_it = timedelta(days=(number - at.weekday()) % 7)
    weeks = timedelta(weeks=count_of(g))
    day = at + ahead_of_it + weeks if g["direction"].lower() == "from" else at - timedelta(days=(at.weekday() - number) % 7) - weeks
    return Value("day", day, day, RELATIVE)


def weekday_of_month(g: Groups, context: Context) -> Value:
    number, which, month_number = grammar().value("weekday", g["weekday"]), grammar().value("nth", g["nth"]), _month_in(g)

    def make(y: int, basis: str) -> Value:
        whole = month_of(y, month_number, basis)
        days = [whole.first + timedelta(days=k) for k in range((whole.last - whole.first).days + 1)]
        day = [d for d in days if d.weekday() == number][which - (which > 0)]
        return Value("day", day, day, basis)

    return _in_year(g, context, make)


def week_of_month(g: Groups, context: Context) -> Value:
    which, month_number = grammar().value("nth", g["nth"]), _month_in(g)

    def make(y: int, basis: str) -> Value:
        whole = month_of(y, month_number, basis)
        first = whole.last - timedelta(days=6) if which < 0 else whole.first + timedelta(weeks=which - 1)
        return Value("span", first, first + timedelta(days=6), basis)

    return _in_year(g, context, make)


def near_day(g: Groups, context: Context) -> Value:
    offset = grammar().value("deictic", g["deictic"])
    day = context.day + timedelta(days=offset)
    return Value("day", day, day, RELATIVE if offset else PUBLICATION)


def period(g: Groups, context: Context) -> Value:
    """this, last or next week, month, …; without such a word the one at hand. A past act within this week lies before publication."""
    shift, at, unit = grammar().value("shift", g["shift"]) if g.get("shift") else 0, context.day, g["period"].lower()
    if unit == "weekend":
        if shift < 0:
            return _shifted_among("last", [period_of(unit, at + timedelta(weeks=k), RELATIVE) for k in (-1, 0)], context)
        if shift == 0:
            weekends = [period_of(unit, at + timedelta(weeks=k), RELATIVE) for k in (-1, 0, 1)]
            return within(replace(context.choose(weekends, likely="none" if g.get("shift") else "past"), fixed=True), context)
    value = period_of(unit, shifted(unit, at, shift), RELATIVE)
    return within(value, context) if shift == 0 and unit == "week" and g.get("shift") else value


def season(g: Groups, context: Context) -> Value:
    number = grammar().value("season", g["season"])
    if not g.get("shift"):
        return _in_year(g, context, lambda y, basis: season_of(y, number, basis))
    return _shifted_among(g["shift"], [season_of(context.day.year + k, number, RELATIVE) for k in (-2, -1, 0, 1)], context)


def fraction(g: Groups, context: Context) -> Value:
    if g.get("quarter"):
        return fraction_of("quarter", int(g["year"]), int(g["quarter"]) - 1, TEXT)
    unit, which = g["fraction"].lower(), grammar().value("nth", g["nth"])
    parts = 4 if unit == "quarter" else 2
    if which > parts:
        raise Unresolved(IMPOSSIBLE)
    index = parts - 1 if which < 0 else which - 1
    if g.get("period"):
        return fraction_of(unit, context.day.year, index, RELATIVE)
    return _in_year(g, context, lambda y, basis: fraction_of(unit, y, index, basis))


def period_end(g: Groups, context: Context) -> Value:
    return replace(period_of(g["at_end"].lower(), context.day, RELATIVE), part="end", approximate=True)


def overnight(g: Groups, context: Context) -> Value:
    """The night to publication, or the one after it: one of two days."""
    first = context.day if context.tense == "future" else context.day - timedelta(days=1)
    return Value("span", first, first + timedelta(days=1), RELATIVE)


def week_of_day(g: Groups, context: Context) -> Value:
    first = calendar_day(g, context)
    return Value("span", first.first, first.first + timedelta(days=6), first.basis)


def holiday(g: Groups, context: Context) -> Value:
    told: str = grammar().value("holiday", g["holiday"])

    def make(year: int, basis: str) -> Value:
        day = _feast(told, year)
        return Value("day", day, day, basis)

    return _in_year(g, context, make)


def _feast(told: str, year: int) -> date:
    """The day of a feast in a year, as the lexicon tells it."""
    counts, _, days = told.partition(" ")
    if counts in ("easter", "orthodox"):
        return easter(year, EASTER_WESTERN if counts == "easter" else EASTER_ORTHODOX) + timedelta(days=int(days))
    if not days:
        month_number, day = (int(n) for n in told.split("-"))
        return date(year, month_number, day)
    which, weekday_number = (int(n) for n in days.split())
    first = date(year, int(counts), 1)
    return first + timedelta(days=(weekday_number - first.weekday()) % 7 + 7 * (which - 1))


MEANINGS: Mapping[str, Callable[[Groups, Context], Value]] = {
    f.__name__: f
    for f in (
        beside,
        month_beside,
        counted,
        calendar_day,
        numeric_day,
        day_range,
        month,
        year,
        year_range,
        decade,
        century,
        ordinal_day,
        weekday,
        weekday_of_month,
        week_of_month,
        near_day,
        period,
        stretch,
        season,
        fraction,
        period_end,
        ago,
        ahead,
        overnight,
        week_of_day,
        holiday,
        weeks_from,
    )
}
