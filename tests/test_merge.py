"""Many extractions, knowledge, topics and corrections become one dataset."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from build_scripts.background import known_agreement, known_event
from build_scripts.corrections import apply_corrections
from build_scripts.merge import fitting_subject, merge
from build_scripts.model import (
    Actor,
    Agreement,
    Correction,
    Dataset,
    Date,
    Event,
    Evidence,
    ExplainerError,
    Extraction,
    Fact,
    Knowledge,
    KnownActor,
    KnownAgreement,
    KnownEvent,
    Membership,
    Place,
    Policy,
    Question,
    Reference,
    Sentence,
    Source,
    Statement,
    Subject,
    Topic,
)


def source(name: str, day: str = "2024-05-20") -> Source:
    return Source(name, f"seeds/articles/{name}.txt", "0" * 64, "Ann said it rains.", ((0, 18),), published=day)


def proof(name: str, exact: str = "Ann said it rains") -> tuple[Evidence, ...]:
    return (Evidence(name, 0, len(exact), exact),)


def extraction(name: str, **changes: Any) -> Extraction:
    found = Extraction(
        source(name),
        actors=(
            Actor("ann", "Ann Lee", "person", aliases=(name,), evidence=proof(name)),
            Actor("norland", "Norland", "state", evidence=proof(name)),
        ),
        events=(
            Event(
                "e",
                "CONSULT",
                None,
                (),
                "happened",
                "Ann met",
                "met",
                ("ann", "norland"),
                date=Date("2024-05-01", "1 May", "text"),
                reported_by="s",
                evidence=proof(name),
            ),
        ),
        statements=(
            Statement("s", "ann", None, "it rains in Norland", False, None, "said", "asserts", ("norland",), evidence=proof(name)),
        ),
    )
    return replace(found, **changes)


KNOWLEDGE = Knowledge(
    actors=(
        KnownActor("norland", "Norland", "state"),
        KnownActor("suthland", "Suthland", "state"),
        KnownActor("farland", "Farland", "state"),
    ),
    facts=(
        Fact("about-norland", "It is cold.", ("norland",), "2024", ("almanac",)),
        Fact("about-farland", "It is far.", ("farland",), "2024", ("atlas",)),
    ),
    references=(Reference("almanac", "Press", "Almanac"), Reference("atlas", "Press", "Atlas")),
)


def test_one_thing_told_by_two_articles_is_one_record_with_two_pieces_of_evidence() -> None:
    found = merge([extraction("one"), extraction("two")], Knowledge(), (), ())
    assert [a.id for a in found.actors] == ["ann", "norland"]
    assert [e.source for e in found.events[0].evidence] == ["one", "two"]
    assert found.actors[0].aliases == ("one", "two")


def test_an_actor_keeps_every_name_that_an_article_gives_it_and_goes_by_the_fullest() -> None:
    short = Extraction(source("one"), (Actor("nwu", "NWU", "organization", evidence=proof("one")),))
    full = Extraction(source("two"), (Actor("nwu", "Northern Weavers Union", "organization", evidence=proof("two")),))
    for order in ([short, full], [full, short]):
        (actor,) = merge(order, Knowledge(), (), ()).actors
        assert (actor.name, actor.aliases) == ("Northern Weavers Union", ("NWU",))


def test_where_two_articles_disagree_the_record_says_so() -> None:
    second = extraction("two")
    second = replace(second, events=(replace(second.events[0], date=Date("2024-05-02", "2 May", "text")),))
    event = merge([extraction("one"), second], Knowledge(), (), ()).events[0]
    assert event.date is not None and event.date.edtf == "2024-05-01"
    assert event.doubts == ("the sources give different values for date: 2024-05-01 and 2024-05-02",)


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ((Topic("t", "T", "T?", words=("rains",)),), ("t", "holds the words “rains”")),
        (
            (Topic("a", "A", "A?", actors=("norland",)), Topic("w", "W", "W?", words=("rains",))),
            ("w", "holds the words “rains”"),
        ),  # words before actors
        ((Topic("a", "A", "A?", actors=("norland",)),), ("a", "is about Norland")),
        ((Topic("x", "X", "X?", words=("snows",)),), (None, None)),
    ],
)
def test_a_statement_goes_into_the_first_topic_that_fits_and_says_why(
    topics: tuple[Topic, ...], expected: tuple[str | None, str | None]
) -> None:
    statement = merge([extraction("one")], Knowledge(), topics, ()).statements[0]
    assert (statement.topic, statement.topic_rule) == expected


def test_an_answer_that_no_rule_places_goes_with_its_question() -> None:
    asked = Question("q", None, "ann", "will it snow", False, evidence=proof("one"))
    told = extraction("one")
    told = replace(told, questions=(asked,), statements=(replace(told.statements[0], answers="q"),))
    statement = merge([told], Knowledge(), (Topic("w", "W", "W?", words=("snow",)),), ()).statements[0]
    assert (statement.topic, statement.topic_rule) == ("w", "answers a question that belongs here")


def test_a_summary_that_cites_nothing_known_stops_the_build() -> None:
    topic = Topic("t", "T", "T?", answer=(Sentence("It snows.", ("gone",)),))
    with pytest.raises(ExplainerError, match=r"seeds/topics.yml: t: “It snows.” cites 'gone', and no record has that id; look it up"):
        merge([extraction("one")], KNOWLEDGE, (topic,), ())


def test_without_the_knowledge_that_named_its_records_a_summary_sentence_is_left_out() -> None:
    answer = (Sentence("It snows.", ("gone",)), Sentence("It rains.", ("s",)))
    found = merge([extraction("one")], Knowledge(), (Topic("t", "T", "T?", answer=answer),), ())
    assert found.topics[0].answer == answer[1:]
    subject = fitting_subject(Subject("Where?", "nobody", answer), found, Knowledge())
    assert subject is not None
    assert (subject.actor, subject.answer) == (None, answer[1:])


def test_only_the_background_that_touches_a_record_is_kept_and_it_is_whole() -> None:
    background = merge([extraction("one")], KNOWLEDGE, (), ()).background
    assert [f.id for f in background.facts] == ["about-norland"]
    assert [r.id for r in background.references] == ["almanac"]
    assert [a.id for a in background.actors] == ["norland"]


def test_policies_and_places_come_with_what_they_are_about_and_with_their_references() -> None:
    knowledge = replace(
        KNOWLEDGE,
        places=(Place("hill", "Hill", "norland", coordinates="1, 2", references=("atlas",)), Place("isle", "Isle", "farland")),
        events=(KnownEvent("fair", "Fair", "2024", "hill", ("norland",)),),
        facts=(Fact("of-the-fair", "It is held.", ("norland", "fair"), "2024", ()),),
        policy=(Policy("p-norland", "norland", "Norland", "N.", "dashed", references=("almanac",)),
                Policy("p-hill", "hill", "Hill", "H.", "none", references=("almanac",)),
                Policy("p-farland", "farland", "Farland", "F.", "solid", references=("atlas",))),
    )
    background = merge([extraction("one")], knowledge, (), ()).background
    assert [p.id for p in background.policy] == ["p-norland", "p-hill"]
    assert [p.id for p in background.places] == ["hill"]
    assert [r.id for r in background.references] == ["almanac", "atlas"]


def test_of_an_organisation_that_the_records_name_the_background_has_all_states() -> None:
    knowledge = replace(KNOWLEDGE, memberships=(Membership("farland", "norland", "member"), Membership("norland", "farland", "member"),
                                                Membership("suthland", "farland", "member")))
    background = merge([extraction("one")], knowledge, (), ()).background
    assert [(m.actor, m.organization) for m in background.memberships] == [("farland", "norland")]
    assert [a.id for a in background.actors] == ["norland", "farland"]


PACTS = (
    KnownAgreement("old", "Old", parties=("norland", "suthland"), date="2020-01-01"),
    KnownAgreement("new", "New", parties=("norland", "suthland"), date="2024-05-14"),
    KnownAgreement("late", "Late", parties=("norland", "suthland"), date="2025-01-01"),
)


@pytest.mark.parametrize(
    ("parties", "signed", "expected"),
    [
        (("suthland", "norland"), None, "new"),  # the newest that is not after the article
        (("norland", "suthland"), Date("[2024-05-13..2024-05-20]", "last week", "relative to publication"), "new"),
        (("norland", "suthland"), Date("2019", "2019", "text"), None),
        (("norland",), None, None),
    ],
)
def test_an_agreement_is_taken_for_the_known_one_that_fits(parties: tuple[str, ...], signed: Date | None, expected: str | None) -> None:
    pact = Agreement("p", "pact", parties, signed=signed, evidence=proof("one"))
    assert known_agreement(pact, Knowledge(agreements=PACTS), {"one": "2024-05-20"}) == expected


@pytest.mark.parametrize(
    ("actors", "place", "day", "expected"),
    [
        (("norland",), "Doln", "2023", "raid"),
        ((), "Doln", "2023-09-24", "raid"),
        ((), "Elsewhere", "2023", None),
        (("norland",), "Doln", "2022", None),
    ],
)
def test_an_event_is_taken_for_the_known_one_at_its_place_and_time(
    actors: tuple[str, ...], place: str, day: str, expected: str | None
) -> None:
    knowledge = Knowledge(places=(Place("doln", "Doln"),), events=(KnownEvent("raid", "Raid", "2023-09-24", "doln", ("norland",)),))
    event = Event(
        "e", "ASSAULT", None, (), "happened", "raid", "raid", actors, date=Date(day, day, "text"), place=place, evidence=proof("one")
    )
    assert known_event(event, knowledge) == expected


def dataset() -> Dataset:
    return merge([extraction("one")], Knowledge(), (), ())


def decision(**changes: Any) -> Correction:
    return replace(Correction("e", "set", "Ann said it rains", "wrong day", "An Editor", "2024-06-01", "date", "2024-05-03"), **changes)


def test_a_correction_sets_a_field_and_is_kept_on_record() -> None:
    found = apply_corrections(dataset(), (decision(),))
    assert found.events[0].date == Date("2024-05-03", None, "the editor")
    assert found.corrections == (decision(),)


def test_a_rejected_record_is_gone_and_nothing_points_to_it() -> None:
    found = apply_corrections(dataset(), (decision(record="s", action="reject", field=None, value=None),))
    assert found.statements == ()
    assert found.events[0].reported_by is None


def test_a_confirmed_record_has_no_doubts_left() -> None:
    doubtful = dataset()
    doubtful = replace(doubtful, events=(replace(doubtful.events[0], doubts=("year inferred",)),))
    assert apply_corrections(doubtful, (decision(action="confirm", field=None, value=None),)).events[0].doubts == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"record": "gone"}, "no record has this id"),
        ({"exact": "Ann said it snows"}, "the passage has changed since An Editor decided on 2024-06-01"),
        ({"field": "place", "value": None}, "changes nothing any more"),
    ],
)
def test_a_correction_that_no_longer_fits_is_reported_and_changes_nothing(
    changes: dict[str, Any], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = apply_corrections(dataset(), (decision(**changes),))
    assert found == dataset()
    assert said in caplog.text


def test_a_correction_of_no_field_names_the_fields() -> None:
    with pytest.raises(ExplainerError, match=r"seeds/corrections.yml: e: 'colour' cannot be set; the fields are type, "):
        apply_corrections(dataset(), (decision(field="colour"),))
