"""The whole check: every page of the site, then the records against the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from build_scripts.check.data import BadInput, Rec, World, read_world, slug
from build_scripts.check.expected import Voice
from build_scripts.check.lists import LISTS
from build_scripts.check.page import Page
from build_scripts.check.tree import read_html


@dataclass
class Report:
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    """Page or file, line (0: none), what is wrong."""
    notes: list[str] = field(default_factory=list)
    """For an editor to know; nothing is wrong."""
    claims: int = 0
    failed: int = 0
    pages: int = 0

    def lines(self) -> Iterable[str]:
        for page, line, what in self.problems:
            yield f"{page}:{line}: {what}" if line else f"{page}: {what}"
        yield from (f"note: {note}" for note in self.notes)
        sound = max(self.claims - self.failed, 0)
        share = 100 * sound / self.claims if self.claims else 0.0
        shown = "100" if self.claims and not self.problems else f"{min(share, 99.9):.1f}"
        yield f"checked: {sound:,} of {self.claims:,} claims on {self.pages} pages hold ({shown} %); {len(self.problems)} problems"


def run(root: Path, site: Path) -> Report:
    if not (site / "index.html").is_file():
        raise BadInput(f"{site}: no site there; build it first, or name its folder with --site")
    world = read_world(root, site)
    voice = Voice(world, site)
    world.memo["standings"] = [m["status"] for m in LISTS["map.standings"](world, voice.site, None)]
    report = Report()
    for file in sorted(site.rglob("*.html")):
        check_page(report, voice, site, file.relative_to(site).as_posix())
    return report


def check_page(report: Report, voice: Voice, site: Path, path: str) -> None:
    try:
        text = (site / path).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{site / path}: not UTF-8 (byte {error.start}); build the site again") from error
    root, malformed = read_html(text)
    page = Page(path, root, voice)
    for line, what in malformed:
        page.complain(line, what)
    article = root.find("article", "md-content__inner")
    declared, rec = page_of(voice.world, path)
    if article is None:
        page.complain(0, "there is no text on the page")
    elif declared is not None and (rec is not None or "of" not in declared):
        about = rec or voice.site
        page.whole(article, declared["has"], about)
    report.problems += page.problems
    report.claims += page.claims
    report.failed += page.failed
    report.pages += 1


def page_of(world: World, path: str) -> tuple[dict[str, Any] | None, Rec | None]:
    """What structure.yml says of a page, and the record that it is about."""
    for declared in world.structure["pages"].values():
        if not fnmatchcase(path, declared["at"]):
            continue
        if "of" not in declared:
            return declared, None
        name = path.split("/")[-2]
        return declared, next((r for r in world.all(declared["of"]) if slug(r.id) == name), None)
    return None, None
