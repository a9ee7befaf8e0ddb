"""Time expressions: the words found and what they come to. The cases are in `dates_cases.yml`."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.extract.date_grammar import Rule, grammar
from build_scripts.extract.date_meanings import MEANINGS
from build_scripts.extract.dates import TimeExpression, find_times, is_valid_edtf, resolve

PUBLISHED = "2025-04-02"
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "dates_cases.yml").read_text(encoding="utf-8"))
RULES = {rule.name: rule for rules in grammar().rules.values() for rule in rules}.values()
TENSES = ("past", "future", "none")
NOTHING = {"not a calendar date": "impossible", "unresolved: no publication date": "unresolved"}


def outcome(expression: TimeExpression, published: str | None, tense: str) -> str:
    answer = resolve(expression, published, tense)
    return expression.kind if answer is None else answer.edtf or NOTHING.get(answer.basis, answer.basis)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{group}: {case['text']} ({case.get('tense', 'none')})") for group, cases in CASES.items() for case in cases],
)
def test_words_and_value(case: dict[str, Any]) -> None:
    published, tense = case.get("published", PUBLISHED), case.get("tense", "none")
    found = find_times(case["text"], published)
    # A key may end in a blank, so as to occur twice.
    expected = [(str(words).strip(), str(value)) for words, value in case["finds"].items()]
    assert [(e.text, outcome(e, published, tense)) for e in found] == expected
    if "basis" in case:
        answer = resolve(found[0], published, tense)
        assert answer is not None
        assert answer.basis == case["basis"]
    for expression in found:
        answer = resolve(expression, published, tense)
        assert answer is None or answer.edtf is None or is_valid_edtf(answer.edtf)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_takes_its_own_examples_and_no_other_rule_does(rule: Rule) -> None:
    assert rule.kind != "date" or rule.means in MEANINGS
    for example in rule.examples:
        start, end = example.index("["), example.index("]") - 1
        found = {(e.start, e.end): e for e in find_times(example.replace("[", "").replace("]", ""), PUBLISHED)}
        assert (start, end) in found, example
        assert getattr(found[start, end].meaning, "rule", None) == rule.name, example


@pytest.mark.parametrize(
    "text,start,end,words",
    [
        ("Signed on 2 April 2025.", 0, None, ["2 April 2025"]),
        ("Signed on 2 April 2025.", 0, 17, ["2 April"]),
        ("Signed on 2 April 2025.", 12, None, ["April 2025"]),
        ("😀😀 on Wednesday. And on Friday.", 16, None, ["Friday"]),
        ("on Wednesday", 0, 99, ["Wednesday"]),
    ],
)
def test_only_between_the_offsets_and_counted_in_the_whole_text(text: str, start: int, end: int | None, words: list[str]) -> None:
    found = find_times(text, PUBLISHED, start, end)
    assert [e.text for e in found] == words
    assert all(text[e.start : e.end] == e.text for e in found)


def test_a_length_or_a_vague_word_is_reported_and_dates_nothing() -> None:
    length, vague = find_times("a two-day meeting recently", PUBLISHED)
    assert (length.kind, length.edtf, vague.kind, vague.edtf) == ("duration", None, "vague", None)
    assert length.basis and vague.basis
    assert resolve(length, PUBLISHED, "past") is None and resolve(vague, PUBLISHED, "past") is None


@pytest.mark.parametrize("published", ["", "yesterday", "2025-02-31"])
def test_a_publication_date_that_is_none_counts_as_unknown(published: str) -> None:
    (expression,) = find_times("on Wednesday", published)
    assert (expression.edtf, expression.basis) == (None, "unresolved: no publication date")


VALID = [
    "2025-04-02",
    "2025-04",
    "2025",
    "199X",
    "19XX",
    "2025-03~",
    "2024-21",
    "2024-33",
    "2024-41",
    "2011/..",
    "../2027",
    "2023~/2024~",
    "[2025-03-31..2025-04-02]",
    "[..2025-12-31]",
    "[2014..]",
    "{2025-04-03,2025-04-06}",
    "2024-12-31/2025-01-01",
    "2024-02-29",
    "2025-04-03/2025-04",
]
THE_PACKAGE_LETS_THROUGH = [
    "2025-02-29",
    "2025-02-29/..",
    " 2025-04-02",
    "2025-04-02\n",
    "2025\u00a0",
    "2025-12-31/2025-01-01",
    "[2025-05-01..2025-04-01]",
    "2024~/2023~",
]
INVALID = ["../", "", "2025-02-31", "2025-W14", "20250402", "2025-4-2", "soon", None, 20250402, "2025-04-0２"]


@pytest.mark.parametrize("text,valid", [(t, True) for t in VALID] + [(t, False) for t in THE_PACKAGE_LETS_THROUGH + INVALID])
def test_edtf_is_valid(text: object, valid: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert is_valid_edtf(text) is valid
    assert capsys.readouterr().out == ""


# Words that dates are made of, so that chance puts together what people never write.
PIECES = st.sampled_from(
    [w for words in grammar().words.values() for w in words]
    + [
        "2023",
        "1999",
        "31",
        "2",
        "10th",
        "3-5",
        "02/04/2025",
        "2025-04-02",
        "9999",
        "0",
        "1990s",
        "Q4",
        "ago",
        "time",
        "past",
        "two",
        "a",
        "the",
        "to",
        "and",
        "in",
        "on",
        "of",
        "from",
        "between",
        "May",
        "March",
        "’s",
        "'s",
        ",",
        ".",
        "-",
        "–",
        "(",
        ")",
        "\n",
        "\u00a0",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join)), st.one_of(st.none(), st.dates().map(str)))
def test_any_text_gives_verbatim_ordered_spans_and_no_error(text: str, published: str | None) -> None:
    last = 0
    for e in find_times(text, published):
        assert last <= e.start < e.end and text[e.start : e.end] == e.text
        last = e.end
        for tense in TENSES:
            answer = resolve(e, published, tense)
            assert (answer is None) == (e.kind != "date")
            assert answer is None or (answer.text == e.text and answer.basis)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join), st.dates(min_value=date(1900, 1, 1)).map(str))
def test_whatever_is_made_of_date_words_is_valid_edtf(text: str, published: str) -> None:
    for e in find_times(text, published):
        for tense in TENSES:
            answer = resolve(e, published, tense)
            assert answer is None or answer.edtf is None or is_valid_edtf(answer.edtf), (e, tense, answer)


OPEN_TO_CHOICE = [
    "on Wednesday",
    "on Friday",
    "this Saturday",
    "March 19",
    "December 31",
    "29 February",
    "in June",
    "this week",
    "the weekend",
    "this weekend",
    "on the 28th.",
    "3-4 May",
    "from Friday to Monday",
    "Christmas Day",
    "the first Monday of May",
]


@given(st.sampled_from(OPEN_TO_CHOICE), st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(str))
def test_a_past_act_never_begins_after_publication(words: str, published: str) -> None:
    (expression,) = find_times(words, published)
    answer = resolve(expression, published, "past")
    assert answer is not None and answer.edtf is not None
    assert answer.edtf.strip("[")[:10] <= published


@pytest.mark.parametrize(
    "piece",
    ["May ", "1 ", "since the end of ", "on Monday ", "between 1992 and ", "a few ", "2023, ", "from 3 to ", "\u202e", "“", "x", " "],
)
def test_time_grows_with_length_only(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    find_times("on Monday", PUBLISHED)
    start = time.process_time()
    find_times(text, PUBLISHED)
    assert time.process_time() - start < 5
