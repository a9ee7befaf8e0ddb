"""Who said what: direct quotations with their speakers, reported clauses, refusals to comment, and the questions asked.

The order of work follows how published quotation systems go about it (cue verb, source, content: Pareti 2015; quotation marks first,
then the verb
beside them: Muzny et al. 2017), over the dependency parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import (
    agents,
    children,
    conjuncts,
    governing_verb,
    is_negated,
    is_passive,
    lemma,
    own_subject,
    prepositional,
    subject,
)
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.passages import Passages
from build_scripts.extract.quotes import Quotation, find_quotations
from build_scripts.extract.references import Referent, Resolver, Voice
from build_scripts.model import Span

FRAGMENT_WORDS = 4
"""A quotation of fewer words inside reported speech is a scare quote and stays in its clause."""


@dataclass
class Said:
    """One statement or question on its way to a record; spans are characters."""

    quote: Span
    direct: bool
    cue: Token | None
    speaker: Referent | None
    clause: Span | None = None
    asks: bool = False
    addressee: Referent | None = None
    answers: Said | None = None
    dated: bool = True
    """False where the telling itself is not of the source's day (a statement told of inside a question)."""
    doubts: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Span:
        spans = [self.quote, *([self.clause] if self.clause else [])]
        return min(s for s, _ in spans), max(e for _, e in spans)


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, str]:
    """Lemma -> speech act."""
    return {word: row["act"] for row in reversed(lexicon("speech")["verbs"]) for word in row["words"]}


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, str]:
    return {word: row["act"] for row in lexicon("speech")["nouns"] for word in row["words"]}


@lru_cache(maxsize=1)
def _wordings() -> list[tuple[str, list[re.Pattern[str]]]]:
    return [(row["act"], [re.compile(p, re.I) for p in row["patterns"]]) for row in lexicon("speech")["wordings"]]


def speech_act(words: str, cue: Token | None) -> str:
    """What saying it does: by the words themselves, else by the verb that introduces them."""
    first: tuple[int, str] | None = None
    for n, (act, patterns) in enumerate(_wordings()):
        starts = [m.start() for p in patterns if (m := p.search(words))]
        if starts and n < 2:  # declining and distancing colour the whole, wherever they stand
            return act
        if starts and (first is None or min(starts) < first[0]):
            first = min(starts), act
    if first is not None:
        return first[1]
    found = cue_verbs().get(lemma(cue)) or cue_nouns().get(lemma(cue)) if cue is not None else None
    return found or "asserts"


def find_statements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Said]:
    """Statements and questions in text order. Fills `resolver.voices`, so that "I" and "we" can be read afterwards."""
    return _Finder(doc, cast, resolver, passages).all()


