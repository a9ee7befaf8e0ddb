"""Who is who: small texts in who_is_who.yml, and the parts of the resolver that can be asked alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.extract import extract
from build_scripts.extract.furniture import furniture
from build_scripts.extract.names import initials, is_demonym, same_person, similar
from build_scripts.extract.passages import dateline
from build_scripts.model import Extraction, Knowledge, Source

CASES = yaml.safe_load((Path(__file__).parent / "who_is_who.yml").read_text("utf-8"))


def read(text: str) -> Extraction:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return extract(Source("text", "seeds/articles/text.txt", digest, text, (), published="2024-05-16"), Knowledge())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_small_texts(case: dict[str, Any]) -> None:
    found = [a for a in read(case["text"]).actors if a.kind not in {"group", "unnamed"}]
    assert {a.name: a.type for a in found} == case["actors"]
    if "unnamed" in case:
        assert {a.name: a.type for a in read(case["text"]).actors if a.kind in {"group", "unnamed"}} == case["unnamed"]
    if "roles" in case:
        assert {a.name: a.role for a in found if a.role} == case["roles"]
    for name, aliases in case.get("aliases", {}).items():
        assert {*aliases} <= {alias for a in found if a.name == name for alias in a.aliases}
    for name, doubts in case.get("doubts", {}).items():
        assert doubts == [doubt for a in found if a.name == name for doubt in a.doubts]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Ann Lee", "A. Lee", True), ("Ann Lee", "Anne Lee", True), ("Ann Lee", "Ivo Lee", False), ("Tang Meilu", "Tang", True),
    ("Ann Maria Lee", "Ann Lee", True), ("ISHIDA Shigeo", "Shigeo Ishida", True), ("Ann Lee", "Ann Berg", False),
])
def test_one_person_or_two(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) == same_person(other, one) == same


@pytest.mark.parametrize(("word", "name", "fits"), [
    ("vandoran", "vandora", True), ("kaldavian", "kaldavia", True), ("osterish", "osterland", False), ("velmora", "velmora", False),
    ("berlin", "berland", False),
])
def test_an_adjective_of_a_name(word: str, name: str, fits: bool) -> None:
    assert is_demonym(word, name) == fits


def test_initials_of_capitalised_and_of_all_words() -> None:
    assert initials("Union of Norda and Besk") == {"UNB", "UONAB"}
    assert initials("Norda") == set()


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("Bergmann", "Bergman", True), ("Berg", "Borg", True), ("Berg", "Merg", False), ("Lee", "Leo", False), ("Bergmann", "Bermudes", False),
])
def test_spellings(one: str, other: str, alike: bool) -> None:
    assert similar(one, other) == similar(other, one) == alike


@pytest.mark.parametrize(("text", "place"), [
    ("LIMA, Peru (Norda) — Ann Lee left.", "LIMA, Peru (Norda) — "), ("LIMA: Ann Lee left.", "LIMA: "),
    ("Lee leaves the hills\n\nLIMA, March 5 (Norda) -- Ann Lee left.", "LIMA, March 5 (Norda) -- "),
    ("Lima, Peru | Norda | Ann Lee left.", "Lima, Peru | Norda | "), ("ANN LEE: Why?\nIVO STAN: Because.", ""), ("Ann Lee left Lima.", ""),
    ("Ann Lee left.\nLIMA — Ivo Stan stayed.", ""),
])
def test_datelines(text: str, place: str) -> None:
    start, end = dateline(text)
    assert text[start:end] == place


@pytest.mark.parametrize(("line", "prose"), [
    ("Ann Lee left Lima on Monday, she said.", True), ("“We will stay”", True), ("By Ann Lee and Ivo Stan", False),
    ("By Monday, it was over.", True), ("Reporting by Ann Lee; editing by Ivo Stan", False), ("Read more: Lee leaves", False),
    ("Ann Lee waves in Lima. REUTERS/Ivo Stan", False),
    ("Lee leaves", False), ("Updated 3 May 2024", False), ("(AP Photo/Ivo Stan)", False),
    ("The photo of the minister was taken in May, the court said.", True),
])
def test_lines_that_are_no_prose(line: str, prose: bool) -> None:
    text = f"Peru and Chile met on Monday.\n{line}\nThey left on Tuesday."
    assert [text[a:b] for a, b in furniture(text)] == ([] if prose else [line])


def test_a_text_of_one_line_is_prose() -> None:
    assert furniture("Ann Lee, President of Peru") == ()
