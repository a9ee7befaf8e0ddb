"""An actor's part in the story, reactions, neighbours and remarks: who is counted where, and what pages say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_example import evidence, example_dataset, to_html
from test_render import text_of

from build_scripts import model as m
from build_scripts.pages import story
from build_scripts.pages.desk import Desk
from build_scripts.pages.render import FEWEST_WORDS, render_pages


def shown_text(dataset: m.Dataset, path: str, pages: dict[str, str]) -> str:
    return text_of(to_html(dataset, path, pages[path]))


@pytest.fixture
def dataset() -> m.Dataset:
    return example_dataset()


@pytest.fixture
def desk(dataset: m.Dataset) -> Desk:
    return Desk(dataset)


def test_the_subject_has_its_speakers(desk: Desk) -> None:
    assert story.speakers_for_subject(desk) == ["ana-berg"]
    assert story.speakers_for_subject(Desk(replace(desk.data, subject=None))) == []


def test_deeds_are_told_apart_from_what_is_done_to_one(desk: Desk) -> None:
    court, falk = desk.actors["high-court"], desk.actors["otto-falk"]
    assert ([e.trigger for e in story.acts(desk, court)], story.undergoes(desk, court)) == (["convicted"], [])
    assert (story.acts(desk, falk), [e.trigger for e in story.undergoes(desk, falk)]) == ([], ["convicted"])


def test_ties_are_those_who_share_an_event_or_an_agreement(desk: Desk) -> None:
    assert story.ties(desk, desk.actors["norland"]) == ["suthland", "ana-berg"]
    assert story.ties(desk, desk.actors["league"]) == []


def test_what_is_said_in_ones_own_name_is_not_told_about_one(desk: Desk) -> None:
    assert story.told_about(desk, desk.actors["league"]) == []


def test_sentences_that_name_an_actor_are_counted_once(dataset: m.Dataset) -> None:
    ana = replace(dataset.actors[0], evidence=(*evidence("Ana Berg"), *evidence("Ana Berg said")))
    assert story.naming_sentences(Desk(replace(dataset, actors=(ana,))), ana) == [("paper-2024-05-20", 1)]


def test_a_reaction_stands_in_the_same_sentence_and_is_not_the_parties_own(dataset: m.Dataset) -> None:
    def reacting(who: str, words: str) -> m.Event:
        return m.Event("reacted", "REJECT", None, (), "happened", words, words, (who,), evidence=evidence(words))
    def found(event: m.Event) -> int:
        desk = Desk(replace(dataset, events=(*dataset.events, event)))
        return len(story.reactions(desk, dataset.agreements[0]))
    assert found(reacting("ana-berg", "not a party")) == 1
    assert found(reacting("norland", "not a party")) == 0
    assert found(reacting("ana-berg", "convicted")) == 0


def test_neighbours_are_the_dated_events_before_and_after(desk: Desk) -> None:
    convicted, met, annulled = desk.data.events
    assert story.neighbours(desk, convicted) == (None, annulled)
    assert story.neighbours(desk, annulled) == (convicted, None)
    assert story.neighbours(desk, met) == (None, None)


@pytest.mark.parametrize(("other", "certain"), [
    ("2024-05-02", True), ("2024-05", False), ("2024", False), ("2023", True), ("[2024-04-01..2024-05-02]", True)])
def test_what_may_have_been_before_or_after_is_no_neighbour(dataset: m.Dataset, other: str, certain: bool) -> None:
    convicted, met, _ = dataset.events
    dated = replace(met, date=m.Date(other, None, "text"))
    before, after = story.neighbours(Desk(replace(dataset, events=(convicted, dated))), convicted)
    assert (before == dated, after) == (certain, None)


def test_what_is_said_for_the_subject_of_the_site_stands_apart(dataset: m.Dataset) -> None:
    treaty = dataset.agreements[0]
    own, others = story.said_for_subject(Desk(dataset), treaty)
    assert ([s.quote for s in own], others) == (["not a party"], [])
    own, others = story.said_for_subject(Desk(replace(dataset, subject=None)), treaty)
    assert (own, [s.quote for s in others]) == ([], ["not a party"])


def test_a_remark_stands_on_its_topic_its_source_and_the_records_read_from_its_words(dataset: m.Dataset) -> None:
    said = "Editor’s note On “may be annulled” [5]: It could not. Reference: The Gazette"
    pages = render_pages(dataset)
    assert said in shown_text(dataset, "positions/treaty.md", pages)
    assert said in shown_text(dataset, "sources/paper-2024-05-20.md", pages)
    desk = Desk(dataset)
    assert [r.id for r in story.remarks_on(desk, dataset.events[2])] == ["remark-verdict"]
    assert story.remarks_on(desk, dataset.events[0]) == []


def test_a_disagreement_names_every_account_and_what_the_site_goes_by(dataset: m.Dataset) -> None:
    text = shown_text(dataset, "positions/treaty.md", render_pages(dataset))
    assert "How old is the treaty? Ten years, says one. Twelve, says another. This site goes by the older. Reference: The Gazette" in text


def test_a_line_of_the_answer_says_that_its_matter_has_moved(dataset: m.Dataset) -> None:
    def answer(cited: str) -> str:
        subject = m.Subject("Where does the League stand?", "league", (m.Sentence("So.", (cited,)),))
        changed = replace(dataset, subject=subject)
        return shown_text(changed, "index.md", render_pages(changed))
    assert "So. [5] This matter has moved since: what happened Editor’s summary" in answer("2024-05-20-unknown")
    assert "So. [1] Editor’s summary" in answer("2024-05-20-ana-berg-not-a-party")


def test_a_correction_says_who_set_what_right_and_why(dataset: m.Dataset) -> None:
    made = m.Correction("2024-05-03-high-court-convicted-otto-falk", "set", "x", "the calendar says so", "An Editor", "2024-06-01", "date",
                        "2024-05-03")
    text = shown_text(dataset, "events/index.md", render_pages(replace(dataset, corrections=(made,))))
    assert "Set right by hand, the date: the calendar says so (An Editor, 1 June 2024)" in text


def test_a_record_with_little_to_tell_is_an_entry_and_every_link_to_it_leads_there(dataset: m.Dataset) -> None:
    all_pages, pages = render_pages(dataset, fewest_words=0), render_pages(dataset, fewest_words=10_000)
    assert any(path.startswith("actors/") and path != "actors/index.md" for path in all_pages)
    assert [p for p in pages if p.startswith(("actors/", "events/", "agreements/")) and not p.endswith("index.md")] == []
    assert 'id="ana-berg"' in pages["actors/index.md"]
    assert FEWEST_WORDS >= 120
