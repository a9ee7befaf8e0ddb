"""What a reader touches, in a real browser: the built site, served from a folder of a server."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import Project
from playwright.sync_api import Browser, Page

pytest_plugins = ["served"]

WIDTHS = (360, 1280)
PAGES = ("", "positions/", "statements/", "events/", "agreements/", "actors/", "sources/", "timeline/", "map/", "about/", "data/")


def colour(page: Page, selector: str, what: str) -> str:
    return str(page.eval_on_selector(selector, f"e => getComputedStyle(e).{what}"))


def lightness(rgb: str) -> float:
    return sum(float(n) for n in re.findall(r"[\d.]+", rgb)[:3]) / 765


@pytest.mark.parametrize("width", [390, 1280])
def test_home_answers_first_under_the_date_it_holds_for(width: int, address: str, browser: Browser, real_project: Project) -> None:
    subject = yaml.safe_load((real_project.root / "docs/data/subject.yml").read_text("utf-8"))
    context = browser.new_context(viewport={"width": width, "height": 850})
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").inner_text() == subject["question"]
    in_order = [e.inner_text() for e in page.locator("article .as-of, article .answer > li").all()[:2]]
    assert in_order[0].startswith("As of 2 April 2025")
    assert in_order[1].startswith(subject["answer"][0]["text"])
    box = page.locator(".answer .summary-sentence").last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 850, "the whole answer stands on the first screen"
    context.close()


def test_a_citation_lands_on_the_sentence_lit_up(address: str, opened: Page) -> None:
    opened.goto(address)
    number = opened.locator(".answer a.cite-number").first
    shown, words = number.inner_text(), number.get_attribute("title") or ""
    number.click()
    opened.wait_for_url("**/sources/**")
    sentence = opened.locator(".s:target")
    assert sentence.count() == 1
    assert sentence.locator(".s-number").inner_text() == shown
    quoted = words[words.index("“") + 1:].rstrip("…” ")
    assert quoted in " ".join(sentence.inner_text().split())
    box = sentence.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
    assert colour(opened, ".s:target", "backgroundColor") != colour(opened, ".s:not(:target)", "backgroundColor")


def test_a_citation_of_several_sentences_lights_them_all_and_no_more(address: str, opened: Page) -> None:
    opened.goto(address + "statements/")
    link = opened.locator("a.cite[href*='#s'][href*='-']").evaluate_all(
        "links => links.map(a => a.getAttribute('href')).find(h => /#s\\d+-\\d+$/.test(h))")
    first, last = map(int, re.findall(r"\d+", link.split("#")[1]))
    opened.goto(address + "statements/" + link)
    dark = colour(opened, f"#s{last + 1}", "backgroundColor")
    lit = [n for n in range(first, last + 3) if opened.locator(f"#s{n}").count() and colour(opened, f"#s{n}", "backgroundColor") != dark]
    assert lit == list(range(first, last + 1))


def test_a_mark_in_the_source_leads_to_its_record_and_back(address: str, opened: Page) -> None:
    opened.goto(address + "sources/")
    opened.locator(".entry--source a").first.click()
    opened.wait_for_url("**/sources/*/")
    opened.locator("a.ev-statement:not(.ev-actor)").first.click()
    opened.wait_for_url("**/statements/#*")
    entry = opened.locator("figure.quote:target")
    assert entry.count() == 1
    entry.locator("a.cite").first.click()
    opened.wait_for_url("**/sources/*/#s*")
    assert opened.locator(".s:target, .range:target").count() == 1


def test_every_quotation_on_home_says_how_its_words_came_about(address: str, opened: Page, real_project: Project) -> None:
    source = yaml.safe_load((real_project.root / "docs/data/sources.yml").read_text("utf-8"))[0]
    opened.goto(address)
    captions = [c.inner_text() for c in opened.locator(".card figure.quote figcaption").all()]
    assert captions
    for caption in captions:
        assert source["wording_short"].lower() in " ".join(caption.split()).lower()


def test_no_page_asks_another_host_and_none_misses_a_file(address: str, opened: Page, every_page: list[str]) -> None:
    asked: list[str] = []
    missing: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    for path in every_page:
        opened.goto(address + path.removeprefix("./"))
    opened.wait_for_timeout(300)
    host = urlsplit(address).netloc
    assert len(asked) > len(every_page)
    assert [url for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != host] == []
    assert missing == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(width: int, address: str, browser: Browser, every_page: list[str]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for path in every_page:
        page.goto(address + path.removeprefix("./"))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert wide == []


@pytest.mark.parametrize(("scheme", "ground_is_light"), [("light", True), ("dark", False)])
def test_pages_follow_the_readers_choice_of_light_or_dark(scheme: str, ground_is_light: bool, address: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        ground, ink = lightness(colour(page, "body", "backgroundColor")), lightness(colour(page, "article", "color"))
        assert (ground > 0.8, ink < 0.4) == (ground_is_light, ground_is_light), path
        assert abs(ground - ink) > 0.6, path
    context.close()


def test_the_four_kinds_of_sentence_look_different(address: str, opened: Page) -> None:
    topic = ""
    opened.goto(address + "positions/")
    for link in opened.locator("table.matrix th a").evaluate_all("links => links.map(a => a.href)"):
        opened.goto(link)
        if all(opened.locator(kind).count() for kind in (".summary", "figure.quote", ".background", ".entry--event")):
            topic = link
            break
    assert topic
    texts = {".summary": ".summary-text", "figure.quote": "figure.quote blockquote p", ".background": ".background p",
             ".entry--event": ".entry--event p:not([class])"}
    looks = {kind: (colour(opened, kind, "borderLeftWidth"), colour(opened, kind, "backgroundColor"),
                    colour(opened, text, "fontFamily"), colour(opened, text, "fontSize")) for kind, text in texts.items()}
    assert len(set(looks.values())) == 4, looks


def test_a_page_can_be_read_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".answer").is_visible()
    page.locator(".answer a.cite-number").first.click()
    assert "/sources/" in page.url
    assert page.locator(".source-text .s").first.is_visible()
    context.close()
