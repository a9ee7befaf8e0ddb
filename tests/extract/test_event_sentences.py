"""Events in small texts: what auxiliaries, governing verbs, groups and conditions make of them. The cases: event_sentences.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.extract import extract
from build_scripts.model import Knowledge, Source

CASES = yaml.safe_load((Path(__file__).parent / "event_sentences.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_what_a_sentence_tells_of(case: dict[str, Any]) -> None:
    found = extract(Source("text", "text.txt", "", case["text"], ()), Knowledge())
    names = {a.id: a.name for a in found.actors}
    told = [
        {
            "type": e.type,
            "trigger": e.trigger,
            "status": e.status,
            "actors": [names[i] for i in e.actors],
            "recipients": [names[i] for i in e.recipients],
        }
        for e in found.events
    ]
    assert told == case["events"]
