"""Dates counted from publication ("two days ago", "the past week"), or from the one that the text gave before ("two days later")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from build_scripts.extract.date_calendar import COUNTED, PUBLICATION, RELATIVE, Context, Unresolved, Value, month_of, period_of, shifted
from build_scripts.extract.date_grammar import grammar

Groups = Mapping[str, str]
"""What a rule of the grammar found: name of a part -> its words."""

_FINENESS = ["minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"]
_TOO_VAGUE = "too vague for a date"


def count_of(g: Groups) -> int:
    """two, 12, a: how many."""
    if g.get("digits"):
        return int(float(g["digits"].replace(",", "")))
    return int(grammar().value("number_word", g["number_word"])) if g.get("number_word") else 1


def stretch(g: Groups, context: Context) -> Value:
    """the past two weeks, the next three years: all of it."""
    count, unit = count_of(g), g["unit"].lower().rstrip("s")
    unit = "century" if unit == "centurie" else unit
    back = g["direction"].lower() in ("past", "last")
    other = shifted(unit, context.day, -count if back else count)
    first, last = (other, context.day) if back else (context.day, other)
    level = {"month": "months", "quarter": "months", "year": "years", "decade": "years", "century": "years"}.get(unit, "interval")
    return Value(level, first, last, RELATIVE)


# The unit that the answer is told in, where it is not the one counted in: EDTF has no weeks, and nobody counts decades to the decade.
_TOLD_IN = {"fortnight": "week", "decade": "year", "century": "decade"}
_TOLD_ROUGHLY_IN = {"week": "month", "fortnight": "month"}


def ago(g: Groups, context: Context) -> Value:
    """Days to the day, weeks to the week, and so on; "a few" is taken as three, marked approximate."""
    unit = grammar().value("unit", g["unit"])
    basis = PUBLICATION if unit in ("hour", "minute") else RELATIVE
    if g.get("few"):
        if unit in ("decade", "century"):
            raise Unresolved("too vague for a date")
        day = shifted(unit, context.day, -grammar().value("few", g["few"]))
        return replace(period_of(_TOLD_ROUGHLY_IN.get(unit, unit), day, basis), approximate=basis == RELATIVE)
    day = shifted(unit, context.day, -count_of(g))
    half = bool(g.get("half") or g.get("another_half"))
    if half:
        day = day + (shifted(unit, context.day, -1) - context.day) / 2
    rough = context.approximate or half or "." in g.get("digits", "") or unit in ("decade", "century")
    return replace(period_of(_TOLD_IN.get(unit, unit), day, basis), approximate=rough)


def ahead(g: Groups, context: Context) -> Value:
    unit = grammar().value("unit", g["unit"])
    return period_of(_TOLD_IN.get(unit, unit), shifted(unit, context.day, count_of(g)), RELATIVE)


def beside(g: Groups, context: Context) -> Value:
    """The day, week, month or year itself, the one before or the one after."""
    unit = g.get("beside", "day").lower()
    aside = -1 if g.get("direction", "").lower() == "before" else 1
    step = int(grammar().value("turn", g["turn"])) if g.get("turn") else aside
    base = _base(context, unit)
    return _kept(period_of(unit, shifted(unit, base.first, step), COUNTED), context)


def month_beside(g: Groups, context: Context) -> Value:
    """ "that November": of the year that the text was in."""
    base = _base(context, "year")
    return _kept(month_of(base.first.year, int(grammar().value("month", g["month"])), COUNTED), context)


def counted(g: Groups, context: Context) -> Value:
    """Days to the day, weeks about to the day, months and years to their own unit; hours are of the same day."""
    unit = grammar().value("unit", g["unit"]) if g.get("unit") else "hour"
    base = _base(context, "day" if unit in ("minute", "hour") else unit)
    count = count_of(g) * (-1 if g["direction"].lower() == "earlier" else 1)
    day = shifted(unit, base.first, count)
    if unit in ("week", "fortnight"):
        return _kept(Value("day", day, day, COUNTED, approximate=True), context)
    told_in = {"minute": "day", "hour": "day", "decade": "year", "century": "decade"}.get(unit, unit)
    value = period_of(told_in, day, COUNTED)
    return _kept(Value(value.level, value.first, value.last, COUNTED, approximate=unit in ("decade", "century")), context)


def _base(context: Context, unit: str) -> Value:
    """The date told before, where it is as fine as the unit that is counted in."""
    base = context.base
    if base is None:
        raise Unresolved(_TOO_VAGUE)
    level = {"day": "day", "span": "week", "month": "month", "year": "year"}.get(base.level)
    if level is None or _FINENESS.index(level) > _FINENESS.index(unit):
        raise Unresolved(_TOO_VAGUE)
    return base


def _kept(value: Value, context: Context) -> Value:
    """A past act never begins after publication."""
    if context.tense == "past" and isinstance(context.published, date) and value.first > context.published:
        raise Unresolved(_TOO_VAGUE)
    return value
