from __future__ import annotations

import hashlib
import math
import re

import pytest

from build_scripts.pages.borders import GEOMETRY, Country, Sheet, clipped, extent_of, runs_inside, thinned, world

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def test_the_outlines_are_those_that_were_published() -> None:
    told = re.search(r"SHA-256: `([0-9a-f]{64})`", (GEOMETRY.parent / "README.md").read_text("utf-8"))
    assert told is not None
    assert hashlib.sha256(GEOMETRY.read_bytes()).hexdigest() == told[1]


def find(code: str | None, *names: str) -> Country:
    country = world().find(code, names)
    assert country is not None
    return country


@pytest.mark.parametrize(("code", "names", "found"), [
    ("PT", (), "Portugal"),
    ("PT", ("Spain",), "Portugal"),
    (None, ("lusitania", "portugal"), "Portugal"),
    ("AU", (), "Australia"),  # and not the small islands under the same code
    ("XX", ("Chad",), "Chad"),
])
def test_a_country_is_found_by_code_and_else_by_name(code: str | None, names: tuple[str, ...], found: str) -> None:
    assert find(code, *names).name == found


def test_what_is_no_country_is_not_found() -> None:
    assert world().find(None, ("Norland",)) is None
    assert world().find("NO-03", ()) is None


def test_neighbours_share_their_border_and_nobody_shares_a_coast() -> None:
    portugal, spain = find("PT"), find("ES")
    shared = set(portugal.arcs) & set(spain.arcs)
    assert shared
    assert {c.name for arc in shared for c in world().sides[arc]} == {"Portugal", "Spain"}
    assert any(world().sides[arc] == (portugal,) for arc in portugal.arcs)
    assert not set(portugal.arcs) & set(find("FR").arcs)


def test_a_country_lies_where_it_lies_and_without_its_far_islands() -> None:
    west, south, east, north = world().mainland(find("PT"))
    assert (-9.6 < west < -9.3, 36.8 < south < 37.1, -6.4 < east < -6.0, 41.9 < north < 42.3) == (True,) * 4


def test_rings_are_whole() -> None:
    for country in world().countries:
        for polygon in country.polygons:
            for ring in polygon:
                points = world().ring(ring, world().arcs)
                assert points[0] == points[-1], country.name


def test_a_line_is_thinned_between_its_ends() -> None:
    line = [(float(x), 0.0) for x in range(11)]
    assert thinned(line, 3) == ((0, 0), (3, 0), (6, 0), (9, 0), (10, 0))
    assert thinned(line[:2], 30) == ((0, 0), (1, 0))
    assert thinned(line[:1], 30) == ((0, 0),)


@pytest.mark.parametrize(("box", "extent"), [
    ((-1.0, -1.0, 11.0, 11.0), (0, 0, 10, 10)), ((2.0, 3.0, 20.0, 20.0), (2, 3, 10, 10)), ((4.0, 4.0, 6.0, 5.0), (4, 4, 6, 5))])
def test_a_polygon_is_cut_at_the_edges(box: tuple[float, float, float, float], extent: tuple[float, float, float, float]) -> None:
    assert extent_of(clipped(SQUARE, box)) == extent


def test_a_polygon_outside_leaves_nothing() -> None:
    assert clipped(SQUARE, (20.0, 20.0, 30.0, 30.0)) == []


def test_a_line_is_cut_into_the_stretches_that_touch_the_sheet() -> None:
    line = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 50.0), (20.0, 50.0), (20.0, 0.0), (30.0, 0.0)]
    assert list(runs_inside(line, (4.0, -1.0, 25.0, 1.0))) == [[(0, 0), (5, 0), (10, 0), (10, 50)], [(20, 50), (20, 0), (30, 0)]]


def test_a_sheet_keeps_the_shape_of_its_middle() -> None:
    sheet = Sheet(10, 50, 20, 60, 360)
    assert sheet.flat((10, 60)) == (0, 0)
    x, y = sheet.flat((20, 50))
    assert (round(x, 6), round(y, 6)) == (360, round(sheet.height, 6))
    assert math.isclose(sheet.height, 360 / math.cos(math.radians(55)))
    assert sheet.holds((15, 55)) and not sheet.holds((9, 55)) and not sheet.holds((15, 61))
