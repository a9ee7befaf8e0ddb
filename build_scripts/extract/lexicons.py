"""The word lists beside this module, read once. Knowledge is data; the code that uses it is small."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "lexicon"


@lru_cache(maxsize=None)
def lexicon(name: str) -> Any:
    """The content of lexicon/NAME.yml."""
    with (FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def phrases(value: Any) -> frozenset[str]:
    return frozenset(str(v).lower() for v in value)
