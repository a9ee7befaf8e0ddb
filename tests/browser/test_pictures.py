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


@pytest.mark.parametrize("width", [360, 1280])
def test_the_map_is_whole_and_legible_at_every_width(width: int, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + "map/")
    frame = page.locator(".map svg").bounding_box()
    assert frame is not None and frame["x"] >= 0 and frame["x"] + frame["width"] <= width
    texts = page.locator(".map text").all()
    assert len(texts) > 10
    for text in texts:
        box = text.bounding_box()
        assert box is not None
        assert frame["x"] - 1 <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, text.inner_html()
        assert box["height"] >= 9, "letters of nine pixels at least"
    context.close()


def test_the_map_tells_standings_and_lines_apart_without_colour(address: str, opened: Page) -> None:
    opened.goto(address + "map/")
    fills = opened.locator(".map path.area").evaluate_all("areas => areas.map(a => getComputedStyle(a).fill)")
    assert {fill.strip('"') for fill in fills if "url" in fill} == {'url("#look-1")', 'url("#look-2")', 'url("#look-3")'}
    dashes = opened.locator(".map .line").evaluate_all("lines => lines.map(l => getComputedStyle(l).strokeDasharray)")
    assert len(set(dashes)) == 2


def test_a_place_on_the_map_leads_to_what_happened_there_by_keyboard(address: str, opened: Page) -> None:
    opened.goto(address + "map/")
    spot = opened.locator(".map a.spot").first
    name = spot.locator("text").first.text_content() or "?"
    spot.focus()
    opened.keyboard.press("Enter")
    place = opened.locator(".place:target")
    assert place.count() == 1
    assert name in place.locator("h3").inner_text()
    assert place.locator("li").count() >= 1


@pytest.mark.parametrize("path", ["timeline/", "map/"])
def test_pictures_are_whole_on_paper(path: str, address: str, opened: Page) -> None:
    opened.goto(address + path)
    opened.emulate_media(media="print")
    assert opened.locator(".chart, .map svg").first.is_visible()
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    kept = opened.locator(".chart .mark").first if path == "timeline/" else opened.locator(".chart-legend .mark").first
    assert kept.evaluate("m => getComputedStyle(m, '::before').printColorAdjust") == "exact"


@pytest.mark.parametrize("path", ["timeline/", "map/"])
def test_pictures_need_no_script(path: str, address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    assert page.locator(".chart, .map svg").first.is_visible()
    page.locator(".chart .mark, .map a.spot").first.click()
    assert page.locator(".moment:target, .place:target").count() == 1
    context.close()
