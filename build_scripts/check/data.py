"""The records and the words, read as plain YAML: what the checker holds the pages against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KINDS = {"actors": "actor", "agreements": "agreement", "events": "event", "statements": "statement", "questions": "question"}
OTHERS = {"sources": "source", "topics": "topic", "remarks": "remark", "glossary": "term"}
BACKGROUND = {"facts": "fact", "references": "reference", "disagreements": "disagreement", "places": "place", "policy": "policy"}


class BadInput(Exception):
    """What keeps the checker from working at all. One line."""


class Rec(dict[str, Any]):
    """A record: its fields, and what kind it is."""

    kind: str = ""

    @property
    def id(self) -> str:
        return str(self["id"])


def record(kind: str, fields: dict[str, Any]) -> Rec:
    made = Rec(fields)
    made.kind = kind
    return made


@dataclass
class World:
    """Everything by kind and id, in the order of the files."""

    tables: dict[str, dict[str, Rec]]
    words: dict[str, Any]
    """sentences.yml"""
    labels: dict[str, Any]
    structure: dict[str, Any]
    """structure.yml"""
    settings: dict[str, Any]
    """mkdocs.yml"""
    subject: dict[str, Any] | None
    docs: Path
    site: Path
    memo: dict[Any, Any] = field(default_factory=dict)

    def all(self, kind: str) -> list[Rec]:
        return list(self.tables.get(kind, {}).values())

    def get(self, kind: str, identifier: Any) -> Rec | None:
        return self.tables.get(kind, {}).get(identifier) if isinstance(identifier, str) else None

    def any(self, identifier: str, kinds: Iterable[str] = ()) -> Rec | None:
        """The record with an id, of whatever kind."""
        tables = [table for kind, table in self.tables.items() if not kinds or kind in kinds]
        return next((table[identifier] for table in tables if identifier in table), None)

    @property
    def newest(self) -> str | None:
        return max((s["published"] for s in self.all("source") if s.get("published")), default=None)

    def name(self, actor: str) -> str:
        known = self.get("actor", actor) or self.get("known-actor", actor)
        return str(known["name"]) if known else actor.replace("-", " ").title()

    def resolve(self, field_name: str, value: Any) -> Rec | None:
        """The record that the id in a field names."""
        kinds = {"actor": ("actor", "known-actor"), "known": ("known-agreement", "known-event")}
        kind = self.words["links"].get(field_name)
        return next((r for k in kinds.get(kind, (kind,)) if (r := self.get(k, value))), None)


def slug(identifier: str) -> str:
    """An id as it stands in addresses and attributes."""
    if re.fullmatch(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*", identifier):
        return identifier
    bare = "-".join(re.findall(r"[a-z0-9]+", identifier.lower()))
    return "-".join(p for p in ("x", bare, identifier.encode("utf-8", "replace").hex()[:24]) if p)


class _Loader(yaml.SafeLoader):
    """mkdocs.yml has tags of MkDocs's own."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: "")


def read_yaml(path: Path, loader: Any = yaml.SafeLoader) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), Loader=loader)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); build the site first") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise BadInput(f"{path}{line}: not readable as YAML; mend it, or have docs/data made anew") from error


def read_world(root: Path, site: Path) -> World:
    """Raises BadInput where a file is missing or is not what it has to be."""
    data = root / "docs" / "data"
    tables: dict[str, dict[str, Rec]] = {}

    def fill(kind: str, rows: Any, where: str) -> None:
        if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
            raise BadInput(f"{where}: has to be a list of records, each with an id")
        tables[kind] = {str(row["id"]): record(kind, row) for row in rows}

    for stem, kind in {**KINDS, **OTHERS}.items():
        path = data / f"{stem}.yml"
        fill(kind, read_yaml(path) if path.exists() or stem in KINDS else [], f"docs/data/{stem}.yml")
    states = data / "states.yml"
    rows = read_yaml(states) if states.exists() else []
    fill("state", [{**row, "id": row["name"]} for row in rows], "docs/data/states.yml")
    background = read_yaml(data / "background.yml") or {}
    for stem, kind in BACKGROUND.items():
        fill(kind, background.get(stem) or [], "docs/data/background.yml")
    for stem in ("actors", "agreements", "events"):
        fill(f"known-{stem[:-1]}", background.get(stem) or [], "docs/data/background.yml")
    memberships = background.get("memberships") or []
    fill("membership", [{**m, "id": f"{m['actor']}.{m['organization']}"} for m in memberships], "docs/data/background.yml")
    offices = [{**role, "id": f"{actor.id}.{n}", "actor": actor.id} for actor in tables["known-actor"].values()
               for n, role in enumerate(actor.get("roles") or [])]
    fill("office", offices, "docs/data/background.yml")
    tables["correction"] = {}
    for row in read_yaml(data / "corrections.yml") or []:
        identifier = ".".join(str(row[k]) for k in ("record", "action", "field") if row.get(k))
        tables["correction"][identifier] = record("correction", {**row, "id": identifier})
    transcripts = [{**t, "id": f"transcript.{n}"} for n, t in enumerate(background.get("transcripts") or [])]
    fill("transcript", transcripts, "docs/data/background.yml")
    subject = read_yaml(data / "subject.yml")
    return World(tables, read_yaml(data / "sentences.yml"), read_yaml(data / "labels.yml"),
                 read_yaml(data / "structure.yml"), read_yaml(root / "mkdocs.yml", _Loader),
                 subject if isinstance(subject, dict) else None, root / "docs", site)
