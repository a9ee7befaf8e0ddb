"""When two wordings are the same: words folded, names without their titles, stems shared.

The lists below belong to the measure, not to the extraction: they decide which spellings count as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence


def _word_set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


TITLES = _word_set(
    "president premier prime minister secretary chancellor king queen prince princess sir lord lady governor mayor senator deputy mp",
    "chief chair chairman chairwoman head leader director executive counterpart",
    "general colonel major captain lieutenant commander admiral marshal",
    "ambassador envoy representative commissioner spokesman spokeswoman spokesperson speaker",
    "pope patriarch bishop dr prof professor mr mrs ms judge justice prosecutor lawyer analyst journalist",
)
"""What may stand before a person's name."""

SMALL_WORDS = _word_set(
    "a an the this that and or not of on in at to for by with from as out up off all",
    "is was were be been do did have has had will must it its his her their",
)
"""Words that say nothing when two wordings are compared."""

AGREEMENT_WORDS = _word_set(
    "agreement agreements deal deals pact treaty contract contracts accord convention charter protocol arrangement",
    "declaration memorandum memorandums document signed planned several two",
)
"""Words that any agreement may bear: they tell that there is one, not which one."""

_IRREGULAR = {"met": "meet", "spoke": "speak", "took": "take", "gave": "give", "held": "hold", "left": "leave", "sent": "send",
              "struck": "strike", "fought": "fight", "bought": "buy", "sold": "sell", "began": "begin", "became": "become"}
_ARTICLES = frozenset(("a", "an", "the", "this"))
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", **dict.fromkeys("’‘ʼ`", "'")})
_BRITISH = (("defence", "defense"), ("isation", "ization"))
_DROPPED = re.compile(r"""
      's\b              # a possessive
    | (?<=\w)' | '(?=\w)  # an apostrophe that touches a word
    | (?<!\w\w)\.       # the points of U.S., but not the one that ends a sentence
""", re.VERBOSE)
_WORD = re.compile(r"[^\W_]+")
_OWNER = re.compile(r".*\w['’ʼ]s\s+(?=\S)")
"""Everything up to the last possessive that has something behind it."""

_STEM = 4
"""Words that begin with this many equal letters share a stem."""


def words(text: str | None) -> list[str]:
    """The words of a text: case, accents, possessives, the points of abbreviations and British spelling folded away."""
    spread = unicodedata.normalize("NFKD", (text or "").lower().translate(_UNDECOMPOSED))
    folded = _DROPPED.sub("", "".join(letter for letter in spread if not unicodedata.combining(letter)))
    for british, american in _BRITISH:
        folded = folded.replace(british, american)
    return _WORD.findall(folded)


def name_words(name: str) -> list[str]:
    """The words of a name, without articles unless it has nothing else."""
    every = words(name)
    return [word for word in every if word not in _ARTICLES] or every


def bare_name(name: str) -> list[str]:
    """A person's name without what stands before it: owner, office and title ("Poland’s President Ann Lee": ann lee)."""
    full = name_words(_OWNER.sub("", name))
    titles = [place for place, word in enumerate(full) if word in TITLES]
    rest = full[titles[-1] + 1:] if titles else full
    return full if not rest or rest[0] in SMALL_WORDS else rest


def telling_words(text: str | None) -> set[str]:
    """The words that carry the meaning, irregular verbs in their base form; all of them where none does."""
    every = {_IRREGULAR.get(word, word) for word in words(text)}
    return every - SMALL_WORDS or every


def sharing_stem(some: Iterable[str], others: Iterable[str]) -> set[str]:
    """Those of the first words that equal one of the others or begin like it."""
    others = set(others)
    begun = {other[:_STEM] for other in others if len(other) >= _STEM}
    return {word for word in some if word in others or (len(word) >= _STEM and word[:_STEM] in begun)}


def runs_through(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of `part` stand one after the other in `whole`; no words stand nowhere."""
    size = len(part)
    return size > 0 and any(whole[at:at + size] == part for at in range(len(whole) - size + 1))


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` is written mostly in capitals and made of the first letters of `name`, small words counted or not."""
    letters, parts = "".join(name_words(short)), words(name)
    capitals = sum(letter.isupper() for letter in short)
    if len(parts) < 2 or capitals < 2 or capitals <= len(letters) / 2:
        return False
    firsts = "".join(part[0] for part in parts)
    return letters in (firsts, "".join(part[0] for part in parts if part not in SMALL_WORDS))
