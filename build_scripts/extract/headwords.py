"""The words that tell what a name is: titles of persons, head nouns of bodies, nouns beside a name. Looked up, never judged here."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.lexicons import lexicon, phrases

_LONGEST = 5


@lru_cache(maxsize=1)
def _titles() -> dict[str, dict[tuple[str, ...], str]]:
    """First word -> words of the title -> what its holder heads."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for row in lexicon("actors")["titles"]:
        for written in row["words"]:
            words = tuple(written.replace("-", " - ").split())
            apart = tuple(" ".join(w[:-1] + " ." if w.endswith(".") else w for w in words).split())
            mixed = tuple(" ".join(w[:-1] + " ." if w == "lt." else w for w in words).split())  # as the tokenizer cuts "Lt. Gen."
            for form in {words, apart, mixed, (*words[:-1], _plural(words[-1]))}:
                found.setdefault(form[0], {}).setdefault(form, row["of"])
    return found


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


@lru_cache(maxsize=1)
def body_types() -> dict[tuple[str, ...], str]:
    """Words of a body's head noun -> its type."""
    return {tuple(words.split()): kind for kind, rows in lexicon("actors")["bodies"].items() for words in rows}


@lru_cache(maxsize=1)
def state_bodies() -> frozenset[tuple[str, ...]]:
    """Words of the lower-case nouns that make a body of the state before them."""
    return frozenset(tuple(words.split()) for words in lexicon("actors")["state_bodies"])


def title_at(doc: Doc, i: int, last: int) -> tuple[int, str] | None:
    """(index behind the title that starts at i, what it heads), the longest one; plural titles too."""
    rows = _titles().get(doc[i].lower_) if i < len(doc) else None
    if i < len(doc) and doc[i].is_upper and doc[i].lower_ in words_of("letters_of_office"):
        return i + 1, "place"  # "Norda AM Ann Lee"
    if rows is None:
        return None
    for length in range(min(_LONGEST, last - i), 0, -1):
        found = rows.get(tuple(t.lower_ for t in doc[i : i + length]))
        if found:
            return i + length, found
    return None


def title_before(doc: Doc, end: int) -> int | None:
    """Where the title that ends just before a token begins; None without one."""
    for length in range(min(_LONGEST, end), 0, -1):
        found = title_at(doc, end - length, end)
        if found is not None and found[0] == end:
            return end - length
    return None


def body_at(doc: Doc, i: int, last: int | None = None) -> tuple[int, str] | None:
    """(index behind the body noun that starts at i, its type), the longest one."""
    end = len(doc) if last is None else last
    words = tuple(t.lower_ for t in doc[i : min(end, i + 4)])
    for length in range(len(words), 0, -1):
        kind = body_types().get(words[:length])
        if kind:
            return i + length, kind
    return None


def state_body_at(doc: Doc, i: int) -> int | None:
    """Index behind a lower-case noun, with its portfolio ("foreign and trade ministry"), that makes a body of the state before it."""
    best = None
    for end in range(i + 1, min(len(doc), i + 5) + 1):
        word = doc[end - 1]
        if not word.text.islower() or word.pos_ not in {"NOUN", "ADJ", "PROPN"} and word.text != "and":
            break
        if any(tuple(t.lower_ for t in doc[start:end]) in state_bodies() for start in range(i, end)):
            best = end
        elif best is not None:
            break
    return best


def is_capital(token: Token) -> bool:
    """Written as a name is: "Lee", "iPhone", "al-Sadr", but not "e-mail"."""
    text = token.text
    return bool(text) and (text[0].isupper() or (len(text) > 2 and not text[:2].islower() and any(c.isupper() for c in text[1:])))


@cache
def words_of(kind: str) -> frozenset[str]:
    """A plain list of the lexicon as a set: generic, creeds, things, honorifics, …"""
    return phrases(lexicon("actors")[kind])


@cache
def words_of_any(*kinds: str) -> frozenset[str]:
    """Several lists as one set, made once."""
    return frozenset().union(*(words_of(kind) for kind in kinds))


@cache
def given_names() -> frozenset[str]:
    """Given names, folded: lexicon/given_names.yml."""
    return frozenset(name for names in lexicon("given_names").values() for name in names)


PARTICLES = words_of("particles")
CUT_SHORT = words_of("cut_short")


@lru_cache(maxsize=1)
def announcing() -> dict[str, str]:
    """A lower-case noun right before a name -> the type that it tells."""
    return {word: kind for kind, words in lexicon("actors")["announcing"].items() for word in words}


def announced(doc: Doc, i: int) -> str | None:
    """The type that a lower-case noun tells of the name beside it, read with the word before it: "antitrust watchdog", "towns"."""
    noun = doc[i]
    if not noun.text.islower() and noun.text != "NGO":
        return None
    one = noun.lower_ if noun.tag_ != "NNS" else noun.lemma_
    two = f"{doc[i - 1].lower_} {one}" if i else ""
    if one.endswith("maker") and one not in words_of("people_makers"):
        return "organization"  # "glassmaker"
    return announcing().get(two) or announcing().get(noun.lower_) or announcing().get(one)


@lru_cache(maxsize=1)
def class_nouns() -> dict[str, str]:
    """A lower-case noun right after a name -> the type that it tells."""
    kinds = {" ".join(words): kind for words, kind in body_types().items()}
    told = {noun: kinds.get(noun) or announcing().get(noun, "organization") for noun in lexicon("actors")["class_nouns"]}
    return told | {"force": "mission"}


@cache
def name_words(kind: str) -> frozenset[str]:
    """Words within a name that tell what it is, as they are written."""
    return frozenset(lexicon("actors")["name_words"][kind])


@cache
def verbs(kind: str) -> frozenset[str]:
    """Verbs that tell what their subject or object is."""
    return phrases(lexicon("actors")["verbs"][kind])
