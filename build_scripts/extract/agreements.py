"""Agreements: mentions read one by one (bargains.py), and joined where a later one takes up an earlier (same_agreement.py)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.agreement_weight import Weight
from build_scripts.extract.bargains import Bargain, Reader, is_agreement_noun
from build_scripts.extract.furniture import furniture
from build_scripts.extract.grammar import agents, lemma, prepositional
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.modality import verb_status
from build_scripts.extract.other_side import OtherSide
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.same_agreement import Sameness
from build_scripts.extract.taken_up import TakenUp, taken_up

__all__ = ["Bargain", "find_agreements"]

_REACH = 30


def find_agreements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Bargain]:
    """One Bargain for each agreement; later mentions are further evidence, and may tell its parties and its signing."""
    joined = _Joined(doc, cast, resolver, passages)
    for token in doc:
        if is_agreement_noun(token):
            joined.take(token)
        elif token.pos_ == "NOUN" and token.lower_ in {"signing", "signature"}:
            joined.take_signing(token)
        elif (pronoun := taken_up(token)) is not None:
            joined.take_pronoun(pronoun)
    return joined.worth_a_record()


class _Joined:
    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast = doc, cast
        self.reader = Reader(doc, cast, resolver, passages)
        self.sameness, self.weight = Sameness(cast, passages), Weight(cast)
        self.other_side = OtherSide(doc, cast, resolver)
        self.found: list[Bargain] = []
        self.skipped = furniture(passages.text)

    def take(self, noun: Token) -> None:
        if any(a <= noun.idx < b for a, b in self.skipped) or self.reader.part_of_a_name(noun) or self._same_words(noun):
            return
        mention = self.reader.read(noun)
        mention.parties = [self.other_side.state_of(p) for p in mention.parties]
        if len(mention.keys) < 2 and (mention.signing is not None or not mention.keys and not mention.named):
            before = self._most_told()
            mention.parties = (
                self.other_side.two(noun, mention, before) or self.other_side.of_the_last(mention, before) or mention.parties
            )
        held = self._held_in(noun)
        if held is not None and not mention.keys:
            mention.parties, mention.signing, mention.planned = held.parties, mention.signing or held.signing, held.planned
        self.weight.look(mention)
        listed = held is not None and noun.head.dep_ == "prep"  # "five accords, including a treaty": one more
        earlier = self.sameness.earlier(mention, self._near()) if not listed else None
        if earlier is not None:
            self._add(earlier, mention)
        elif not self.reader.denied(noun) and not any(c.lower_ == "such" for c in noun.children):
            self.found.append(mention)

    def worth_a_record(self) -> list[Bargain]:
        """Those of which the text tells enough, their missing sides filled in."""
        found = [b for b in self.found if self.weight.enough(b)]
        for bargain in found:
            bargain.parties = self.other_side.complete(bargain)
        return found

    def _near(self) -> list[Bargain]:
        """Those told of last: however many a text tells of, a mention is compared with so many."""
        return self.found[-_REACH:]

    def _held_in(self, noun: Token) -> Bargain | None:
        """ "signed five accords, including a treaty", "the agreements included a treaty": those that the treaty is one of."""
        while noun.dep_ == "conj":
            noun = noun.head
        above = noun.head
        if noun.dep_ == "pobj" and above.lower_ == "including":
            whole = above.head
            whole = next((o for _, o in prepositional(whole, "of")), whole) if not is_agreement_noun(whole) else whole
        elif noun.dep_ == "dobj" and lemma(above) in {"include", "comprise"}:
            whole = next(iter(agents(above)), noun)
        else:
            return None
        if whole == noun or not is_agreement_noun(whole) or whole.tag_ not in {"NNS", "NNPS"}:
            return None
        known = next((b for b in self._near() if whole in (b.noun, *b.further)), None)
        if known is None:
            known = self.reader.read(whole)
            known.parties = known.parties if len(known.keys) > 1 else self.other_side.two(whole, known, self._most_told())
        return known

    def take_signing(self, noun: Token) -> None:
        """ "The signing took place on Monday": of the agreement told of last."""
        known = self.found[-1] if self.found else None
        definite = any(c.lower_ in {"the", "this"} for c in noun.children) and not any(c.dep_ == "prep" for c in noun.children)
        if known is None or not definite or known.signing is not None and known.signing.pos_ != "NOUN" or noun.dep_ != "nsubj":
            return
        if noun.head.tag_ == "VBD":
            known.signing, known.planned = noun, False

    def take_pronoun(self, it: TakenUp) -> None:
        """ "X joined it": one more party to the agreement told of last, in this sentence or the one before."""
        here = self.reader.resolver.context.sentence_of
        last = [(max(t.i for t in (b.noun, *b.further)), b) for b in self._near()]
        at = max((i for i, _ in last), default=-1)
        if at < 0 or here[it.pronoun.i] - here[at] > 1:
            return
        sides = [r for each in agents(it.verb) for r in self.reader.parties.sides(each) or self.other_side.group(each, self._most_told())]
        for known in [b for i, b in last if i == at or it.all and here[i] == here[at]]:
            bodies = [r for r in known.parties if self.cast.figures[r.key].type != "person"]
            known.parties = self.reader.parties.unique([*(bodies if len(bodies) > 1 or known.named else []), *sides]) or known.parties
            if it.done and known.signing is None and verb_status(it.verb) == "happened":
                known.signing, known.planned = it.verb, False
                known.signs |= {"done"}

    def _same_words(self, noun: Token) -> bool:
        """ "a memorandum of understanding (MoU)", "agreement on a truce": the second names nothing else."""
        if not self.found:
            return False
        before = self.found[-1].further[-1] if self.found[-1].further else self.found[-1].noun
        bracketed = noun.dep_ == "appos" and noun.head == before or 0 < noun.i - before.i <= 4 and self.doc[noun.i - 1].text == "("
        if bracketed:
            self.found[-1].further.append(noun)
            if noun.text.isupper():
                self.found[-1].name |= {noun.lower_}
        return bracketed

    def _more_parties(self, known: Bargain, mention: Bargain) -> list[Referent]:
        """States and bodies rather than persons; where either mention tells one side, both together."""
        bodies, others = ([r for r in b.parties if self.cast.figures[r.key].type != "person"] for b in (known, mention))
        if not others or len(bodies) > 1 and not (self._signed(mention) and mention.signing is not None and mention.signing.tag_ != "VBN"):
            return known.parties or mention.parties
        return self.reader.parties.unique([*(r for r in bodies if r.key not in mention.keys), *others])

    def _add(self, known: Bargain, mention: Bargain) -> None:
        known.further.append(mention.noun)
        known.signs, known.faults = known.signs | mention.signs, known.faults & mention.faults
        known.parties = self._more_parties(known, mention)
        listed = self.reader.parties.signatories(mention.noun)
        known.parties = listed if len(listed) > 1 else known.parties
        known.subject = known.subject or mention.subject
        known.name, known.marks, known.years = known.name | mention.name, known.marks | mention.marks, known.years | mention.years
        if mention.named is not None and known.named is None:
            known.named = known.title = mention.named
        if mention.signing is None:
            return
        if known.signing is None or self._signed(mention) and not self._signed(known):
            known.signings += [known.signing] if known.signing is not None else []
            known.signing, known.planned = mention.signing, mention.planned
        elif self._signed(mention):
            known.signings.append(mention.signing)

    @staticmethod
    def _signed(bargain: Bargain) -> bool:
        """Told as signed already."""
        return bargain.signing is not None and not bargain.planned and lemma(bargain.signing) in lexicon("agreements")["signed_only_by"]

    def _most_told(self) -> Bargain | None:
        """The agreement between known sides that is told of most; of equals the latest that is more than planned."""
        between = [b for b in self._near() if len(b.keys) > 1]
        return max(reversed(between), key=lambda b: (len(b.further), not b.planned), default=None)
