"""Is a name only where something happens, or does it stand for those who act there?"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.headwords import announced, words_of
from build_scripts.extract.mentions import Mention, head_of

LOCATIVE = {
    "in",
    "at",
    "near",
    "from",
    "to",
    "into",
    "across",
    "around",
    "inside",
    "outside",
    "through",
    "toward",
    "towards",
    "within",
    "throughout",
    "over",
    "off",
    "onto",
    "via",
    "outside of",
}
_AWAY = {"flight", "train", "road", "route", "distance", "service", "highway", "railway", "journey", "travel", "way", "trip", "fly", "run"}
_RULE = words_of("government")
_AT_A_FIRM = {"strike", "walkout", "lockout", "layoff", "job", "dispute", "management", "boss", "post", "career", "stint", "ballot"}
"""What is "at X" where X is a firm as often as a town."""
_INSIDE = {"in", "near", "into", "outside", "inside", "around", "across", "throughout", "toward", "towards"}


def is_locative(doc: Doc, m: Mention) -> bool:
    """Does it stand where a place stands: behind "in" or "to", or in apposition to a place?"""
    head = first_of(doc[m.last - 1])
    if head.dep_ == "pobj" and head.head.lower_ == "from" and head.head.head.lemma_.lower() in words_of("sent_from"):
        return False  # "delegates from X and Y"
    if head.dep_ == "appos":  # "two members - X and Y - where": told of as members, not as places
        return head.head.pos_ == "PROPN" or announced(doc, head.head.i) == "place"
    return head.dep_ == "pobj" and head.head.lower_ in LOCATIVE or head.dep_ == "npadvmod"


def governs(doc: Doc, m: Mention) -> bool:
    """Does a capital stand for its government: "Lima said", "Lima's decision", "talks between Lima and Quito"; not "Lima's airport"?"""
    head = first_of(doc[m.last - 1] if doc[m.last - 1].tag_ != "POS" else head_of(doc, m))
    if m.form == "seat":
        return not (head.dep_ == "pobj" and head.head.lower_ in {"in", "at", "near", "outside", "into", "inside"})
    if is_locative(doc, m) or head.dep_ in {"compound", "nmod", "amod"} and head.head.lower_ not in _RULE:
        return False
    if head.dep_ == "poss":
        return head.head.lower_ not in words_of("town_has")
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        return head.head.head.lower_ not in words_of("town_has") | {
            "city",
            "town",
            "capital",
            "streets",
            "port",
            "part",
            "parts",
            "north",
            "south",
            "east",
            "west",
        }
    if head.dep_ == "pobj" and head.head.lower_ in {"between", "beyond", "along", "on", "about"}:
        return head.head.lower_ == "between" and head.head.head.lemma_.lower() not in _AWAY
    return True


def is_somewhere(doc: Doc, m: Mention) -> bool:
    """Does a name stand where only a place stands: behind "in" or "near", where one goes, or what a thing and no person is from?"""
    head = first_of(doc[m.last - 1])
    if head.dep_ != "pobj" or m.last < len(doc) and doc[m.last].tag_ == "POS":
        return False
    over = head.head.head
    if head.head.lower_ == "at":
        firm = over.lemma_.lower() in words_of("people") | _AT_A_FIRM
        return over.pos_ == "VERB" or not firm and over.text.islower()
    if head.head.lower_ in {"to", "from"}:
        if head.head.lower_ == "from" and over.lemma_ in words_of("speaking_from"):
            return True
        return over.lemma_.lower() in words_of("going")
    return head.head.lower_ in _INSIDE


def only_located(doc: Doc, m: Mention) -> bool:
    """Does a state's name only tell where something is: "X-based", "the X capital", "X's second city"?"""
    after = doc[m.last] if m.last < len(doc) else None
    if after is not None and after.text == "-" and m.last + 1 < len(doc):
        return doc[m.last + 1].lower_ in {"based", "born", "registered", "listed", "flagged", "educated", "trained", "built", "made"}
    head = head_of(doc, m)
    over = head.head if head.dep_ in {"amod", "compound", "nmod", "poss"} and head.head.i >= m.last else None
    if over is not None and over.lower_ in words_of("places_of_states"):
        return True
    whole = over if over is not None and over.lower_ in {"state", "region", "republic"} else head  # "the capital of X state"
    of = whole.head if whole.dep_ == "pobj" and whole.head.lower_ == "of" else None
    return of is not None and of.head.lower_ in words_of("places_of_states")


def first_of(token: Token) -> Token:
    """The first of a coordination: what it is, the others are."""
    for _ in range(12):
        if token.dep_ != "conj" or token.head == token:
            break
        token = token.head
    return token


def acts(doc: Doc, m: Mention) -> bool:
    """Does a name stand where somebody acts, has, is addressed or belongs, rather than as a subject matter or a place?"""
    head = head_of(doc, m)
    for _ in range(12):
        if head.dep_ not in {"conj", "compound", "nmod", "amod", "appos"} or head.head == head:
            break
        head = head.head
        if head.i >= m.last and head.lower_ in words_of("papers") and head.text[0].isupper():
            return False  # "the United Nations Convention on …"
    if head.dep_ == "pobj" and head.head.lower_ == "at" and m.type != "place" and head.head.head.lemma_.lower() in words_of("people"):
        return True  # "an analyst at X"
    return not (
        head.dep_ == "pobj"
        and head.head.lower_ in {"in", "at", "on", "about", "near", "during", "including", "like", "through", "via", "into"}
    )
