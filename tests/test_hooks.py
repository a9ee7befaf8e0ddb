"""`mkdocs build` and `mkdocs serve` as a person runs them."""

from __future__ import annotations

import gzip
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Project, copy_small_project, snapshot

from build_scripts import swap

PAGES = "build_scripts/pages/__init__.py"


def other_pages(project: Project, code: str) -> str:
    """The module that makes the pages, with a function of it replaced."""
    return (project.root / PAGES).read_text("utf-8") + "\n\n" + code


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built once; tests work on copies."""
    project = Project(copy_small_project(tmp_path_factory.mktemp("built") / "small"))
    done = project.build()
    assert done.returncode == 0, done.stderr
    return project.root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(built, tmp_path / "with space")))


def leftovers(root: Path) -> list[str]:
    return sorted(p.name for p in (*root.glob(".site*"), *(root / "docs").glob(".*"), *(root / "docs/data").glob(".*")))


def test_one_command_makes_data_and_site(built: Path) -> None:
    site, data = snapshot(built / "site"), snapshot(built / "docs/data")
    assert {"index.html", "about/index.html", "sitemap.xml"} <= site.keys()
    assert b"<li>Alda</li>" in site["index.html"]
    assert {name: site[f"data/{name}"] for name in data} == data
    assert {"actors.yml", "manifest.yml", "schemas/actors.schema.json"} <= data.keys()
    assert leftovers(built) == []


def test_a_second_build_changes_nothing(project: Project) -> None:
    before = snapshot(project.root)
    done = project.build()
    assert done.returncode == 0
    assert "reading" not in done.stderr
    assert snapshot(project.root) == before


def test_hidden_entries_of_the_site_and_a_folder_of_ones_own_choice(project: Project) -> None:
    project.write("site/.nojekyll", "")
    assert project.build().returncode == 0
    assert (project.root / "site/.nojekyll").exists()
    assert project.build("-d", "public/pages").returncode == 0
    assert snapshot(project.root / "public/pages").keys() == snapshot(project.root / "site").keys() - {".nojekyll"}


Spoil = Callable[[Project], dict[str, str] | None]


def written(path: str, text: str) -> Spoil:
    return lambda project: project.write(path, text)


def without_seeds(project: Project) -> None:
    shutil.rmtree(project.root / "seeds")


def without_model(project: Project) -> dict[str, str]:
    return {"EXPLAINER_MODEL": "en_other_model"}


def with_a_template_that_fails(project: Project) -> None:
    project.write(PAGES, other_pages(project, "from build_scripts.model import ExplainerError\n"
                                     "def render_pages(dataset):\n    raise ExplainerError('topics.yml: no such record')\n"))


def with_data_edited(project: Project) -> None:
    path = project.root / "docs/data/actors.yml"
    path.write_text(path.read_text("utf-8").replace("Alda", "Elda", 1), "utf-8")


def with_article_and_file_in_the_way(project: Project) -> None:
    """The seeds changed, so docs/data has to be written, and the new folder's place is taken."""
    project.write("seeds/articles/second.txt", "Dorn left Harrow.\n")
    shutil.rmtree(project.root / "docs/data")
    project.write("docs/data", "a file")


FAILURES: dict[str, tuple[Spoil, str]] = {
    "no seeds": (without_seeds, "Error: seeds/articles: no article to explain; put one there"),
    "empty article": (written("seeds/articles/first.txt", ""), "Error: seeds/articles/first.txt:1: holds no words; paste the article"),
    "bad metadata": (written("seeds/articles/first.yml", "a: 1\n"), "Error: seeds/articles/first.yml:1: unknown key 'a'"),
    "missing model": (without_model, "Error: the spaCy model 'en_other_model' is not installed; run `pip install"),
    "data edited by hand": (with_data_edited, "Error: docs/data/actors.yml was edited by hand; put the change in seeds/corrections.yml"),
    "data cannot be written": (with_article_and_file_in_the_way, "Error: docs/data: a file stands where the build makes a folder; move it"),
    "page of a generated page's name": (written("docs/index.md", "# Mine"), "Error: docs/index.md: the build makes a page of this name"),
    "template": (with_a_template_that_fails, "Error: topics.yml: no such record"),
    "unknown record": (written("docs/about.md", "[[nobody]]"), "ERROR   -  Error reading page 'about.md': about.md: [[nobody]] names no"),
    "broken link": (written("docs/about.md", "[x](gone.md)"), "WARNING -  Doc file 'about.md' contains a link 'gone.md'"),
    "broken anchor": (written("docs/about.md", "[x](index.md#gone)"), "WARNING -  Doc file 'about.md' contains a link 'index.md#gone'"),
}


