"""An article moved to another continent gives the same records under other names: nothing was written for the names of this one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein
from renaming import read_renaming, rename_gold

from build_scripts.evaluate import GoldArticle, compare, read_article, read_gold, source_of
from build_scripts.evaluate.command import renamed
from build_scripts.evaluate.figures import work_out
from build_scripts.evaluate.invented import invented_renaming
from build_scripts.evaluate.renaming import Renaming, names_free, survivors
from build_scripts.extract import extract
from build_scripts.model import Extraction, Knowledge

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
RENAMINGS = sorted((Path(__file__).parent / "renamings").glob("*.yml"))
KINDS = ("actors", "agreements", "statements", "events")
ALLOWED_LOSS = 0.05

each_renaming = pytest.mark.parametrize("path", RENAMINGS, ids=lambda path: path.stem)


def read_nothing_but_the_text(gold: GoldArticle) -> Extraction:
    return extract(source_of(gold), Knowledge())


def f1_scores(gold: GoldArticle, extraction: Extraction) -> dict[str, float]:
    figures: dict[str, Any] = dict(work_out(compare(gold, extraction).tally))
    return {kind: figures[kind]["f1"] for kind in KINDS}


@each_renaming
def test_the_records_are_the_same_up_to_the_names(path: Path, tmp_path: Path) -> None:
    renaming = read_renaming(path)
    here = read_nothing_but_the_text(read_article(GOLD / f"{renaming.article}.yml", ROOT))
    there = read_nothing_but_the_text(rename_gold(GOLD / f"{renaming.article}.yml", ROOT, tmp_path, renaming))
    expected, found = names_free(here), names_free(there, renaming)
    different = {kind: {"only here": [r for r in expected[kind] if r not in found[kind]],
                        "only there": [r for r in found[kind] if r not in expected[kind]]}
                 for kind in expected if expected[kind] != found[kind]}
    assert different == {}


@each_renaming
def test_f1_stays_within_a_twentieth(path: Path, tmp_path: Path) -> None:
    renaming = read_renaming(path)
    here = read_article(GOLD / f"{renaming.article}.yml", ROOT)
    there = rename_gold(GOLD / f"{renaming.article}.yml", ROOT, tmp_path, renaming)
    before, after = (f1_scores(gold, read_nothing_but_the_text(gold)) for gold in (here, there))
    assert min(before.values()) > 0.5  # a loss from nothing would prove nothing
    assert {kind: after[kind] for kind in KINDS if abs(after[kind] - before[kind]) > ALLOWED_LOSS} == {}, before


# Names made up mechanically, for the articles that rules may be tuned on; `evaluate --renamed` tells of the test half as well

OPEN = [gold for gold in read_gold(GOLD, ROOT) if gold.split != "test"]
each_open_article = pytest.mark.parametrize("gold", OPEN, ids=lambda gold: gold.id)


def test_nearly_all_records_of_the_open_articles_stay_the_same_under_invented_names() -> None:
    """0.95 when this was written, 1.00 of the agreements; what is left are mostly invented states that no list knows."""
    counts = renamed(OPEN)["all"]
    assert counts["all of"] > 100
    assert counts["all"] / counts["all of"] > 0.9


@each_open_article
def test_an_invented_renaming_can_be_undone(gold: GoldArticle) -> None:
    for seed in range(5):
        names = invented_renaming(gold, seed)
        there = names.there(gold.text)
        assert len(set(names.forms.values())) == len(names.forms)
        assert names.back(there) == gold.text != there
        assert names == invented_renaming(gold, seed) != invented_renaming(gold, seed + 1)


@each_open_article
def test_an_invented_renaming_leaves_no_person_its_name(gold: GoldArticle) -> None:
    there = invented_renaming(gold).there(gold.text)
    persons = [actor.name for actor in gold.actors if actor.type == "person" and actor.name.istitle() and len(actor.name.split()) > 1]
    assert [name for name in persons if name in there] == []


def test_records_that_differ_do_not_survive() -> None:
    gold = OPEN[0]
    found, nothing = read_nothing_but_the_text(gold), Renaming(gold.id, "", {"Zzz": "Yyy"})
    assert found.events and found.statements
    whole = survivors(found, found, nothing)
    assert whole["all"] == whole["all of"] == sum(len(getattr(found, kind)) for kind in (*KINDS, "questions"))
    spoilt = survivors(found, replace(found, events=(replace(found.events[0], trigger="zzz"), *found.events[1:])), nothing)
    assert (spoilt["events"], spoilt["all"]) == (whole["events"] - 1, whole["all"] - 1)
    assert survivors(found, replace(found, events=()), nothing)["events"] == 0
    assert survivors(replace(found, events=()), found, nothing)["events of"] == len(found.events)


# The renaming itself


def test_there_are_two_continents_for_the_seed_article() -> None:
    assert len({read_renaming(path).to for path in RENAMINGS if read_renaming(path).article == "vijesti-2025-04-02"}) >= 2


@each_renaming
def test_renamed_and_renamed_back_every_file_is_the_same_bytes(path: Path, tmp_path: Path) -> None:
    renaming = read_renaming(path)
    gold = read_article(GOLD / f"{renaming.article}.yml", ROOT)
    rename_gold(GOLD / f"{renaming.article}.yml", ROOT, tmp_path, renaming)
    for name, original in ((f"{gold.id}.txt", (ROOT / gold.file).read_bytes()),
                           (f"{gold.id}.sents.txt", (GOLD / f"{gold.id}.sents.txt").read_bytes())):
        renamed = (tmp_path / name).read_bytes()
        assert renamed != original
        assert renaming.back(renamed.decode("utf-8")).encode("utf-8") == original
    assert renaming.back((tmp_path / f"{gold.id}.yml").read_text("utf-8")) in (GOLD / f"{gold.id}.yml").read_text("utf-8").replace(
        f"text: {gold.file}\n", "")


@each_renaming
def test_nobody_keeps_a_name_and_nothing_else_changes(path: Path, tmp_path: Path) -> None:
    renaming = read_renaming(path)
    here = read_article(GOLD / f"{renaming.article}.yml", ROOT)
    there = rename_gold(GOLD / f"{renaming.article}.yml", ROOT, tmp_path, renaming)
    kept = [old.name for old, new in zip(here.actors, there.actors, strict=True) if old.name == new.name]
    assert kept == ["Journalists"]  # a common noun
    assert all(renaming.there(form) not in (form, "") for form in renaming.forms)
    assert not [form for form in renaming.forms.values() if form in here.text]
    assert len(here.sentences) == len(there.sentences)
    for left in ("the alliance's headquarters", "the entity police", "March 10th", "he does not want to comment"):
        assert left in here.text and left in there.text


@each_renaming
def test_a_name_spelt_two_ways_is_spelt_two_ways_again(path: Path) -> None:
    renaming = read_renaming(path)
    assert renaming.spellings
    for one, other in renaming.spellings:
        old, new = (Levenshtein.editops(*pair) for pair in ((one, other), (renaming.forms[one], renaming.forms[other])))
        assert [step.tag for step in old] == [step.tag for step in new]
        assert old


@pytest.mark.parametrize(("text", "renamed"), [
    ("Serbia and Serbian, Serbians", "Senegal and Senegalese, Serbians"),  # whole words only
    ("NATO's pre-NATO (NATO)", "ECOWAS's pre-ECOWAS (ECOWAS)"),
    ("the Western Balkans, the Balkans, the Western alliance", "the Delta, the Sahel, the Western alliance"),  # the longest first
])
def test_forms_are_whole_words_and_the_longest_wins(text: str, renamed: str) -> None:
    forms = {"Serbia": "Senegal", "Serbian": "Senegalese", "NATO": "ECOWAS", "Balkans": "Sahel", "Western Balkans": "Delta"}
    renaming = Renaming("x", "y", forms, ())
    assert renaming.there(text) == renamed
    assert renaming.back(renamed) == text


def test_a_renaming_that_cannot_be_undone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "renaming.yml"
    path.write_text("article: a\nto: b\npersons: {Lee: Ray, Low: Ray}\nstates: {}\nbodies: {}\nplaces: {}\nspellings: []\n", "utf-8")
    with pytest.raises(ValueError, match="new form listed twice: Ray"):
        read_renaming(path)


def test_the_comparison_sees_what_differs() -> None:
    gold = read_article(GOLD / "vijesti-2025-04-02.yml", ROOT)
    right = read_nothing_but_the_text(gold)
    assert right.events and right.actors
    event, actor = right.events[0], right.actors[0]
    for spoilt in (replace(right, events=(replace(event, trigger="zzz"), *right.events[1:])),
                   replace(right, events=(replace(event, actors=(*event.actors, "zzz")), *right.events[1:])),
                   replace(right, events=right.events[1:]),
                   replace(right, actors=(replace(actor, type="zzz"), *right.actors[1:])),
                   replace(right, statements=(replace(right.statements[0], speaker=None), *right.statements[1:]))):
        assert names_free(spoilt) != names_free(right)
