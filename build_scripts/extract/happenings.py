"""One event on its way to a record, and how later mentions of it become its further evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from build_scripts.extract.agreements import Bargain
from build_scripts.extract.event_rows import Row
from build_scripts.extract.grammar import lemma
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
    for h in found:
        same = next((k for k in kept if _same(k, h) or _goes_on(k, h)), None)
        if same is None:
            kept.append(h)
            continue
        same.further.append(h.trigger)
        same.date = same.date or h.date
        same.place = same.place or h.place
        known = same.keys
        same.actors += [replace(r) for r in h.actors if r.key not in known]
        same.recipients += [replace(r) for r in h.recipients if r.key not in known]
    return kept


def _goes_on(a: Happening, b: Happening) -> bool:
    """ "killed one soldier and wounded two others": the second verb adds nobody by name."""
    return a.row.type == b.row.type and b.trigger.dep_ == "conj" and b.trigger.head == a.trigger and not b.keys and bool(a.keys)


def _same(a: Happening, b: Happening) -> bool:
    """Is the later one the same event, told by the same word or by one of its family ("met", "the meeting")?"""
    if a.row.type != b.row.type or a.trigger == b.trigger or a.agreement is not b.agreement or not _akin(a.trigger, b.trigger):
        return False
    dates = {h.date[0].edtf for h in (a, b) if h.date is not None}
    if len(dates) > 1 or a.status != b.status:
        return False
    if len({h.place.text for h in (a, b) if h.place is not None}) > 1:
        return False
    if not (a.keys and b.keys):
        return False
    return a.keys == b.keys or (a.keys <= b.keys or b.keys <= a.keys) and b.trigger.pos_ == "NOUN" and bool(a.keys & b.keys)


def _akin(a: Token, b: Token) -> bool:
    x, y = lemma(a), lemma(b)
    return x == y or x[:4] == y[:4] and min(len(x), len(y)) >= 4
