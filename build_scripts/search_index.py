"""The search index as the theme writes it, put in order: one entry for each page under its heading, and none for parts without words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def tidy(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of one site, those of a page together and the page itself first, at an address without "#".

    What stands above a page's heading makes the theme cut the page in two: an empty entry under the page's title, and the heading with the
    text. They become one. A part that is kept out of the search still leaves an empty entry with the page's title; it goes."""
    out: list[dict[str, Any]] = []
    page: dict[str, Any] | None = None
    for doc in docs:
        part = "#" in doc["location"]
        if not part:
            page = dict(doc)
            out.append(page)
        elif page and not page["text"] and out[-1] is page:
            page |= {"title": doc["title"], "text": doc["text"]}
        elif doc["text"]:
            out.append(doc)
    return out


def tidy_index(site: Path) -> None:
    """Rewrite the index of the site in this folder; nothing where there is none."""
    path = site / "search" / "search_index.json"
    if path.is_file():
        index = json.loads(path.read_text("utf-8"))
        index["docs"] = tidy(index["docs"])
        path.write_text(json.dumps(index, separators=(",", ":")), "utf-8", newline="")
