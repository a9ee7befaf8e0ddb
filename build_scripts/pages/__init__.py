"""Records -> Markdown pages, `[[record-id]]` links for every page, and the links of finished HTML. Knows the model only."""

from collections.abc import Callable

from build_scripts.model import Dataset
from build_scripts.pages.around import Around
from build_scripts.pages.autolink import Linker
from build_scripts.pages.desk import Desk
from build_scripts.pages.kit import Kit
from build_scripts.pages.links import RecordLinks, markdown_extension
from build_scripts.pages.render import desk_of, render_pages

__all__ = ["Around", "Linker", "RecordLinks", "desk_of", "linkers", "markdown_extension", "render_pages"]


def linkers(data: Dataset | Desk, url_of: Callable[[str], str]) -> tuple[Linker, Around]:
    """For one build. `url_of` gives a page's address below the site from its path below docs/."""
    kit = Kit(data if isinstance(data, Desk) else Desk(data))
    linker = Linker(kit, url_of)
    return linker, Around(kit, linker)
