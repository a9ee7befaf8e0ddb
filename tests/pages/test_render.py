from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import yaml
from page_example import example_dataset, to_html

from build_scripts.model import Dataset, ExplainerError, Knowledge, Sentence
from build_scripts.pages import render_pages
from build_scripts.pages.words import TEMPLATES


@pytest.fixture
def dataset() -> Dataset:
    return example_dataset()

class _Text(HTMLParser):
    """Visible text, one space for each stretch of white space; a citation number counts as [n]."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._number = tag == "a" and "cite-number" in (dict(attrs).get("class") or "")
        if tag in ("p", "div", "h1", "h2", "h3", "li", "td", "th", "tr"):
            self.parts.append(" ")
        if tag == "q":
            self.parts.append("“")

    def handle_endtag(self, tag: str) -> None:
        if tag == "q":
            self.parts.append("”")

    def handle_data(self, data: str) -> None:
        self.parts.append(f"[{data}]" if self._number else data)
        self._number = False


def text_of(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return " ".join("".join(parser.parts).split())


def page(dataset: Dataset, path: str) -> str:
    return text_of(to_html(dataset, path, render_pages(dataset)[path]))


def test_which_pages_there_are(dataset: Dataset) -> None:
    """A page for what has enough to say, an entry for the rest, and none for a topic of which nothing is known."""
    assert sorted(render_pages(dataset)) == [
        "actors/ana-berg.md", "actors/high-court.md", "actors/index.md", "actors/league.md", "actors/norland.md", "actors/otto-falk.md",
        "agreements/index.md", "events/index.md", "index.md", "positions/index.md", "positions/treaty.md", "positions/verdict.md",
        "sources/index.md", "sources/paper-2024-05-20.md", "statements/index.md", "timeline.md"]


def test_the_same_dataset_gives_the_same_pages(dataset: Dataset) -> None:
    assert render_pages(dataset) == render_pages(dataset)


def test_every_page_converts_with_its_links_and_anchors_in_place(dataset: Dataset) -> None:
    pages = render_pages(dataset)
    converted = {path: to_html(dataset, path, markdown) for path, markdown in pages.items()}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in converted.items()}
    hand_written = {"about.md", "data.md"}
    links = 0
    for path, text in converted.items():
        assert len(anchors[path]) == len(re.findall(r'\bid="', text)), f"{path} uses an id twice"
        for href in re.findall(r'href="([^"]+)"', text):
            if href.startswith("https://"):
                continue
            target, _, anchor = href.partition("#")
            parts = path.split("/")[:-1] if target else path.split("/")
            for step in target.split("/") if target else ():
                parts = parts[:-1] if step == ".." else [*parts, step]
            name = "/".join(parts)
            assert name in converted or name in hand_written, f"{path} links to {href}"
            assert not anchor or anchor in anchors[name], f"{path} links to {href}"
            links += 1
    assert links > 100


def test_no_page_shows_a_raw_value(dataset: Dataset) -> None:
    ids = [r.id for kind in ("events", "statements", "questions", "agreements") for r in getattr(dataset, kind)]
    for path in render_pages(dataset):
        shown = page(dataset, path)
        assert not re.search(r"\bNone\b|Undefined|\[\[|\]\]|\{\.|SANCTION|CONSULT|\.\.\]", shown), f"{path}: {shown}"
        assert not [i for i in ids if i in shown], path


def test_home_answers_first_under_the_date(dataset: Dataset) -> None:
    shown = page(dataset, "index.md")
    assert shown.startswith("Where does the League stand? As of 20 May 2024, as told by Ana Berg In thirty seconds No, it is not. [1]")


def test_without_an_editor_a_template_speaks(dataset: Dataset) -> None:
    bare = replace(dataset, topics=(), subject=None, background=Knowledge())
    shown = page(bare, "index.md")
    assert "As of 20 May 2024 Three statements and six people and bodies were read from one article." in shown
    assert "Editor’s summary" not in shown


def test_a_dataset_with_nothing_in_it_still_makes_a_site() -> None:
    pages = render_pages(Dataset())
    assert "positions/index.md" in pages
    for path in pages:
        assert "None" not in page(Dataset(), path)


def test_every_quotation_says_how_its_words_came_about(dataset: Dataset) -> None:
    quotes = 0
    for path, markdown in render_pages(dataset).items():
        for figure in re.findall(r"<figure.*?</figure>", to_html(dataset, path, markdown), re.S):
            assert "as published by The Paper, translated from Norse" in text_of(figure).replace("As published", "as published")
            quotes += 1
    assert quotes > 5


def test_a_fragment_stands_with_the_words_around_it_outside_the_quotation_marks(dataset: Dataset) -> None:
    shown = page(dataset, "statements/index.md")
    assert "the League is “not a party” to the treaty Ana Berg, head of the League, for League · says it is not involved" in shown


def test_the_speakers_own_record_is_linked_where_there_is_one(dataset: Dataset) -> None:
    pages = render_pages(dataset)
    treaty = to_html(dataset, "positions/treaty.md", pages["positions/treaty.md"])
    assert '<a class="ext" href="https://gazette.example/1">The Gazette, Proceedings</a>' in treaty
    assert "The speaker’s own record of that day: The Gazette, Proceedings" in text_of(treaty)
    assert "Only the opening." in text_of(treaty)
    assert "own record" not in to_html(dataset, "positions/verdict.md", pages["positions/verdict.md"])


@pytest.mark.parametrize(("path", "words"), [
    ("events/index.md", "A conviction by the High Court, of Otto Falk. It is dated 3 May 2024: the source says “May 3”, and the year "
                        "was worked out from the day of publication."),
    ("events/index.md", "July 2024 planned Verdict may be annulled [5] Planned, not yet done: a concession."),
    ("events/index.md", "A meeting, visit or call of Ana Berg and Norland. "
                        "Told in a statement by Ana Berg, not by the source itself."),
    ("events/index.md", "For a person to check: nobody is named"),
    ("agreements/index.md", "Signed some day between 13 and 20 May 2024 Treaty between Norland and Suthland [1] A bilateral agreement "
                            "between Norland and Suthland. It was signed some day between 13 and 20 May 2024: the source says "
                            "“this week”, and it was counted from the day of publication."),
    ("positions/treaty.md", "Somebody whom the source does not name asked Ana Berg: the treaty [1] "
                             "The reply: says it is not involved[1]."),
    ("positions/treaty.md", "Background The treaty is old. As of January 2024. Reference: The Gazette"),
    ("positions/verdict.md", "Since then The verdict was annulled. As of 1 July 2024. Reference: The Gazette"),
    ("positions/verdict.md", "This matter has moved since: what happened"),
    ("statements/index.md", "Somebody not named the verdict may be annulled Somebody whom the source does not name · muses"),
    ("actors/ana-berg.md", "In the sources Ana Berg is “head of the League” [1] ."),
    ("actors/league.md", "What was said for League"),
    ("sources/paper-2024-05-20.md", "The Paper, 20 May 2024. Words as published by The Paper, translated from Norse."),
    ("index.md", "This matter has moved since"),
])
def test_what_pages_say(path: str, words: str, dataset: Dataset) -> None:
    assert words.replace(" .", ".") in page(dataset, path).replace(" .", ".")


def test_a_conviction_never_appears_without_what_became_of_it(dataset: Dataset) -> None:
    seen = 0
    for path, markdown in render_pages(dataset).items():
        text = text_of(to_html(dataset, path, markdown))
        if "A conviction by" in text:
            assert "The verdict was annulled." in text, path
            seen += 1
    assert seen >= 3


def test_what_was_known_before_is_not_told_as_since_then(dataset: Dataset) -> None:
    assert "The trial was long." not in page(dataset, "events/index.md")
    assert "The trial was long. As of 30 April 2024." in page(dataset, "actors/otto-falk.md")


def test_a_citation_lands_on_a_sentence_that_leads_back(dataset: Dataset) -> None:
    source = to_html(dataset, "sources/paper-2024-05-20.md", render_pages(dataset)["sources/paper-2024-05-20.md"])
    first = re.search(r'<span class="s" id="s1">(.*?)</span>\s*</p>', source, re.S)
    assert first is not None
    assert 'href="../statements/index.md#2024-05-20-ana-berg-not-a-party"' in first[1]
    assert '<span class="range n2" id="s2-3">' in source
    assert re.search(r'class="ev ev-actor ev-statement"[^>]* href="../actors/ana-berg', source), "the shortest passage is linked"


@pytest.mark.parametrize(("where", "complaint"), [
    ("topic", r"seeds/topics\.yml: the answer of treaty cites nothing-like-it, which is no record"),
    ("subject", r"seeds/subject\.yml: the answer cites nothing-like-it, which is no record"),
])
def test_a_summary_that_cites_no_record_stops_the_build(where: str, complaint: str, dataset: Dataset) -> None:
    answer = (Sentence("So it is.", ("nothing-like-it",)),)
    topics = (replace(dataset.topics[0], answer=answer),) if where == "topic" else ()
    assert dataset.subject is not None
    subject = replace(dataset.subject, answer=answer) if where == "subject" else None
    with pytest.raises(ExplainerError, match=complaint):
        render_pages(replace(dataset, topics=topics, subject=subject))


def test_front_matter_gives_every_page_a_title_and_a_description(dataset: Dataset) -> None:
    for path, markdown in render_pages(dataset).items():
        matter = yaml.safe_load(markdown.split("---\n")[1])
        assert matter["title"], path
        assert 10 < len(matter["description"]) < 200, path


def test_templates_use_nothing_that_steps_around_the_encoding() -> None:
    for template in TEMPLATES.rglob("*.j2"):
        assert not re.search(r"\|\s*safe|autoescape|Markup", template.read_text("utf-8")), template.name
