"""The word lists beside this module, read once. Knowledge is data; the code that uses it is small."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "lexicon"


class _Words(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe, and "on", "no" and "off" are the words that they are."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern if tag != "tag:yaml.org,2002:bool" else re.compile("^(true|false)$")) for tag, pattern in rows]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def lexicon(name: str) -> Any:
    """The content of lexicon/NAME.yml."""
    with (FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Words)


@cache
def row(name: str, key: str) -> frozenset[str]:
    """A plain list of a lexicon as a set of small letters."""
    return phrases(lexicon(name)[key])


def phrases(value: Any) -> frozenset[str]:
    return frozenset(str(v).lower() for v in value)
