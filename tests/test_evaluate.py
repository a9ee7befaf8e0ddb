"""The measure itself: what counts as the same name, date, statement or event, and that spoilt records lose what they should."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_scripts import evaluate
from build_scripts.evaluate import GoldActor, GoldAgreement, GoldArticle, GoldEvent, GoldStatement, compare, read_article, read_gold, totals
from build_scripts.evaluate.actors import same_actor
from build_scripts.evaluate.dates import judge_date
from build_scripts.evaluate.doubts import Doubts, doubts
from build_scripts.evaluate.figures import FIGURES, work_out
from build_scripts.evaluate.pairing import pair_up
from build_scripts.evaluate.reading import SPLITS, find_sentences
from build_scripts.evaluate.wording import bare_name, sharing_stem, telling_words, words
from build_scripts.model import Actor, Agreement, Date, Event, Evidence, ExplainerError, Extraction, Source, Statement

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
GOLD_FILES = sorted(GOLD.glob("*.yml"))


# Words and names


@pytest.mark.parametrize(("text", "folded"), [
    ("Vučić’s Defence", "vucic defense"),
    ("the U.S. and B.C.E.", "the us and bce"),
    ("It ended. Then", "it ended then"),
    ("O'Neill's organisation", "oneill organization"),
    ("members' Łódź — Đorđe, ßæ", "members lodz dorde ssae"),
    ("snake_case 2025-04", "snake case 2025 04"),
    (None, ""),
])
def test_words_are_folded(text: str | None, folded: str) -> None:
    assert words(text) == folded.split()


@pytest.mark.parametrize(("name", "bare"), [
    ("Serbia’s President Ana Vucic", "ana vucic"),
    ("NATO Secretary General Mark Rutte", "mark rutte"),
    ("Dodik's lawyer", "lawyer"),
    ("the President", "president"),
    ("President of the Republic", "president of republic"),
])
def test_a_person_is_what_stands_after_the_title(name: str, bare: str) -> None:
    assert bare_name(name) == bare.split()


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("meeting", "meetings", True), ("met", "meet", True), ("signed", "signing", True), ("call on", "call for", True),
    ("told", "told", True), ("ban", "bans", False), ("the", "of", False), ("found guilty", "convicted", False),
])
def test_triggers_are_alike_by_their_stems(one: str, other: str, alike: bool) -> None:
    assert bool(sharing_stem(telling_words(one), telling_words(other))) == alike


@pytest.mark.parametrize(("kind", "gold", "predicted", "tier"), [
    ("person", "Aleksandar Vučić", "Aleksandar Vucic", 3),
    ("person", "Aleksandar Vučić", "Serbia’s President Vucic", 1),
    ("person", "Mark Rutte", "Rutte's spokesman", None),
    ("person", "ISHIBA Shigeru", "Shigeru Ishiba", 1),
    ("person", "Rutte", "Mark Rutte", 1),
    ("person", "Li Na", "Li Po", None),  # two letters in common are no name in common
    ("organization", "European Union", "EU", 1),
    ("organization", "European Union", "the European Union", 3),
    ("organization", "Party of Action", "POA", 1),
    ("organization", "European Union", "eu", None),
    ("state", "United States", "the U.S.", 1),
    ("state", "Kosovo", "Kosovo police", None),
])
def test_names_of_one_actor(kind: str, gold: str, predicted: str, tier: int | None) -> None:
    rank = same_actor(GoldActor(gold, kind), Actor("id", predicted, kind))
    assert (rank and rank[0]) == tier


def test_an_alias_makes_the_same_actor_of_a_lower_tier() -> None:
    rank = same_actor(GoldActor("Bosnia and Herzegovina", "state", aliases=("BiH",)), Actor("bih", "BiH", "state"))
    assert rank is not None
    assert rank[0] == 2


# Dates and pairs


@pytest.mark.parametrize(("said", "gold", "others", "verdict"), [
    ("2025-04-01", "2025-04-01", [], "right"),
    ("2025-04-01~", "2025-04-01", [], "right"),
    ("2025-04-01/2025-04-01", "2025-04-01", [], "right"),
    ("[2025-03-31..2025-04-02]", "2025-03-31/2025-04-02", [], "right"),
    ("1999/", "1999/..", [], "right"),
    ("2025-04", "2025-04-01", ["2025-04"], "right"),
    ("2025-03-31/2025-04-06", "2025-04-01", [], "near"),
    ("2025-03-31/2025-04-07", "2025-04-01", [], "wrong"),  # eight days
    ("2025-04-02/2025-04-03", "2025-04-01", [], "wrong"),
    ("2025-02-30/2025-04-02", "2025-04-01", [], "wrong"),  # no such day
    (None, "2023", [], "missing"),
    (None, None, [], "none"),
    ("2024", None, ["2024"], "none"),
    ("2023", None, [], "invented"),
])
def test_a_date_is_judged(said: str | None, gold: str | None, others: list[str], verdict: str) -> None:
    assert judge_date(Date(said, None, "text"), gold, others) == verdict


def test_no_date_is_the_same_as_an_unresolved_one() -> None:
    assert judge_date(None, "2025", []) == judge_date(Date(None, "then", "none"), "2025", []) == "missing"


@pytest.mark.parametrize(("edges", "pairs"), [
    ({(0, 0): (1, 0.9), (0, 1): (1, 0.8), (1, 0): (1, 0.7)}, {0: 1, 1: 0}),  # the first moves on, so that both have one
    ({(0, 0): (2, 0.1), (0, 1): (1, 0.8), (1, 0): (1, 0.7)}, {0: 0}),  # but never out of a better tier
    ({(0, 0): (1, 0.5), (1, 0): (1, 0.6)}, {1: 0}),
    ({}, {}),
])
def test_pairs_are_as_many_as_can_be_within_a_tier(edges: Any, pairs: dict[int, int]) -> None:
    assert pair_up(edges) == pairs


# A small article


TEXT = """Ann Lee, the mayor, met Bob Ray in Oslo on 3 May. The Fish Charter was signed. “We came here today to talk about peace and bread.
Nobody else did,” said Ann Lee. “It rains.” Bob Ray denied that the harbour would be closed. The EU told
them that it “does not object to the plan”."""
LINES = ["Ann Lee, the mayor, met Bob Ray in Oslo on 3 May.", "The Fish Charter was signed.",
         "“We came here today to talk about peace and bread.", "Nobody else did,” said Ann Lee.", "“It rains.”",
         "Bob Ray denied that the harbour would be closed.", "The EU told them that it “does not object to the plan”."]
SMALL = GoldArticle(
    id="small", text=TEXT, sentences=tuple(span for span in find_sentences(TEXT, LINES) if span),
    actors=(GoldActor("Ann Lee", "person", role="the mayor"), GoldActor("Bob Ray", "person"),
            GoldActor("European Union", "organization", aliases=("the EU",)), GoldActor("Nobody", "person", optional=True)),
    agreements=(GoldAgreement("The Fish Charter", "Charter", 1, parties=("Ann Lee", "Bob Ray"), signed="2024-05-03"),),
    events=(GoldEvent("CONSULT", "met", 0, actors=("Ann Lee", "Bob Ray"), date="2024-05-03"),
            GoldEvent("REJECT", "denied", 5, actors=("Bob Ray",), recipients=("Ann Lee", "Nobody"), alt_types=("ACCUSE",))),
    statements=(GoldStatement("Ann Lee", "We came here today to talk", True, 2), GoldStatement("Ann Lee", "Nobody else did", True, 3),
                GoldStatement("Bob Ray", "the harbour would be closed", False, 5),
                GoldStatement("European Union", "does not object to the plan", True, 6, clause="it “does not object to the"),
                GoldStatement("Nobody", "It rains", True, 4, optional=True)))


def passage(gold: GoldArticle, sentence: int, said: str) -> tuple[Evidence, ...]:
    start = gold.text.index(said, gold.sentences[sentence][0])
    return (Evidence(gold.id, start, start + len(said), said),)


def perfect(gold: GoldArticle, with_optional: bool = True) -> Extraction:
    """The gold in the form of an extraction."""
    ids = {actor.name: f"a{number}" for number, actor in enumerate(gold.actors) if with_optional or not actor.optional}

    def known(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ids[name] for name in names if name in ids)

    def day(edtf: str | None) -> Date | None:
        return Date(edtf, None, "text") if edtf else None

    def kept(records: tuple[Any, ...]) -> list[tuple[str, Any]]:
        return [(str(number), record) for number, record in enumerate(records) if with_optional or not record.optional]

    return Extraction(
        source=Source(gold.id, gold.file, "", gold.text, ()),
        actors=tuple(Actor(ids[a.name], a.name, a.type, role=a.role, aliases=a.aliases) for _, a in kept(gold.actors)),
        agreements=tuple(Agreement(n, a.label, known(a.parties), signed=day(a.signed), evidence=passage(gold, a.sentence, a.trigger))
                         for n, a in kept(gold.agreements)),
        events=tuple(Event(n, e.type, None, (), "happened", "", e.trigger, known(e.actors), known(e.recipients), day(e.date),
                           evidence=passage(gold, e.sentence, e.trigger)) for n, e in kept(gold.events)),
        statements=tuple(Statement(n, ids.get(s.speaker or ""), None, s.quote, s.direct, s.clause, None, "asserts",
                                   evidence=passage(gold, s.sentence, s.quote)) for n, s in kept(gold.statements)))


def measured(gold: GoldArticle, predicted: Extraction) -> dict[str, Any]:
    """Figure -> its F1, share or count."""
    return {name: figure["f1"] if isinstance(figure, dict) else figure for name, figure in work_out(compare(gold, predicted).tally).items()}


IDEAL = {name: 0 if kind == "count" else 1 for name, kind in FIGURES.items()}


def losses(gold: GoldArticle, predicted: Extraction) -> dict[str, Any]:
    """The figures that are not what the gold itself gets."""
    return {name: value for name, value in measured(gold, predicted).items() if value != IDEAL[name]}


def changed(kind: str, change: Callable[[int, Any], Any]) -> Extraction:
    """The perfect extraction of the small article, with some records replaced by a list of others."""
    best = perfect(SMALL)
    records = (new for number, record in enumerate(getattr(best, kind)) for new in change(number, record))
    return replace(best, **{kind: tuple(records)})


def only(which: int, *instead: Any) -> Callable[[int, Any], Any]:
    """Replaces one record: by nothing, or by itself with changes (one dictionary for each record to come)."""
    return lambda number, record: [replace(record, **fields) for fields in instead] if number == which else [record]


MOVED = {"evidence": (Evidence("small", 0, 7, "Ann Lee"),)}
DAY = Date("2024-05-03", None, "text")
AROUND = Date("2024-05-01/2024-05-04", None, "text")
OTHER = Date("2020", None, "text")


@pytest.mark.parametrize(("kind", "change", "lost"), [
    # actors
    ("actors", only(0, {"type": "Official"}), {}),  # as good as person
    ("actors", only(0, {"type": "state"}), {"actor type": 2 / 3}),
    ("actors", only(0, {"role": "mayor of Oslo"}), {}),
    ("actors", only(0, {"role": None}), {"actor role": 0}),
    ("actors", only(0, {}, {"id": "again"}), {"actors": 6 / 7, "split actors": 1}),
    ("actors", only(3), {"unknown actor ids": 2, "participants": 8 / 9, "participants in role": 8 / 9}),  # named, but not listed
    ("actors", only(0, {"name": "Zed"}), {"actors": 4 / 6, "actor role": None, "agreements": 0, "parties exact": None, "signed date": None,
                                          "speaker": 0.5, "wrong speaker": 2, "events loose": 0, "participants": 0.5,
                                          "participants in role": 0.5}),
    # agreements
    ("agreements", only(0), {"agreements": 0, "parties exact": None, "signed date": None}),
    ("agreements", only(0, {}, {"id": "copy"}), {"agreements": 2 / 3}),
    ("agreements", only(0, {"title": "a deal on fish", "parties": ("a0",)}), {"parties exact": 0}),
    ("agreements", only(0, {"title": "a charter", "evidence": ()}), {}),
    ("agreements", only(0, {"title": "something", "evidence": ()}), {"agreements": 0, "parties exact": None, "signed date": None}),
    ("agreements", only(0, {"parties": ("nobody", "no one")}), {"agreements": 0, "parties exact": None, "signed date": None,
                                                                "unknown actor ids": 2}),
    ("agreements", only(0, {"signed": AROUND}), {"signed date": 0, "signed date near": 1}),
    ("agreements", only(0, {"signed": None}), {"signed date": 0}),
    # statements
    ("statements", only(2), {"statements": 6 / 7}),
    ("statements", only(2, {"speaker": "a0"}), {"speaker": 3 / 4, "wrong speaker": 1}),
    ("statements", only(2, {"speaker": None}), {"speaker": 3 / 4}),
    ("statements", only(2, {"direct": True}), {"direct as in gold": 3 / 4}),
    ("statements", only(3, {"direct": False}), {}),  # a fragment may be taken either way
    ("statements", only(2, {"quote": "the harbour might be shut"}), {}),  # three of five words in one window
    ("statements", only(2, {"quote": "the harbour might fall"}), {"statements": 6 / 8}),
    ("statements", only(2, {"quote": "the harbour surely would never be closed", **MOVED}), {"statements": 6 / 8}),
    ("statements", only(0, {}, {"quote": "about peace and bread"}), {"extra pieces": 1}),
    ("statements", only(0, {}, {"id": "copy"}), {"statements": 8 / 9}),
    ("statements", lambda n, r: [replace(r, quote=" ".join(LINES[2:4]))] if n == 0 else [] if n == 1 else [r], {}),  # runs on through both
    # events
    ("events", only(0), {"events": 2 / 3, "events loose": 2 / 3, "event date": None}),
    ("events", only(0, {}, {"id": "copy"}), {"events": 4 / 5, "events loose": 4 / 5, "repeated events": 1}),
    ("events", only(1, {"type": "ACCUSE"}), {}),
    ("events", only(1, {"type": "AID"}), {"events": 0.5, "events loose": 0.5}),
    ("events", only(0, {"trigger": "zzz"}), {}),  # the place is enough
    ("events", only(0, {"trigger": "meeting", "evidence": ()}), {}),  # and so is the word's stem
    ("events", only(0, {"trigger": "zzz", "evidence": ()}), {"events": 0.5, "event date": None}),
    ("events", only(1, {"actors": ("a0",), "recipients": ("a1",)}), {"participants in role": 0.5}),
    ("events", only(0, {"actors": ("a0",), "recipients": ("a1",)}), {}),  # where all sides are agents there are no roles to confuse
    ("events", only(0, {"date": AROUND}), {"event date": 0, "event date near": 1}),
    ("events", only(0, {"date": OTHER}), {"event date": 0}),
    ("events", only(1, {"date": DAY}), {"event date invented": 1}),
    ("events", only(1, {"recipients": ("a0",)}), {}),  # an optional participant may be left out
    ("events", only(1, {"recipients": ("a0", "a2")}), {"participants": 8 / 9, "participants in role": 8 / 9}),
])
def test_what_is_spoilt_loses_just_what_it_should(kind: str, change: Any, lost: dict[str, Any]) -> None:
    expected = {name: value for name, value in lost.items() if value != IDEAL[name]}
    assert losses(SMALL, changed(kind, change)) == pytest.approx(expected)


def test_a_surname_that_fits_two_persons_fits_none() -> None:
    gold = GoldArticle("two", "", (), actors=(GoldActor("Ann Lee", "person"), GoldActor("Bob Lee", "person")))
    source = Source("two", "", "", "", ())
    assert measured(gold, Extraction(source, actors=(Actor("lee", "Lee", "person"),)))["actors"] == 0
    assert measured(gold, Extraction(source, actors=(Actor("lee", "Ann Lee", "person"),)))["actors"] == pytest.approx(2 / 3)


def test_an_actor_that_swallows_another_is_counted() -> None:
    both = changed("actors", lambda n, r: [replace(r, aliases=("Bob Ray",))] if n == 0 else [] if n == 1 else [r])
    found = measured(SMALL, both)
    assert found["merged actors"] == 1
    assert found["actors"] == pytest.approx(4 / 5)


def test_an_agreement_without_parties_is_known_by_its_label() -> None:
    gold = replace(SMALL, agreements=(GoldAgreement("The Fish Charter", "Charter", 1),))
    for title, hits in (("the Charter on Fish", 1), ("the Meat Charter", 0)):
        predicted = replace(perfect(gold), agreements=(Agreement("x", title, ("a0",)),))
        assert measured(gold, predicted)["agreements"] == hits, title


def test_evidence_with_wrong_offsets_is_looked_up_by_its_words() -> None:
    right = perfect(SMALL).events[1]
    astray = replace(right, trigger="zzz", evidence=(replace(right.evidence[0], start=0, end=9),))
    assert losses(SMALL, changed("events", lambda number, record: [astray] if number == 1 else [record])) == {}


# The gold itself


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
def test_every_gold_file_is_sound_and_scores_in_full_against_itself(path: Path) -> None:
    gold = read_article(path, ROOT)
    assert gold.split, "say which split it belongs to: seed, dev or test"
    assert gold.sentences and gold.actors
    for extraction in (perfect(gold), perfect(gold, with_optional=False)):
        missing = {name: value for name, value in measured(gold, extraction).items() if value not in (IDEAL[name], None)}
        assert missing == {}
    empty = measured(gold, Extraction(Source(gold.id, "", "", gold.text, ())))
    assert not any(empty.values()), empty


def test_every_article_text_and_sentence_file_belongs_to_a_gold_file() -> None:
    known = {path.stem for path in GOLD_FILES}
    strays = [path.name for path in GOLD.glob("*.txt") if path.name.removesuffix(".txt").removesuffix(".sents") not in known]
    assert known and not strays


GOOD = """id: small
published: 2024-05-04
actors:
- name: Ann Lee
  type: person
