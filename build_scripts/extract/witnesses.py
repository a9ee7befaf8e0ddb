"""What the words around a name that no list knows tell: independent witnesses, each with its weight, and the list of all of them.

A witness looks at one mention and names a type, or speaks against one (a weight below nought). verdict.py weighs what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Doc, Token

from build_scripts.extract.appositions import described_by, set_off_after, set_off_before
from build_scripts.extract.headwords import (
    announced,
    announcing,
    body_at,
    class_nouns,
    is_capital,
    title_at,
    verbs,
    words_of,
)
from build_scripts.extract.mentions import Mention, head_of
from build_scripts.extract.places import first_of
from build_scripts.extract.witnesses_of_the_name import Testimony, article, head_noun, label, title, written

_SUBJECT = {"nsubj", "nsubjpass"}
_HEADED = {"organization": "organization", "place": "place"}
_OF_PERSONS = words_of("serving")
"""Titles of those who serve a person."""
_AT = {"in", "near", "at", "into", "outside", "around", "across", "throughout"}


def _is_age(token: Token) -> bool:
    return token.text.isdigit() and len(token) < 4 and token.text != "0"


def _apposition(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "X, the foreign minister of Y" and "the minister, X"; "the company, X"."""
    head = doc[m.last - 1]
    if m.last < len(doc) and doc[m.last].tag_ == "POS":
        return
    after = [c for c in head.children if c.dep_ == "appos" and c.i >= m.last]
    before = [above] if head.dep_ == "appos" and (above := described_by(head)) is not None and above.i < m.first else []
    for other in (*after, *before):
        kind = announced(doc, other.i)
        if _of_firm(doc, other, kind):
            yield "organization", 5
        elif title_at(doc, other.i, min(other.i + 3, len(doc))) is not None and other.ent_type_ not in {"GPE", "ORG"}:
            yield "person", 4
        elif kind is not None:
            yield kind, 5
        elif (found := body_at(doc, other.i)) is not None and other.text.islower():
            yield found[1], 5
    of = head.dep_ in _SUBJECT and head.head.lemma_ in verbs("saying") and m.last < len(doc) and doc[m.last].lower_ in {"of", "from", "at"}
    if of and m.last - m.first == 2 and m.type is None and not (m.first and doc[m.first - 1].lower_ == "the"):
        yield "person", 2  # "Ann Lee of the Norda Council said"
    if m.last + 2 < len(doc) and doc[m.last].text == "," and _is_age(doc[m.last + 1]) and doc[m.last + 2].text in {",", "."}:
        yield "person", 5
    comma = m.first > 1 and doc[m.first - 1].text == "," and (m.last >= len(doc) or doc[m.last].text in {",", ".", ")"})
    told = announced(doc, m.first - 2) if comma and not after and not before and doc[m.first - 2].pos_ == "NOUN" else None
    if told is not None:
        yield told, 5 if told in {"place", "thing"} else 4  # "the only ski resort, X,"
    if not after and not before and (set_off_before(doc, m.first, m.last) or set_off_after(doc, m.last)):
        yield "person", 3


def _of_firm(doc: Doc, noun: Token, kind: str | None) -> bool:
    """ "A copper producer", "the company's rival": words that may be said of persons, and here are said of a firm."""
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.text.islower()), None)
    told = owner is not None and announced(doc, owner.i) == "organization"
    goods = any(c.dep_ == "compound" and c.text.islower() or c.lower_ in {"largest", "biggest", "listed", "owned"} for c in noun.children)
    return told and noun.lower_ in {"rival", "competitor", "owner", "partner", "customer", "supplier"} or kind == "organization" and goods


