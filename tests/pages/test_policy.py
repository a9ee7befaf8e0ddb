"""Every page that uses a disputed name shows the note on it, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_example import example_dataset, to_html
from test_render import text_of

from build_scripts import model as m
from build_scripts.pages import render_pages

NOTE = m.Policy("p-suthland", "suthland", "Suthland", "Who rules Suthland is disputed.", "dashed", (), "2024-05", ("gazette",))


@pytest.fixture(scope="module")
def dataset() -> m.Dataset:
    base = example_dataset()
    return replace(base, background=replace(base.background, policy=(NOTE,)))


def test_a_page_with_the_name_has_the_note_and_no_other(dataset: m.Dataset) -> None:
    with_note = without = 0
    for path, markdown in render_pages(dataset).items():
        shown = text_of(to_html(dataset, path, markdown))
        told = "Who rules Suthland is disputed. As of May 2024. Reference: The Gazette"
        if "Suthland" in shown.replace(NOTE.note, ""):
            assert shown.count(told) == 1, path
            with_note += 1
        else:
            assert told not in shown, path
            without += 1
    assert with_note >= 4 and without >= 2


def test_the_page_of_the_disputed_itself_has_the_note_on_top(dataset: m.Dataset) -> None:
    facts = tuple(m.Fact(f"of-suthland-{n}", "It is warm.", ("suthland",), "2024", ("gazette",)) for n in range(2))
    dataset = replace(dataset, background=replace(dataset.background, facts=facts))
    shown = text_of(to_html(dataset, "actors/suthland.md", render_pages(dataset)["actors/suthland.md"]))
    assert 0 < shown.index("Who rules") < shown.index("It is warm.")
