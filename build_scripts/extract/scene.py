"""What every step towards a statement asks of the text: what stands before and behind a quotation, and in which quotation a word stands."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from build_scripts.extract.actors import Cast
from build_scripts.extract.furniture import furniture
from build_scripts.extract.passages import Passages
from build_scripts.extract.quotes import Quotation, find_quotations
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.speakers import Speakers
from build_scripts.extract.transcript import Turn, answers_without_name, find_turns

_TERMINAL = {".", "!", "?", "…", "..."}


class Scene:
    """One document with its quotations."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast, self.resolver, self.passages = doc, cast, resolver, passages
        self.text = passages.text
        self._furniture = furniture(passages.text)
        self.turns = {t.words: t for t in find_turns(passages.text)}
        printed = [q for q in find_quotations(passages.text) if not self.is_furniture(q.start)]
        self.quotations = sorted([*self.turns, *self._outside(printed)], key=lambda q: q.start)
        self.in_quote: dict[int, Quotation] = {}
        for q in self.quotations:
            for i in passages.tokens((q.start, q.end)):
                self.in_quote[i] = q
        self.speakers = Speakers(doc, cast, resolver, self.in_quote)

    def _outside(self, printed: list[Quotation]) -> list[Quotation]:
        """Quotations that stand in no turn of a transcript."""
        starts = [q.start for q in self.turns]
        ends = [q.end for q in self.turns]
        return [q for q in printed if not starts or (n := bisect_right(starts, q.start)) == 0 or ends[n - 1] <= q.start]

    def turn_speaker(self, turn: Turn) -> Referent | None:
        """Whom the words before the colon name; "A:" is the person whom the text tells of most."""
        tokens = self.passages.tokens(turn.label)
        named = [i for i in tokens if i in self.cast.at]
        persons = [i for i in named if self.resolver.is_person(self.cast.at[i])]
        if persons:  # "Ann Lee, Minister of Trade of Norda"
            mention = self.cast.mention_at[persons[0]]
            return Referent(self.cast.at[persons[0]], self.doc[persons[0]], (mention.first, mention.last))
        if named:
            return Referent(self.cast.at[named[-1]], self.doc[named[-1]], (tokens.start, tokens.stop))
        if not answers_without_name(self.passages.cut(turn.label)):
            return self._by_office(tokens)
        everybody = [f for f in self.cast.figures.values() if f.type == "person" and f.mentions]
        best = max(everybody, key=lambda f: len(f.mentions), default=None)
        doubt = "taken for whoever the text tells of most"
        return Referent(best.key, self.doc[tokens.start], (tokens.start, tokens.stop), doubt) if best is not None else None

    def _by_office(self, label: range) -> Referent | None:
        """ "Assistant Minister: …": the only person whose office holds all the words."""
        words = {self.doc[i].lower_ for i in label if self.doc[i].is_alpha}
        roles = {k: self.doc[slice(*f.role)] for k, f in self.cast.figures.items() if f.type == "person" and f.role}
        fitting = [k for k, role in roles.items() if words <= {t.lower_ for t in role}]
        if len(fitting) != 1 or not words:
            return None
        return Referent(fitting[0], self.doc[label.start], (label.start, label.stop), "known by the office only")

    def is_furniture(self, char: int) -> bool:
        """In a headline, caption or link: such lines tell nothing."""
        n = bisect_right(self._furniture, (char, len(self.text)))
        return n > 0 and self._furniture[n - 1][0] <= char < self._furniture[n - 1][1]

    # ── around a quotation ───────────────────────────────────────────────────────────────────────────────────────────────────

    def lead(self, q: Quotation) -> range:
        """Tokens between the sentence's start, or the end of a whole quotation before, and the quotation."""
        first = i = self.passages.token_at(q.start)
        while i > 0:
            before = self.doc[i - 1]
            if "\n" in before.text or before.text in _TERMINAL and before.i not in self.in_quote:
                break
            other = self.in_quote.get(before.i)
            if other is not None and other.last(self.text) in {".", "!", "?"}:
                break
            i -= 1
        return range(i, first)

    def tail(self, q: Quotation) -> range:
        """Tokens behind the quotation to the end of its sentence or the next quotation."""
        first = i = self.passages.token_at(q.end - 1) + 1
        while i < len(self.doc) and "\n" not in self.doc[i].text and i not in self.in_quote:
            i += 1
            if self.doc[i - 1].text in _TERMINAL:
                break
        return range(first, i)

    def is_whole(self, q: Quotation) -> bool:
        return q.last(self.text) in {",", ".", "?", "!", "…"}

    def stands_alone(self, q: Quotation) -> bool:
        """It starts a sentence of its own, and is not one inside another's."""
        return not any(self.doc[i].is_alpha for i in self.lead(q))
