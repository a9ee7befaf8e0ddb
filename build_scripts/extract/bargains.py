"""One mention of an agreement: the noun, the parties that stand round it, its title, and the verb that tells of its signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import agents, children, conjuncts, governing_verb, is_negated, is_passive, lemma, prepositional
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.modality import verb_status
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver, Voice
from build_scripts.extract.treaty_names import Names
from build_scripts.model import Span

_HAVING = {"after", "since", "upon", "by", "for", "following", "on"}
"""Prepositions before a gerund that tell of what was done: "after signing"."""
_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_BEFORE = {"amod", "compound", "nmod", "poss", "npadvmod", "nummod"}


@dataclass
class Bargain:
    """An agreement on its way to a record."""

    noun: Token
    title: Span
    parties: list[Referent]
    subject: Span | None
    signing: Token | None
    """The verb or noun that tells of the signing."""
    planned: bool
    quoted: Voice | None
    named: Span | None = None
    """Characters of a treaty's proper name."""
    definite: bool = False
    further: list[Token] = field(default_factory=list)
    """Later mentions."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.key for p in self.parties))


@cache
def _nouns() -> frozenset[str]:
    return phrases(lexicon("agreements")["nouns"])


def is_agreement_noun(token: Token) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.lower_ not in _nouns() and lemma(token) not in _nouns() and not _cease_fire(token):
        return False
    if token.dep_ == "compound" and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
        return False  # "agreement text", "ceasefire line"
    before = {c.lower_ for c in token.children if c.i < token.i}
    return not before & phrases(lexicon("agreements")["idioms"]) and not (token.dep_ == "pobj" and token.head.lower_ == "in" and not before)


def _cease_fire(token: Token) -> bool:
    return token.lower_ == "fire" and token.i > 1 and token.doc[token.i - 2].lower_ == "cease"


def kind_of(noun: Token) -> str:
    """The class of nouns that can take up one another: a memorandum is no ceasefire, a deal may be either."""
    word = "ceasefire" if _cease_fire(noun) else lemma(noun)
    return next((kind for kind, words in lexicon("agreements")["kinds"].items() if word in words or noun.lower_ in words), "any")


class Reader:
    """Reads mentions of agreements off one parse."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver
        self.names = Names(doc, cast, passages)

    def read(self, noun: Token) -> Bargain:
        signing = self._signing(noun)
        named = self.names.named(noun)
        parties = self._parties(noun, signing, named)
        title, subject_span = self.names.title(noun, named)
        definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children)
        planned = self._planned(noun, signing)
        return Bargain(noun, title, parties, subject_span, signing, planned, self.resolver.voice_at(noun.i), named, definite)

    def denied(self, noun: Token) -> bool:
        """ "no deal", "failed to reach an agreement": there is none."""
        if any(c.lower_ in {"no", "any", "without"} for c in noun.children) or noun.head.lower_ == "without":
            return True
        definite = any(c.lower_ in _DEFINITE for c in noun.children)
        verb = governing_verb(noun)
        if verb is None or definite:
            return False
        above = verb.head if verb.dep_ == "xcomp" else None
        failing = above is not None and lemma(above) in lexicon("agreements")["failing"]
        made = {*lexicon("agreements")["making"], *lexicon("agreements")["signing"], "be"}
        negated = is_negated(verb) and lemma(verb) in made and noun.dep_ in {"dobj", "nsubjpass", "attr"}
        return negated or failing or lemma(verb) in lexicon("agreements")["failing"] and noun.dep_ == "dobj"

    # ── who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _signing(self, noun: Token) -> Token | None:
        """The verb that has the agreement as its object, or the noun it hangs from: "signed a pact", "the signing of a pact"."""
        words = lexicon("agreements")
        head = noun.head
        while head.dep_ == "conj" and head.pos_ in {"NOUN", "PROPN"}:
            head = head.head
        above = noun
        while above.dep_ == "conj" and above.head.pos_ in {"NOUN", "PROPN"}:
            above = above.head
        if above.dep_ == "pobj" and head.lower_ == "of" and lemma(head.head) in words["signing_nouns"]:
            return head.head
        verb = above.head if above.dep_ in {"dobj", "nsubjpass"} else None
        if verb is not None and lemma(verb) in words["signing"]:
            return verb
        below = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and lemma(c) in words["signing"]), None)
        return below if below is not None and (below.tag_ == "VBN" or below.dep_ == "relcl") else None

    def _parties(self, noun: Token, signing: Token | None, named: Span | None) -> list[Referent]:
        found: list[Referent] = []
        accepting = signing is not None and lemma(signing) in {"ratify", "approve", "adopt"}
        shared = False
        for token in noun.subtree:
            if token.dep_ != "prep" or token.lower_ not in {"between", "with", "among"} or not _belongs(token, noun):
                continue
            objects = [o for p in children(token, "pobj") for o in conjuncts(p)]
            sides = [self._sides(o) for o in objects]
            if token.lower_ != "with" and (not sides or not sides[0] or self._is_group(objects[0])):
                return []  # "agreements between allies, …": the sides are nobody by name
            found += [r for side in sides for r in side]
            shared = shared or token.lower_ == "with"
        if named is None:
            found += self._before(noun)
        if signing is not None and signing.pos_ in {"VERB", "AUX"}:
            for each in agents(signing):
                found += accepting and self._owner(each) or self._sides(each)
            for _, each in prepositional(signing, "with", "between"):
                found += self._sides(each)
        elif signing is not None:
            for _, each in prepositional(signing, "by", "between", "with"):
                found += self._sides(each)
            found += [r for c in children(signing, "poss") for r in self.resolver.resolve(c, inside=False)]
            verb = governing_verb(signing)
            if verb is not None and lemma(verb) in {"announce", "confirm", "complete"} and signing.dep_ in {"dobj", "pobj"}:
                found += [r for each in agents(verb) for r in self._sides(each)]
        elif shared or not found:
            verb = governing_verb(noun)
            making = verb is not None and lemma(verb) in lexicon("agreements")["making"]
            if verb is not None and noun.dep_ in {"dobj", "pobj"} and (shared or making):
                for each in agents(verb):
                    found += self._sides(each)
        unique: dict[str, Referent] = {}
        for referent in found:
            key = self._party(referent.key)
            unique.setdefault(key, Referent(key, referent.token, referent.span, referent.doubt))
        return [] if named is not None and accepting and len(unique) < 2 else list(unique.values())

    def _before(self, noun: Token) -> list[Referent]:
        """ "the X-Y deal", "X's pact with Y", "an X-brokered truce" (no party)."""
        found: list[Referent] = []
        for child in noun.children:
            if child.dep_ not in _BEFORE or child.i >= noun.i or child.tag_ in {"VBN", "VBD"}:
                continue
            for each in child.subtree:
                key = self.cast.at.get(each.i)
                if key is None or each.i >= noun.i or self.cast.figures[key].type == "media":
                    continue
                if each.i + 2 < noun.i and self.doc[each.i + 1].text == "-" and self.doc[each.i + 2].tag_ in {"VBN", "VBD"}:
                    continue  # "US-brokered"
                found += self.resolver.resolve(each, inside=False)[:1]
        return found

    def _sides(self, head: Token) -> list[Referent]:
        """Whom a noun phrase brings to the table: itself, or those whose governments, leaders or delegations it tells of."""
        whole = self.resolver.resolve(head, inside=False)
        if whole and self.resolver.is_person(whole[0].key) and self.cast.figures[whole[0].key].affiliation is None:
            states = [r for _, o in prepositional(head, "of", "from") for r in self.resolver.resolve(o, inside=False)]
            return [r for r in states if self.cast.figures[r.key].type == "state"][:1] or whole[:1]
        if whole:
            return whole[:1]
        if lemma(head) not in lexicon("agreements")["delegates"]:
            return []
        inner = [r for _, o in prepositional(head, "of", "from", "for") for r in self._sides(o)]
        return inner or self.resolver.resolve(head)

    def _owner(self, body: Token) -> list[Referent]:
        """The state whose parliament or government it is."""
        for child in children(body, "poss", "amod", "compound"):
            key = self.cast.nested.get(child.i) or self.cast.at.get(child.i)
            if key is not None and self.cast.figures[key].type == "state":
                return [Referent(key, child, (child.i, child.i + 1))]
        return []

    def _party(self, key: str) -> str:
        """Ministers sign for their states."""
        for _ in range(3):
            figure = self.cast.figures[key]
            if figure.type != "person" or figure.affiliation not in self.cast.figures:
                break
            assert figure.affiliation is not None
            key = figure.affiliation
        return key

    def _is_group(self, head: Token) -> bool:
        return (
            head.i not in self.cast.at
            and head.tag_ in {"NNS", "NNPS"}
            and not any(c.i in self.cast.at for c in head.children if c.dep_ in {"compound", "amod", "poss", "nmod"})
            and not any(o.i in self.cast.at for _, o in prepositional(head, "of", "from"))
        )

    def _planned(self, noun: Token, signing: Token | None) -> bool:
        words, events = lexicon("agreements"), lexicon("events")
        if signing is not None and signing.pos_ == "NOUN":
            return any(c.lower_ in events["planned_before"] for c in signing.children)
        verb = signing if signing is not None else governing_verb(noun)
        if verb is None:
            return False
        if (
            verb.tag_ == "VBG"
            and verb.dep_ == "pcomp"
            and verb.head.lower_ not in {"after", "since", "upon", "by", "for", "following", "on"}
        ):
            return True  # "confident of signing"
        if signing is None:
            return lemma(verb) in words["planned"]
        if verb_status(signing) not in {"happened", "ongoing"} or signing.dep_ == "advcl" and any(c.tag_ == "TO" for c in signing.children):
            return True  # to be signed, refused to be signed, might be signed
        future = any(c.lower_ in {"will", "would", "could", "may", "might", "shall", "should"} for c in children(verb, "aux"))
        above = verb.head if verb.dep_ == "xcomp" else None
        return (
            future
            or not is_passive(verb)
            and above is not None
            and lemma(above) in events["planned_verbs"]
            or any(c.lower_ in events["planned_before"] for c in noun.children)
        )


def _belongs(preposition: Token, noun: Token) -> bool:
    """No verb between the preposition and the agreement's noun."""
    above = preposition.head
    while above.i != noun.i:
        if above.pos_ in {"VERB", "AUX"} or above.head == above:
            return False
        above = above.head
    return True
