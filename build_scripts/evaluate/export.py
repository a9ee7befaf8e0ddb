"""The gold as plain files, for a scorer that is not ours.

`gold.json` is a list of `{"id", "group", "split", "published", "gold": {"actors", "agreements", "events", "statements"}}`; `texts/` holds
ID.txt, the article byte for byte, and ID.sents.txt, its numbered sentences one a line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_scripts.evaluate.gold import GoldArticle, GoldRecord
from build_scripts.evaluate.reading import SENTENCES
from build_scripts.model import ExplainerError

_LEFT_OUT_IF_EMPTY = ("clause", "optional", "alt_types", "alt_dates", "alt_signed", "alt_speakers")
"""That such a key is there says something; every other key is always there."""


def export(golds: Sequence[GoldArticle], folder: Path) -> None:
    """Write the articles into the folder, made if need be. Raises ExplainerError."""
    texts = folder / "texts"
    try:
        texts.mkdir(parents=True, exist_ok=True)
        for gold in golds:
            (texts / f"{gold.id}.txt").write_bytes(gold.text.encode("utf-8"))
            lines = (" ".join(gold.text[start:end].split()) + "\n" for start, end in gold.sentences)
            (texts / f"{gold.id}{SENTENCES}").write_bytes("".join(lines).encode("utf-8"))
        plain = json.dumps([_article(gold) for gold in golds], indent=1, ensure_ascii=False)
        (folder / "gold.json").write_bytes(f"{plain}\n".encode())
    except OSError as error:
        raise ExplainerError(f"{folder}: cannot be written ({error.strerror}); name another folder with --export") from error


def _article(gold: GoldArticle) -> dict[str, Any]:
    """The split serves as group where an article has none, so that a scorer that knows only groups can tell the splits apart."""
    kinds: dict[str, Sequence[GoldRecord]] = {"actors": gold.actors, "agreements": gold.agreements, "events": gold.events,
                                              "statements": gold.statements}
    return {"id": gold.id, "group": gold.group or gold.split, "split": gold.split, "published": gold.published,
            "gold": {kind: [_record(record) for record in records] for kind, records in kinds.items()}}


def _record(record: GoldRecord) -> dict[str, Any]:
    return {key: value for key, value in asdict(record).items() if value or key not in _LEFT_OUT_IF_EMPTY}
