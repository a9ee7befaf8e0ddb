"""The words of a group of people that nobody names: "Tamil refugees", "rebels in X", "the party's supporters"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast

BEFORE = {"poss", "compound", "amod", "nmod"}
_NO_PEOPLE = frozenset(
    [
        "civilian",
        "christian",
        "guardian",
        "median",
        "custodian",
        "veterinarian",
        "librarian",
        "authoritarian",
        "humanitarian",
        "totalitarian",
    ]
)


def prefixed(token: Token) -> bool:
    """ "anti-French", "pro-French": it is about France, and not its."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in {"anti", "pro", "non"}


def _is_people(token: Token) -> bool:
    """A capital tells a name, but for the first word: there the model or the ending must speak for one."""
    first = token.is_sent_start or token.i == 0
    return not first or token.ent_type_ == "NORP" or token.lower_.endswith(("ian", "uan", "ese")) and token.lower_ not in _NO_PEOPLE


def named_people(head: Token) -> bool:
    """ "Tamil refugees": a people that no list knows."""
    return any(c.dep_ in BEFORE and c.text[:1].isupper() and c.pos_ in {"ADJ", "PROPN"} and _is_people(c) for c in head.children)


def extent(cast: Cast, head: Token) -> tuple[int, int]:
    """The words of a group: without article and number, with the place or body that it is of."""
    doc, first = cast.doc, int(head.left_edge.i)
    while first < head.i and (
        doc[first].pos_ in {"DET", "NUM", "ADV", "PUNCT", "ADP", "PRON", "SCONJ", "VERB"}
        or doc[first].dep_ in {"quantmod", "nummod", "advmod"}
        or doc[first].text == "-"
        or doc[first].lower_ in {"year", "old"}
        and "-" in {doc[first - 1].text, doc[first + 1].text}
        or doc[first].lower_ in {"several", "many", "more", "other", "some", "least", "up"}
    ):
        first += 1
    last = head.i + 1
    for child in head.children:
        behind = (
            child.dep_ == "prep"
            and child.lower_ in {"in", "of", "from", "at"}
            or child.dep_ == "acl"
            or child.pos_ == "ADJ"
            and child.dep_ == "amod"
        )
        happens_there = child.dep_ == "prep" and child.lower_ in {"in", "at"} and any(c.i in cast.at for c in head.children if c.i < head.i)
        if child.i != last or not behind or happens_there:
            continue
        named = [t.i for t in child.subtree if t.i in cast.at or t.i in cast.places or t.pos_ == "PROPN"]
        if (
            named
            and named[0] - head.i <= (4 if child.lower_ == "of" else 6)
            and not any(t.is_punct and t.text == "," for t in doc[child.i : named[-1]])
        ):
            last = _first_name_end(doc, named)
    return first, last


def _first_name_end(doc: Doc, named: list[int]) -> int:
    """Behind the first name in what follows a group, and the names it is joined to."""
    end = named[0]
    for i in named[1:]:
        if i - end <= 1 or i - end == 2 and doc[end + 1].lower_ in {"of", "'s", "-", "and"}:
            end = i
    last = doc[end]
    while last.dep_ in BEFORE and last.head.i > last.i and last.head.i - last.i <= 3 and last.head.pos_ in {"NOUN", "PROPN"}:
        last = last.head
    return last.i + 1
