"""docs/data/*.yml: what is written is valid, readable, and reads back as what it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import snapshot
from jsonschema import Draft202012Validator

from build_scripts import digests, store
from build_scripts.model import (
    Actor,
    Agreement,
    Correction,
    Dataset,
    Date,
    Event,
    Evidence,
    ExplainerError,
    Fact,
    Knowledge,
    KnownActor,
    Question,
    Role,
    Sentence,
    Source,
    Statement,
    Subject,
    Topic,
)
from build_scripts.plain import from_plain, to_plain
from build_scripts.schema import FILES, SINGLES, all_schemas

TEXT = "Ana said: \"No.\"\nBojan, né Đorđe, signed the pact with Ana on March 3.\n"
DAY = Date("2024-03-03", "March 3", "year from publication")


def evidence(words: str, **parts: Any) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence("talk", start, start + len(words), words, parts),)


def dataset(**changes: Any) -> Dataset:
    """One record of every kind."""
    made = Dataset(
        sources=(Source("talk", "seeds/articles/talk.txt", digests.of_bytes(TEXT.encode()), TEXT, ((0, 15), (16, len(TEXT) - 1)),
                        published="2024-03-05", known_by={"published": "printed: at the top"}),),
        actors=(Actor("ana", "Ana", "person", evidence=evidence("Ana", name=(0, 3))),
                Actor("no", "Đorđe", "person", aliases=("Bojan",), doubts=("one, two", "NO"), evidence=evidence("Bojan, né Đorđe"))),
        agreements=(Agreement("pact", "the pact", ("ana", "no"), signed=DAY, evidence=evidence("the pact", parties={"no": (16, 21)})),),
        events=(Event("e-1", "AGREE", "sign", ("legal",), "happened", "[Bojan] signed", "signed", ("no",), ("ana",), DAY,
                      evidence=evidence("signed the pact", trigger=(33, 39), actors={"no": (16, 21)})),),
        statements=(Statement("s-1", "ana", None, "No", True, None, "said", "rejects", evidence=evidence('Ana said: "No."')),),
        questions=(Question("q-1", None, "ana", "No", False, evidence=evidence("No")),),
        topics=(Topic("t", "T", "Why?", answer=(Sentence("Because.", ("s-1",)),)),),
        corrections=(Correction("e-1", "set", "signed", "wrong", "me", "2024-03-06", "date", {"edtf": "2024", "text": None}),),
        background=Knowledge(actors=(KnownActor("ana", "Ana", "person", roles=(Role("Head"),)),),
                             facts=(Fact("f", "It is.", (), None, ()),)),
        subject=Subject("What now?", "ana"),
    )
    return dataclasses.replace(made, **changes)


def with_text(text: str) -> Dataset:
    source = dataclasses.replace(dataset().sources[0], text=text, sentences=())
    return Dataset(sources=(source, dataclasses.replace(source, id="z")))


def test_reads_back_what_it_wrote(tmp_path: Path) -> None:
    assert store.write_dataset(dataset(), tmp_path / "data")
    assert store.read_dataset(tmp_path / "data") == dataset()


@pytest.mark.parametrize("text", [
    "plain\nlines\n", "no line end", "two ends\n\n", "\n\nbegins empty\n", "  begins with spaces\nno\n", "trailing \nspace \n",
    "tab\there\n", "windows\r\nlines\r\n", "old\rmac", "odd\u2028breaks\x85here\n", "emoji 🙂 and Ćirilica Ћ\n", "bell\x07\n",
    "# not a comment\n", "--- \n...\n", "- a\n- b\n", "key: value\n", "'quoted\" text\\n", "\ufeffmark\n", "null",
    "é\n" * 200, ("word " * 60 + "\n") * 2])
def test_any_text_survives_code_point_by_code_point(text: str, tmp_path: Path) -> None:
    store.write_dataset(with_text(text), tmp_path / "data")
    assert [s.text for s in store.read_dataset(tmp_path / "data").sources] == [text, text]


def test_every_field_of_the_dataset_has_a_file_and_every_record_class_round_trips() -> None:
    assert {f.name for f in dataclasses.fields(Dataset)} == {*FILES, *SINGLES}
    assert from_plain(Dataset, to_plain(dataset())) == dataset()


def test_files_are_laid_out_for_review(tmp_path: Path) -> None:
    store.write_dataset(dataset(), tmp_path / "data")
    events, sources = ((tmp_path / "data" / name).read_text("utf-8") for name in ("events.yml", "sources.yml"))
    assert events.startswith("# yaml-language-server: $schema=schemas/events.schema.json\n"
                             "# Made by the build from seeds/: to change a record, edit seeds/corrections.yml\n")
    assert "  date: {edtf: '2024-03-03', text: March 3, basis: year from publication}\n" in events
    assert "    parts: {trigger: [33, 39], actors: {'no': [16, 21]}}\n" in events
    assert "  text: |\n    Ana said: \"No.\"\n    Bojan, né Đorđe, signed" in sources
    assert "\n\n- id: 'no'\n" in (tmp_path / "data" / "actors.yml").read_text("utf-8")
    assert all(b"\r" not in content and content.endswith(b"\n") for content in snapshot(tmp_path / "data").values())


def test_schemas_are_sound_describe_fields_and_lie_beside_the_data(tmp_path: Path) -> None:
    store.write_dataset(dataset(), tmp_path / "data")
    for name, schema in all_schemas().items():
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(yaml.safe_load((tmp_path / "data" / f"{name}.yml").read_bytes()))
        assert (tmp_path / "data" / "schemas" / f"{name}.schema.json").is_file()
    properties = all_schemas()["statements"]["$defs"]["Statement"]["properties"]
    assert properties["answers"]["description"] == "A question's id."


def test_a_second_write_touches_nothing_and_a_change_only_its_files(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store.write_dataset(dataset(), data, {"code": "a"})
    times = {path: path.stat().st_mtime_ns for path in data.rglob("*.*")}
    assert not store.write_dataset(dataset(), data, {"code": "a"})
    assert store.write_dataset(dataset(questions=()), data, {"code": "a"})
    touched = {path.name for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert touched == {"questions.yml", "manifest.yml"}


def test_a_file_that_a_person_put_there_stays_and_one_that_is_no_longer_made_goes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store.write_dataset(dataset(), data)
    (data / "notes.txt").write_text("mine")
    manifest = yaml.safe_load((data / "manifest.yml").read_bytes())
    manifest["outputs"]["former.yml"] = manifest["outputs"]["actors.yml"]
    (data / "former.yml").write_bytes((data / "actors.yml").read_bytes())
    (data / "manifest.yml").write_text(yaml.safe_dump(manifest))
    store.write_dataset(dataset(questions=()), data)
    assert (data / "notes.txt").read_text() == "mine"
    assert not (data / "former.yml").exists()


def actors(**changes: Any) -> dict[str, Any]:
    return {"actors": (dataclasses.replace(dataset().actors[0], **changes),)}


BAD: list[tuple[dict[str, Any], str]] = [
    (actors(type="wizard"), "actors.yml: record 'ana', field type: \"wizard\" is none of person"),
    (actors(id="A na"), "actors.yml: record 'A na', field id: \"A na\" does not look as it must"),
    (actors(evidence=()), "actors.yml: record 'ana', field evidence: "),
    ({"actors": dataset().actors[:1] * 2}, "actors.yml: record 'ana', field id: two records have this id"),
    (actors(role=7), "actors.yml: record 'ana', field role: 7 is not string or null"),
    (actors(evidence=(Evidence("talk", 0, 3, "Eva"),)),
     "actors.yml: record 'ana', field evidence: the source does not read 'Eva' at 0–3"),
    (actors(evidence=(Evidence("tale", 0, 3, "Ana"),)),
     "actors.yml: record 'ana', field evidence: there is no source 'tale'"),
    ({"events": (dataclasses.replace(dataset().events[0], date=Date("spring", None, "text")),)},
     "events.yml: record 'e-1', field date.edtf: \"spring\" does not look as it must"),
]


@pytest.mark.parametrize(("changes", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_record_is_named_and_nothing_is_written(changes: dict[str, Any], message: str, tmp_path: Path) -> None:
    store.write_dataset(dataset(), tmp_path / "data")
    before = snapshot(tmp_path)
    with pytest.raises(ExplainerError) as caught:
        store.write_dataset(dataset(**changes), tmp_path / "data")
    assert str(caught.value).startswith("docs/data/" + message)
    assert "\n" not in str(caught.value)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(("old", "new", "message"), [
    ("type: AGREE", "type: AGREED", "docs/data/events.yml: record 'e-1', field type: \"AGREED\" is none of AGREE"),
    ("  trigger: signed\n", "", "docs/data/events.yml: record 'e-1': 'trigger' is a required property"),
    ("status:", "state:", "docs/data/events.yml: record 'e-1': Additional properties are not allowed ('state' was unexpected)"),
    ("start: 33", "start: x", "docs/data/events.yml: record 'e-1', field evidence.0.start: \"x\" is not integer"),
    ("type: AGREE", "type: [", "docs/data/events.yml:"),
])
def test_reading_checks_too(old: str, new: str, message: str, tmp_path: Path) -> None:
    store.write_dataset(dataset(), tmp_path / "data")
    path = tmp_path / "data" / "events.yml"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ExplainerError) as caught:
        store.read_dataset(tmp_path / "data")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("file", ["events.yml", "manifest.yml", "schemas/events.schema.json"])
def test_a_hand_edit_is_told_with_the_way_out(file: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    store.write_dataset(dataset(), data)
    store.refuse_hand_edits(data)
    path = data / file
    path.write_text(path.read_text("utf-8").replace("actors", "actorz", 1), "utf-8")
    with pytest.raises(ExplainerError, match=f"^docs/data/{file} was edited by hand; .*seeds/corrections.yml.*git checkout docs/data"):
        store.refuse_hand_edits(data)


def test_other_line_ends_are_no_hand_edit_and_a_missing_file_means_a_rebuild(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store.write_dataset(dataset(), data)
    (data / "events.yml").write_bytes((data / "events.yml").read_bytes().replace(b"\n", b"\r\n"))
    store.refuse_hand_edits(data)
    assert store.read_manifest(data) is not None
    (data / "events.yml").unlink()
    store.refuse_hand_edits(data)
    assert store.read_manifest(data) is None


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(ExplainerError, match=r"data: a file stands where the build makes a folder; move it away$"):
        store.write_dataset(dataset(), tmp_path / "data")
    assert (tmp_path / "data").read_text() == "mine"
