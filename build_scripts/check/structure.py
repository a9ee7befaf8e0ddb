"""What a page or a block has to hold, from structure.yml: the row of marks that is due, and its comparison with the row that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from build_scripts.check.addresses import Unsaid
from build_scripts.check.data import Rec, record
from build_scripts.check.expected import Voice
from build_scripts.check.lists import LISTS
from build_scripts.check.patterns import Part


@dataclass
class Due:
    """A mark that has to stand here, or may."""

    kind: str
    name: str
    rec: Rec | None = None
    by: Rec | None = None
    n: int | None = None
    optional: bool = False
    others: list[Due] = field(default_factory=list)
    """What may stand in its place."""


def due(voice: Voice, items: list[Any], rec: Rec, page: Rec) -> Iterator[Due]:
    """The row for a page or block about a record; `page` is the record of the page."""
    for item in items:
        if isinstance(item, list):
            lists = [one for one in item if isinstance(one, str) and one.startswith("list ")]
            if any(True for _ in due(voice, lists, rec, page)):  # a heading with nothing below it may not be sayable at all
                yield from due(voice, item, rec, page)
        elif isinstance(item, dict) and "each" in item:
            for value in LISTS[item["each"]](voice.world, rec, None):
                yield from due(voice, item["has"], value, page)
        elif isinstance(item, dict):
            met = all(voice.holds(condition, path, rec) for path, condition in item["when"].items())
            yield from due(voice, item["has"] if met else item.get("otherwise") or [], rec, page)
        elif " | " in item:
            first, *rest = [d for one in item.split(" | ") for d in _one(voice, one, rec, page)]
            first.others = rest
            yield first
        else:
            yield from _one(voice, item, rec, page)


def _one(voice: Voice, item: str, rec: Rec, page: Rec) -> Iterator[Due]:
    optional, item = item.startswith("maybe "), item.removeprefix("maybe ")
    word, _, rest = item.partition(" ")
    if word == "list":
        name, _, by = rest.partition(" by ")
        owners = [None] if not by else [rec] if by == "owner" else LISTS[by](voice.world, rec, None)
        for other in owners:
            of = page if by == "owner" else rec
            if LISTS[name](voice.world, of, other) or "empty" in voice.world.structure["lists"][name]:
                yield Due("list", name, of, other)
    elif word == "summary":
        for owner, n in summaries(voice, rec):
            yield Due("summary", owner, n=n)
            sentence = record("summary", {"id": owner, "cites": sentence_of(voice, owner, n)["cites"]})
            if rest == "moved" and LISTS["summary.moved"](voice.world, sentence, None):
                yield Due("list", "summary.moved", sentence, n=n)
    elif word in ("region", "block", "source"):
        yield Due("record" if word == "block" else word, rest, rec)
    elif word == "period":
        yield Due("period", rec.id)
    else:
        key = item.rstrip("*").replace("@id", rec.id)
        if key in voice.fixed_parts:
            yield Due("say", key, optional=optional)
            return
        about = voice.site if voice.of.get(key) == "site" else rec
        if item.endswith("*"):
            yield from (Due("say", key, about, n=n) for n in range(_items(voice, key, about)))
        elif voice.say(key, about) is not None:
            yield Due("say", key, about, optional=optional)


def sentence_of(voice: Voice, owner: str, n: int) -> dict[str, Any]:
    """The n-th sentence of a summary."""
    held = voice.world.subject if owner == "subject" else voice.world.get("topic", owner)
    found: dict[str, Any] = ((held or {}).get("answer") or [])[n]
    return found


def summaries(voice: Voice, rec: Rec) -> list[tuple[str, int]]:
    """Whose summary it is and which sentence: of a topic its own, of the site its own or the first of each topic."""
    if rec.kind == "topic":
        return [(rec.id, n) for n in range(len(rec.get("answer") or []))]
    own = (voice.world.subject or {}).get("answer") or []
    if own:
        return [("subject", n) for n in range(len(own))]
    return [(t.id, 0) for t in LISTS["topics"](voice.world, rec, None) if t.get("answer")]


def _items(voice: Voice, key: str, rec: Rec) -> int:
    """How many items the `nth` of a sentence runs over."""
    def paths(parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            if part.way == "nth":
                yield part.value
            yield from paths(part.children)

    path = next((p for _, parts in voice.cases[key] for p in paths(parts)), None)
    if path is None:
        raise Unsaid(f"{key} has no part that runs over items, and structure.yml has it once for each")
    return len(voice.value(path, rec) or [])
