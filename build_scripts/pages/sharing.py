"""A picture for sharing for every page of the site, hand-written ones too, with the page's own title."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_scripts.model import Dataset
from build_scripts.pages.desk import Desk
from build_scripts.pages.kit import Kit


def shared_pictures(dataset: Dataset, titles: Mapping[str, str], site: str, root: Path) -> Iterator[tuple[str, bytes]]:
    """Path below the site -> PNG, for pages (paths below docs/) and their titles as HTML. Drawn pictures are kept in `root`/.cache."""
    from build_scripts.pages.social import Pictures, name_of  # Pillow, which a dataset without pages need not wait for

    kit = Kit(Desk(dataset))
    foot = kit.speaker.plain("site.as-of") if kit.desk.newest else ""
    pictures = Pictures(root)
    for page, title in titles.items():
        yield name_of(page), pictures.get(html.unescape(title), html.unescape(site), foot)
    pictures.forget_the_rest()
