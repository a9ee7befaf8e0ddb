"""The date lexicon as compiled rules: words and patterns come from `lexicon/dates.yml`, which explains its own notation.

A rule says what an expression looks like and names what it means; how meanings become dates is the business of `date_values`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parent / "lexicon" / "dates.yml"
BLANK = r"(?:[ \t\u00a0\u2009\u202f]{1,2}|\r?\n)"
APOSTROPHE = "['’ʼ]"
CONTEXT_WIDTH = 24
"""How many code points before an expression can matter to it."""
_WORD = re.compile(r"[0-9]|[a-z]{1,12}[1-4]?(?!\w)|['’ʼ](?=[2-9]0s)", re.IGNORECASE | re.ASCII)
_PLACEHOLDER = re.compile(r"\{(?:(\w*):)?([a-z_]\w*)\}")


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    means: str
    """A function of `date_values`; empty unless the kind is "date"."""
    kind: str
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    inside: bool
    """Only as part of a longer expression."""
    bound: bool
    """Inside a range the words before it are not asked."""
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    words: Mapping[str, Mapping[str, Any]]
    """List -> word in small letters -> value."""
    rules: Mapping[str, tuple[Rule, ...]]
    """What an expression begins with (number, month, weekday, word) -> the rules to try."""
    first_words: Mapping[str, str]
    """First word of an expression in small letters -> the key in `rules`."""
    counted: re.Pattern[str]
    """What an expression that begins with "a" or "an" must go on with."""
    opener: re.Pattern[str]
    """since, until, by, before, after."""
    part: re.Pattern[str]
    """early, the end of, …"""
    range_opener: re.Pattern[str]
    joint: re.Pattern[str]
    """Between the two ends of a range."""
    also: re.Pattern[str]
    """Between two years or months of a list."""
    approximately: re.Pattern[str]

    def begins(self, text: str, at: int, end: int) -> str | None:
        """What an expression may begin with there: a key in `rules`."""
        word = _WORD.match(text, at, end)
        if not word:
            return None
        if word[0][0] in "0123456789":
            return "number"
        first = word[0].lower()
        if first in ("a", "an") and not self.counted.match(text, at, end):
            return None
        return "word" if first[0] in "'’ʼ" else self.first_words.get(first)

    def value(self, words: str, found: str) -> Any:
        return self.words[words][_plain(found)]


def _plain(found: str) -> str:
    return re.sub(r"\s+", " ", found).replace("’", "'").replace("ʼ", "'").lower()


def _alternatives(words: list[str], capitals: frozenset[str]) -> str:
    def one(word: str) -> str:
        escaped = "".join(APOSTROPHE if c == "'" else c if c in " -" else re.escape(c) for c in word)
        return f"(?-i:{escaped}|{escaped.upper()})" if word in capitals else escaped

    return "(?:" + "|".join(one(w) for w in sorted(words, key=len, reverse=True)) + r")(?!\w)"


class _Compiler:
    def __init__(self, data: Mapping[str, Any]) -> None:
        capitals = frozenset(data["capitals"])
        self.lists: dict[str, list[str]] = {name: list(words) for name, words in data["words"].items()}
        self.parts = {name: _alternatives(words, capitals) for name, words in self.lists.items()} | data["numbers"]
        self.shorthand: Mapping[str, str] = data["shorthand"]
        self.contexts: Mapping[str, list[str]] = data["contexts"]

    def expand(self, pattern: str) -> str:
        def put(found: re.Match[str]) -> str:
            group, name = found[1], found[2]
            if name in self.shorthand:
                return _PLACEHOLDER.sub(put, self.shorthand[name])
            return f"(?P<{name if group is None else group}>{self.parts[name]})" if group != "" else f"(?:{self.parts[name]})"

        return _PLACEHOLDER.sub(put, pattern)

    def compile(self, pattern: str) -> re.Pattern[str]:
        return re.compile(self.expand(pattern).replace(" ", BLANK), re.IGNORECASE)

    def before(self, name: str | None) -> re.Pattern[str] | None:
        """A pattern for text that ends in one of the words of the list; the lists of a context are put together."""
        if name is None:
            return None
        words = [w for entry in self.contexts.get(name, [name]) for w in self.lists.get(entry, [entry])]
        ends = "|".join(
            ("(?<!\\w)" if w[0].isalnum() else "") + re.escape(w).replace("\\ ", BLANK) + ("" if w == "(" else f"(?:{BLANK}|-)")
            for w in words
        )
        return re.compile(f"(?:{ends})\\Z", re.IGNORECASE)

    def rule(self, row: Mapping[str, Any]) -> Rule:
        return Rule(
            name=row["name"],
            pattern=self.compile(row["pattern"] + r"(?!\w)"),
            means=row.get("means", ""),
            kind=row.get("kind", "date"),
            after=self.before(row.get("after")),
            not_after=self.before(row.get("not_after")),
            inside=row.get("inside", False),
            bound=row.get("bound", False),
            examples=tuple(row["examples"]),
        )


def _first_words(compiler: _Compiler) -> dict[str, str]:
    """First word of an expression -> what it begins with; a pattern's own first words stand under `first_words`."""
    months, weekdays = ("month", "month_short"), ("weekday", "weekday_short")
    lists = ("number_word", "ordinal_word", "nth", "shift", "deictic", "season", "holiday", "part", "open", "vague", "few", "first_words")
    firsts = {re.split(r"[ -]", w.lower())[0]: "word" for name in lists for w in compiler.lists[name]}
    firsts |= {w.lower(): "weekday" for name in weekdays for w in compiler.lists[name]}
    return firsts | {w.lower(): "month" for name in months for w in compiler.lists[name]}


@cache
def grammar() -> Grammar:
    data = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    make = _Compiler(data)
    rules: dict[str, list[Rule]] = {"number": [], "month": [], "weekday": [], "word": []}
    for row in data["rules"]:
        rule = make.rule(row)
        for start in row["starts"]:
            rules[start].append(rule)
    return Grammar(
        words={name: {_plain(str(w)): v for w, v in words.items()} for name, words in data["words"].items() if isinstance(words, dict)},
        rules={start: tuple(found) for start, found in rules.items()},
        first_words=_first_words(make),
        counted=make.compile("an? {:unit}|{:few}|{:number_word}"),
        opener=make.compile("{open} (?P<the>the )?"),
        part=make.compile("{part}(?: (?:the )?|-)"),
        range_opener=make.compile("(?P<range>from|between) (?:the )?"),
        joint=make.compile("(?: ?{:dash} ?| (?P<word>to|until|till|through|and) (?:the )?)"),
        also=make.compile("(?:,| and|, and| or) "),
        approximately=make.before("approximately") or re.compile("$^"),
    )
