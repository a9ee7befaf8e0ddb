"""Events: each trigger with who did it, to whom, when and where.

Participants are looked for the way event coders found to pay (Schrodt's PETRARCH line): actors first, then attached to the verb,
rather than the
object taken whole; a ministry's minister or a state's troops stand for the body or the state where the text names nobody nearer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import LOCATIVE, Cast
from build_scripts.extract.agreements import Bargain
from build_scripts.extract.gazetteer import Gazetteer
from build_scripts.extract.grammar import agents, children, conjuncts, governing_verb, lemma, patients, prepositional, subject
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.references import Referent, Resolver, Voice
from build_scripts.extract.timing import Timing
from build_scripts.extract.triggers import Row, Trigger, find_triggers
from build_scripts.model import Date, Span


@dataclass
class Happening:
    """One event on its way to a record."""

    trigger: Token
    words: list[Token]
    row: Row
    status: str
    actors: list[Referent]
    recipients: list[Referent]
    date: tuple[Date, Span] | None = None
    place: Token | None = None
    agreement: Bargain | None = None
    further: list[Token] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        return {r.key for r in (*self.actors, *self.recipients)}


def find_events(doc: Doc, cast: Cast, resolver: Resolver, timing: Timing, gazetteer: Gazetteer, bargains: list[Bargain]) -> list[Happening]:
    """All events in text order; a later mention of one is in `further`."""
    triggers = find_triggers(doc)
    signings = {b.signing.i: b for b in bargains if b.signing is not None}
    timing.assign({t.token.i for t in triggers} | {t.light.i for t in triggers if t.light is not None} | set(signings))
    finder = _Participants(doc, cast, resolver, gazetteer)
    found: list[Happening] = []
    for trigger in triggers:
        if trigger.token.i in signings or trigger.light is not None and trigger.light.i in signings or _of_agreement(trigger, bargains):
            continue
        if trigger.status in {"hypothetical", "negated"} and "negated" not in trigger.row.flags:
            continue
        voice = resolver.voice_at(trigger.token.i)
        if voice is not None and not _told_in_quotes(trigger, voice):
            continue
        for happening in finder.all(trigger):
            happening.date = _date(trigger, timing)
            found.append(happening)
    found += [_signing(b, timing) for b in signings.values() if not b.planned]
    return _merged(sorted(found, key=lambda h: h.trigger.i))


def _of_agreement(trigger: Trigger, bargains: list[Bargain]) -> bool:
    """ "reached a deal" is the signing of a known agreement where that has parties."""
    return any(b.noun in trigger.token.children and b.signing == trigger.token for b in bargains)


def _told_in_quotes(trigger: Trigger, voice: Voice | None) -> bool:
    """Inside somebody's words counts what was done (past), and what the speaker does by saying it ("I call on …")."""
    token = trigger.light if trigger.light is not None else trigger.token
    if token.tag_ == "VBD" or any(c.tag_ == "VBD" for c in children(token, "aux", "auxpass")):
        return True
    own = subject(token) if token.pos_ == "VERB" else None
    performs = trigger.row.type in {"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "THREATEN", "COOPERATE"}
    if own is not None and voice is not None and not voice.first <= own.i < voice.last:
        return True  # a fragment: its subject is the writer's
    if token.pos_ == "VERB" and performs and own is not None and (own.lower_ in {"i", "we"} or own.pos_ != "PRON"):
        return token.tag_ in {"VBP", "VBZ"} or "negated" in trigger.row.flags
    return token.pos_ == "NOUN" and trigger.row.type in {"ASSAULT", "COERCE", "SANCTION"}


def _date(trigger: Trigger, timing: Timing) -> tuple[Date, Span] | None:
    tense = "future" if trigger.status == "planned" else "past" if trigger.status in {"happened", "negated"} else "none"
    for token in (trigger.token, trigger.light):
        if token is not None and (found := timing.of(token, tense)):
            return found
    return None


def _signing(bargain: Bargain, timing: Timing) -> Happening:
    assert bargain.signing is not None
    title = " ".join(t.text for t in bargain.noun.subtree).lower()
    material = any(w in title.split() for w in lexicon("events")["material_subjects"])
    signs = lemma(bargain.signing) in lexicon("agreements")["signed_only_by"]
    row = Row(("COOPERATE" if material else "SUPPORT") if signs else "AGREE")
    status = "planned" if bargain.planned else "happened"
    found = Happening(bargain.signing, [], row, status, list(bargain.parties), [], timing.of(bargain.signing, "past"))
    found.agreement = bargain
    return found


class _Participants:
    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, gazetteer: Gazetteer) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver
        self.capitals = {text: entry for entry in gazetteer.entries.values() for text, form in entry.forms.items() if form == "capital"}
        self.countries = {e.name: e.id for e in gazetteer.entries.values()}

    def all(self, trigger: Trigger) -> list[Happening]:
        found = [self._verb(trigger)] if trigger.token.pos_ == "VERB" else self._noun(trigger)
        return [h for h in found if self._stands(h)]

    def _stands(self, h: Happening) -> bool:
        """An event needs somebody in it, or, for what is done by nobody named, a place or an object told of."""
        flags = h.row.flags
        if "person" in flags and not any(self.cast.figures[r.key].type == "person" for r in h.actors):
            return False
        if flags & {"goes"} and not h.recipients:
            return False
        if "person_object" in flags and not any(self.cast.figures[r.key].type == "person" for r in h.actors[1:]):
            return False
        if "frees" in flags and not h.recipients:
            return False
        if "army" in flags and not h.keys:
            return False
        if (
            h.row.type == "CONSULT"
            and h.row.sides
            and len(h.keys) < 2
            and not (h.status == "planned" and h.keys)
            and h.trigger.pos_ == "VERB"
        ):
            return False
        return bool(h.keys) or h.row.type == "ASSAULT" and h.place is not None

    # ── verbs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _verb(self, trigger: Trigger) -> Happening:
        verb, row = trigger.token, trigger.row
        actors = [r for head in agents(verb) for r in self.resolver.agent(head)]
        objects = self._each(patients(verb))
        recipients: list[Referent] = []
        if "obj" in row.to:
            recipients += objects
            for clause in children(verb, "ccomp", "xcomp"):
                own = [c for c in children(clause, "nsubj") if c.i > verb.i]
                recipients += self._each([o for c in own for o in conjuncts(c)])
        recipients += self._each([o for _, o in prepositional(verb, *[p for p in row.to if p != "obj"])]) if set(row.to) - {"obj"} else []
        if row.type in {"AGREE", "REJECT", "REQUEST", "THREATEN", "ACCUSE"} and not recipients:
            recipients += self._lower(verb, row.type)
        if row.sides or row.type == "CONSULT" and "obj" not in row.to:
            actors += objects if row.sides or "person_object" in row.flags else []
            actors += self._each([o for _, o in prepositional(verb, *row.sides)]) if row.sides else []
        if "goes" in row.flags:
            recipients = self._destination(verb, row)
        actors, recipients = _distinct(actors, recipients)
        return Happening(verb, trigger.words, row, trigger.status, actors, recipients, place=self._place(verb))

    def _lower(self, verb: Token, verb_type: str) -> list[Referent]:
        """The object of the clause below: "refused to recognise X", "threatened to attack Y", "warned that X …"."""
        found: list[Referent] = []
        for clause in children(verb, "xcomp", "pcomp"):
            below = patients(clause)
            found += self._each(below)
            for head in (clause, *below):
                found += self._each([o for _, o in prepositional(head, "with", "on", "against", "to", "from")])
        for _, obj in prepositional(verb, "of", "for", "from"):
            if obj.pos_ == "VERB":
                found += self._each(patients(obj))
        for obj in children(verb, "dobj"):
            blamed = ("of", "by", "from") if verb_type == "ACCUSE" else ("of", "by", "from", "with", "on", "against", "to")
            found += [r for _, o in prepositional(obj, *blamed) for r in self.resolver.resolve(o)]
        return found

    def _destination(self, head: Token, row: Row) -> list[Referent]:
        """Where a visit goes: the state, or the state whose capital the place is, or the person or body visited."""
        objects = [o for c in children(head, "dobj") for o in conjuncts(c)] + [
            o for _, o in prepositional(head, *[p for p in row.to if p != "obj"])
        ]
        found: list[Referent] = []
        for obj in objects:
            found += self.resolver.resolve(obj) or self._state_of(obj)
        return found

    def _state_of(self, token: Token) -> list[Referent]:
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

    # ── nouns ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _noun(self, trigger: Trigger) -> list[Happening]:
        noun, row = trigger.token, trigger.row
        actors: list[Referent] = []
        for child in noun.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and child.i < noun.i and child.i not in {w.i for w in trigger.words}:
                actors += self._each(conjuncts(child) if child.dep_ == "poss" else [child], plain=False)
        actors += self._each([o for _, o in prepositional(noun, "by", "between", "among")])
        sides = [s for s in row.sides if s not in {"between", "among"}]
        with_ = self._each([o for _, o in prepositional(noun, *sides)], group=True) if sides else []
        carrier = trigger.light if trigger.light is not None else self._carrier(noun, row)
        if carrier is not None and (len({a.key for a in actors}) < 2 if row.sides else not actors):
            actors = [*(r for head in agents(carrier) for r in self.resolver.agent(head)), *actors]
            with_ += self._with(carrier) if row.sides else []
        actors += with_ if row.sides else []
        recipients = self._destination(noun, row) if "goes" in row.flags else []
        if "goes" not in row.flags and row.to:
            return self._split(trigger, actors)
        actors, recipients = _distinct(actors, recipients)
        return [Happening(noun, trigger.words, row, trigger.status, actors, recipients, place=self._place(noun))]

    def _carrier(self, noun: Token, row: Row) -> Token | None:
        """ "discussed it with X during a telephone conversation": the verb above tells who took part."""
        if noun.dep_ not in {"pobj", "conj"} or not (row.sides or "goes" in row.flags):
            return None
        top = noun
        while top.dep_ == "conj":
            top = top.head
        return governing_verb(noun) if top.dep_ == "pobj" and top.head.lower_ in {"during", "in", "at", "after", "following"} else None

    def _with(self, verb: Token) -> list[Referent]:
        """Objects of "with" anywhere under a verb: the parser often hangs them on a noun below it."""
        found = []
        for token in verb.subtree:
            if token.dep_ == "prep" and token.lower_ == "with" and (governing_verb(token) or token) == verb:
                found += self._each([o for c in children(token, "pobj") for o in conjuncts(c)])
        return found

    def _split(self, trigger: Trigger, actors: list[Referent]) -> list[Happening]:
        """ "attacks in A and on B": coordinated phrases of different kinds tell of separate events."""
        noun, row = trigger.token, trigger.row
        groups: list[tuple[list[Referent], Token | None]] = []
        for child in children(noun, "prep"):
            for prep in conjuncts(child):
                objects = [o for c in children(prep, "pobj") for o in conjuncts(c)]
                place = next((o for o in objects if prep.lower_ in LOCATIVE and (o.i in self.cast.places)), None)
                named = self._each(objects) if prep.lower_ in row.to and place is None else []
                if named or place is not None:
                    groups.append((named, place))
        plural = noun.tag_ == "NNS"
        coordinated = any(children(p, "conj") for p in children(noun, "prep"))
        if not (plural and coordinated):
            groups = [([r for named, _ in groups for r in named], next((p for _, p in groups if p is not None), None))]
        if row.type == "COERCE" and not any(n for n, _ in groups):  # "his arrest": the possessor is who it is done to
            groups, actors = [(actors, groups[0][1] if groups else None)], []
        found = []
        for named, place in groups:
            doers, done = _distinct(list(actors), named)
            found.append(
                Happening(
                    noun,
                    trigger.words,
                    row,
                    trigger.status,
                    doers,
                    done,
                    place=place if place is not None else self._place(noun) if len(groups) == 1 else None,
                )
            )
        return found

    # ── both ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _each(self, heads: list[Token], plain: bool = True, group: bool = False) -> list[Referent]:
        found: list[Referent] = []
        for head in heads:
            named = self.resolver.resolve(head, inside=plain and not group)
            if not named and group:
                named = self.cast_group(head) or self.resolver.resolve(head)
            found += named
        return found

    def cast_group(self, head: Token) -> list[Referent]:
        """Holders of one office meeting as a group, "X foreign ministers": an actor of its own, named as the text names it."""
        if head.tag_ != "NNS" or not any(c.i in self.cast.at for c in head.children if c.dep_ in {"compound", "nmod", "amod", "poss"}):
            return []
        first = int(head.left_edge.i)
        while first < head.i and self.doc[first].pos_ == "DET":
            first += 1
        figure = self.cast.add_group(first, head.i + 1)
        return [Referent(figure.key, head, (first, head.i + 1))]

    def _place(self, head: Token) -> Token | None:
        for name, obj in prepositional(head):
            if name in {"in", "at", "near", "outside", "to"} and obj.i in self.cast.places:
                return obj
        verb = governing_verb(head) if head.pos_ == "NOUN" and head.dep_ == "dobj" else None
        for name, obj in prepositional(verb) if verb is not None else ():
            if name in {"in", "at", "near"} and obj.i in self.cast.places:
                return obj
        return None


