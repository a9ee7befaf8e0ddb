"""The questions that an article tells of, kept apart from what was answered."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from build_scripts.extract.grammar import agents, children, is_passive, lemma, own_subject, prepositional, subject
from build_scripts.extract.references import Referent
from build_scripts.extract.said import Said, asking_verbs, is_cue, words_of
from build_scripts.extract.scene import Scene

_OPENERS = {"whether", "if", "about", "on", "over"}
_REACH = 12  # tokens between the verb and what opens the question


class Asked:
    """Reads the questions of one scene that stand outside quotation marks."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc, self.passages = scene, scene.doc, scene.passages

    def all(self) -> list[Said]:
        return [q for token in self.doc if (q := self._question(token)) is not None]

    def _question(self, token: Token) -> Said | None:
        if token.pos_ not in {"VERB", "AUX"}:
            return None
        word = lemma(token)
        asks = word in asking_verbs() or word in words_of("pressing") and token.tag_ in {"VBN", "VBD"}
        if not asks or token.i in self.scene.in_quote:
            return None
        opens = token.i - token.sent.start <= 1  # "Asked …", "When asked …"
        participle = (token.dep_ == "advcl" or opens) and token.tag_ in {"VBN", "VBD", "VBG"} and not children(token, "nsubj")
        if word not in asking_verbs() and not participle:
            return None
        opener = next((t for t in self.doc[token.i + 1 : min(token.sent.end, token.i + _REACH)] if self._opens(t)), None)
        if opener is None or children(token, "neg") or any(c.lower_ == "for" and c.i < opener.i for c in children(token, "prep")):
            return None
        between = self.doc[token.i + 1 : opener.i]
        if any(t.text in {",", ";"} or t.pos_ == "VERB" for t in between) or opener.lower_ == "that" or children(token, "xcomp"):
            return None  # "asked donors to cancel debts that fall due"
        main = self._answerer(token, opener) if participle else None
        if main is not None:
            last = main.left_edge.i if main.i > opener.i else (opener.head if opener.dep_ != "ROOT" else opener).right_edge.i + 1
            last = max(last, opener.i + 1)
        else:
            last = self._question_end(token, opener)
        span = self.passages.trimmed(opener.i, last)
        if span[1] - span[0] < 3:
            return None
        asker = [o for _, o in prepositional(token, "by")] if participle or is_passive(token) else agents(token)
        if main is not None:
            to = [main]
        else:
            own = subject(token) if is_passive(token) else None
            to = [own] if own is not None else [] if is_passive(token) else children(token, "dobj", "dative")
        return Said(span, False, token, self._first(asker), asks=True, addressee=self._first(to))

    @staticmethod
    def _opens(token: Token) -> bool:
        return token.tag_ in {"WP", "WRB", "WDT", "WP$"} or token.lower_ in _OPENERS

    def _answerer(self, verb: Token, opener: Token) -> Token | None:
        """ "Asked whether …, X said": the subject of the speech verb that a comma parts from the question."""
        for comma in self.doc[opener.i : verb.sent.end]:
            if comma.text != ",":
                continue
            for cue in self.doc[comma.i + 1 : min(verb.sent.end, comma.i + 14)]:
                own = own_subject(cue) if is_cue(cue, quoting=True) else None
                if own is not None and own.left_edge.i == comma.i + 1:
                    return own
        root = verb.sent.root
        return own_subject(root) if root.pos_ in {"VERB", "AUX"} else None

    @staticmethod
    def _question_end(verb: Token, opener: Token) -> int:
        clause = next((c for c in children(verb, "ccomp", "prep", "advcl", "xcomp") if c.left_edge.i <= opener.i <= c.right_edge.i), None)
        return int((clause if clause is not None else opener.head).right_edge.i) + 1

    def _first(self, heads: Iterable[Token]) -> Referent | None:
        return next((r for h in heads for r in self.scene.resolver.resolve(h, inside=False)), None)


def join_answers(found: list[Said], asked: list[Said]) -> None:
    """What is said in the very sentence that tells of the question answers it."""
    by_sentence: dict[int, list[Said]] = {}
    for said in found:
        if said.cue is not None:
            by_sentence.setdefault(said.cue.sent.start, []).append(said)
    for question in asked:
        if question.cue is None or question.addressee is None:
            continue
        for said in by_sentence.get(question.cue.sent.start, []):
            if said.quote[0] >= question.quote[1] and said.speaker is not None and said.speaker.key == question.addressee.key:
                said.answers = question
                said.addressee = question.speaker
