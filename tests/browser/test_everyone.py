"""For readers with a keyboard, large letters, little patience for motion, a printer, or a slow line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Project
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(ROOT / "tools"))
from packed import served as served_packed

pytest_plugins = ["served"]

FIRST_VISIT = 150_000
"""Bytes over the wire for home, headers included, the search index apart."""
KINDS = ("", "positions/", "positions/dodik-verdict/", "actors/mark-rutte/", "events/", "timeline/", "about/")
SEEN = """element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect()
  return {name: (element.getAttribute("aria-label") || element.innerText || "").trim(), tag: element.localName,
          outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}
}"""

CUT_OFF = """[...document.querySelectorAll("article *")].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 &&
  ["hidden", "clip"].includes(getComputedStyle(e).overflowX)).map(e => e.outerHTML.slice(0, 120))"""


def tabbed(page: Page) -> Iterator[dict[str, object]]:
    """What the tab key reaches, in order, from the top of the page to its end."""
    for _ in range(1000):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate(f"({SEEN})(document.activeElement)")
    raise AssertionError("the tab key never leaves the page")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(width: int, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    stops = list(tabbed(page))
    assert stops[0]["name"] == "Skip to content"
    assert [s for s in stops if not s["outlined"] or not s["inside"]] == []
    reached = {str(s["name"]) for s in stops}
    assert {"Home", "Positions", "Sources", "About", "Search", "Report an error", "Switch to dark"} <= reached
    links = page.locator("article a").count()
    assert len(stops) > links > 20
    context.close()


def test_the_skip_link_leads_past_the_header(address: str, opened: Page) -> None:
    opened.goto(address)
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("width", [390, 1280])
def test_searching_by_keyboard_alone(width: int, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("who decides")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('__search').checked")
    page.wait_for_timeout(200)
    page.keyboard.press("/")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions/who-decides/**")
    context.close()


def test_light_and_dark_by_keyboard(address: str, opened: Page) -> None:
    opened.goto(address)
    opened.get_by_role("button", name="Switch to dark").focus()
    opened.keyboard.press("Enter")
    opened.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    opened.wait_for_function("document.activeElement.title === 'Switch to light'")
    opened.reload()
    assert opened.evaluate("document.body.dataset.mdColorScheme") == "slate", "the choice is kept"


@pytest.mark.parametrize(("width", "letters"), [(640, 100), (320, 100), (1280, 200), (640, 200)])
def test_nothing_is_lost_when_enlarged(width: int, letters: int, address: str, browser: Browser) -> None:
    """A desk's window at 200 % is 640 pixels wide, at 400 % 320. Letters alone may be twice as large, too."""
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    wrong = []
    for path in KINDS:
        page.goto(address + path)
        page.evaluate(f"document.documentElement.style.fontSize = '{125 * letters // 100}%'")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path}: scrolls sideways")
        wrong += [f"{path}: cut off: {element}" for element in page.evaluate(CUT_OFF)]
    context.close()
    assert wrong == []


def test_nothing_moves_for_readers_who_ask_for_less_motion(address: str, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "timeline/")
    moving = page.evaluate("""[...document.querySelectorAll("*")].filter(e => ["", "::before", "::after"].some(part => {
        const style = getComputedStyle(e, part || undefined), seconds = text => Math.max(...text.split(",").map(parseFloat))
        return seconds(style.transitionDuration) > 0.001 || (style.animationName !== "none" && seconds(style.animationDuration) > 0.001)
    })).map(e => e.outerHTML.slice(0, 100))""")
    assert moving == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_page_is_ink_on_white_without_the_frame(scheme: str, address: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 700, "height": 900})
    page = context.new_page()
    for path in KINDS:
        page.goto(address + path)
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(0, 0, 0)"
        for frame in (".md-header", ".md-tabs", ".md-search", ".md-sidebar", ".md-skip"):
            assert page.locator(frame).evaluate_all("all => all.every(e => getComputedStyle(e).display === 'none')"), frame
        assert page.locator("article h1").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.emulate_media(media="screen")
    context.close()


def test_the_first_visit_to_home_is_light_and_search_comes_when_asked_for(real_project: Project, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    sizes: dict[str, int] = {}

    def weigh(request: object) -> None:
        found = request.sizes()  # type: ignore[attr-defined]
        sizes[urlsplit(request.url).path] = found["responseBodySize"] + found["responseHeadersSize"]  # type: ignore[attr-defined]

    page.on("requestfinished", weigh)
    with served_packed(real_project.root / "site") as packed:
        page.goto(packed)
        page.wait_for_timeout(500)
        worker = (real_project.root / "site/assets/search.js").stat().st_size  # a worker's own file goes unweighed; packed it is less
        light = {path: size for path, size in sizes.items() if path != "/search/search_index.json"}
        assert sum(light.values()) + worker <= FIRST_VISIT, light
        assert {"/", "/assets/site.css", "/assets/fonts/newsreader-text.woff2"} <= set(light)
        assert len([path for path in light if path.endswith(".css")]) == 2, "the theme's sheet and ours"
        assert [path for path in light if "/workers/" in path] == []
        with page.expect_request("**/workers/**"):
            page.keyboard.press("/")
            page.keyboard.type("a")
    context.close()


def test_every_page_has_a_title_and_a_description_of_its_own(real_project: Project) -> None:
    site = real_project.root / "site"
    described: dict[str, list[str]] = {}
    titled: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        text, name = path.read_text("utf-8"), path.relative_to(site).as_posix()
        description = re.search(r'<meta name="description" content="([^"]*)">', text)
        title = re.search(r"<title>(.*?)</title>", text, re.S)
        assert description and title, name
        assert 20 <= len(description[1]) <= 200, (name, description[1])
        described.setdefault(description[1], []).append(name)
        titled.setdefault(title[1], []).append(name)
    assert [names for found in (described, titled) for names in found.values() if len(names) > 1] == []


def test_a_wrong_address_gets_a_page_that_helps(real_project: Project, opened: Page) -> None:
    with served_packed(real_project.root / "site") as top:
        answer = opened.goto(top + "no/such/page/")
        assert answer is not None and answer.status == 404
        assert opened.locator("h1").inner_text() == "This page is not here"
        assert "newsreader" in opened.evaluate("getComputedStyle(document.body).fontFamily").lower()
        opened.locator("article a").first.click()
        opened.wait_for_url(top)
        assert opened.locator("h1").is_visible()
