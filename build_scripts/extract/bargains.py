"""One mention of an agreement: the noun, its name, who stands round it (bargain_parties.py), and the verb that tells of its signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.agreement_titles import Titles
from build_scripts.extract.bargain_parties import Parties
from build_scripts.extract.grammar import children, governing_verb, is_negated, is_passive, lemma, prepositional
from build_scripts.extract.lexicons import lexicon, phrases, row
from build_scripts.extract.modality import conditional, verb_status
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver, Voice
from build_scripts.extract.treaty_names import Names, is_titled, known_treaty
from build_scripts.model import Span

_HAVING = {"after", "since", "upon", "by", "for", "following", "on"}
"""Prepositions before a gerund that tell of what was done: "after signing"."""
_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_MODAL = {"could", "may", "might", "would", "should", "must", "can"}


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
    wished: bool = False
    """Only hoped for, demanded or imagined."""
    name: frozenset[str] = frozenset()
    """Words of its proper name."""
    marks: frozenset[str] = frozenset()
    """Words before the noun that tell it from other agreements: "trade", "nuclear"."""
    years: frozenset[str] = frozenset()
    """Years that it is said to be of."""
    further: list[Token] = field(default_factory=list)
    """Later mentions."""
    sides: int = 0
    """How many come to the table, with or without a name."""
    signings: list[Token] = field(default_factory=list)
    """What else tells of its signing."""
    signs: frozenset[str] = frozenset()
    """What any mention tells for there being one (agreement_weight.py)."""
    faults: frozenset[str] = frozenset()
    """What every mention tells against it."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.key for p in self.parties))

    @property
    def fresh(self) -> bool:
        """Is its making part of the news, rather than of the past?"""
        return self.signing is not None and not self.years


@cache
def _nouns() -> frozenset[str]:
    return phrases(lexicon("agreements")["nouns"])


@cache
def _signed_nouns() -> frozenset[str]:
    return phrases(lexicon("agreements")["signed_nouns"])


