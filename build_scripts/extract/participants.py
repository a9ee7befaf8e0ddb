"""Who takes part in an event: actors are found first, then attached to the words that tell of it.

The lines of PETRARCH2 and UniversalPetrarch (Open Event Data Alliance) are followed: the object is not taken whole, but searched for the
actor in it; a source may stand in a higher clause, and a target in a lower one.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from build_scripts.extract import modality
from build_scripts.extract.actors import LOCATIVE
from build_scripts.extract.event_rows import Row, index, word_of, word_set
from build_scripts.extract.grammar import (
    agents,
    children,
    conjuncts,
    governing_verb,
    is_passive,
    lemma,
    own_subject,
    prepositional,
    subject,
)
from build_scripts.extract.groups import BEFORE, named_people
from build_scripts.extract.matching import Trigger, objects_of
from build_scripts.extract.people import INSIDE, People
from build_scripts.extract.references import Referent

_ON_LAND = frozenset(["COERCE", "CONCEDE", "MOBILIZE", "ASSAULT", "AID", "RETREAT", "REJECT", "SANCTION", "AGREE", "THREATEN", "ACCUSE"])
"""What is done in a state is done to it, where nobody nearer is named."""
_THROUGHOUT = {"SANCTION", "CONCEDE", "AID"}
"""What is withheld from or given to a capital is its state's; of others, "a blast in CAPITAL", it is told by the place."""
_ASIDE = {"under", "ahead", "amid", "after", "since", "during", "before", "while", "following", "despite", "like", "including", "according"}
_SHARING = {"THREATEN", "SANCTION", "REQUEST"}
_SHARED = _SHARING | {"ACCUSE", "REJECT"}
"""What is added to one of these with "and" is done to the same, where it names nobody."""
_OCCASIONS = {"anniversary", "eve", "birthday", "funeral", "wake", "occasion"}
"""Whose they are is no side of what happens on them."""
_BY_THE_WAY = {"near", "outside", "around", "across", "along"}
_TOLD = {"PROTEST", "REJECT", "AGREE", "THREATEN", "REQUEST"}
"""Types whose recipient may stand in the clause that tells what is wanted, refused or feared."""
_SEARCHED = _ON_LAND - {"AGREE", "AID", "ASSAULT", "RETREAT"} | {"PROTEST", "REQUEST", "SUPPORT"}
"""Where the lexicon's places hold nobody, the rest of the clause is searched; not for types of which what is told elsewhere is mostly
somebody else."""


def _is_deed(noun: Token) -> bool:
    """A noun for what is done to somebody by force: attack, killing, arrest."""
    return any(row.type in {"ASSAULT", "COERCE"} for _, row in index()[1].get(word_of(noun), ()))


