"""Editors' summaries against the records that they cite: every name, number and date in them is found there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.check.data import Rec, World
from build_scripts.check.meaning import folded, names
from build_scripts.check.wording import date_words

CITED = ("actor", "agreement", "event", "statement", "question")
NUMBERS = {w: str(n) for n, w in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                            "twelve"))}
NUMBERS |= {"first": "1", "second": "2", "third": "3", "hundred": "100", "thousand": "1000", "dozen": "12"}
_NAMED = ("parties", "actors", "recipients", "speaker", "on_behalf_of", "asker", "addressee", "about")
_DENIAL = re.compile(r"\b(?:not|no|never|cannot|neither|nor|without|declin\w*|refus\w*|reject\w*|refrain\w*|deni\w*|deny\w*)\b|n't")
Problem = tuple[str, str]


def check(world: World, texts: Mapping[str, str]) -> Iterator[tuple[int, list[Problem]]]:
    answers: list[tuple[str, list[Any]]] = [(f"the answer of {t.id}", t.get("answer") or []) for t in world.all("topic")]
    answers.append(("the answer of the site", (world.subject or {}).get("answer") or []))
    for where, sentences in answers:
        for sentence in sentences:
            problems = list(_sentence(world, texts, sentence))
            yield 1, [(where, f"“{sentence['text'][:60]}” {p}") for p in problems]


def _sentence(world: World, texts: Mapping[str, str], sentence: Mapping[str, Any]) -> Iterator[str]:
    if not sentence["cites"]:
        yield "cites nothing"
    cited = []
    for identifier in sentence["cites"]:
        rec = world.any(identifier, CITED)
        if rec is None:
            yield f"cites {identifier}, which is no record"
        else:
            cited.append(rec)
    pool = " ".join(_pool(world, texts, rec) for rec in cited)
    words = set(re.findall(r"\w+", folded(pool)))
    have = words | {NUMBERS[w] for w in words if w in NUMBERS}
    for name in _names(sentence["text"], world):
        if folded(name) not in words:
            yield f"names {name}, and no record that it cites does"
    for number in _numbers(sentence["text"]):
        if number not in have:
            yield f"has the number {number}, and no record that it cites has it"
    if _DENIAL.search(folded(sentence["text"])) and not _DENIAL.search(folded(pool)):
        yield "denies something, and no record that it cites does"


def _pool(world: World, texts: Mapping[str, str], rec: Rec) -> str:
    """All the words that a record stands for: its sentences in the source, its names, its dates."""
    out = [str(rec.get(f) or "") for f in ("name", "title", "quote", "clause", "role", "subject")]
    for evidence in rec["evidence"]:
        source = world.tables["source"].get(evidence["source"])
        if source is None:
            continue
        spans = [s for s in source["sentences"] if s[0] < evidence["end"] and evidence["start"] < s[1]]
        out += [texts.get(source.id, "")[a:b] for a, b in spans]
        out.append(date_words(source["published"]) if source.get("published") else "")
    for field in _NAMED:
        value = rec.get(field)
        for identifier in value if isinstance(value, list) else [value] if value else []:
            out += names(world, identifier)
            about = world.get("agreement", identifier) or world.get("event", identifier)
            out.append(about["title"] if about else "")
    date = rec.get("signed") or rec.get("date")
    if isinstance(date, dict) and date.get("edtf"):
        out += [date_words(date["edtf"]), date.get("text") or ""]
    return " ".join(out)


def _names(text: str, world: World) -> Iterator[str]:
    """Words with a capital that does not come from where they stand."""
    known = {w for a in world.all("actor") for n in names(world, a.id) for w in n.split()}
    for match in re.finditer(r"[^\W\d_][\w-]*", text):
        word = match[0]
        opens = not text[:match.start()].strip(" “‘\"'(") or text[:match.start()].rstrip(" “‘\"'(")[-1:] in ".:;!?"
        if word[0].isupper() and len(word) > 1 and (not opens or (folded(word) in known and word.lower() not in ("the", "its"))):
            yield word


def _numbers(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", folded(text)):
        if word.isdigit():
            yield word.lstrip("0") or "0"
        elif word in NUMBERS and word not in ("one", "first", "second"):
            yield NUMBERS[word]
