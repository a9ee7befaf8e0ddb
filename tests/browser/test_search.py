"""Search finds the page that answers, and names with and without their marks."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytest_plugins = ["served"]


def results(page: Page, address: str, query: str) -> list[str]:
    """The addresses below the site's top that a query finds, best first."""
    page.goto(address)
    page.keyboard.press("/")
    field = page.locator(".md-search__input")
    field.press_sequentially(query)
    page.wait_for_function("q => document.querySelector('.md-search__input').value === q && /\\d|No /.test(document.querySelector("
                           "'.md-search-result__meta').textContent)", arg=query)
    page.wait_for_timeout(200)  # the last letters may still be with the worker
    links = page.locator(".md-search-result__item > a").evaluate_all("links => links.map(a => a.href)")
    return [urlsplit(link).path.removeprefix(urlsplit(address).path) for link in links]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("query", "first"), [
    ("Is NATO part of the Serbia–Hungary deal?", "positions/new-defence-agreements/"),
    ("is nato part of the serbia-hungary agreement", "positions/new-defence-agreements/"),
    ("Who decides on defence agreements?", "positions/who-decides/"),
    ("Dodik verdict", "positions/dodik-verdict/"),
    ("agreement between Serbia and Hungary", "agreements/serbia-hungary-agreement-on-cooperation/"),
    ("Who is Mark Rutte?", "actors/mark-rutte/"),
])
def test_a_question_finds_the_page_that_answers_it_first(width: int, query: str, first: str, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    assert results(context.new_page(), address, query)[0] == first
    context.close()


@pytest.mark.parametrize(("marked", "plain"), [("Vučić", "Vucic"), ("Zvečan", "zvecan"), ("Ćosić", "Cosic"), ("MARK RÜTTE", "mark rutte")])
def test_marks_on_letters_make_no_difference(marked: str, plain: str, address: str, opened: Page) -> None:
    found = results(opened, address, marked)
    assert results(opened, address, plain) == found
    assert found or marked == "Ćosić"


def test_a_name_typed_without_its_marks_finds_its_own_page_first(address: str, opened: Page) -> None:
    assert results(opened, address, "Vucic")[0] == "actors/aleksandar-vucic/"
    marked = opened.locator(".md-search-result__item").first.locator("mark").first
    assert marked.inner_text() == "Vučić", "the match is shown as it is written"
