"""Who takes part in an event: actors are found first, then attached to the words that tell of it.

The lines of PETRARCH2 and UniversalPetrarch (Open Event Data Alliance) are followed: the object is not taken whole, but searched for the
actor in it; a state's troops, officials or helicopters stand for the state; a source may stand in a higher clause
and a target in a lower one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract import modality
from build_scripts.extract.actors import LOCATIVE, Cast
from build_scripts.extract.event_rows import Row, word_of
from build_scripts.extract.gazetteer import Entry, Gazetteer
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
from build_scripts.extract.headwords import body_at
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.triggers import Trigger, objects_of

_BEFORE = {"poss", "compound", "amod", "nmod"}
_INSIDE = ("of", "by", "with", "between", "against", "to", "from", "on", "for", "in")
_ON_LAND = {"COERCE", "CONCEDE", "MOBILIZE", "ASSAULT", "AID", "RETREAT", "REJECT", "SANCTION", "AGREE", "THREATEN", "ACCUSE"}
"""What is done in a state is done to it, where nobody nearer is named."""
_TOLD = {"PROTEST", "REJECT", "AGREE", "THREATEN", "REQUEST"}
"""Types whose recipient may stand in the clause that tells what is wanted, refused or feared."""
_SEARCHED = {
    "PROTEST",
    "REJECT",
    "AGREE",
    "THREATEN",
    "REQUEST",
    "COERCE",
    "CONCEDE",
    "ASSAULT",
    "AID",
    "SANCTION",
    "RETREAT",
    "ACCUSE",
    "SUPPORT",
}
"""Where the lexicon's places hold nobody, the rest of the clause is searched."""


@lru_cache(maxsize=2)
def _capitals(gazetteer: Gazetteer) -> dict[str, Entry]:
    return {text: entry for entry in gazetteer.entries.values() for text, form in entry.forms.items() if form == "capital"}


