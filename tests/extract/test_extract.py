"""The extractor on small texts, each a case in cases.yml, and what holds for any text at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.extract import extract
from build_scripts.model import KINDS, Evidence, Extraction, Knowledge, Source
from build_scripts.seeds import read_knowledge

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
CASES = [
    case
    for path in [HERE / "cases.yml", *sorted(HERE.glob("*_cases.yml"))]
    if path.stem not in {"dates_cases", "quotes_cases"}
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def read(text: str, published: str | None = None, knowledge: Knowledge | None = None) -> Extraction:
    source = Source("text", "seeds/articles/text.txt", hashlib.sha256(text.encode()).hexdigest(), text, (), published=published)
    return extract(source, knowledge or Knowledge())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_small_texts(case: dict[str, Any]) -> None:
    found = read(case["text"], case["published"])
    names = {a.id: a.name for a in found.actors}
    if "actors" in case:
        assert {a.name: a.type for a in found.actors} == case["actors"]
    if "roles" in case:
        assert {a.name: a.role for a in found.actors if a.role} == case["roles"]
    if "said" in case:
        assert [
            {"who": names.get(s.speaker or ""), "act": s.speech_act, "how": "direct" if s.direct else "told", "words": s.quote}
            for s in found.statements
        ] == case["said"]
    if "said_to" in case:
        assert [names.get(s.addressee or "") for s in found.statements] == case["said_to"]
    if "asked" in case:
        assert [{"by": names.get(q.asker or ""), "of": names.get(q.addressee or ""), "words": q.quote} for q in found.questions] == case[
            "asked"
        ]
    if "agreements" in case:
        assert [
            {"parties": [names[p] for p in a.parties], "subject": a.subject, "signed": a.signed and a.signed.edtf} for a in found.agreements
        ] == case["agreements"]
    if "events" in case:
        told = [
            {
                "type": e.type,
                "trigger": e.trigger,
                "actors": [names[a] for a in e.actors],
                "recipients": [names[r] for r in e.recipients],
                "date": e.date and e.date.edtf,
            }
            for e in found.events
        ]
        assert all(event in told for event in case["events"]), told
        assert case["events"] or not told


def spans(parts: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for value in parts.values():
        yield from value.values() if isinstance(value, Mapping) else [value]


def evidence_of(found: Extraction) -> Iterator[Evidence]:
    for kind in KINDS:
        for record in getattr(found, kind):
            assert record.evidence, record.id
            yield from record.evidence


def test_every_field_read_off_the_seed_article_has_its_span() -> None:
    source = next(iter((ROOT / "seeds" / "articles").glob("*.txt")))
    text = source.read_bytes().decode("utf-8")
    found = read(text, "2025-04-02", read_knowledge(ROOT / "seeds" / "knowledge"))
    assert len(found.statements) > 10
    for statement in found.statements:
        parts = statement.evidence[0].parts
        assert text[slice(*parts["quote"])] == statement.quote
        assert ("speaker" in parts) == (statement.speaker is not None)
        assert statement.cue is None or text[slice(*parts["cue"])] == statement.cue
        assert statement.clause is None or text[slice(*parts["clause"])] == statement.clause
    for event in found.events:
        parts = event.evidence[0].parts
        assert text[slice(*parts["trigger"])] == event.trigger
        assert set(parts.get("actors", {})) == set(event.actors)
        assert set(parts.get("recipients", {})) == set(event.recipients)
        assert event.date is None or event.date.text is None or text[slice(*parts["date"])] == event.date.text
    for agreement in found.agreements:
        parts = agreement.evidence[0].parts
        assert set(parts.get("parties", {})) == set(agreement.parties)
        assert text[slice(*parts["title"])] == agreement.title


def test_one_passage_never_backs_two_types_of_event() -> None:
    source = next(iter((ROOT / "seeds" / "articles").glob("*.txt")))
    found = read(source.read_bytes().decode("utf-8"), "2025-04-02")
    types: dict[Any, set[str]] = {}
    for event in found.events:
        types.setdefault(event.evidence[0].parts["trigger"], set()).add(event.type)
    assert {span: kinds for span, kinds in types.items() if len(kinds) > 1} == {}


def test_without_a_date_of_publication_relative_dates_stay_open() -> None:
    found = read("Peru and Chile signed an agreement on trade last week.")
    assert found.agreements[0].signed is not None
    assert found.agreements[0].signed.edtf is None
    assert found.agreements[0].signed.text == "last week"


def test_reading_twice_gives_the_same_records() -> None:
    text = CASES[0]["text"]
    assert read(text, "2024-05-16") == read(text, "2024-05-16")


def test_no_passage_of_the_seed_article_runs_over_a_line_break() -> None:
    source = next(iter((ROOT / "seeds" / "articles").glob("*.txt")))
    found = read(source.read_bytes().decode("utf-8"), "2025-04-02")
    assert [e.exact for e in evidence_of(found) if "\n" in e.exact] == []
