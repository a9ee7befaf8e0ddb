"""The checker: it proves the site as built, stands alone, and catches what is changed.

More mutations than the tests try, from any seed:  python -m pytest tests/test_check.py -k falsified --seed 7 --mutations 1000
"""

from __future__ import annotations

import ast
import copy
import importlib
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from conftest import ROOT, Project, copy_real_project
from mutations import MUTATIONS

from build_scripts.check.data import Rec, World
from build_scripts.check.expected import Voice

run = importlib.import_module("build_scripts.check.run")
CHECKER = ROOT / "build_scripts" / "check"


# --- the checker itself --------------------------------------------------------------------------------------------------------------


def test_the_site_as_built_is_proved(real_project: Project) -> None:
    done = real_project.run("build_scripts", "check", "--site", "site")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "(100 %); 0 problems" in done.stdout


def test_sites_of_articles_that_no_knowledge_was_written_for_are_proved(tmp_path: Path) -> None:
    """A site must not owe its proof to the background that an editor wrote for it."""
    root = copy_real_project(tmp_path / "project")
    shutil.rmtree(root / "seeds")
    (root / "seeds" / "articles").mkdir(parents=True)
    for gold in sorted((ROOT / "tests" / "gold").glob("*.yml")):
        about = yaml.safe_load(gold.read_text("utf-8"))
        if about["split"] == "dev":
            shutil.copy(gold.with_suffix(".txt"), root / "seeds" / "articles")
            (root / "seeds" / "articles" / gold.name).write_text(f"published: '{about['published']}'\n", "utf-8")
    project = Project(root)
    assert (built := project.build()).returncode == 0, built.stderr[-3000:]
    told = project.run("build_scripts", "check").stdout.splitlines()
    assert "claims on" in told[-1], told[-5:]
    left_to_the_editor = "is a conviction, and nothing says what became of it"
    assert [line for line in told[:-1] if left_to_the_editor not in line] == []


def test_the_checker_imports_nothing_of_the_project() -> None:
    imported = 0
    for path in CHECKER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                assert isinstance(node, ast.Import) or node.level == 0, f"{path.name} imports from where it lies"
                ours = [n for n in names if n.startswith("build_scripts")]
                assert all(n.split(".")[:2] == ["build_scripts", "check"] for n in ours), f"{path.name}: {names}"
                imported += 1
    assert imported > 50


def test_a_falsified_page_is_told_with_page_line_and_what_is_wrong(real_project: Project, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(real_project.root / "site", tmp_path / "site"))
    page = copied / "events" / "index.html"
    page.write_text(page.read_text("utf-8").replace("No date given", "Yesterday", 1), "utf-8")
    done = real_project.run("build_scripts", "check", "--site", str(copied))
    assert done.returncode == 1
    assert "events/index.html:" in done.stdout
    assert "reads “Yesterday”, and has to read “No date given”" in done.stdout
    assert "100 %" not in done.stdout


@pytest.mark.parametrize(("break_it", "complaint"), [
    (lambda root: (root / "site" / "index.html").unlink(), "build it first, or name its folder with --site"),
    (lambda root: (root / "docs" / "data" / "sentences.yml").unlink(), "docs/data/sentences.yml: cannot be read"),
    (lambda root: (root / "docs" / "data" / "events.yml").write_text("- {"), "docs/data/events.yml:"),
    (lambda root: (root / "docs" / "data" / "events.yml").write_text("x: 1"), "docs/data/events.yml: has to be a list of records"),
    (lambda root: next((root / "seeds" / "articles").glob("*.txt")).unlink(), "cannot be read, and")])
def test_bad_input_is_told_in_one_line(break_it: Callable[[Path], object], complaint: str, real_project: Project, tmp_path: Path) -> None:
    root = Path(shutil.copytree(real_project.root, tmp_path / "project", ignore=shutil.ignore_patterns("social", ".cache")))
    break_it(root)
    done = Project(root).run("build_scripts", "check", "--site", "site")
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1


# --- falsified pages -----------------------------------------------------------------------------------------------------------------