- {name: "European Union", type: organization, aliases: [the EU]}
agreements: []
events:
- type: CONSULT
  trigger: met Bob
  sentence: 0
  actors: [Ann Lee]
  date: 2024-05-03
  also: [[1, was signed]]
statements:
- speaker: Ann Lee
  quote: We came here today to talk
  direct: true
  sentence: 2
"""


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yml").write_text(GOOD, "utf-8")
    (tmp_path / "small.txt").write_bytes(TEXT.encode())
    (tmp_path / "small.sents.txt").write_bytes("\n".join(LINES).encode() + b"\n")
    return tmp_path


def test_a_gold_file_is_read(gold_folder: Path) -> None:
    [gold] = read_gold(gold_folder, gold_folder)
    assert gold.events == (GoldEvent("CONSULT", "met Bob", 0, ("Ann Lee",), date="2024-05-03", also=((1, "was signed"),)),)
    assert [" ".join(TEXT[start:end].split()) for start, end in gold.sentences] == LINES
    assert (gold.published, gold.actors[1].aliases, gold.statements[0].direct) == ("2024-05-04", ("the EU",), True)


@pytest.mark.parametrize(("file", "old", "new", "line", "problem"), [
    ("small.yml", "We came here today to talk", "We came today", 17, "not in the text"),
    ("small.yml", "sentence: 2", "sentence: 3", 17, "do not begin in sentence 3"),
    ("small.yml", "sentence: 2", "sentence: 7", 19, "no sentence 7; small.sents.txt holds 0 to 6"),
    ("small.yml", "sentence: 2", "sentence: two", 19, "has to be a number"),
    ("small.yml", "trigger: met Bob", "trigger: signed", 10, "do not begin in sentence 0"),
    ("small.yml", "[[1, was signed]]", "[[1, was singed]]", 14, "not in the text"),
    ("small.yml", "[[1, was signed]]", "[was signed]", 14, "list of pairs"),
    ("small.yml", "actors: [Ann Lee]", "actors: [Anna Lee]", 12, "'Anna Lee' is no actor of this file; did you mean 'Ann Lee'?"),
    ("small.yml", "speaker: Ann Lee", "speaker: Lee", 16, "is no actor of this file"),
    ("small.yml", "date: 2024-05-03", "date: 3 May", 13, "is not a date"),
    ("small.yml", "published: 2024-05-04", "published: 2024-05", 2, "not a day"),
    ("small.yml", "id: small", "id: large", 1, "not the file's name"),
    ("small.yml", "id: small", "id: small\ngroup: all", 2, "means every article"),
    ("small.yml", "id: small", "id: small\nsplit: dev\ngroup: test", 3, "the name of another split"),
    ("small.yml", "id: small", "id: small\nsplit: train", 2, "'train' is not known"),
    ("small.yml", "type: CONSULT", "type: CONSULTS", 9, "did you mean 'CONSULT'?"),
    ("small.yml", "type: person", "type: human", 5, "'human' is not known"),
    ("small.yml", "direct: true", "direct: yes", 18, "true or false"),
    ("small.yml", "  direct: true\n", "", 16, "no 'direct'"),
    ("small.yml", "  date:", "  dates:", 13, "unknown key 'dates'; did you mean 'date'?"),
    ("small.yml", '"European Union"', "Ann Lee", 6, "a second actor"),
    ("small.yml", "agreements: []", "agreements: none", 7, "has to be a list"),
    ("small.yml", "actors:\n", "actors: {\n", 4, "not readable as YAML"),
    ("small.sents.txt", "The Fish Charter was signed.", "The fish Charter was signed.", 2, "not in small.txt after the one before"),
    ("small.sents.txt", "Nobody", "\nNobody", 4, "not in small.txt"),
])
def test_a_slip_in_the_gold_is_named_with_file_and_line(gold_folder: Path, file: str, old: str, new: str, line: int, problem: str) -> None:
    path = gold_folder / file
    written = path.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), "utf-8")
    with pytest.raises(ExplainerError) as told:
        read_gold(gold_folder, gold_folder)
    message = str(told.value)
    assert problem in message
    assert message.startswith(f"{file}:{line}: ") and ";" in message and "\n" not in message


@pytest.mark.parametrize(("remove", "problem"), [("small.txt", "small.txt: cannot be read"), ("small.yml", "no gold here"),
                                                ("small.sents.txt", "small.sents.txt: cannot be read")])
def test_a_missing_file_is_named(gold_folder: Path, remove: str, problem: str) -> None:
    (gold_folder / remove).unlink()
    with pytest.raises(ExplainerError, match=problem):
        read_gold(gold_folder, gold_folder)


# The command


@pytest.fixture
def small_gold_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction that finds what the gold holds, and forgets the statements where there is no knowledge."""
    def found(golds: list[GoldArticle], knowledge: Any) -> list[evaluate.Comparison]:
        return [compare(gold, replace(perfect(gold), statements=perfect(gold).statements if knowledge.actors else ())) for gold in golds]

    monkeypatch.setattr("build_scripts.evaluate.command.evaluate", found)


