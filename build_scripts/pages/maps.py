"""The map: the states that the records name, who of them belongs to what, and where things happened.

Which part of the globe is drawn is worked out: the states that act in the records or hold their places, without those that lie far from
the rest. What happened elsewhere is told in words under the map.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from build_scripts.model import Agreement, Event, Fact, Membership, Place, Policy
from build_scripts.pages import borders
from build_scripts.pages.borders import Box, Country, Point, Sheet, World
from build_scripts.pages.desk import Desk
from build_scripts.pages.labels import Label, area_label, mark_label
from build_scripts.pages.timeline import Entry, Known, dated_entries
from build_scripts.pages.words import is_after

WIDTH = 360.0
"""Units of the picture: on the narrowest phone a unit is a pixel, less the margins."""
MARGIN = 0.05
"""Of the region's size, kept free around it."""
SLIMMEST, WIDEST = 0.7, 1.5
"""Width by height that the picture keeps within."""
NEAR = 8.0
"""Degrees from the middle of all within which a state is never left out of the picture."""
FAR = 2.5
"""Times the usual distance from the middle; a state beyond both is left out."""
FINENESS = 0.7
"""Units between the points of an outline."""
RADIUS = 5.0
"""Of a mark, in units."""
ROOM = 7.0
"""Units that the name of a neighbour cut by the edge needs above and below itself."""
TOGETHER = 12.0
"""Units within which places share a mark."""


@dataclass(frozen=True)
class Area:
    """A country as drawn."""

    path: str
    actor: str | None
    """Its id, where it is known."""
    membership: Membership | None
    look: int
    """Which pattern: 1 for the first status, 2 for the second and so on; 0 for no membership known."""
    label: Label | None


@dataclass(frozen=True)
class Happening:
    """Something that happened at a place, and whether a source says so or only the background."""

    entry: Entry | None
    """None where it has no date."""
    record: Event | Agreement | Known
    placed_by_source: bool

    @property
    def kind(self) -> str:
        """Which kind of sentence tells of it."""
        return "event" if isinstance(self.record, Event) else "agreement" if isinstance(self.record, Agreement) else "known"

    @property
    def placed_by_background(self) -> bool:
        """A record whose place is known only from what it most likely is."""
        return self.kind != "known" and not self.placed_by_source

    @property
    def became(self) -> tuple[Fact, ...]:
        return self.entry.became if self.entry else ()


@dataclass(frozen=True)
class Spot:
    x: float
    y: float
    places: tuple[Place, ...]
    own: bool
    """A source itself places something here."""
    label: Label | None


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    areas: tuple[Area, ...]
    borders: Mapping[str, str]
    """Kind of line (border, dashed, coast) -> path."""
    spots: tuple[Spot, ...]
    organization: str | None
    """Whose memberships are drawn."""
    standings: tuple[Membership, ...]
    """For each pattern, in order, a membership that it is drawn for."""
    happened: tuple[tuple[Place, tuple[Happening, ...]], ...]
    """Places on the map with what happened there."""
    elsewhere: tuple[tuple[Place, tuple[Happening, ...]], ...]
    policies: tuple[Policy, ...]


