"""From findings to records: ids, evidence with parts, dates. The last step of an extraction."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from build_scripts.extract.actors import Cast, Figure
from build_scripts.extract.agreements import Bargain
from build_scripts.extract.events import Happening
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold, slug
from build_scripts.extract.passages import Passages
from build_scripts.extract.presence import is_actor
from build_scripts.extract.references import Referent
from build_scripts.extract.statements import Said, speech_act
from build_scripts.extract.timing import Timing
from build_scripts.extract.titles import event_title
from build_scripts.model import ACTOR_TYPES, Actor, Agreement, Date, Event, Evidence, Question, Source, Span, Statement

_FORMS = {2: "bilateral", 3: "trilateral"}


class Records:
    """Builds the records of one article."""

    def __init__(self, source: Source, cast: Cast, passages: Passages, timing: Timing) -> None:
        self.source, self.cast, self.passages, self.timing = source, cast, passages, timing
        self._ids: set[str] = set()
        self.used: set[str] = set()
        """Actors that some record names."""

    def _id(self, *pieces: str | None) -> str:
        base = "-".join(slug(p) for p in pieces if p)[:120].strip("-")
        found, n = base, 2
        while found in self._ids:
            found, n = f"{base}-{n}", n + 1
        self._ids.add(found)
        return found

    def _use(self, referent: Referent | None) -> str | None:
        if referent is None:
            return None
        self.used.add(referent.key)
        return referent.key

    def _span(self, referent: Referent) -> Span:
        return self.passages.span(*referent.span)

    def _evidence(self, parts: dict[str, Span | dict[str, Span]], *shown: Span) -> Evidence:
        """The passage that covers `shown`; parts may lie outside it."""
        start, end = min(s for s, _ in shown), max(e for _, e in shown)
        return Evidence(self.source.id, start, end, self.passages.text[start:end], parts)

    @property
    def _day(self) -> str:
        return self.source.published or "undated"

    # ── statements and questions ─────────────────────────────────────────────────────────────────────────────────────────────

    def statements(self, found: list[Said], bargains: dict[int, str]) -> tuple[list[Statement], list[Question], dict[str, Said]]:
        """(statements, questions, statement id -> what it was made from). `bargains`: token of an agreement's noun -> its id."""
        questions: dict[int, Question] = {}
        for n, said in enumerate((s for s in found if s.asks), 1):
            asker = self._use(said.speaker)
            parts = self._said_parts(said, "asker", "quote")
            if said.addressee is not None:
                parts["addressee"] = self._span(said.addressee)
            questions[id(said)] = Question(
                self._id(self._day, "question", asker, str(n)),
                asker,
                self._use(said.addressee),
                self.passages.cut(said.quote),
                said.direct,
                self._about(said, bargains),
                date=self._said_date(said, parts),
                doubts=tuple(said.doubts),
                evidence=(self._evidence(parts, *self._shown(said)),),
            )
        statements: list[Statement] = []
        made: dict[str, Said] = {}
        for said in (s for s in found if not s.asks):
            speaker = self._use(said.speaker)
            quote = self.passages.cut(said.quote)
            body = self.cast.figures[speaker].affiliation if speaker else None
            parts = self._said_parts(said, "speaker", "quote")
            if said.clause is not None:
                parts["clause"] = said.clause
            if body is not None:
                self.used.add(body)
                role = self.cast.figures[speaker].role if speaker else None
                if role is not None:
                    parts["on_behalf_of"] = self.passages.span(*role)
            addressee = self._use(said.addressee)
            if said.addressee is not None:
                parts["addressee"] = self._span(said.addressee)
            doubts = [*said.doubts, *([said.speaker.doubt] if said.speaker and said.speaker.doubt else [])]
            answers = questions[id(said.answers)].id if said.answers is not None and id(said.answers) in questions else None
            statement = Statement(
                self._id(self._day, speaker, " ".join(quote.split()[:5])),
                speaker,
                body,
                quote,
                said.direct,
                self.passages.cut(said.clause) if said.clause is not None and said.clause != said.quote else None,
                said.cue.text if said.cue is not None else None,
                speech_act(self._acting_words(said), said.cue),
                self._about(said, bargains),
                addressee=addressee,
                answers=answers,
                date=self._said_date(said, parts),
                doubts=tuple(dict.fromkeys(doubts)),
                evidence=(self._evidence(parts, *self._shown(said)),),
            )
            statements.append(statement)
            made[statement.id] = said
        return statements, list(questions.values()), made

    def _acting_words(self, said: Said) -> str:
        return self.passages.cut(said.clause if said.clause is not None and len(self.passages.cut(said.quote).split()) < 8 else said.quote)

    def _said_parts(self, said: Said, who: str, what: str) -> dict[str, Span | dict[str, Span]]:
        parts: dict[str, Span | dict[str, Span]] = {}
        if said.speaker is not None:
            parts[who] = self._span(said.speaker)
        if said.cue is not None:
            parts["cue"] = self.passages.of(said.cue)
        parts[what] = said.quote
        return parts

    def _shown(self, said: Said) -> list[Span]:
        """The words, and the cue and speaker that stand in the same sentence beside them."""
        start, end = said.whole
        shown = [(start, end)]
        if said.direct:
            closed = self.passages.text[end - 1 : end] in "\"”»“"
            mark = "" if closed else self.passages.text[end : end + 3].split("\n")[0]
            closing = next((i for i, c in enumerate(mark) if c in '"”»“'), None)
            opening = start > 0 and self.passages.text[start - 1] in '"“„«'
            shown = [(start - 1 if opening else start, end + closing + 1 if closing is not None else end)]
        if said.cue is not None and said.cue.i < len(self.passages.doc):
            near = self.passages.sentence(said.cue)
            if near[0] < end and start < near[1] or near[0] - end < 4 and near[0] >= start:
                shown.append(self.passages.of(said.cue))
                if said.speaker is not None and near[0] <= self._span(said.speaker)[0] < near[1]:
                    speaker = self._span(said.speaker)
                    if abs(speaker[0] - self.passages.of(said.cue)[0]) < 120 and speaker[0] > end:
                        shown.append(speaker)
        return shown

    def _said_date(self, said: Said, parts: dict[str, Span | dict[str, Span]]) -> Date | None:
        if not said.dated:
            return None
        told = self.timing.of(said.cue, "past") if said.cue is not None else None
        if told is not None:
            parts["date"] = told[1]
            return told[0]
        return Date(self.source.published, None, "publication date") if self.source.published else None

    def _about(self, said: Said, bargains: dict[int, str]) -> tuple[str, ...]:
        start, end = said.whole
        keys: dict[str, None] = {}
        for i in self.passages.tokens((start, end)):
            for key in (self.cast.at.get(i), self.cast.nested.get(i), bargains.get(i)):
                if key is not None:
                    keys.setdefault(key)
        for figure in self.cast.figures.values():
            if any(start <= self.passages.span(*n)[0] < end for n in figure.nominals):
                keys.setdefault(figure.key)
        return tuple(keys)

    # ── agreements and events ────────────────────────────────────────────────────────────────────────────────────────────────

    def agreement(self, bargain: Bargain) -> Agreement:
        title = self.passages.cut(bargain.title)
        parties = {p.key: self._span(p) for p in bargain.parties}
        self.used.update(parties)
        parts: dict[str, Span | dict[str, Span]] = {"title": bargain.title, "trigger": self.passages.of(bargain.noun)}
        if parties:
            parts["parties"] = parties
        if bargain.subject is not None:
            parts["subject"] = bargain.subject
        signed = None
        signs = bargain.signing is not None and bargain.signing.lemma_.lower() in lexicon("agreements")["signed_only_by"]
        if bargain.signing is not None and signs and not bargain.planned:
            told = self.timing.of(bargain.signing, "past")
            if told is not None:
                signed, parts["signed"] = told
        shown = [bargain.title, *(s for k, s in parts.items() if k == "signed" and isinstance(s, tuple))]
        evidence = [self._evidence(parts, *shown)]
        evidence += [self._evidence({"trigger": self.passages.of(t)}, self.passages.sentence(t)) for t in bargain.further]
        head = title.split(" between ")[0].split(" with ")[0].split()
        doubts = [p.doubt for p in bargain.parties if p.doubt]
        return Agreement(
            self._id(*bargain.keys, " ".join(head[:3])),
            title,
            bargain.keys,
            _FORMS.get(len(parties), "multilateral" if parties else None),
            self.passages.cut(bargain.subject) if bargain.subject is not None else None,
            "planned" if bargain.planned else "concluded",
            signed,
            doubts=tuple(dict.fromkeys([*doubts, *_date_doubts(signed)])),
            evidence=tuple(evidence),
        )

    def event(self, h: Happening, agreements: dict[int, str], said: dict[str, Said]) -> Event:
        trigger = self._trigger(h)
        parts: dict[str, Span | dict[str, Span]] = {"trigger": trigger}
        for name, people in (("actors", h.actors), ("recipients", h.recipients)):
            if people:
                parts[name] = {r.key: self._span(r) for r in people}
                self.used.update(r.key for r in people)
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
        reported = next((i for i, s in said.items() if s.whole[0] <= trigger[0] < s.whole[1] and not self._refusal(s)), None)
        sentence = self.passages.sentence(h.trigger)
        shown = [
            trigger,
            *(s for p in parts.values() for s in (p.values() if isinstance(p, dict) else [p]) if sentence[0] <= s[0] < sentence[1]),
        ]
        evidence = [self._evidence(parts, *shown)]
        evidence += [self._evidence({"trigger": self.passages.of(t)}, self.passages.sentence(t)) for t in h.further]
        words = self.passages.cut(trigger)
        doubts = [*h.doubts, *(r.doubt for r in (*h.actors, *h.recipients) if r.doubt), *_date_doubts(date)]
        agreement = agreements.get(h.agreement.noun.i) if h.agreement is not None else None
        status = "happened" if h.status == "negated" else h.status  # a refusal is what happened
        if date is None and reported is not None and self._performed(h, said[reported]):
            date, status = self._said_date(said[reported], parts), "happened"
        stamp = date.edtf if date is not None and date.edtf else "undated"
        return Event(
            self._id(stamp, h.actors[0].key if h.actors else None, words, h.recipients[0].key if h.recipients else None),
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

    @staticmethod
    def _refusal(said: Said) -> bool:
        """The writer telling that somebody would not comment: nothing inside is that person's claim."""
        return not said.direct and said.cue is not None and said.whole[0] <= said.cue.idx < said.whole[1]

    @staticmethod
    def _performed(h: Happening, said: Said) -> bool:
        """ "I call on them": done by saying it, so it has the statement's date."""
        present = h.trigger.tag_ in {"VBP", "VBZ"} or h.status == "negated"
        return present and h.row.type != "COOPERATE" and said.speaker is not None and any(r.key == said.speaker.key for r in h.actors)

    def _trigger(self, h: Happening) -> Span:
        tokens = sorted([h.trigger, *h.words], key=lambda t: t.i)
        together = tokens[-1].i - tokens[0].i == len(tokens) - 1
        return self.passages.span(tokens[0].i, tokens[-1].i + 1) if together else self.passages.of(h.trigger)

    # ── actors ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def actors(self) -> list[Actor]:
        """Everyone that a record names, and everyone named otherwise than as a place."""
        kept = [
            f
            for f in self.cast.figures.values()
            if f.type in ACTOR_TYPES and f.mentions and (f.key in self.used or is_actor(self.cast, f))
        ]
        return [self._actor(f) for f in sorted(kept, key=lambda f: (min(m.first for m in f.mentions), f.key))]

    def _article(self, m: Mention) -> int | None:
        """Token of the article before a name that stands as a noun phrase of its own, over what describes it ("the three-member X")."""
        doc = self.passages.doc
        if m.first == 0 or m.inside or m.form == "adjective" or doc[m.last - 1].dep_ in {"compound", "amod", "nmod"}:
            return None
        first = m.first - 1
        while (
            first > 0
            and doc[first].text.islower()
            and (doc[first].pos_ in {"ADJ", "NUM"} or doc[first].dep_ in {"compound", "nummod"})
            or doc[first].text == "-"
        ):
            first -= 1
        return first if doc[first].lower_ == "the" and m.first - first <= 5 else None

    def _actor(self, figure: Figure) -> Actor:
        aliases: dict[str, None] = {}
        evidence = []
        for m in figure.mentions:
            name = self.passages.span(m.first, m.last)
            article = self._article(m)
            if article is not None:
                aliases.setdefault(self.passages.cut(self.passages.span(article, m.last)))
            elif not m.inside or fold(self.passages.cut(name)) != fold(figure.name):
                aliases.setdefault(self.passages.cut(name))
            for span in self.cast.longer_names(m, figure.type):
                aliases.setdefault(self.passages.cut(self.passages.span(*span)))
            if m.class_noun is not None and figure.type != "person":
                last = m.last + len(m.class_noun.split())
                first = m.first - (self.passages.doc[m.first - 1].lower_ == "the" if m.first else 0)
                aliases.setdefault(self.passages.cut(self.passages.span(first, last)))
            parts: dict[str, Span | dict[str, Span]] = {"name": name}
            evidence.append(self._evidence(parts, name))
        for first, last in sorted(figure.nominals):
            aliases.setdefault(self.passages.cut(self.passages.span(first, last)))
        role = None
        if figure.role is not None:
            span = self.passages.span(*figure.role)
            role = self.passages.cut(span)
            nearest = min(range(len(evidence)), key=lambda i: abs(evidence[i].start - span[1]))
            evidence[nearest] = replace(evidence[nearest], parts={**evidence[nearest].parts, "role": span})
        entry = figure.entry
        shown = figure.name
        if entry is not None and not entry.known and figure.type != "state":  # the text's own fullest name, not the list's
            given = [self.cast.text(m.first, m.last) for m in figure.mentions if not m.inside and m.kind == "name"]
            nouns = tuple(f" {noun}" for noun in lexicon("actors")["class_nouns"])
            bare = [next((name.removesuffix(n) for n in nouns if name.endswith(n)), name) for name in given]
            shown = max((b for b in bare if b), key=len, default=shown)
        names = {shown, fold(shown)}
        return Actor(
            figure.key,
            shown,
            figure.type,
            figure.kind or (entry.kind if entry else None),
            role,
            tuple(a for a in aliases if a not in names),
            entry.wikidata if entry else None,
            entry.iso_3166 if entry else None,
            tuple(dict.fromkeys(figure.doubts)),
            tuple(evidence),
        )


def _date_doubts(date: Date | None) -> list[str]:
    if date is None or not date.basis.startswith(("year from", "month from", "unresolved")):
        return []
    return [f"date “{date.text}”: {date.basis}"]


def _context(sentence: str) -> tuple[str, ...]:
    low = sentence.lower()
    found = lexicon("events")["contexts"].items()
    return tuple(name for name, words in found if re.search(rf"\b(?:{'|'.join(map(re.escape, words))})(?:s|ers?|ic)?\b", low))


def nominal_heads(cast: Cast) -> list[Token]:
    """Noun heads that may refer back to a figure."""
    return [t for t in cast.doc if t.pos_ == "NOUN" and any(c.dep_ == "det" for c in t.children)]
