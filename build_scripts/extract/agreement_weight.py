"""Is what a text tells of an agreement enough to record one? Every mention adds to it, and one sum decides."""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.bargains import Bargain, is_signed_noun, kind_of
from build_scripts.extract.grammar import lemma, prepositional
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.modality import verb_status
from build_scripts.extract.treaty_names import is_titled, known_treaty

_ENOUGH = 2.0
_FOR = {
    "named": 3.0,
    "titled": 1.0,
    "done": 1.5,
    "told": 1.5,
    "bound": 1.0,
    "joined": 0.5,
    "described": 0.5,
    "understood": 0.5,
    "definite": 0.25,
    "presupposed": 0.75,
}
_AGAINST = {"document": 2.0, "weak": 1.0, "bare": 1.5, "unreal": 1.5, "planned": 0.5, "describes": 1.5}
_AGAIN = 0.5
"""Each later mention, the first two of them."""


class Weight:
    """Weighs agreements of one text."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def look(self, mention: Bargain) -> None:
        """Notes what a mention tells for and against there being an agreement."""
        noun, words = mention.noun, lexicon("agreements")
        done = self._done(mention)
        under = noun.dep_ == "pobj" and noun.head.lower_ == "under"
        told = bool(mention.years) or under or self._participle(noun) or self._made_known(noun)
        signs = {
            "named": mention.named is not None and (not is_titled(noun) or known_treaty(noun) is not None),
            "titled": is_titled(noun),
            "done": done,
            "told": told,
            "bound": self._kept(noun),
            "joined": self._joined(mention),
            "described": bool(mention.marks) or mention.subject is not None,
            "understood": kind_of(noun) == "ceasefire" or any(n == "of" and o.lower_ == "understanding" for n, o in prepositional(noun)),
            "definite": mention.definite,
            "presupposed": mention.definite and mention.subject is not None,
        }
        bare = not any(c.dep_ in {"det", "poss"} for c in noun.children) and not mention.keys
        faults = {
            "document": is_signed_noun(noun) and not done and not signs["titled"],
            "weak": lemma(noun) in words["weak"] and not (done or told),
            "bare": bare and (noun.tag_ in {"NNS", "NNPS"} or noun.lower_ == "mous") and not signs["joined"],
            "unreal": mention.wished and not mention.definite or noun.dep_ == "ROOT" and any(t.text == "?" for t in noun.sent[-4:]),
            "planned": mention.planned and not mention.years and not signs["named"],
            "describes": self._only_describes(noun),
        }
        mention.signs = frozenset(k for k, v in signs.items() if v)
        mention.faults = frozenset(k for k, v in faults.items() if v)

    def enough(self, bargain: Bargain) -> bool:
        return self.of(bargain) >= _ENOUGH

    def of(self, bargain: Bargain) -> float:
        bodies = [k for k in bargain.keys if self.cast.figures[k].type != "person"]
        sides = len(bodies) or len(bargain.keys) // 2
        total = min(sides, 2) + sum(_FOR[s] for s in bargain.signs) - sum(_AGAINST[f] for f in bargain.faults)
        return total + _AGAIN * min(len(bargain.further), 2)

    @staticmethod
    def _done(mention: Bargain) -> bool:
        """Told as signed, or reached, already."""
        return mention.signing is not None and not mention.planned and lemma(mention.signing) in lexicon("agreements")["concluding"]

    @staticmethod
    def _participle(noun: Token) -> bool:
        """ "the recently signed accord"."""
        return any(c.dep_ == "amod" and c.tag_ == "VBN" and lemma(c) in lexicon("agreements")["concluding"] for c in noun.children)

    @staticmethod
    def _made_known(noun: Token) -> bool:
        """ "announced a deal", "hailed an accord"."""
        return noun.dep_ == "dobj" and lemma(noun.head) in lexicon("agreements")["telling"] and verb_status(noun.head) == "happened"

    @staticmethod
    def _kept(noun: Token) -> bool:
        """ "violated the truce", "the terms of the deal": what can be kept or broken is there."""
        above = noun.head
        if noun.dep_ == "pobj" and above.lower_ in {"of", "under", "in"} and lemma(above.head) in lexicon("agreements")["contents"]:
            return True
        verb = above if noun.dep_ in {"dobj", "nsubjpass"} else above.head if noun.dep_ == "pobj" else None
        return verb is not None and verb.pos_ == "VERB" and lemma(verb) in lexicon("agreements")["bound"]

    @staticmethod
    def _joined(mention: Bargain) -> bool:
        """ "a pact with X", "a truce between X and its rebels", "the X-Y deal": a side has a name, and it stands with the noun."""
        noun = mention.noun
        return any(noun.is_ancestor(p.token) for p in mention.parties)

    @staticmethod
    def _only_describes(noun: Token) -> bool:
        """ "the plan is a deal with the past", "as a treaty": says what something is."""
        there = noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children) and any(c.dep_ == "det" for c in noun.children)
        return noun.dep_ == "attr" and not there or noun.dep_ == "pobj" and noun.head.lower_ in {"as", "like"}
