"""Agreements: mentions read one by one (bargains.py), and joined where a later one takes up an earlier (same_agreement.py)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.bargain_parties import is_group
from build_scripts.extract.bargains import Bargain, Reader, is_agreement_noun, is_signed_noun, kind_of
from build_scripts.extract.furniture import furniture
from build_scripts.extract.grammar import agents, governing_verb, lemma, prepositional
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.same_agreement import ELSE, Sameness

__all__ = ["Bargain", "find_agreements"]

_REACH = 30
_SAME = "parties taken to be those of the agreement told of before"
_DEFINITE = {"the", "these", "their", "both"}
_BACK = 4
"""Sentences."""
_PAIR = "the two sides taken for those that the text named last"


def find_agreements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Bargain]:
    """One Bargain for each agreement; later mentions are further evidence, and may tell its parties and its signing."""
    joined = _Joined(doc, cast, resolver, passages)
    for token in doc:
        if is_agreement_noun(token):
            joined.take(token)
        elif token.pos_ == "NOUN" and token.lower_ in {"signing", "signature"}:
            joined.take_signing(token)
    return [b for b in joined.found if joined.tells_something(b)]


class _Joined:
    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast = doc, cast
        self.reader = Reader(doc, cast, resolver, passages)
        self.sameness = Sameness(cast, passages)
        self.found: list[Bargain] = []
        self.skipped = furniture(passages.text)

    def take(self, noun: Token) -> None:
        if any(a <= noun.idx < b for a, b in self.skipped) or self.reader.part_of_a_name(noun) or self._same_words(noun):
            return
        mention = self.reader.read(noun)
        if len(mention.keys) < 2 and not mention.named and (mention.signing is not None or not mention.keys):
            mention.parties = self._two_sides(noun, mention) or self._of_the_last(mention) or mention.parties
        held = self._held_in(noun)
        if held is not None and not mention.keys:
            mention.parties, mention.signing, mention.planned = held.parties, mention.signing or held.signing, held.planned
        earlier = self.sameness.earlier(mention, [b for b in self._near() if b is not held or noun.head.dep_ != "prep"])
        if earlier is not None:
            self._add(earlier, mention)
        elif not self.reader.denied(noun) and self._counts(mention):
            self.found.append(mention)

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
            known.parties = known.parties if len(known.keys) > 1 else self._two_sides(whole, known)
        return known

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

    def tells_something(self, bargain: Bargain) -> bool:
        """Of "a deal" between nobody knows whom, on nobody knows what, there is nothing to record."""
        described = bargain.named or bargain.marks or bargain.years
        return bool(bargain.keys or described or self._understood(bargain.noun))

    # ── is it one ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _counts(self, mention: Bargain) -> bool:
        if mention.named is not None:
            return True
        noun, words = mention.noun, lexicon("agreements")
        if noun.dep_ == "ROOT" and any(t.text == "?" for t in noun.sent[-4:]):
            return False  # "Why another treaty?"
        if mention.wished and not mention.definite or self._only_describes(noun) or noun.tag_ == "NNS" and self._others(noun):
            return False
        bodies = [k for k in mention.keys if self.cast.figures[k].type != "person"]
        sides = len(bodies) or (len(mention.keys) if len(mention.keys) > 1 else 0)
        done = self._done(mention, "concluding")
        bare = not any(c.dep_ in {"det", "nummod", "poss", "amod"} for c in noun.children)
        if bare and (noun.tag_ in {"NNS", "NNPS"} or noun.lower_ == "mous") and not (done and sides > 1):
            return False  # "agreements between allies"
        if is_signed_noun(noun):
            return not mention.definite and done and max(mention.sides, sides) > 1 and sides > 0
        told = bool(mention.years) or noun.dep_ == "pobj" and noun.head.lower_ == "under"
        if lemma(noun) in words["weak"]:
            joined = sides > 1 and (mention.signing is not None or self._joins(mention)) or sides == 1 and self._joined_with(mention)
            return joined or sides > 0 and self._done(mention, "signed_only_by") or told and bool(sides or mention.marks)
        if sides > 1 or sides == 1 and self._joined_with(mention):
            return True
        if mention.planned and not mention.years:
            return False
        known = done or told or mention.definite and bool(mention.marks)
        return known and (sides == 1 or bool(mention.marks) or self._understood(noun) or done and kind_of(noun) == "ceasefire")

    @staticmethod
    def _understood(noun: Token) -> bool:
        """ "a memorandum of understanding"."""
        return any(name == "of" and obj.lower_ == "understanding" for name, obj in prepositional(noun))

    @staticmethod
    def _joined_with(mention: Bargain) -> bool:
        """ "a pact with X", "a truce between X and its rebels": one side has a name, the other is there."""
        noun = mention.noun
        return any(t.lower_ in {"between", "with"} and t.dep_ == "prep" for t in noun.children) and any(
            noun.is_ancestor(p.token) for p in mention.parties
        )

    @staticmethod
    def _done(mention: Bargain, kind: str) -> bool:
        """Told as signed, or reached, already."""
        return mention.signing is not None and not mention.planned and lemma(mention.signing) in lexicon("agreements")[kind]

    @staticmethod
    def _only_describes(noun: Token) -> bool:
        """ "the plan is a deal with the past", "as a treaty": says what something is."""
        there = noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children) and any(c.dep_ == "det" for c in noun.children)
        return noun.dep_ == "attr" and not there or noun.dep_ == "pobj" and noun.head.lower_ in {"as", "like"}

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

    def _more_parties(self, known: Bargain, mention: Bargain) -> list[Referent]:
        """States and bodies rather than persons; where either mention tells one side, both together."""
        bodies, others = ([r for r in b.parties if self.cast.figures[r.key].type != "person"] for b in (known, mention))
        if len(bodies) > 1 or not others:
            return known.parties or mention.parties
        return [*(r for r in bodies if r.key not in mention.keys), *others]

    @staticmethod
    def _others(noun: Token) -> bool:
        """ "other agreements"."""
        return any(c.lower_ in ELSE for c in noun.children)

    def _add(self, known: Bargain, mention: Bargain) -> None:
        known.further.append(mention.noun)
        known.parties = self._more_parties(known, mention)
        listed = self.reader.parties.signatories(mention.noun)
        known.parties = listed if len(listed) > 1 else known.parties
        known.subject = known.subject or mention.subject
        known.name, known.marks, known.years = known.name | mention.name, known.marks | mention.marks, known.years | mention.years
        if mention.named is not None and known.named is None:
            known.named = known.title = mention.named
        if mention.signing is None:
            return
        if known.signing is None or self._done(mention, "signed_only_by") and not self._done(known, "signed_only_by"):
            known.signings += [known.signing] if known.signing is not None else []
            known.signing, known.planned = mention.signing, mention.planned
        elif self._done(mention, "signed_only_by"):
            known.signings.append(mention.signing)

    # ── the two sides ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _two_sides(self, noun: Token, mention: Bargain) -> list[Referent]:
        """ "the two countries signed a pact": those of the agreement before, or the two of their kind that the text named last."""
        verb = mention.signing
        if verb is None or verb.pos_ not in {"VERB", "AUX"} or verb.head == noun and not agents(verb):
            verb = governing_verb(noun)
        held = noun.dep_ == "pobj" and noun.head.lower_ in {"under", "with", "through", "by"}
        makes = verb is not None and (held or mention.signing is not None or lemma(verb) in lexicon("agreements")["making"])
        doers = [t for a in agents(verb) for t in (a, *(o for _, o in prepositional(a, "of", "for", "from")))] if verb and makes else []
        inside = [o for _, o in prepositional(noun, "between", "among", "by")]
        group = next((h for h in (*inside, *doers) if self._is_group(h)), None)
        if group is None:
            return []
        kinds = {kind for kind, nouns in lexicon("actors")["pairs"].items() if lemma(group) in nouns} - {"person"}
        kinds = kinds or {"state", "political_entity"}
        keys = [k for k in self._most_told().keys if self.cast.figures[k].type in kinds] if self.found else []
        if len(keys) < 2 or self._is_two(group) and len(keys) > 2:
            keys = self._named_last(group, kinds)
        span = (group.left_edge.i, group.i + 1)
        return [Referent(k, group, span, _PAIR) for k in keys] if len(keys) > 1 else []

    def _named_last(self, group: Token, kinds: set[str]) -> list[str]:
        """The two of these kinds that were named last, in this sentence or the four before."""
        keys: list[str] = []
        context = self.reader.resolver.context
        here = last = context.sentence_of[group.i]
        for key, mention in context.back(group.i, _BACK):
            sentence = context.sentence_of[mention.first]
            if len(keys) > 1 and (sentence != last or sentence == here):
                break
            last = sentence
            if self.cast.figures[key].type in kinds and key not in keys and not mention.inside:
                keys.insert(0, key)
        return keys if len(keys) == 2 else []  # of three, nobody knows which two

    @staticmethod
    def _is_two(head: Token) -> bool:
        return any(t.lower_ in {"two", "both"} for t in (head, *head.children))

    def _is_group(self, head: Token) -> bool:
        """ "the two leaders", "the sides", "the foreign ministries": of whom, the text has told."""
        if head.lower_ in {"two", "both", "three"} and head.dep_ in {"nsubj", "nsubjpass", "pobj"}:
            return not any(name == "of" for name, _ in prepositional(head))  # "that the two signed"
        if lemma(head) not in lexicon("agreements")["sides"] or head.tag_ not in {"NNS", "NNPS"} or head.i in self.cast.at:
            return False
        named = any(t.i in self.cast.at for t in head.subtree)
        return is_group(head) or not named and any(c.lower_ in _DEFINITE for c in head.children)

    def _of_the_last(self, mention: Bargain) -> list[Referent]:
        """ "Another agreement was signed", "a previous truce", "a joint declaration": between those of the last one."""
        noun = mention.noun
        words = {c.lower_ for c in noun.children}
        earlier = words & {"a", "an"} and words & {"previous", "earlier"}
        joint = words & {"a", "an"} and "joint" in words
        one_more = noun.tag_ != "NNS" and bool(words & {"another", "second", "third"} or earlier or joint)
        if mention.keys or not self.found or not one_more:
            return []
        span = (noun.left_edge.i, noun.i + 1)
        return [Referent(k, noun, span, _SAME) for k in self._most_told().keys]

    def _most_told(self) -> Bargain:
        """The agreement that the text is about: mentioned most often, of equals the latest that is more than planned."""
        return max(reversed(self._near()), key=lambda b: (len(b.further), not b.planned))
