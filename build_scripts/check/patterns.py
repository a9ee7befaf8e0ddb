"""The patterns of sentences.yml in the checker's reading of them. The comment at the top of that file says how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """text: words; tag: a literal element with children; slot: a variable part; group: an optional stretch; to, page, out: links."""

    kind: str
    value: str = ""
    way: str = ""
    argument: str = ""
    children: tuple[Part, ...] = ()


class BadPattern(Exception):
    pass


def parse(pattern: str) -> tuple[Part, ...]:
    parts, rest = _parse(re.sub(r"\s+", " ", pattern), "")
    if rest:
        raise BadPattern(f"not readable: {pattern}")
    return parts


def _parse(text: str, end: str) -> tuple[tuple[Part, ...], str]:
    """The parts up to an end mark, and what follows it."""
    out: list[Part] = []
    while text:
        if end and text.startswith(end):
            return tuple(out), text[len(end):]
        if text[0] == "{":
            inside, _, text = text[1:].partition("}")
            path, told, key = inside.partition(">")
            way, _, argument = path.partition("|")[2].strip().partition(" ")
            name = path.partition("|")[0].strip() or "."
            out.append(Part("say", name, key.strip()) if told else Part("slot", name, way, argument.strip()))
        elif text[0] == "[":
            inner, text = _parse(text[1:], "]")
            out.append(Part("group", children=inner))
        elif text[0] == "<":
            tag, _, text = text[1:].partition(">")
            name, _, rest = tag.partition(" ")
            inner, text = _parse(text, f"</{name}>")
            if name in ("to", "page", "out"):
                target, _, anchor = rest.partition("#")
                out.append(Part(name, target, anchor, children=inner))
            else:
                out.append(Part("tag", name, rest, children=inner))
        else:
            words = re.match(r"[^{}\[\]<>]+", text)
            if words is None:
                raise BadPattern(f"{text[:20]!r} is out of place")
            out.append(Part("text", words[0]))
            text = text[words.end():]
    if end:
        raise BadPattern(f"lacks {end}")
    return tuple(out), ""


def cases(entry: dict[str, Any]) -> list[tuple[dict[str, Any], tuple[Part, ...]]]:
    """The cases of a sentence: condition and pattern."""
    return [(case.get("when") or {}, parse(case["text"])) for case in entry.get("say") or [{"text": entry["text"]}]]
