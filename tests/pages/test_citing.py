"""A sentence of a source can be cited from where it stands, and found on its publisher's page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from page_example import example_dataset

from build_scripts.model import BLANK
from build_scripts.pages.citing import citable, fragment_url
from build_scripts.pages.desk import Desk
from build_scripts.pages.kit import Kit

PAGE = ('<div class="source-text"><span class="s" id="s1"><a class="s-number" href="#s1" title="x">1</a> Ana.</span>'
        '<span class="s" id="s2"><a class="s-number" href="#s2" title="x">2</a> Bea.</span></div>')


def shown(text: str | None = None, url: str | None = "https://paper.example/a") -> str:
    data = example_dataset()
    source = replace(data.sources[0], url=url, text=text or data.sources[0].text)
    return citable(PAGE, source, Kit(Desk(data)).speaker)


def test_each_number_has_its_card() -> None:
    page = shown()
    assert re.findall(r'href="#(cite-\d)" aria-label="([^"]*)"', page) == [("cite-1", "Cite sentence 1"), ("cite-2", "Cite sentence 2")]
    cards = dict(re.findall(r'<div class="cite-card" id="(cite-\d)">(.*?)</div>', page, re.S))
    assert list(cards) == [f"cite-{n}" for n in range(1, 6)]
    words = re.sub(r"<[^>]*>", "", cards["cite-2"])
    assert words.startswith("The Paper, “A league &amp; its treaty”, 20 May 2024, sentence 2.")
    assert 'href="https://paper.example/a#:~:text=%22We%20met%20in%20May."' in cards["cite-2"]
    assert 'href="#s2"' in cards["cite-2"]


def test_what_is_not_shown_has_no_card_and_no_address_no_link() -> None:
    text = example_dataset().sources[0].text
    assert 'id="cite-1"' not in shown(BLANK * text.index("\n") + text[text.index("\n"):])
    assert ":~:text" not in shown(url=None)


@pytest.mark.parametrize(("url", "sentence", "address"), [
    ("https://a.example/", "Ana came.", "https://a.example/#:~:text=Ana%20came."),
    ("https://a.example/#top", "Ana came.", "https://a.example/#top:~:text=Ana%20came."),
    ("https://a.example/", "Ana-Bea, she & he came.", "https://a.example/#:~:text=Ana%2DBea%2C%20she%20%26%20he%20came."),
    ("https://a.example/", "One two three four five six\nseven eight nine ten.",
     "https://a.example/#:~:text=One%20two%20three%20four%20five,seven%20eight%20nine%20ten."),
    ("https://a.example/", "Vučić says so", "https://a.example/#:~:text=Vu%C4%8Di%C4%87%20says%20so"),
])
def test_a_fragment_names_the_beginning_and_the_end(url: str, sentence: str, address: str) -> None:
    assert fragment_url(url, sentence) == address


def test_the_marks_of_each_kind_can_be_chosen() -> None:
    page = shown()
    assert re.findall(r'type="radio" name="marks" value="(\w+)"( checked)?', page) == [
        ("all", " checked"), ("statement", ""), ("question", ""), ("event", ""), ("agreement", ""), ("actor", ""), ("none", "")]
    assert page.index("<fieldset") < page.index('<div class="source-text"')
