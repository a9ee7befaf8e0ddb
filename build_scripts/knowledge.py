"""Reading seeds/knowledge/: one YAML list a file, every id that is mentioned somewhere defined somewhere.

Knowledge is optional. Each file may be missing, and so may the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from build_scripts.model import (
    ACTOR_TYPES,
    BORDER_LINES,
    Disagreement,
    Fact,
    Knowledge,
    KnownActor,
    KnownAgreement,
    KnownEvent,
    Membership,
    Place,
    Policy,
    Reference,
    Transcript,
)
from build_scripts.yamlio import Check, Node, fail, label, nearest, read_yaml, shown, to_record

T = TypeVar("T")

KINDS: Mapping[str, type] = {"actors": KnownActor, "places": Place, "agreements": KnownAgreement, "events": KnownEvent, "facts": Fact,
                             "memberships": Membership, "transcripts": Transcript, "policy": Policy,
                             "disagreements": Disagreement, "references": Reference}
"""Field of Knowledge, and stem of the file that fills it -> what the file lists."""

_ANYTHING = ("actors", "places", "agreements", "events")
LINKS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "actors": {"country": ("actors",), "part_of": ("actors",), "operates_in": ("actors", "places"), "roles.organization": ("actors",),
               "roles.references": ("references",), "references": ("references",)},
    "places": {"country": ("actors",), "references": ("references",)},
    "agreements": {"parties": ("actors",), "signatories": ("actors",), "place": ("places",), "references": ("references",)},
    "events": {"place": ("places",), "actors": ("actors",), "references": ("references",)},
    "facts": {"about": _ANYTHING, "references": ("references",)},
    "memberships": {"actor": ("actors",), "organization": ("actors",), "references": ("references",)},
    "transcripts": {"speaker": ("actors",), "reference": ("references",)},
    "policy": {"about": ("actors", "places"), "towards": ("actors",), "references": ("references",)},
    "disagreements": {"about": _ANYTHING, "references": ("references",)},
}
"""Kind -> field -> the kinds in which the ids of that field are defined."""

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOW_TO_DATE = "write YYYY, YYYY-MM or YYYY-MM-DD, start/end for what lasted, or another form of EDTF"


def id_problem(text: str) -> str | None:
    if ID.fullmatch(text):
        return None
    safe = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f"{shown(text)} is not a safe id; use only a-z, 0-9 and hyphens{f', for example {safe[:60]}' if safe else ''}"


def day_problem(text: str) -> str | None:
    return None if _DAY.fullmatch(text) and _in_calendar(text) else f"{shown(text)} is not a day of the calendar; write YYYY-MM-DD"


def date_problem(text: str) -> str | None:
    """Checks EDTF. Days, by far the most common, are also looked up in the calendar, and cost no import of the parser."""
    problem = f"{shown(text)} is not a date; {_HOW_TO_DATE}"
    if not all(_in_calendar(day) for day in _DAY.findall(text)):
        return problem
    if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", text):
        return None
    import edtf

    try:
        edtf.parse_edtf(text[:100])
    except Exception:  # the parser raises errors of many kinds on what is not EDTF
        return problem
    return None if len(text) <= 100 and not re.search(r"\s", text) else problem


def url_problem(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\\x00-\x1f\x7f]", text)
    except ValueError:
        sound = False
    return None if sound else f"{shown(text)} is not a web address; write the whole of it, beginning with https://"


def coordinates_problem(text: str) -> str | None:
    numbers = re.fullmatch(r"(-?[0-9]{1,2}(?:\.[0-9]+)?), *(-?[0-9]{1,3}(?:\.[0-9]+)?)", text)
    if numbers and abs(float(numbers[1])) <= 90 and abs(float(numbers[2])) <= 180:
        return None
    return f"{shown(text)} is no place on the globe; write latitude and longitude in decimal degrees, such as 43.849, 18.356"


def _like(pattern: str, what: str) -> Check:
    return lambda text: None if re.fullmatch(pattern, text) else f"{shown(text)} is not {what}"


def one_of(choices: Iterable[str]) -> Check:
    known = tuple(choices)
    return lambda text: None if text in known else f"{shown(text)} is not known here; {nearest(text, known)}"


DATES = ("date", "since", "until", "as_of", "published", "when")
"""Fields that hold dates: a bare year is text there, not a number."""

CHECKS: Mapping[str, Check] = {
    "id": id_problem, "url": url_problem, **dict.fromkeys(DATES, date_problem),
    "wikidata": _like(r"Q[1-9][0-9]*", "an identifier of Wikidata; write Q and the number"),
    "iso_3166": _like(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", "a code of ISO 3166; write two capitals (NO), for a part of a state such as BA-SRP"),
    "coordinates": coordinates_problem,
    "language": _like(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language code; write one such as en or sr-Latn"),
}


MORE_CHECKS: Mapping[str, Mapping[str, Check]] = {"actors": {"type": one_of(ACTOR_TYPES)}, "policy": {"line": one_of(BORDER_LINES)}}


def read_knowledge(folder: Path, root: Path | None = None) -> Knowledge:
    """The knowledge in a folder, empty if there is none. Errors name files below `root` (default: two folders up)."""
    root = root or folder.parent.parent
    lists = {path.stem: read_list(path, label(path, root)) for path in knowledge_files(folder, root)}
    records: dict[str, tuple[Any, ...]] = {}
    for kind, nodes in lists.items():
        checks = {**CHECKS, **MORE_CHECKS.get(kind, {})}
        records[kind] = tuple(to_record(node, KINDS[kind], checks, DATES) for node in nodes)
        refuse_twins(nodes)
    _refuse_dangling(lists)
    _refuse_unbacked(lists)
    return Knowledge(**records)


def knowledge_files(folder: Path, root: Path) -> list[Path]:
    """The files that knowledge is read from, sorted by name. YAML that would be passed over is an error."""
    if not folder.is_dir():
        return []
    found = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yml", ".yaml") and not p.name.startswith("."))
    for path in found:
        if path.suffix != ".yml" or path.stem not in KINDS:
            fail(label(path, root), f"not a file of the knowledge; rename it: {nearest(path.stem + '.yml', [f'{k}.yml' for k in KINDS])}")
    return found


def read_list(path: Path, file: str) -> tuple[Node, ...]:
    """The items of a file that holds one list."""
    node = read_yaml(path, file)
    if node is not None and not isinstance(node.value, tuple):
        node.fail("has to be a list; begin each record with '- '")
    return node.items if node else ()


def refuse_twins(nodes: Iterable[Node]) -> None:
    first: dict[str, int] = {}
    for node in nodes:
        for scalar in node.at("id"):
            line = first.setdefault(str(scalar.value), scalar.line)
            if line != scalar.line:
                scalar.fail(f"the id '{scalar.value}' is taken (line {line}); give one of the two another id")


def refuse_unknown(node: Node, field: str, known: Iterable[str], where: str) -> None:
    """Refuses an id under a dotted field path that is none of the known ones."""
    ids = set(known)
    for scalar in node.at(field):
        if scalar.value not in ids:
            owner = node.get("id") or node
            name = f" of '{owner.value}'" if isinstance(owner.value, str) else ""
            scalar.fail(f"'{field}'{name} names {shown(str(scalar.value))}, which is not in {where}; add it there or correct the id"
                        + _close(str(scalar.value), ids))


def _refuse_dangling(lists: Mapping[str, tuple[Node, ...]]) -> None:
    defined = {kind: {str(i.value) for node in nodes for i in node.at("id")} for kind, nodes in lists.items()}
    for kind, nodes in lists.items():
        for field, kinds in LINKS.get(kind, {}).items():
            known = set().union(*(defined.get(k, ()) for k in kinds))
            where = " or ".join(f"{k}.yml" for k in kinds)
            for node in nodes:
                refuse_unknown(node, field, known, where)


def _refuse_unbacked(lists: Mapping[str, tuple[Node, ...]]) -> None:
    """A dispute is told, and a place is put on the map, only with a reference; and one name is used throughout."""
    names = {str(i.value): str(n.value) for kind in ("actors", "places") for node in lists.get(kind, ())
             for i in node.at("id") for n in node.at("name")}
    for node in lists.get("policy", ()):
        if not list(node.at("references")):
            node.fail("says how a dispute is told and cites nothing; add the ids of references under 'references'")
        for about, name in zip(node.at("about"), node.at("name"), strict=True):
            if names[str(about.value)] != name.value:
                name.fail(f"the policy names '{about.value}' {shown(str(name.value))}, elsewhere it is {shown(names[str(about.value)])}; "
                          "use one name in both")
    for node in lists.get("places", ()):
        if node.get("coordinates") and not list(node.at("references")):
            node.fail("coordinates without a reference; add under 'references' where they were looked up")


def _close(word: str, ids: set[str]) -> str:
    hint = nearest(word, sorted(ids))
    return f" ({hint})" if hint.startswith("did") else ""


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
