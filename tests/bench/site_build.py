"""`mkdocs build` beside the same pages built by MkDocs and its theme alone."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import yaml
from pairs import ROOT, in_turn, middle, of_process, ratio

ROUNDS = 3
_BUILD = [sys.executable, "-m", "mkdocs", "build", "-q"]
_WRITE_PAGES = """
import sys
from pathlib import Path
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
config = config.plugins.on_config(config)
config.plugins.on_pre_build(config=config)
files = config.plugins.on_files(get_files(config), config=config)
for file in files:
    if not file.src_uri.startswith("data/"):
        target = Path(sys.argv[1], file.src_uri)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content_bytes)
"""


def site() -> None:
    """Time and memory as multiples; the data are up to date, as they are in a clone."""
    with tempfile.TemporaryDirectory() as made:
        ours, bare = Path(made, "ours"), Path(made, "bare")
        for name in ("build_scripts", "seeds", "docs"):
            shutil.copytree(ROOT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", ours)
        bare.mkdir()
        first = of_process(_BUILD, ours)
        of_process([sys.executable, "-c", _WRITE_PAGES, str(bare / "docs")], ours)
        pages = sum(1 for _ in (bare / "docs").rglob("*.md"))
        settings = {"site_name": "The same pages", "theme": {"name": "material", "font": False}, "plugins": ["search"],
                    "markdown_extensions": ["attr_list", "md_in_html", "tables", "toc"], "validation": {"links": {"not_found": "ignore"}}}
        (bare / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
        pairs = in_turn(ROUNDS, lambda: of_process(_BUILD, ours), lambda: of_process(_BUILD, bare))
        print(f"{pages} pages: {ratio(pairs, 'wall')} times the time of the bare build by the clock, {ratio(pairs, 'cpu')} by processor, "
              f"{ratio(pairs, 'memory')} times its memory; {middle([p[0] for p in pairs], 'wall'):.1f} s, "
              f"{middle([p[0] for p in pairs], 'memory'):.0f} MB; the first build {first.wall:.1f} s")
