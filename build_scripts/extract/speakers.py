"""Who is meant as the speaker: the words beside a verb of speech that name somebody, and whom a pronoun means that stands there."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.context import Referent
from build_scripts.extract.described import Described
from build_scripts.extract.grammar import agents, children, governing_verb, is_passive, lemma, own_subject, patients, prepositional, subject
from build_scripts.extract.references import Resolver
from build_scripts.extract.said import is_cue
from build_scripts.extract.tellers import Teller, is_human

_ABOVE = 6
"""Verbs that are climbed from a participle to the verb of telling above it."""


class Speakers:
    """Answers "who says it?" for the verbs and nouns of speech of one document."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, in_quote: Container[int]) -> None:
        self.doc, self.cast, self.resolver, self.in_quote = doc, cast, resolver, in_quote
        self._described = Described(self)

    # ── beside a verb ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def of(self, cue: Token) -> Referent | None:
        """Whom the words beside a speech verb name as saying it; None where they name nobody."""
        heads: list[Token | None] = [self.source_of(cue)] if self.is_according(cue) else [*self._sayers(cue)]
        named = next((r for h in heads if h is not None for r in [self.refer(h)] if r is not None), None)
        if named is None and heads and heads[0] is not None:
            named = self._right_before(cue, heads[0])
        return named if named is not None else self._before_relative(cue, heads)

    def is_according(self, token: Token) -> bool:
        if token.lower_ != "according" or token.i in self.in_quote:
            return False
        return token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "to"

    def source_of(self, token: Token) -> Token | None:
        """Whom "according to" names."""
        to = self.doc[token.i + 1]
        found = next((o for t in (token, to) for _, o in prepositional(t)), None)
        found = found if found is not None else next((c for c in to.children if c.dep_ == "pobj"), None)
        mention = self.cast.mention_at.get(found.i + 1) if found is not None and found.text.islower() else None
        return self.doc[mention.last - 1] if mention is not None else found  # "according to witness Ann Lee"

    def has_sayer(self, cue: Token) -> bool:
        return self.is_according(cue) or bool(self._sayers(cue))

    def sayer_words(self, cue: Token) -> Token | None:
        """Head of the words that say who speaks, named or not."""
        return next(iter(self._sayers(cue)), None)

    def _sayers(self, cue: Token) -> list[Token]:
        above = governing_verb(cue)
        if lemma(cue) in {"quote", "cite", "report"} and self._as_saying(cue):
            return patients(cue) or [t for t in cue.doc[cue.i + 1 : cue.i + 6] if t.dep_ == "nsubj"]  # "…, the agency quoted X as saying"
        if cue.dep_ in {"pcomp", "advcl", "xcomp"} and above is not None and lemma(above) in {"quote", "cite", "report", "hear"}:
            own = subject(above) if is_passive(above) else None
            quoted = [own] if own is not None else patients(above)  # "was quoted as saying", "quoted X as saying"
            if quoted:
                return quoted
        teller = self._goes_on(cue)
        if teller is not None:
            return [teller]
        found = agents(cue)
        if found or is_passive(cue):
            return [*found, *(c for c in children(cue, "nsubj") if c not in found)]
        if cue.tag_ == "VBG" and cue.sent.root != cue:
            own = subject(cue.sent.root)
            if own is not None and own.i < cue.i:
                return [own]
        turned = self.inverted(cue) or self._named_before(cue)
        return [turned] if turned is not None else []

    def _named_before(self, cue: Token) -> Token | None:
        """ "the Democrats, whose leader, Ann Lee, said": the person right before a verb that the parser gave no subject."""
        i = cue.i - 1
        while i > cue.sent.start and (self.doc[i].text == "," or self.doc[i].pos_ in {"ADV", "AUX"}):
            i -= 1
        found = self.doc[i]
        return found if cue.tag_ in {"VBD", "VBZ"} and subject(cue) is None and self._is_person(found) else None

    def inverted(self, cue: Token) -> Token | None:
        """ "Not true, countered the mayor": the speaker where the parser saw an object."""
        if cue.tag_ not in {"VBD", "VBZ"} or subject(cue) is not None:
            return None
        return next((c for c in children(cue, "dobj") if c.left_edge.i == cue.i + 1 and (self._is_person(c) or is_human(c))), None)

    def _is_person(self, head: Token) -> bool:
        return head.i in self.cast.at and self.resolver.is_person(self.cast.at[head.i])

    def _as_saying(self, cue: Token) -> bool:
        following = cue.doc[cue.i + 1 : cue.i + 12]
        return any(t.lower_ == "as" and (lemma(cue) != "report" or t.nbor(1).tag_ == "VBG") for t in following if t.i + 1 < len(cue.doc))

    def _before_relative(self, cue: Token, heads: list[Token | None]) -> Referent | None:
        """ "Ann Lee, whose party lost, called it a pity and said …", where the parser lost its way in the relative clause."""
        if cue.tag_ not in {"VBD", "VBZ", "VBP"} or own_subject(cue) is not None:
            return None
        for pronoun in reversed(self.doc[cue.sent.start + 2 : cue.i]):
            if pronoun.tag_ not in {"WP", "WP$", "WDT"} or self.doc[pronoun.i - 1].text != ",":
                continue
            inside = all(h is None or h.i > pronoun.i for h in heads)
            if not inside or not any(t.text == "," for t in self.doc[pronoun.i + 2 : cue.i]):
                return None
            noun = self.doc[pronoun.i - 2]
            return self.refer(noun) if noun.pos_ in {"NOUN", "PROPN"} and noun.dep_ not in {"pobj", "dobj"} else None
        return None

    def _goes_on(self, cue: Token) -> Token | None:
        """ "X said that Y had agreed to wait, adding that …": X, wherever in the reported clause the parser hung the participle."""
        if cue.tag_ != "VBG" or cue.dep_ not in {"advcl", "acl"} or self.doc[cue.i - 1].text != ",":
            return None
        verb, found = governing_verb(cue), None
        for _ in range(_ABOVE):
            above = governing_verb(verb) if verb is not None else None
            if verb is None or above is None:
                break
            own = own_subject(above) if verb.dep_ == "ccomp" and above.i < verb.i and is_cue(above) else None
            if own is not None and own.i < above.i:
                found = own
            verb = above
        return found

    def _right_before(self, cue: Token, head: Token) -> Referent | None:
        """ "the minister for the South Ann Lee said": the name that the words for the speaker end in, however the parser cut them."""
        i = cue.i - 1
        while i > head.i and (self.doc[i].is_punct or self.doc[i].pos_ in {"ADV", "AUX"}):
            i -= 1
        mention = self.cast.mention_at.get(i)
        key = self.cast.at.get(i)
        if mention is None or key is None or mention.first <= head.i or self.cast.figures[key].type != "person":
            return None
        between = self.doc[head.i : mention.first]
        if any(t.pos_ in {"VERB", "AUX"} or t.pos_ == "CCONJ" for t in between):
            return None
        return Referent(key, self.doc[i], (mention.first, mention.last))

    # ── by their words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def refer(self, head: Token) -> Referent | None:
        """The figure whose words they are: a statement's issuer, and a nameless spokesman's body."""
        return self._meant(head, self.resolver.resolve(head, inside=False))

    def _meant(self, head: Token, found: list[Referent]) -> Referent | None:
        """The same, of what the words themselves resolve to."""
        if found:
            return self._described.rather(head, found[0])
        if head.lower_ in {"it", "he", "she", "they"}:
            return self._last_told(head)
        return self._described.refer(head)

    def teller(self, verb: Token, head: Token) -> Teller:
        """Whoever tells at a verb, named or not."""
        found = self.resolver.resolve(head, inside=False)
        who = self._meant(head, found)
        keys = tuple(dict.fromkeys(r.key for r in found)) or ((who.key,) if who is not None else ())
        last = self.resolver.spoke_last(head.i) if head.lower_ in {"he", "she"} else None
        human = last is not None or any(self.resolver.is_person(k) for k in keys) or is_human(head)
        several = head.tag_ in {"NNS", "NNPS"} or head.lower_ == "they" or len(keys) > 1
        return Teller(verb.i, keys, human, several, last.noun if last is not None else lemma(head))

    def _last_told(self, pronoun: Token) -> Referent | None:
        """Where nothing nearer is found: "it" is the body that the sentence before is about, "he" and "she" the person who spoke last, or
        the body whose nameless spokesman did."""
        key, person = None, pronoun.lower_ in {"he", "she"}
        if person:
            spoke = self.resolver.spoke_last(pronoun.i)
            key = spoke.keys[0] if spoke is not None and spoke.keys else None
        elif pronoun.lower_ == "they":
            told = next(iter(self.resolver.tellers.before(pronoun.i)), None)
            key = told.keys[0] if told is not None and told.keys and told.several else None
        elif pronoun.sent.start > 0:
            own = own_subject(self.doc[pronoun.sent.start - 1].sent.root)
            named = self.refer(own) if own is not None and own.pos_ != "PRON" else None
            key = named.key if named is not None and not self.resolver.is_person(named.key) else self._thing_before(pronoun)
        if key is None:
            return None
        return Referent(key, pronoun, (pronoun.i, pronoun.i + 1), f"“{pronoun.text}” taken for {self.cast.figures[key].name}")

    def _thing_before(self, pronoun: Token) -> str | None:
        """ "It said" after "the report said": whoever issued it."""
        told = next(iter(self.resolver.tellers.before(pronoun.i)), None)
        near = told is not None and self.resolver.context.sentence_of[pronoun.i] - self.resolver.context.sentence_of[told.at] <= 2
        return told.keys[0] if near and told is not None and told.keys and not told.human else None
