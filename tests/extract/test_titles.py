"""The words under which an event is shown: nothing hangs loose at their end, and they name whom they tell of."""

from __future__ import annotations

import hashlib

import pytest

from build_scripts.extract import extract
from build_scripts.model import Knowledge, Source


@pytest.mark.parametrize(("text", "titles"), [
    ("Ann Lee, a former judge, who was arrested in Sudport on Monday, is dead.", ["[Ann Lee] was arrested in Sudport on Monday"]),
    ("Ann Lee thanked a minister who was arrested on Monday.", ["Ann Lee thanked a minister", "a minister who was arrested on Monday"]),
    ("Also arrested were Ann Lee in Sudport.", ["[Ann Lee] arrested"]),
    ('Serbia called on Peru to "stop its provocations".', ["Serbia called on Peru"]),
    ("Serbia accused Peru of a breach that it had long foreseen.", ["Serbia accused Peru of a breach"]),
    ("Tom Reed met Ann Lee. He thanked her for her help.", ["Tom Reed met Ann Lee", "[Tom Reed] thanked [Ann Lee] for her help"]),
])
def test_a_title_has_no_loose_end_and_names_whom_it_tells_of(text: str, titles: list[str]) -> None:
    source = Source("text", "seeds/articles/text.txt", hashlib.sha256(text.encode()).hexdigest(), text, ())
    assert [event.title for event in extract(source, Knowledge()).events] == titles
