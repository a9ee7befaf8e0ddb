"""The reported clause that a quoted fragment stands in: "she said the city “will never give in” to anybody"."""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.grammar import children, own_subject
from build_scripts.extract.quotes import Quotation
from build_scripts.extract.said import is_cue
from build_scripts.extract.scene import Scene
from build_scripts.model import Span


class Fragments:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc, self.text = scene, scene.doc, scene.text

    def clause_with(self, q: Quotation, cue: Token) -> Span | None:
        """The reported clause that a fragment stands in; None where the quotation follows the verb at once."""
        passages = self.scene.passages
        start, end = cue.i + 1, passages.token_at(q.start)
        if end > start and self.doc[end - 1].text == ":":
            return None
        between = [
            t for t in self.doc[start:end] if not t.is_punct and not t.is_space and t.lower_ not in {"that", "only", "simply", "also"}
        ]
        labels = ("dobj", "dative", "npadvmod", "advmod", "prep", "nsubj", "advcl")
        told = {t.i for child in children(cue, *labels) if child.i > cue.i for t in child.subtree if t.i < end}
        words = [t for t in between if t.i not in told]
        if (
            not words
            or words[0].tag_ == "IN"
            and words[0].dep_ == "prep"
            and not any(t.pos_ in {"VERB", "AUX"} or t.dep_ == "nsubj" for t in words)
        ):
            opens_lower = self.text[slice(*q.inner(self.text))][:1].islower()
            return (q.start, self._clause_end(q)) if opens_lower and any(t.lower_ == "that" for t in self.doc[start:end]) else None
        first = words[0].i
        while first - 1 >= start and self.doc[first - 1].lower_ in {"only", "simply", "also"}:
            first -= 1
        return passages.span(first, first + 1)[0], self._clause_end(q)

    def clause_round(self, q: Quotation, cue: Token | None) -> Span | None:
        """ "The plan “is a threat to everybody” and must go, said X.": all before the speaker."""
        lead = self.scene.lead(q)
        commas = [t.i for t in self.doc[self.scene.tail(q).start : cue.i]] if cue is not None else []
        stop = next((i for i in reversed(commas) if self.doc[i].text == ","), None)
        first = next((i for i in lead if not self.doc[i].is_space), lead.start)
        start, end = self.scene.passages.trimmed(first, stop) if stop is not None else (self.doc[first].idx, q.end)
        return (start, max(end, q.end)) if start < q.start else None

    def _clause_end(self, q: Quotation) -> int:
        """Where the sentence that goes on around a fragment ends (its stop off, a closing mark kept)."""
        tail = self.scene.tail(q)
        end = q.end
        first = next((self.doc[i] for i in tail if self.doc[i].is_alpha), None)
        if first is not None and first.tag_ == "VBG" and is_cue(first):
            return end  # "…”, adding that …": a statement of its own
        last_mark = q.last(self.text)
        if first is not None and last_mark != "," and not (last_mark in {".", "!", "?"} and first.text[0].isupper()):
            last = tail.stop
            while last < len(self.doc) and last in self.scene.in_quote and not self.doc[last].is_sent_start:
                last += 1
            end = max(end, self.scene.passages.trimmed(tail.start, self._before_source(tail.start, last))[1])
        return end

    def _before_source(self, first: int, last: int) -> int:
        """ "…” in the valley, the agency reported.": without who told it."""
        for i in range(last - 1, first, -1):
            cue = self.doc[i]
            own = own_subject(cue) if cue.pos_ == "VERB" and is_cue(cue) else None
            if own is not None and own.i < i and own.left_edge.i > first and self.doc[own.left_edge.i - 1].text == ",":
                return int(own.left_edge.i) - 1
        return last