@pytest.mark.parametrize(("spoil", "message"), FAILURES.values(), ids=FAILURES)
def test_a_build_that_fails_says_why_in_a_line_and_leaves_the_last_good_site(spoil: Spoil, message: str, project: Project) -> None:
    site = snapshot(project.root / "site")
    env = spoil(project) or {}
    data = snapshot(project.root / "docs/data")
    done = project.build(**env)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
    assert [line for line in told if line.startswith(message)], done.stderr
    assert "Traceback" not in done.stderr
    assert str(project.root) not in "\n".join(told)
    assert snapshot(project.root / "site") == site
    assert snapshot(project.root / "docs/data") == data
    assert leftovers(project.root) == []


def test_a_site_folder_that_cannot_be_written_is_told(project: Project) -> None:
    shutil.rmtree(project.root / "site")
    project.write("site", "a file")
    done = project.build()
    assert done.returncode == 1
    assert "site: a file stands where the build makes a folder; move it away" in done.stderr.splitlines()[-1]
    assert (project.root / "site").read_text() == "a file"


def test_a_build_that_is_not_strict_publishes_in_spite_of_a_warning(project: Project) -> None:
    project.write("docs/about.md", "[x](gone.md) new words")
    assert project.run("mkdocs", "build").returncode == 0
    assert "new words" in (project.root / "site/about/index.html").read_text("utf-8")


def run_code(project: Project, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=project.root, env=project.environment(), capture_output=True, text=True,
                          timeout=60)


def test_a_build_that_is_killed_leaves_the_last_good_site(project: Project) -> None:
    before = snapshot(project.root / "site")
    killed = run_code(project, "import os, signal, mkdocs.commands.build as build\nfrom mkdocs.__main__ import cli\n"
                               "build._build_page = lambda *args, **kw: os.kill(os.getpid(), signal.SIGKILL)\ncli(['build'])")
    assert killed.returncode == -signal.SIGKILL
    assert leftovers(project.root) == [".site-new"]
    assert snapshot(project.root / "site") == before
    done = project.build()
    assert done.returncode == 0
    assert "an earlier build was cut short; site/ is whole again" in done.stderr
    assert snapshot(project.root / "site") == before
    assert leftovers(project.root) == []


def test_an_exchange_that_was_cut_in_half_is_mended_even_by_a_build_that_fails(project: Project) -> None:
    before = snapshot(project.root / "site")
    new, old = swap.siblings(project.root / "site")
    (project.root / "site").rename(old)
    shutil.copytree(old, new)
    project.write("docs/about.md", "[x](gone.md)")
    assert project.build().returncode == 1
    assert snapshot(project.root / "site") == before
    assert leftovers(project.root) == []


def test_gh_deploy_finds_the_finished_site(project: Project) -> None:
    done = run_code(project, "from pathlib import Path\nimport mkdocs.commands.gh_deploy as deploy\nfrom mkdocs.__main__ import cli\n"
                             "deploy.gh_deploy = lambda config, **kw: print(Path(config.site_dir).name, "
                             "(Path(config.site_dir) / 'index.html').exists())\ncli(['gh-deploy'])")
    assert done.stdout == "site True\n", done.stderr


def test_a_project_that_is_not_installed_is_told(project: Project) -> None:
    done = run_code(project, "import sys\nsys.modules['build_scripts.model'] = None\nfrom mkdocs.__main__ import cli\ncli(['build'])")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Error: the project is not installed here")
    assert "run `make site`" in done.stderr


