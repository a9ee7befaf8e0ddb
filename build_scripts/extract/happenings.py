"""One event on its way to a record, and how later mentions of it become its further evidence."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from build_scripts.extract.agreements import Bargain
from build_scripts.extract.event_rows import Row
from build_scripts.extract.grammar import children, lemma, own_subject
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.references import Referent
from build_scripts.model import Date, Span


@dataclass
class Happening:
    """One event on its way to a record."""

    trigger: Token
    words: list[Token]
    row: Row
    status: str
    actors: list[Referent]
    recipients: list[Referent]
    date: tuple[Date, Span] | None = None
    place: Token | None = None
    agreement: Bargain | None = None
    further: list[Token] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        return {r.key for r in (*self.actors, *self.recipients)}


def distinct(actors: list[Referent], recipients: list[Referent]) -> tuple[list[Referent], list[Referent]]:
    """Each once; who acts is no recipient of the same event."""
    doers = {r.key: r for r in reversed(actors)}
    ordered = list(dict.fromkeys(r.key for r in actors))
    done = {r.key: r for r in reversed(recipients) if r.key not in doers}
    return [doers[k] for k in ordered], [done[k] for k in dict.fromkeys(r.key for r in recipients if r.key in done)]


def merged(found: list[Happening]) -> list[Happening]:
    """Later mentions of one event become its further evidence."""
    kept: list[Happening] = []
    of_type: defaultdict[str, deque[Happening]] = defaultdict(lambda: deque(maxlen=_REACH))
    for h in found:
        same = next((k for k in reversed(of_type[h.row.type]) if _again(k, h)), None)
        if same is None:
            kept.append(h)
            of_type[h.row.type].append(h)
            continue
        same.further.append(h.trigger)
        same.date = same.date or h.date
        same.place = same.place or h.place
        known = same.keys
        same.actors += [replace(r) for r in h.actors if r.key not in known]
        same.recipients += [replace(r) for r in h.recipients if r.key not in known]
    return kept


def _again(known: Happening, later: Happening) -> bool:
    """Of two events of one type."""
    if _goes_on(known, later):
        return True
    return _compatible(known, later) and any(rule(known, later) for rule in (_same, _told_again, _named_again, _dated_later))


def _goes_on(a: Happening, b: Happening) -> bool:
    """ "killed one soldier and wounded two others": the second verb adds nobody by name."""
    beside = b.trigger.dep_ == "conj" and b.trigger.head == a.trigger and own_subject(b.trigger) is None
    return beside and not b.keys and bool(a.keys)


def _same(a: Happening, b: Happening) -> bool:
    """Is the later one the same event, told by the same word or by one of its family ("met", "the meeting")?"""
    if a.agreement is not b.agreement or not _akin(a.trigger, b.trigger) or b.trigger.pos_ != "NOUN" and _another(b.trigger):
        return False
    if a.keys and b.keys and a.row.type in _DONE_ONCE and lemma(a.trigger) == lemma(b.trigger) and not _another(b.trigger):
        actors, others, done, more = ({r.key for r in each} for each in (a.actors, b.actors, a.recipients, b.recipients))
        if actors == others and actors and (more <= done or done <= more):
            return True
    if not (a.keys and b.keys):
        return False
    if a.keys == b.keys:
        return True
    one_in_other = (a.keys <= b.keys or b.keys <= a.keys) and bool(a.keys & b.keys)
    same_doers = {r.key for r in a.actors} == {r.key for r in b.actors} and bool(a.actors)
    same_sufferers = {r.key for r in a.recipients} == {r.key for r in b.recipients} and bool(a.recipients)
    return one_in_other and (b.trigger.pos_ == "NOUN" or same_doers or same_sufferers)


def _told_again(a: Happening, b: Happening) -> bool:
    """The later one tells with another word of the family, or with "the" and a noun, of what was told, and contradicts nothing of it."""
    if not b.keys and lemma(a.trigger) == lemma(b.trigger) and not (_another(b.trigger) or numbers(b.trigger)):
        return not _somebody_else(a.trigger, b.trigger)
    if a.agreement or b.agreement or not _of_one_family(a, b):
        return False
    if _another(b.trigger) or b.trigger.tag_ == "NNS" != a.trigger.tag_ and a.trigger.pos_ == "NOUN":
        return False
    for one, other in ((a.actors, b.actors), (a.recipients, b.recipients)):
        keys, others = {r.key for r in one}, {r.key for r in other}
        if not (keys <= others or others <= keys):
            return False
    counted, recounted = numbers(a.trigger), numbers(b.trigger)
    if counted and recounted and counted != recounted:
        return lemma(a.trigger) != lemma(b.trigger)
    known = bool(a.keys & b.keys) or a.date is not None and b.date is not None and not a.row.sides
    near = b.trigger.sent.start - a.trigger.sent.end <= _NEAR
    if b.trigger.pos_ == "NOUN" and _definite(b.trigger) and (near or known or not b.keys) and not (a.row.sides and b.keys):
        return True
    return near and known


def _dated_later(a: Happening, b: Happening) -> bool:
    """The lead leaves the day out, and a later sentence tells the same of the same with the day."""
    told = a.trigger.i < _LEAD and a.date is None and b.date is not None and lemma(a.trigger) == lemma(b.trigger)
    return told and bool(b.keys) and b.keys <= a.keys and a.agreement is b.agreement


def _named_again(a: Happening, b: Happening) -> bool:
    """A noun with nobody beside it, "the clashes", and whatever else tells of such an event near by."""
    if a.agreement or b.agreement or _another(b.trigger) or _another(a.trigger) and not _definite(b.trigger) or not _of_one_family(a, b):
        return False
    first = a.trigger.pos_ == "NOUN" and not a.keys and _akin(a.trigger, b.trigger) and a.row.type != "CONSULT"
    bare = b.trigger.pos_ == "NOUN" and not b.keys or first
    return bare and b.trigger.sent.start - a.trigger.sent.end <= _NEAR


_OTHER = {"another", "other", "second", "third", "separate"}
"""Before what a verb is done by or to: not the one told of before."""
_DONE_ONCE = {"REJECT", "SANCTION", "COERCE", "PROTEST", "CONCEDE", "RETREAT", "MOBILIZE"}
"""Types of which the same verb of the same actor, less fully told, is told again; of a promise or demand there are many."""
_REACH = 60
"""Events of its type that a mention is compared with, the last ones: a text's length then costs no more than its reading."""
_LEAD = 80
"""Words of an article that may belong to its lead."""
_NEAR = 120
"""Words between two sentences that may tell of one event although neither says so."""