def region_map(desk: Desk) -> Map | None:
    """None where no place that the records or their background name can be drawn."""
    happened = _happenings(desk)
    if not any(place.point for place, _ in happened):
        return None
    world = borders.world()
    countries = {actor: found for actor in _states(desk) if (found := _country(desk, world, actor))}
    named = [c for actor, c in countries.items() if actor in _named(desk, happened)]
    if not named:
        return None
    sheet = _sheet(world, named)
    here = tuple((p, hs) for p, hs in happened if p.point and sheet.holds(p.point))
    if not here:
        return None
    organization, memberships = _memberships(desk)
    statuses = tuple(dict.fromkeys(m.status for m in memberships.values()))
    drawing = _Drawing(world, sheet)
    marks = _marks(drawing, here)
    names = {c.name: actor for actor, c in countries.items()}
    shown, taken = [], [(x - RADIUS - 2, y - RADIUS - 2, x + RADIUS + 2, y + RADIUS + 2) for (x, y), _ in marks]
    first = {c.name for c in named}
    for country in sorted(world.countries, key=lambda c: (c.name not in first, c.name)):
        rings = drawing.rings(country)
        if not rings:
            continue
        actor = names.get(country.name)
        member = memberships.get(actor or "")
        least = 0.0 if country.name in first or drawing.whole(rings) else ROOM
        label = area_label(desk.name(actor), drawing.largest(rings), least, taken, drawing.box) if actor else None
        taken += [label.box] if label else []
        shown.append(Area(_path(ring for piece in rings for ring in piece), actor, member,
                          statuses.index(member.status) + 1 if member else 0, label))
    spots = []
    for at, places in marks:
        own = any(h.placed_by_source for p, hs in here if p in places for h in hs)
        label = mark_label([p.name for p in places], at, RADIUS, taken, drawing.box)
        taken += [label.box] if label else []
        spots.append(Spot(round(at[0], 1), round(at[1], 1), places, own, label))
    drawn = {a.actor for a in shown if a.actor} | {p.id for p, _ in here}
    policies = tuple(p for p in desk.data.background.policy if p.about in drawn or desk.part_of(p.about) in drawn)
    standings = tuple(next(m for m in memberships.values() if m.status == s) for s in statuses)
    lines = drawing.lines(desk.data.background.policy, {actor: c.name for actor, c in countries.items()})
    elsewhere = tuple(pair for pair in happened if pair not in here)
    return Map(round(sheet.width), math.ceil(sheet.height), tuple(shown), lines, tuple(spots), organization, standings, here,
               elsewhere, policies)


# --- what is shown -------------------------------------------------------------------------------------------------------


def _happenings(desk: Desk) -> tuple[tuple[Place, tuple[Happening, ...]], ...]:
    """Known places with what the records or their background tell of there, in order of time, undated last."""
    places = {p.id: p for p in desk.data.background.places}
    by_name = {name: p.id for p in places.values() for name in (p.name, *p.aliases)}
    found: dict[str, list[Happening]] = {}
    entries = dated_entries(desk)
    dated = {(type(e.record), e.record.id) for e in entries}
    undated = [e for e in desk.data.events if (Event, e.id) not in dated]
    for record, entry in [*((e.record, e) for e in entries), *((e, None) for e in undated)]:
        said = by_name.get(record.place or "") if isinstance(record, Event) else None
        known = record if isinstance(record, Known) else desk.known_events.get(record.background or "") or desk.known_agreements.get(
            record.background or "")
        place = said or (known.place if known else None)
        if place in places:
            found.setdefault(place, []).append(Happening(entry, record, said is not None))
    return tuple((place, tuple(found[id])) for id, place in places.items() if id in found)


def _states(desk: Desk) -> list[str]:
    """All actors, of the records and of the background, that a map can draw."""
    background = desk.data.background
    every = {a.id: a.type for a in background.actors} | {a.id: a.type for a in desk.data.actors}
    countries = {p.country for p in background.places if p.country}
    return [i for i, kind in every.items() if kind == "state" or i in countries]


def _named(desk: Desk, happened: Sequence[tuple[Place, tuple[Happening, ...]]]) -> set[str]:
    """The states that the picture is about: those that the records name, and those where the records place something."""
    told = {p.country for p, hs in happened if p.country and any(h.placed_by_source for h in hs)}
    return {a.id for a in desk.data.actors if a.type == "state"} | told


def _country(desk: Desk, world: World, actor: str) -> Country | None:
    record, known = desk.actors.get(actor), desk.known_actors.get(actor)
    code = (known.iso_3166 if known else None) or (record.iso_3166 if record else None)
    names = [desk.name(actor), *(known.aliases if known else ())]
    return world.find(code, names)


def _memberships(desk: Desk) -> tuple[str | None, dict[str, Membership]]:
    """Of the site's own subject, or else of the organisation that most is known of; as they were on the day of the newest source."""
    current = [m for m in desk.data.background.memberships if not is_after(m.since, desk.newest)]
    subject = desk.data.subject.actor if desk.data.subject else None
    counts = {m.organization: 0 for m in current}
    for m in current:
        counts[m.organization] += 1
    organization = subject if subject in counts else max(counts, key=lambda o: counts[o], default=None)
    return organization, {m.actor: m for m in current if m.organization == organization}


# --- how it is drawn -----------------------------------------------------------------------------------------------------


