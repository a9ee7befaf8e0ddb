"""Reported speech: the clause that a verb or noun of speech introduces, with "that" and without; refusals to comment; "according to".

Cue, source, content, as Pareti (2015) annotates them. The content is the parser's complement clause; where the parser built none, it is
the words behind "that", or the sentence before ", X said".
"""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.grammar import (
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
from build_scripts.extract.references import Referent
from build_scripts.extract.said import Said, asking_verbs, cue_nouns, cue_verbs, is_cue, makes_clear, wordings, words_of
from build_scripts.extract.scene import Scene
from build_scripts.model import Span

_THAT = {"that", "if", "whether"}
_QUESTION_WORDS = {"WRB", "WP", "WDT", "WP$"}
_REACH = 14  # tokens between a cue and its "that"


class Reported:
    """Reads what is told without quotation marks. `found` holds the direct statements and is added to."""

    def __init__(self, scene: Scene, found: list[Said], asked: list[Said]) -> None:
        self.scene, self.doc, self.passages = scene, scene.doc, scene.passages
        self.found, self.asked = found, asked
        self._direct = [s.quote for s in found if s.direct]

    def all(self) -> list[Said]:
        for sentence in self.doc.sents:
            for token in sentence:
                if token.i in self.scene.in_quote or token.is_space:
                    continue
                if token.pos_ in {"VERB", "AUX"}:
                    self._indirect(token)
                    self._declined(token)
                elif token.pos_ == "NOUN" and lemma(token) in cue_nouns():
                    self._noun_cue(token)
            for token in sentence:
                if self.scene.is_according(token):
                    self._according_to(token)
        return self.found

    # ── verbs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _indirect(self, cue: Token) -> None:
        if not is_cue(cue) or lemma(cue) in asking_verbs() or self._hypothetical(cue):
            return
        clauses = [c for c in children(cue, "ccomp", "xcomp") if c.dep_ == "ccomp" or self._denied(c, cue)]
        clauses = [c for c in clauses if c.i > cue.i or self._spoken_before(c, cue)]
        spans = [s for c in clauses for s in self._spans(c, cue)] if makes_clear(cue) is None else []
        spans = spans or self._by_words(cue)
        if not spans:
            return
        speaker = self.scene.speaker(cue)
        if not self._speaks(cue, speaker):
            return
        for span in spans:
            before = span[1] <= cue.idx
            if before and lemma(cue) == "report" and (speaker is None or self._is_medium(speaker)):
                continue  # "…, the agency reported": the medium is the source, not a speaker
            self._add(span, cue, speaker, before)

    def _speaks(self, cue: Token, speaker: Referent | None) -> bool:
        """Is the subject one that can say something?"""
        words = self.scene.sayer_words(cue)
        if words is None:
            return is_passive(cue) or speaker is not None
        if speaker is not None and not (words.pos_ == "NOUN" and lemma(words) in words_of("things")):
            return True
        if lemma(words) in words_of("things") or words.tag_ in {"WDT", "DT", "EX"}:
            return False
        return lemma(cue) not in words_of("opinion") and lemma(cue) not in words_of("things_do_too") or is_passive(cue)

    def _is_medium(self, speaker: Referent) -> bool:
        return self.scene.cast.figures[speaker.key].type in {"media", "organization"}

    def _spans(self, clause: Token, cue: Token) -> list[Span]:
        """A reported clause, one statement for each "that" that is coordinated with it."""
        marked = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children) or self._denied(clause, cue)
        asking = any(c.tag_ in _QUESTION_WORDS and c.i < clause.i for c in clause.children) and clause.i > cue.i
        if not marked and (clause.tag_ == "VBG" and not children(clause, "nsubj", "mark", "aux") or asking or self._bare(clause, cue)):
            return []
        heads = [clause, *(c for c in conjuncts(clause)[1:] if any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children))]
        found = []
        for n, head in enumerate(heads):
            last = self._content_end(head, cue, heads[n + 1] if n + 1 < len(heads) else None)
            found.append(self.passages.trimmed(self._content_start(head, cue), last))
        return found

    @staticmethod
    def _denied(clause: Token, cue: Token) -> bool:
        """ "denied knowing …", "admitted taking …"."""
        return clause.tag_ == "VBG" and clause.i > cue.i and lemma(cue) in {"deny", "admit", "acknowledge", "confess", "recall", "mention"}

    @staticmethod
    def _bare(clause: Token, cue: Token) -> bool:
        """ "let them know", "made it clear": no clause of its own."""
        return clause.i > cue.i and clause.pos_ not in {"VERB", "AUX"} and not children(clause, "nsubj", "nsubjpass", "cop", "expl")

    def _content_start(self, head: Token, cue: Token) -> int:
        mark = next((m for m in head.children if m.dep_ == "mark" and m.lower_ in _THAT and m.i < head.i), None)
        if mark is not None:
            return int(mark.i) + 1
        first = int(head.left_edge.i)
        if head.i < cue.i:
            return first
        first = max(first, cue.i + 1)
        own = own_subject(head)
        if own is not None and own.left_edge.i > first:
            between = self.doc[first : own.left_edge.i]
            lead = [t for t in between if t.dep_ in {"prep", "npadvmod", "advmod"} and t.head == head]
            if lead and lead[0].i == first and not any(t.text in {",", "-", ":"} for t in between):
                return int(own.left_edge.i)  # "said in a statement the …": how it was said, not what
        return first

    def _content_end(self, head: Token, cue: Token, following: Token | None) -> int:
        last = int(head.right_edge.i) + 1
        if head.i < cue.i:
            last = min(last, min([cue.i, *(t.left_edge.i for t in cue.children if t.dep_ in {"nsubj", "nsubjpass"} and t.i > head.i)]))
        if following is not None:
            mark = next((m for m in following.children if m.dep_ == "mark"), None)
            last = min(last, following.left_edge.i, *([mark.i] if mark is not None else []))
            while last > head.i and (self.doc[last - 1].pos_ == "CCONJ" or self.doc[last - 1].is_punct):
                last -= 1
        last = self._over_a_break(last, cue)
        told = [t for t in self.doc[head.i + 1 : last] if self._retold(t) or self._adds(t)]
        told += [t for t in self.doc[head.i + 1 : last] if self.scene.is_according(t)]
        return min([last, *(t.i if t.lower_ == "according" else t.left_edge.i for t in told)])

    def _over_a_break(self, last: int, cue: Token) -> int:
        """Where the parser ends a clause right before its verb, the clause goes on with that verb."""
        if cue.i < last < cue.sent.end and self.doc[last].pos_ in {"AUX", "VERB"} and self.doc[last].tag_ not in {"VBG", "VBN"}:
            verb = self.doc[last].head if self.doc[last].dep_ in {"aux", "auxpass"} else self.doc[last]
            return max(last, int(verb.right_edge.i) + 1) if verb.i > cue.i else last
        return last

    @staticmethod
    def _retold(verb: Token) -> bool:
        """ "…, which she also said in May": the writer again, telling where else it was said."""
        own = own_subject(verb) if verb.dep_ == "relcl" else None
        return (
            own is not None
            and own.tag_ == "PRP"
            and lemma(verb) in {*cue_verbs(), "express", "voice", "outline"}
            and any(t.text == "," for t in verb.doc[max(0, verb.left_edge.i - 1) : verb.i])
        )

    @staticmethod
    def _adds(verb: Token) -> bool:
        """ "…, adding that …": the same speaker goes on, in a statement of its own."""
        return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "conj"} and is_cue(verb) and bool(children(verb, "ccomp"))

    def _by_words(self, cue: Token) -> list[Span]:
        """Where the parser gave the verb no clause: what stands behind "that", or before ", X said"."""
        sentence = cue.sent
        for token in self.doc[cue.i + 1 : min(cue.i + _REACH, sentence.end)]:
            if (
                token.lower_ == "that"
                and token.i + 2 < sentence.end
                and (token.dep_ == "mark" or token.i == cue.i + 1 and token.tag_ == "IN")
            ):
                end = token.head.right_edge.i + 1 if token.head.i > token.i else sentence.end
                return [self.passages.trimmed(token.i + 1, end)]
            if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"} or token.dep_ == "dobj" and lemma(token) in cue_nouns():
                break
        own = own_subject(cue)
        first = min(cue.i, own.left_edge.i) if own is not None else cue.i
        comma = self.doc[first - 1] if first - 1 > sentence.start else None
        if comma is None or comma.text != "," or comma.i in self.scene.in_quote or own is None:
            return []
        verbs = [t for t in self.doc[sentence.start : comma.i] if t.pos_ in {"VERB", "AUX"} and own_subject(t) is not None]
        rest = [t for t in self.doc[cue.i + 1 : sentence.end] if t.is_alpha and t.i not in {d.i for d in own.subtree}]
        if not verbs or self.doc[sentence.start].lower_ in {"when", "while", "as", "after", "if", "although", "since", "because"}:
            return []
        if any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "acl" for t in rest[:1]) or len(rest) <= 12:
            start = self.doc[sentence.start : comma.i]
            return [self.passages.trimmed(start.start, comma.i)]
        return []

    @staticmethod
    def _spoken_before(clause: Token, cue: Token) -> bool:
        """ "X is ready, the ministry said": the clause stands first, and the verb is one of plain telling."""
        plain = cue_verbs().get(lemma(cue)) not in {"demands", "accuses", "criticises", "welcomes", "agrees"}
        between = cue.doc[clause.right_edge.i : cue.i]
        return (
            plain
            and clause.right_edge.i < cue.i
            and cue.dep_ not in {"relcl", "acl"}
            and not children(cue, "mark")
            and not any(t.text in {";", "?"} for t in between)
        )

    @staticmethod
    def _hypothetical(cue: Token) -> bool:
        return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in cue.children) or any(
            c.tag_ == "MD" for c in children(cue, "aux")
        )

    def _add(self, span: Span, cue: Token, speaker: Referent | None, before: bool = False, dated: bool = True) -> None:
        span = self._with_marks(span)
        if span[1] - span[0] < 3 or any(a < span[1] and span[0] < b for a, b in self._direct) or self._told_already(span):
            return
        if any(q.quote[0] < span[1] and span[0] < q.quote[1] for q in self.asked if q.cue is not None and before):
            return  # "asked what …, X said": the parser took the question for what was said
        self.found.append(Said(span, False, cue, speaker, dated=dated))

    def _told_already(self, span: Span) -> bool:
        return any(s.quote[0] == span[0] for s in self.found[-4:])

    def _with_marks(self, span: Span) -> Span:
        """A quotation mark that closes inside opens inside too."""
        start, end = span
        text = self.passages.text
        for q in {q.start: q for i in self.passages.tokens(span) if (q := self.scene.in_quote.get(i)) is not None}.values():
            if q.start < start <= q.start + 2 and q.end <= end:
                start = q.start
            if q.start >= start and end < q.end <= end + 3:
                end = q.end
        return start, min(end, len(text))

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
            speaker = next((r for o in [owner, *people] if o is not None for r in [self.scene.refer(o)] if r is not None), None)
        if speaker is None and telling and verb is not None:
            speaker = self.scene.speaker(verb)
        if speaker is not None and mark.head.i > mark.i:
            cue = verb if telling and verb is not None and is_cue(verb) else noun
            for span in self._spans(mark.head, noun):
                self._add(span, cue, speaker, dated=telling)

    # ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _declined(self, verb: Token) -> None:
        """ "did not want to comment on …", "declined to answer": the refusal itself is what is reported."""
        if verb.dep_ in {"xcomp", "ccomp", "aux", "auxpass"} and lemma(verb) not in {"decline", "refuse"}:
            return
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
        named = self.scene.refer(own)
        if named is not None or own.pos_ in {"NOUN", "PROPN", "PRON"} and lemma(own) not in words_of("things"):
            self.found.append(Said(span, False, verb, named))

    def _covered(self, span: Span) -> bool:
        return any(s.whole[0] <= span[0] and span[1] <= s.whole[1] for s in self.found)

    # ── according to ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _according_to(self, token: Token) -> None:
        source = self.scene.source_of(token)
        if source is None:
            return
        speaker = self.scene.refer(source)
        if speaker is not None and self.scene.cast.figures[speaker.key].type == "media":
            return
        if speaker is None and lemma(source) not in words_of("tellers"):
            return
        sentence = token.sent
        phrase = range(token.i, source.right_edge.i + 1)
        first, last = (phrase.stop, sentence.end) if token.i <= sentence.start + 1 else (sentence.start, phrase.start)
        span = self.passages.trimmed(first, last)
        root = sentence.root
        if is_cue(root) and root.i in range(first, last) and children(root, "ccomp"):
            return  # "according to the agency, the minister said …": the minister's words
        if span[1] - span[0] > 10 and not any(a < span[1] and span[0] < b for a, b in self._direct) and not self._covered(span):
            self.found.append(Said(self._with_marks(span), False, token, speaker))


def addressee_of(cue: Token) -> Token | None:
    """Head of whom the words are said to: "told X", "said to X", "warned X that"."""
    word = lemma(cue)
    if word in words_of("addressing"):
        found = next((c for c in children(cue, "dative", "dobj") if c.i > cue.i), None)
        return found if found is None or found.dep_ != "prep" else None
    return next((o for _, o in prepositional(cue, "to")), None) if word in {"say", "write", "reply", "respond", "complain"} else None
