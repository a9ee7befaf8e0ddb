"""What links tell before they are followed, and how a sentence is cited: by mouse, by keyboard, by finger, and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

pytest_plugins = ["served"]

TIP = "#tip:not([hidden])"


def test_hovering_a_citation_shows_its_words_and_where_they_stand(address: str, opened: Page) -> None:
    opened.goto(address)
    number = opened.locator("article a.cite-number").first
    title = number.get_attribute("title") or ""
    number.hover()
    opened.wait_for_selector(TIP)
    words, where = opened.locator(TIP).inner_text().split("\n", 1)
    assert f"{where.strip()}: {words.strip()}" == title
    assert number.get_attribute("aria-describedby") == "tip"
    opened.locator(TIP).hover()
    opened.wait_for_timeout(400)
    assert opened.locator(TIP).count() == 1, "the pointer may rest on it"
    opened.mouse.move(5, 5)
    opened.wait_for_selector("#tip[hidden]", state="attached")
    assert number.get_attribute("title") == title


def test_by_keyboard_a_link_tells_whom_it_leads_to_and_escape_closes_it(address: str, opened: Page) -> None:
    opened.goto(address)
    link = opened.locator("article a.auto").first
    title = link.get_attribute("title")
    height = opened.evaluate("document.body.scrollHeight")
    link.evaluate("e => { const before = document.createElement('button'); e.before(before); before.focus(); }")
    opened.keyboard.press("Tab")
    opened.wait_for_selector(TIP)
    assert opened.locator(TIP).inner_text() == title
    opened.keyboard.press("Escape")
    assert opened.locator(TIP).count() == 0
    assert abs(opened.evaluate("document.body.scrollHeight") - height) < 60


def test_a_finger_gets_an_abbreviation_explained_where_it_is_no_link(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "sources/")
    page.locator(".entry--source a").first.click()
    page.wait_for_url("**/sources/*/")
    page.evaluate("""document.querySelector(".source-text").insertAdjacentHTML(
        "afterbegin", '<p><abbr title="Whole Name" id=x>WN</abbr></p>')""")
    page.locator("#x").tap()
    assert page.locator(TIP).inner_text() == "Whole Name"
    box = page.locator(TIP).bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    context.close()


def test_abbreviations_are_written_out_on_every_page_where_they_stand(address: str, opened: Page, every_page: list[str]) -> None:
    seen = 0
    for path in every_page:
        opened.goto(address + path.removeprefix("./"))
        for title, text in opened.locator("article abbr").evaluate_all("all => all.map(a => [a.title, a.textContent])"):
            assert title and title != text
            seen += 1
    assert seen > len(every_page) // 2


def test_a_sentence_is_cited_without_a_script(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "sources/")
    page.locator(".entry--source a").first.click()
    assert not page.locator(".cite-card").first.is_visible()
    page.locator(".cite-this").nth(1).click()
    card = page.locator(".cite-card:target")
    assert card.is_visible()
    assert re.search(r"sentence \d+\.", card.inner_text())
    card.locator("a[href^='#s']").click()
    assert page.locator(".s:target").count() == 1
    assert page.locator(".cite-card:visible").count() == 0
    context.close()


def test_a_citation_is_copied_with_the_address_of_its_sentence(address: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "sources/")
    page.locator(".entry--source a").first.click()
    page.wait_for_url("**/sources/*/")
    page.locator(".cite-this").nth(2).click()
    page.locator(".cite-card:target button").click()
    page.wait_for_function("document.querySelector('.cite-card:target button').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r", sentence (\d+)\. http://127\.0\.0\.1:\d+/some/folder/sources/[^#]+/#s\1$", copied)
    page.keyboard.press("Escape")
    assert page.locator(".cite-card:visible").count() == 0
    context.close()


def test_marks_of_one_kind_can_be_looked_at_alone(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "sources/")
    page.locator(".entry--source a").first.click()
    lines = "all => all.map(e => getComputedStyle(e).textDecorationLine)"
    others = ".source-text a.ev-statement:not(.ev-event)"
    assert set(page.locator(others).evaluate_all(lines)) == {"underline"}
    page.locator("input[value=event]").check()
    assert set(page.locator(others).evaluate_all(lines)) == {"none"}
    assert set(page.locator(".source-text a.ev-event").evaluate_all(lines)) == {"underline"}
    context.close()
