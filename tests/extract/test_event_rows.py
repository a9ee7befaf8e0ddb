"""Every row of the lexicon of events is bound to its example, both ways: the example gives the row, and no other row takes it."""

from __future__ import annotations

from functools import lru_cache

import pytest
import yaml

from build_scripts.extract import language
from build_scripts.extract.event_rows import TYPES, Row, rows
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.lexicons import FOLDER, lexicon
from build_scripts.extract.triggers import Trigger, find_triggers
from build_scripts.model import EVENT_TYPES, Knowledge


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer(language.load(), Knowledge())


def read(text: str) -> list[Trigger]:
    return find_triggers(language.parse(text, None, gazetteer().mask))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.type} {row.example}")
def test_an_example_is_taken_by_its_row_and_by_no_other(row: Row) -> None:
    found = [(t.row.type, t.row.mode, t.row.example) for t in read(row.example) if t.status not in {"hypothetical", "dropped"}]
    assert found == [(row.type, row.mode, row.example)]


def test_every_type_has_a_file_and_every_file_a_type() -> None:
    assert {p.stem for p in (FOLDER / "events").glob("[a-z]*.yml")} == set(TYPES)
    assert {row.type for row in rows()} == set(EVENT_TYPES)


def test_no_two_rows_share_an_example() -> None:
    assert len({row.example for row in rows()}) == len(rows())


def test_every_class_of_nouns_is_used() -> None:
    used = {word[1:] for name in TYPES for raw in lexicon(f"events/{name}")["rows"] for key in ("object", "by", "words", "unless")
            for word in map(str, raw.get(key, ())) if word.startswith("$")}
    assert set(lexicon("events/_classes")) - used == {"body"}



def test_every_mode_has_a_noun_for_readers() -> None:
    labels = yaml.safe_load((FOLDER.parents[1] / "pages" / "templates" / "labels.yml").read_text("utf-8"))
    assert {row.mode for row in rows() if row.mode and row.type != "THREATEN"} <= set(labels["event_modes"])
