"""Agreements: mentions read one by one (bargains.py), and joined where a later one takes up an earlier."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.bargains import Bargain, Reader, is_agreement_noun, kind_of
from build_scripts.extract.furniture import furniture
from build_scripts.extract.grammar import agents, governing_verb, lemma
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.names import fold
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver

__all__ = ["Bargain", "find_agreements"]

_PAIR = "the two sides taken for those that the text named last"


def find_agreements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Bargain]:
    """One Bargain for each agreement; later mentions are further evidence, and may tell its parties and its signing."""
    joined = _Joined(doc, cast, resolver, passages)
    for token in doc:
        if is_agreement_noun(token):
            joined.take(token)
        elif token.pos_ == "NOUN" and token.lower_ in {"signing", "signature"}:
            joined.take_signing(token)
    return [b for b in joined.found if joined.stands(b)]


class _Joined:
    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast, self.passages = doc, cast, passages
        self.reader = Reader(doc, cast, resolver, passages)
        self.found: list[Bargain] = []
        self.skipped = furniture(passages.text)
        states = [(m.first, f.key) for f in cast.figures.values() if f.type in {"state", "political_entity"} for m in f.mentions]
        self._sides = sorted(states)

    def take(self, noun: Token) -> None:
        if any(a <= noun.idx < b for a, b in self.skipped):
            return
        if self._same_words(noun):
            return
        mention = self.reader.read(noun)
        if len(mention.keys) < 2 and not mention.named:
            mention.parties = self._two_sides(noun, mention) or mention.parties
        earlier = self._earlier(mention)
        if earlier is not None:
            self._add(earlier, mention)
        elif self._counts(mention) and not self.reader.denied(noun):
            self.found.append(mention)

    def take_signing(self, noun: Token) -> None:
        """ "The signing took place on Monday": of the agreement told of last."""
        known = self.found[-1] if self.found else None
        definite = any(c.lower_ in {"the", "this"} for c in noun.children) and not any(c.dep_ == "prep" for c in noun.children)
        if known is None or not definite or known.signing is not None and known.signing.pos_ != "NOUN" or noun.dep_ != "nsubj":
            return
        if noun.head.tag_ == "VBD":
            known.signing, known.planned = noun, False

    def _same_words(self, noun: Token) -> bool:
        """ "a memorandum of understanding (MoU)", "agreement on a truce": the second names nothing else."""
        if not self.found:
            return False
        before = self.found[-1].further[-1] if self.found[-1].further else self.found[-1].noun
        bracketed = noun.dep_ == "appos" and noun.head == before or 0 < noun.i - before.i <= 4 and self.doc[noun.i - 1].text == "("
        if bracketed:
            self.found[-1].further.append(noun)
        return bracketed

    def _counts(self, mention: Bargain) -> bool:
        if mention.named is not None:
            return True
        wished = (
            mention.planned and mention.signing is not None and any(c.dep_ == "aux" and c.tag_ == "TO" for c in mention.signing.children)
        )
        if wished and not any(c.dep_ in {"det", "nummod"} for c in mention.noun.children):
            return False  # "met to reach agreement on …"
        if len(mention.keys) < (1 if self._signed(mention) else 2):
            return False
        weak = lemma(mention.noun) in lexicon("agreements")["weak"]
        return not weak or mention.signing is not None or self._joins(mention)

    @staticmethod
    def _signed(mention: Bargain) -> bool:
        """Told as signed already."""
        signs = lexicon("agreements")["signed_only_by"]
        return mention.signing is not None and not mention.planned and lemma(mention.signing) in signs

    def _joins(self, mention: Bargain) -> bool:
        """The parties stand with the noun itself: "with", "between", "X-Y deal", or a verb that makes one."""
        if any(t.lower_ in {"between", "with"} and t.dep_ == "prep" for t in mention.noun.children):
            return True
        verb = governing_verb(mention.noun)
        return (
            verb is not None
            and lemma(verb) in lexicon("agreements")["making"]
            or any(p.token.i < mention.noun.i and mention.noun.is_ancestor(p.token) for p in mention.parties)
        )

    def stands(self, bargain: Bargain) -> bool:
        return bargain.named is not None or bool(bargain.keys)

    # ── the same again ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _earlier(self, mention: Bargain) -> Bargain | None:
        keys, kind = set(mention.keys), kind_of(mention.noun)
        if any(c.lower_ in {"other", "another", "further", "more", "similar"} for c in mention.noun.children):
            return None  # "there are other agreements": of those told of, none
        if mention.named is not None:
            name = self._name(mention)
            return next((b for b in self.found if b.named is not None and self._names_fit(self._name(b), name)), None)
        fitting = [b for b in reversed(self.found) if self._fits(b, mention, keys, kind)]
        if len(keys) >= 2:
            same = next((b for b in fitting if set(b.keys) == keys and not self._another(b, mention)), None)
            return same or next((b for b in fitting if mention.definite and len(b.keys) < 2 and set(b.keys) <= keys), None)
        if not mention.definite and mention.noun.tag_ not in {"NNS", "NNPS"} or self._specific(mention):
            return None
        alike = [b for b in fitting if lemma(b.noun) == lemma(mention.noun)]
        return next(iter(alike or fitting), None)

    @staticmethod
    def _fits(known: Bargain, mention: Bargain, keys: set[str], kind: str) -> bool:
        other = kind_of(known.noun)
        return (kind == other or "any" in (kind, other)) and (not keys or not known.keys or keys <= set(known.keys) or len(known.keys) < 2)

    def _another(self, known: Bargain, mention: Bargain) -> bool:
        """A second agreement of the same parties: told with "a", about something else."""
        if mention.definite or mention.subject is None or known.subject is None:
            return False
        return fold(self.passages.cut(mention.subject)) != fold(self.passages.cut(known.subject))

    @staticmethod
    def _specific(mention: Bargain) -> bool:
        """ "the agreement on fisheries" with a subject of its own is no mere "the agreement"."""
        return mention.subject is not None and mention.signing is not None

    def _name(self, bargain: Bargain) -> str:
        assert bargain.named is not None
        return fold(self.passages.cut(bargain.named)).lower().rstrip("s")

    @staticmethod
    def _names_fit(one: str, other: str) -> bool:
        return one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)

    def _add(self, known: Bargain, mention: Bargain) -> None:
        known.further.append(mention.noun)
        if len(known.keys) < 2 and len(mention.keys) > len(known.keys) or not known.keys:
            known.parties = mention.parties or known.parties
        known.subject = known.subject or mention.subject
        if known.signing is None or self._signed(mention) and not self._signed(known):
            known.signing = mention.signing or known.signing
            known.planned = mention.planned if mention.signing is not None else known.planned

    # ── the two sides ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _two_sides(self, noun: Token, mention: Bargain) -> list[Referent]:
        """ "the two countries signed a pact": the two that the text named last, or those of the agreement before."""
        verb = mention.signing if mention.signing is not None and mention.signing.pos_ in {"VERB", "AUX"} else governing_verb(noun)
        heads = [*(agents(verb) if verb is not None else []), *(t for t in noun.subtree if t.dep_ in {"pobj", "poss"})]
        group = next((h for h in heads if lemma(h) in lexicon("agreements")["sides"] and self._is_two(h)), None)
        if group is None or verb is None or mention.signing is None and lemma(verb) not in lexicon("agreements")["making"]:
            return []
        keys: list[str] = list(self.found[-1].keys) if self.found and len(self.found[-1].keys) == 2 else []
        at = bisect_left(self._sides, (group.i, ""))
        while len(keys) < 2 and at > 0:
            at -= 1
            if self._sides[at][1] not in keys:
                keys.insert(0, self._sides[at][1])
        span = (group.left_edge.i, group.i + 1)
        return [Referent(k, group, span, _PAIR) for k in keys] if len(keys) == 2 else []

    @staticmethod
    def _is_two(head: Token) -> bool:
        return any(c.lower_ in {"two", "both"} for c in head.children)
