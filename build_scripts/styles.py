"""One style sheet out of those that mkdocs.yml lists: a reader on a slow line waits for one answer, not for four."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

JOINED = "assets/site.css"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Put the sheets of docs/assets/ that `extra_css` lists into one, in their order and without comments. Addresses in them stay true: the
    one stands in the same folder. Sheets from elsewhere stay as they are."""
    ours = [path for path in config.extra_css if Path(path).parent == Path(JOINED).parent]
    sheets = [file for path in ours if (file := files.get_file_from_path(path))]
    if len(sheets) < 2:
        return
    for sheet in sheets:
        files.remove(sheet)
    files.append(File.generated(config, JOINED, content="".join(_COMMENT.sub("", sheet.content_string) for sheet in sheets)))
    joined = {sheet.src_uri for sheet in sheets}
    config.extra_css = [JOINED, *(path for path in config.extra_css if path not in joined)]