def _sheet(world: World, named: Sequence[Country]) -> Sheet:
    """The part of the globe around the states that lie together."""
    extents = [world.mainland(c) for c in named]
    middles = [((w + e) / 2, (s + n) / 2) for w, s, e, n in extents]
    middle = median(x for x, _ in middles), median(y for _, y in middles)
    squeeze = math.cos(math.radians(middle[1]))
    away = [math.hypot((x - middle[0]) * squeeze, y - middle[1]) for x, y in middles]
    reach = max(NEAR, FAR * median(away))
    kept = [e for e, distance in zip(extents, away, strict=True) if distance <= reach] or extents
    west, south = min(e[0] for e in kept), min(e[1] for e in kept)
    east, north = max(e[2] for e in kept), max(e[3] for e in kept)
    wide, high = (east - west) * math.cos(math.radians((south + north) / 2)), north - south
    more_wide = max(wide * (1 + 2 * MARGIN), high * SLIMMEST) / wide
    more_high = max(high * (1 + 2 * MARGIN), wide * more_wide / WIDEST) / high
    x, y = (west + east) / 2, (south + north) / 2
    half_x, half_y = (east - west) * more_wide / 2, high * more_high / 2
    return Sheet(x - half_x, max(y - half_y, -89.0), x + half_x, min(y + half_y, 89.0), WIDTH)


class _Drawing:
    """The world's arcs on one sheet."""

    def __init__(self, world: World, sheet: Sheet) -> None:
        self.world = world
        self.box: Box = (0.0, 0.0, sheet.width, sheet.height)
        self._wide: Box = (-8.0, -8.0, sheet.width + 8, sheet.height + 8)
        self.sheet = sheet
        self.arcs = [borders.thinned([sheet.flat(p) for p in arc], FINENESS) for arc in world.arcs]

    def rings(self, country: Country) -> list[list[list[Point]]]:
        """The country's polygons, each a list of rings, as far as they lie on the sheet."""
        found = []
        for polygon in country.polygons:
            cut = [borders.clipped(self.world.ring(ring, self.arcs), self._wide) for ring in polygon]
            if len(cut[0]) > 2:
                found.append([ring for ring in cut if len(ring) > 2])
        return found

    def largest(self, polygons: Sequence[Sequence[Sequence[Point]]]) -> list[Sequence[Point]]:
        """The polygon that takes most of the sheet, cut at its edges, as fine as the place of a name needs it."""
        cut = [[borders.clipped(ring, self.box) for ring in polygon] for polygon in polygons]
        return [borders.thinned(ring, 4 * FINENESS) for ring in max(cut, key=lambda rings: _area(rings[0])) if len(ring) > 2]

    def whole(self, polygons: Sequence[Sequence[Sequence[Point]]]) -> bool:
        """Whether all of it lies on the sheet."""
        left, top, right, bottom = borders.extent_of(p for polygon in polygons for p in polygon[0])
        return left >= 0 and top >= 0 and right <= self.box[2] and bottom <= self.box[3]

    def lines(self, policies: Sequence[Policy], names: Mapping[str, str]) -> dict[str, str]:
        """Every border and coast once, by kind."""
        by_kind: dict[str, list[list[Point]]] = {"coast": [], "border": [], "dashed": []}
        rules = [(names[p.about], {names[t] for t in p.towards if t in names}, p.line) for p in policies if p.about in names]
        for arc, countries in self.world.sides.items():
            pair = {c.name for c in countries}
            kind = "coast" if len(pair) == 1 else "border"
            for about, towards, line in rules if kind == "border" else ():
                if about in pair and (not towards or towards & pair):
                    kind = {"solid": "border", "dashed": "dashed", "none": ""}[line]
            if kind:
                by_kind[kind] += borders.runs_inside(self.arcs[arc], self._wide)
        return {kind: _path(lines, closed=False) for kind, lines in by_kind.items() if lines}


def _marks(drawing: _Drawing, here: Sequence[tuple[Place, Sequence[Happening]]]) -> list[tuple[Point, tuple[Place, ...]]]:
    """Places that lie too near one another for two marks share one, where most happened."""
    marks: list[tuple[Point, list[Place]]] = []
    for place, _ in sorted(here, key=lambda pair: -len(pair[1])):
        assert place.point is not None
        at = drawing.sheet.flat(place.point)
        near = next((places for point, places in marks if math.dist(point, at) < TOGETHER), None)
        if near is None:
            marks.append((at, [place]))
        else:
            near.append(place)
    return [(at, tuple(places)) for at, places in marks]


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True)))


def _path(lines: object, closed: bool = True) -> str:
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines)  # type: ignore[attr-defined]