def problems_of(page: str, world: World, base: Any) -> list[Any]:
    """What the checker finds on one page, the others being as they were."""
    world.memo.pop("sentences", None)
    report = run.Report(frames=dict(base.frames), anchors=dict(base.anchors))
    run.check_page(report, Voice(world, world.site), page)
    run.check_between(report, world)
    return list(report.problems)


@pytest.fixture(scope="module")
def base(site: Path, world: World, real_project: Project) -> Any:
    report = run.run(real_project.root, site)
    assert not report.problems
    return report


def test_falsified_pages_are_all_caught(site: Path, world: World, base: Any, request: pytest.FixtureRequest) -> None:
    wanted = int(request.config.getoption("--mutations"))
    chance = Random(request.config.getoption("--seed"))
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    done: dict[str, int] = {}
    missed = []
    while sum(done.values()) < wanted:
        mutation, path = chance.choice(MUTATIONS), chance.choice(list(pages))
        false = mutation(pages[path], chance)
        if false is None or false == pages[path]:
            continue
        done[mutation.__name__] = done.get(mutation.__name__, 0) + 1
        (site / path).write_text(false, "utf-8")
        if not problems_of(path, world, base):
            at = next(n for n, (a, b) in enumerate(zip(pages[path], false, strict=False)) if a != b)
            missed.append(f"{mutation.__name__} on {path}: {pages[path][at - 80:at + 120]!r} became {false[at - 80:at + 120]!r}")
        (site / path).write_text(pages[path], "utf-8")
    assert not missed, f"{len(missed)} of {wanted} missed: " + "\n".join(missed[:10])
    assert len(done) > 0.7 * min(len(MUTATIONS), wanted)


# --- falsified records ---------------------------------------------------------------------------------------------------------------


def _other(world: World, taken: str) -> str:
    """Some other actor."""
    return next(a.id for a in reversed(world.all("actor")) if a.id != taken)


def record_problems(world: World, root: Path) -> list[str]:
    report = run.Report()
    run.check_records(report, world, root)
    return [f"{where}: {what}" for where, _, what in report.problems]


def _set(kind: str, pick: Callable[[Rec], Any], change: Callable[[World, Rec], None]) -> Callable[[World], str]:
    def mutate(world: World) -> str:
        rec = next(r for r in world.all(kind) if pick(r))
        change(world, rec)
        return rec.id
    return mutate


def _dated(rec: Rec) -> bool:
    date = rec.get("date") or rec.get("signed") or {}
    return bool(date.get("text")) and len(date.get("edtf") or "") == 10


def _rename_party(world: World, rec: Rec) -> None:
    """Another actor in the field and in its part: only the words tell."""
    old, new = rec["parties"][0], _other(world, rec["parties"][0])
    rec["parties"][0] = new
    for evidence in rec["evidence"]:
        if "parties" in evidence["parts"]:
            evidence["parts"]["parties"] = {(new if k == old else k): v for k, v in evidence["parts"]["parties"].items()}


def _exchange(world: World, rec: Rec) -> None:
    rec["actors"], rec["recipients"] = rec["recipients"], rec["actors"]


