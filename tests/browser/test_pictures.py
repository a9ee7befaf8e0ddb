"""The timeline and the map in a real browser: drawn as told, reached by mouse, finger and keyboard, whole on a phone and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytest_plugins = ["served"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_marks_of_the_timeline_stand_in_their_rows_and_apart(width: int, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + "timeline/")
    boxes = page.locator(".chart .mark").evaluate_all("""marks => marks.map(m => {
        const a = m.getBoundingClientRect(), b = m.parentElement.getBoundingClientRect();
        return [a.left - b.left, a.top - b.top, b.right - a.right, b.bottom - a.bottom, a.width, a.height, a.left, a.top + scrollY]})""")
    assert len(boxes) > 10
    for left, top, right, bottom, wide, high, *_ in boxes:
        assert min(left, top, right, bottom) > -1.5, "a mark stands inside its row"
        assert wide >= 23.5 and high >= 23.5, "large enough for a finger"
    for n, (*_, wide, high, x, y) in enumerate(boxes):
        for *_, other_wide, other_high, other_x, other_y in boxes[n + 1:]:
            across = min(x + wide, other_x + other_wide) - max(x, other_x)
            down = min(y + high, other_y + other_high) - max(y, other_y)
            assert min(across, down) < 1.5, "no mark lies on another"
    context.close()


def test_dates_of_each_kind_look_different(address: str, opened: Page) -> None:
    opened.goto(address + "timeline/")
    looks = opened.locator(".chart-legend .mark").evaluate_all("""marks => marks.map(m => {
        const s = getComputedStyle(m, "::before"); return [s.borderTopStyle, s.backgroundImage, s.width].join(" ")})""")
    assert len(looks) == 5
    assert len(set(looks)) == 5


def test_a_mark_leads_to_its_line_by_keyboard(address: str, opened: Page) -> None:
    opened.goto(address + "timeline/")
    mark = opened.locator(".chart .mark").nth(3)
    label = mark.get_attribute("aria-label") or ""
    mark.focus()
    opened.keyboard.press("Enter")
    line = opened.locator(".moment:target")
    assert line.count() == 1
    assert label.split(": ")[0] in line.inner_text()
    box = line.bounding_box()
    assert box is not None and 0 <= box["y"] < 800
