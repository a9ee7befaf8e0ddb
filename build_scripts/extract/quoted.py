"""Direct quotations and who says them.

In the manner of the sieves of Muzny et al. (2017): the surest sign first. A speech verb before the quotation or behind it in its own
sentence, "according to", a name and a colon; then, for a quotation that is a sentence of its own, whoever spoke last in the paragraph;
at last whoever the paragraph before tells of, which is noted as a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from build_scripts.extract.fragments import Fragments
from build_scripts.extract.grammar import children, governing_verb, is_passive, lemma, own_subject, prepositional, subject
from build_scripts.extract.quotes import Quotation
from build_scripts.extract.references import Referent, Voice
from build_scripts.extract.said import FRAGMENT_WORDS, Said, asking_verbs, is_cue, words_of
from build_scripts.extract.scene import Scene

CARRIED = "no speaker is named beside the quotation: carried over from the one before"
GUESSED = "no speaker is named beside the quotation: taken for whoever the sentence before tells of"
PASSING = "no verb of speech stands beside the quotation: taken for words of whoever the sentence tells of"
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_SHORT = 14  # tokens of a sentence that does nothing but name the speaker
_SMALL_WORD = 3  # letters; longer words of a title are capitalised
_BETWEEN = 5  # tokens between two quotations of one speaker
_REACH = 25  # tokens between a quotation and the speech verb behind it


@dataclass(frozen=True)
class _Source:
    cue: Token | None
    speaker: Referent | None
    place: str
    """lead, tail, alone, answer or turn (of a transcript)."""
    doubt: str | None = None


class Quoted:
    """Reads the quotations of one scene in order."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc, self.text = scene, scene.doc, scene.text
        self.fragments = Fragments(scene)
        self.found: list[Said] = []
        self._last: _Source | None = None
        self._last_end = 0

    def all(self) -> list[Said]:
        quotations = self.scene.quotations
        n = 0
        while n < len(quotations):
            turn = self.scene.turns.get(quotations[n])
            if turn is not None:
                label = self.doc[self.scene.passages.token_at(turn.label[0])] if turn.asks else None
                self._add(turn.words, _Source(label, self.scene.turn_speaker(turn), "turn"), turn.asks)
                n += 1
                continue
            run = [quotations[n]]
            while run[-1].continues and n + len(run) < len(quotations):
                run.append(quotations[n + len(run)])
            named = [s for q in run if (s := self._named(q)) is not None]
            for q in run:
                source = self._named(q) or (named[0] if named else self._alone(run[0]) if len(run) > 1 else self._alone(q))
                self._add(q, source)
            n += len(run)
        return self.found

    def _add(self, q: Quotation, source: _Source | None, asks: bool = False) -> None:
        inner = q.inner(self.text)
        if source is None or inner[0] >= inner[1] or self._names_a_thing(q, source):
            return
        said = Said(inner, True, source.cue, source.speaker)
        count = len(re.findall(r"\w+", self.text[inner[0] : inner[1]]))
        if source.place != "turn" and count < FRAGMENT_WORDS and (not self._is_whole(q) or source.place == "alone" and count < 2):
            return
        if (
            source.cue is not None
            and source.place == "lead"
            and source.speaker is None
            and not is_cue(source.cue)
            and count <= FRAGMENT_WORDS + 2
        ):
            return  # "the text speaks of “…”": nobody's words
        if source.cue is not None and source.place == "lead":
            said.clause = self.fragments.clause_with(q, source.cue)
            if count < FRAGMENT_WORDS and said.clause is not None:
                return
        elif source.place == "tail" and not self.scene.stands_alone(q):
            said.clause = self.fragments.clause_round(q, source.cue)
        if source.doubt:
            said.doubts.append(source.doubt)
        said.asks = asks or q.last(self.text) == "?" and source.cue is not None and lemma(source.cue) in asking_verbs()
        self.found.append(said)
        self._last, self._last_end = source, q.end
        key = source.speaker.key if source.speaker else None
        tokens = self.scene.passages.tokens((q.start, q.end))
        body = self.scene.cast.figures[key].affiliation if key else None
        self.scene.resolver.voices.append(Voice(tokens.start, tokens.stop, key, body))

    def _is_whole(self, q: Quotation) -> bool:
        """Words of their own, and not the end of a sentence that a comma or stop inside the marks happens to close: "as a “farce.”"."""
        first = self.scene.passages.token_at(q.start)
        before = self.doc[first - 1] if first > 0 else None
        runs_on = before is not None and before.is_alpha and not is_cue(before, quoting=True) and not self.scene.stands_alone(q)
        return self.scene.is_whole(q) and not (runs_on and q.last(self.text) in {",", "."})

    def _names_a_thing(self, q: Quotation, source: _Source) -> bool:
        """The title of a book, or what somebody is called by nobody in particular: no words that were said."""
        first = self.scene.passages.token_at(q.start)
        before = self.doc[first - 1] if first > 0 else None
        cue = source.cue
        if cue is not None and source.speaker is None and cue.tag_ == "VBN" and lemma(cue) in words_of("naming"):
            return True
        if source.place != "lead" or before is None or self.scene.is_whole(q) and before.text != ",":
            return False
        last = self.scene.passages.token_at(q.end - 1) + 1
        after = self.doc[last] if last < len(self.doc) else None
        named = before.text == "," and self.doc[first - 2].pos_ in {"NOUN", "PROPN", "NUM"}  # the 12-page report, "…"
        if before.pos_ not in {"NOUN", "PROPN", "DET", "ADJ"} and not named and not (after is not None and after.pos_ == "NOUN"):
            return False
        words = [w for w in re.findall(r"[^\W\d_]+", self.text[q.start : q.end]) if len(w) > _SMALL_WORD]
        return bool(words) and all(w[0].isupper() for w in words)

    # ── named in its own sentence ────────────────────────────────────────────────────────────────────────────────────────────

    def _named(self, q: Quotation) -> _Source | None:
        lead, tail = self.scene.lead(q), self.scene.tail(q)
        before = self._cue_before(lead)
        behind = self._cue_behind(q, tail)
        if before is not None and not (behind is not None and self._far_off(before, q) and self._closes(behind, tail)):
            return _Source(before, self._speaker(before, lead) or self._by_phrase(before, tail) or self._above(before), "lead")
        if behind is not None:
            return _Source(behind, self._speaker(behind, tail), "tail")
        according = next((self.doc[i] for run in (lead, tail) for i in run if self.scene.speakers.is_according(self.doc[i])), None)
        if according is not None:
            return _Source(according, self.scene.speakers.of(according), "tail" if according.i >= tail.start else "lead")
        return self._in_the_words_of(lead) or self._with_the_next(q, tail) or self._colon(lead) or self._in_passing(q, lead)

    def _in_the_words_of(self, lead: range) -> _Source | None:
        for i in lead:
            token = self.doc[i]
            if lemma(token) in {"word", "view", "opinion", "phrase", "eye"} and token.head.lower_ in {"in", "to"}:
                heads = [*(o for _, o in prepositional(token, "of")), *children(token, "poss")]
                found = next((r for h in heads if (r := self.scene.speakers.refer(h)) is not None), None)
                if found is not None:
                    return _Source(token, found, "lead")
        return None

    def _with_the_next(self, q: Quotation, tail: range) -> _Source | None:
        """ "“…” and “…”, X said": the first has the speaker of the second."""
        following = self.scene.in_quote.get(tail.stop) if q.last(self.text) not in {".", "!", "?"} else None
        if following is None or len(tail) > _BETWEEN or any(self.doc[i].tag_ in _FINITE for i in tail):
            return None
        behind = self._cue_behind(following, self.scene.tail(following))
        return _Source(behind, self._speaker(behind, self.scene.tail(following)), "tail") if behind is not None else None

    def _far_off(self, cue: Token, q: Quotation) -> bool:
        """Something else stands between a verb and the quotation, so that a speaker behind it is the likelier."""
        return any(t.text in {":", ";"} or t.tag_ in _FINITE for t in self.doc[cue.i + 1 : self.scene.passages.token_at(q.start) - 1])

    def _closes(self, cue: Token, tail: range) -> bool:
        """ "“…”, X said.": the sentence tells nothing more."""
        own = own_subject(cue)
        return own is not None and own.i >= tail.start and not any(c.i > cue.i for c in children(cue, "ccomp", "dobj"))

    def _cue_before(self, lead: range) -> Token | None:
        """The speech verb nearest before the quotation."""
        loose = None
        for i in reversed(lead):
            token = self.doc[i]
            if i in self.scene.in_quote or not is_cue(token, quoting=True):
                continue
            if lemma(token) in words_of("introducing") and i != lead.stop - 1 and self.doc[lead.stop - 1].text not in {":", ","}:
                continue  # "went to “…”"
            if token.tag_ == "VBG" and not is_cue(token):
                loose = loose or token  # "X said, speaking in Rome: “…”"
                continue
            unsaid = token.tag_ == "VBN" and lemma(token) in words_of("opinion") and not children(token, "agent")  # "expected to “…”"
            if unsaid or any(c.tag_ in {"MD", "TO"} for c in token.children):
                loose = loose or token  # "X said he would appeal “…”"
                continue
            return token
        return loose

    def _cue_behind(self, q: Quotation, tail: range) -> Token | None:
        """The first speech verb behind the quotation, unless a new sentence or another verb begins there."""
        last, alone = q.last(self.text), self.scene.stands_alone(q)
        ended = q.closed and (last in {".", "…"} or last in {"?", "!"} and not alone)
        for i in tail:
            token = self.doc[i]
            if i - tail.start > _REACH or self.text[q.end : q.end + 1] == ";":
                return None
            if not is_cue(token, quoting=True):
                continue
            own = own_subject(token)
            held = children(token, "xcomp") if lemma(token) in words_of("addressing") else children(token, "dobj", "xcomp")
            if ended and (not alone or held or self._own_content(token) or tail.stop - tail.start > _SHORT):
                return None  # “…” Lee said that …: a sentence of its own, which tells something else
            first = min(token.i, own.left_edge.i) if own is not None and own.i >= tail.start else token.i
            if ended and (own is None or own.i < tail.start):
                return None  # “…” Asked why, …
            below = {t.i for t in own.subtree} if own is not None else set()
            below |= {c.i for c in token.children}
            verbs = [t for t in self.doc[tail.start : token.i] if t.tag_ in _FINITE and t.i not in below]
            parted = first > tail.start and self.doc[first - 1].text in {",", "-", "–", "—"} or first == tail.start
            if verbs and not parted or self._subordinate(token) and not self._set_off(token, tail):
                return None
            return token
        return None

    @staticmethod
    def _own_content(cue: Token) -> bool:
        return any(
            c.i > cue.i and any(m.dep_ in {"nsubj", "nsubjpass", "mark", "expl"} for m in c.children) for c in children(cue, "ccomp")
        )

    def _set_off(self, cue: Token, tail: range) -> bool:
        """ "“…”, the mayor wrote": right behind the comma, however the parser hung it."""
        own = own_subject(cue)
        behind = next((i for i in tail if self.doc[i].text == ","), None)
        return cue.dep_ == "relcl" and own is not None and own.tag_ not in {"WDT", "WP"} and own.left_edge.i - 1 == behind == tail.start

    @staticmethod
    def _subordinate(cue: Token) -> bool:
        """In a relative clause of the words behind the quotation, or under "if"."""
        return cue.dep_ == "relcl" or any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "because"} for c in cue.children)

    def _speaker(self, cue: Token, run: range) -> Referent | None:
        """By the parse; where that finds no subject at all, the name that stands right beside the verb."""
        found = self.scene.speakers.of(cue)
        if found is not None or self.scene.speakers.has_sayer(cue) or is_passive(cue) and lemma(cue) in words_of("blaming"):
            return found  # "was charged with “…”" is told of nobody's words
        for i in (*range(cue.i + 1, min(run.stop, cue.i + 8)), *range(cue.i - 1, max(run.start, cue.i - 8) - 1, -1)):
            token = self.doc[i]
            if token.pos_ in {"VERB", "ADP", "SCONJ"} or token.text in {",", ";"} and i < cue.i:
                if i > cue.i:
                    continue
                break
            named = self.scene.resolver.resolve(token, inside=False) if token.pos_ in {"PROPN", "PRON"} and token.dep_ != "poss" else []
            if named:
                return named[0]
        if cue.tag_ == "VBG" and self._last is not None and self._last.cue is not None and self._last.cue.sent == cue.sent:
            return self._last.speaker
        return None

    def _above(self, cue: Token) -> Referent | None:
        """ "X said the miners believe the plan “…”": X, where whoever believes it is nobody named."""
        verb = governing_verb(cue) if cue.dep_ == "ccomp" else None
        return self.scene.speakers.of(verb) if verb is not None and verb.i < cue.i and is_cue(verb) else None

    def _by_phrase(self, cue: Token, tail: range) -> Referent | None:
        """ "was described as “…” by X"."""
        if cue.tag_ != "VBN" or not tail or self.doc[tail.start].lower_ != "by":
            return None
        named = (
            self.scene.speakers.refer(self.doc[i])
            for i in range(tail.start + 1, min(tail.stop, tail.start + 10))
            if self.doc[i].pos_ == "PROPN"
        )
        return next((r for r in named if r is not None), None)

    def _colon(self, lead: range) -> _Source | None:
        """ "Ann Lee: “…”", "her answer was clear: “…”": the subject, or else the last name before the colon."""
        tokens = [self.doc[i] for i in lead if not self.doc[i].is_space]
        if not tokens or tokens[-1].text != ":":
            return None
        nouns = [t for t in reversed(tokens) if t.i not in self.scene.in_quote and t.pos_ in {"NOUN", "PROPN", "PRON"}]
        heads = [t for t in nouns if t.dep_ in {"nsubj", "nsubjpass", "poss"}] + nouns
        for head in heads[:8]:
            found = self.scene.resolver.resolve(head, inside=False)
            if found:
                return _Source(None, found[0], "alone")
        return _Source(None, None, "alone")

    def _in_passing(self, q: Quotation, lead: range) -> _Source | None:
        """ "She has decided to “leave all public work”": words of whoever the sentence tells of, where that is a person or several."""
        if len(re.findall(r"\w+", self.text[q.start : q.end])) < FRAGMENT_WORDS or self.scene.stands_alone(q):
            return None
        before = self.doc[lead.stop - 1]
        above = [before, *before.ancestors]
        verb = next((t for t in above if t.pos_ == "VERB" and t.i not in self.scene.in_quote), None)
        verb = verb or next((t for t in above if t.pos_ == "VERB"), None)
        own = subject(verb) if verb is not None and not is_passive(verb) else None
        if own is None or own.i not in lead or before.pos_ not in {"PART", "CCONJ", "NOUN", "PRON", "PROPN", "AUX"}:
            return None
        named = self.scene.resolver.resolve(own, inside=False)
        persons = [r for r in named if self.scene.resolver.is_person(r.key)]
        if before.pos_ in {"NOUN", "PROPN"} and before != own or not persons and own.tag_ not in {"NNS", "NNPS"}:
            return None
        return _Source(None, persons[0] if len(persons) == 1 else None, "passing", PASSING)

    # ── no speaker beside it ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _alone(self, q: Quotation) -> _Source | None:
        """A quotation that is a sentence of its own: the speaker of the one before in the paragraph, else whoever was told of last."""
        if not self.scene.stands_alone(q):
            return None
        first = self.scene.passages.token_at(q.start)
        before = self._sentence_before(first)
        if before is not None and self.doc[before[1] - 1].text == "?" and before[1] - 1 not in self.scene.in_quote:
            return _Source(None, self._last.speaker, "answer", CARRIED) if self._last is not None else _Source(None, None, "answer")
        short = len(re.findall(r"\w+", self.text[q.start : q.end])) <= FRAGMENT_WORDS
        if before is None:  # words that open the text and end in no stop are a headline
            return None if short or not self.scene.is_whole(q) else _Source(None, None, "alone", None)
        start, stop = before
        same_paragraph = "\n" not in self.text[self.doc[stop - 1].idx : q.start]
        goes_on = self._last is not None and self._last_end > self.doc[start].idx
        if short and not (goes_on and same_paragraph and self.scene.is_whole(q)):  # “We have gas,” she said. “Nobody will freeze.”
            return None
        if self._last is not None and self._last_end > self.doc[start].idx:
            return _Source(self._last.cue, self._last.speaker, "alone", self._last.doubt if same_paragraph else CARRIED)
        for token in reversed(self.doc[start:stop]):
            cue = is_cue(token) and not self._below(token) or self.scene.speakers.is_according(token)
            if cue and token.i not in self.scene.in_quote and (found := self.scene.speakers.of(token)) is not None:
                introduced = self.doc[stop - 1].text == ":"
                return _Source(token, found, "alone", None if introduced else GUESSED)
        for token in self.doc[start:stop]:
            if token.dep_ in {"nsubj", "nsubjpass"} and (named := self.scene.resolver.resolve(token, inside=False)):
                return _Source(None, named[0], "alone", GUESSED)
        if self._last is not None:
            return _Source(self._last.cue, self._last.speaker, "alone", CARRIED)
        return _Source(None, None, "alone")

    def _below(self, cue: Token) -> bool:
        """Told of in what another tells: "X said that Y had promised …", "according to X, Y promised …"."""
        above = governing_verb(cue) if cue.dep_ in {"ccomp", "conj"} else None
        told = above is not None and cue.dep_ == "ccomp" and is_cue(above)
        return told or any(self.scene.speakers.is_according(t) for t in cue.sent if t.i < cue.i)

    def _sentence_before(self, first: int) -> tuple[int, int] | None:
        """Tokens of the sentence that ends before a token, over line breaks."""
        stop = first
        while stop > 0 and (self.doc[stop - 1].is_space or self.doc[stop - 1].is_punct and self.doc[stop - 1].text not in {":", ".", "?"}):
            stop -= 1
        if stop == 0:
            return None
        start = self.doc[stop - 1].sent.start
        while start > 0 and "\n" not in self.doc[start - 1].text and start - 1 in self.scene.in_quote and stop - start < 200:
            start -= 1  # a sentence that closes a quotation begins with it
        return start, stop