FALSE_RECORDS: dict[str, Callable[[World], str]] = {
    "a quote loses a word": _set("statement", lambda r: " " in r["quote"], lambda w, r: r.update(quote=r["quote"].split(" ", 1)[1])),
    "a quote turns into its opposite": _set("statement", lambda r: " not " in r["quote"],
                                            lambda w, r: r.update(quote=r["quote"].replace(" not ", " ", 1))),
    "told words become a quotation": _set("statement", lambda r: not r["direct"], lambda w, r: r.update(direct=True)),
    "a quotation becomes told words": _set("statement", lambda r: r["direct"], lambda w, r: r.update(direct=False)),
    "another speaker": _set("statement", lambda r: r["speaker"], lambda w, r: r.update(speaker=_other(w, r["speaker"]))),
    "somebody else's office": _set("statement", lambda r: r["on_behalf_of"],
                                   lambda w, r: r.update(on_behalf_of=_other(w, r["on_behalf_of"]))),
    "a refusal becomes an assertion": _set("statement", lambda r: "comment" in r["speech_act"] and "comment" in r["quote"],
                                           lambda w, r: r.update(speech_act="asserts")),
    "another addressee": _set("question", lambda r: r["addressee"], lambda w, r: r.update(addressee=_other(w, r["addressee"]))),
    "another day": _set("event", _dated, lambda w, r: r["date"].update(edtf=r["date"]["edtf"][:-2] + "11")),
    "another year": _set("event", _dated, lambda w, r: r["date"].update(edtf="1999" + r["date"]["edtf"][4:])),
    "other words for a date": _set("event", _dated, lambda w, r: r["date"].update(text="last Sunday")),
    "another trigger": _set("event", lambda r: r["trigger"], lambda w, r: r.update(trigger="bombed")),
    "another place": _set("event", lambda r: r["place"], lambda w, r: r.update(place="Atlantis")),
    "who did it and whom it was done to": _set("event", lambda r: r["actors"] and r["recipients"], _exchange),
    "one more actor": _set("event", lambda r: r["actors"], lambda w, r: r["actors"].append(_other(w, r["actors"][0]))),
    "another type from the same words": _set("event", lambda r: r["type"] == "ASSAULT", lambda w, r: r.update(type="AID")),
    "another party": _set("agreement", lambda r: r["parties"], _rename_party),
    "another subject": _set("agreement", lambda r: r["subject"], lambda w, r: r.update(subject="fishing in the North Sea")),
    "another title": _set("agreement", lambda r: r["title"], lambda w, r: r.update(title="treaty of war")),
    "another role": _set("actor", lambda r: r["role"], lambda w, r: r.update(role="King of Ruritania")),
    "a name that no mention has": _set("actor", lambda r: r["type"] == "person" and not r["aliases"],
                                       lambda w, r: r.update(name="John Doe")),
    "a passage moved by a letter": _set("event", lambda r: True,
                                        lambda w, r: r["evidence"][0].update(start=r["evidence"][0]["start"] + 1)),
    "a passage in other words": _set("statement", lambda r: True, lambda w, r: r["evidence"][0].update(exact="He said so.")),
    "a field whose part is gone": _set("statement", lambda r: r["speaker"],
                                       lambda w, r: r["evidence"][0]["parts"].pop("speaker")),
    "background without a reference": _set("fact", lambda r: True, lambda w, r: r.update(references=[])),
    "a summary with another number": _set("topic", lambda r: r["answer"],
                                          lambda w, r: r["answer"][0].update(text="They signed 17 treaties.")),
    "a summary that names somebody else": _set("topic", lambda r: r["answer"],
                                               lambda w, r: r["answer"][0].update(text="So says John Doe.")),
    "a summary that cites nothing": _set("topic", lambda r: r["answer"], lambda w, r: r["answer"][0].update(cites=[])),
    "a remark on words that are not there": _set("remark", lambda r: True, lambda w, r: r.update(exact="no such words"))}


@pytest.mark.parametrize("what", FALSE_RECORDS)
def test_a_falsified_record_is_caught_against_the_source(what: str, world: World, real_project: Project) -> None:
    false = copy.deepcopy(world)
    assert not record_problems(false, real_project.root)
    identifier = FALSE_RECORDS[what](false)
    found = record_problems(false, real_project.root)
    assert any(identifier in problem for problem in found), f"{identifier}: {found}"


def test_a_conviction_without_what_became_of_it_is_caught(world: World, real_project: Project) -> None:
    false = copy.deepcopy(world)
    convicted = [e for e in false.all("event") if e["mode"] == "convict"]
    assert convicted
    false.tables["fact"] = {i: f for i, f in false.tables["fact"].items() if (f.get("as_of") or "") <= (false.newest or "")}
    assert any("nothing says what became of it" in p for p in record_problems(false, real_project.root))


def test_where_the_sources_disagree_is_noted(world: World, real_project: Project) -> None:
    doubtful = copy.deepcopy(world)
    doubtful.all("event")[0]["doubts"].append("the sources give different values for date: 2023 and 2024")
    report = run.Report()
    run.check_records(report, doubtful, real_project.root)
    assert not report.problems
    assert len(report.notes) == 1
