"""What has to stand on the timeline, and in which order, worked out from the dates in the YAML."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from build_scripts.check.data import Rec, World
from build_scripts.check.relations import edtf, follow_ups, judges

Span = tuple[date, date]


@dataclass(eq=False)
class Moment:
    rec: Rec
    span: Span
    number: int = 0

    @property
    def known(self) -> bool:
        return self.rec.kind.startswith("known")


def _days(text: str) -> Span | None:
    """First and last day of a day, a month, a season or a year."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if 21 <= month <= 24:
            start = date(year, 3 * (month - 20), 1)
            return start, min((start + timedelta(days=92)).replace(day=1) - timedelta(days=1), date(year, 12, 31))
        return date(year, month or 1, 1), date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except (ValueError, OverflowError):
        return None


def span(value: str | None) -> Span | None:
    """All the days that an EDTF date can mean; None for none and for open ends."""
    if not value:
        return None
    one = r"\d{4}(?:-\d\d){0,2}"
    pair = (re.fullmatch(rf"({one})/({one})", value) or re.fullmatch(rf"[\[{{]({one})\.\.({one})[\]}}]", value)
            or re.fullmatch(rf"[\[{{]({one})(?:,\s*{one})*,\s*({one})[\]}}]", value) or re.fullmatch(r"(\d{3})X", value))
    if pair is None:
        return _days(value.rstrip("~?%"))
    ends = (f"{pair[1]}0", f"{pair[1]}9") if value.endswith("X") else (pair[1], pair[2])
    first, last = _days(ends[0]), _days(ends[1])
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def moments(world: World) -> list[Moment]:
    """Records and background with a date, in order of time. Nothing twice: a signing stands for its agreement of the same date, a record
    for the background that it most likely is, and of background an agreement for its signing."""
    if "moments" in world.memo:
        return list(world.memo["moments"])
    events, agreements = world.all("event"), world.all("agreement")
    signed = {(e["agreement"], edtf(e)) for e in events if e["agreement"]}
    own = [r for r in (*agreements, *events) if (r.id, edtf(r)) not in signed]
    told = {r.get("background") for r in (*agreements, *events) if span(edtf(r))}
    signings = {(frozenset(k.get("parties") or []), k.get("date")) for k in world.all("known-agreement") if k.id not in told}
    known = [k for k in (*world.all("known-agreement"), *world.all("known-event")) if k.id not in told]
    known = [k for k in known if k.kind == "known-agreement" or (frozenset(k.get("actors") or []), k.get("date")) not in signings]
    found = [Moment(r, days) for r in (*own, *known) if (days := span(edtf(r)))]
    found.sort(key=lambda m: (m.span[0], m.span[1], m.known, m.rec.id))
    for number, moment in enumerate(found, 1):
        moment.number = number
    world.memo["moments"] = found
    return found


def is_later(world: World, moment: Moment) -> bool:
    return bool(world.newest) and moment.span[0].isoformat() > str(world.newest)


def exists(world: World) -> bool:
    found = moments(world)
    return len(found) > 1 and not all(m.known for m in found)


def number_of(world: World, rec: Rec) -> int:
    """Its place on the timeline, from 1; 0 for what is not on it."""
    return next((m.number for m in moments(world) if m.rec is rec), 0)


def became(world: World, rec: Rec) -> list[Rec]:
    """What became of an event that weighs on somebody's name: told once, at the last of the events that it follows."""
    def facts(moment: Moment) -> list[Rec]:
        return follow_ups(world, moment.rec) if moment.rec.kind == "event" and judges(world, moment.rec) else []

    last = {f.id: m.rec.id for m in moments(world) for f in facts(m)}
    return [f for m in moments(world) if m.rec is rec for f in facts(m) if last[f.id] == rec.id]
