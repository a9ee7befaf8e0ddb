"""Does a comma or "and" stand inside one name: "Ministry of Science, Technology and Innovation", "Association of Nurses and Midwives"?"""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.capitals import in_name
from build_scripts.extract.gazetteer import Known
from build_scripts.extract.headwords import body_at, is_capital, name_words, title_at, title_before, words_of, words_of_any
from build_scripts.extract.names import initials

_DEPARTMENTS = {"representative", "commissioner", "envoy", "minister", "secretary"} | {
    "ministry",
    "organ",
    "department",
    "committee",
    "directorate",
    "commission",
    "agency",
    "office",
    "council",
}
_WITH_PORTFOLIO = {"minister", "secretary", "ministry", "commissioner", "department", "committee", "ministers"}


def one_body(doc: Doc, start: int, end: int, covered: dict[int, Known]) -> bool:
    """Does a comma or "and" stand inside one name: "Economy and Trade Minister", "Ministry of Science, Technology and Innovation"?"""
    after = doc[end + 1]
    if _portfolio_list(doc, start, end):
        return True
    if doc[end].text == "and" and (_spelt_out(doc, start, end) or _one_see(doc, start, end)):
        return True
    if doc[end].ent_type_ == "ORG" and doc[end].ent_iob_ == "I" and after.ent_iob_ == "I" and end + 1 not in covered:
        return doc[end].text == "and" or any(doc[j].lower_ in _DEPARTMENTS for j in range(start, end))
    if doc[end].text == "and" and (_one_cause(doc, start, end) or end + 1 not in covered and _one_of_two(doc, start, end)):
        return True
    if any(j in covered for j in range(max(start, end - 2), end + 2)) or after.ent_type_ in {"PERSON", "GPE", "NORP"}:
        return False
    if doc[end].text == "and" and _firm_ahead(doc, end + 1):
        return False  # "the Ministry of Transport and Norda Rail (Y) Limited"
    if doc[end].text == "and" and any(doc[j].lower_ in {"of", "for", "on"} for j in range(start, end)):
        told = after.lower_ in words_of_any("generic", "abstract") or title_at(doc, end + 1, len(doc)) is None
        office = title_before(doc, start + 2) is not None and after.lower_ not in words_of_any("generic", "abstract")
        heads = any(doc[j].lower_ in _DEPARTMENTS for j in range(start, min(end, start + 5)))
        holder = any(title_at(doc, j, end) is not None for j in range(start, min(end, start + 5)))
        if holder and not {doc[end - 1].lower_, after.lower_} & (words_of_any("generic", "abstract", "portfolios")):
            return False  # "Minister of Transport Ann Lee and Tomas Berg"
        return heads and told and not office
    if doc[end].text == "and" and doc[end - 1].lower_ in words_of("abstract") and _body_ahead(doc, end + 1):
        return True
    for j in range(end + 1, min(end + 4, len(doc))):
        if doc[j].lower_ in _WITH_PORTFOLIO:
            return j > end + 1 and not any(doc[k].ent_type_ in {"PERSON", "GPE"} for k in range(start, end))
        if not is_capital(doc[j]):
            return False
    return False


def _portfolio_list(doc: Doc, start: int, end: int) -> bool:
    """ "Minister of Ports, Shipping and Waterways", "Ministry of Finance, Recovery and National Policy": what an office is for."""
    office = next((j for j in range(start, min(end, start + 8)) if doc[j].lower_ in _WITH_PORTFOLIO), None)
    if office is None or office + 1 >= end or doc[office + 1].lower_ not in {"of", "for"}:
        return False
    told = words_of_any("generic", "abstract", "portfolios")
    if doc[end - 1].lower_ not in told:
        return False
    if doc[end].text == "and":
        return doc[end + 1].lower_ in told
    j, item = end + 1, end + 1
    while j < min(end + 12, len(doc)) and (is_capital(doc[j]) or doc[j].text in {",", "and"}):
        if doc[j].text == "and":
            return j > item and j + 1 < len(doc) and doc[j - 1].lower_ in told and doc[j + 1].lower_ in told
        if doc[j].text == ",":
            if doc[j - 1].lower_ not in told:
                return False
            item = j + 1
        j += 1
    return False


def _firm_ahead(doc: Doc, first: int) -> bool:
    """Do the next words make the name of a firm: "Norda Rail (Y) Limited"?"""
    for j in range(first, min(first + 8, len(doc))):
        if doc[j].text in name_words("company"):
            return True
        if not is_capital(doc[j]) and doc[j].text not in {"(", ")", "&"}:
            return False
    return False


def _one_see(doc: Doc, start: int, end: int) -> bool:
    """ "the Bishop of X and Y, Ann Lee": one office of two places, set off before a name."""
    if end - start < 3 or doc[end - 2].lower_ != "of" or end + 3 >= len(doc) or doc[end + 2].text != ",":
        return False
    title = title_before(doc, end - 2)
    return title is not None and title >= start and in_name(doc[end + 3]) and doc[start - 1].lower_ == "the"


def _body_ahead(doc: Doc, first: int) -> bool:
    """Do the next capitalised words come to a body's noun?"""
    for j in range(first, min(first + 3, len(doc))):
        if not is_capital(doc[j]):
            return False
        if body_at(doc, j) is not None:
            return True
    return False


def _one_cause(doc: Doc, start: int, end: int) -> bool:
    """ "Front for Change and Concord": what a body is for goes on behind "and"."""
    causes = {doc[end - 1].lower_, doc[end + 1].lower_} <= words_of("abstract")
    told = any(doc[j].lower_ in {"of", "for"} for j in range(start + 1, end))
    return causes and told and any(body_at(doc, j, end) is not None for j in range(start, end))


def _one_of_two(doc: Doc, start: int, end: int) -> bool:
    """ "the American Glass and Ceramic Union": the article goes with one body, whose noun stands behind "and"."""
    the = start > 0 and doc[start - 1].lower_ == "the" and end - start < 4
    person = doc[end - 1].ent_type_ == "PERSON" and doc[end - 1].ent_iob_ == "I" or doc[end + 1].ent_type_ == "PERSON"
    apart = any(body_at(doc, j, end) is not None or title_at(doc, j, end) is not None for j in range(start, end))
    return the and not apart and not person and doc[end - 1].ent_type_ not in {"GPE", "NORP"} and _body_ahead(doc, end + 1)


def _spelt_out(doc: Doc, start: int, end: int) -> bool:
    """Does an acronym in brackets count the words behind "and" too: "Association of Nurses and Midwives (ANM)"?"""
    last = end + 1
    inner = {"and", "of", "for", "the", "in"}
    while last < min(end + 8, len(doc)) and (is_capital(doc[last]) or doc[last].lower_ in inner or doc[last].tag_ == "POS"):
        last += 1
    if last + 2 >= len(doc) or doc[last].text != "(" or not doc[last + 1].is_upper or len(doc[last + 1]) < 3:
        return False
    whole = doc[start:last].text
    return doc[last + 1].text in initials(whole) | {letters.removeprefix("T") for letters in initials(whole)}
