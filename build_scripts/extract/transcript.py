"""Printed interviews and press conferences: paragraphs that open with who speaks and a colon ("Q: …", "Ann Lee: …").

Such a paragraph, and those that follow it until the next, are that person's words without quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.extract.quotes import Quotation
from build_scripts.model import Span

_TURN = re.compile(r"[ \t]*(?P<label>[A-Z][^\n:“”\"?!;]{0,90}?)[ \t]*(?:\([^()\n]{1,40}\))?:[ \t]+(?=\S)")
_ASKS = {"q", "question", "interviewer", "reporter", "journalist", "moderator", "host"}
_ANSWERS = {"a", "answer"}
_FEWEST = 3
"""Turns that make a transcript; a single "Note: …" does not."""
_LABEL_WORDS, _LONG_LABEL = 6, 12
"""Words of a label; more only where all that are no small words are capitalised, as in a name with its office."""


@dataclass(frozen=True)
class Turn:
    """One paragraph of somebody's words."""

    words: Quotation
    label: Span
    """Characters of who speaks, before the colon of the first paragraph of the turn."""
    asks: bool


def find_turns(text: str) -> list[Turn]:
    """The turns of a transcript in order; none where the text is no transcript."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    opened = {start: m for start, end in lines if (m := _TURN.match(text, start, end)) and _is_label(m["label"])}
    labels = [m["label"].lower().rstrip(".") for m in opened.values()]
    repeated = {name for name in labels if labels.count(name) > 1} if len(labels) < 1_000 else set(labels)
    if len(labels) < _FEWEST or not repeated or len(set(labels)) < 2 or len(opened) * 6 < len(lines):
        return []
    questions = _questioners(text, lines, opened)
    found: list[Turn] = []
    label: Span | None = None
    asks = False
    for start, end in lines:
        turn = opened.get(start)
        if turn is not None:
            label = turn.span("label")
            asks = turn["label"].lower().rstrip(".") in questions
            start = turn.end()
        if label is None:
            continue
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Turn(Quotation(start, end, False, 0, 0), label, asks))
    return found


def _is_label(label: str) -> bool:
    words = label.split()
    return len(words) <= _LABEL_WORDS or len(words) <= _LONG_LABEL and all(w[0].isupper() or len(w) <= 3 for w in words)


def answers_without_name(label: str) -> bool:
    """ "A:": whoever is interviewed."""
    return label.lower().rstrip(".") in _ANSWERS


def _questioners(text: str, lines: list[Span], opened: dict[int, re.Match[str]]) -> set[str]:
    """Labels of those who ask: by their name, or because most of their turns hold a question mark."""
    asked: dict[str, list[bool]] = {}
    for start, end in lines:
        if start in opened:
            asked.setdefault(opened[start]["label"].lower().rstrip("."), []).append("?" in text[start:end])
    return {name for name, turns in asked.items() if name in _ASKS or name not in _ANSWERS and sum(turns) * 2 > len(turns)}
