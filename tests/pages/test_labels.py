from __future__ import annotations

import pytest

from build_scripts.pages.labels import Label, area_label, inside, mark_label, meet, size, wrapped

SHEET = (0.0, 0.0, 300.0, 300.0)
WIDE = [(10.0, 10.0), (210.0, 10.0), (210.0, 70.0), (10.0, 70.0)]
BENT = [(10.0, 10.0), (210.0, 10.0), (210.0, 40.0), (40.0, 40.0), (40.0, 280.0), (10.0, 280.0)]
"""A long arm to the right, a narrow leg down."""


@pytest.mark.parametrize(("name", "lines"), [
    ("Norland", ("Norland",)), ("New Norland", ("New Norland",)), ("Northern Suthland", ("Northern", "Suthland")),
    ("Isle of the Two Queens", ("Isle of the", "Two Queens")), ("Llanfairpwllgwyngyll", ("Llanfairpwllgwyngyll",))])
def test_long_names_take_two_lines(name: str, lines: tuple[str, ...]) -> None:
    assert wrapped(name) == lines


@pytest.mark.parametrize(("point", "lies_in"), [((50.0, 20.0), True), ((20.0, 200.0), True), ((100.0, 100.0), False), ((5.0, 5.0), False)])
def test_inside_and_outside(point: tuple[float, float], lies_in: bool) -> None:
    assert inside(point, [BENT]) is lies_in


def test_a_hole_is_outside() -> None:
    hole = [(90.0, 30.0), (130.0, 30.0), (130.0, 50.0), (90.0, 50.0)]
    assert not inside((100.0, 40.0), [WIDE, hole])
    label = area_label("No", [WIDE, hole], 0, [], SHEET)
    assert label is not None and not meet(label.box, (90, 30, 130, 50))


def test_an_area_is_named_where_it_is_roomy() -> None:
    label = area_label("Norland", [WIDE], 0, [], SHEET)
    assert label is not None and (abs(label.x - 110) < 60, abs(label.y - 40) < 4) == (True, True)
    bent = area_label("Norland", [BENT], 0, [], SHEET)
    assert bent is not None and bent.box[0] >= 10 and bent.box[3] <= 45, "in the arm, not in the leg"


def test_a_name_keeps_off_what_is_taken_and_needs_room() -> None:
    taken = (60.0, 10.0, 210.0, 70.0)
    label = area_label("No", [WIDE], 0, [taken], SHEET)
    assert label is not None and not meet(label.box, taken)
    assert area_label("Norland", [WIDE], 0, [(0.0, 0.0, 300.0, 300.0)], SHEET) is None
    assert area_label("Norland", [WIDE], 40, [], SHEET) is None
    assert area_label("Norland", [], 0, [], SHEET) is None


def test_a_mark_is_named_on_its_first_free_side() -> None:
    assert mark_label(["Hill"], (150, 150), 5, [], SHEET) == Label(158, 150, ("Hill",), "start")
    left = mark_label(["Hill"], (290, 150), 5, [], SHEET)
    assert left is not None and left.anchor == "end"
    above = mark_label(["Hill"], (150, 150), 5, [(155, 145, 200, 155), (100, 145, 145, 155)], SHEET)
    assert above is not None and (above.anchor, above.y < 150) == ("middle", True)
    assert mark_label(["Hill"], (150, 150), 5, [SHEET], SHEET) is None


def test_the_lines_of_a_label_stand_around_its_middle() -> None:
    label = Label(50, 50, ("one", "two"))
    assert label.baseline(0) < 50 < label.baseline(1)
    assert label.box == pytest.approx((50 - size(("one",))[0] / 2, 50 - 11.5, 50 + size(("one",))[0] / 2, 50 + 11.5))
