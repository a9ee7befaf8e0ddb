"""The office that a text gives a person: the words before the name, or the apposition beside it."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from build_scripts.extract.grammar import children
from build_scripts.extract.headwords import title_at, title_before, words_of
from build_scripts.extract.mentions import Mention, head_of

_LONGEST = 14


def find_role(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[tuple[int, int], int | None] | None:
    """(tokens of the role, token of the state or body it belongs to); `cover`: token -> mention over it."""
    found = _before(doc, mention, cover) or _apposition(doc, mention) or _shared(doc, mention, cover)
    if found is None:
        return None
    first, last = found
    while first < last and (doc[first].pos_ == "DET" or doc[first].is_punct or doc[first].lower_ in {"'s", "and"}):
        first += 1
    while first < last and doc[last - 1].lower_ in words_of("honorifics"):
        last -= 1
    inner = [cover[i] for i in range(first, last) if i in cover and cover[i] is not mention and cover[i].type != "person"]
    owner = next((m.affiliation if m.kind == "office" and m.affiliation is not None else m.first for m in inner), None)
    return ((first, last), owner) if first < last else None


def _before(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[int, int] | None:
    start, end = mention.role or (mention.first, mention.first)
    while mention.role is None and end > 0 and (doc[end - 1].lower_ in words_of("honorifics") or doc[end - 1].text == "."):
        end -= 1
    if mention.role is None:
        title = title_before(doc, end)
        if title is None or any(t.is_sent_start for t in doc[title + 1 : mention.first + 1]):
            return None
        start = title
    while start > 0 and not doc[start].is_sent_start and end - start < _LONGEST:
        before = doc[start - 1]
        holder = cover.get(start - 1)
        if holder is not None and holder.type != "person" and holder.kind == "name":
            start = holder.first
        elif (
            before.text == "'s"
            and start > 1
            and start - 2 in cover
            or _hyphen(doc, start)
            or before.lower_ in words_of("modifiers")
            or before.text.islower()
            and before.pos_ in {"NOUN", "ADJ", "PROPN"}
            and before.head.i >= start - 1
            and before.head.i < mention.last
        ):
            start -= 1
        elif before.text == "and" and start > 1 and doc[start - 2].text.islower() and doc[start - 2].dep_ in {"compound", "amod", "nmod"}:
            start -= 2  # "finance and trade minister"
        else:
            break
    while start < end and doc[start].text in {"'s", "-"}:
        start += 1
    return (start, end) if start < end else None


def _hyphen(doc: Doc, start: int) -> bool:
    return doc[start - 1].text == "-" and start > 1 and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_


def _apposition(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    head = head_of(doc, mention)
    for token in dict.fromkeys((head, doc[mention.last - 1])):
        for other in children(token, "appos"):
            if other.left_edge.i >= mention.last:
                found = _title_phrase(doc, other, other.left_edge.i)
                if found is not None:
                    return found
    if head.dep_ == "appos" and head.head.i < mention.first:
        return _title_phrase(doc, head.head, head.head.left_edge.i, mention.first)
    return None


def _title_phrase(doc: Doc, head: Token, first: int, limit: int | None = None) -> tuple[int, int] | None:
    last = min(head.right_edge.i + 1, limit if limit is not None else len(doc), first + _LONGEST)
    for i in range(head.i + 1, last):
        if doc[i].text in {",", ";", ":", "(", "-"} or doc[i].dep_ == "relcl" or doc[i].tag_ in {"WDT", "WP"}:
            last = i
            break
    holds = any((t := title_at(doc, i, last)) is not None and i <= head.i < t[0] for i in range(first, head.i + 1))
    return (first, last) if holds and first < last else None


def _shared(doc: Doc, mention: Mention, cover: Mapping[int, Mention]) -> tuple[int, int] | None:
    """ "Former ministers A and B": a title in the plural belongs to all whom it stands before."""
    head = head_of(doc, mention)
    for _ in range(6):
        if head.dep_ != "conj":
            return None
        head = head.head
        first = cover.get(head.i)
        if first is not None and first.type in {"person", None} and first is not mention:
            found = _before(doc, first, cover)
            if found is not None and doc[found[1] - 1].tag_ in {"NNS", "NNPS"}:
                return found
    return None
