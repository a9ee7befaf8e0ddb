"""Every field that was read off a gold article has its span, and no passage stands under claims that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from integrity import problems

from build_scripts.evaluate import read_article, source_of
from build_scripts.extract import extract
from build_scripts.model import Extraction, Knowledge, Source
from build_scripts.seeds import read_knowledge

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.yml"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_records_of_every_gold_article_are_whole(path: Path) -> None:
    gold = read_article(path, ROOT)
    for knowledge in (Knowledge(), read_knowledge(ROOT / "seeds" / "knowledge", ROOT)):
        found = problems(extract(source_of(gold), knowledge))
        if gold.split == "test":  # a test half that is read when something fails is none
            found = ["a problem in an article of the test half"] * bool(found)
        assert found == []


_LOOSE_END = re.compile(r"(?:\W|\b(?:a|an|and|by|for|from|in|of|on|or|that|the|to|which|who|with))$")


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_name_or_subject_of_an_agreement_ends_in_a_word_that_leads_on(path: Path) -> None:
    gold = read_article(path, ROOT)
    found = extract(source_of(gold), Knowledge()).agreements if gold.split != "test" else ()
    assert [words for a in found for words in (a.title, a.subject) if words and _LOOSE_END.search(words)] == []


@pytest.mark.parametrize(("text", "doubts"), [
    ("Peru attacked Chile.", []), ("Peru attacked.", ["no target found"]), ("Chile was attacked.", ["nobody found who did it"]),
    ("President Ann Lee of Peru met Tomas Berg.", []), ("NATO is cooperating closely.", ["only one side found"]),
])
def test_an_event_that_lacks_somebody_is_doubted(text: str, doubts: list[str]) -> None:
    found = extract(Source("text", "text.txt", "", text, (), published="2024-05-16"), Knowledge())
    assert [list(event.doubts) for event in found.events] == [doubts]


@pytest.fixture(scope="module")
def right() -> Extraction:
    return extract(source_of(read_article(ROOT / "tests" / "gold" / "vijesti-2025-04-02.yml", ROOT)), Knowledge())


def without(record: Any, part: str) -> Any:
    evidence = record.evidence[0]
    parts = {name: span for name, span in evidence.parts.items() if name != part}
    return replace(record, evidence=(replace(evidence, parts=parts), *record.evidence[1:]))


def moved(record: Any, part: str, by: int) -> Any:
    evidence = record.evidence[0]
    start, end = evidence.parts[part]
    return replace(record, evidence=(replace(evidence, parts={**evidence.parts, part: (start + by, end + by)}), *record.evidence[1:]))


def first(kind: str, change: Callable[[Any], Any], which: Callable[[Any], bool] = bool) -> Callable[[Extraction], Extraction]:
    def spoil(found: Extraction) -> Extraction:
        records = list(getattr(found, kind))
        number = next(n for n, record in enumerate(records) if which(record))
        records[number] = change(records[number])
        return replace(found, **{kind: tuple(records)})

    return spoil


def twice(kind: str, **other: Any) -> Callable[[Extraction], Extraction]:
    return lambda found: replace(found, **{kind: (*getattr(found, kind), replace(getattr(found, kind)[0], id="another", **other))})


SPOILT: dict[str, tuple[Callable[[Extraction], Extraction], str]] = {
    "an id that is no slug": (first("actors", lambda a: replace(a, id="A b")), "no slug: A b"),
    "an id twice": (lambda f: replace(f, events=(f.events[0], *f.events)), "events: two records"),
    "an unknown actor": (first("events", lambda e: replace(e, actors=(*e.actors, "nobody"))), "actor nobody is no actor here"),
    "an unknown statement": (first("events", lambda e: replace(e, reported_by="x")), "reported_by x is no statement here"),
    "words that are not there": (first("events", lambda e: replace(e, evidence=(replace(e.evidence[0], exact="z"),))), "not verbatim"),
    "no evidence": (first("events", lambda e: replace(e, evidence=())), "no evidence"),
    "no span for the speaker": (first("statements", lambda s: without(s, "speaker"), lambda s: s.speaker), "no span for speaker"),
    "no span for a role": (first("actors", lambda a: replace(a, role="king")), "no span for role"),
    "a span that reads otherwise": (first("events", lambda e: moved(e, "trigger", 1)), "the span for trigger reads"),
    "a span outside": (first("events", lambda e: moved(e, "trigger", 10**6)), "is outside the text"),
    "a span for nothing": (first("events", lambda e: replace(e, place=None), lambda e: e.place), "a span for place, which is empty"),
    "a participant without a span": (first("events", lambda e: replace(e, actors=e.actors[:1]), lambda e: len(e.actors) > 1),
                                     "spans for actors"),
    "one trigger, two types": (twice("events", type="RETREAT"), "under several claims"),
    "one quote, two speakers": (twice("statements", speaker="nato"), "under several claims"),
    "one quote, two acts": (twice("statements", speech_act="denies"), "under several claims"),
    "one quote twice": (twice("statements"), "quoted twice"),
}


@pytest.mark.parametrize(("spoil", "told"), SPOILT.values(), ids=SPOILT)
def test_whatever_is_wrong_is_told(spoil: Callable[[Extraction], Extraction], told: str, right: Extraction) -> None:
    assert problems(right) == []
    assert any(told in problem for problem in problems(spoil(right)))
