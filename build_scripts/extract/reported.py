"""Reported speech: the clause that a verb or noun of speech introduces, with "that" and without; refusals to comment; "according to".

Cue, source, content, as Pareti (2015) annotates them; where the content begins and ends, clauses.py says.
"""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.clauses import Clauses
from build_scripts.extract.grammar import (
    children,
    governing_verb,
    is_negated,
    is_passive,
    lemma,
    prepositional,
    subject,
)
from build_scripts.extract.references import Referent
from build_scripts.extract.said import Said, asking_verbs, cue_nouns, is_cue, wordings, words_of
from build_scripts.extract.scene import Scene
from build_scripts.model import Span


class Reported:
    """Reads what is told without quotation marks. `found` holds the direct statements and is added to."""

    def __init__(self, scene: Scene, found: list[Said], asked: list[Said]) -> None:
        self.scene, self.doc, self.passages = scene, scene.doc, scene.passages
        self.clauses = Clauses(scene)
        self.found, self.asked = found, asked
        self._direct = [s.quote for s in found if s.direct]
        self._clauses = [s.clause for s in found if s.clause is not None]
        self._by_participle = [s for s in found if s.cue is not None and s.cue.tag_ == "VBG" and self.doc[s.cue.i - 1].text == ","]

    def all(self) -> list[Said]:
        for sentence in self.doc.sents:
            if self.scene.is_furniture(sentence.start_char):
                continue
            refuses = " rule " in sentence.text or any(p.search(sentence.text) for p in wordings()[0][1])
            for token in sentence:
                if token.i in self.scene.in_quote or token.is_space:
                    continue
                if token.pos_ in {"VERB", "AUX"}:
                    self._indirect(token)
                    if refuses:
                        self._declined(token)
                elif token.pos_ == "NOUN" and lemma(token) in cue_nouns():
                    self._noun_cue(token)
            for token in sentence:
                if self.scene.speakers.is_according(token):
                    self._according_to(token)
        return self.found

    # ── verbs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _indirect(self, cue: Token) -> None:
        if not is_cue(cue) or lemma(cue) in asking_verbs() or self._hypothetical(cue) or self._own_opinion(cue):
            return
        spans = self.clauses.told_by(cue)
        inserted = None if spans else self.clauses.around(cue)
        if inserted is not None:
            spans = [inserted[0]]
        if not spans:
            return
        speaker = self.scene.speakers.of(cue)
        if not self._speaks(cue, speaker):
            return
        for span in spans:
            before = span[1] <= cue.idx
            medium = speaker is not None and self.scene.cast.figures[speaker.key].type == "media"
            if before and (medium or lemma(cue) == "report" and (speaker is None or self._is_medium(speaker))):
                continue  # "…, the agency reported": the medium is the source, not a speaker
            self._add(span, cue, speaker, before)
        if inserted is not None and self.found[-1].quote == inserted[0]:
            self.found[-1].clause = inserted[1]

    def _speaks(self, cue: Token, speaker: Referent | None) -> bool:
        """Is the subject one that can say something?"""
        words = self.scene.speakers.sayer_words(cue)
        if words is None:
            hearsay = is_passive(cue) and lemma(cue) not in words_of("opinion") | words_of("addressing")
            return hearsay or speaker is not None  # "it is said that"; but not "it is hoped that", "he was told that"
        if speaker is not None and not (words.pos_ == "NOUN" and lemma(words) in words_of("things")):
            return True
        pointing = words.tag_ in {"WDT", "DT", "EX"} and words.lower_ not in {"another", "some", "both"}
        if lemma(words) in words_of("things") or pointing:
            return False
        if lemma(cue) in words_of("opinion"):
            return False
        body = lemma(words) in words_of("bodies") or lemma(words) in words_of("tellers") - words_of("documents")
        return lemma(cue) not in words_of("things_do_too") or body

    def _is_medium(self, speaker: Referent) -> bool:
        return self.scene.cast.figures[speaker.key].type in {"media", "organization"}

    @staticmethod
    def _own_opinion(cue: Token) -> bool:
        """ "X said she hoped that …": one statement, and no second one of hers inside it."""
        if lemma(cue) in words_of("opinion") and cue.dep_ == "relcl":
            return True  # "the chaos that he believed had reigned"
        own = children(cue, "nsubj")
        above = governing_verb(cue) if cue.dep_ == "ccomp" and lemma(cue) in words_of("opinion") else None
        return above is not None and above.i < cue.i and is_cue(above) and bool(own) and own[0].tag_ == "PRP"

    @staticmethod
    def _hypothetical(cue: Token) -> bool:
        withheld = cue.dep_ == "xcomp" and lemma(cue.head) in words_of("withholding")
        doubtful = any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in cue.children)
        return withheld or doubtful or any(c.tag_ == "MD" for c in children(cue, "aux"))

    def _add(self, span: Span, cue: Token, speaker: Referent | None, before: bool = False, dated: bool = True) -> None:
        span = self._before_participle(self.clauses.with_marks(span), cue)
        if span[1] - span[0] < 3 or any(a < span[1] and span[0] < b for a, b in self._direct) or self._told_already(span, cue):
            return
        if any(a <= span[0] and span[1] <= b for a, b in self._clauses):
            return  # the words around a quoted fragment, told with it
        if any(q.quote[0] < span[1] and span[0] < q.quote[1] for q in self.asked if q.cue is not None and before):
            return  # "asked what …, X said": the parser took the question for what was said
        self.found.append(Said(span, False, cue, speaker, dated=dated))

    def _before_participle(self, span: Span, cue: Token) -> Span:
        """ "X said it would close, calling it “…”": the participle's quotation is a statement of its own."""
        for said in self._by_participle:
            if said.cue is not None and cue.i < said.cue.i and span[0] < said.cue.idx < said.quote[0] < span[1]:
                return self.passages.trimmed(self.passages.token_at(span[0]), said.cue.i - 1)
        return span

    def _told_already(self, span: Span, cue: Token) -> bool:
        near = self.found[-4:]
        return any(s.quote[0] == span[0] or s.cue == cue and s.quote[0] <= span[0] and span[1] <= s.quote[1] for s in near)

    # ── nouns ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _noun_cue(self, noun: Token) -> None:
        """ "her position that …", "the statement by X that …", "X expressed hope that …"."""
        reach = self.doc[noun.i + 1 : min(noun.sent.end, noun.i + 30)]
        mark = next((t for t in reach if t.dep_ == "mark" and t.lower_ == "that"), None)
        if (
            mark is None
            or mark.i in self.scene.in_quote
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
        telling = verb is not None and verb.i < noun.i and noun.dep_ == "dobj" and (is_cue(verb) or lemma(verb) in words_of("voicing"))
        speaker = None
        if owner is not None or people:
            speaker = next((r for o in [owner, *people] if o is not None for r in [self.scene.speakers.refer(o)] if r is not None), None)
        if speaker is None and telling and verb is not None:
            speaker = self.scene.speakers.of(verb)
        if speaker is not None and mark.head.i > mark.i:
            cue = verb if telling and verb is not None and is_cue(verb) else noun
            for span in self.clauses.under(mark.head, noun):
                self._add(span, cue, speaker, dated=telling)

    # ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _declined(self, verb: Token) -> None:
        """ "did not want to comment on …", "declined to answer": the refusal itself is what is reported."""
        if verb.dep_ in {"xcomp", "ccomp", "aux", "auxpass"} and lemma(verb) not in {"decline", "refuse"}:
            return
        if is_cue(verb) and children(verb, "ccomp"):
            return  # "said it would not comment": what is said, and told already
        own = subject(verb)
        if own is None or own.i > verb.i:
            return
        first = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg"})])
        stops = [c.left_edge.i for c in verb.children if c.dep_ in {"advcl", "conj", "cc"} and c.i > verb.i]
        stops += [c.i for c in verb.children if c.dep_ == "punct" and c.i > verb.i]
        span = self.passages.trimmed(first, min([verb.right_edge.i + 1, *stops]))
        if is_negated(verb) and lemma(verb) == "rule" and any(c.lower_ == "out" for c in verb.children):
            match = None  # "did not rule out talks": told, and no refusal
        else:
            match = next((m for p in wordings()[0][1] if (m := p.search(self.passages.cut(span)))), None)
            if match is None or match.start() > 25:
                return
        if self._covered(span):
            return
        named = self.scene.speakers.refer(own)
        if named is not None or own.pos_ in {"NOUN", "PROPN", "PRON"} and lemma(own) not in words_of("things"):
            self.found.append(Said(span, False, verb, named))

    def _covered(self, span: Span) -> bool:
        return any(s.whole[0] <= span[0] and span[1] <= s.whole[1] for s in self.found)

    # ── according to ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _according_to(self, token: Token) -> None:
        source = self.scene.speakers.source_of(token)
        if source is None:
            return
        speaker = self.scene.speakers.refer(source)
        if speaker is not None and self.scene.cast.figures[speaker.key].type == "media":
            return
        if speaker is None and lemma(source) not in words_of("tellers"):
            return
        sentence = token.sent
        phrase = range(token.i, self._source_end(source))
        first, last = (phrase.stop, sentence.end) if token.i <= sentence.start + 1 else (sentence.start, phrase.start)
        span = self.passages.trimmed(first, last)
        root = sentence.root
        if is_cue(root) and root.i in range(first, last) and children(root, "ccomp"):
            return  # "according to the agency, the minister said …": the minister's words
        if span[1] - span[0] > 10 and not any(a < span[1] and span[0] < b for a, b in self._direct) and not self._covered(span):
            self.found.append(Said(self.clauses.with_marks(span), False, token, speaker))


    def _source_end(self, source: Token) -> int:
        """Behind the words that name the source; where the parser took the subject behind their comma for a part of them, before that."""
        last = int(source.right_edge.i) + 1
        verb = self.doc[last] if last < len(self.doc) else None
        if verb is None or verb.tag_ not in {"MD", "VBD", "VBZ", "VBP"}:
            return last
        comma = next((i for i in range(last - 1, source.i, -1) if self.doc[i].text == ","), None)
        return comma + 1 if comma is not None else last


def addressee_of(cue: Token) -> Token | None:
    """Head of whom the words are said to: "told X", "said to X", "warned X that"."""
    word = lemma(cue)
    if word in words_of("addressing"):
        found = next((c for c in children(cue, "dative", "dobj") if c.i > cue.i), None)
        return found if found is None or found.dep_ != "prep" else None
    return next((o for _, o in prepositional(cue, "to")), None) if word in {"say", "write", "reply", "respond", "complain"} else None
