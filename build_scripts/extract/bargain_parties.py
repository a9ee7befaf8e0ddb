"""Who is party to an agreement: whoever stands in its noun phrase, or else whoever signs, reaches or makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import agents, children, conjuncts, governing_verb, is_negated, is_passive, lemma, prepositional
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.modality import verb_status
from build_scripts.extract.references import Referent, Resolver

_BEFORE = {"amod", "compound", "nmod", "poss", "npadvmod", "nummod"}
_SHARED = {"between", "with", "among", "by"}
_WHICH = {"WDT", "WP"}
_ACCUSER = "taken for a party because it accuses the other of breaking it"


class Parties:
    """Reads parties off one parse."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver

    def of(self, noun: Token, signing: Token | None, named: bool) -> list[Referent]:
        """The noun's own phrase tells best; who does the signing is asked where that names fewer than two."""
        found: list[Referent] = []
        shared = False
        apart = signing is not None and any(c.lower_ == "between" for c in children(signing, "prep"))
        for preposition, objects in self._phrases(noun):
            if apart and preposition.head != noun:
                continue  # "signed between X and Y on cooperation between W and Z"
            sides = [self.sides(o) for o in objects]
            unnamed = not sides or not sides[0] or self._is_unnamed(objects[0])
            if preposition.lower_ in {"between", "among"} and unnamed:
                return []  # "agreements between allies, …": the sides are nobody by name
            found += [r for side in sides for r in side]
            shared = shared or preposition.lower_ == "with"
        if not named or any(c.lower_ == "their" for c in noun.children):
            found += self._before(noun)
        if len(self.unique(found)) < 2 or shared:
            found += self._doers(noun, signing, shared)
            found += [] if named else self._bound(noun)
            treaty = named and lemma(noun) in lexicon("agreements")["kinds"]["treaty"]  # many are bound by a convention
            found += self._under(noun, signing) if len(self.unique(found)) < 2 and not treaty else []
        accepting = signing is not None and lemma(signing) in lexicon("agreements")["accepting"]
        parties = self.unique(found)
        done = signing is not None and verb_status(signing) == "happened"
        voted = named and accepting and len(parties) < 2 and not (done and all(self._is_state(r) for r in parties))
        return [] if voted else parties  # of a body that voted for a treaty, nobody knows whether it is bound

    @staticmethod
    def coordinated(signing: Token | None) -> int:
        """How many noun phrases sign together."""
        return len(agents(signing)) if signing is not None and signing.pos_ == "VERB" else 0

    def signatories(self, noun: Token) -> list[Referent]:
        """ "The signatories of the pact are X, Y and Z"."""
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "to"} else None
        if above is None or lemma(above) not in {"signatory", "party", "member"} or lemma(above.head) != "be":
            return []
        return self.unique([r for c in children(above.head, "attr") for o in conjuncts(c) for r in self.sides(o)])

    def unique(self, found: list[Referent]) -> list[Referent]:
        """Each once; persons who sign for nobody are left out beside those who do."""
        unique: dict[str, Referent] = {}
        for referent in found:
            key = self._party(referent.key)
            unique.setdefault(key, Referent(key, referent.token, referent.span, referent.doubt))
        bodies = [r for r in unique.values() if self.cast.figures[r.key].type != "person"]
        bodies = [r for r in bodies if self.cast.figures[r.key].owner not in unique]  # a state and its ministry are one side
        others = [r for r in bodies if not self._organ(r.key)]  # whoever voted for it without a state of its own
        bodies = others if len(others) > 1 else bodies
        return bodies if len(bodies) > 1 else list(unique.values())

    def _phrases(self, noun: Token) -> Iterator[tuple[Token, list[Token]]]:
        """The noun's phrases of "between", "with" and "among", and the heads in each."""
        own = any(c.lower_ in _SHARED for c in children(noun, "prep"))
        for token in noun.subtree:
            if own and token.head != noun and _another(token.head):
                continue
            near = token.lower_ != "by" or token.head == noun
            if token.dep_ in {"prep", "agent"} and token.lower_ in _SHARED and near and _belongs(token, noun):
                yield token, [o for p in children(token, "pobj") for o in conjuncts(p) if not _another(o)]

    def _doers(self, noun: Token, signing: Token | None, shared: bool) -> list[Referent]:
        """Whom the verb or the noun of signing has round it; without one, the subject of a verb that makes agreements."""
        found: list[Referent] = []
        if signing is not None and signing.pos_ in {"VERB", "AUX"}:
            accepting = lemma(signing) in lexicon("agreements")["accepting"]
            doers = agents(signing) if not is_negated(signing) else []
            if lemma(signing) in lexicon("agreements")["brokering"] and len(doers) < 2:  # but "X and Y have brokered a deal"
                doers = []
            for each in doers:
                sides = accepting and self._owner(each) or self.sides(each)
                found += [r for r in sides if not accepting or self.cast.figures[r.key].type not in {"person", "court"}]  # a judge accepts
            found += [r for o in self._beside(signing) for r in self.sides(o)]
        elif signing is not None:
            for _, each in prepositional(signing, "by", "between", "with"):
                found += self.sides(each)
            found += [r for c in children(signing, "poss") for r in self.resolver.resolve(c, inside=False)]
            verb = governing_verb(signing)
            if verb is not None and lemma(verb) in {"announce", "confirm", "complete"} and signing.dep_ in {"dobj", "pobj"}:
                found += [r for each in agents(verb) for r in self.sides(each)]
        else:
            for held in children(noun, "relcl"):  # "the agreements that X has with Y"
                own = any(c.dep_ == "nsubj" and c.tag_ in _WHICH for c in held.children)
                if lemma(held) in lexicon("agreements")["making"] and not own and not is_negated(held):
                    found += [r for each in (*agents(held), *self._beside(held)) for r in self.sides(each)]
            verb = governing_verb(noun)
            making = verb is not None and lemma(verb) in lexicon("agreements")["making"]
            near = noun.dep_ == "dobj" or noun.dep_ == "pobj" and noun.head.lower_ in {"to", "from", "into", "on"}
            if verb is not None and (near and shared or noun.dep_ in {"dobj", "pobj"} and making):
                found += [r for each in agents(verb) for r in self.sides(each)]
                found += [r for o in self._beside(verb) if making for r in self.sides(o)]
        return found

    def _bound(self, noun: Token) -> list[Referent]:
        """ "X violated the truce", "X will abide by its terms", "X kept its side of the deal": whoever can do that is a party. So is, more
        often than not, the state or movement that accuses another of it."""
        top = noun
        if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "under", "in"} and lemma(noun.head.head) in lexicon("agreements")["contents"]:
            top = noun.head.head
        above = top.head
        below = top.dep_ == "pobj" and above.lower_ in {"by", "with", "from", "to"}
        verb = above if top.dep_ == "dobj" else above.head if below else None
        if verb is None or verb.pos_ != "VERB" or lemma(verb) not in lexicon("agreements")["bound"]:
            return []
        while verb.dep_ == "xcomp" and verb.head.dep_ == "pcomp":
            verb = verb.head  # "accused X of failing to keep it"
        if verb.dep_ != "pcomp":
            doers = agents(verb)
            if verb.dep_ in {"acl", "advcl"} and verb.tag_ == "VBG" and not any(self.sides(each) for each in doers):
                higher = governing_verb(verb)
                doers = agents(higher) if higher is not None else []  # "X and Y exchanged notes extending a treaty"
            return [r for each in doers for r in self.sides(each)]
        accusing = verb.head.head
        held = [r for c in children(accusing, "dobj") for o in conjuncts(c) for r in self.sides(o)]
        if not held or lemma(accusing) not in lexicon("agreements")["accusing"]:
            return held or [r for each in agents(verb) for r in self.sides(each)]
        own = [r for each in agents(accusing) for r in self.sides(each) if self._party(r.key) not in {self._party(h.key) for h in held}]
        return [*held, *(replace(r, doubt=_ACCUSER) for r in own if self._is_adversary(self._party(r.key)))]

    def _is_adversary(self, key: str) -> bool:
        """A state, a movement; but no body that the world knows for watching over others."""
        figure = self.cast.figures[key]
        return figure.type in {"state", "political_entity"} or figure.type == "organization" and figure.entry is None

    def _under(self, noun: Token, signing: Token | None) -> list[Referent]:
        """ "Under a deal, X and Y will swap prisoners", "the gas that X buys under a contract of 2008 with Y": who does what it says."""
        verb = governing_verb(noun) if noun.dep_ == "pobj" and noun.head.lower_ == "under" else None
        refused = verb is not None and (is_negated(verb) or verb.dep_ == "xcomp" and lemma(verb.head) in lexicon("agreements")["failing"])
        doers = agents(verb) if verb is not None and verb != signing and not is_passive(verb) and not refused else []
        found = [r for each in doers for r in self.sides(each)]
        return [r for r in found if len(found) > 1 or self.cast.figures[r.key].type in {"state", "organization", "political_entity"}]

    @staticmethod
    def _beside(verb: Token) -> Iterator[Token]:
        """ "signed with X", "reached in Y between X and Z", "signed on behalf of X": heads below the verb and below no other."""
        for token in verb.subtree:
            if token.dep_ != "prep" or not _belongs(token, verb):
                continue
            sum_of_it = token.head.ent_type_ == "MONEY" or token.head.pos_ == "NUM"  # "a loan for 2 billion with X"
            near = token.lower_ == "with" and (token.head in (verb, *children(verb, "dobj", "prep")) or sum_of_it)
            awarded = token.lower_ == "to" and lemma(verb) in {"award", "hand", "give", "grant"} and token.head == verb
            if token.lower_ == "between" or near or awarded or token.lower_ == "of" and token.head.lower_ == "behalf":
                yield from (o for p in children(token, "pobj") for o in conjuncts(p))

    def _before(self, noun: Token) -> list[Referent]:
        """ "the X-Y deal", "X's pact with Y", "their treaty"; "an X-brokered truce" has no party X."""
        found: list[Referent] = []
        for child in noun.children:
            if child.dep_ not in _BEFORE or child.i >= noun.i or child.tag_ in {"VBN", "VBD"}:
                continue
            if child.dep_ == "poss" and child.pos_ == "PRON":
                found += self.resolver.resolve(child, inside=False)
                continue
            for each in child.subtree:
                key = self.cast.at.get(each.i)
                if key is None or each.i >= noun.i or self.cast.figures[key].type == "media":
                    continue
                after = each.i + 2 if self.doc[each.i + 1].text == "-" else each.i + 1
                if after < noun.i and self.doc[after].tag_ in {"VBN", "VBD"}:
                    continue  # "US-brokered", "Egyptian mediated"
                found += self.resolver.resolve(each, inside=False)[:1]
        return found

    def sides(self, head: Token) -> list[Referent]:
        """Whom a noun phrase brings to the table: itself, or those whose governments, leaders or delegations it tells of."""
        if head.i > 1 and self.doc[head.i - 1].text == "(" and head.i - 2 in self.cast.at:
            return self.sides(self.doc[head.i - 2])  # "the X Republic (XR) and Y signed"
        if is_group(head):
            return []  # "both sides": those of the agreement told of before, if any
        whole = self.resolver.resolve(head, inside=False)
        if whole and head.pos_ == "PRON":
            return whole
        if whole and self.resolver.is_person(whole[0].key) and self.cast.figures[whole[0].key].affiliation is None:
            states = [r for _, o in prepositional(head, "of", "from") for r in self.resolver.resolve(o, inside=False)]
            return [r for r in states if self.cast.figures[r.key].type == "state"][:1] or whole[:1]
        if whole:
            return whole[:1]
        beside = [r for c in children(head, "nmod") if children(c, "cc") for r in self.sides(c)]  # "X's government and rebel groups"
        listed = beside + [r for _, o in prepositional(head, "including") for r in self.sides(o)] if head.tag_ == "NNS" else []
        if listed:
            return listed  # "all four movements, including X and Y"
        if lemma(head).lower() not in lexicon("agreements")["delegates"]:
            return []
        inner = [r for _, o in prepositional(head, "of", "from", "for") for r in self.sides(o)]
        return inner or self.resolver.resolve(head)

    def _is_state(self, referent: Referent) -> bool:
        return self.cast.figures[referent.key].type == "state" and self.cast.at.get(referent.token.i) == referent.key

    def _owner(self, body: Token) -> list[Referent]:
        """The state whose parliament or government it is."""
        for child in children(body, "poss", "amod", "compound"):
            key = self.cast.nested.get(child.i) or self.cast.at.get(child.i)
            if key is not None and self.cast.figures[key].type == "state":
                return [Referent(key, child, (child.i, child.i + 1))]
        return []

    def _party(self, key: str) -> str:
        """Ministers sign for their states, and what an army or a parliament agrees to binds its state."""
        for _ in range(3):
            figure = self.cast.figures[key]
            if figure.type != "person" or figure.affiliation not in self.cast.figures:
                break
            assert figure.affiliation is not None
            key = figure.affiliation
        owner = self.cast.figures[key].owner
        return owner if self._organ(key) and owner is not None and owner in self.cast.figures else key

    def _organ(self, key: str) -> bool:
        """A parliament, an army: it binds the state that it belongs to."""
        figure = self.cast.figures[key]
        return figure.type == "government_body" and figure.name.split()[-1].lower() in lexicon("agreements")["organs"]

    def _is_unnamed(self, head: Token) -> bool:
        """ "allies", "several companies": no name in or below the noun."""
        return (
            head.i not in self.cast.at
            and head.tag_ in {"NNS", "NNPS"}
            and not any(c.i in self.cast.at for c in head.children if c.dep_ in {"compound", "amod", "poss", "nmod"})
            and not any(o.i in self.cast.at for _, o in prepositional(head, "of", "from"))
        )


def is_group(head: Token) -> bool:
    """ "the two leaders", "both companies": of whom, the text has told."""
    two = any(c.lower_ in {"two", "both", "three"} for c in head.children)
    return two and head.tag_ in {"NNS", "NNPS"} and lemma(head) in lexicon("agreements")["sides"]


def _belongs(preposition: Token, top: Token) -> bool:
    """No verb between the preposition and what it is asked of, but for a participle: "a truce starting today between X and Y"."""
    above = preposition.head
    while above.i != top.i:
        if above.head == top and above.dep_ in {"acl", "relcl"} and preposition.lower_ == "between":
            return True
        if above.pos_ in {"VERB", "AUX"} or above.head == above or preposition.lower_ != "with" and _another(above):
            return False
        above = above.head
    return True


def _another(noun: Token) -> bool:
    """ "a treaty, a memorandum and a pact between X and Y", "a pact in addition to the accord with Z": of the last only."""
    if lemma(noun) not in lexicon("agreements")["nouns"]:
        return False
    return noun.dep_ == "conj" or noun.dep_ == "pobj" and noun.head.lower_ not in {"on", "for", "over", "of", "about"}
