"""What tests share: a small project that builds in a second, the real project built once, and running either as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from build_scripts.check.data import Rec, World, read_world
from build_scripts.check.lists import LISTS

ROOT = Path(__file__).resolve().parent.parent
_SKIP = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own, its code included."""

    root: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def environment(self, **env: str) -> dict[str, str]:
        """Nothing of this environment but PATH and HOME, and what is asked for."""
        kept = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ}
        return {**kept, "LC_ALL": "C.UTF-8", **self.env, **env}

    def run(self, *arguments: str, stdin: bytes | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        """`python -m …` in the project's folder."""
        done = subprocess.run([sys.executable, "-m", *arguments], cwd=self.root, input=stdin, capture_output=True, timeout=300,
                              env=self.environment(PYTHONDONTWRITEBYTECODE="1", **env))
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def build(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run("mkdocs", "build", "--strict", *arguments, **env)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Path below the folder -> content; empty where there is no such folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def small_project(tmp_path: Path) -> Project:
    """tests/small_project with the real machinery."""
    return Project(copy_small_project(tmp_path / "small"))


def copy_small_project(target: Path) -> Path:
    unwanted = shutil.ignore_patterns("__pycache__", "extract", "pages", "evaluate")
    shutil.copytree(ROOT / "build_scripts", target / "build_scripts", ignore=unwanted)
    shutil.copytree(ROOT / "tests" / "small_project", target, dirs_exist_ok=True, ignore=_SKIP)
    return target


def copy_real_project(target: Path) -> Path:
    """What a clone holds, without the data that the build makes."""
    for name in ("build_scripts", "seeds", "docs"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".data-*"))
    shutil.rmtree(target / "docs" / "data", ignore_errors=True)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture(scope="session")
def real_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real project, its data and its site made from nothing. Read only: it is shared by all tests."""
    project = Project(copy_real_project(tmp_path_factory.mktemp("real") / "project"))
    done = project.build()
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def site(real_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, to be falsified and mended again."""
    return Path(shutil.copytree(real_project.root / "site", tmp_path_factory.mktemp("falsified") / "site"))


@pytest.fixture(scope="module")
def world(real_project: Project, site: Path) -> World:
    """What the checker knows of the real project, and of the copy of its site."""
    found = read_world(real_project.root, site)
    found.memo["standings"] = [m["status"] for m in LISTS["map.standings"](found, Rec(), None)]
    return found


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool], float], bool]:
    """Waits until something holds, at most so many seconds; says whether it does."""
    import time

    def wait(holds: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not holds() and time.monotonic() < end:
            time.sleep(0.05)
        return holds()

    return wait


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=2025, help="chance by which pages are falsified in tests/test_check.py")
    parser.addoption("--mutations", type=int, default=200, help="how many falsified pages tests/test_check.py tries")
