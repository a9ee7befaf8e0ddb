"""Bodies that a text gives no name and that speak: "the energy ministry said", "according to the armed forces", "police said".

Whoever speaks is an actor, so a public body in lower case is one where the text lets it speak and has named no body that the same words
could mean. What it is called elsewhere in the text are mentions of it too.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.grammar import children, lemma, prepositional
from build_scripts.extract.headwords import body_at, state_bodies
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.mentions import Mention

_LONGEST = 5
_NO_MARK = {"local", "riot", "other", "new", "same", "two", "both", "own", "top", "main", "country", "nation", "next"}
"""Words before a body's noun that tell it from no other."""


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    return frozenset(word for row in lexicon("speech")["verbs"] for word in row["words"]) | {"decline"}


@lru_cache(maxsize=1)
def _public() -> frozenset[str]:
    return phrases(lexicon("actors")["public_heads"])


def with_speaking(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with the bodies that only speak among them."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    named = [frozenset(t.lower_ for t in doc[m.first : m.last]) for m in mentions if m.kind == "name"]
    words = frozenset[str]().union(*named)
    found: dict[tuple[str, ...], str] = {}
    for head in _speakers(doc):
        for first, last in _phrases(doc, head):
            phrase = tuple(t.lower_ for t in doc[first:last])
            told = set(phrase) - {"of"}
            if told <= words and any(told <= name for name in named) or taken & set(range(first, last)):
                continue
            if phrase[-1] in words and phrase[-1] in _public():
                continue  # "the poll commission", where a commission has a name: perhaps that one
            found.setdefault(phrase, _type(doc, first, last))
    return _among(doc, mentions, found, taken) if found else mentions


def _speakers(doc: Doc) -> list[Token]:
    """Heads of the words for whoever tells something."""
    found = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"} or not token.text[1:].islower():
            continue
        verb = token.head
        tells = token.dep_ == "nsubj" and verb.pos_ in {"VERB", "AUX"} and lemma(verb) in _telling()
        if tells or token.dep_ == "pobj" and (_according(verb) or _states(verb)):
            found.append(token)
    return found


def _according(to: Token) -> bool:
    return to.lower_ == "to" and to.i > 0 and to.nbor(-1).lower_ == "according"


def _states(preposition: Token) -> bool:
    """ "A statement by", "a report from"."""
    return preposition.lower_ in {"by", "from"} and lemma(preposition.head) in phrases(lexicon("speech")["documents"])


def _phrases(doc: Doc, head: Token) -> list[tuple[int, int]]:
    """The body that the words name, without article; the one behind a nameless spokesman too."""
    spokesmen = phrases(lexicon("speech")["spokespeople"]) | {"official", "source", "statement"}
    nouns = [head]
    if lemma(head) in spokesmen:
        nouns = [c for c in children(head, "compound", "nmod") if c.i == head.i - 1]
        nouns += [o for _, o in prepositional(head, "for", "from", "at", "of")]
    found = []
    for noun in nouns:
        first, last = noun.i, noun.i + 1
        while first > 0 and noun.i - first < _LONGEST and doc[first - 1].dep_ in {"compound", "amod", "nmod", "conj", "cc"}:
            if not doc[first - 1].text.islower() or doc[first - 1].pos_ not in {"NOUN", "ADJ", "PROPN", "CCONJ", "VERB"}:
                break
            first -= 1
        while first < noun.i and (doc[first].lower_ in _NO_MARK or doc[first].pos_ == "CCONJ"):
            first += 1
        if last + 1 < len(doc) and doc[last].lower_ == "of" and doc[last + 1].text.islower() and doc[last + 1].pos_ == "NOUN":
            last += 2  # "the court of audit"
        if _is_body(doc, head, noun, first, last):
            found.append((first, last))
    return found


def _is_body(doc: Doc, head: Token, noun: Token, first: int, last: int) -> bool:
    words = tuple(t.lower_ for t in doc[first : noun.i + 1])
    public = len(words) > 1 and words[-1] in _public() and not any(w in lexicon("actors")["private_marks"] for w in words)
    if not public and not any(words[n:] in state_bodies() for n in range(len(words))):
        return False
    if "news" in words or "press" in words or words[-1] in {"broadcaster", "television"}:
        return False  # a medium that is only the source
    if any(c.dep_ in {"poss", "relcl"} or c.tag_ == "PRP$" for c in noun.children) or doc[last : last + 1].text[:1].isupper():
        return False
    before = doc[first - 1] if first else None
    alone = " ".join(words) in phrases(lexicon("actors")["bodies_by_themselves"])
    inside = noun != head and noun.i == head.i - 1  # "an army spokesman"
    marked = alone or len(words) > 1 or last > noun.i + 1
    if not marked:
        return False
    if before is not None and before.lower_ == "the" or inside:
        return True
    if before is not None and before.lower_ in {"a", "an"}:
        return lemma(noun) == "court"
    return noun.lower_ in phrases(lexicon("speech")["by_article_or_none"]) and len(words) == 1


def _type(doc: Doc, first: int, last: int) -> str:
    told = next((b[1] for j in range(first, last) if (b := body_at(doc, j, last)) is not None), None)
    return "court" if told == "court" else "government_body"


def _among(doc: Doc, mentions: list[Mention], found: dict[tuple[str, ...], str], taken: set[int]) -> list[Mention]:
    """Every place where these words stand by themselves."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(found, key=len, reverse=True):
        starts.setdefault(phrase[0], []).append(phrase)
    added, i = [], 0
    while i < len(doc):
        for phrase in starts.get(doc[i].lower_, ()):
            last = i + len(phrase)
            if tuple(t.lower_ for t in doc[i:last]) != phrase or taken & set(range(i, last)):
                continue
            head = next(t for t in doc[i:last] if t.head.i < i or t.head.i >= last or t.head == t)
            after = doc[last] if last < len(doc) else None
            spoken_for = after is not None and lemma(after) in phrases(lexicon("speech")["spokespeople"])
            if head.dep_ in {"compound", "nmod", "amod"} and not spoken_for:
                continue
            if any(c.dep_ == "poss" or c.i in taken for c in head.children if c.i < i):
                continue
            added.append(Mention(i, last, "name", type=found[phrase], bare=True))
            i = last - 1
            break
        i += 1
    return sorted([*mentions, *added], key=lambda m: (m.first, m.inside))
