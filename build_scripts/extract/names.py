"""Names as strings: folded for comparing, made into ids, and judged alike by initials or by spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "’": "'"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents, points and outer articles: for comparing names, never for showing them."""
    flat = unicodedata.normalize("NFKD", text.translate(LETTERS))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    flat = re.sub(r"['’]s\b|[.']", "", flat)
    flat = " ".join(re.findall(r"\w+", flat))
    return re.sub(r"^(the|a|an) (?=.)", "", flat)


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; "x" where nothing is left."""
    flat = unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", flat)).strip("-") or "x"


def initials(name: str) -> set[str]:
    """What a name of several words may be shortened to: EU of "European Union"; BH (the capitals of BiH) of "Bosnia and Herzegovina".

    The first letters of the capitalised words, and those of all words; empty for a name of one word."""
    words = re.findall(r"\w[\w'’]*", name)
    if len(words) < 2:
        return set()
    found = {"".join(w[0] for w in words if w[0].isupper()), "".join(w[0].upper() for w in words)}
    return {letters for letters in found if len(letters) > 1}


def similar(a: str, b: str) -> bool:
    """Two spellings of one name: same first letter, one edit apart (two in long names)."""
    x, y = fold(a), fold(b)
    if not x or not y or x[0] != y[0] or min(len(x), len(y)) < 4 or x == y:
        return False
    return DamerauLevenshtein.distance(x, y) <= (2 if min(len(x), len(y)) >= 8 else 1)


def same_person(a: str, b: str) -> bool:
    """One surname (or the other's first word: names whose family name stands first) and given names that do not exclude each other."""
    x, y = [fold(w) for w in a.split()], [fold(w) for w in b.split()]
    if x == y:
        return True
    if x[-1] != y[-1] and x[0] != y[-1] and y[0] != x[-1]:
        return False
    if len(x) == 1 or len(y) == 1:
        return True
    if sorted(x) == sorted(y):
        return True
    if x[-1] != y[-1]:
        return len(x) != len(y) and set(x) <= set(y) or set(y) <= set(x)
    given, others = x[:-1], y[:-1]
    return any(similar(g, o) or g.startswith(o) or o.startswith(g) for g in given for o in others)  # initials, Ann and Anne


_DEMONYM = re.compile(r"(an|ans|ian|ians|ese|ish|i|is|ic|er|ers|ite|ites)$")


def looks_like_demonym(word: str) -> bool:
    return len(word) > 4 and bool(_DEMONYM.search(word))


def is_demonym(word: str, name: str) -> bool:
    """Does a folded word look like the adjective or the people of a folded name: "vandoran" of "vandora"?"""
    return (
        word != name
        and bool(_DEMONYM.search(word))
        and len(name) > 3
        and word.startswith(name[: max(4, len(name) - 2)])
        and (len(word) >= len(name) or name[-1] in "aeoy")
    )