def _compatible(a: Happening, b: Happening) -> bool:
    """Does nothing that is told of the one contradict the other: how real, when, where?"""
    if a.trigger == b.trigger or a.status != b.status:
        return False
    if len({h.date[0].edtf for h in (a, b) if h.date is not None}) > 1:
        return False
    return len({h.place.text for h in (a, b) if h.place is not None}) < 2


def numbers(verb: Token) -> set[str]:
    """How many it was done to: of two different numbers each is an event of its own."""
    return {n.lower_ for o in children(verb, "dobj", "nsubjpass") for n in o.subtree if n.pos_ == "NUM" and n.ent_type_ != "DATE"}


def _definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that", "these", "those"} or c.dep_ == "poss" for c in noun.children)


def _another(token: Token) -> bool:
    """ "another attack"; "other suspects were arrested"."""
    if token.pos_ == "NOUN":
        return any(c.lower_ in lexicon("events")["another"] for c in token.children)
    return any(c.lower_ in _OTHER for head in children(token, "nsubj", "nsubjpass", "dobj") for c in head.children)


def _somebody_else(a: Token, b: Token) -> bool:
    """ "The union agreed … after ministers agreed": subjects that are nobody by name, and not the same."""
    one, other = own_subject(a), own_subject(b)
    if one is None or other is None or "nsubjpass" in {one.dep_, other.dep_}:
        return False
    return other.tag_ == "NNS" and not _definite(other) and lemma(one) != lemma(other)


def _akin(a: Token, b: Token) -> bool:
    x, y = lemma(a), lemma(b)
    return x == y or x[:4] == y[:4] and min(len(x), len(y)) >= 4


def _of_one_family(a: Happening, b: Happening) -> bool:
    words = [{lemma(t) for t in (h.trigger, *h.words)} for h in (a, b)]
    return any(all(each & family for each in words) for family in _families())


@cache
def _families() -> tuple[frozenset[str], ...]:
    """Sets of words that tell of one event by turns."""
    return tuple(frozenset(family) for family in lexicon("events")["families"])
