"""Where names stand on a map: inside their area, beside their mark, on no other name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_scripts.pages.borders import Box, Point, extent_of

SIZE = 10.0
"""Height of the letters in units of the picture, which on the narrowest phone are pixels."""
LINE = 11.5
_WIDTH = 0.58
"""Mean width of a letter, in heights."""
_STEP = 7.0
"""Units between the points that are tried inside an area."""
WRAP = 12
"""A longer name is broken in two."""


@dataclass(frozen=True)
class Label:
    """Lines of text around a point or to one side of it."""

    x: float
    y: float
    """Of the middle of the block, from top to bottom."""
    lines: tuple[str, ...]
    anchor: str = "middle"
    """start, middle or end, as in SVG."""

    def baseline(self, line: int) -> float:
        """Where the letters of a line, counted from 0, stand."""
        return round(self.y + (line - (len(self.lines) - 1) / 2) * LINE + SIZE * 0.35, 1)

    @property
    def box(self) -> Box:
        width, height = size(self.lines)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - height / 2, left + width, self.y + height / 2


def size(lines: Sequence[str]) -> tuple[float, float]:
    return max(map(len, lines)) * SIZE * _WIDTH, len(lines) * LINE


def wrapped(name: str) -> tuple[str, ...]:
    """In two lines as equal as its spaces allow, where it is long."""
    spaces = [i for i, c in enumerate(name) if c == " "]
    if len(name) <= WRAP or not spaces:
        return (name,)
    middle = min(spaces, key=lambda i: abs(2 * i - len(name)))
    return name[:middle], name[middle + 1:]


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(point: Point, rings: Iterable[Sequence[Point]]) -> bool:
    """Whether a point lies in a polygon with holes: a ray from it crosses the outline an odd number of times."""
    x, y = point
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def area_label(name: str, rings: Sequence[Sequence[Point]], least: float, taken: Sequence[Box], sheet: Box) -> Label | None:
    """The name where the area leaves most room around it; None where that is less than `least`, outside the area or on other things."""
    if not rings:
        return None
    lines = wrapped(name)
    width, height = size(lines)
    left, top, right, bottom = extent_of(p for ring in rings for p in ring)
    best: Label | None = None
    for row in range(1, int((bottom - top) / _STEP) + 1):
        for column in range(1, int((right - left) / _STEP) + 1):
            x, y = left + column * _STEP, top + row * _STEP
            label = Label(round(x, 1), round(y, 1), lines)
            if not _within(label.box, sheet) or any(meet(label.box, box) for box in taken) or not inside((x, y), rings):
                continue
            if (room := _room((x, y), rings, height / width, least)) > least or (best is None and room == least):
                best, least = label, room
    return best


def mark_label(names: Sequence[str], at: Point, radius: float, taken: Sequence[Box], sheet: Box) -> Label | None:
    """The names, one below the other, to one side of a mark, the first side that is free."""
    x, y = at
    gap = radius + 3
    half = size(names)[1] / 2
    sides = ((x + gap, y, "start"), (x - gap, y, "end"), (x, y - gap - half, "middle"), (x, y + gap + half, "middle"),
             (x + gap, y - LINE, "start"), (x + gap, y + LINE, "start"), (x - gap, y - LINE, "end"), (x - gap, y + LINE, "end"))
    labels = [Label(round(lx, 1), round(ly, 1), tuple(names), anchor) for lx, ly, anchor in sides]
    return next((label for label in labels if _within(label.box, sheet) and not any(meet(label.box, box) for box in taken)), None)


def _within(box: Box, sheet: Box) -> bool:
    return box[0] >= sheet[0] and box[1] >= sheet[1] and box[2] <= sheet[2] and box[3] <= sheet[3]


def _room(point: Point, rings: Sequence[Sequence[Point]], squeeze: float, enough: float) -> float:
    """From a point to the nearest of the outlines; something less than enough where that is less than enough."""
    nearest = math.inf
    for ring in rings:
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (nearest := min(nearest, _distance(point, a, b, squeeze))) < enough:
                return nearest
    return nearest


def _distance(p: Point, a: Point, b: Point, squeeze: float) -> float:
    """From a point to a piece of outline, widths made as precious as a wide text finds them."""
    px, ax, bx = p[0] * squeeze, a[0] * squeeze, b[0] * squeeze
    dx, dy = bx - ax, b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (p[1] - a[1]) * dy) / length))
    return math.hypot(px - ax - t * dx, p[1] - a[1] - t * dy)
