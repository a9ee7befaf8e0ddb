"""Predictions on the gold records of the PLOVER project (Open Event Data Alliance), in the form that their scorer reads.

The records are not ours to publish, so they lie outside the project and the path is given.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from build_scripts.model import Actor, Event, ExplainerError, Extraction, Knowledge, Source


def predictions(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Record id -> events as {"type", "actors", "recipients"}, each participant by its names in the text. Extracts without knowledge.

    Raises ExplainerError where the file is not a list of records with id and text.
    """
    from build_scripts.extract import extract

    return {record["id"]: [_plain(event, found) for event in found.events]
            for record in _records(path)
            for found in [extract(_source(record), Knowledge())]}


def _records(path: Path) -> list[dict[str, str]]:
    try:
        records = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ExplainerError(f"{path}: cannot be read as JSON ({error}); give the path of the gold records") from error
    if not isinstance(records, list) or not all(isinstance(r, dict) and isinstance(r.get("text"), str) and "id" in r for r in records):
        raise ExplainerError(f"{path}: not a list of records with id and text")
    return records


def _source(record: dict[str, str]) -> Source:
    digest = hashlib.sha256(record["text"].encode("utf-8")).hexdigest()
    return Source(record["id"], record["id"], digest, record["text"], ())


def _plain(event: Event, found: Extraction) -> dict[str, Any]:
    actors = {actor.id: actor for actor in found.actors}
    return {"type": event.type, "actors": [_names(actors[i]) for i in event.actors],
            "recipients": [_names(actors[i]) for i in event.recipients]}


def _names(actor: Actor) -> str:
    """The actor's name and aliases as one text, each word once."""
    return " ".join(dict.fromkeys(word for name in (actor.name, *actor.aliases) for word in name.split()))
