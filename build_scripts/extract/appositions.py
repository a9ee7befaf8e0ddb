"""What is set off beside a name: "NAME, the former governor of X," and "the former governor of X, NAME,"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.headwords import title_at, verbs, words_of

_LONGEST = 14
"""Tokens of an apposition."""
_STOPS = {",", ";", ":", ".", "(", ")", '"', "who", "which", "that", "whose", "where", "and", "but"}


def title_over(doc: Doc, first: int) -> tuple[int, int] | None:
    """ "UN representative to Y NAME", "deputy commander of Y's border troops NAME": a title with what it is of, right before the name."""
    if doc[first - 1].pos_ in {"VERB", "AUX", "DET"}:
        return None  # "the foreign minister of Y met NAME"
    for i in range(first - 2, max(0, first - 9), -1):
        dash = doc[i].text == "-" and bool(doc[i - 1].whitespace_)
        if dash or doc[i].text in _STOPS or doc[i].pos_ in {"VERB", "AUX"} or doc[i + 1].is_sent_start or doc[i].ent_type_ == "PERSON":
            return None
        if doc[i].pos_ == "ADP" and doc[i].lower_ not in {"of", "to", "for", "in", "on", "at"}:
            return None
        title = title_at(doc, i, first) if doc[i].text.islower() else None
        if title is not None and title[0] < first - 1 and doc[title[0]].lower_ in {"of", "to", "for", "in", "on", "at"}:
            start = i
            while start > 0 and not doc[start].is_sent_start and doc[start - 1].lower_ in words_of("modifiers"):
                start -= 1
            return start, first
    return None


def set_off_before(doc: Doc, first: int, last: int, several: bool = False) -> tuple[int, int] | None:
    """ "…the former governor of X, NAME": read off the words, for where the parser hangs the name elsewhere. `several`: others follow.
    Where a verb of saying follows without a comma, the phrase has to open the clause: "X's secretary, NAME said"."""
    found = _set_off_before(doc, first, last, several)
    told = last < len(doc) and doc[last].lemma_ in verbs("saying")
    opens = found is not None and (doc[found[0]].is_sent_start or found[0] == 0 or doc[found[0] - 1].text in {",", ";"})
    return found if not told or opens else None


def _set_off_before(doc: Doc, first: int, last: int, several: bool) -> tuple[int, int] | None:
    end = first - 1
    closing = {",", ".", ")", ":", ";", "and"} if several else {",", ".", ")", ":", ";"}
    if (
        end < 1
        or doc[end].text != ","
        or doc[first].is_sent_start
        or last < len(doc)
        and doc[last].text not in closing
        and doc[last].lemma_ not in verbs("saying")
    ):
        return None
    for i in range(end - 1, max(-1, end - _LONGEST), -1):
        if several and doc[i].text == "and" and doc[i + 1].text[:1].isupper() and i and doc[i - 1].text[:1].isupper():
            continue  # "the ministers of X and Y, A and B"
        if doc[i].text in _STOPS or doc[i].pos_ in {"VERB", "AUX"} or doc[i + 1].is_sent_start:
            return None
        title = title_at(doc, i, end)
        if title is not None and (title[0] == end or doc[title[0]].lower_ in {"of", "for", "to", "in", "at"}):
            start = i
            while start > 0 and not doc[start].is_sent_start and end - start < _LONGEST:
                before = doc[start - 1]
                if before.pos_ == "DET" or before.tag_ == "PRP$":
                    return start - 1, end
                if (
                    before.text in _STOPS
                    or before.pos_ not in {"NOUN", "ADJ", "PROPN", "PART", "ADV"}
                    and before.tag_ != "VBN"
                    and before.text != "-"
                ):
                    break
                start -= 1
            if several and doc[title[0] - 1].tag_ == "NNS":
                return start, end  # "leading opposition chiefs, A and B"
            return (start, end) if doc[start].pos_ in {"PROPN", "ADJ"} and doc[start].text[0].isupper() else None
    return None


def set_off_after(doc: Doc, last: int) -> tuple[int, int] | None:
    """ "NAME, a former governor of X, …": likewise."""
    first = last + 1
    if first >= len(doc) or doc[first - 1].text != "," or doc[first].is_sent_start:
        return None
    for i in range(first, min(first + 8, len(doc))):
        title = title_at(doc, i, len(doc))
        if title is not None and (title[0] - i > 1 or doc[title[0] - 1].pos_ in {"NOUN", "PROPN", "ADJ"}):
            after = doc[title[0]] if title[0] < len(doc) else None
            if after is not None and (
                after.text not in {",", ".", ")"} and after.lower_ not in {"of", "for", "to", "in", "at", "from", "who", "and"}
            ):
                return None
            opening = doc[first].pos_ in {"DET", "ADJ", "PROPN"} or doc[first].tag_ == "PRP$" or doc[first].lower_ in words_of("modifiers")
            opens = opening or i == first
            ends = (j for j in range(title[0], min(first + _LONGEST, len(doc))) if doc[j].text in _STOPS or doc[j].pos_ in {"VERB", "AUX"})
            return (first, next(ends, min(first + _LONGEST, len(doc)))) if opens else None
        if doc[i].text in _STOPS or doc[i].pos_ in {"VERB", "AUX", "ADP"} and doc[i].lower_ not in words_of("modifiers"):
            return None
    return None


def described_by(head: Token) -> Token | None:
    """The noun that an apposition explains: the governor in "the governor of X, Lee", though the parser hangs Lee on X."""
    above = head.head
    for _ in range(4):
        if above.dep_ != "pobj" or above.head.lower_ not in {"of", "for", "to", "in", "on", "at"} or above.head.head.i > above.i:
            break
        above = above.head.head
    return above if above.pos_ in {"NOUN", "PROPN"} else None
