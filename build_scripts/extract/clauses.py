"""Where a reported clause begins and ends: the parser's complement clause, or what the words themselves show.

The content of a verb or noun of speech. Where the parser built no clause, it is the words behind "that", or the sentence before ", X said".
"""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.grammar import children, conjuncts, lemma, own_subject
from build_scripts.extract.said import cue_nouns, cue_verbs, is_cue, makes_clear, words_of
from build_scripts.extract.scene import Scene
from build_scripts.model import Span

_THAT = {"that", "if", "whether"}
_QUESTION_WORDS = {"WRB", "WP", "WDT", "WP$"}
_SHORT = 60  # characters
_REACH = 14  # tokens between a cue and its "that"


class Clauses:
    """Cuts reported clauses out of one scene; spans are characters."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc, self.passages = scene, scene.doc, scene.passages

    def told_by(self, cue: Token) -> list[Span]:
        """What a verb of speech tells."""
        clauses = [c for c in children(cue, "ccomp", "xcomp") if c.dep_ == "ccomp" or self._denied(c, cue)]
        clauses = [c for c in clauses if c.i > cue.i or self._spoken_before(c, cue)]
        spans = [s for c in clauses for s in self.under(c, cue)] if makes_clear(cue) is None else []
        return spans or self._taken_for_object(cue) or self.by_words(cue)

    def _taken_for_object(self, cue: Token) -> list[Span]:
        """ "said the workers' claims revolved round pay", where the parser read claims that were revolved: nobody says a thing."""
        if lemma(cue) not in {"say", "insist", "argue"}:
            return []
        for held in children(cue, "dobj"):
            verbs = [c for c in children(held, "acl") if c.tag_ in {"VBN", "VBD"} and self.doc[c.i - 1].text != ","]
            if held.i > cue.i and held.i not in self.scene.in_quote and lemma(held) not in cue_nouns() and verbs:
                return [self.passages.trimmed(held.left_edge.i, held.right_edge.i + 1)]
        return []

    def under(self, clause: Token, cue: Token) -> list[Span]:
        """A reported clause, one statement for each "that" that is coordinated with it."""
        marked = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children) or self._denied(clause, cue)
        openers = [c for c in clause.children if c.tag_ in _QUESTION_WORDS and c.i < clause.i and clause.i > cue.i]
        asking = any(c.i > cue.i or lemma(cue) in words_of("opinion") for c in openers)  # but "a plan which they said was …" tells
        if not marked and (clause.tag_ == "VBG" and not children(clause, "nsubj", "mark", "aux") or asking or self._bare(clause, cue)):
            return []
        joined = [*conjuncts(clause)[1:], *(c for c in children(cue, "conj") if c.i > clause.i)]  # the second may hang on the verb
        heads = [clause, *(c for c in joined if any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children))]
        found = []
        for n, head in enumerate(heads):
            last = self._content_end(head, cue, heads[n + 1] if n + 1 < len(heads) else None)
            found.append(self.passages.trimmed(self._content_start(head, cue), last))
        return found

    @staticmethod
    def _bare(clause: Token, cue: Token) -> bool:
        """ "let them know", "made it clear": no clause of its own."""
        return clause.i > cue.i and clause.pos_ not in {"VERB", "AUX"} and not children(clause, "nsubj", "nsubjpass", "cop", "expl")

    @staticmethod
    def _denied(clause: Token, cue: Token) -> bool:
        """ "denied knowing …", "admitted taking …"."""
        return clause.tag_ == "VBG" and clause.i > cue.i and lemma(cue) in {"deny", "admit", "acknowledge", "confess", "recall", "mention"}

    def _content_start(self, head: Token, cue: Token) -> int:
        mark = next((m for m in head.children if m.dep_ == "mark" and m.lower_ in _THAT and m.i < head.i), None)
        if mark is not None:
            return int(mark.i) + 1
        first = int(head.left_edge.i)
        if head.i < cue.i:
            return self._after_colon(first, cue.i)
        first = max(first, cue.i + 1)
        own = own_subject(head)
        if own is None and lemma(cue) not in words_of("addressing"):  # the parser took the clause's subject for the verb's object
            held = next((c for c in children(cue, "dobj") if cue.i < c.i < head.i), None)
            return int(held.left_edge.i) if held is not None else first
        if own is not None and own.left_edge.i > first:
            between = self.doc[first : own.left_edge.i]
            lead = [t for t in between if t.dep_ in {"prep", "npadvmod", "advmod"} and t.head == head]
            if lead and lead[0].i == first and not any(t.text in {",", "-", ":"} for t in between):
                return int(own.left_edge.i)  # "said in a statement the …": how it was said, not what
        return first

    def _after_colon(self, first: int, last: int) -> int:
        """ "Not true, countered the mayor: stones were thrown, she said"."""
        return next((t.i + 1 for t in reversed(self.doc[first:last]) if t.text in {":", ";"} and t.i not in self.scene.in_quote), first)

    def _content_end(self, head: Token, cue: Token, following: Token | None) -> int:
        last = int(head.right_edge.i) + 1
        if head.i < cue.i:
            last = min(last, min([cue.i, *(t.left_edge.i for t in cue.children if t.dep_ in {"nsubj", "nsubjpass"} and t.i > head.i)]))
        if following is not None:
            mark = next((m for m in following.children if m.dep_ == "mark"), None)
            last = min(last, following.left_edge.i, *([mark.i] if mark is not None else []))
        last = self._over_a_break(last, cue)
        told = [t for t in self.doc[head.i + 1 : last] if self._retold(t) or self._adds(t)]
        told += [t for t in self.doc[head.i + 1 : last] if self.scene.speakers.is_according(t)]
        told += [t for t in children(head, "conj") if t.tag_ == "VBD" and head.tag_ == "VB" and is_cue(t)]  # "will go and insisted"
        told += [t for t in children(head, "conj") if t.tag_ in {"VBD", "VBZ"} and is_cue(t) and self._with_quotation(t)]
        last = min([last, *(t.i if t.lower_ == "according" else t.head.i if t.dep_ == "pcomp" else t.left_edge.i for t in told)])
        while last > head.i + 1 and (self.doc[last - 1].pos_ == "CCONJ" or self.doc[last - 1].text in {",", ";"}):
            last -= 1
        return last

    def _with_quotation(self, cue: Token) -> bool:
        """ "the plan had failed, but Y said: “…”": somebody else's words."""
        own = own_subject(cue)
        return own is not None and any(t.i in self.scene.in_quote for t in self.doc[cue.i + 1 : cue.i + 4])

    def _over_a_break(self, last: int, cue: Token) -> int:
        """Where the parser ends a clause right before its verb, the clause goes on with that verb."""
        if self.doc[last - 1].pos_ == "CCONJ" or self.doc[last - 1].text == ",":
            return last
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
        if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl", "conj", "pcomp"}:
            return False
        voices = lemma(verb) in words_of("voicing") and any(lemma(c) in cue_nouns() and children(c, "acl") for c in children(verb, "dobj"))
        return is_cue(verb) and bool(children(verb, "ccomp")) or voices and verb.nbor(-1).text == ","

    def by_words(self, cue: Token) -> list[Span]:
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
        if comma is None or comma.text != "," or comma.i in self.scene.in_quote or own is None or cue.dep_ in {"relcl", "acl"}:
            return []
        verbs = [t for t in self.doc[sentence.start : comma.i] if t.pos_ in {"VERB", "AUX"} and own_subject(t) is not None]
        rest = [t for t in self.doc[cue.i + 1 : sentence.end] if t.is_alpha and t.i not in {d.i for d in own.subtree}]
        if not verbs or self.doc[sentence.start].lower_ in {"when", "while", "as", "after", "if", "although", "since", "because"}:
            return []
        if any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "acl" for t in rest[:1]) or len(rest) <= 12 or self._parted(cue, own):
            found = [self.passages.trimmed(self._after_colon(sentence.start, comma.i), comma.i)]
            return [*found, *self._and_more(cue, own)]
        return []

    def _and_more(self, cue: Token, own: Token) -> list[Span]:
        """ "Stones were thrown, X said, and three officers were hurt": the clause that goes on behind."""
        after = max(cue.i, own.right_edge.i) + 1
        if after + 2 >= cue.sent.end or self.doc[after].text != "," or self.doc[after + 1].lower_ != "and":
            return []
        verbs = [t for t in self.doc[after + 2 : cue.sent.end] if t.dep_ == "conj" and own_subject(t) is not None and own_subject(t) != own]
        return [self.passages.trimmed(after + 2, cue.sent.end)] if verbs and verbs[0].left_edge.i == after + 2 else []

    def _parted(self, cue: Token, own: Token) -> bool:
        """ "They waited, X said, as the boats left": what follows goes on with a clause of its own and not with a verb."""
        after = max(cue.i, own.right_edge.i) + 1
        following = self.doc[after + 1] if after + 1 < cue.sent.end and self.doc[after].text in {",", "-", "–", "—", ";"} else None
        return following is not None and (following.pos_ in {"SCONJ", "CCONJ"} or following.tag_ in {"WDT", "WP", "WRB", "VBG", "IN"})

    def around(self, cue: Token) -> tuple[Span, Span] | None:
        """ "The plan, X said, would fail": (what follows the insertion, the whole sentence)."""
        sentence, own = cue.sent, own_subject(cue)
        below = {"relcl", "acl", "conj"} if not children(cue, "mark") else {"relcl", "acl", "conj", "advcl"}
        inserted = cue.tag_ in {"VBD", "VBZ", "VBP"} and cue.dep_ not in below and not children(cue, "dobj")
        if own is None or not inserted or not self._plain(cue) or own.tag_ in {"WDT", "WP"}:
            return None
        first = min(cue.i, own.left_edge.i)
        after = max(cue.i, own.right_edge.i) + 1
        stop = next((t.i for t in self.doc[after : min(after + 8, sentence.end)] if t.text == ","), None)
        if stop is None or first - 1 <= sentence.start or self.doc[first - 1].text != "," or cue.dep_ == "advcl" and stop != after:
            return None
        rest = self.doc[stop + 1 : sentence.end]
        if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest) or any(t.i in self.scene.in_quote for t in sentence):
            return None
        if rest[0].tag_ in {"WDT", "WP", "WRB"} or rest[0].pos_ in {"CCONJ", "SCONJ"} or rest[0].tag_ == "VBG":
            return None
        return self.passages.trimmed(stop + 1, sentence.end), self.passages.trimmed(sentence.start, sentence.end)

    @staticmethod
    def _plain(cue: Token) -> bool:
        """A verb of plain telling, which may stand behind or within what it tells."""
        return cue_verbs().get(lemma(cue)) not in {"demands", "accuses", "criticises", "welcomes", "agrees"}

    @staticmethod
    def _spoken_before(clause: Token, cue: Token) -> bool:
        """ "X is ready, the ministry said": the clause stands first, and the verb is one of plain telling."""
        between = cue.doc[clause.right_edge.i : cue.i]
        return (
            Clauses._plain(cue)
            and clause.right_edge.i < cue.i
            and cue.dep_ not in {"relcl", "acl"}
            and not children(cue, "mark")
            and not any(t.text in {";", "?"} for t in between)
        )

    def with_marks(self, span: Span) -> Span:
        """A quotation mark that closes inside opens inside too."""
        start, end = span
        text = self.passages.text
        for q in {q.start: q for i in self.passages.tokens(span) if (q := self.scene.in_quote.get(i)) is not None}.values():
            if q.start < start <= q.start + 2 and q.end <= end:
                start = q.start
            if start <= q.start < end < q.end:  # ends inside a quotation: all of it, where it is short
                end = q.end if q.end - q.start <= _SHORT else q.start if end - q.start <= 2 else end
        return start, min(end, len(text))
