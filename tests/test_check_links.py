"""The checker sees every change of what the build adds to a page: links by itself, what stands around the text, ready citations."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from conftest import Project

from build_scripts.check.data import World
from build_scripts.check.expected import Voice

run = importlib.import_module("build_scripts.check.run")


@pytest.mark.parametrize(("page", "before", "after"), [
    ("sources", r"</span> (\d+)\.</p>", r"</span> 1\1.</p>"),
    ("sources", r":~:text=(\w+)", r":~:text=X\1"),
    ("sources", r'(class="cite-this"[^>]*)href="#cite-(\d+)"', r'\1href="#cite-1\2"'),
    ("sources", r'aria-label="Cite sentence (\d+)"', r'aria-label="Cite sentence 1\1"'),
    ("sources", r'href="#s(\d+)"><span data-say="source.back"', r'href="#s1\1"><span data-say="source.back"'),
    ("sources", r'value="event"', r'value="statement"'),
    ("sources", r'<span data-say="source\.marks\.event">\w+', r'<span data-say="source.marks.event">names'),
    ("actors", r'(<a class="auto"[^>]*data-auto="\w+:)[^"]*', r"\1nobody"),
    ("actors", r'(<a class="auto" href=")[^"]*', r"\1../../about/"),
    ("actors", r'(data-around="crumbs".*?<a href=")[^"]*', r"\1../../about/"),
    ("actors", r'(data-around="named".*?#s)(\d+)', r"\g<1>1\2"),
    ("actors", r'(data-around="named".*?<mark>)', r"\1not "),
    ("actors", r'(data-around="related".*?<li>.*?data-record=")[^"]*', r"\1nobody"),
    ("actors", r'(data-around="mentions".*?<mark>[^<]*</mark>)', r"\1 never"),
    ("actors", r' rel="prev"', r' rel="next"'),
    ("positions", r'(<abbr title=")', r"\1New "),
    ("positions", r'( title=")([^"]*" data-label="preview)', r"\1Not \2"),
], ids=lambda value: re.sub(r"\W+", " ", value)[:40])
def test_a_change_of_a_link_is_seen(page: str, before: str, after: str, site: Path, world: World) -> None:
    for file in sorted(site.glob(f"{page}/*/index.html")):
        text = file.read_text("utf-8")
        changed = re.sub(before, after, text, count=1, flags=re.S)
        if changed == text:
            continue
        report = run.Report()
        try:
            file.write_text(changed, "utf-8")
            run.check_page(report, Voice(world, site), file.relative_to(site).as_posix())
        finally:
            file.write_text(text, "utf-8")
        assert report.problems, f"{file}: {before} -> {after} passes"
        return
    pytest.fail(f"no page has anything like {before}")


def test_what_no_page_shows_of_an_article_stands_in_no_file_of_the_site(real_project: Project) -> None:
    """A line of an article that nothing rests on is neither on a page nor in the data, the search or anywhere else."""
    left_out = 0
    for article in (real_project.root / "seeds/articles").glob("*.txt"):
        for line in article.read_text("utf-8").splitlines():
            published = (real_project.root / "docs/data/sources.yml").read_text("utf-8")
            if line.strip() and line not in published:
                left_out += 1
                for file in (real_project.root / "site").rglob("*"):
                    assert not file.is_file() or line.strip().encode() not in file.read_bytes(), file
    if not left_out:
        pytest.skip("something rests on every line of every article")