class _Finder:
    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast, self.resolver, self.passages = doc, cast, resolver, passages
        self.quotations = find_quotations(passages.text)
        self.in_quote: dict[int, Quotation] = {}
        for q in self.quotations:
            for i in passages.tokens((q.start, q.end)):
                self.in_quote[i] = q
        self.found: list[Said] = []
        self.asked: list[Said] = []

    def all(self) -> list[Said]:
        self.asked = asked = self._questions()
        for q in self.quotations:
            self._direct(q)
        for sentence in self.doc.sents:
            for token in sentence:
                if token.i in self.in_quote or token.is_space:
                    continue
                if token.pos_ in {"VERB", "AUX"}:
                    self._indirect(token)
                    self._declined(token)
                elif token.pos_ == "NOUN" and lemma(token) in cue_nouns():
                    self._noun_cue(token)
            self._according_to(sentence.root)
        self._join_answers(asked)
        return sorted([*self.found, *asked], key=lambda s: s.whole)

    # ── direct ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _direct(self, q: Quotation) -> None:
        inner = q.inner(self.passages.text)
        words = re.findall(r"\w+", self.passages.cut(inner))
        lead, tail = self._lead(q), self._tail(q)
        cue = self._cue_in(tail, at_start=True) if self._ends_open(q) else None
        place = "tail" if cue is not None else ""
        if cue is None:
            cue, place = self._cue_in(lead, at_end=True), "lead"
        if cue is None:
            cue, place = self._cue_in(tail, at_start=True), "tail"
        before = next((s for s in reversed(self.found) if s.direct), None)
        same_line = before is not None and "\n" not in self.passages.text[before.whole[1] : inner[0]]
        if cue is None:
            cue = next((self.doc[i] for run in (lead, tail) for i in run if self._according(self.doc[i])), None)
        if cue is None and len(words) < FRAGMENT_WORDS + 1:
            return
        if cue is None and not (before is not None and self._stands_alone(q)):
            return
        speaker = self._speaker(cue) if cue is not None else before.speaker if before is not None else None
        said = Said(inner, True, cue if cue is not None else before.cue if before is not None else None, speaker)
        if len(words) < FRAGMENT_WORDS and not self._is_whole(q):
            return
        if cue is not None and place == "lead":
            content = self._clause_with(q, cue)
            if len(words) < FRAGMENT_WORDS and content is not None:
                return
            said.clause = content
        if len(words) < FRAGMENT_WORDS and place == "tail" and not self._is_whole(q):
            return
        if cue is None and not same_line:
            said.doubts.append("no speaker is named beside the quotation: carried over from the one before")
        if self.passages.cut(inner).rstrip().endswith("?") and cue is not None and lemma(cue) in lexicon("speech")["asking"]["verbs"]:
            said.asks = True
        self.found.append(said)
        key = speaker.key if speaker else None
        tokens = self.passages.tokens((q.start, q.end))
        body = self.cast.figures[key].affiliation if key else None
        self.resolver.voices.append(Voice(tokens.start, tokens.stop, key, body))

    def _according(self, token: Token) -> bool:
        return (
            token.lower_ == "according"
            and token.i + 1 < len(self.doc)
            and self.doc[token.i + 1].lower_ == "to"
            and token.i not in self.in_quote
        )

    def _source_of(self, token: Token) -> Token | None:
        """Whom "according to" names."""
        to = self.doc[token.i + 1]
        found = next((o for t in (token, to) for _, o in prepositional(t)), None)
        return found if found is not None else next((c for c in to.children if c.dep_ == "pobj"), None)

    def _ends_open(self, q: Quotation) -> bool:
        """Does the quotation end in a comma (or ? or !) so that the speaker must follow?"""
        last = self.passages.text[q.end - 2 : q.end - 1]
        return last in {",", "?", "!"} or self.passages.text[q.end : q.end + 1] == ","

    def _is_whole(self, q: Quotation) -> bool:
        return self.passages.text[q.end - 2 : q.end - 1] in {",", ".", "?", "!"}

    def _stands_alone(self, q: Quotation) -> bool:
        """A quotation that starts a sentence of its own, not one inside another's."""
        lead = self._lead(q)
        return not [i for i in lead if not self.doc[i].is_punct and not self.doc[i].is_space]

    def _lead(self, q: Quotation) -> range:
        """Tokens outside quotations between the sentence's start and the quotation."""
        first = self.passages.token_at(q.start)
        i = first
        while i > 0 and not (
            self.doc[i - 1].text in {".", "!", "?"} and self.doc[i - 1].i not in self.in_quote or "\n" in self.doc[i - 1].text
        ):
            if i - 1 in self.in_quote:
                inner = self.in_quote[i - 1]
                if self._is_whole(inner) and self.passages.text[inner.end - 2] != ",":
                    break
            i -= 1
        return range(i, first)

    def _tail(self, q: Quotation) -> range:
        """Tokens behind the quotation to the end of its sentence."""
        first = self.passages.token_at(q.end - 1) + 1
        i = first
        while i < len(self.doc) and "\n" not in self.doc[i].text:
            if i in self.in_quote:
                break
            i += 1
            if self.doc[i - 1].text in {".", "!", "?"}:
                break
        return range(first, i)

    def _cue_in(self, run: range, at_start: bool = False, at_end: bool = False) -> Token | None:
        """The speech verb of a run of tokens that has somebody saying it; the nearest to the quotation."""
        candidates = [self.doc[i] for i in run if i not in self.in_quote and self._is_cue(self.doc[i])]
        if at_start and candidates:
            reach = [c for c in candidates if c.i - run.start <= 25]
            return reach[0] if reach else None
        return candidates[-1] if at_end and candidates else None

    @staticmethod
    def _is_cue(token: Token) -> bool:
        return (
            token.pos_ in {"VERB", "AUX"}
            and lemma(token) in cue_verbs() | dict.fromkeys(lexicon("speech")["asking"]["verbs"], "")
            and not is_negated(token)
        )

    def _clause_with(self, q: Quotation, cue: Token) -> Span | None:
        """The reported clause that a fragment stands in; None where the quotation follows the verb at once."""
        start = cue.i + 1
        end = self.passages.token_at(q.start)
        between = [
            t for t in self.doc[start:end] if not t.is_punct and not t.is_space and t.lower_ not in {"that", "only", "simply", "also"}
        ]
        told = {t.i for child in children(cue, "dobj", "dative", "npadvmod", "advmod", "prep") for t in child.subtree if t.i < end}
        words = [t for t in between if t.i not in told]
        if (
            not words
            or words[0].tag_ in {"IN"}
            and words[0].dep_ == "prep"
            and not any(t.pos_ in {"VERB", "AUX"} or t.dep_ == "nsubj" for t in words)
        ):
            opens_lower = self.passages.cut(q.inner(self.passages.text))[:1].islower()
            return (q.start, self._clause_end(q)) if opens_lower and any(t.lower_ == "that" for t in self.doc[start:end]) else None
        return self.passages.span(words[0].i, words[0].i + 1)[0], self._clause_end(q)

    def _clause_end(self, q: Quotation) -> int:
        """Where the sentence that goes on around a fragment ends (its stop off, a closing mark kept)."""
        tail = self._tail(q)
        end = q.end
        if tail and any(self.doc[i].is_alpha for i in tail):
            last = tail.stop
            while last < len(self.doc) and last in self.in_quote and not self.doc[last].is_sent_start:
                last += 1
            end = max(end, self.passages.trimmed(tail.start, last)[1])
        return end

    # ── reported ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _indirect(self, cue: Token) -> None:
        if not self._is_cue(cue) or lemma(cue) in lexicon("speech")["asking"]["verbs"]:
            return
        clauses = [c for c in children(cue, "ccomp") if c.i > cue.i or self._spoken_before(c, cue)]
        if not clauses or self._hypothetical(cue):
            return
        speaker = self._speaker(cue)
        if speaker is None and own_subject(cue) is None and not is_passive(cue) and cue.dep_ not in {"advcl", "conj", "acl"}:
            return
        reporter = speaker is None or self.cast.figures[speaker.key].type == "media"
        for clause in clauses:
            if clause.i < cue.i and reporter and lemma(cue) == "report":
                continue  # "…, the agency reported": the medium is the source, not a speaker
            if (
                clause.tag_ in {"VBG"}
                and not children(clause, "nsubj", "mark")
                or any(c.tag_ in {"WRB", "WP", "WDT"} and c.i < clause.i for c in clause.children)
            ) and not any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children):
                continue
            self._report(clause, cue, speaker)

    def _report(self, clause: Token, cue: Token, speaker: Referent | None, dated: bool = True) -> None:
        """A reported clause, one statement for each "that" that is coordinated with it."""
        heads = [clause, *(c for c in conjuncts(clause)[1:] if any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children))]
        for n, head in enumerate(heads):
            first = head.left_edge.i
            mark = next((m for m in head.children if m.dep_ == "mark" and m.lower_ in {"that", "if", "whether"}), None)
            first = mark.i + 1 if mark is not None else max(first, cue.i + 1) if head.i > cue.i else first
            last = self._content_end(head, cue, heads[n + 1] if n + 1 < len(heads) else None)
            span = self.passages.trimmed(first, last)
            if span[1] - span[0] < 3 or self._has_direct(span):
                continue
            if any(q.quote[0] < span[1] and span[0] < q.quote[1] for q in self.asked if q.cue is not None and head.i < cue.i):
                continue  # "asked what …, X said": the parser took the question for what was said
            self.found.append(Said(span, False, cue, speaker, dated=dated))

    def _content_end(self, head: Token, cue: Token, following: Token | None) -> int:
        last = int(head.right_edge.i) + 1
        if head.i < cue.i:
            last = min(last, min([cue.i, *(t.i for t in cue.children if t.dep_ == "nsubj" and t.i > head.i)]))
        if following is not None:
            stop = following.left_edge.i
            mark = next((m for m in following.children if m.dep_ == "mark"), None)
            stop = min(stop, mark.i) if mark is not None else stop
            last = min(last, stop)
            while last > head.i and (self.doc[last - 1].pos_ == "CCONJ" or self.doc[last - 1].is_punct):
                last -= 1
        told = [t for t in self.doc[head.i : last] if t.dep_ == "relcl" and self._retold(t)]
        return min([last, *(t.left_edge.i for t in told)])

    @staticmethod
    def _retold(verb: Token) -> bool:
        """ "…, which she also said in May": the writer again, telling where else it was said."""
        own = own_subject(verb)
        return (
            own is not None
            and own.tag_ == "PRP"
            and lemma(verb) in {*cue_verbs(), "express", "voice", "outline"}
            and any(t.text == "," for t in verb.doc[max(0, verb.left_edge.i - 1) : verb.i])
        )

    def _has_direct(self, span: Span) -> bool:
        return any(s.direct and s.quote[0] < span[1] and span[0] < s.quote[1] for s in self.found)

    @staticmethod
    def _spoken_before(clause: Token, cue: Token) -> bool:
        """ "X is ready, the ministry said": the clause stands first, and nothing else follows the verb."""
        return clause.right_edge.i < cue.i and not children(cue, "mark")

    @staticmethod
    def _hypothetical(cue: Token) -> bool:
        return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in cue.children) or any(
            c.tag_ == "MD" for c in children(cue, "aux")
        )

    def _noun_cue(self, noun: Token) -> None:
        """ "her position that …", "the statement by X that …"."""
        sentence = noun.sent
        mark = next((t for t in self.doc[noun.i + 1 : sentence.end] if t.dep_ == "mark" and t.lower_ == "that"), None)
        if (
            mark is None
            or mark.i in self.in_quote
            or any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"} for t in self.doc[noun.i + 1 : mark.i])
        ):
            return
        verb = governing_verb(noun)
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        people = [
            o
            for source in [noun, *([verb] if verb is not None else [])]
            for p, o in prepositional(source, "by", "of", "from")
            if noun.i < o.i < mark.i
        ]
        telling = verb is not None and lemma(verb) in cue_verbs() and verb.i < noun.i and noun.dep_ == "dobj"
        if telling and verb is not None:
            speaker = self._speaker(verb)
        else:
            named = [r for o in ([owner] if owner is not None else people) for r in self.resolver.resolve(o, inside=False)]
            speaker = named[0] if named else None
        if speaker is not None:
            self._report(mark.head, verb if telling and verb is not None else noun, speaker, dated=telling)

    def _declined(self, verb: Token) -> None:
        """ "did not want to comment on …", "declined to answer": the refusal itself is what is reported."""
        if verb.dep_ in {"xcomp", "ccomp", "aux", "auxpass"} and verb.dep_ != "ROOT" and lemma(verb) not in {"decline", "refuse"}:
            return
        own = subject(verb)
        if own is None or own.i > verb.i:
            return
        first = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg"})])
        stops = [c.left_edge.i for c in verb.children if c.dep_ in {"advcl", "conj", "cc"} and c.i > verb.i]
        stops += [c.i for c in verb.children if c.dep_ == "punct" and c.i > verb.i]
        span = self.passages.trimmed(first, min([verb.right_edge.i + 1, *stops]))
        act, patterns = _wordings()[0]
        match = next((m for p in patterns if (m := p.search(self.passages.cut(span)))), None)
        if match is None or match.start() > 25 or self._covered(span) or act != "declines to comment":
            return
        named = self.resolver.resolve(own, inside=False)
        if named:
            self.found.append(Said(span, False, verb, named[0]))

    def _covered(self, span: Span) -> bool:
        return any(s.whole[0] <= span[0] and span[1] <= s.whole[1] for s in self.found)

    def _according_to(self, root: Token) -> None:
        for token in root.sent:
            source = self._source_of(token) if self._according(token) else None
            if source is None:
                continue
            named = self.resolver.resolve(source, inside=False)
            if not named or self.cast.figures[named[0].key].type == "media":
                continue
            phrase = range(token.i, source.right_edge.i + 1)
            first, last = (phrase.stop, root.sent.end) if token.i <= root.sent.start + 1 else (root.sent.start, phrase.start)
            span = self.passages.trimmed(first, last)
            if span[1] - span[0] > 10 and not self._has_direct(span) and not self._covered(span):
                self.found.append(Said(span, False, token, named[0]))

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _questions(self) -> list[Said]:
        asked: list[Said] = []
        for token in self.doc:
            if token.i in self.in_quote or lemma(token) not in lexicon("speech")["asking"]["verbs"] or token.pos_ not in {"VERB", "AUX"}:
                continue
            opens = token.i - token.sent.start <= 1  # "Asked …", "When asked …"
            participle = (token.dep_ == "advcl" or opens) and token.tag_ in {"VBN", "VBD", "VBG"} and not children(token, "nsubj")
            opener = next(
                (
                    t
                    for t in self.doc[token.i + 1 : min(token.sent.end, token.i + 12)]
                    if t.tag_ in {"WP", "WRB", "WDT", "WP$"} or t.lower_ in {"whether", "if", "about"}
                ),
                None,
            )
            if opener is None or any(t.text in {",", ";"} for t in self.doc[token.i : opener.i]) or children(token, "neg"):
                continue
            main = self._answerer(token, opener) if participle else None
            last = (
                main.left_edge.i
                if main is not None and main.i > opener.i
                else (opener.head if opener.dep_ != "ROOT" else opener).right_edge.i + 1
            )
            last = max(last, opener.i + 1) if main is not None else self._question_end(token, opener)
            span = self.passages.trimmed(opener.i, last)
            if span[1] - span[0] < 3:
                continue
            by = [o for _, o in prepositional(token, "by")]
            asker = by if participle or is_passive(token) else agents(token)
            to = (
                [main]
                if main is not None
                else children(token, "dobj", "dative")
                if not is_passive(token)
                else [t for t in [subject(token)] if t is not None]
            )
            asked.append(Said(span, False, token, self._first(asker), asks=True, addressee=self._first(to)))
        return asked

    def _answerer(self, verb: Token, opener: Token) -> Token | None:
        """ "Asked whether …, X said": the subject of the speech verb that a comma parts from the question."""
        for comma in self.doc[opener.i : verb.sent.end]:
            if comma.text != ",":
                continue
            for cue in self.doc[comma.i + 1 : min(verb.sent.end, comma.i + 14)]:
                own = own_subject(cue) if self._is_cue(cue) else None
                if own is not None and own.left_edge.i == comma.i + 1:
                    return own
        root = verb.sent.root
        return own_subject(root) if root.pos_ in {"VERB", "AUX"} else None

    @staticmethod
    def _question_end(verb: Token, opener: Token) -> int:
        clause = next((c for c in children(verb, "ccomp", "prep", "advcl", "xcomp") if c.left_edge.i <= opener.i <= c.right_edge.i), None)
        return int((clause if clause is not None else opener.head).right_edge.i) + 1

    def _first(self, heads: Iterable[Token]) -> Referent | None:
        return next((r for h in heads for r in self.resolver.resolve(h, inside=False)), None)

    def _join_answers(self, asked: list[Said]) -> None:
        """What is said in the very sentence that tells of the question answers it."""
        for question in asked:
            for said in self.found:
                if (
                    said.cue is not None
                    and question.cue is not None
                    and said.cue.sent == question.cue.sent
                    and said.quote[0] >= question.quote[1]
                    and question.addressee is not None
                    and said.speaker is not None
                    and said.speaker.key == question.addressee.key
                ):
                    said.answers = question
                    said.addressee = question.speaker

    def _speaker(self, cue: Token) -> Referent | None:
        if cue.lower_ == "according":
            source = self._source_of(cue)
            return next(iter(self.resolver.resolve(source, inside=False)), None) if source is not None else None
        for head in agents(cue):
            found = self.resolver.resolve(head, inside=False)
            if found:
                return found[0]
        return None
