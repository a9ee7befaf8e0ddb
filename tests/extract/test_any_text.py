"""Any text at all: whatever stands in it, the extractor reads it, and what it says of it is whole and verbatim."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from integrity import problems

from build_scripts.extract import extract
from build_scripts.extract.language import plain
from build_scripts.extract.names import slug
from build_scripts.model import Extraction, Knowledge, Source
from build_scripts.plain import to_plain
from build_scripts.seeds import source_of

EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
"""EXAMPLES=5000 pytest tests/extract/test_any_text.py: a long look, by hand."""

PARTS = yaml.safe_load((Path(__file__).parent / "any_text.yml").read_text("utf-8"))
PIECES = st.one_of(*(st.sampled_from(PARTS[kind]) for kind in ("words", "words", "marks", "odd")), st.text(max_size=6))
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "\n"])), max_size=60).map(lambda ps: "".join(a + b for a, b in ps))
SOUND = [case["text"] for file in sorted(Path(__file__).parent.glob("*cases.yml")) for case in yaml.safe_load(file.read_text("utf-8"))
         if isinstance(case, dict) and isinstance(case.get("text"), str)]
"""Texts that make sense, to be spoilt."""
DAYS = st.sampled_from([None, "2024-05-16", "0001-01-01", "9999-12-31", "2024-02-29"])

whatever = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str, published: str | None = "2024-05-16") -> Extraction:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return extract(Source("text", "text.txt", digest, text, (), published=published), Knowledge())


@whatever
@given(TEXTS, DAYS)
def test_any_text_gives_whole_records(text: str, published: str | None) -> None:
    found = read(text, published)
    assert problems(found) == []
    assert to_plain(found)


@st.composite
def spoilt_texts(draw: st.DrawFn) -> str:
    """Two or three sound texts with cuts, repetitions and scraps anywhere in them."""
    text = "".join(draw(st.lists(st.sampled_from(SOUND), min_size=2, max_size=3)))
    for _ in range(draw(st.integers(1, 12))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 15))
        text = text[:start] + draw(st.one_of(st.just(""), PIECES, st.just(text[start:end] * 2))) + text[end:]
    return text


@whatever
@given(spoilt_texts(), DAYS)
def test_a_spoilt_text_gives_whole_records(text: str, published: str | None) -> None:
    assert problems(read(text, published)) == []


@whatever
@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_characters_give_whole_records(text: str) -> None:
    """Halves of characters included: no decoder lets them through, but a caller may."""
    assert problems(read(text)) == []


@whatever
@given(st.text(alphabet=st.characters(), max_size=50))
def test_the_parser_sees_as_many_characters_as_there_are(text: str) -> None:
    assert len(plain(text)) == len(text)
    plain(text).encode()


@whatever
@given(st.text(max_size=30))
def test_a_slug_is_safe_in_a_path(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and slug(text).strip("-") == slug(text) != ""


@whatever
@given(st.binary(max_size=60))
def test_any_bytes_are_an_article_or_an_error_in_one_line(content: bytes) -> None:
    from build_scripts.model import ExplainerError

    try:
        source = source_of(content, "text", "text.txt", control=True)
    except ExplainerError as error:
        assert "\n" not in str(error) and str(error).startswith("text.txt")
    else:
        assert source.text.encode() == content


LONG = {
    "a sentence of 100,000 characters": "Peru and " * 11_000 + "Chile met.",
    "names": " ".join(f"Ann{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} Lee{chr(97 + n // 26)}x met Berg." for n in range(2_000)),
    "one name": "President Ann Lee said she met him. " * 1_500,
    "quotes": "“We will go,” she said. " * 2_000,
    "quotes of one paragraph that none closes": "“We will go, she said. " * 2_000,
    "paragraphs of unclosed quotes": "“We will go, she said.\n" * 2_000,
    "straight marks": '" ' * 20_000,
    "nothing but marks": "“" * 20_000 + "”" * 20_000,
    "brackets": "(" * 20_000 + "Peru" + ")" * 20_000,
    "agreements": "Peru and Chile signed an agreement on trade on May 3, 2024. " * 1_000,
    "attacks and what they are called again": " ".join(
        f"Peru's army attacked Besk{chr(97 + n % 26)}{chr(97 + n // 26)} on Monday. The attack killed {n + 3} people." for n in range(600)),
    "states and their governments": " ".join(
        f"The Republic of Besk{chr(97 + n % 26)}{chr(97 + n // 26)} spoke. The government said no." for n in range(600)),
    "appositions": "Ann Lee, the president of Peru, " * 3_000,
    "of": "the minister of " * 5_000 + "Peru",
    "capitals": "Peru " * 15_000,
    "hyphens": "Peru-" * 15_000,
    "dates": "from 3 to 5 April 2020, " * 4_000,
    "digits": "1" * 100_000,
    "one word": "Peru" * 25_000,
    "line breaks": "\n" * 50_000 + "Peru",
    "blanks": " " * 50_000 + "Peru signed it.",
    "that": "Lee said that " * 5_000 + "it rains.",
    "questions": "Asked whether he would go, Lee said he would. " * 1_500,
    "right to left": "\u202eמרחב\u202c said Lee. " * 3_000,
    "emoji": "🙂" * 30_000 + " said Lee.",
    "markup": "<p>Peru signed <b>it</b></p>" * 3_000,
    "accents": "a\u0301" * 30_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_is_read(text: str) -> None:
    """In a tenth of its length, so that the suite stays quick; `make bench` reads all of it and a quarter of it, and compares the times."""
    assert problems(read(text[: len(text) // 10])) == []
