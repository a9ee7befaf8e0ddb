"""The office that a text gives a person: the words before the name, or the apposition beside it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.grammar import children
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.mentions import Mention, title_at

_LONGEST = 14


def find_role(doc: Doc, mention: Mention, heads: dict[int, Mention]) -> tuple[tuple[int, int], int | None] | None:
    """(tokens of the role, token of the state or body it belongs to); `heads`: token -> mention that covers it."""
    found = _before(doc, mention, heads) or _apposition(doc, mention)
    if found is None:
        return None
    first, last = found
    while first < last and (doc[first].pos_ == "DET" or doc[first].is_punct):
        first += 1
    inner = [heads[i] for i in range(first, last) if i in heads and heads[i] is not mention and heads[i].type != "person"]
    return ((first, last), inner[0].first if inner else None) if first < last else None


def _modifiers() -> frozenset[str]:
    return phrases(lexicon("actors")["modifiers"])


def _before(doc: Doc, mention: Mention, heads: dict[int, Mention]) -> tuple[int, int] | None:
    start, end = mention.role or (mention.first, mention.first)
    if mention.role is None:
        for length in (4, 3, 2, 1):
            i = mention.first - length
            title = title_at(doc, i, mention.first) if i >= 0 else None
            if title is not None and title[0] == mention.first and not any(t.is_sent_start for t in doc[i + 1 : mention.first + 1]):
                start = i
                break
        else:
            return None
    while start > 0 and not doc[start].is_sent_start and end - start < _LONGEST:
        before = doc[start - 1]
        if start - 1 in heads and heads[start - 1].type != "person":
            start = heads[start - 1].first
        elif (
            before.text == "'s"
            or before.text == "-"
            and not before.whitespace_
            and not doc[start - 2].whitespace_
            or before.lower_ in _modifiers()
            or before.pos_ in {"NOUN", "ADJ", "PROPN"}
            and before.text.islower()
        ):
            start -= 1
        else:
            break
    while start < end and doc[start].text in {"'s", "-"}:
        start += 1
    return start, end


def _apposition(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    head = doc[mention.last - 1]
    for other in children(head, "appos"):
        if other.left_edge.i >= mention.last:
            return _title_phrase(doc, other, other.left_edge.i)
    if head.dep_ == "appos" and head.head.i < mention.first:
        return _title_phrase(doc, head.head, head.head.left_edge.i, mention.first)
    return None


def _title_phrase(doc: Doc, head: Token, first: int, limit: int | None = None) -> tuple[int, int] | None:
    last = min(head.right_edge.i + 1, limit if limit is not None else len(doc), first + _LONGEST)
    for i in range(head.i + 1, last):
        if doc[i].text in {",", ";", ":", "("} or doc[i].dep_ in {"relcl", "punct"} or doc[i].tag_ in {"WDT", "WP"}:
            last = i
            break
    holds = any((t := title_at(doc, i, last)) is not None and i <= head.i < t[0] for i in range(first, head.i + 1))
    return (first, last) if holds and first < last else None
