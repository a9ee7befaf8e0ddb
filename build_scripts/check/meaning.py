"""Whether words can mean what a record says that they mean: names, pronouns, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from build_scripts.check.data import World
from build_scripts.check.timeline import span

OF_PERSONS = {"i", "he", "him", "his", "himself", "she", "her", "hers", "herself", "me", "my", "myself"}
OF_THINGS = {"it", "its", "itself"}
OF_ANY = {"they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "you", "your", "who", "whom", "whose", "which",
          "that", "this", "these", "those", "both", "one", "each other", "one another", "everyone", "all", "others", "some"}
MONTHS = {m: n for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPECIAL = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'",
                          "–": "-", "—": "-"})


def folded(text: str) -> str:
    """In small letters, without accents and with single spaces."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def same_words(value: str, words: str) -> bool:
    """The same but for white space, small and capital letters, and marks at the ends."""
    def bare(text: str) -> str:
        return " ".join(text.split()).strip(" .,;:'\"“”„").lower()

    return bare(value) == bare(words) or re.findall(r"\w+", bare(value)) == re.findall(r"\w+", bare(words))


def same_name(name: str, words: str) -> bool:
    return _bare(name) == _bare(words)


def _bare(name: str) -> str:
    """A name without article, possessive and quotation marks."""
    return re.sub(r"^(?:the|an?) ", "", re.sub(r"'s?$", "", folded(name).strip(" \"“”.,")))


def names(world: World, actor: str) -> set[str]:
    """Everything that the records and the background call an actor, folded."""
    record, known = world.get("actor", actor), world.get("known-actor", actor)
    found: list[str] = []
    for one in (record, known):
        if one is not None:
            found += [one["name"], *(one.get("aliases") or [])]
    if known is not None:
        for field in ("demonyms", "metonyms", "common_nouns"):
            found += known.get(field) or []
    found += state_names(world, actor)
    if record is not None and record.get("role"):
        found.append(record["role"])
    return {_bare(n) for n in found}


def state_names(world: World, actor: str) -> list[str]:
    """What the general list of states calls an actor: its names, people, adjectives, capital and seats; none for what is no state."""
    record = world.get("actor", actor)
    row = world.get("state", record["name"]) if record is not None and record["type"] == "state" else None
    if row is None:
        return []
    capital = row.get("capital") or []
    listed = [row.get(field) or [] for field in ("aliases", "adjectives", "people", "seats")]
    return [row["name"], *([capital] if isinstance(capital, str) else capital), *(n for names in listed for n in names)]


DETERMINERS = ("the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "such", "both", "two", "three", "all")
"""What a description of somebody opens with, and a name does not."""


def means(world: World, actor: str, words: str, source: str | None = None) -> bool:
    """Whether words can stand for an actor: a name or a part of one, a pronoun of its kind, a description that names nobody else (in
    that source, where one is given)."""
    said = _bare(words)
    known = world.get("actor", actor) or world.get("known-actor", actor)
    kind = known["type"] if known is not None else ""
    if said in OF_PERSONS:
        return bool(kind == "person") or said in ("i", "me", "my")
    if said in OF_THINGS:
        return bool(kind != "person")
    if said in OF_ANY:
        return True
    own = names(world, actor)
    if said in own or any(_inside(said, n) or _inside(n, said) for n in own):
        return not _other(world, actor, said, own, source)
    if any(_akin(said, n) for n in own):
        return True
    described = words[:1].islower() or words.split()[0].lower() in DETERMINERS
    return described and not _other(world, actor, said, own, source)


def names_within(world: World, actor: str, words: str) -> bool:
    """Whether a name of the actor, or a form of one, is among the words of a role, say."""
    said = _bare(words)
    return any(_inside(n, said) or any(_akin(w, n) for w in said.split()) for n in names(world, actor))


def _inside(short: str, whole: str) -> bool:
    """Whether one is a run of whole words of the other."""
    return bool(short) and f" {short} " in f" {re.sub(r'[-/,]', ' ', whole)} "


def _akin(said: str, name: str) -> bool:
    """Forms of one word: Norlandish and Norland."""
    first = said.split()[0] if said else ""
    stem = name.split()[0] if name else ""
    return len(stem) > 3 and len(first) > 3 and first[:max(4, len(stem) - 2)] == stem[:max(4, len(stem) - 2)]


def _other(world: World, actor: str, said: str, own: set[str], source: str | None) -> bool:
    """Whether somebody else is called so, word for word, and this one is not."""
    others = (o for o in world.all("actor") if o.id != actor and (source is None or any(e["source"] == source for e in o["evidence"])))
    return said not in own and any(said in names(world, other.id) for other in others)


# --- dates ---------------------------------------------------------------------------------------------------------------------------


def date_fits(value: Mapping[str, Any], published: Sequence[str]) -> bool:
    """Whether a date can have been read off its words, on one of the days of publication."""
    days = span(value["edtf"])
    if days is None:
        return True
    words, basis = folded(value.get("text") or ""), value["basis"]
    if basis == "publication date":
        return not published or any(_day(p) == days[0] == days[1] for p in published)
    if not words:
        return True
    if basis in ("year from publication", "month from publication") and not re.search(r"\b(?:1[5-9]|20)\d\d\b", words):
        near = [p for p in map(_day, published) if abs((days[0] - p).days) <= 366]
        if published and not near:
            return False
    return _explicit(words, days) and (not published or any(_relative(words, days, p) for p in map(_day, published)))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _explicit(words: str, days: tuple[date, date]) -> bool:
    """Years, months and days that the words name are those of the date."""
    within = _each(days)
    for year in re.findall(r"\b(?:1[5-9]|20)\d\d\b", words):
        if not days[0].year <= int(year) <= days[1].year:
            return False
    months = [MONTHS[w[:3]] for w in re.findall(r"[a-z]+", words) if w[:3] in MONTHS and re.fullmatch(_MONTH, w)]
    if months and not any(d.month in months for d in within):
        return False
    numbers = [int(n) for n in re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:days|weeks|months|years|%|:))", words)] if months else []
    return not numbers or any(d.day in numbers for d in (days[0], days[1]))


_MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
          r"|dec(?:ember)?)")


def _each(days: tuple[date, date]) -> list[date]:
    """The days of a stretch; of a long one those on which something can change."""
    length = min((days[1] - days[0]).days, 400)
    return [days[0] + timedelta(n) for n in range(length + 1)]


def _relative(words: str, days: tuple[date, date], published: date) -> bool:
    """Words that count from the day of publication."""
    near = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    for word, step in near.items():
        if re.search(rf"\b{word}\b", words) and "day before" not in words and "day after" not in words:
            return days[0] <= published + timedelta(step) <= days[1]
    named = [n for n, day in enumerate(DAYS) if re.search(rf"\b{day}\b", words)]
    if named and days[0] == days[1] and days[0].weekday() not in named:
        return False
    if re.search(r"\bthis week\b", words):
        return abs((days[0] - published).days) <= 7 and abs((days[1] - published).days) <= 7
    if re.search(r"\b(?:this|last|next) month\b", words):
        return abs((days[0] - published).days) <= 62
    if re.search(r"\b(?:this|last|next) year\b", words):
        return abs(days[0].year - published.year) <= 1
    return True
