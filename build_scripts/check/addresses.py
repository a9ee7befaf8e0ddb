"""Where records can be read on the site that is checked, and where their evidence stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.check.data import Rec, World, slug
from build_scripts.check.wording import date_words

FOLDERS = {"actor": "actors", "agreement": "agreements", "event": "events"}
SHOWN = 160
"""Characters of a passage that a citation shows."""


class Unsaid(Exception):
    """A sentence that cannot be said about a record, or a rule that the checker does not know."""


@dataclass
class Addresses:
    """Where records can be read on the site that is checked."""

    world: World
    site: Path

    def of(self, rec: Rec) -> str:
        """Path and anchor, as "site:actors/x/#anchor"."""
        name = slug(rec.id)
        if rec.kind in FOLDERS:
            folder = FOLDERS[rec.kind]
            own = (self.site / folder / name / "index.html").is_file()
            return f"site:{folder}/{name}/#" if own else f"site:{folder}/#{name}"
        if rec.kind in ("statement", "question"):
            return f"site:statements/#{name}"
        if rec.kind == "term":
            return f"site:glossary/#{name}"
        if rec.kind in ("topic", "source"):
            return f"site:{'positions' if rec.kind == 'topic' else 'sources'}/{name}/#"
        raise Unsaid(f"no page tells of a {rec.kind}")

    def page(self, path: str) -> str:
        """Of a file below docs/."""
        stem = path.removesuffix(".md")
        return f"site:{stem.removesuffix('index')}#" if stem.split("/")[-1] == "index" else f"site:{stem}/#"

    def sentences(self, evidence: dict[str, Any]) -> tuple[int, int]:
        """First and last sentence that a passage touches, from 1."""
        source = self.world.tables["source"][evidence["source"]]
        hit = [n for n, (a, b) in enumerate(source["sentences"], 1) if a < evidence["end"] and evidence["start"] < b]
        return (hit[0], hit[-1]) if hit else (0, 0)

    def cite(self, rec: Rec, evidence: dict[str, Any]) -> tuple[str, str, str]:
        """Address, number and title of the link from a record to a passage that backs it."""
        source = self.world.tables["source"][evidence["source"]]
        first, last = self.sentences(evidence)
        number = str(first) if first == last else f"{first}–{last}"
        anchor = "text" if not first else f"s{first}" if first == last else f"s{first}-{last}"
        exact = " ".join(evidence["exact"].split())
        told = exact if len(exact) <= SHOWN else exact[:SHOWN].rsplit(" ", 1)[0] + " …"
        where = [source.get("publisher") or source.get("title") or "The article"]
        where += [date_words(source["published"])] if source.get("published") else []
        where += [f"sentence{'' if first == last else 's'} {number}"] if first else []
        title = " ".join(f"{', '.join(where)}: “{told}”".split())
        return f"site:sources/{slug(source.id)}/#{anchor}", number if first else "text", title
