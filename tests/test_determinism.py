"""The same seeds give the same bytes: anywhere, in any locale and time zone, on any day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Project, copy_real_project, copy_small_project, snapshot

ELSEWHERE = '''
"""Read by Python when it starts: the clock is more than a year ahead, and folders list their files the other way round."""
import datetime, os, time
now, list_folder, scan_folder = time.time, os.listdir, os.scandir
time.time = lambda: now() + 400 * 86_400
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())
    today = now
datetime.datetime = Later
class Backwards:
    def __init__(self, path="."):
        with scan_folder(path) as entries:
            self.entries = iter(sorted(entries, key=lambda e: e.name, reverse=True))
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    close = __exit__
os.scandir = Backwards
os.listdir = lambda path=".": sorted(list_folder(path), reverse=True)
'''


@pytest.fixture(params=["small", "real"])
def here_and_elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Project, Project]:
    """The same project in two folders, to be built under circumstances that differ in all that should not matter."""
    copy = copy_small_project if request.param == "small" else copy_real_project
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(ELSEWHERE)
    site = {"SITE_URL": "https://example.org/sub/"}
    here = {**site, "LC_ALL": "C", "TZ": "AAA+11", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    elsewhere = {**site, "LC_ALL": "C.UTF-8", "TZ": "BBB-13", "PYTHONHASHSEED": "2", "PYTHONPATH": str(tmp_path / "start")}
    return Project(copy(tmp_path / "here"), here), Project(copy(tmp_path / "wo anders é"), elsewhere)


def test_two_builds_give_the_same_bytes(here_and_elsewhere: tuple[Project, Project]) -> None:
    days, made = [], []
    for project in here_and_elsewhere:
        clock = subprocess.run([sys.executable, "-c", "from mkdocs.utils import get_build_date as day; print(day())"],
                               env=project.environment(), capture_output=True, text=True, check=True)
        days.append(clock.stdout)
        done = project.build()
        assert done.returncode == 0, done.stderr
        made.append({**snapshot(project.root / "docs/data"), **{f"site/{k}": v for k, v in snapshot(project.root / "site").items()}})
    assert days[0] != days[1]
    assert [name for name in made[0].keys() | made[1].keys() if made[0].get(name) != made[1].get(name)] == []
    assert len(made[0]) > 20
    for name, content in made[0].items():
        assert str(here_and_elsewhere[0].root).encode() not in content, name


def test_the_committed_data_are_what_the_seeds_give(real_project: Project) -> None:
    made, committed = snapshot(real_project.root / "docs/data"), snapshot(ROOT / "docs/data")
    differing = sorted(name for name in made.keys() | committed.keys() if made.get(name) != committed.get(name))
    assert differing == [], "run `mkdocs build`, look at the difference, and commit it"
