"""Records -> Markdown pages, `[[record-id]]` links for every page, and the links of finished HTML. Knows the model only."""

from collections.abc import Callable

from build_scripts.model import Dataset
from build_scripts.pages.autolink import Linker
from build_scripts.pages.desk import Desk
from build_scripts.pages.kit import Kit
from build_scripts.pages.links import RecordLinks, markdown_extension
from build_scripts.pages.render import render_pages

__all__ = ["Linker", "RecordLinks", "linker", "markdown_extension", "render_pages"]


def linker(dataset: Dataset, url_of: Callable[[str], str]) -> Linker:
    """For one build. `url_of` gives a page's address below the site from its path below docs/."""
    return Linker(Kit(Desk(dataset)), url_of)
