"""Events: each trigger (triggers.py) with who did it, to whom (participants.py), when (timing.py) and where."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from build_scripts.extract import modality
from build_scripts.extract.actors import LOCATIVE, Cast
from build_scripts.extract.agreements import Bargain
from build_scripts.extract.date_leads import date_leads
from build_scripts.extract.event_rows import COOPERATIVE, HOSTILE, Row, index, word_of, word_set
from build_scripts.extract.furniture import furniture
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.grammar import (
    agents,
    children,
    conjuncts,
    governing_verb,
    is_passive,
    lemma,
    own_subject,
    prepositional,
)
from build_scripts.extract.groups import prefixed
from build_scripts.extract.happenings import Happening, distinct, merged
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.matching import objects_of
from build_scripts.extract.occurrences import in_the_passive, takes_place, told_in_quotes
from build_scripts.extract.participants import Participants
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.timing import Timing
from build_scripts.extract.triggers import Trigger, during_another, find_triggers
from build_scripts.model import Date, Span

_FAR = "whom it concerns is told elsewhere in the sentence"
_BY_NOBODY = {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"}
"""Types that news tells of although nobody in them has a name: gunmen, protesters, police."""


_DONE_TO = HOSTILE | {"ACCUSE", "REJECT", "REQUEST", "THREATEN"}
"""Types of which "faced", "received" and "drew" make the subject the one it is done to."""


_STANDING = {"AGREE", "THREATEN", "REJECT", "ACCUSE", "REQUEST"}
"""Types that are also told in the present: "the city denies it"."""


def find_events(doc: Doc, cast: Cast, resolver: Resolver, timing: Timing, gazetteer: Gazetteer, bargains: list[Bargain]) -> list[Happening]:
    """All events in text order; a later mention of one is in `further`."""
    triggers = find_triggers(doc)
    signings = {b.signing.i: b for b in bargains if b.signing is not None}
    timing.assign({t.token.i for t in triggers} | {t.light.i for t in triggers if t.light is not None} | set(signings))
    builder = _Builder(Participants(doc, cast, resolver, gazetteer), resolver, cast)
    for bargain in signings.values():
        if bargain.signing is not None:
            builder.people.company.note(bargain.signing.i, bargain.parties)
    no_prose = furniture(doc.text)
    found: list[Happening] = []
    for trigger in triggers:
        if any(a <= trigger.token.idx < b for a, b in no_prose):
            continue
        if trigger.token.i in signings or trigger.light is not None and trigger.light.i in signings or _of_agreement(trigger, bargains):
            continue
        if trigger.status in {"hypothetical", "negated"} and "negated" not in trigger.row.flags:
            continue
        if during_another(trigger, triggers):
            continue
        voice = resolver.voice_at(trigger.token.i)
        if voice is not None and not told_in_quotes(trigger, voice):
            continue
        for happening in builder.all(trigger):
            happening.date = _date(trigger, timing)
            met = happening.recipients if happening.row.type == "CONSULT" and "goes" not in happening.row.flags else []
            builder.people.company.note(happening.trigger.i, [*happening.actors, *met])
            found.append(happening)
    found += [_signing(b, timing, cast) for b in signings.values() if not b.planned or b.parties and _to_come(b)]
    kept = merged(sorted(found, key=lambda h: h.trigger.i))
    date_leads(kept, timing)
    return kept


def _of_agreement(trigger: Trigger, bargains: list[Bargain]) -> bool:
    """ "reached a deal" is the signing of a known agreement where that has parties."""
    return any(b.noun in trigger.token.children and b.signing == trigger.token for b in bargains)


def _to_come(bargain: Bargain) -> bool:
    """ "are to sign it in May"; not "refused to sign it"."""
    verb = bargain.signing
    return verb is not None and verb.pos_ == "VERB" and modality.verb_status(verb) == "planned"


def _date(trigger: Trigger, timing: Timing) -> tuple[Date, Span] | None:
    tense = "future" if trigger.status == "planned" else "past" if trigger.status in {"happened", "negated"} else "none"
    for token in (trigger.token, trigger.light):
        if token is not None and (found := timing.of(token, tense)):
            return found
    return None


def _signer(party: Referent, cast: Cast) -> str:
    """A person who signs for a state is who acts; the state is the party."""
    key = cast.at.get(party.token.i)
    return key if key is not None and cast.figures[key].type == "person" else party.key


def _signing(bargain: Bargain, timing: Timing, cast: Cast) -> Happening:
    assert bargain.signing is not None
    title = " ".join(t.text for t in bargain.noun.subtree).lower()
    material = any(w in title.split() for w in lexicon("events")["material_subjects"])
    signs = lemma(bargain.signing) in lexicon("agreements")["signed_only_by"]
    row = Row(("COOPERATE" if material else "SUPPORT") if signs else "AGREE")
    status = "planned" if bargain.planned else "happened"
    signers = [replace(p, key=_signer(p, cast)) for p in bargain.parties]
    found = Happening(bargain.signing, [], row, status, signers, [], timing.of(bargain.signing, "past"))
    found.agreement = bargain
    return found


def _occurs(noun: Token) -> list[Token]:
    """The verb that says of an event that it happened: "clashes broke out between X and Y", "talks were held between X and Y"."""
    verb = noun.head
    if noun.dep_ == "nsubjpass" and word_of(verb) not in word_set("light_verbs"):
        return []  # "the raid was condemned by X": X did not raid
    happens = noun.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ == "VERB" and not children(verb, "dobj")
    return [verb] if happens else []


def _told(h: Happening) -> bool:
    """Told as done, refused or, of what is friendly, planned: such an event counts though nobody in it has a name."""
    return h.status in {"happened", "negated"} or h.status == "planned" and h.row.type in COOPERATIVE or h.row.type in _STANDING


class _Builder:
    """Makes happenings of triggers."""

    def __init__(self, people: Participants, resolver: Resolver, cast: Cast) -> None:
        self.people, self.resolver, self.cast = people, resolver, cast

    def all(self, trigger: Trigger) -> list[Happening]:
        found = [self._verb(trigger)] if trigger.token.pos_ != "NOUN" else self._noun(trigger)
        return [h for h in found if self._stands(h, trigger)]

    def _stands(self, h: Happening, trigger: Trigger) -> bool:
        """An event needs somebody in it, or, for what is done by nobody named, a place or an object told of."""
        flags = h.row.flags
        figures = self.cast.figures
        if "person" in flags and not any(figures[r.key].type == "person" or r.token.pos_ == "NOUN" for r in h.actors):
            return False
        if flags & {"goes", "person_object"} and not h.recipients and not (lemma(h.trigger) == "visit" and h.actors and "goes" in flags):
            return False
        if h.row.type == "ASSAULT" and self.people.by_disaster(h.trigger):
            return False
        if flags & {"needs_recipient", "duty"} and not h.recipients:
            return False
        if "army" in flags and not h.keys or "light_only" in flags and trigger.light is None:
            return False
        if "carried" in flags and h.trigger.pos_ == "NOUN" and not h.actors:
            return False
        if (
            h.row.type == "CONSULT"
            and h.row.sides
            and len(h.keys) < (1 if h.row.object else 2)
            and not (h.status == "happened" and self.people.unnamed_agent(trigger) and any(a.tag_ == "NNS" for a in agents(trigger.token)))
            and not (h.status == "planned" and h.keys)
            and not self.people.unnamed_sides(trigger)
            and h.trigger.pos_ == "VERB"
        ):
            return False
        if h.keys:
            return True
        if h.trigger.dep_ == "amod" or h.trigger.dep_ == "acl" and word_of(h.trigger.head) not in h.row.object:
            return False  # "an area targeted by raiders" describes; "an agreement reached by the parties" tells
        if h.trigger.pos_ != "NOUN" and _told(h):
            broken_off = h.row.type == "REJECT" and bool(h.row.by) and h.status == "happened"
            passive = h.status != "planned" and in_the_passive(h.trigger, h.row.type)
            if broken_off or passive or self.people.unnamed_agent(trigger):
                return True
        if h.trigger.pos_ == "NOUN" and h.status == "happened":
            undergone = trigger.light is not None and word_of(trigger.light) in word_set("undergoing_verbs")
            if takes_place(h.trigger, h.row.type) or undergone and self.people.unnamed(trigger):
                return True
        return h.row.type in _BY_NOBODY and h.status != "planned" and (h.place is not None or self.people.unnamed(trigger))

    def _verb(self, trigger: Trigger) -> Happening:
        verb, row = trigger.token, trigger.row
        if trigger.speaker is not None:
            actors = self.people.all(conjuncts(trigger.speaker))
        else:
            actors = self.people.agents_of(verb if verb.pos_ != "ADJ" else verb.head)
        if "told" in row.flags and (told := modality.telling(verb)) is not None and (teller := own_subject(told)) is not None:
            actors = self.people.all(conjuncts(teller))
        recipients: list[Referent] = []
        if (
            not actors
            and is_passive(verb)
            and (row.mode in {"withdraw", "disarm"} or row.type == "MOBILIZE")
            and not children(verb, "agent")
        ):
            actors = self.people.all(objects_of(verb))  # "the troops were withdrawn": it is they who leave
        if "goes" in row.flags:
            recipients = self.people.destination(verb, row)
        elif row.sides:
            actors = actors + self._sides(verb, row)
        if row.to and "goes" not in row.flags:
            doers = {r.key for r in actors}
            recipients = self.people.recipients_of(trigger, doers)
            if not recipients:
                far = self.people.searched(trigger, doers) or self.people.shared(trigger, doers)
                recipients = [replace(r, doubt=r.doubt or _FAR) for r in far]
        if "reversed" in row.flags:
            theirs = [o for word in trigger.words for _, o in prepositional(word, "of", "over", "for")]  # "drew criticism of X from Y"
            actors, recipients = recipients, actors or self.people.all(theirs)
        actors, recipients = distinct(actors, recipients)
        return Happening(verb, trigger.words, row, trigger.status, actors, recipients, place=self._place(verb))

    def _sides(self, verb: Token, row: Row) -> list[Referent]:
        """Who else takes part alike: the object of "met", and whoever "with" and "between" name, on the verb or on its object."""
        objects = objects_of(verb)
        found = self.people.all(objects) if row.type in {"CONSULT", "ASSAULT"} and not row.object else []
        if row.type == "CONSULT" and row.object:  # "negotiated the renewal of a contract with Y"
            found += self._with(verb)
        for head in (verb, *objects):
            found += self.people.all([o for _, o in prepositional(head, *(s for s in row.sides if s != "of"))])
        return found  # of "met the minister of Y" Y is no side of its own

    # ── nouns ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _noun(self, trigger: Trigger) -> list[Happening]:
        noun, row = trigger.token, trigger.row
        actors: list[Referent] = []
        for child in noun.children:
            if (
                child.dep_ in {"poss", "compound", "amod", "nmod"}
                and child.i < noun.i
                and child.i not in {w.i for w in trigger.words}
                and not prefixed(child)
            ):
                for each in conjuncts(child) if child.dep_ == "poss" else [child]:
                    actors += self.people.who(each, 1 if child.dep_ == "poss" else 0)
        tells = (noun, *_occurs(noun))
        actors += self.people.all([o for each in tells for _, o in prepositional(each, "by", "between", "among")])
        actors += self.people.all([o for held in children(noun, "acl") if held.tag_ == "VBN" for _, o in prepositional(held, "by")])
        sides = [s for s in row.sides if s not in {"between", "among"}]
        named = [o for each in tells for _, o in prepositional(each, *sides)] if sides else []
        with_ = [r for o in named for r in self.people.office_holders(o) or self.people.who(o)]
        carrier = trigger.light if trigger.light is not None else self._carrier(noun, row)
        if carrier is not None and word_of(carrier) in word_set("undergoing_verbs") and not row.sides and row.type in _DONE_TO:
            return self._undergone(trigger, carrier, actors)
        if carrier is not None and word_of(carrier) in word_set("sparking_verbs"):
            carrier = None  # "the ruling sparked protests"
        if row.type in HOSTILE and carrier is not None and word_of(carrier) in word_set("mentioning_verbs"):
            carrier = None  # "confirmed the clashes": not one of those who clashed
        if carrier is not None and (len({a.key for a in actors}) < 2 if row.sides else not actors):
            actors = [*self.people.agents_of(carrier), *actors]
            with_ += self._with(carrier) if row.sides else []
        actors += with_ if row.sides else []
        actors = actors or self.people.all(self.people.blamed(noun))
        recipients = self.people.destination(noun, row) if "goes" in row.flags else []
        if "goes" not in row.flags and row.to:
            return self._split(trigger, actors)
        actors, recipients = distinct(actors, recipients)
        return [Happening(noun, trigger.words, row, trigger.status, actors, recipients, place=self._place(noun))]

    def _undergone(self, trigger: Trigger, verb: Token, actors: list[Referent]) -> list[Happening]:
        """ "X suffered an attack by Y": the subject is who it is done to."""
        actors = actors + self.people.all(o for t in (trigger.token, verb) for _, o in prepositional(t, "from"))
        actors, recipients = distinct(actors, self.people.agents_of(verb))
        return [Happening(trigger.token, trigger.words, trigger.row, trigger.status, actors, recipients, place=self._place(trigger.token))]

    def _carrier(self, noun: Token, row: Row) -> Token | None:
        """ "discussed it with X during a telephone conversation": the verb above tells who took part."""
        if noun.dep_ not in {"pobj", "conj"} or not (row.sides or "goes" in row.flags):
            return None
        top = noun
        while top.dep_ == "conj":
            top = top.head
        told_beside = top.dep_ == "pobj" and top.head.lower_ in {"during", "in", "at", "after", "following", "for", "on"}
        return governing_verb(noun) if told_beside else None

    def _with(self, verb: Token) -> list[Referent]:
        """Objects of "with" anywhere under a verb: the parser often hangs them on a noun below it."""
        found = []
        for token in verb.subtree:
            if token.dep_ == "prep" and token.lower_ == "with" and (governing_verb(token) or token) == verb:
                found += self.people.all([o for c in children(token, "pobj") for o in conjuncts(c)])
        return found

    def _split(self, trigger: Trigger, actors: list[Referent]) -> list[Happening]:
        """ "attacks in A and on B": coordinated phrases of different kinds tell of separate events."""
        noun, row = trigger.token, trigger.row
        groups: list[tuple[list[Referent], Token | None]] = []
        for child in children(noun, "prep"):
            for prep in conjuncts(child):
                objects = [o for c in children(prep, "pobj") for o in conjuncts(c)]
                place = next((o for o in objects if prep.lower_ in LOCATIVE and (o.i in self.cast.places)), None)
                named = self.people.all(objects) if prep.lower_ in row.to and place is None else []
                if named or place is not None:
                    groups.append((named, place))
        coordinated = noun.tag_ == "NNS" and any(children(p, "conj") for p in children(noun, "prep"))
        if not coordinated:
            nested = [o for _, o in prepositional(noun, "of")]
            at = [self.people.all(o for n in (noun, *nested) for _, o in prepositional(n, to)) for to in row.to]
            groups = [(next((r for r in at if r), []), next((p for _, p in groups if p is not None), None))]
        for verb in children(noun, "relcl"):  # "the bombing that killed X"
            if any(r.type == row.type for _, r in index()[0].get(word_of(verb), ())) and len(groups) == 1 and not groups[0][0]:
                groups = [(self.people.all(o for o in objects_of(verb) if o != noun), groups[0][1])]
        done = {r.key for named, _ in groups for r in named}
        if not done and row.type in {"COERCE", "RETREAT", "SANCTION"} and trigger.light is None and actors and row.mode != "withdraw":
            groups, actors = [(actors, groups[0][1] if groups else None)], []  # "his arrest": the possessor is who it is done to
        elif not done and trigger.light is not None:
            doers = {r.key for r in actors}
            carried = Trigger(trigger.light, row, trigger.status, words=[noun])
            groups = [(self.people.recipients_of(carried, doers) or self.people.searched(trigger, doers), groups[0][1] if groups else None)]
        found: list[Happening] = []
        for named, place in groups:
            doers_, suffer = distinct(list(actors), named)
            where = place if place is not None else self._place(noun) if len(groups) == 1 else None
            found.append(Happening(noun, trigger.words, row, trigger.status, doers_, suffer, place=where))
        return found

    def _place(self, head: Token) -> Token | None:
        for name, obj in prepositional(head):
            if name in {"in", "at", "near", "outside", "to"} and obj.i in self.cast.places:
                return obj
        verb = governing_verb(head) if head.pos_ == "NOUN" and head.dep_ in {"dobj", "nsubj"} else None
        for name, obj in prepositional(verb) if verb is not None else ():
            if name in {"in", "at", "near"} and obj.i in self.cast.places:
                return obj
        return None
