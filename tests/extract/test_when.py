"""When events happened: which words date which event. The cases are in `when.yml`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.extract import extract
from build_scripts.model import Knowledge, Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "when.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["shows"]))
def test_events_have_the_date_that_belongs_to_them(case: dict[str, Any]) -> None:
    text = case["text"]
    source = Source("text", "text.txt", hashlib.sha256(text.encode()).hexdigest(), text, (), published="2025-04-02")
    told = {e.trigger: e.date and e.date.edtf for e in extract(source, Knowledge()).events}
    assert {trigger: told.get(trigger, "no such event") for trigger in case["when"]} == case["when"]