def _distinct(actors: list[Referent], recipients: list[Referent]) -> tuple[list[Referent], list[Referent]]:
    """Each once; who acts is no recipient of the same event."""
    doers = {r.key: r for r in reversed(actors)}
    ordered = list(dict.fromkeys(r.key for r in actors))
    done = {r.key: r for r in reversed(recipients) if r.key not in doers}
    return [doers[k] for k in ordered], [done[k] for k in dict.fromkeys(r.key for r in recipients if r.key in done)]


def _merged(found: list[Happening]) -> list[Happening]:
    """Later mentions of one event become its further evidence."""
    kept: list[Happening] = []
    for h in found:
        same = next((k for k in kept if _same(k, h)), None)
        if same is None:
            kept.append(h)
            continue
        same.further.append(h.trigger)
        same.date = same.date or h.date
        same.place = same.place or h.place
        known = same.keys
        same.actors += [replace(r) for r in h.actors if r.key not in known]
        same.recipients += [replace(r) for r in h.recipients if r.key not in known]
    return kept


def _same(a: Happening, b: Happening) -> bool:
    if a.row.type != b.row.type or lemma(a.trigger) != lemma(b.trigger) or a.trigger == b.trigger or a.agreement is not b.agreement:
        return False
    dates = {h.date[0].edtf for h in (a, b) if h.date is not None}
    if len(dates) > 1 or a.status != b.status:
        return False
    if len({h.place.text for h in (a, b) if h.place is not None}) > 1:
        return False
    if not (a.keys and b.keys):
        return False
    return a.keys == b.keys or (a.keys <= b.keys or b.keys <= a.keys) and a.trigger.pos_ == "NOUN" and bool(a.keys & b.keys)
