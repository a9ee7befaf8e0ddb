from __future__ import annotations

import re
from dataclasses import replace

import markdown
import pytest
from page_example import example_dataset

from build_scripts.model import Actor, Dataset, ExplainerError
from build_scripts.pages import markdown_extension
from build_scripts.pages.addresses import relative


@pytest.fixture
def dataset() -> Dataset:
    return example_dataset()


@pytest.mark.parametrize(("target", "page", "way"), [
    ("index.md", "index.md", "index.md"),
    ("actors/index.md", "index.md", "actors/index.md"),
    ("index.md", "actors/index.md", "../index.md"),
    ("actors/a.md", "actors/b.md", "a.md"),
    ("actors/a.md", "events/b.md", "../actors/a.md"),
    ("a/b/c.md", "a/d/e.md", "../b/c.md"),
    ("c.md", "a/b/d.md", "../../c.md"),
])
def test_the_way_from_page_to_page(target: str, page: str, way: str) -> None:
    assert relative(target, page) == way


def rendered(text: str, dataset: Dataset, page: str = "about.md") -> str:
    return markdown.markdown(text, extensions=["attr_list", markdown_extension(dataset, page)])


@pytest.mark.parametrize(("text", "html"), [
    ("[[ana-berg]]", '<p><a href="actors/ana-berg.md">Ana Berg</a></p>'),
    ("[[ana-berg|the *head*]]", '<p><a href="actors/ana-berg.md">the <em>head</em></a></p>'),
    ("[[actor:ana-berg]]", '<p><a href="actors/ana-berg.md">Ana Berg</a></p>'),
    ("[[suthland]]", '<p><a href="actors/index.md#suthland">Suthland</a></p>'),
    ("[[treaty|x]]", '<p><a href="positions/treaty.md">x</a></p>'),
    ("[[2024-05-20-ana-berg-we-met|x]]", '<p><a href="statements/index.md#2024-05-20-ana-berg-we-met">x</a></p>'),
    ("[[paper-2024-05-20#s2]]", '<p><a href="sources/paper-2024-05-20.md#s2">A league &#38; its treaty</a></p>'),
    ("[[page:data.md|x]]{.y}", '<p><a class="y" href="data.md">x</a></p>'),
    ("`[[ana-berg]]`", "<p><code>[[ana-berg]]</code></p>"),
    ("[x](y) and [[ ]", '<p><a href="y">x</a> and [[ ]</p>'),
])
def test_links_in_a_page(text: str, html: str, dataset: Dataset) -> None:
    assert re.sub(r' data-record="[^"]*"', "", rendered(text, dataset)) == html


@pytest.mark.parametrize(("text", "attribute"), [
    ("[[ana-berg]]", 'data-record="ana-berg"'), ("[[topic:treaty#s|x]]", 'data-record="treaty"'),
    ("[[^statement:2024-05-20-ana-berg-we-met]]", 'data-cite="2024-05-20-ana-berg-we-met"')])
def test_a_link_says_which_record_it_leads_to(text: str, attribute: str, dataset: Dataset) -> None:
    assert attribute in rendered(text, dataset)


def test_links_are_relative_to_the_page(dataset: Dataset) -> None:
    assert 'href="../actors/ana-berg.md"' in rendered("[[ana-berg]]", dataset, "positions/treaty.md")


def test_a_citation_leads_to_the_sentence_and_shows_its_words(dataset: Dataset) -> None:
    one = rendered("[[^2024-05-20-ana-berg-not-a-party]]", dataset)
    assert 'href="sources/paper-2024-05-20.md#s1"' in one
    assert 'title="The Paper, 20 May 2024, sentence 1: “Ana Berg said that the League is &quot;not a party&quot;”"' in one
    assert ">1</a>" in one
    several = rendered("[[^2024-05-20-ana-berg-we-met|there]]", dataset)
    assert 'href="sources/paper-2024-05-20.md#s2-3"' in several
    assert ">there</a>" in several


@pytest.mark.parametrize(("text", "complaint"), [
    ("[[nobody]]", r"about\.md: \[\[nobody\]\] names no record, topic or source"),
    ("[[^nobody]]", r"about\.md: \[\[\^nobody\]\] names no record with evidence"),
    ("[[^ana-berg#7]]", r"\[\[\^ana-berg#7\]\] names no record with evidence"),
    ("[[event:ana-berg]]", "names no record"),
    ("[[empty]]", "names no record"),
])
def test_an_unknown_id_is_an_error_that_names_page_and_id(text: str, complaint: str, dataset: Dataset) -> None:
    with pytest.raises(ExplainerError, match=complaint):
        rendered(text, dataset)


def test_an_id_of_two_kinds_has_to_say_which(dataset: Dataset) -> None:
    both = replace(dataset, actors=(*dataset.actors, Actor("treaty", "Treaty Office", "organization")))
    with pytest.raises(ExplainerError, match=r"about\.md: \[\[treaty\]\] could be a actor or a topic: write \[\[actor:treaty\]\]"):
        rendered("[[treaty]]", both)
    assert "positions/treaty.md" in rendered("[[topic:treaty]]", both)
