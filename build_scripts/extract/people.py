"""Who stands behind a noun phrase: the actor that it names, the state or body inside it, or a group of people with a name beside it.

"French troops" and "French farmers" are actors of their own with a state's name; "the French government" and "French tanks" are the state;
"a French offer" has the state in it. "Gunmen" are nobody by name.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from build_scripts.extract import modality
from build_scripts.extract.actors import Cast
from build_scripts.extract.company import Company
from build_scripts.extract.event_rows import word_of, word_set
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.grammar import agents, children, conjuncts, governing_verb, is_passive, lemma, own_subject, prepositional
from build_scripts.extract.groups import BEFORE, extent, named_people, prefixed
from build_scripts.extract.headwords import body_at, words_of
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.matching import Trigger, objects_of
from build_scripts.extract.mentions import Mention
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.tellers import is_human

INSIDE = ("of", "by", "with", "between", "against", "to", "from", "on", "for", "in")
_COMMUNITIES = {"camp", "village", "settlement", "community"}
"""Places of people: without a name of their own they are of those named in them."""

_SOMEBODY = {"he", "she", "it", "they", "we", "i", "who", "those", "many", "some", "others", "all", "both"}
_PLACES = {"GPE", "LOC", "FAC", "NORP"}
_PRESS = {"reporter", "journalist", "medium", "media", "press", "audience", "crowd"}
_DOERS = ("ers", "ors", "ists", "ants", "ians", "men")


class People:
    """Answers "who is this?" for noun phrases of one document."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, gazetteer: Gazetteer) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver
        self.company = Company(resolver)
        self.capitals = gazetteer.capitals
        words = lexicon("events")
        self._nobody = frozenset(words["doings_of_nobody"])
        self._relations = frozenset(words["relations"])
        self._standing = frozenset(words["standing"])
        self._organs, self._groups, self._counters = (frozenset(words[k]) for k in ("organs", "groups", "counters"))

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
        if head.tag_ == "NNS" and word in self._organs | self._groups and (several := self._several_states(head)):
            return several
        whole = self.company.meant(head) or self.resolver.resolve(head, inside=False)
        if whole or depth == 0 or head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"}:
            return whole
        if head.tag_ in {"NNPS", "NNS"} and head.text[:1].isupper() and (head.ent_type_ == "NORP" or head.lower_ in words_of("creeds")):
            return self._new_group(head)  # "Kurds", "sixteen Muslims"
        if word in self._organs and self._loyal(head):
            return self._new_group(head)
        if word in self._counters and any(o.tag_ in {"NNS", "NNPS"} for _, o in prepositional(head, "of")):
            inner = [r for _, o in prepositional(head, "of") for r in self.who(o, depth - 1)]
            if inner:
                return inner
        if word in self._groups and word not in self._organs or word in self._groups and self._stated(head) is None:
            found = self._group(head, depth)
            if found or word not in self._counters and word not in _COMMUNITIES:
                return found
        if (
            word in self._organs
            and self._own_body(head, word)
            and (key := self._stated(head)) is not None
            and self.cast.figures[key].type == "state"
        ):
            return self._new_group(head)
        if word in self._organs and head.tag_ == "NNS" and self._stated(head) is None and named_people(head):
            return self._new_group(head)  # "Kurdish forces", of a people that has no state
        if word not in self._standing and self._compatriot(head):
            return self._new_group(head)
        if word in self._counters or head.pos_ in {"NUM", "PRON", "DET"}:
            inner = [r for _, o in prepositional(head, "of", "from", "in") for r in self.who(o, depth - 1)]
            if inner:
                return inner
        return self._inside(head, depth)

    def _loyal(self, head: Token) -> bool:
        """ "Troops loyal to Ann Lee" are neither she nor her state."""
        described = any(c.i == head.i + 1 and c.pos_ == "ADJ" and c.dep_ == "amod" for c in head.children)
        return described and extent(self.cast, head)[1] > head.i + 1

    def _compatriot(self, head: Token) -> bool:
        """ "A Chilean nun" is not Chile: a noun for a person, by itself or by what is done to it, with a state's adjective."""
        stated = [c for c in children(head, "amod", "compound", "nmod") if c.i < head.i and not prefixed(c)]
        keys = [key for c in stated if (key := self.cast.at.get(c.i)) is not None]
        if head.pos_ != "NOUN" or head.dep_ in BEFORE or not any(self.cast.figures[key].type == "state" for key in keys):
            return False
        if word_of(head) in self._relations or is_human(head):
            return word_of(head) not in self._organs
        first = head
        while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
            first = first.head
        return first.dep_ in {"dobj", "nsubjpass"} and word_of(first.head) in word_set("done_to_persons")

    def _several_states(self, head: Token) -> list[Referent]:
        """ "French and German troops" are no body of their own: each state's act."""
        for child in children(head, "amod", "compound", "nmod"):
            found = [r for each in conjuncts(child) for r in self.resolver.resolve(each, inside=False)] if children(child, "conj") else []
            if len({r.key for r in found}) > 1 and self.cast.figures[found[0].key].type == "state":
                return found
        return []

    def all(self, heads: Iterable[Token]) -> list[Referent]:
        return [r for head in self.resolver.lists.whole(heads) for r in self.who(head)]

    def _pronoun(self, token: Token) -> list[Referent]:
        """ "it", "they" and "he" below a verb of telling are whoever tells it; the rest is the resolver's."""
        verb = governing_verb(token)
        told = modality.telling(verb) if verb is not None and own_subject(verb) == token else None
        teller = own_subject(told) if told is not None else None
        if token.lower_ in {"it", "they", "he", "she"} and teller is not None and teller.i < token.i and teller.pos_ != "PRON":
            found = self.all(conjuncts(teller))
            person = bool(found) and self.cast.figures[found[0].key].type == "person"
            fits = token.lower_ == "they" or (person or teller.tag_ == "NN" if token.lower_ in {"he", "she"} else not person)
            if found and fits:
                meant = found if token.lower_ == "they" else found[:1]
                return [Referent(r.key, token, (token.i, token.i + 1), r.doubt) for r in meant]
        found = self.resolver.resolve(token, inside=False)
        return found if len(found) > 1 else self.company.meant(token) or found

    def _stated(self, head: Token) -> str | None:
        """Key of the state or body named in front of a noun."""
        for child in head.children:
            if child.dep_ in BEFORE and child.i < head.i and not prefixed(child):
                for token in (child, *child.children):
                    if (key := self.cast.at.get(token.i)) is not None:
                        return key
        return None

    def _group(self, head: Token, depth: int) -> list[Referent]:
        """ "Hezbollah guerrillas" are Hezbollah; "French farmers" are a group of their own; "gunmen" are nobody by name."""
        key = self._stated(head)
        if key is not None and self.cast.figures[key].type not in {"state", "person"}:
            return self._modifiers(head)
        if key is None and (body := self._own_people(head)):
            return body
        members = [o for _, o in prepositional(head, "of", "from", "in", "at", "to")]
        named = [r for o in members for r in self.who(o, depth - 1)]
        if (lemma(head) in {"member", "fighter", "militant"} or word_of(head) in self._counters) and key is None:
            bodies = [
                r
                for _, o in prepositional(head, "of", "from")
                for r in self.who(o, depth - 1)
                if self.cast.figures[r.key].type not in {"state", "person"}
            ]
            if bodies:
                return bodies
        _first, last = extent(self.cast, head)
        if (
            key is None
            and not named
            and not any(o.i in self.cast.places for o in members)
            and not named_people(head)
            and last == head.i + 1
        ):
            return []
        return self._new_group(head)

    def _own_people(self, head: Token) -> list[Referent]:
        """ "Its members", "union leaders": they stand for the body that has them."""
        for child in head.children:
            if child.tag_ == "PRP$" and child.lower_ in {"its", "their"}:
                found = self.resolver.resolve(child, inside=False)
                return found if len(found) == 1 and self.cast.figures[found[0].key].type not in {"state", "person"} else []
            if child.dep_ == "compound" and child.i == head.i - 1 and child.pos_ == "NOUN" and child.text.islower():
                key = self.resolver.nouns.body_called(child)
                return [Referent(key, child, (child.i, child.i + 1))] if key is not None else []
        return []

    def _new_group(self, head: Token) -> list[Referent]:
        for named in children(head, "appos") if head.tag_ == "NN" else ():  # "a Chilean citizen, Ann Lee"
            if named.i in self.cast.at and self._is_person(named):
                return self.resolver.resolve(named, inside=False)
        first, last = extent(self.cast, head)
        figure = self.cast.add_group(first, last)
        if first > 0 and self.doc[first - 1].pos_ == "NUM" and self.doc[first - 1].is_alpha:  # also called "three X engineers"
            self.cast.add(Mention(first - 1, last, "group", type="organization"), figure.key, figure.name, figure.type)
        two = body_at(self.doc, head.i - 1) if head.i > first else None
        kind = two if two is not None and two[0] == head.i + 1 else body_at(self.doc, head.i)
        if kind is not None and head.tag_ == "NN":
            figure.type = kind[1]
        elif head.tag_ in {"NN", "NNP"} and word_of(head) not in word_set("collectives"):
            figure.type, figure.kind = "person", "unnamed"
        return [Referent(figure.key, head, (first, last))]

    def _own_body(self, head: Token, word: str) -> bool:
        """Troops, officials, an army: actors of their own with a state's name; its government and its tanks stand for the state."""
        one = word in word_set("office_holders")
        return word not in self._standing and (head.tag_ == "NNS" or one or body_at(self.doc, head.i) is not None)

    def _modifiers(self, head: Token) -> list[Referent]:
        found: list[Referent] = []
        somebody = word_of(head) in (self._organs | self._groups | self._relations) - self._standing
        for child in head.children:
            if somebody and child.dep_ == "poss" and self._is_person(child):
                continue  # "Ann Lee's lawyer" is not Ann Lee
            if child.dep_ in BEFORE and child.i < head.i and not prefixed(child):
                for each in conjuncts(child):
                    found += self.resolver.resolve(each, inside=False)
                    if each.i not in self.cast.at:
                        found += [
                            r
                            for c in each.children
                            if c.dep_ in BEFORE | {"npadvmod"} and c.i in self.cast.at
                            for r in self.resolver.resolve(c, inside=False)
                        ]
                if child.dep_ == "poss" and child.i not in self.cast.at and (child.pos_ == "NOUN" or child.tag_ == "WP$"):
                    found += self.who(child, 1)
        return found

    def _is_person(self, token: Token) -> bool:
        key = self.cast.at.get(token.i)
        return token.lower_ in {"his", "her"} or key is not None and self.cast.figures[key].type == "person"

    def _inside(self, head: Token, depth: int) -> list[Referent]:
        """A thing or an organ: the actor in front of it, else the nearest one in the phrases behind it."""
        for _, body in prepositional(head, "of"):  # "the governor of X, Ann Lee", the name hung on X
            for named in children(body, "appos"):
                key = self.cast.at.get(named.i)
                if key is not None and self.cast.figures[key].type == "person":
                    return self.resolver.resolve(named, inside=False)
        found = self._modifiers(head) or (self._own_people(head) if head.tag_ == "NNS" and word_of(head) in self._organs else [])
        if found:
            return found
        if word_of(head) in self._organs and (local := self._local_body(head)):
            return local
        for prep in INSIDE:
            found = [
                r
                for _, o in prepositional(head, prep)
                if prep != "in" or self._is_state(o) or lemma(head) in self._organs and o.ent_type_ in _PLACES
                for r in self.who(o, depth - 1)
                or (self.state_of(o) if lemma(head) in self._standing else [])  # "the government in CAPITAL"
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
        first, last = extent(self.cast, head)
        inside = [t for t in self.doc[head.i + 1 : last] if t.i in self.cast.places]
        kind = body_at(self.doc, head.i)
        if not inside or any(self.state_of(t) for t in inside) or kind is None:
            return []
        figure = self.cast.add_group(first, last)
        figure.type = kind[1]
        return [Referent(figure.key, head, (first, last))]

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

    def office_holders(self, head: Token) -> list[Referent]:
        """Holders of one office meeting as a group, "X foreign ministers": an actor of its own, named as the text names it."""
        if head.tag_ != "NNS" or not any(c.i in self.cast.at for c in head.children if c.dep_ in {"compound", "nmod", "amod", "poss"}):
            return []
        first, _last = extent(self.cast, head)
        figure = self.cast.add_group(first, head.i + 1)
        return [Referent(figure.key, head, (first, head.i + 1))]

    @staticmethod
    def by_disaster(verb: Token) -> bool:
        """ "the flood killed two", "killed in a crash": nobody did it."""
        causes = [*agents(verb), *(o for _, o in prepositional(verb, "in", "by", "from") if o.i > verb.i)]
        things = [a for a in agents(verb) if a.pos_ == "NOUN" and not is_passive(verb) and word_of(a) in word_set("things_that_fall")]
        return bool(things) or any(lemma(c) in word_set("disasters") for c in causes)

    def unnamed_agent(self, trigger: Trigger) -> bool:
        """Does somebody without a name act: "opposition lawmakers rejected it"?"""
        return any(self._somebody(h) for h in agents(trigger.token if trigger.token.pos_ != "ADJ" else trigger.token.head))

    def unnamed_sides(self, trigger: Trigger) -> bool:
        """ "The minister met with union leaders": somebody on each side, if without a name; the press is no side."""
        sides = [*objects_of(trigger.token), *(o for t in (trigger.token, *trigger.words) for _, o in prepositional(t, *trigger.row.sides))]
        told = [o for o in sides if o.tag_ != "PRP" and o not in trigger.words and lemma(o) not in _PRESS]
        others = any(self._somebody(o) or o.i in self.cast.at for o in told)
        return others and any(self._somebody(a) or a.i in self.cast.at for a in agents(trigger.token))

    def unnamed(self, trigger: Trigger) -> bool:
        """Does somebody without a name act or suffer: "gunmen", "two children"?"""
        head = trigger.light if trigger.light is not None else trigger.token
        heads = (
            [*agents(head), *objects_of(head)] if head.pos_ == "VERB" else [o for _, o in prepositional(head, "by", "between", "of", "on")]
        )
        return any(self._somebody(h) for h in heads)

    def _somebody(self, head: Token) -> bool:
        return (
            head.tag_ == "NNPS"
            or head.lower_ in _SOMEBODY
            or head.pos_ == "NOUN"
            and word_of(head) in word_set("local_bodies")
            or head.tag_ == "NNS"
            and head.lower_.endswith(_DOERS)
            or head.pos_ in {"NOUN", "PROPN"}
            and word_of(head) in self._groups | self._organs | self._counters
            or head.ent_type_ == "CARDINAL"
        )