@pytest.mark.parametrize(("env", "day"), [({}, "2024-05-06"), ({"SOURCE_DATE_EPOCH": "0"}, "1970-01-01")], ids=["newest", "the user's"])
def test_the_sitemap_tells_a_day_that_does_not_depend_on_today(env: dict[str, str], day: str, project: Project) -> None:
    assert project.build(SITE_URL="https://example.org/sub/", **env).returncode == 0
    sitemap = (project.root / "site/sitemap.xml").read_text()
    assert f"<loc>https://example.org/sub/about/</loc>\n         <lastmod>{day}</lastmod>" in sitemap
    assert gzip.decompress((project.root / "site/sitemap.xml.gz").read_bytes()).decode() == sitemap


def test_without_any_date_the_sitemap_still_has_a_fixed_day(project: Project) -> None:
    (project.root / "seeds/articles/first.yml").unlink()
    assert project.build(SITE_URL="https://example.org/").returncode == 0
    assert "<lastmod>1980-01-01</lastmod>" in (project.root / "site/sitemap.xml").read_text()


class Server:
    def __init__(self, project: Project, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.path = project.root / "serve.log"
        with self.path.open("wb") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}", *options],
                                            cwd=project.root, env=project.environment(), stdout=log, stderr=log)

    def log(self) -> str:
        return self.path.read_text("utf-8")

    def builds(self) -> int:
        """How many were finished. (MkDocs drops a line that it has written before, so "built in 0.07 seconds" cannot be counted.)"""
        return self.log().count("Serving on") + self.log().count("Reloading browsers")

    def page(self) -> str:
        from urllib.request import urlopen

        with urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
            return str(answer.read().decode())


@pytest.fixture
def server(project: Project, eventually: Callable[[Callable[[], bool], float], bool]) -> Iterator[Server]:
    (project.root / "build_scripts/extract/__pycache__").mkdir()  # where the first change of a seed makes Python write
    running = Server(project)
    try:
        assert eventually(lambda: "Serving on" in running.log(), 30), running.log()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(10)


def test_serve_builds_once_for_a_change_and_never_publishes(project: Project, server: Server,
                                                            eventually: Callable[[Callable[[], bool], float], bool]) -> None:
    site = snapshot(project.root / "site")
    assert server.builds() == 1
    edits = [
        ("seeds/articles/second.txt", "Dorn left Harrow.\n", "<li>Dorn</li>"),
        ("build_scripts/pages/heading.md", "# People\n", "People"),
        ("docs/about.md", "# About us\n", "About us"),
        (PAGES, other_pages(project, "def render_pages(dataset):\n    return {'index.md': '# New code'}\n"), "New code"),
        ("seeds/articles/third.txt", "Eno.\n", ""),
    ]
    for number, (path, text, seen) in enumerate(edits, start=2):
        project.write(path, text)
        assert eventually(lambda wanted=number: server.builds() >= wanted, 15), (path, server.log())
        time.sleep(1.6)  # three rounds of the watcher: enough for a second build to begin
        assert server.builds() == number, (path, server.log())
        assert seen in server.page()
    assert "Dorn" in (project.root / "docs/data/actors.yml").read_text("utf-8")
    assert snapshot(project.root / "site") == site
    assert leftovers(project.root) == []


def test_serve_tells_an_error_in_a_line_and_goes_on(project: Project, server: Server,
                                                    eventually: Callable[[Callable[[], bool], float], bool]) -> None:
    project.write("seeds/articles/second.txt", "")
    assert eventually(lambda: "Error: seeds/articles/second.txt:1: holds no words" in server.log(), 15), server.log()
    assert "Traceback" not in server.log()
    project.write("seeds/articles/second.txt", "Dorn left.\n")
    assert eventually(lambda: server.builds() == 2, 15), server.log()
    assert "<li>Dorn</li>" in server.page()


def test_serve_with_clean_keeps_its_pages_too(project: Project, eventually: Callable[[Callable[[], bool], float], bool]) -> None:
    server = Server(project, "--clean")
    try:
        assert eventually(lambda: "Serving on" in server.log(), 30), server.log()
        assert "<li>Alda</li>" in server.page()
    finally:
        server.process.terminate()
        server.process.wait(10)
