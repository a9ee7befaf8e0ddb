"""Pictures: the chart's marks lie where their dates do, the map's names and spots where their countries and coordinates are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from build_scripts.check import timeline as line
from build_scripts.check.data import Rec
from build_scripts.check.relations import edtf
from build_scripts.check.tree import Node

if TYPE_CHECKING:
    from build_scripts.check.page import Page

LEAST = math.ceil(1000 * 24 / 228)
"""Thousandths of a row that a mark takes at least."""
CLEAR = 0.4
"""Degrees that two places lie apart at least, before the picture has to show which is where."""
Point = tuple[float, float]


def check(page: Page, region: Node) -> None:
    (chart if region.attrs["data-region"] == "chart" else map_of_places)(page, region)


# --- the chart -----------------------------------------------------------------------------------------------------------------------


def chart(page: Page, region: Node) -> None:
    """Each moment has its marks, in the rows in which it lies, as long as its date."""
    moments = {m.rec.id: m for m in line.moments(page.world)}
    seen: set[str] = set()
    for row in (n for n in region.nodes() if "chart-row" in n.classes):
        ends: list[int] = []  # of the last mark in each lane
        period = next((n.attrs["data-period"] for n in row.nodes() if "data-period" in n.attrs), "")
        days = line.span(period)
        for mark in (n for n in row.nodes() if "mark" in n.classes):
            page.claims += 1
            moment = moments.get(mark.attrs.get("data-label-record", ""))
            if moment is None or days is None:
                page.complain(mark.line, "a mark of the chart belongs to nothing that is dated")
                continue
            seen.add(moment.rec.id)
            wanted = _place(moment.span, days)
            found = re.findall(r"--(left|width):(\d+)", mark.attrs.get("style", ""))
            if [int(v) for _, v in found] != list(wanted) or [n for n, _ in found] != ["left", "width"]:
                page.complain(mark.line, f"the mark of {moment.rec.id} is not drawn where its date lies")
            lane = next((n for n, end in enumerate(ends) if end <= wanted[0]), len(ends))
            ends[lane:lane + 1] = [sum(wanted)]
            if f"--lane:{lane}" not in mark.attrs.get("style", "").split(";"):
                page.complain(mark.line, f"the mark of {moment.rec.id} is not drawn clear of the others")
            if mark.attrs.get("href") != f"#t{moment.number}":
                page.complain(mark.line, f"the mark of {moment.rec.id} leads to {mark.attrs.get('href')}")
            looks = {"mark", f"mark--{_look(moment.rec)}"} | ({"mark--background"} if moment.known else set())
            looks |= ({"mark--comes"} if moment.span[0] < days[0] else set()) | ({"mark--goes"} if moment.span[1] > days[1] else set())
            if set(mark.classes) != looks:
                page.complain(mark.line, f"the mark of {moment.rec.id} looks like {mark.attrs['class']!r}, and not like its date")
        if row.attrs.get("style") != f"--lanes:{len(ends)}":
            page.complain(row.line, "a row of the chart is not as high as its marks need")
    for missing in moments.keys() - seen:
        page.complain(region.line, f"the chart lacks a mark for {missing}")


def _place(moment: line.Span, row: line.Span) -> tuple[int, int]:
    days = (row[1] - row[0]).days + 1
    first, last = max(moment[0], row[0]), min(moment[1], row[1])
    start, stop = 1000 * (first - row[0]).days // days, 1000 * ((last - row[0]).days + 1) // days
    width = max(stop - start, LEAST)
    return min(max((start + stop - width) // 2, 0), 1000 - width), width


def _look(rec: Rec) -> str:
    value = edtf(rec) or ""
    if "/" in value:
        return "lasted"
    if value[:1] in "[{":
        return "within"
    return "exact" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "approximate"


def looks(page: Page, block: Node, rec: Rec) -> None:
    """A mark in a block on the timeline looks like the block's date."""
    if "moment" not in block.classes:
        return
    for mark in (n for n in block.nodes() if "mark" in n.classes):
        page.claims += 1
        due = {"mark", f"mark--{_look(rec)}"} | ({"mark--background"} if rec.kind.startswith("known") else set())
        if set(mark.classes) != due:
            page.complain(mark.line, f"the mark of {rec.id} looks like {mark.attrs['class']!r}, and not like its date")


def legend(page: Page, article: Node) -> None:
    """Each look of a legend stands before the words for it."""
    words = {"timeline.exact": "mark mark--exact", "timeline.approximate": "mark mark--approximate", "timeline.within": "mark mark--within",
             "timeline.lasted": "mark mark--lasted", "timeline.background": "mark mark--exact mark--background", "map.blank": "swatch",
             "map.own": "mark mark--exact", "map.other": "mark mark--exact mark--background", "map.dashed": "swatch swatch--dashed"}
    order = page.world.memo.get("standings", [])
    for entry in (n for n in article.nodes() if n.tag == "li"):
        look, said = ([n for n in entry.children if isinstance(n, Node)] + [Node("", {}), Node("", {})])[:2]
        key = said.attrs.get("data-say", "")
        due = words.get(key)
        if key == "member.status":
            member = page.world.get("membership", said.attrs.get("data-record"))
            due = f"swatch swatch--{order.index(member['status']) + 1}" if member is not None else ""
        if due is not None:
            page.claims += 1
            if look.attrs.get("class") != due:
                page.complain(entry.line, f"the look {look.attrs.get('class')!r} stands before {said.text()!r}")


# --- the map -------------------------------------------------------------------------------------------------------------------------