class Participants(People):
    """Finds agents and recipients of triggers in one document."""

    # ── agents ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def agents_of(self, verb: Token) -> list[Referent]:
        if is_passive(verb) and word_of(verb) in {"commit", "determine", "prepare"}:  # "is committed to"
            return self.all(objects_of(verb))
        blamed = self.all(self.blamed(verb))
        if blamed:
            return blamed
        doers = [a for a in agents(verb) if lemma(a) not in self._nobody]
        found = [r for a in doers for r in (self._doers(a) if _is_deed(a) else self.who(a))]
        if found or is_passive(verb) or own_subject(verb) is not None and own_subject(verb).pos_ != "PRON":  # type: ignore[union-attr]
            return found
        if verb.dep_ == "conj" and (told := modality.telling(verb)) is not None and (teller := own_subject(told)) is not None:
            return self.all(conjuncts(teller))  # "X said the road was shut and denied it", where the parser hung "denied" on "was"
        if verb.dep_ == "acl" and (
            verb.head.dep_ == "ROOT" or any(children(v, "dobj") for v in conjuncts(verb))
        ):  # the parser took "The paper called on X" for a noun phrase
            noun = verb.head
            while noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"} and noun.head.dep_ == "prep":
                noun = noun.head.head
            if found := self.who(noun):  # of "issued a statement condemning Y" it is who issued it
                return found
        above = governing_verb(verb)
        if verb.dep_ == "acl" and (verb.tag_ == "VBN" or lemma(verb.head) in word_set("rules")):
            return []  # "those arrested": not by whoever speaks of them; "welcomed a law banning strikes": it is the law that bans
        if verb.dep_ in {"advcl", "xcomp", "pcomp", "ccomp", "acl", "conj"} and above is not None and own_subject(verb) is None:
            shared = subject(above) or (above.head if above.dep_ == "acl" and verb.dep_ == "pcomp" else None)
            if shared is None or is_passive(above):
                return []
            return self.all(a for a in conjuncts(shared) if lemma(a) not in self._nobody)
        return []

    @staticmethod
    def blamed(verb: Token) -> list[Token]:
        """ "found X guilty of failing", "accused X of shelling", "barred X from voting": it is X who failed, shelled, voted."""
        if verb.dep_ not in {"pcomp", "pobj"} or verb.head.lower_ not in {"of", "for", "from", "over", "in"}:
            return []
        above = governing_verb(verb)
        if above is None or verb.dep_ == "pobj" and word_of(above) not in word_set("blaming_verbs"):
            return []
        if verb.head.head != above and verb.head.head.pos_ != "ADJ":  # "asked X for forgiveness for failing"
            return []
        if word_of(above) in {"join", "follow"}:
            return [*agents(above), *objects_of(above)]  # "joined X in calling for": both call
        complement = [o for c in children(above, "ccomp", "acomp", "oprd") for o in children(c, "nsubj") if c.pos_ == "ADJ"]
        return complement or objects_of(above)

    # ── recipients ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def recipients_of(self, trigger: Trigger, doers: set[str]) -> list[Referent]:
        """The first of the row's places that holds somebody who is not acting."""
        head, row = trigger.token, trigger.row
        objects = objects_of(head) if head.pos_ == "VERB" else []
        indirect = [o for o in objects if o.dep_ == "dative" and o.pos_ != "ADP"]
        plain = [o for o in objects if o not in indirect and not (o.dep_ == "dative" and o.pos_ == "ADP")]
        places = [*(["dative"] if indirect and "obj" in row.to else []), *row.to]
        for place in places:
            found = [r for r in self._at(place, trigger, plain, indirect) if r.key not in doers and r.token.tag_ != "PRP$"]
            found = [r for r in found if not self._tells(r.token, head)]
            if row.type == "PROTEST":
                found = [r for r in found if not self._to_be_let_go(r.token, head)]
            if found:
                return found
        told = modality.telling(head) if head.pos_ == "VERB" and row.type in _TOLD else None
        if told is not None and (hearers := [r for r in self.all(objects_of(told)) if r.key not in doers]):
            return hearers
        subject_ = own_subject(head) if head.pos_ == "VERB" else None
        if subject_ is not None and subject_.pos_ == "NOUN" and any(r.type == row.type for _, r in index()[1].get(word_of(subject_), ())):
            return [r for o in prepositional(subject_, "on", "against", "of") for r in self.who(o[1]) if r.key not in doers]
        return []

    def _at(self, place: str, trigger: Trigger, objects: list[Token], indirect: list[Token]) -> list[Referent]:
        head = trigger.token
        if place == "dative":
            return self.all(indirect)
        if place == "obj":  # of "asked him to go" too, where the parser hangs him below
            asked = [o for c in children(head, "ccomp", "xcomp") if c.tag_ == "VB" or c in trigger.words for o in children(c, "nsubj")]
            heads = [*objects, *(o for a in asked if a.i > head.i for o in conjuncts(a))]
            return [r for o in heads for r in (self._doers(o) if trigger.row.type == "ACCUSE" and _is_deed(o) else self.who(o))]
        if place == "subj":
            own = own_subject(head)
            if own is not None and own.dep_ == "csubj":
                return self._lower(own) or [r for o in objects_of(own) for r in self.who(o)]
            return self.all(conjuncts(own)) if own is not None else []
        if place == "lower":
            return self._lower(head)
        if place == "that":
            return []
        found = [o for _, o in prepositional(head, place)]
        for obj in [*objects, *indirect, *trigger.words]:
            found += [o for _, o in prepositional(obj, place)]
        found += [o for obj in objects for _, of in prepositional(obj, "of") for _, o in prepositional(of, place)]
        if place == "in":
            found = [o for o in found if o.i in self.cast.at or o.i in self.cast.places]
        on_land = trigger.row.type in _ON_LAND and (place not in {"in", "at", "near"} or trigger.row.type in _THROUGHOUT)
        return [r for o in found for r in self.who(o) or (self.state_of(o) if on_land else [])]

    def _doers(self, noun: Token) -> list[Referent]:
        """Who is blamed with a deed: "condemned Peru's attack on Chile" blames Peru and not Chile."""
        return self._modifiers(noun) or self.all(o for _, o in prepositional(noun, "by"))

    def _lower(self, head: Token) -> list[Referent]:
        """The clause below: its subject, else its object, else whoever its phrases name."""
        found: list[Referent] = []
        for clause in self._clauses(head):
            own = [o for c in children(clause, "nsubj", "nsubjpass") for o in conjuncts(c) if o.pos_ != "PRON"]
            found += self.all(own) if own else []
            if not found:
                theirs = [o for o in objects_of(clause) if not any(p.tag_ == "PRP$" for p in children(o, "poss"))]
                found += [r for r in self.all(theirs) if r.token.tag_ != "PRP$"]
            if not found:
                below = [clause, *objects_of(clause), *[o for _, o in prepositional(clause)]]
                found += [r for b in below for _, o in prepositional(b, *INSIDE) for r in self.who(o) or self.state_of(o)]
            if not found:
                found += self._lower(clause)
            if found:
                break
        return found

    @staticmethod
    def _clauses(head: Token) -> Iterator[Token]:
        for child in head.children:
            if child.dep_ in {"xcomp", "ccomp", "pcomp", "acl", "advcl"} and child.i > head.i and child.pos_ in {"VERB", "AUX"}:
                if child.dep_ != "advcl" or not children(child, "mark"):
                    yield child
            elif child.dep_ in {"prep", "dobj", "prt", "acomp", "attr"} and child.i > head.i:
                for inner in child.children:
                    if inner.dep_ in {"pcomp", "acl", "xcomp", "ccomp"} and inner.pos_ in {"VERB", "AUX"}:
                        yield inner

    def searched(self, trigger: Trigger, doers: set[str]) -> list[Referent]:
        """Whoever else is named below the trigger, nearest first; for what is done on land, the state it is done in."""
        if trigger.row.type not in _SEARCHED or trigger.row.flags & {"alone", "goes"} or trigger.row.sides:
            return []
        head = trigger.light if trigger.light is not None else trigger.token
        if head.pos_ == "VERB" and "obj" in trigger.row.to and any(o.pos_ == "PRON" or self._anybody(o) for o in objects_of(head)):
            return []  # told of somebody, though not by name
        told = modality.telling(head) if head.pos_ == "VERB" else None
        barred = set(own_subject(told).subtree) if told is not None and own_subject(told) is not None else set()  # type: ignore[union-attr]
        states: list[Referent] = []
        later: list[Referent] = []
        for token in head.subtree:
            if token.i <= head.i or token in barred:
                continue
            if self._tells(token, head):
                continue
            if (
                token.i not in self.cast.at
                and token.i not in self.cast.places
                and not (word_of(token) in self._groups and named_people(token))
            ):
                continue
            if not self._open(token, head, trigger.row.type in _TOLD, trigger.row.type == "PROTEST"):
                continue
            whole = token
            while whole.dep_ in BEFORE and whole.head.i > whole.i:
                whole = whole.head
            if whole.dep_ == "pobj" and whole.head.lower_ in _BY_THE_WAY and not self._is_body(whole):
                continue
            if trigger.row.type == "ACCUSE" and any(a.dep_ == "prep" and a.lower_ != "by" and _is_deed(a.head) for a in token.ancestors):
                continue  # who suffered what is condemned
            if trigger.row.type == "PROTEST" and self._to_be_let_go(whole, head):
                continue
            within = whole.dep_ == "pobj" and whole.head.lower_ in {"in", "at"}
            found = self.who(token) or (self.state_of(token) if trigger.row.type in _ON_LAND and not within else [])
            found = [r for r in found if r.key not in doers and r.token.tag_ != "PRP$"]
            if whole != token and (key := self.cast.at.get(whole.i)) is not None and self.cast.figures[key].type == "person":
                continue  # "X leader Ann Lee": she, further on
            if found and self._below_condition(token, head):
                later = later or found
            elif found and whole.pos_ == "PROPN" and whole.dep_ == "pobj" and whole.head.lower_ in LOCATIVE:
                states = states or (found if trigger.row.type in _ON_LAND else [])
            elif found:
                return found
        return states or later

    def shared(self, trigger: Trigger, doers: set[str]) -> list[Referent]:
        """ "accused X of cheating and recalled its envoy": of the second verb, which names nobody, X is the recipient too."""
        verb, above = trigger.token, trigger.token.head
        if trigger.row.type not in _SHARING or verb.dep_ != "conj" or above.pos_ != "VERB" or own_subject(verb) is not None:
            return []
        if not any(row.type in _SHARED for _, row in index()[0].get(word_of(above), ())):
            return []
        if is_passive(verb) or is_passive(above) or "obj" in trigger.row.to and any(self._anybody(o) for o in objects_of(verb)):
            return []
        heads = [*objects_of(above), *(o for _, o in prepositional(above, "on", "with", "to", "against", "at"))]
        return [r for r in self.all(heads) if r.key not in doers and r.token.tag_ != "PRP$"]

    def _anybody(self, noun: Token) -> bool:
        """People without a name: "urged rebels to go"; people with a name beside them may be of it."""
        bare = not any(t.i in self.cast.at or t.i in self.cast.places for t in noun.subtree)
        return bare and noun.pos_ == "NOUN" and (word_of(noun) in self._groups or word_of(noun) in word_set("nameless"))

    @staticmethod
    def _tells(token: Token, head: Token) -> bool:
        """ "…, Ann Lee said": whoever tells it, also where the parser hung him on something else."""
        after = token.nbor() if token.i + 1 < len(token.doc) else token
        by_parse = token.dep_ == "nsubj" and token.head != head and lemma(token.head) in word_set("telling_verbs")
        return by_parse or after != head and after.pos_ == "VERB" and after.tag_ == "VBD" and lemma(after) in word_set("telling_verbs")

    def _is_body(self, token: Token) -> bool:
        key = self.cast.at.get(token.i)
        return key is not None and self.cast.figures[key].type != "state"

    @staticmethod
    def _to_be_let_go(token: Token, head: Token) -> bool:
        """ "marched to demand the release of X": nobody protests against X."""
        for below in token.ancestors:
            if below == head:
                return False
            if word_of(below) in word_set("letting_go"):
                return True
        return False

    @staticmethod
    def _below_condition(token: Token, head: Token) -> bool:
        """In a clause of its own below the trigger: "unless X leaves"."""
        for above in token.ancestors:
            if above == head:
                return False
            if above.dep_ == "advcl" and children(above, "mark"):
                return True
        return False

    @staticmethod
    def _open(token: Token, head: Token, told: bool, protest: bool) -> bool:
        """Not inside a relative clause or a clause of time between the two; of what is not only told, inside no further clause at all."""
        for above in [token, *token.ancestors]:
            if above == head:
                return True
            if not told and above.pos_ in {"VERB", "AUX"} and above.dep_ in {"advcl", "acl", "relcl", "ccomp", "pcomp"}:
                return False
            if above.dep_ in {"relcl", "appos", "conj"} and above != token and not modality.to_do(above):
                return False
            if above.dep_ == "agent" and above.head == head:
                return False
            if above.dep_ == "prep" and any(lemma(o) in _OCCASIONS for o in children(above, "pobj")):
                return False
            if above.dep_ == "prep" and above.lower_ in (_ASIDE - {"during", "following"} if protest else _ASIDE):
                return False
        return False

    def destination(self, head: Token, row: Row) -> list[Referent]:
        """Where a visit goes: the state, or the state whose capital the place is, or the person or body visited."""
        objects = [o for c in children(head, "dobj") for o in conjuncts(c)] + [
            o for _, o in prepositional(head, *[p for p in row.to if p != "obj"])
        ]
        found: list[Referent] = []
        for obj in objects:
            found += self.resolver.resolve(obj) or self.state_of(obj)
        return found