@pytest.mark.usefixtures("small_gold_found")
def test_the_command_prints_a_table_or_json_and_writes_the_errors(gold_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    errors = gold_folder / "errors"
    assert evaluate.main(["--no-knowledge", "--gold", str(gold_folder), "--errors", str(errors), "small"], ROOT) == 0
    measures, _, doubted = capsys.readouterr().out.partition("\n\n")
    table = {line[:24].strip(): line[24:].split() for line in measures.splitlines()}
    assert list(table)[1:] == list(FIGURES)
    assert [line.split()[0] for line in doubted.splitlines()] == ["doubts", "all", "actors", "agreements", "events", "statements"]
    assert table["actors"] == ["1.000"] * 3 and table["statements"] == ["0.000"] * 3
    assert errors.read_text("utf-8").splitlines()[0] == "small, actors 1.000, agreements –, events 1.000, statements 0.000"
    assert "missed Ann Lee | We came here today to talk" in errors.read_text("utf-8")
    evaluate.main(["--no-knowledge", "--gold", str(gold_folder), "--json"], ROOT)
    printed = json.loads(capsys.readouterr().out)
    assert printed["totals"]["all"] == printed["articles"]["small"]
    assert printed["doubts"]["events"]["wrong"] == 0
    assert printed["totals"]["all"]["events"] == {"precision": 1, "recall": 1, "f1": 1, "hits": 1, "missed": 0, "false": 0}


def doubted(kind: str, which: tuple[int, ...], wrong: Callable[[int, Any], Any]) -> Doubts:
    """The figures of one kind where some records of the small article are doubted and some are spoilt."""
    spoilt = changed(kind, wrong)
    records = tuple(replace(record, doubts=("why",)) if n in which else record for n, record in enumerate(getattr(spoilt, kind)))
    return doubts([compare(SMALL, replace(spoilt, **{kind: records}))])[kind]


@pytest.mark.parametrize(("kind", "wrong"), [
    ("actors", {"type": "state"}), ("agreements", {"parties": ("a0", "a3")}), ("agreements", {"signed": OTHER}),
    ("events", {"type": "RETREAT"}), ("events", {"date": OTHER}), ("events", {"actors": ("a0", "a3")}), ("statements", {"speaker": "a1"}),
    ("statements", {"quote": "a thing that nobody said there"}),
])
def test_a_record_with_anything_wrong_in_it_is_wrong(kind: str, wrong: dict[str, Any]) -> None:
    assert doubted(kind, (), only(9)).wrong == 0
    assert doubted(kind, (), only(0, wrong)).wrong == 1


def test_doubts_are_weighed_by_where_they_stand() -> None:
    there, elsewhere = (doubted("statements", which, only(2, {"speaker": "a0"})) for which in ((2,), (0, 1)))
    count = there.records
    assert (there.wrong, there.doubted, there.wrong_that_are_doubted, there.doubted_that_are_wrong) == (1, 1, 1, 1)
    assert there.others_that_are_wrong == 0 and there.lift is None
    assert (elsewhere.wrong_that_are_doubted, elsewhere.doubted_that_are_wrong, elsewhere.lift) == (0, 0, 0)
    assert elsewhere.others_that_are_wrong == 1 / (count - 2)
    half = doubted("statements", (1, 2), lambda n, r: only(2, {"speaker": "a0"})(n, r) if n != 3 else [replace(r, speaker="a1")])
    assert half.lift == pytest.approx((1 / 2) / (1 / (count - 2)))


@pytest.fixture
def three_splits(gold_folder: Path) -> Path:
    """The small article once in each split."""
    for split in SPLITS:
        (gold_folder / f"{split}.yml").write_text(GOOD.replace("id: small\n", f"id: {split}\nsplit: {split}\ntext: small.txt\n"), "utf-8")
        (gold_folder / f"{split}.sents.txt").write_bytes((gold_folder / "small.sents.txt").read_bytes())
    (gold_folder / "small.yml").unlink()
    return gold_folder


@pytest.mark.parametrize(("asked", "told", "hidden"), [
    ([], ["dev", "seed", "test"], ["test"]),
    (["--split", "dev"], ["dev"], []),
    (["--split", "dev", "--split", "seed"], ["dev", "seed"], []),
    (["--split", "test"], ["test"], []),
    (["test"], ["test"], []),
])
@pytest.mark.usefixtures("small_gold_found")
def test_the_errors_are_of_the_split_asked_for_and_of_test_articles_only_when_asked(three_splits: Path, asked: list[str],
                                                                                    told: list[str], hidden: list[str]) -> None:
    errors = three_splits / "errors"
    evaluate.main(["--no-knowledge", "--gold", str(three_splits), "--errors", str(errors), *asked], ROOT)
    blocks: dict[str, list[str]] = {}
    for line in errors.read_text("utf-8").splitlines():
        if line.startswith(" "):
            blocks[next(reversed(blocks))].append(line.strip())
        else:
            blocks[line.split(",")[0]] = []
    assert list(blocks) == told
    assert [id_ for id_, notes in blocks.items() if not any("missed" in note for note in notes)] == hidden


@pytest.mark.usefixtures("small_gold_found")
def test_the_figures_are_given_for_each_split(three_splits: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.main(["--no-knowledge", "--gold", str(three_splits)], ROOT)
    assert capsys.readouterr().out.splitlines()[0].split() == ["all", *SPLITS]


def test_a_split_without_articles_is_refused(gold_folder: Path) -> None:
    with pytest.raises(ExplainerError, match="--split dev: none of these articles"):
        evaluate.main(["--gold", str(gold_folder), "--split", "dev"], ROOT)


def test_the_gold_can_be_written_for_another_scorer(three_splits: Path) -> None:
    target = three_splits / "for" / "others"
    assert evaluate.main(["--gold", str(three_splits), "--split", "dev", "--export", str(target)], ROOT) == 0
    [article] = json.loads((target / "gold.json").read_text("utf-8"))
    assert [article[key] for key in ("id", "group", "split", "published")] == ["dev", "dev", "dev", "2024-05-04"]
    assert article["gold"]["statements"] == [{"speaker": "Ann Lee", "quote": "We came here today to talk", "direct": True, "sentence": 2}]
    assert article["gold"]["actors"][0] == {"name": "Ann Lee", "type": "person", "role": None, "aliases": []}
    assert article["gold"]["events"][0]["also"] == [[1, "was signed"]]
    assert (target / "texts" / "dev.txt").read_bytes() == TEXT.encode()
    assert (target / "texts" / "dev.sents.txt").read_text("utf-8").splitlines() == LINES


def test_a_folder_for_the_gold_that_cannot_be_written_is_refused(gold_folder: Path) -> None:
    with pytest.raises(ExplainerError, match="cannot be written"):
        evaluate.main(["--gold", str(gold_folder), "--export", str(gold_folder / "small.yml")], ROOT)


def test_an_unknown_article_is_refused(gold_folder: Path) -> None:
    with pytest.raises(ExplainerError, match="did you mean 'small'"):
        evaluate.main(["--gold", str(gold_folder), "smal"], ROOT)


@pytest.mark.usefixtures("small_gold_found")
def test_an_error_file_that_cannot_be_written_is_refused(gold_folder: Path) -> None:
    with pytest.raises(ExplainerError, match="cannot be written"):
        evaluate.main(["--no-knowledge", "--gold", str(gold_folder), "--errors", str(gold_folder)], ROOT)


def test_figures_are_added_up_over_records_and_given_for_each_group() -> None:
    whole, other = replace(SMALL, group="one"), replace(SMALL, id="other", group="two")
    found = totals([compare(whole, perfect(whole)), compare(other, Extraction(Source("other", "", "", "", ())))])
    assert list(found) == ["all", "one", "two"]
    assert [figures["statements"]["recall"] for figures in found.values()] == [0.5, 1, 0]  # type: ignore[index, call-overload]
    assert found["two"]["speaker"] is None
