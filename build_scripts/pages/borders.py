"""The outlines of countries (geometry/README.md says whence), and how a part of the globe becomes a flat picture.

Neighbours share their border as one arc, so a border is drawn once, and drawn as the policy for it says. The projection is the plate carrée
with the scale of the middle latitude: true enough for a region, and honest about being no survey.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

GEOMETRY = Path(__file__).parent / "geometry" / "countries-50m.json"

Point = tuple[float, float]
"""(longitude, latitude) in degrees on the globe; (x, y) in units of the picture, y downwards, on the flat."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom of the picture; west, south, east, north of the globe."""


@dataclass(frozen=True)
class Country:
    code: str | None
    """ISO 3166-1 numeric; None where there is none."""
    name: str
    """Natural Earth's; never shown."""
    polygons: tuple[tuple[tuple[int, ...], ...], ...]
    """Polygons of rings of arcs; ~n is arc n from its end to its beginning."""

    @property
    def arcs(self) -> Iterator[int]:
        return (arc if arc >= 0 else ~arc for polygon in self.polygons for ring in polygon for arc in ring)


@dataclass(frozen=True)
class World:
    countries: tuple[Country, ...]
    arcs: tuple[tuple[Point, ...], ...]

    @cached_property
    def sides(self) -> dict[int, tuple[Country, ...]]:
        """Arc -> the countries whose outline it is part of: two for a border, one for a coast."""
        found: dict[int, dict[str, Country]] = {}
        for country in self.countries:
            for arc in country.arcs:
                found.setdefault(arc, {})[country.name] = country
        return {arc: tuple(by_name.values()) for arc, by_name in found.items()}

    def find(self, iso_3166: str | None, names: Iterable[str]) -> Country | None:
        """By ISO code, two letters, or else by any of the names. Of parts that share a code the largest."""
        known = pycountry.countries.get(alpha_2=iso_3166) if iso_3166 else None
        wanted = {name.casefold() for name in names}
        fits = [c for c in self.countries if c.code and known and c.code == known.numeric]
        fits = fits or [c for c in self.countries if c.name.casefold() in wanted]
        return max(fits, key=lambda c: len(list(c.arcs)), default=None)

    def ring(self, arcs: Sequence[int], lines: Sequence[Sequence[Point]]) -> list[Point]:
        """The arcs of a ring in one piece, each taken from `lines`: the globe's own, or a picture's."""
        points: list[Point] = []
        for arc in arcs:
            piece = lines[arc] if arc >= 0 else lines[~arc][::-1]
            points += piece[1:] if points else piece
        return points

    def mainland(self, country: Country) -> Box:
        """The extent of a country's largest polygon: west, south, east, north."""
        extents = [extent_of(self.ring(polygon[0], self.arcs)) for polygon in country.polygons]
        return max(extents, key=lambda e: (e[2] - e[0]) * (e[3] - e[1]))


@cache
def world() -> World:
    data = json.loads(GEOMETRY.read_bytes())
    (scale_x, scale_y), (at_x, at_y) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for deltas in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * scale_x + at_x, y * scale_y + at_y))
        arcs.append(tuple(points))
    return World(tuple(_country(shape) for shape in data["objects"]["countries"]["geometries"] if shape.get("arcs")), tuple(arcs))


def _country(shape: Any) -> Country:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return Country(shape.get("id"), shape["properties"]["name"], tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons))


def extent_of(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True)
class Sheet:
    """The flat picture of a box of the globe, `width` units wide."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @cached_property
    def _squeeze(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @cached_property
    def scale(self) -> float:
        """Units a degree of latitude."""
        return self.width / ((self.east - self.west) * self._squeeze)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    def flat(self, point: Point) -> Point:
        return (point[0] - self.west) * self._squeeze * self.scale, (self.north - point[1]) * self.scale

    def holds(self, point: Point) -> bool:
        x, y = self.flat(point)
        return 0 <= x <= self.width and 0 <= y <= self.height


def thinned(points: Sequence[Point], least: float) -> tuple[Point, ...]:
    """The same line without points nearer than `least` to the one before; both ends stay, so that arcs still meet."""
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(kept[-1], point) >= least:
            kept.append(point)
    return (*kept, *points[-1:]) if len(points) > 1 else tuple(kept)


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a polygon inside a box (Sutherland and Hodgman, 1974)."""
    points = list(ring)
    for axis, limit, inside_is_more in ((0, box[0], True), (0, box[2], False), (1, box[1], True), (1, box[3], False)):
        before, points = points, []
        for a, b in zip(before[-1:] + before[:-1], before, strict=True):
            a_in, b_in = (a[axis] >= limit) == inside_is_more, (b[axis] >= limit) == inside_is_more
            if a_in != b_in:
                part = (limit - a[axis]) / (b[axis] - a[axis])
                points.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
            if b_in:
                points.append(b)
    return points


def runs_inside(line: Sequence[Point], box: Box) -> Iterator[list[Point]]:
    """The stretches of a line that touch a box, each with the neighbour outside it."""
    def inside(p: Point) -> bool:
        return box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3]

    run: list[Point] = []
    for a, b in pairwise(line):
        if inside(a) or inside(b):
            run = run or [a]
            run.append(b)
        elif run:
            yield run
            run = []
    if run:
        yield run
