"""Other names for everybody in a gold article, made up mechanically.

States and listed bodies become others of the lists whose forms have as many words; persons and unlisted bodies get invented names of one
shape and ending. Words that tell what somebody is (Ministry, Court, President) stay, and so do places.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from build_scripts.evaluate.gold import GoldArticle
from build_scripts.evaluate.renaming import Renaming

_KINDS = ("names", "adjectives", "people", "capital", "seats")
_WITH_ARTICLE = re.compile(r"\b(Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|United|Islands|Republic|Emirates|Comoros)\b")
_STARTS, _VOWELS = "BDFGHJKLMNPRSTV", "aeiou"
_MIDDLES = ("b", "d", "g", "k", "l", "lm", "m", "n", "nd", "r", "rn", "s", "st", "t", "v")
_WORD = re.compile(r"\w+")


def invented_renaming(gold: GoldArticle, seed: int = 0) -> Renaming:
    """The same for the same article and seed."""
    return _Maker(gold, random.Random(f"{gold.id} {seed}")).renaming()


class _Maker:
    def __init__(self, gold: GoldArticle, chance: random.Random) -> None:
        from build_scripts.extract.lexicons import lexicon

        self.gold, self.chance, self.forms = gold, chance, dict[str, str]()
        self.states: list[Any] = lexicon("states")
        self.bodies: list[Any] = lexicon("organizations")
        small = {word for word in _WORD.findall(gold.text) if word.islower()}
        self.plain = {word.lower() for word in _words(lexicon("actors"))} | small | STOP_WORDS
        """Words that tell what somebody is, and those that have a capital only where they open a sentence ("Two ministers", "Its army")."""
        rows = [*(_state_forms(row, set()) for row in self.states), *map(_body_forms, self.bodies)]
        self.listed = {form for row in rows for forms in row.values() for form in forms if _there(form, gold.text)}
        """Forms of the lists: where no other row fits, they stay."""
        self.taken = set(_WORD.findall(gold.text))
        self.words: dict[str, str] = {}

    def renaming(self) -> Renaming:
        bodies = [_body_forms(row) for row in self.bodies]
        seats = {seat for row in self.bodies if any(self._named(f) for f in _body_forms(row).popitem()[1]) for seat in row.get("seats", ())}
        self._swap([_state_forms(row, seats) for row in self.states])
        self._swap(bodies)
        for actor in self.gold.actors:
            for form in (actor.name, *actor.aliases):
                if form in self.forms or form in self.listed or not _there(form, self.gold.text):
                    continue
                new = self._reworded(form, actor.type == "person")
                if new != form:
                    self.forms[form] = new
        return Renaming(self.gold.id, "nowhere", self.forms)

    def _swap(self, rows: list[dict[str, list[str]]]) -> None:
        """Every row that the text names for another that it does not name, form by form."""
        used = [row for row in rows if any(self._named(form) for forms in row.values() for form in forms)]
        free = [row for row in rows if not any(_there(form, self.gold.text) for forms in row.values() for form in forms)]
        self.chance.shuffle(free)
        for row in used:
            for other in free:
                pairs = self._fitting(row, other)
                if pairs is not None:
                    self.forms |= pairs
                    free.remove(other)
                    break

    def _named(self, form: str) -> bool:
        return _there(form, self.gold.text) and not any(form in longer for longer in self.forms)

    def _fitting(self, row: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, str] | None:
        """Old form -> new form for all that the text holds; None where one has no counterpart of as many words."""
        pairs: dict[str, str] = {}
        for kind, forms in row.items():
            left = list(other.get(kind, ()))
            for number, form in enumerate(forms):
                if form in pairs or not _there(form, self.gold.text) and (number or not kind.startswith("names")):
                    continue  # the first name is shown even where the text gives only another form
                first = not number and kind.startswith("names")
                new = next((f for f in left[:1 if first else None] if self._shape(f) == self._shape(form)), None)
                if new is None or new in (*self.forms.values(), *pairs.values()):
                    return None
                left.remove(new)
                pairs[form] = new
        return pairs

    def _reworded(self, form: str, person: bool) -> str:
        """Capitalised words become invented ones; what another form covers, and what tells the kind, stay as they will be."""
        covered = sorted((old for old in self.forms if _there(old, form)), key=len, reverse=True)
        kept = [old for old in self.listed if old not in self.forms and _there(old, form)]
        holes = [match.span() for old in (*covered, *kept) for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", form)]

        def other(match: re.Match[str]) -> str:
            word = match[0]
            keeps = not word[0].isupper() or word.lower() in self.plain or len(word) < 2
            if keeps or any(start <= match.start() < end for start, end in holes):
                return word
            return self.words.setdefault(word, self._invented(word))

        new = _WORD.sub(other, form)
        return Renaming("", "", {old: self.forms[old] for old in covered}).there(new) if covered else new

    def _shape(self, form: str) -> tuple[int, bool, bool, bool, frozenset[str]]:
        """Words, whether an acronym, with points, with "the" before it, and what in it tells the kind."""
        words = form.split()
        telling = frozenset(word.lower() for word in words if word.lower() in self.plain) if len(words) > 1 else frozenset()
        return len(words), form.replace(".", "").isupper(), "." in form, bool(_WITH_ARTICLE.search(form)), telling

    def _invented(self, word: str) -> str:
        from build_scripts.extract.names import similar

        stem = max((known for known in self.words if word.startswith(known) and len(known) > 3), key=len, default=None)
        if stem is not None:
            return self.words[stem] + word[len(stem):]
        like = next((known for known in self.words if similar(known, word)), None)
        if like is not None:  # one name spelt two ways is spelt two ways again
            return _respelt(self.words[like], len(word) - len(like))
        while True:
            if word.isupper():
                new = "".join(self.chance.choice("BCDFGHKLMNPRSTV") for _ in word)
            else:
                new = self.chance.choice(_STARTS) + self.chance.choice(_VOWELS)
                while len(new) < len(word) - 2:
                    new += self.chance.choice(_MIDDLES) + self.chance.choice(_VOWELS)
                new = new[: max(1, len(word) - 2)] + word[-2:].lower()  # endings carry grammar: one who is called -an is of a land in -a
            if new not in self.taken and new.lower() not in self.plain:
                self.taken.add(new)
                return new


def _respelt(word: str, longer: int) -> str:
    """Another spelling: an inner letter dropped, doubled, or become another."""
    middle = len(word) // 2
    if longer:
        return word[:middle] + (word[middle] * 2 if longer > 0 else "") + word[middle + 1 :]
    return word[:middle] + ("e" if word[middle] != "e" else "i") + word[middle + 1 :]


def _state_forms(row: dict[str, Any], seats: set[str]) -> dict[str, list[str]]:
    """Without a capital that is called like the state, or that means a body which the text names."""
    capital = row.get("capital") or []
    capitals = [city for city in ([capital] if isinstance(capital, str) else capital) if city not in seats and row["name"] not in city]
    return {"names": _bare([row["name"], *row.get("aliases", ())]), "adjectives": list(row.get("adjectives", ())),
            "people": list(row.get("people", ())), "capital": capitals,
            "seats": _bare(row.get("seats", ()))}


def _body_forms(row: dict[str, Any]) -> dict[str, list[str]]:
    return {f"names of {row['type']}": _bare([row["name"], *row.get("aliases", ())])}


def _bare(forms: Any) -> list[str]:
    return list(dict.fromkeys(re.sub("^[Tt]he ", "", form) for form in forms))


def _there(form: str, text: str) -> bool:
    return form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from _WORD.findall(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _words(key)
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
