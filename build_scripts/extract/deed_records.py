"""Agreements and events as records."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from build_scripts.extract.agreement_titles import dated_words
from build_scripts.extract.agreements import Bargain
from build_scripts.extract.happenings import Happening
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.record_kit import Kit, Parts, date_doubts
from build_scripts.extract.said_records import SaidRecords
from build_scripts.extract.statements import Said
from build_scripts.extract.titles import event_title
from build_scripts.model import Agreement, Date, Event, Span

_DONE_TO_SOMEBODY = frozenset({"ACCUSE", "THREATEN", "REQUEST", "SANCTION", "COERCE", "ASSAULT", "AID", "SUPPORT"})
_DONE_TOGETHER = frozenset({"CONSULT", "COOPERATE"})
NAMED_AFTER = "the date that it goes by"
_FORMS = {2: "bilateral", 3: "trilateral"}


class DeedRecords:
    def __init__(self, kit: Kit, sayings: SaidRecords) -> None:
        self.kit, self.cast, self.passages, self.timing, self.sayings = kit, kit.cast, kit.passages, kit.timing, sayings
        self._telling: dict[int, str] | None = None

    def agreement(self, bargain: Bargain) -> Agreement:
        title = self.passages.cut(bargain.title)
        parties = {p.key: self.kit.span(p) for p in bargain.parties}
        self.kit.used.update(parties)
        parts: Parts = {"title": bargain.title, "trigger": self.passages.of(bargain.noun)}
        if parties:
            parts["parties"] = parties
        if bargain.subject is not None:
            parts["subject"] = bargain.subject
        signed = None
        if (told := self._signed(bargain)) is not None:
            signed, parts["signed"] = told
        shown = [bargain.title, *(s for k, s in parts.items() if k == "signed" and isinstance(s, tuple))]
        evidence = [self.kit.evidence(parts, *shown)]
        evidence += [self.kit.evidence({"trigger": self.passages.of(t)}, self.passages.sentence(t)) for t in bargain.further]
        head = title.split(" between ")[0].split(" with ")[0].split()
        doubts = [p.doubt for p in bargain.parties if p.doubt]
        if len(parties) < 2 and bargain.named is None:
            doubts.append("only one side found" if parties else "no party found")
        return Agreement(
            self.kit.id(*bargain.keys, " ".join(head[:3])),
            title,
            bargain.keys,
            _FORMS.get(len(parties), "multilateral" if parties else None),
            self.passages.cut(bargain.subject) if bargain.subject is not None else None,
            "planned" if bargain.planned else "concluded",
            signed,
            doubts=tuple(dict.fromkeys([*doubts, *date_doubts(signed)])),
            evidence=tuple(evidence),
        )

    def _signed(self, bargain: Bargain) -> tuple[Date, Span] | None:
        """When it was signed: the first date among those told with its signing."""
        if bargain.planned:
            return None
        for signing in (bargain.signing, *bargain.signings):
            if signing is None or signing.lemma_.lower() not in lexicon("agreements")["signed_only_by"]:
                continue
            near = bargain.noun.subtree if signing.sent == bargain.noun.sent else ()
            below = (t for t in near if t.i >= bargain.noun.i and (t.pos_ == "NOUN" or t.dep_ in {"pobj", "pcomp"}))
            held = [signing.head] if signing.pos_ == "NOUN" and signing.dep_ in {"nsubj", "nsubjpass"} else []
            told = next((found for t in (signing, *held, *below) if (found := self.timing.of(t, "past")) is not None), None)
            if told is not None:
                return told
        return self._of_its_name(bargain)

    def _of_its_name(self, bargain: Bargain) -> tuple[Date, Span] | None:
        """ "the 1995 accord", "the pact of 3 May 2000": a treaty goes by the day or year in which it was signed."""
        for noun in (bargain.noun, *bargain.further):
            for token in dated_words(noun) if bargain.years else ():
                if token.is_digit and (told := self.timing.at(token, "past")) is not None and told[0].edtf is not None:
                    return replace(told[0], basis=f"{NAMED_AFTER}, {told[0].basis}"), told[1]
        return None

    def event(self, h: Happening, agreements: dict[int, str], said: dict[str, Said]) -> Event:
        trigger = self._trigger(h)
        parts: Parts = {"trigger": trigger}
        for name, people in (("actors", h.actors), ("recipients", h.recipients)):
            if people:
                parts[name] = {r.key: self.kit.span(r) for r in people}
                self.kit.used.update(r.key for r in people)
        date = h.date[0] if h.date is not None else None
        if h.date is not None:
            parts["date"] = h.date[1]
        place = None
        if h.place is not None:
            mention = self.cast.places[h.place.i]
            parts["place"] = self.passages.span(mention.first, mention.last)
            place = (
                mention.entry.name if mention.entry is not None and mention.form == "place" else self.cast.text(mention.first, mention.last)
            )
        reported = self._told_inside(said).get(self.passages.token_at(trigger[0]))
        sentence = self.passages.sentence(h.trigger)
        shown = [
            trigger,
            *(s for p in parts.values() for s in (p.values() if isinstance(p, dict) else [p]) if sentence[0] <= s[0] < sentence[1]),
        ]
        evidence = [self.kit.evidence(parts, *shown)]
        evidence += [self.kit.evidence({"trigger": self.passages.of(t)}, self.passages.sentence(t)) for t in h.further]
        words = self.passages.cut(trigger)
        doubts = [*h.doubts, *(r.doubt for r in (*h.actors, *h.recipients) if r.doubt), *_missing(h), *date_doubts(date)]
        agreement = agreements.get(h.agreement.noun.i) if h.agreement is not None else None
        status = "happened" if h.status == "negated" else h.status  # a refusal is what happened
        if date is None and reported is not None and self._performed(h, said[reported]):
            date, status = self.sayings.date(said[reported], parts), "happened"
        stamp = date.edtf if date is not None and date.edtf else "undated"
        return Event(
            self.kit.id(stamp, h.actors[0].key if h.actors else None, words, h.recipients[0].key if h.recipients else None),
            h.row.type,
            h.row.mode,
            _context(self.passages.cut(sentence)),
            status,
            event_title(h, self.cast, self.passages),
            words,
            tuple(r.key for r in h.actors),
            tuple(r.key for r in h.recipients),
            date,
            place,
            reported,
            agreement,
            doubts=tuple(dict.fromkeys(d for d in doubts if d)),
            evidence=tuple(evidence),
        )

    def _told_inside(self, said: dict[str, Said]) -> dict[int, str]:
        """Token -> the first statement that holds it."""
        if self._telling is None:
            self._telling = {}
            for id_, each in said.items():
                if not self._refusal(each):
                    for i in self.passages.tokens(each.whole):
                        self._telling.setdefault(i, id_)
        return self._telling

    @staticmethod
    def _refusal(said: Said) -> bool:
        """The writer telling that somebody would not comment: nothing inside is that person's claim."""
        return not said.direct and said.cue is not None and said.quote[0] <= said.cue.idx < said.quote[1]

    @staticmethod
    def _performed(h: Happening, said: Said) -> bool:
        """ "I call on them": done by saying it, so it has the statement's date."""
        present = h.trigger.tag_ in {"VBP", "VBZ"} or h.status == "negated"
        return present and h.row.type != "COOPERATE" and said.speaker is not None and any(r.key == said.speaker.key for r in h.actors)

    def _trigger(self, h: Happening) -> Span:
        tokens = sorted([h.trigger, *h.words], key=lambda t: t.i)
        together = tokens[-1].i - tokens[0].i == len(tokens) - 1
        return self.passages.span(tokens[0].i, tokens[-1].i + 1) if together else self.passages.of(h.trigger)


def _missing(h: Happening) -> list[str]:
    """Whoever should take part in such an event and was not found: that is where readers of a text and this one most often differ."""
    people = {r.key for r in (*h.actors, *h.recipients)}
    if h.row.type in _DONE_TOGETHER:
        return ["only one side found"] if len(people) < 2 else []
    nobody_did_it = [] if h.actors else ["nobody found who did it"]
    alone = h.recipients or h.row.sides or h.agreement is not None
    return nobody_did_it + (["no target found"] if h.row.type in _DONE_TO_SOMEBODY and not alone else [])


@cache
def _contexts() -> list[tuple[str, re.Pattern[str]]]:
    found = lexicon("events")["contexts"].items()
    return [(name, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:s|ers?|ic)?\b")) for name, words in found]


@lru_cache(maxsize=64)
def _context(sentence: str) -> tuple[str, ...]:
    low = sentence.lower()
    return tuple(name for name, words in _contexts() if words.search(low))