class Participants:
    """Finds agents and recipients of triggers in one document."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, gazetteer: Gazetteer) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver
        self.capitals = _capitals(gazetteer)
        words = lexicon("events")
        self._nobody = frozenset(words["doings_of_nobody"])
        self._standing = frozenset(words["standing"])
        self._organs, self._groups, self._counters = (frozenset(words[k]) for k in ("organs", "groups", "counters"))

    # ── who stands behind a noun phrase ──────────────────────────────────────────────────────────────────────────────────────────

    def who(self, head: Token, depth: int = 3) -> list[Referent]:
        """The actors that a noun phrase names or contains."""
        if head.tag_ in {"PRP", "PRP$"}:
            return self._pronoun(head)
        if head.tag_ == "WP$":  # "whose assets"
            clause = governing_verb(head)
            return (
                self.who(clause.head, depth - 1)
                if clause is not None and clause.dep_ == "relcl" and clause.head.i < head.i and depth
                else []
            )
        if head.pos_ == "VERB" and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"} and depth:
            own = own_subject(head)  # "The agency working in X said": the parser took a clause for the subject
            return self.who(own, depth - 1) if own is not None else self._modifiers(head) if children(head, "det", "poss") else []
        word = word_of(head)
        whole = self.resolver.resolve(head, inside=False)
        if whole or depth == 0 or head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"}:
            return whole
        if word in self._counters and any(o.tag_ in {"NNS", "NNPS"} for _, o in prepositional(head, "of")):
            inner = [r for _, o in prepositional(head, "of") for r in self.who(o, depth - 1)]
            if inner:
                return inner
        if word in self._groups and word not in self._organs or word in self._groups and self._stated(head) is None:
            found = self._group(head, depth)
            if found or word not in self._counters:
                return found
        if (
            word in self._organs
            and self._own_body(head, word)
            and (key := self._stated(head)) is not None
            and self.cast.figures[key].type == "state"
        ):
            return self._new_group(head)
        if word in self._counters or head.pos_ in {"NUM", "PRON", "DET"}:
            inner = [r for _, o in prepositional(head, "of", "from", "in") for r in self.who(o, depth - 1)]
            if inner:
                return inner
        return self._inside(head, depth)

    def all(self, heads: Iterable[Token]) -> list[Referent]:
        return [r for head in heads for r in self.who(head)]

    def _pronoun(self, token: Token) -> list[Referent]:
        """ "it", "they" and "he" below a verb of telling are whoever tells it; the rest is the resolver's."""
        verb = governing_verb(token)
        told = modality.telling(verb) if verb is not None and own_subject(verb) == token else None
        teller = own_subject(told) if told is not None else None
        if token.lower_ in {"it", "they", "he", "she"} and teller is not None and teller.i < token.i and teller.pos_ != "PRON":
            found = self.all(conjuncts(teller))
            person = bool(found) and self.cast.figures[found[0].key].type == "person"
            if found and (token.lower_ == "they" or (token.lower_ in {"he", "she"}) == person and len(found) == 1):
                return [Referent(r.key, token, (token.i, token.i + 1), r.doubt) for r in found]
        return self.resolver.resolve(token, inside=False)

    def _stated(self, head: Token) -> str | None:
        """Key of the state or body named in front of a noun."""
        for child in head.children:
            if child.dep_ in _BEFORE and child.i < head.i:
                for token in (child, *child.children):
                    if (key := self.cast.at.get(token.i)) is not None:
                        return key
        return None

    def _group(self, head: Token, depth: int) -> list[Referent]:
        """ "Hezbollah guerrillas" are Hezbollah; "French farmers" are a group of their own; "gunmen" are nobody by name."""
        key = self._stated(head)
        if key is not None and self.cast.figures[key].type not in {"state", "person"}:
            return self._modifiers(head)
        members = [o for _, o in prepositional(head, "of", "from", "in", "at", "to")]
        named = [r for o in members for r in self.who(o, depth - 1)]
        if lemma(head) in {"member", "fighter", "militant"} and key is None:
            bodies = [
                r
                for _, o in prepositional(head, "of", "from")
                for r in self.who(o, depth - 1)
                if self.cast.figures[r.key].type not in {"state", "person"}
            ]
            if bodies:
                return bodies
        _first, last = self._extent(head)
        if (
            key is None
            and not named
            and not any(o.i in self.cast.places for o in members)
            and not self._has_name(head)
            and last == head.i + 1
        ):
            return []
        return self._new_group(head)

    def _new_group(self, head: Token) -> list[Referent]:
        first, last = self._extent(head)
        figure = self.cast.add_group(first, last)
        kind = body_at(self.doc, head.i)
        if kind is not None and head.tag_ == "NN":
            figure.type = kind[1]
        return [Referent(figure.key, head, (first, last))]

    def _own_body(self, head: Token, word: str) -> bool:
        """Troops, officials, an army: actors of their own with a state's name; its government and its tanks stand for the state."""
        return word not in self._standing and (head.tag_ == "NNS" or body_at(self.doc, head.i) is not None)

    @staticmethod
    def _has_name(head: Token) -> bool:
        """ "Tamil refugees": a people that no list knows."""
        return any(
            c.dep_ in _BEFORE and c.text[:1].isupper() and c.pos_ in {"ADJ", "PROPN"} and (not c.is_sent_start or c.ent_type_ == "NORP")
            for c in head.children
        )

    def _extent(self, head: Token) -> tuple[int, int]:
        """The words of a group: without article and number, with the place or body that it is of."""
        first = int(head.left_edge.i)
        while first < head.i and (
            self.doc[first].pos_ in {"DET", "NUM", "ADV", "PUNCT", "ADP", "PRON", "SCONJ", "VERB"}
            or self.doc[first].dep_ in {"quantmod", "nummod", "advmod"}
            or self.doc[first].lower_ in {"several", "many", "more", "other", "some", "least", "up"}
        ):
            first += 1
        last = head.i + 1
        for child in head.children:
            behind = (
                child.dep_ == "prep"
                and child.lower_ in {"in", "of", "from", "at"}
                or child.dep_ == "acl"
                or child.pos_ == "ADJ"
                and child.dep_ == "amod"
            )
            if child.i != last or not behind:
                continue
            named = [t.i for t in child.subtree if t.i in self.cast.at or t.i in self.cast.places or t.pos_ == "PROPN"]
            if named and named[0] - head.i <= 6 and not any(t.is_punct and t.text == "," for t in self.doc[child.i : named[-1]]):
                last = self._first_name_end(child, named)
        return first, last

    def _first_name_end(self, child: Token, named: list[int]) -> int:
        """Behind the first name in what follows a group, and the names it is joined to."""
        end = named[0]
        for i in named[1:]:
            if i - end <= 1 or i - end == 2 and self.doc[end + 1].lower_ in {"of", "'s", "-", "and"}:
                end = i
        last = self.doc[end]
        while last.dep_ in _BEFORE and last.head.i > last.i and last.head.i - last.i <= 3 and last.head.pos_ in {"NOUN", "PROPN"}:
            last = last.head
        return last.i + 1

    def _modifiers(self, head: Token) -> list[Referent]:
        found: list[Referent] = []
        for child in head.children:
            if child.dep_ in _BEFORE and child.i < head.i:
                for each in conjuncts(child):
                    found += self.resolver.resolve(each, inside=False)
                    if each.i not in self.cast.at:
                        found += [
                            r
                            for c in each.children
                            if c.dep_ in _BEFORE | {"npadvmod"} and c.i in self.cast.at
                            for r in self.resolver.resolve(c, inside=False)
                        ]
                if child.dep_ == "poss" and child.i not in self.cast.at and (child.pos_ == "NOUN" or child.tag_ == "WP$"):
                    found += self.who(child, 1)
        return found

    def _inside(self, head: Token, depth: int) -> list[Referent]:
        """A thing or an organ: the actor in front of it, else the nearest one in the phrases behind it."""
        for _, body in prepositional(head, "of"):  # "the governor of X, Ann Lee", the name hung on X
            for named in children(body, "appos"):
                key = self.cast.at.get(named.i)
                if key is not None and self.cast.figures[key].type == "person":
                    return self.resolver.resolve(named, inside=False)
        found = self._modifiers(head)
        if found:
            return found
        if word_of(head) in self._organs and (local := self._local_body(head)):
            return local
        for prep in _INSIDE:
            found = [
                r
                for _, o in prepositional(head, prep)
                if prep != "in" or self._is_state(o) or lemma(head) in self._organs
                for r in self.who(o, depth - 1)
            ]
            if found:
                return found
        return [r for c in children(head, "appos") for r in self.who(c, depth - 1)]

    def _is_state(self, token: Token) -> bool:
        """Named as itself, not by its capital: "protesters in X"."""
        mention = self.cast.mention_at.get(token.i)
        return mention is not None and mention.form != "capital"

    def _local_body(self, head: Token) -> list[Referent]:
        """ "police in X", "the government of X province", where X is no state: a body of its own."""
        first, last = self._extent(head)
        inside = [t for t in self.doc[head.i + 1 : last] if t.i in self.cast.places]
        kind = body_at(self.doc, head.i)
        if not inside or any(self.state_of(t) for t in inside) or kind is None:
            return []
        figure = self.cast.add_group(first, last)
        figure.type = kind[1]
        return [Referent(figure.key, head, (first, last))]

    # ── agents ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def agents_of(self, verb: Token) -> list[Referent]:
        if is_passive(verb) and word_of(verb) in {"commit", "determine", "prepare"}:  # "is committed to"
            return self.all(objects_of(verb))
        blamed = self._blamed(verb)
        if blamed:
            return self.all(blamed)
        found = self.all(a for a in agents(verb) if lemma(a) not in self._nobody)
        if found or is_passive(verb) or own_subject(verb) is not None and own_subject(verb).pos_ != "PRON":  # type: ignore[union-attr]
            return found
        if verb.dep_ == "acl" and (
            verb.head.dep_ == "ROOT" or children(verb, "dobj")
        ):  # the parser took "The paper called on X" for a noun phrase
            noun = verb.head
            while noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"} and noun.head.dep_ == "prep":
                noun = noun.head.head
            return self.who(noun)
        above = governing_verb(verb)
        if verb.dep_ in {"advcl", "xcomp", "pcomp", "ccomp", "acl", "conj"} and above is not None and own_subject(verb) is None:
            shared = subject(above) or (above.head if above.dep_ == "acl" and verb.dep_ == "pcomp" else None)
            return self.all(conjuncts(shared)) if shared is not None and not is_passive(above) else []
        return []

    @staticmethod
    def _blamed(verb: Token) -> list[Token]:
        """ "found X guilty of failing", "accused X of shelling", "barred X from voting": it is X who failed, shelled, voted."""
        if verb.dep_ != "pcomp" or verb.head.lower_ not in {"of", "for", "from"}:
            return []
        above = governing_verb(verb)
        if above is None:
            return []
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
            if found:
                return found
        return []

    def _at(self, place: str, trigger: Trigger, objects: list[Token], indirect: list[Token]) -> list[Referent]:
        head = trigger.token
        if place == "dative":
            return self.all(indirect)
        if place == "obj":  # of "asked him to go" too, where the parser hangs him below
            asked = [o for c in children(head, "ccomp", "xcomp") if c.tag_ == "VB" for o in children(c, "nsubj") if o.i > head.i]
            return self.all([*objects, *(o for a in asked for o in conjuncts(a))])
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
        return [r for o in found for r in self.who(o) or (self.state_of(o) if trigger.row.type in _ON_LAND else [])]

    def _lower(self, head: Token) -> list[Referent]:
        """The clause below: its subject, else its object, else whoever its phrases name."""
        found: list[Referent] = []
        for clause in self._clauses(head):
            own = [o for c in children(clause, "nsubj", "nsubjpass") for o in conjuncts(c) if o.pos_ != "PRON"]
            found += self.all(own) if own else []
            if not found:
                found += self.all(objects_of(clause))
            if not found:
                below = [clause, *objects_of(clause), *[o for _, o in prepositional(clause)]]
                found += [r for b in below for _, o in prepositional(b, *_INSIDE) for r in self.who(o) or self.state_of(o)]
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
        told = modality.telling(head) if head.pos_ == "VERB" else None
        barred = set(own_subject(told).subtree) if told is not None and own_subject(told) is not None else set()  # type: ignore[union-attr]
        states: list[Referent] = []
        later: list[Referent] = []
        for token in head.subtree:
            if token.i <= head.i or token in barred:
                continue
            if (
                token.i not in self.cast.at
                and token.i not in self.cast.places
                and not (word_of(token) in self._groups and self._has_name(token))
            ):
                continue
            if not self._open(token, head, trigger.row.type in _TOLD):
                continue
            found = self.who(token) or (self.state_of(token) if trigger.row.type in _ON_LAND else [])
            found = [r for r in found if r.key not in doers and r.token.tag_ != "PRP$"]
            if found and self._below_condition(token, head):
                later = later or found
            elif found and token.dep_ == "pobj" and token.head.lower_ in LOCATIVE:
                states = states or (found if trigger.row.type in _ON_LAND else [])
            elif found:
                return found
        return states or later

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
    def _open(token: Token, head: Token, told: bool) -> bool:
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
            if above.dep_ == "prep" and above.lower_ in {
                "after",
                "since",
                "during",
                "before",
                "while",
                "following",
                "despite",
                "like",
                "including",
                "according",
            }:
                return False
        return False

    def state_of(self, token: Token) -> list[Referent]:
        """The state whose capital a place is."""
        place = self.cast.places.get(token.i)
        entry = None
        if place is not None:
            entry = self.capitals.get(self.cast.text(place.first, place.last))
            if entry is None and place.entry is not None and place.form == "capital":
                entry = place.entry
        if entry is None or place is None:
            return []
        figure = self.cast.figures.get(entry.id)
        if figure is None:
            figure = self.cast.add_state(entry, place)
        return [Referent(figure.key, token, (place.first, place.last))]

    def destination(self, head: Token, row: Row) -> list[Referent]:
        """Where a visit goes: the state, or the state whose capital the place is, or the person or body visited."""
        objects = [o for c in children(head, "dobj") for o in conjuncts(c)] + [
            o for _, o in prepositional(head, *[p for p in row.to if p != "obj"])
        ]
        found: list[Referent] = []
        for obj in objects:
            found += self.resolver.resolve(obj) or self.state_of(obj)
        return found

    def office_holders(self, head: Token) -> list[Referent]:
        """Holders of one office meeting as a group, "X foreign ministers": an actor of its own, named as the text names it."""
        if head.tag_ != "NNS" or not any(c.i in self.cast.at for c in head.children if c.dep_ in {"compound", "nmod", "amod", "poss"}):
            return []
        first, _last = self._extent(head)
        figure = self.cast.add_group(first, head.i + 1)
        return [Referent(figure.key, head, (first, head.i + 1))]

    def unnamed_agent(self, trigger: Trigger) -> bool:
        """Does somebody without a name act: "opposition lawmakers rejected it"?"""
        return any(self._somebody(h) for h in agents(trigger.token))

    def unnamed(self, trigger: Trigger) -> bool:
        """Does somebody without a name act or suffer: "gunmen", "two children"?"""
        head = trigger.light if trigger.light is not None else trigger.token
        heads = (
            [*agents(head), *objects_of(head)] if head.pos_ == "VERB" else [o for _, o in prepositional(head, "by", "between", "of", "on")]
        )
        return any(self._somebody(h) for h in heads)

    def _somebody(self, head: Token) -> bool:
        return head.pos_ == "NOUN" and word_of(head) in self._groups | self._organs | self._counters or head.ent_type_ == "CARDINAL"
