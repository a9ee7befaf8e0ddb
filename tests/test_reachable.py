"""Nobody has to know an address: every page is reached from home by links in the text, and some text leads to each."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from urllib.parse import unquote, urljoin

from conftest import Project

CONTENT = re.compile(r"<article\b.*?</article>", re.S)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)[^"]*"')
WAYS = re.compile(r'<nav\b.*?</nav>|<section class="around" data-around="related".*?</section>', re.S)


def links(site: Path, ways: bool) -> dict[str, set[str]]:
    """Page -> the pages that its content leads to; with `ways`, breadcrumbs, neighbours and related pages count."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        here = path.parent.relative_to(site).as_posix() + "/"
        content = CONTENT.search(path.read_text("utf-8"))
        assert content, f"{here} has no content"
        text = content[0] if ways else WAYS.sub("", content[0])
        here = here.removeprefix("./")
        found[here] = {urljoin("/" + here, unquote(href)).lstrip("/") for href in LINK.findall(text) if "://" not in href} - {here}
    return found


def test_every_page_is_reached_from_home_and_mentioned_somewhere(real_project: Project) -> None:
    site = real_project.root / "site"
    every = links(site, ways=True)
    reached, queue = {""}, deque([""])
    while queue:
        for page in every.get(queue.popleft(), ()):
            if page in every and page not in reached:
                reached.add(page)
                queue.append(page)
    assert set(every) - reached == set()
    told = links(site, ways=False)
    mentioned = {target for targets in told.values() for target in targets}
    assert set(every) - mentioned - {""} == set()
    assert len(every) > 20