def is_agreement_noun(token: Token) -> bool:
    """May it name an agreement? A document is one only where it is signed."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if known_treaty(token) is not None or is_titled(token):
        return True
    if token.lower_ not in _nouns() and lemma(token) not in _nouns() and not _cease_fire(token):
        return is_signed_noun(token) and _object_of_signing(token)
    if token.dep_ == "compound" and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
        return False  # "agreement text", "ceasefire line"
    before = {c.lower_ for c in token.children if c.i < token.i}
    return not before & row("agreements", "idioms") and not (token.dep_ == "pobj" and token.head.lower_ == "in" and not before)


def is_signed_noun(token: Token) -> bool:
    return token.lower_ in _signed_nouns() or lemma(token) in _signed_nouns()


def _object_of_signing(noun: Token) -> bool:
    """ "signed a statement", "a pledge signed by X"."""
    verbs = [noun.head] if noun.dep_ in {"dobj", "nsubjpass"} else []
    verbs += [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    return any(lemma(v) in {"sign", "ink", "initial"} for v in verbs)


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
        self.names, self.titles = Names(doc, cast, passages), Titles(doc, cast, passages)
        self.parties = Parties(doc, cast, resolver)

    def read(self, noun: Token) -> Bargain:
        signing = self._signing(noun)
        named = self.names.named(noun)
        parties = self.parties.of(noun, signing, named is not None)
        title, subject_span = self.titles.title(noun, named)
        definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.children)
        years = self.titles.years(noun, signing)
        return Bargain(
            noun,
            title,
            parties,
            subject_span,
            signing,
            self._planned(noun, signing) and (signing is not None or not years),
            self.resolver.voice_at(noun.i),
            named,
            definite,
            self._wished(noun, signing, len({p.key for p in parties})),
            self.titles.words(named),
            self.titles.marks(noun, named),
            years,
            sides=max(len({p.key for p in parties}), self.parties.coordinated(signing)),
        )

    def part_of_a_name(self, noun: Token) -> bool:
        """ "Government of National Accord", "National Convention": the word is in the name of somebody."""
        mention = self.cast.mention_at.get(noun.i)
        if mention is None or mention.last - mention.first < 2:
            return False
        return self.doc[mention.first : mention.last].root != noun or lemma(noun) in lexicon("agreements")["also_gatherings"]

    def denied(self, noun: Token) -> bool:
        """ "no deal", "failed to reach an agreement": there is none."""
        if any(c.lower_ in {"no", "any", "without"} for c in noun.children) or noun.head.lower_ == "without":
            return True
        verb = governing_verb(noun)
        if verb is not None and verb.dep_ == "pcomp" and verb.head.lower_ == "without":
            return True
        definite = any(c.lower_ in _DEFINITE for c in noun.children)
        verb = governing_verb(noun)
        if verb is None or definite:
            return False
        made = {*lexicon("agreements")["making"], *lexicon("agreements")["signing"], "be"}
        failing = lexicon("agreements")["failing"]
        above = verb.head if verb.dep_ == "xcomp" and lemma(verb) in made else verb
        negated = is_negated(verb) and lemma(verb) in made and noun.dep_ in {"dobj", "nsubjpass", "attr", "pobj"}
        return negated or lemma(above) in failing and (above != verb or noun.dep_ == "dobj")

    # ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _signing(self, noun: Token) -> Token | None:
        """The verb that has the agreement as its object, or the noun it hangs from: "signed a pact", "the signing of a pact"."""
        words = lexicon("agreements")
        above = noun
        while above.dep_ == "conj" and above.head.pos_ in {"NOUN", "PROPN"}:
            above = above.head
        head = above.head
        if above.dep_ == "pobj" and head.lower_ == "of" and lemma(head.head) in words["signing_nouns"]:
            return head.head
        if above.dep_ == "pobj" and head.lower_ in {"on", "to", "upon", "into", "at"} and lemma(head.head) in words["agreeing"]:
            return head.head  # "agreed on a truce", "came to an agreement"
        verb = head if above.dep_ in {"dobj", "nsubjpass"} else None
        if verb is not None and lemma(verb) in words["signing"]:
            return verb
        topics = [o for name, o in prepositional(noun) if name in words["subject_prepositions"]]
        held = [c for c in noun.children if c.dep_ in {"acl", "relcl"}]
        held += [d for c in held for d in children(c, "conj") if d.pos_ == "VERB"]  # "under which they trade and which they signed"
        held += [c for o in topics for c in o.children if c.dep_ == "relcl"]  # "the pact on trade that X signed"
        below = next((c for c in held if lemma(c) in words["signing"]), None)
        return below if below is not None and (below.tag_ == "VBN" or below.dep_ in {"relcl", "conj"}) else None

    def _planned(self, noun: Token, signing: Token | None) -> bool:
        words, events = lexicon("agreements"), lexicon("events")
        if signing is not None and signing.pos_ == "NOUN":
            return any(c.lower_ in events["planned_before"] for c in signing.children)
        verb = signing if signing is not None else governing_verb(noun)
        if verb is None:
            return False
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ not in _HAVING:
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

    @staticmethod
    def _wished(noun: Token, signing: Token | None, parties: int) -> bool:
        """ "a deal could end the war", "they urged a truce", "if they reach a pact", "hopes for a deal"; but where both sides are named
        that mean to sign it, it is planned."""
        above, verb = noun.head, signing
        if signing is None:
            unreal = {*lexicon("events")["unreal_nouns"], *lexicon("agreements")["talks"]}
            if above.dep_ == "prep" and above.head.pos_ == "NOUN" and lemma(above.head) in unreal:
                return True
            direct = noun.dep_ in {"dobj", "nsubj", "nsubjpass"}
            verb = above if direct else above.head if noun.dep_ == "pobj" and above.lower_ in {"for", "towards", "toward"} else None
        if verb is None or verb.pos_ not in {"VERB", "AUX"}:
            return False
        for _ in range(4):
            if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not children(verb, "nsubj", "aux"):
                verb = verb.head  # "to meet and finalise a deal"
                continue
            if conditional(verb) or any(c.lower_ in _MODAL for c in children(verb, "aux")):
                return True
            due = noun.dep_ == "nsubjpass" and lemma(verb) in {"expect", "plan", "propose"}  # "a pact is expected to follow"
            if signing is None and lemma(verb) in lexicon("agreements")["wishing"] and verb not in noun.children and not due:
                return True
            if verb.dep_ not in {"xcomp", "ccomp", "advcl", "pcomp", "acl"} or not any(c.tag_ == "TO" for c in verb.children):
                return False
            higher = governing_verb(verb)
            if higher is None:
                return True
            if signing is not None and parties > 1 and lemma(higher) in lexicon("agreements")["meaning"]:
                return False
            if lemma(higher) in lexicon("agreements")["wishing"] or verb.dep_ in {"advcl", "acl"}:
                return True
            verb = higher
        return False

