"""The parse: the same as spaCy's own, whatever was done to make it quick, and the same for one text as for many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from build_scripts.extract import language
from build_scripts.extract.swift import quicken
from build_scripts.model import DEFAULT_MODEL

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
TEXTS = [
    *(case["text"] for case in CASES),
    *(article.read_bytes().decode("utf-8") for article in Path(__file__).parents[2].glob("seeds/articles/*.txt")),
    # what the rules of several tokens are for
    "Let's go. You're gonna see, ain't it? There's a cat, and there are two. Y'all got ta c'm on.\n\n  I  do; he doesn't.\n",
    "", " ", "\n", "!",
]


def told(doc: Doc) -> list[tuple[Any, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.ent_iob_, t.ent_type_, bool(t.is_sent_start)) for t in doc]


@pytest.fixture(scope="module")
def pipelines() -> tuple[Any, Any]:
    """spaCy's own, and the quick one."""
    own, quick = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    quicken(quick)
    assert "entities_by_step" in quick.pipe_names and "ner" not in quick.pipe_names
    return own, quick


@pytest.mark.parametrize("batch", [1, 32])
def test_the_quick_steps_give_what_spacy_gives(batch: int, pipelines: tuple[Any, Any]) -> None:
    own, quick = ([told(doc) for doc in nlp.pipe(TEXTS, batch_size=batch)] for nlp in pipelines)
    assert sum(row[7] == "B" for doc in own for row in doc) > 20
    assert quick == own


def test_a_kind_of_token_that_was_forgotten_is_asked_again(pipelines: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.extract.swift._MOST_KINDS", 3)
    own, quick = (told(nlp(TEXTS[0])) for nlp in pipelines)
    assert quick == own


def test_one_by_one_and_together_give_the_same() -> None:
    assert [told(doc) for doc in language.parse_all(TEXTS)] == [told(language.parse(text)) for text in TEXTS]


def test_the_parse_keeps_every_character_in_its_place() -> None:
    for text, doc in zip(TEXTS, language.parse_all(TEXTS), strict=True):
        assert len(doc.text) == len(text)
        assert doc.text == language.plain(text)


def test_a_mask_is_for_the_parser_alone() -> None:
    doc = language.parse("Wumba signed it.", mask=lambda tokens: {0: "France"})
    assert [t.text for t in doc] == ["Wumba", "signed", "it", "."]
    assert doc[0].ent_type_ == "GPE"


@pytest.mark.parametrize("text", ["Ann Lee met Tomas Berg in Lima.\n" * 40, "Peru and " * 150 + "Chile met."])
def test_a_long_text_is_parsed_in_pieces(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = language.parse(text)
    monkeypatch.setattr(language, "LONGEST_PIECE", 50)
    pieces = language.parse(text)
    assert pieces.text == whole.text
    assert [t.tag_ for t in pieces[:40]] == [t.tag_ for t in whole[:40]]
    assert {t.head.i for t in pieces} - {t.i for t in pieces} == set()
    if "\n" in text:  # pieces end at line breaks, where sentences end as well
        assert [(s.start, s.end) for s in pieces.sents] == [(s.start, s.end) for s in whole.sents]


def test_a_sentence_that_does_not_end_is_ended() -> None:
    """So that no step which looks at a whole sentence looks at a whole text."""
    for text in ("Peru and " * 2_000 + "Chile met.", "Lee said that " * 2_000 + "it rains.", "the minister of " * 2_000 + "Peru"):
        assert max(len(sentence) for sentence in language.parse(text).sents) <= 2 * language.LONGEST_SENTENCE + 1


def test_a_run_without_blanks_keeps_its_characters() -> None:
    text = "See “" + "((" * 400 + "Peru" + "))" * 400 + "” and " + "x" * 1_000 + " now."
    doc = language.parse(text)
    assert doc.text == language.plain(text)
    assert [t.text for t in doc[-2:]] == ["now", "."]


@pytest.mark.parametrize(("text", "sentences"), [
    ("The envoy told Lt. Ann Lee that she could go. Sgt. Tom Reed agreed.",
     ["The envoy told Lt. Ann Lee that she could go.", "Sgt. Tom Reed agreed."]),
    ("He fell in World War I. Reed will speak of Plan B. Nobody asked.",
     ["He fell in World War I.", "Reed will speak of Plan B.", "Nobody asked."]),
    ("It was told by Mary I. Reed and J. Lee. Nobody asked.", ["It was told by Mary I. Reed and J. Lee.", "Nobody asked."]),
    ("Norda Corp. President Ann Lee resigned.", ["Norda Corp. President Ann Lee resigned."]),
    ("He left Norda Corp. Ann Lee stayed.", ["He left Norda Corp.", "Ann Lee stayed."]),
])
def test_the_stop_of_a_title_cut_short_ends_no_sentence(text: str, sentences: list[str]) -> None:
    assert [s.text for s in language.parse(text).sents] == sentences
