"""Quotation marks, by the table in quotes_cases.yml, and that odd ones cost no time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.extract.quotes import find_quotations

CASES = yaml.safe_load((Path(__file__).parent / "quotes_cases.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_what_stands_inside_the_marks(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[slice(*q.inner(text))] for q in find_quotations(text)] == case["finds"]


@pytest.mark.parametrize("mark", ['"', "“", "”", "'a ", "‘s ", "a' ", "s’ a ", "``", "''", "« "])
def test_a_hundred_thousand_marks_take_no_time(mark: str) -> None:
    begun = time.perf_counter()
    find_quotations(mark * (100_000 // len(mark)))
    assert time.perf_counter() - begun < 2
