"""Records -> Markdown pages, and `[[record-id]]` links for every page. Knows the model only."""

from build_scripts.pages.links import RecordLinks, markdown_extension
from build_scripts.pages.render import render_pages

__all__ = ["RecordLinks", "markdown_extension", "render_pages"]
