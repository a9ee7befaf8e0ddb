"""Sentences said about records: the right case, nothing empty, every part with its field."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from page_example import example_dataset

from build_scripts.model import Dataset, Date, ExplainerError
from build_scripts.pages.desk import Desk
from build_scripts.pages.kit import Kit
from build_scripts.pages.say import Speaker, as_text
from build_scripts.pages.sentences import Group, Link, Slot, parse, parse_file, sentence_file
from build_scripts.pages.words import TEMPLATES


def speaker(dataset: Dataset | None = None) -> Speaker:
    return Kit(Desk(dataset or example_dataset())).speaker


@pytest.mark.parametrize(("date", "sentence"), [
    (None, "The source gives no date."),
    (Date(None, None, "text"), "The source gives no date."),
    (Date(None, "recent", "text"), "No day is known: the source says “recent”."),
    (Date("2024-05-03", "May 3", "year from publication"),
     "It is dated 3 May 2024: the source says “May 3”, and the year was worked out from the day of publication."),
    (Date("2024-05-20", None, "publication date"), "It is dated 20 May 2024: it is the day of publication."),
    (Date("2023", "2023", "text"), "It is dated 2023: the source gives it."),
    (Date("2023", "the year 2023", "text"), "It is dated 2023: the source says “the year 2023”."),
    (Date("2023", "then", "by a new rule"), "It is dated 2023: the source says “then”, and by a new rule."),
])
def test_how_a_date_is_known(date: Date | None, sentence: str) -> None:
    event = replace(example_dataset().events[0], date=date)
    assert speaker().plain("event.dated", event) == sentence


def test_a_sentence_carries_its_key_its_record_and_the_field_of_every_part() -> None:
    said = speaker().say("actor.lead", example_dataset().actors[0])
    assert said.startswith('<span data-say="actor.lead" data-record="ana-berg">In the sources <span data-field="name">Ana Berg</span> is ')
    assert as_text(said) == "In the sources Ana Berg is “head of the League”."


def test_an_actor_is_named_with_its_id_and_links_where_it_has_a_record() -> None:
    say = speaker().say
    assert "[[actor:league|League]]" in say("voice", "league")
    assert '<span data-record="nobody-known">Nobody Known</span>' in say("voice", "nobody-known")


def test_an_optional_part_is_left_out_whole() -> None:
    event = example_dataset().events[0]
    assert speaker().plain("event.what", event) == "A conviction by the High Court, of Otto Falk."
    assert speaker().plain("event.what", replace(event, actors=(), place="Norby")) == "A conviction of Otto Falk, in Norby."


@pytest.mark.parametrize(("key", "change", "complaint"), [
    ("mark.agreement", {"signed": None}, r"mark\.agreement of 'norland-suthland-treaty': \{signed\.edtf\} is empty"),
    ("agreement.status", {}, r"no case of agreement\.status fits 'norland-suthland-treaty'"),
    ("event.what", {}, r"event\.what is about a event, and was asked of a Agreement"),
    ("no.such", {}, r"no sentence 'no\.such'"),
])
def test_what_cannot_be_said_stops_the_build(key: str, change: dict[str, object], complaint: str) -> None:
    agreement = replace(example_dataset().agreements[0], **change)  # type: ignore[arg-type]
    with pytest.raises(ExplainerError, match=complaint):
        speaker().say(key, agreement)


def test_an_unknown_fixed_phrase_stops_the_build() -> None:
    with pytest.raises(ExplainerError, match="no fixed phrase 'no such'"):
        speaker().fixed("no such")


def test_a_pattern_in_parts() -> None:
    assert parse("A {b.c|label d}[, {>e}] <to f#g>h</to>", "x") == (
        "A ", Slot("b.c", "label", "d"), Group((", ", Slot(".", sentence="e"))), " ", Link("to", "f", "g", ("h",)))


@pytest.mark.parametrize(("pattern", "complaint"), [
    ("a [b", "lacks a ]"), ("a <to b>c", "lacks a </to>"), ("a ] b", "out of place"), ("<script>", "out of place"),
    ("{|upper}", "names no field"), ("<span onclick=x>a</span>", "out of place")])
def test_a_pattern_that_cannot_be_read_is_an_error(pattern: str, complaint: str) -> None:
    with pytest.raises(ExplainerError, match=complaint):
        parse(pattern, "x")


def test_a_key_is_a_sentence_or_a_fixed_phrase() -> None:
    with pytest.raises(ExplainerError, match="a is both"):
        parse_file("links: {}\nfixed: {a: x}\nsentences:\n  a: {of: site, text: y}", "x.yml")


def test_templates_hold_structure_and_no_words() -> None:
    for template in TEMPLATES.rglob("*.j2"):
        text = re.sub(r"{%.*?%}|{{.*?}}|{: #[\w-]+ }|&#?\w+;", "", template.read_text("utf-8"), flags=re.S)
        text = re.sub(r"<[^<>]*>|\[\]\(#s\){[^}]*}", "", text)
        assert not re.search(r"[^\W\d_]", text), f"{template.name}: {' '.join(text.split())!r}"


def test_every_sentence_and_phrase_is_said_somewhere() -> None:
    modules = [TEMPLATES.parent / name for name in ("render.py", "around.py", "citing.py")]
    code = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES.rglob("*.j2"), *modules]).replace("'", '"')
    patterns = (TEMPLATES.parent / "sentences.yml").read_text("utf-8")
    built = ("actors.", "source.field.", "source.is.", "source.gap.", "source.marks.", "preview.", "backs.", "moment.", "mark.",
             "happened.", "actor.story.", "quote.wording-")  # their ends come from the data
    for key in [*sentence_file().sentences, *sentence_file().fixed]:
        assert f'"{key}"' in code or f">{key}}}" in patterns or key.startswith(built), f"{key} is never said"
