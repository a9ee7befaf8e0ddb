"""Whether a later mention means an agreement told of before: by name, by parties, by what it is about, or as "the deal"."""

from __future__ import annotations

from build_scripts.extract.actors import Cast
from build_scripts.extract.agreement_titles import one_word_for_peace
from build_scripts.extract.bargains import Bargain, is_signed_noun, kind_of
from build_scripts.extract.grammar import governing_verb, lemma, subject
from build_scripts.extract.lexicons import lexicon, row
from build_scripts.extract.names import fold, initials
from build_scripts.extract.passages import Passages

ELSE = {"other", "another", "further", "more", "similar", "separate", "second", "additional"}
"""Before a noun that stands for none of those told of."""


class Sameness:
    def __init__(self, cast: Cast, passages: Passages) -> None:
        self.cast, self.passages = cast, passages

    def earlier(self, mention: Bargain, found: list[Bargain]) -> Bargain | None:
        """The agreement that a mention takes up: the one that fits best, of equals the one told of last."""
        words = {c.lower_ for c in mention.noun.children}
        if words & ELSE or words & {"a", "an"} and words & {"previous", "earlier"}:
            return None  # "there are other agreements": of those told of, none
        best: tuple[tuple[int, bool, bool, bool], Bargain] | None = None
        for known in reversed(found):
            fit = self._fit(known, mention)
            kind = kind_of(known.noun) == kind_of(mention.noun) != "any" or lemma(known.noun) == lemma(mention.noun)
            weight = fit, kind, not known.years, bool(known.keys) and "weak" not in known.faults
            if fit > 0 and (best is None or weight > best[0]):
                best = weight, known
        return best[1] if best else None

    def _fit(self, known: Bargain, mention: Bargain) -> int:
        """0: another; 1: nothing speaks against it; more: something speaks for it."""
        if known.name and mention.name:
            return 4 if self._one_name(known.name, mention.name) else 0
        if self._beside(known, mention) or self._one_of_a_kind(known, mention):
            return 0
        parties = self._parties(known, mention)
        if parties < 0 or not self._same_time(known, mention):
            return 0
        about = self._about(known, mention)
        if not mention.name and self._tells_itself(known, mention, parties, about):
            return 0
        alike = self._kinds(known, mention)
        if mention.name:
            told = known.marks | known.name | self._words(known)
            named = {w[:5] for w in mention.name - row("agreements", "no_names")} & {w[:5] for w in told}
            return 1 + parties + about if alike and (named and mention.definite or parties == 2) else 0
        if not mention.definite:
            return self._told_again(known, mention, parties, about)
        if mention.subject is not None and mention.signing is not None and about < 1 and parties < 2:
            return 0  # "the agreement on fisheries" with a subject of its own is no mere "the agreement"
        if not alike and not (lemma(mention.noun) in lexicon("agreements")["weak"] or is_signed_noun(mention.noun)):
            return 0
        return 0 if about < 0 and parties < 2 else 1 + parties + max(about, 0) + alike

    def _tells_itself(self, known: Bargain, mention: Bargain, parties: int, about: int) -> bool:
        """Described so that no other mention is needed: "the free trade agreement that X signed", "the 2016 peace accord with X"."""
        if parties > 1:
            return False
        words = {w[:5] for w in known.name | known.marks | self._words(known)}
        more = bool(mention.marks) and not {w[:5] for w in mention.marks} <= words
        own = mention.signing is not None and mention.signing.head == mention.noun
        if own and parties < 1 and (known.years or known.name and self._inside(mention)):
            return True  # "the settlement that she signed", after a truce of 2003
        if more and own or mention.years and not known.years and parties < 1 and (more or self._inside(mention)):
            return True
        return bool(known.name) and about < 1 and (mention.subject is not None or self._inside(mention) and bool(mention.marks))

    @staticmethod
    def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
        """One name's words are the other's too, or its initials."""
        if one <= other or other <= one:
            return True
        return any(w.upper() in initials(" ".join(x.capitalize() for x in ys)) for xs, ys in ((one, other), (other, one)) for w in xs)

    @staticmethod
    def _beside(known: Bargain, mention: Bargain) -> bool:
        """ "the deal replaces the pact", "the treaty and the protocol": two."""
        noun, last = mention.noun, (known.further or [known.noun])[-1]
        if last.sent.start != noun.sent.start:
            return False
        above = noun
        while above.dep_ == "conj":
            above = above.head
            if above == last:
                return True
        verb = governing_verb(noun)
        return verb is not None and noun.dep_ in {"dobj", "pobj"} and subject(verb) == last

    @staticmethod
    def _one_of_a_kind(known: Bargain, mention: Bargain) -> bool:
        """ "takes no part in trade agreements … the agreement with X": the first meant the kind, not any one of them."""
        several = known.noun.tag_ in {"NNS", "NNPS"} and not known.definite and mention.noun.tag_ in {"NN", "NNP"}
        kind = not known.keys and known.signing is None and (bool(mention.keys) or mention.signing is not None)
        return several and (kind or mention.named is not None and known.named is None)

    def _parties(self, known: Bargain, mention: Bargain) -> int:
        """2: the same; 1: one tells some of the other's; 0: nothing told; -1: others."""
        a, b = set(known.keys), set(self._bodies(mention))
        if mention.definite and len(a) > 1:  # "the accord" that two ministries signed is the one of their states
            a, b = {self._state_of(k) for k in a}, {self._state_of(k) for k in b}
        if not a or not b:
            return 0
        if a == b:
            return 2 if len(a) > 1 else 1
        if a <= b or b <= a:
            return 1
        one_side_each = len(a) == len(b) == 1 or min(len(a), len(b)) < 2 and not self._inside(mention)
        return 0 if one_side_each and mention.definite else -1

    def _state_of(self, key: str) -> str:
        """Ministries sign for their states."""
        figure = self.cast.figures[key]
        return figure.owner if figure.type == "government_body" and figure.owner in self.cast.figures and figure.owner else key

    def _bodies(self, mention: Bargain) -> list[str]:
        """Persons who are known for no state or body may sign for any."""
        return [k for k in mention.keys if self.cast.figures[k].type != "person"]

    @staticmethod
    def _inside(mention: Bargain) -> bool:
        """Are its parties told in its own phrase?"""
        return any(mention.noun.is_ancestor(p.token) for p in mention.parties)

    @staticmethod
    def _same_time(known: Bargain, mention: Bargain) -> bool:
        if mention.years and known.years:
            return bool(mention.years & known.years)
        return not (known.fresh and mention.years)

    def _about(self, known: Bargain, mention: Bargain) -> int:
        """1: described with a word that the other has; 0: not described; -1: described otherwise."""
        words = mention.marks | mention.name
        others = known.marks | known.name | self._words(known)
        if mention.subject is not None and not mention.definite:
            words = words | self._subject(mention)
        if not words:
            return 0
        if {w[:5] for w in words} & {w[:5] for w in others}:
            return 1
        return -1 if known.marks or known.subject is not None or known.name else 0

    def _words(self, bargain: Bargain) -> set[str]:
        return one_word_for_peace(w for w in fold(self.passages.cut(bargain.title)).split() if len(w) > 3) | self._subject(bargain)

    def _subject(self, bargain: Bargain) -> set[str]:
        return {w for w in fold(self.passages.cut(bargain.subject)).split() if len(w) > 3} if bargain.subject is not None else set()

    @staticmethod
    def _kinds(known: Bargain, mention: Bargain) -> bool:
        kinds = {kind_of(known.noun), kind_of(mention.noun)}
        if "contract" in kinds and {lemma(known.noun), lemma(mention.noun)} & {"accord", "pact", "treaty", "truce"}:
            return False
        return len(kinds) == 1 or "any" in kinds

    def _told_again(self, known: Bargain, mention: Bargain, parties: int, about: int) -> int:
        """ "signed a pact … signed a pact with Y": one and the same unless about something else."""
        inside = mention.noun.dep_ == "pobj" and mention.noun.head.lower_ in {"under", "in", "of"} and not self._inside(mention)
        if inside and parties == 2 and known.noun.sent.start == mention.noun.sent.start:
            return 3  # "have agreed to …, as part of a swap deal"
        if about < 0 or not self._kinds(known, mention) or mention.years and not known.years:
            return 0
        alike = lemma(known.noun) == lemma(mention.noun) or kind_of(known.noun) == kind_of(mention.noun)
        if not mention.keys and mention.subject is None and (about > 0 or alike and not mention.marks):
            return 1 + about  # "a truce", told of already
        if mention.subject is not None and known.subject is None and lemma(known.noun) != lemma(mention.noun):
            return 0
        alike = lemma(known.noun) == lemma(mention.noun)
        retold = about > 0 and (parties == 1 or alike) or alike and (parties == 1 or not mention.keys and mention.quoted is not None)
        return 1 + parties + about if parties == 2 or retold else 0