def map_of_places(page: Page, region: Node) -> None:
    """Each country's name lies in its outline and its pattern is that of its standing; each spot lies in its country, and they lie to one
    another as on the globe."""
    areas = [(n, _label(n)) for n in region.nodes() if "area" in n.classes]
    outlines: dict[str, list[list[Point]]] = {}
    standings: dict[str, set[str]] = {}
    for node, (key, identifier) in areas:
        member = page.world.get("membership", identifier) if key == "member.area" else None
        actor = member["actor"] if member else identifier
        if actor:
            outlines[actor] = _rings(node.attrs.get("d", ""))
        standings.setdefault(node.attrs["class"], set()).add(member["status"] if member else "")
    for look, statuses in standings.items():
        page.claims += 1
        if len(statuses) > 1 or (look.endswith("--0") is not (statuses == {""})):
            page.complain(region.line, f"the pattern {look!r} stands for more than one standing: {', '.join(sorted(statuses))}")
    order = page.world.memo.get("standings", [])
    for look, statuses in standings.items():
        status = next(iter(statuses))
        if status and (status not in order or look != f"area area--{min(order.index(status) + 1, 3)}"):
            page.complain(region.line, f"the pattern {look!r} is not the one that the legend gives for {status}")
    for node in (n for n in region.nodes() if n.tag == "text" and n.attrs.get("data-label") == "voice.name"):
        page.claims += 1
        ring = outlines.get(node.attrs.get("data-label-record", ""))
        spots = [(float(t.attrs["x"]), float(t.attrs["y"]) - 3) for t in node.nodes() if t.tag == "tspan"]
        if ring is None or not any(_inside(p, ring) for p in spots):
            page.complain(node.line, f"the name {node.text()!r} stands outside of its country")
    spots_at: dict[str, Point] = {}
    for spot in (n for n in region.nodes() if "spot" in n.classes):
        dot = next((n for n in spot.nodes() if "dot" in n.classes), None)
        places = [n.attrs.get("data-label-record", "") for n in spot.nodes() if n.attrs.get("data-label") == "place.name"]
        page.claims += 1
        if dot is None or not places or spot.attrs.get("href") != f"#place-{places[0]}":
            page.complain(spot.line, f"a spot of the map leads to {spot.attrs.get('href')}, and is named {', '.join(places) or 'nothing'}")
            continue
        spots_at[places[0]] = (float(dot.attrs["cx"]), float(dot.attrs["cy"]))
    _compare_directions(page, region, spots_at)
    _outlines_and_lines(page, region)


def _outlines_and_lines(page: Page, region: Node) -> None:
    """Every point of a border or coast is one of an outline, and the other way round, as far as they can be seen: both are drawn from the
    same data. A border that a policy leaves out is shared by two outlines."""
    box = next((n.attrs["viewbox"].split() for n in region.nodes() if n.tag == "svg" and "viewbox" in n.attrs), None)
    if box is None:
        return

    def points(css: str) -> list[set[Point]]:
        return [{p for ring in _rings(n.attrs.get("d", "")) for p in ring} for n in region.nodes() if css in n.classes]

    outlines, lines = points("area"), set().union(*points("line"))
    width, height = float(box[2]), float(box[3])
    page.claims += len(outlines)
    drawn = set().union(*outlines)
    odd = lines - drawn | {p for p in drawn - lines if sum(p in o for o in outlines) < 2}
    if seen := sorted(p for p in odd if 0 < p[0] < width and 0 < p[1] < height - 1):
        page.complain(region.line, f"outlines and borders of the map part at {seen[0][0]}, {seen[0][1]}")


def _compare_directions(page: Page, region: Node, spots: dict[str, Point]) -> None:
    for (a, (ax, ay)), (b, (bx, by)) in combinations(spots.items(), 2):
        page.claims += 1
        there = [_coordinates(page.world.get("place", i)) for i in (a, b)]
        if there[0] is None or there[1] is None:
            page.complain(region.line, f"the map shows {a} and {b}, of which one has no coordinates")
            continue
        (alat, alon), (blat, blon) = there[0], there[1]
        if (abs(alon - blon) > CLEAR and (alon < blon) is not (ax < bx)) or (abs(alat - blat) > CLEAR and (alat < blat) is not (ay > by)):
            page.complain(region.line, f"{a} and {b} do not lie to one another on the map as they do on the globe")


def _coordinates(place: Rec | None) -> Point | None:
    found = re.fullmatch(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*", (place.get("coordinates") if place else None) or "")
    return (float(found[1]), float(found[2])) if found else None


def _label(node: Node) -> tuple[str, str]:
    title = next((n for n in node.nodes() if n.tag == "title"), None)
    return (title.attrs.get("data-label", ""), title.attrs.get("data-label-record", "")) if title else ("", "")


def _rings(path: str) -> list[list[Point]]:
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", ring)] for ring in path.split("Z") if ring]


def _inside(point: Point, rings: list[list[Point]]) -> bool:
    """By how often a ray from the point crosses the outline."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in _edges(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


def _edges(ring: list[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def places_shown(region: Node) -> list[str]:
    """Ids of the places that have a spot."""
    return [n.attrs.get("data-label-record", "") for n in region.nodes() if n.attrs.get("data-label") == "place.name"]


def members_shown(region: Node) -> list[str]:
    """Ids of the memberships that are drawn, in order."""
    return [n.attrs.get("data-label-record", "") for n in region.nodes() if n.attrs.get("data-label") == "member.area"]