def _beside(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "the rebel group X", "the X agency", "the town of X"."""
    if m.class_noun is not None:
        yield _class_type(doc, m), 5
    over = doc[m.last - 1].head
    described = doc[m.last - 1].dep_ in {"compound", "nmod", "amod"} and m.last <= over.i < m.last + 3
    plural = over.dep_ == "conj" and over.head.i == m.last - 1 or over.tag_ == "NNS"  # "Mount X and Y national parks"
    told = {announcing().get(over.lemma_ if plural else over.text), announcing().get(doc[m.last].text)} if described else set()
    if described and m.entry is None and over.i > m.last and over.text.islower() and over.lemma_ in words_of("things_beside"):
        told.add("thing")  # "the Norda flood agreement"
    behind = "place" if "place" in told else "thing" if "thing" in told else None
    if m.last < len(doc) and m.entry is None and doc[m.last].lemma_ in words_of("things_beside") and doc[m.last - 1].head.i >= m.last:
        yield "thing", 4  # "the Norda agreement"
    if m.class_noun is None and behind in {"place", "thing"}:
        yield str(behind), 5  # "the X temple"
    if m.last < len(doc) and m.entry is None and doc[m.last].text in {"service", "app", "software", "store", "engine", "model"}:
        yield "thing", 4
    if m.last < len(doc) and doc[m.last].text in {"resident", "residents", "native", "mayor", "governor", "locals"}:
        yield "place", 5
    if (kind := _listed_as(doc, m.first)) is not None:
        yield kind, 5
    before = m.first - 1
    while before > 0 and (doc[before].is_quote or doc[before].lower_ == "the"):
        before -= 1
    of = doc[before].lower_ == "of" and before > 0
    noun = doc[before - 1] if of else doc[before] if before >= 0 else None
    verb = doc[m.last - 1].head
    if noun is not None and doc[m.last - 1].dep_ == "nsubj" and verb.dep_ == "relcl" and verb.head.i == noun.i:
        return  # "the team Lee assembled"
    if noun is None or not noun.text.islower() or noun.pos_ not in {"NOUN", "PROPN", "ADJ"} or noun.i >= m.first:
        return
    double = f"{doc[noun.i - 1].lower_} {noun.lower_}" if noun.i else ""
    kind = announced(doc, noun.i)
    if kind is not None and (not of or kind == "place" or double in announcing() or noun.lower_ in {"party", "movement"}):
        yield kind, 4 if kind == "thing" else 5
    if of and noun.lemma_ in words_of("places_have"):
        yield "place", 7 if noun.text.islower() else 4


def _listed_as(doc: Doc, first: int) -> str | None:
    """What the noun before a list tells of those further on in it: "the parties X, Y (YY) and Z"."""
    i = first - 1
    if i < 1 or doc[i].text not in {",", "and", "&"}:
        return None
    for _ in range(20):
        if i < 1 or not (doc[i].text in {",", "and", "&", "(", ")", "-", "the"} or is_capital(doc[i])):
            break
        i -= 1
    plural = doc[i].tag_ == "NNS" and doc[i].text.islower() and is_capital(doc[i + 1])
    return announced(doc, i) if plural and not doc[i + 1].is_sent_start else None


def _class_type(doc: Doc, m: Mention) -> str:
    noun = doc[m.last]
    if m.class_noun == "agency" and _reports(noun):
        return "media"
    return class_nouns().get(m.class_noun or "", "organization")


def _reports(noun: Token) -> bool:
    """Does an agency do what a news agency does: ask, report, quote, be told?"""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    doer = noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ == "by")
    told = noun.dep_ in {"dobj", "dative"} or (noun.dep_ == "pobj" and noun.head.lower_ in {"to", "for"})
    return (doer and verb.lemma_ in {"ask", "report", "write", "quote", "cite", "publish"}) or (told and verb.lemma_ in {"tell", "say"})


def _clause(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """Where the name stands: who acts is no place, what things happen in is one."""
    head = doc[m.last - 1]
    verb = head.head
    if head.dep_ == "nsubj" and verb.pos_ == "VERB":
        yield "organization", 1
        yield "place", -2
        if head.ent_type_ in {"GPE", "LOC"}:
            yield "state", 3
        if verb.lemma_ in verbs("saying"):
            yield "person", 1
    if head.dep_ == "nsubjpass" and verb.lemma_ not in verbs("taking"):
        yield "place", -1
    if head.dep_ == "nsubj" and verb.lemma_ in verbs("judging") and any(c.dep_ == "dobj" for c in verb.children):
        yield "court", 3
    if head.dep_ in _SUBJECT and verb.lemma_ in verbs("living"):
        yield "person", 2
    if head.dep_ == "dobj" and head.ent_type_ == "GPE" and verb.lemma_ in verbs("addressing"):
        yield "state", 3
    if head.dep_ == "dobj" and verb.lemma_ in verbs("taking"):
        yield "place", 2
    if head.dep_ in {"dobj", "dative"} and verb.lemma_ == "tell" or head.dep_ == "pobj" and head.head.text == "to" and verb.lemma_ == "say":
        yield "media", 2 + (m.last - m.first > 1 and doc[m.first - 1].lower_ == "the")
    where = first_of(head)
    if where.dep_ == "pobj" and where.head.lower_ in _AT:
        yield "place", 2 if m.last - m.first == 1 or where.head.lower_ != "at" else 1
        yield "person", -2
    if head.dep_ == "pobj" and head.head.lower_ == "on" and m.last - m.first == 1:
        yield "person", -2
    if m.last < len(doc) - 1 and doc[m.last].text == "-" and doc[m.last + 1].lower_ in {"based", "born"}:
        yield "place", 5
    if head.dep_ in {"appos", "npadvmod"} and head.head.ent_type_ in {"GPE", "LOC"} and m.first and doc[m.first - 1].text == ",":
        yield "place", 4
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "of"
        and head.head.head.pos_ == "PROPN"
        and head.head.head.i < m.first
        and head.ent_type_ != "PERSON"
    ):
        yield "place", 3  # "Meridian Bunkers of X"
    if head.dep_ == "pobj" and head.head.lower_ in {"including", "like"} and head.head.head.i < m.first:
        kind = announcing().get(head.head.head.lemma_.lower())
        if kind in {"place", "thing"}:
            yield kind, 4  # "towns, including X"
    relative = next((c for c in head.children if c.dep_ == "relcl" and c.i > m.last), None)
    holder = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"of", "for"} else None
    if holder is not None and title_at(doc, holder.i, holder.i + 1) is not None:
        relative = None  # "the mayor of X, who …"
    if relative is not None:
        words = {t.lower_ for t in doc[m.last : relative.i] if t.tag_ in {"WP", "WDT"}}
        if words == {"who"} and not any(kind == "person" for kind, _ in _of_office(doc, m)):
            yield "person", 4
        elif words == {"which"}:
            yield "person", -8
    named = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "as" else head.head
    if named.lemma_ in {"know", "call", "dub", "name"} and named.dep_ in {"acl", "relcl"}:
        found = body_at(doc, named.head.i)
        if found is not None:
            yield found[1], 4  # "a mission to be known as X"
        elif any(t.lemma_ in words_of("things") | words_of("things_beside") for t in (named.head, named.head.head)):
            yield "thing", 4  # "the trade pact, known as X"


def _of_office(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "The captain of X", "Ann Lee of X": no person is headed by somebody, nor is anybody of one; only a town has a mayor."""
    head = doc[m.last - 1]
    noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    if noun is None or noun.i >= m.first or m.first - noun.i > 3:
        return
    heads = title_at(doc, noun.i, noun.i + 1)
    if heads is not None and noun.lower_ not in _OF_PERSONS:
        yield "person", -4
        if heads[1] in _HEADED:
            yield _HEADED[heads[1]], 3
        elif m.last - m.first > 1 and doc[m.first - 1] == head.head:
            yield "organization", 2
    elif noun.ent_type_ == "PERSON" and noun.text[:1].isupper():
        yield "person", -4
        if m.last - m.first > 1:
            yield "organization", 2


def _owner(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "X's army", "the government of X", "the X embassy": only a state has those."""
    head = doc[m.last - 1]
    owned = None
    genitive = m.last < len(doc) and doc[m.last].tag_ == "POS"
    if genitive or head.dep_ in {"amod", "compound", "nmod"}:
        owned = head.head if head.head.i >= m.last else None
        if genitive and owned is None and m.last + 1 < len(doc):
            owned = next((t for t in doc[m.last + 1 : m.last + 4] if t.lower_ in words_of("state_has")), None)
    elif head.dep_ == "pobj" and head.head.lower_ == "of":
        owned = head.head.head
        if owned.lower_ in {"republic", "kingdom", "sultanate", "emirate"}:
            yield "state", 5
    if owned is None:
        return
    if owned.lower_ not in words_of("town_has") if genitive else owned.lower_ in {"administration", "camp", "regime", "family"}:
        yield "place", -1
    two = f"{doc[owned.i - 1].lower_} {owned.lower_}" if owned.i else ""
    if two in words_of("only_state_has") or owned.lower_ in words_of("only_state_has"):
        yield "state", 4
        yield "person", -3
    elif two in words_of("state_has") or owned.lower_ in words_of("state_has"):
        yield "state", 2


def _headed(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """ "the chairwomen of the X and the Y", "fighters of the X": what has members and leaders is a body, what has fighters a movement;
    "a man by the name of X"."""
    head = first_of(head_of(doc, m))
    of = head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    if of is None or of.head.i >= m.first:
        return
    holder = of.head.lemma_.lower()
    if holder in words_of("fighters"):
        yield "political_entity", 9
    elif holder == "name":
        yield "person", 5
    elif holder in words_of("heads_of_bodies") and m.first and doc[m.first - 1].lower_ == "the":
        yield "organization", 4


def _lists(doc: Doc, m: Mention) -> Iterator[Testimony]:
    """A topic among topics ("agriculture, ICT and health") names nobody."""
    head = doc[m.last - 1]
    others = (
        [head.head, *(c for c in head.children if c.dep_ == "conj")]
        if head.dep_ == "conj"
        else [c for c in head.children if c.dep_ == "conj"]
    )
    if m.last - m.first == 1 and head.is_upper and any(o.pos_ == "NOUN" and o.text.islower() and not o.ent_type_ for o in others):
        yield "thing", 3


# The named-entity model is heard by verdict.py itself, which counts its labels over all mentions of a name.
WITNESSES: Mapping[str, Callable[[Doc, Mention], Iterator[Testimony]]] = {
    "head noun": head_noun,
    "spelling": written,
    "article": article,
    "title": title,
    "apposition": _apposition,
    "noun beside": _beside,
    "clause": _clause,
    "owner of": _owner,
    "list": _lists,
    "office of": _of_office,
    "headed": _headed,
    "label": label,
}
