"""Statements and questions as records."""

from __future__ import annotations

from collections import defaultdict

from build_scripts.extract.record_kit import Kit, Parts
from build_scripts.extract.statements import Said, speech_act
from build_scripts.model import Date, Question, Span, Statement

_OPENING, _CLOSING = "\"“„«»‘'‹", "\"”»“«’'›"


class SaidRecords:
    def __init__(self, kit: Kit) -> None:
        self.kit, self.cast, self.passages = kit, kit.cast, kit.passages
        self._referring: dict[int, list[int]] = defaultdict(list)
        """First token of a plain noun phrase -> the numbers of the figures that it refers to."""
        self._keys = list(self.cast.figures)
        for number, figure in enumerate(self.cast.figures.values()):
            for first, _ in figure.nominals:
                self._referring[first].append(number)

    def statements(self, found: list[Said], bargains: dict[int, str]) -> tuple[list[Statement], list[Question], dict[str, Said]]:
        """(statements, questions, statement id -> what it was made from). `bargains`: token of an agreement's noun -> its id."""
        questions: dict[int, Question] = {}
        for n, said in enumerate((s for s in found if s.asks), 1):
            asker = self.kit.use(said.speaker)
            parts = self._said_parts(said, "asker", "quote")
            if said.addressee is not None:
                parts["addressee"] = self.kit.span(said.addressee)
            questions[id(said)] = Question(
                self.kit.id(self.kit.day, "question", asker, str(n)),
                asker,
                self.kit.use(said.addressee),
                self.passages.cut(said.quote),
                said.direct,
                self._about(said, bargains),
                date=self.date(said, parts),
                doubts=tuple(said.doubts),
                evidence=(self.kit.evidence(parts, *self._shown(said)),),
            )
        statements: list[Statement] = []
        made: dict[str, Said] = {}
        for said in (s for s in found if not s.asks):
            speaker = self.kit.use(said.speaker)
            quote = self.passages.cut(said.quote)
            body = self.cast.figures[speaker].affiliation if speaker else None
            parts = self._said_parts(said, "speaker", "quote")
            whole = said.clause if said.clause != said.quote else None
            if whole is not None:
                parts["clause"] = whole
            if body is not None and speaker is not None and said.speaker is not None:
                self.kit.used.add(body)
                parts["on_behalf_of"] = self._behalf(speaker, body, said.speaker.span)
            addressee = self.kit.use(said.addressee)
            if said.addressee is not None:
                parts["addressee"] = self.kit.span(said.addressee)
            doubts = [*said.doubts, *([said.speaker.doubt] if said.speaker and said.speaker.doubt else [])]
            answers = questions[id(said.answers)].id if said.answers is not None and id(said.answers) in questions else None
            statement = Statement(
                self.kit.id(self.kit.day, speaker, " ".join(quote.split()[:5])),
                speaker,
                body,
                quote,
                said.direct,
                self.passages.cut(whole) if whole is not None else None,
                said.cue.text if said.cue is not None else None,
                speech_act(self._acting_words(said), said.cue),
                self._about(said, bargains),
                addressee=addressee,
                answers=answers,
                date=self.date(said, parts),
                doubts=tuple(dict.fromkeys(doubts)),
                evidence=(self.kit.evidence(parts, *self._shown(said)),),
            )
            statements.append(statement)
            made[statement.id] = said
        return statements, list(questions.values()), made

    def _acting_words(self, said: Said) -> str:
        return self.passages.cut(said.clause if said.clause is not None and len(self.passages.cut(said.quote).split()) < 8 else said.quote)

    def _said_parts(self, said: Said, who: str, what: str) -> Parts:
        parts: Parts = {}
        if said.speaker is not None:
            parts[who] = self.kit.span(said.speaker)
        if said.cue is not None:
            parts["cue"] = self.passages.of(said.cue)
        parts[what] = said.quote
        return parts

    def _behalf(self, speaker: str, body: str, beside: tuple[int, int]) -> Span:
        """Where the text says for whom somebody speaks: the office, or the body's name nearest to the speaker's."""
        role = self.cast.figures[speaker].role
        if role is None:
            named = self.cast.figures[body].mentions
            role = min(((m.first, m.last) for m in named), key=lambda span: (abs(span[0] - beside[0]), span), default=beside)
        return self.passages.span(*role)

    def _shown(self, said: Said) -> list[Span]:
        """The words, and the cue and speaker that stand in the same sentence beside them."""
        start, end = said.whole
        shown = [(start, end)]
        if said.direct:
            closed = self.passages.text[end - 1 : end] in _CLOSING
            mark = "" if closed else self.passages.text[end : end + 3].split("\n")[0]
            closing = next((i for i, c in enumerate(mark) if c in _CLOSING), None)
            opening = start > 0 and self.passages.text[start - 1] in _OPENING
            shown = [(start - 1 if opening else start, end + closing + 1 if closing is not None else end)]
        if said.cue is not None and said.cue.i < len(self.passages.doc):
            near = self.passages.sentence(said.cue)
            if near[0] < end and start < near[1] or near[0] - end < 4 and near[0] >= start:
                shown.append(self.passages.of(said.cue))
                if said.speaker is not None and near[0] <= self.kit.span(said.speaker)[0] < near[1]:
                    speaker = self.kit.span(said.speaker)
                    if abs(speaker[0] - self.passages.of(said.cue)[0]) < 120 and speaker[0] > end:
                        shown.append(speaker)
        return shown

    def date(self, said: Said, parts: Parts) -> Date | None:
        """When it was said; the span of the words that tell it goes into `parts`."""
        if not said.dated:
            return None
        told = self.kit.timing.of(said.cue, "past") if said.cue is not None else None
        if told is not None:
            parts["date"] = told[1]
            return told[0]
        return Date(self.kit.source.published, None, "publication date") if self.kit.source.published else None

    def _about(self, said: Said, bargains: dict[int, str]) -> tuple[str, ...]:
        start, end = said.whole
        keys: dict[str, None] = {}
        for i in self.passages.tokens((start, end)):
            for key in (self.cast.at.get(i), self.cast.nested.get(i), bargains.get(i)):
                if key is not None:
                    keys.setdefault(key)
        referred = {n for i in self.passages.tokens((start, end)) for n in self._referring.get(i, ())}
        keys |= dict.fromkeys(self._keys[n] for n in sorted(referred))
        return tuple(keys)
