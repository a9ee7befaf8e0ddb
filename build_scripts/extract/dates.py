"""Finding when: the words of a text that tell a time, and the date that they come to.

    find_times("Talks ended on Wednesday.", "2025-04-02")  ->  [TimeExpression(15, 24, "Wednesday", "2025-04-02", …)]

What a single point in time looks like stands in `lexicon/dates.yml`; here points are put together (early March, from March to May,
since March).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from build_scripts.extract.date_calendar import IMPOSSIBLE, Context, Unresolved, is_valid_edtf
from build_scripts.extract.date_grammar import CONTEXT_WIDTH, Grammar, grammar
from build_scripts.extract.date_phrases import Counted, Meaning, Open, Point, Range, edtf_of
from build_scripts.model import Date

__all__ = ["TimeExpression", "find_times", "is_valid_edtf", "resolve"]

CANDIDATE = re.compile(r"(?<![\w$€£¥#.,:/'’-])[0-9]+|(?<![\w'’-])(?:[A-Za-z]+|['’ʼ](?=[2-9]0s))")
"""Where an expression may begin. Money, decimals, clock times and the later parts of compounds are passed over."""
POSSESSIVE = re.compile(r"['’ʼ]s(?!\w)")
NO_DATE = {"duration": "a length of time, no date", "vague": "too vague for a date"}
NAMED = frozenset({"calendar_day", "numeric_day", "day_range", "month", "year", "year_range", "weekday"})
"""With "the" before it, such a date belongs to a noun: "since the 2014 war" is no "since 2014"."""
BASES = {
    "calendar_day": "day",
    "numeric_day": "day",
    "weekday": "day",
    "near_day": "day",
    "holiday": "day",
    "ordinal_day": "day",
    "weekday_of_month": "day",
    "month": "month",
    "year": "year",
}
"""What can be counted from, and how fine it is."""
REACH = 500
"""Code points that may lie between."""
CHAIN = 20
ALREADY_RANGES = frozenset({"day_range", "year_range"})


@dataclass(frozen=True)
class TimeExpression:
    """Words that tell a time. Offsets count code points of the whole text."""

    start: int
    end: int
    text: str
    edtf: str | None
    """As far as it is known without a tense; `resolve` knows better."""
    basis: str
    kind: str
    """date (a point or span in time), duration (a length), or vague (no date can be given)."""
    meaning: Meaning = field(repr=False, compare=False)
    month_first: bool = field(default=False, repr=False, compare=False)


@dataclass(frozen=True)
class _Found:
    end: int
    kind: str
    meaning: Meaning

    @property
    def point(self) -> Point:
        assert isinstance(self.meaning, Point)
        return self.meaning


def find_times(text: str, published: str | None, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """All time expressions between the offsets, in order, none overlapping, each as long as can be."""
    return [_answered(e, published) for e in told_times(text, start, end)]


def told_times(text: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """The same, before it is asked what they come to."""
    found = list(_anchored(_scan(text, start, len(text) if end is None else min(end, len(text)))))
    return [replace(e, month_first=True) for e in found] if _puts_month_first(e.meaning for e in found) else found


def _anchored(found: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """Words that count from another date are given the nearest one before them; without one they are vague."""
    bases: dict[str, TimeExpression] = {}
    chained = 0
    for expression in found:
        if expression.kind == "anchored":
            assert isinstance(expression.meaning, Point)
            usable = [bases[level] for level in _bases_for(expression.meaning) if level in bases]
            base = max(usable, key=lambda b: b.end, default=None)
            if base is None or expression.start - base.end > REACH or chained > CHAIN:
                yield replace(expression, kind="vague", basis=NO_DATE["vague"])
                continue
            assert isinstance(base.meaning, Point | Counted)
            expression = replace(expression, kind="date", meaning=Counted(base.meaning, expression.meaning))
            bases["day"] = expression
            chained += 1
        elif isinstance(expression.meaning, Point) and not expression.meaning.part and expression.meaning.means in BASES:
            bases[BASES[expression.meaning.means]] = expression
            chained = 0
        yield expression


def _bases_for(point: Point) -> tuple[str, ...]:
    """Which levels of dates it can be counted from, and how fine they must be."""
    groups = dict(point.groups)
    unit = groups.get("beside") or groups.get("unit") or ("year" if "month" in groups else "hour")
    unit = unit.lower().rstrip("s")
    if unit in ("minute", "hour", "day", "week", "fortnight"):
        return ("day",)
    return ("day", "month") if unit == "month" else ("day", "month", "year")


def resolve(expression: TimeExpression, published: str | None, tense: str) -> Date | None:
    """The date for an act told in that tense ("past", "future" or "none"); None where the words give no date at all."""
    if expression.kind != "date":
        return None
    try:
        edtf, basis = edtf_of(expression.meaning, Context(_day(published), tense, month_first=expression.month_first))
        return Date(edtf, expression.text, basis)
    except Unresolved as why:
        return Date(None, expression.text, str(why))
    except (ValueError, OverflowError, IndexError):  # 31 February, the year 0 or 10000, a fifth Monday that is not there
        return Date(None, expression.text, IMPOSSIBLE)


def _answered(expression: TimeExpression, published: str | None) -> TimeExpression:
    answer = resolve(expression, published, "none")
    return replace(expression, edtf=answer.edtf, basis=answer.basis) if answer else expression


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _puts_month_first(meanings: Iterable[Meaning]) -> bool:
    """Whether the numeric dates of the text that can be read in one way only put the month first."""
    pairs = [dict(m.groups) for m in meanings if isinstance(m, Point) and m.means == "numeric_day"]
    return any(int(p["second"]) > 12 for p in pairs) and not any(int(p["first"]) > 12 for p in pairs)


def _scan(text: str, start: int, end: int) -> Iterator[TimeExpression]:
    g, at, list_at = grammar(), start, -1
    while candidate := CANDIDATE.search(text, at, end):
        begin = candidate.start()
        listed = 0 <= list_at <= begin and bool(g.also.fullmatch(text, list_at, begin))
        begins = g.begins(text, begin, end)
        found = _expression(g, text, begin, end, begins, listed) if begins else None
        if found is None:
            at = candidate.end()
            continue
        possessive = POSSESSIVE.match(text, found.end, end)
        at = possessive.end() if possessive else found.end
        list_at = at if isinstance(found.meaning, Point) and found.meaning.means in ("month", "year") else -1
        yield TimeExpression(begin, at, text[begin:at], None, NO_DATE.get(found.kind, ""), found.kind, found.meaning)


def _expression(g: Grammar, text: str, at: int, end: int, begins: str, listed: bool) -> _Found | None:
    """The longest expression that begins there."""
    options: list[_Found | None] = []
    if begins == "word":
        options = [_open(g, text, at, end), _range(g, text, at, end)]
    if not any(options):
        point = _part_or_point(g, text, at, end, begins, bound=listed)
        options = [_joined(g, text, point, end), point]
    return max((o for o in options if o), key=lambda o: o.end, default=None)


def _open(g: Grammar, text: str, at: int, end: int) -> _Found | None:
    """since 2011, by the end of the year"""
    opener = g.opener.match(text, at, end)
    if not opener:
        return None
    word = g.value("open", opener["open"])
    found = _part_or_point(g, text, opener.end(), end, bound=word in ("since", "until"))
    if found is None or found.kind != "date" or POSSESSIVE.match(text, found.end, end):
        return None
    if opener["the"] and found.point.means in NAMED and not found.point.part:
        return None
    return _Found(found.end, "date", Open(word, found.point))


def _range(g: Grammar, text: str, at: int, end: int) -> _Found | None:
    """from March to May, between 3 and 5 April"""
    opener = g.range_opener.match(text, at, end)
    if not opener:
        return None
    first = _part_or_point(g, text, opener.end(), end, bound=True)
    if first and first.point.means in ALREADY_RANGES:
        return first
    return _joined(g, text, first, end, opener["range"].lower())


def _joined(g: Grammar, text: str, first: _Found | None, end: int, opener: str = "") -> _Found | None:
    """The first end and the last, where a dash or a word joins them."""
    if first is None or first.kind != "date":
        return None
    joint = g.joint.match(text, first.end, end)
    if not joint or not _may_join(opener, (joint["word"] or "").lower(), first.point.means):
        return None
    last = _part_or_point(g, text, joint.end(), end, bound=True)
    if last is None or last.kind != "date" or (not opener and last.point.means != first.point.means):
        return None
    return _Found(last.end, "date", Range(first.point, last.point))


def _may_join(opener: str, word: str, means: str) -> bool:
    if opener:
        return (word == "and") == (opener == "between")
    return not word or (word in ("to", "through", "until") and means != "weekday")


def _part_or_point(g: Grammar, text: str, at: int, end: int, begins: str | None = None, bound: bool = False) -> _Found | None:
    """March, early March, the end of March"""
    point = _point(g, text, at, end, begins, bound=bound)
    part = g.part.match(text, at, end)
    if not part or (point and point.end > part.end()):
        return point
    whole = _point(g, text, part.end(), end, inside=True, bound=bound or part["part"].lower() not in ("earlier", "later", "end"))
    if not whole or whole.kind != "date":
        return point
    return replace(whole, meaning=replace(whole.point, part=g.value("part", part["part"])))


def _point(g: Grammar, text: str, at: int, end: int, begins: str | None = None, inside: bool = False, bound: bool = False) -> _Found | None:
    """The longest match of a rule; of equal ones the first in the lexicon."""
    begins = begins or g.begins(text, at, end)
    if begins is None:
        if not inside:
            return None
        begins = "word"  # "the end of the week": a plain noun begins nothing on its own
    before = text[max(0, at - CONTEXT_WIDTH) : at]
    best: _Found | None = None
    for rule in g.rules[begins]:
        if rule.inside and not inside:
            continue
        match = rule.pattern.match(text, at, end)
        if not match or (best and match.end() <= best.end):
            continue
        if rule.after and not (rule.bound and bound) and not rule.after.search(before):
            continue
        if rule.not_after and rule.not_after.search(before):
            continue
        groups = tuple((name, words) for name, words in match.groupdict().items() if words is not None)
        best = _Found(match.end(), rule.kind, Point(rule.name, rule.means, groups, bool(g.approximately.search(before))))
    return best
