"""`python -m build_scripts check`: the built pages and the records, looked at by a stranger.

Nothing here imports another part of the project. It reads the HTML in the site folder, the YAML in docs/data/ and the seeds, works out anew
what every page has to say, and tells every place where a page says anything else. Exit status 0: nothing found; 1: something found; 2: the
input cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts.check.data import BadInput
from build_scripts.check.run import run


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m build_scripts check", description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--site", type=Path, default=Path("site"), help="the folder with the built pages (default: site)")
    parser.add_argument("--root", type=Path, default=Path(), help="the folder with docs/data, seeds and mkdocs.yml (default: this one)")
    asked = parser.parse_args(arguments)
    try:
        report = run(asked.root, asked.site)
    except BadInput as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for line in report.lines():
        print(line)
    return 1 if report.problems else 0
