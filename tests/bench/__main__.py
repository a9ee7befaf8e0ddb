"""`make bench`: how fast, as ratios of two things done in turn in one run, so that a busy machine slows both. Nothing here is a test: a
time never fails one.

    python tests/bench [reading | memory | workers | lengths | site] …    (all of them without a name)
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lengths import lengths  # noqa: E402
from reading import memory, reading, workers  # noqa: E402
from site_build import site  # noqa: E402

PARTS = {"reading": reading, "memory": memory, "workers": workers, "lengths": lengths, "site": site}

if __name__ == "__main__":
    asked = sys.argv[1:] or list(PARTS)
    if unknown := [name for name in asked if name not in PARTS]:
        sys.exit(f"bench: no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    for name in asked:
        print(f"{name}\n{'─' * len(name)}")
        PARTS[name]()
        print(flush=True)
