"""axe finds nothing on any page, in light and in dark, on a desk and on a phone; what it cannot decide is measured here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from conftest import Project
from contrast import wanted_contrast, worst_contrast
from playwright.sync_api import Browser, Page, Route
from served import FOLDER

pytest_plugins = ["served"]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
EVERYTHING = "{resultTypes: ['violations', 'incomplete'], preload: false, rules: {'target-size': {enabled: true}}}"
COLOURS = "{resultTypes: ['violations', 'incomplete'], preload: false, runOnly: ['color-contrast', 'link-in-text-block']}"
"""What can differ between light and dark."""
DESK, PHONE = (1280, 900), (360, 740)


def run_axe(page: Page, options: str, within: str = "html") -> dict[str, Any]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(f"axe.run('{within}', {options})")
    return found


def undecided(page: Page, found: dict[str, Any]) -> list[str]:
    """What axe could not decide and our own measuring does not clear: contrast alone can be measured."""
    left = []
    for rule in found["incomplete"]:
        for node in rule["nodes"]:
            element = page.query_selector(node["target"][-1]) if rule["id"] == "color-contrast" else None
            if element is None or worst_contrast(page, element) < wanted_contrast(element):
                left.append(f"undecided: {rule['id']}: {node['html'][:200]}")
    return left


def findings(page: Page, options: str, within: str = "html") -> list[str]:
    found = run_axe(page, options, within)
    violations = [f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]]
    return violations + undecided(page, found)


def turn(page: Page, scheme: str) -> None:
    page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")


def in_our_folder(route: Route) -> None:
    route.continue_(url=route.request.url.replace("/assets/", f"{FOLDER}/assets/", 1))


def opened_at(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    # The page for addresses that lead nowhere is written for the top of a server.
    context.route(re.compile(r"//[^/]+/assets/"), in_our_folder)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    yield from opened_at(browser, DESK)


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    yield from opened_at(browser, PHONE)


def addresses(real_project: Project) -> list[str]:
    site = real_project.root / "site"
    return sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html"))


def test_axe_finds_nothing_on_any_page_in_light_and_dark(address: str, desk: Page, real_project: Project) -> None:
    pages = addresses(real_project)
    assert len(pages) > 30
    wrong: dict[str, list[str]] = {}
    for path in pages:
        desk.goto(address + path)
        wrong[path] = findings(desk, EVERYTHING)
        turn(desk, "slate")
        wrong[path] += [f"dark: {f}" for f in findings(desk, COLOURS)]
    assert [f"{path}: {line}" for path, found in wrong.items() for line in found] == []


def test_axe_finds_nothing_on_a_phone(address: str, phone: Page, real_project: Project) -> None:
    """One page of each kind: the rest differ in nothing but the records."""
    kinds: dict[str, str] = {}
    for path in addresses(real_project):
        kinds.setdefault(f"{path.split('/')[0]} {path.count('/')}", path)
    wrong: dict[str, list[str]] = {}
    for path in kinds.values():
        phone.goto(address + path)
        wrong[path] = findings(phone, EVERYTHING)
    assert [f"{path}: {line}" for path, found in wrong.items() for line in found] == []


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_axe_finds_nothing_while_searching(size: str, address: str, request: pytest.FixtureRequest, real_project: Project) -> None:
    page: Page = request.getfixturevalue(size)
    page.goto(address)
    page.locator("label.md-header__button[for=__search]").click() if size == "phone" else page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("agreement")
    page.locator(".md-search-result__item").first.wait_for()
    for scheme in ("default", "slate"):
        turn(page, scheme)
        assert findings(page, EVERYTHING, within="[data-md-component=search]") == []


def test_axe_finds_nothing_in_a_passage_lit_up(address: str, desk: Page) -> None:
    desk.goto(address)
    desk.locator("article a.cite-number").first.click()
    desk.wait_for_url("**/sources/**")
    for scheme in ("default", "slate"):
        turn(desk, scheme)
        assert findings(desk, COLOURS) == []
    desk.locator("a.ev-statement").first.click()
    desk.wait_for_url("**#*")
    for scheme in ("default", "slate"):
        turn(desk, scheme)
        assert findings(desk, COLOURS) == []


def test_a_page_with_faults_is_found_out(desk: Page) -> None:
    """The check itself can fail: by axe's own findings, and by measuring."""
    desk.set_content("""<html lang=en><title>x</title><body style="background:#fff"><main><h1>x</h1>
        <p style="color:#bbb">too faint</p><img src="data:,">
        <p id=over style="color:#888;background:linear-gradient(#fff,#777)">faint on a gradient</p>
        <p id=well style="color:#000;background:linear-gradient(#fff,#ddd)">well read on a gradient</p></main>""")
    found = run_axe(desk, EVERYTHING)
    assert {rule["id"] for rule in found["violations"]} >= {"color-contrast", "image-alt"}
    left = undecided(desk, found)
    assert [("faint on a gradient" in line, "well read" in line) for line in left] == [(True, False)]
