"""The scores as a page of the site: measured, never typed in."""

from __future__ import annotations

from collections.abc import Sequence

from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.figures import Figures
from build_scripts.evaluate.reading import DEV, TEST
from build_scripts.evaluate.report import totals

ROWS = (
    ("People, states and bodies found", "actors"), ("… of the right kind", "actor type"), ("… with the right role", "actor role"),
    ("Agreements found", "agreements"), ("… with exactly the right parties", "parties exact"),
    ("Statements found", "statements"), ("… with the right speaker", "speaker"),
    ("Events found, of the right kind", "events"), ("… those who took part", "participants"), ("… the date right", "event date"),
)
"""What a reader calls a figure, and its name."""

TOP = """---
title: How well it reads
description: How much of an article the program finds, and how much of what it finds is right, measured on articles annotated by hand.
hide: [navigation]
---

# How well it reads

To write rules with, {of_dev} articles were annotated by hand; {of_test} others were kept aside and never looked at for that. All were
written for this purpose, on many subjects, and annotated before the program had read them. Only the second column says what to
expect of an article that nobody has seen. The program did without the list of names that this site is made with.

| Measured | Written with | Kept aside |
|---|---|---|
"""
BOTTOM = """
For what is found, the figure is F1: the balance between how much is found and how much of that is right. For the rest it is the share that
is right, of what was found. 100 % would be as a careful reader does it; two careful readers do not reach it among themselves either.

Records that the program doubts itself say so, and ask for a person to look.
"""


def as_page(comparisons: Sequence[Comparison]) -> str:
    """Markdown with front matter, of articles read without the knowledge folder."""
    found = totals(comparisons)
    of = {split: sum(one.gold.split == split for one in comparisons) for split in (DEV, TEST)}
    lines = [f"| {label} | " + " | ".join(_cell(found[split], name) for split in (DEV, TEST)) + " |" for label, name in ROWS]
    return TOP.format(of_dev=_number(of[DEV]), of_test=_number(of[TEST])) + "\n".join(lines) + "\n" + BOTTOM


def _cell(figures: Figures, name: str) -> str:
    figure = figures[name]
    value = figure["f1"] if isinstance(figure, dict) else figure
    return "–" if value is None else f"{100 * value:.0f} %"


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[count] if count < len(words) else str(count)
