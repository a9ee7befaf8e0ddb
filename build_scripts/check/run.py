"""The whole check: every page of the site, then the records against the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from build_scripts.check import firsts, frame, handwritten, mentions, records, summaries
from build_scripts.check.data import BadInput, Rec, World, read_world, slug
from build_scripts.check.expected import Voice
from build_scripts.check.lists import LISTS
from build_scripts.check.page import Page
from build_scripts.check.tree import Node, read_html
from build_scripts.check.wording import date_words


@dataclass
class Report:
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    """Page or file, line (0: none), what is wrong."""
    notes: list[str] = field(default_factory=list)
    """For an editor to know; nothing is wrong."""
    claims: int = 0
    failed: int = 0
    pages: int = 0
    frames: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Page -> what stands around its text."""
    anchors: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def complain(self, page: str, line: int, what: str) -> None:
        self.problems.append((page, line, what))
        self.failed += 1

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
        check_page(report, voice, file.relative_to(site).as_posix())
    check_between(report, world)
    check_records(report, world, root)
    return report


def check_records(report: Report, world: World, root: Path) -> None:
    """The data side: records against sources, summaries against records."""
    texts, problems = records.read_texts(world, root)
    for count, found in (*records.check(world, texts), *summaries.check(world, texts)):
        report.claims += count
        problems += found
    for name, what in problems:
        report.complain(f"docs/data: {name}", 0, what)
    report.notes += records.notes(world)


def check_page(report: Report, voice: Voice, path: str) -> None:
    """One page by itself. What is left to compare with other pages is kept in the report."""
    site = voice.world.site
    try:
        text = (site / path).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{site / path}: not UTF-8 (byte {error.start}); build the site again") from error
    root, malformed = read_html(text)
    page = Page(path, root, voice)
    for line, what in malformed:
        page.complain(line, what)
    article = root.find("article", "md-content__inner")
    if article is None:
        page.complain(0, "there is no text on the page")
    else:
        report.anchors[path] = [n.attrs["id"] for n in root.nodes() if "id" in n.attrs]
        report.links[path] = [(n.line, page.target(n.attrs[a])) for n in root.nodes() for a in ("href", "src") if a in n.attrs]
        try:
            if path != "404.html":
                firsts.check(page, article)
                mentions.copies(page, article)
            title, description = _text(page, article)
        except (KeyError, ValueError, IndexError, TypeError, AssertionError, AttributeError) as error:
            page.complain(0, f"something on the page is not what it has to be ({type(error).__name__}: {error})")
            title, description = None, None
        frame.check_head(page, title, description)
        frame.check_sections(page)
        report.frames[path] = frame.check_body(page, article, title)
    report.problems += page.problems
    report.claims += page.claims
    report.failed += page.failed
    report.pages += 1


def _text(page: Page, article: Node) -> tuple[str | None, str | None]:
    """Check the page's text; its title and its description, as they have to be."""
    voice = page.voice
    declared, rec = page_of(page.world, page.path)
    written = handwritten.read(page)
    if page.path == "404.html":
        frame.check_lost(page, article)
    elif declared is not None and (rec is not None or "of" not in declared):
        about = rec or voice.site
        page.whole(article, declared["has"], about)
        return tuple(" ".join(voice.plain(declared[k], about).split()) for k in ("title", "description"))  # type: ignore[return-value]
    elif written is not None:
        handwritten.check(page, article, written[1])
        return tuple(str(written[0].get(k, "")) or None for k in ("title", "description"))  # type: ignore[return-value]
    else:
        page.complain(0, "neither structure.yml nor a file in docs/ accounts for this page")
    return None, None


def check_between(report: Report, world: World) -> None:
    """What can be told only with all pages at hand: where links lead, anchors that are not one, frames that differ."""
    anchors = {path: set(ids) for path, ids in report.anchors.items()}
    for path, ids in report.anchors.items():
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            report.complain(path, 0, f"the anchor {twice} is there more than once")
    for path, links in report.links.items():
        for line, target in links:
            report.claims += 1
            if not _leads_somewhere(world.site, anchors, path, target):
                report.complain(path, line, f"a link leads to {target}, where there is nothing")
    newest = f"As of {date_words(world.newest)}, the day of its newest source." if world.newest else ""
    titles = {str(next(iter(e))) for e in world.settings.get("nav") or []}
    phrases = {*world.structure["frame"], str(world.settings.get("site_name")), str(world.settings.get("copyright")), newest, *titles}
    for path, what in frame.odd_ones(report.frames, phrases):
        report.complain(path, 0, what)


def _leads_somewhere(site: Path, anchors: dict[str, set[str]], here: str, target: str) -> bool:
    if not target.startswith("site:"):
        return target.startswith(("out:https://", "out:http://", "out:mailto:"))
    path, _, anchor = target.removeprefix("site:").partition("#")
    page = f"{path}index.html" if not path or path.endswith("/") else path
    if page not in anchors:
        return (site / page).exists() and not anchor
    return not anchor or anchor in anchors[page] or anchor.startswith("__")


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
