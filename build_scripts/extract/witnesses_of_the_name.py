"""What a name that no list knows tells of itself, and the words right before it: its spelling, its article, a title, an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from build_scripts.extract.appositions import title_over
from build_scripts.extract.headwords import (
    PARTICLES,
    announcing,
    body_at,
    body_types,
    class_nouns,
    given_names,
    name_words,
    title_before,
    words_of,
)
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold

Testimony = tuple[str, int]
"""A type and a weight; below nought against it."""

_LABELS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "thing",
    "LAW": "thing",
    "WORK_OF_ART": "thing",
    "PRODUCT": "thing",
    "LANGUAGE": "thing",
}


@cache
def _telling() -> frozenset[str]:
    """Words that tell that a name is no person's."""
    kinds = (
        "generic",
        "things",
        "things_beside",
        "abstract",
        "portfolios",
        "class_nouns",
        "creeds",
        "ranks",
        "wares",
        "town_has",
        "calendar",
    )
    firms = {w.lower() for kind in ("company", "media") for w in name_words(kind)}
    return frozenset().union(*(words_of(k) for k in kinds), firms, announcing(), *body_types(), *class_nouns())


def model_label(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """The named-entity model's label of most of the name's words; verdict.py lets the commonest of a name's labels speak."""
    labels = Counter(t.ent_type_ for t in doc[m.first : m.last])
    kind = _LABELS.get(labels.most_common(1)[0][0])
    if kind is not None:
        yield kind, 2
    if kind == "place":
        yield "state", 1


def head_noun(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """The name's own words: "Court of X", "X Corp", "X Cup", "Radio X"."""
    words = [t.lower_ for t in doc[m.first : m.last]]
    if m.type is not None:
        yield m.type, 6
        return
    if len(words) > 1:
        if words[0] in words_of("place_openings"):
            yield "place", 3
        opens = words[0] in words_of("things") and not words[0].endswith("s") and words[-1] not in class_nouns()
        if opens or words[-1] in words_of("things") or words[0] in name_words("ship") and doc[m.first].is_upper:
            yield "thing", 5
        elif any(t.text in name_words("company") for t in doc[m.first : m.last]):
            yield "organization", 6
        if words[-1] in words_of("wares"):
            yield "organization", 4
        if words[0] in name_words("media") or words[-1] in name_words("media"):
            yield "media", 3
    if words[0] in {"republic", "kingdom", "emirate", "sultanate", "federation", "commonwealth"}:
        yield "state", 5


def written(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """Capitals throughout, digits, inner capitals; the small words and the shape of a person's name."""
    last = doc[m.last - 1]
    small = {t.lower_ for t in doc[m.first + 1 : m.last - 1] if t.text.islower() or t.lower_ in words_of("kin_particles")}
    if small & words_of("kin_particles"):
        yield "person", 4  # "Piet van den Berg", "Omar bin Nasser"
    elif _starts_with_initial(doc, m) or m.last - m.first > 3 and any(t.is_quote for t in doc[m.first + 1 : m.last - 1]):
        yield "person", 4
    elif m.type is None and 1 < m.last - m.first < 6 and not (m.first and doc[m.first - 1].lower_ in {"the", "a", "an"}):
        words = [t for t in doc[m.first : m.last] if t.text not in {"-", "."} and t.lower_ not in PARTICLES]
        plain = all(t.is_alpha and t.text[0].isupper() and t.lower_ not in _telling() for t in words)
        if plain and 1 < len(words) < 6 and fold(doc[m.first].text) in given_names() and not doc[m.first].is_upper:
            yield "person", 4
        elif plain and 1 < len(words) < 4:
            other = last.ent_type_ not in {"", "PERSON"} or any(t.is_upper and len(t) > 2 for t in words)
            yield "person", 1 if other and not small & PARTICLES else 2
    if last.tag_ == "NNPS" and last.lower_.endswith("s") and last.ent_type_ == "NORP" and m.class_noun is None:
        yield "group", 6  # "Norlanders", "the Arvan Tamils": a people
    if m.last - m.first == 1 and last.is_upper and len(last) > 1:
        yield "organization", 1
        yield "person", -3
    parts = [t for t in doc[m.first : m.last] if t.text != "-"]
    if len(parts) > 1 and len(parts) < m.last - m.first and all(t.is_upper and len(t) > 1 for t in parts):
        yield "organization", 1  # "NDP-SAS"
        yield "person", -5
    if any(t.is_digit for t in doc[m.first : m.last]):
        yield "person", -2
    if m.last - m.first == 1 and not last.is_upper and any(c.isupper() for c in last.text[1:]) and last.text[1:2].islower():
        yield "organization", 1  # "MobiFone"


def article(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "the Norda" is nobody's name, unless the article belongs to what follows ("the Berg government")."""
    if m.first and doc[m.first - 1].lower_ == "the" and doc[m.last - 1].dep_ not in {"compound", "nmod", "amod", "poss"}:
        yield "person", -4
        if m.last - m.first == 1 and m.type is None and not doc[m.first].is_upper:
            yield "state", -3  # "the Kambri and the Yali" are peoples
            yield "place", -3


def title(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """A title right before the name, or an address."""
    if m.first and title_before(doc, m.first) is not None and not doc[m.first].is_sent_start:
        word = doc[m.first - 1]
        trade = word.lower_ in announcing() and word.i > 0 and word.nbor(-1).tag_ == "NN" and word.nbor(-1).lower_ not in words_of("stages")
        if m.first > 1 and f"{doc[word.i - 1].lower_} {word.lower_}" in announcing():
            return  # "the commodity trader X"
        if trade:
            yield "organization", 3  # "power producer Norda", but "film producer Ann Lee"
        elif word.lower_ not in {"member", "members", "official", "officials"} or word.dep_ in {"compound", "appos", "nmod"}:
            yield "person", 5
    elif m.first and title_over(doc, m.first) is not None:
        yield "person", 4
    elif m.last - m.first > 1 and _one_of_people(doc, m.first):
        yield "person", 3
    if m.notes == ["Mr"]:
        yield "person", 6


def label(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "Ann Lee: …" at the start of a line: who speaks in an interview."""
    opens = m.first == 0 or "\n" in doc[m.first - 1].text
    if opens and 1 < m.last - m.first < 4 and m.type is None and m.last < len(doc) and doc[m.last].text == ":":
        yield "person", 4


def _starts_with_initial(doc: Doc, m: Mention) -> bool:
    """ "A. Berg", "J.P. Berg"; not "U.S. Steel"."""
    first = doc[m.first]
    letters = first.text.replace(".", "")
    if m.last - m.first < 2 or not first.text[0].isupper() or not doc[m.last - 1].text.istitle():
        return False
    dotted = first.text.endswith(".") or doc[m.first + 1].text == "."
    return dotted and len(letters) == 1


def _one_of_people(doc: Doc, first: int) -> bool:
    """ "The chief election agent Ann Lee": a common noun for one of several people, right before the name."""
    noun = doc[first - 1]
    plain = noun.text.islower() and noun.tag_ == "NN" and noun.lower_ in words_of("people")
    return plain and noun.lower_ not in announcing() and body_at(doc, first - 1, first) is None
