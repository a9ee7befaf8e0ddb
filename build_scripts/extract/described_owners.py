"""Whom a noun speaks for whose owner is a body or a state: "the Norda ambassador", "its rapporteur", "the ministry in X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from build_scripts.extract.context import Referent
from build_scripts.extract.grammar import lemma, prepositional
from build_scripts.extract.headwords import title_at
from build_scripts.extract.said import words_of

if TYPE_CHECKING:
    from build_scripts.extract.described import Described


class DescribedOwners:
    """Reads the holders of offices who have no name, and bodies told by where they are."""

    def __init__(self, described: Described) -> None:
        self.described, self.resolver, self.cast, self.doc = described, described.resolver, described.cast, described.doc
        self.figures, self.sentence_of = described.figures, described.sentence_of

    def for_owner(self, head: Token) -> Referent | None:
        """ "The Norda ambassador", "its rapporteur", "an officer of the coast guard": who holds an office without a name speaks for it."""
        if head.lower_ not in words_of("speaking_for") and title_of(self.doc, head) in {None, "any", "place"}:
            return None
        if title_of(self.doc, head) == "polity" and any(c.lower_ in {"a", "an"} for c in head.children):
            return None  # "a Norda minister": somebody, whom the text may name later
        owners = [c for c in head.children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
        owners += [o for _, o in prepositional(head, "of", "for", "from", "at", "with")]
        found = [r.key for c in owners for r in self.resolver.resolve(c, inside=False)]
        bodies = [k for k in found if not self.resolver.is_person(k)]
        if bodies:
            return self.described.refers(bodies[-1], head)
        owned = any(c.dep_ == "poss" and c.lower_ not in {"its", "their"} for c in head.children)
        if owned or found:
            return None
        told = next((t for t in self.resolver.tellers.before(head.i, 2) if t.keys and t.at != head.head.i), None)
        if told is None or self.sentence_of[head.i] - self.sentence_of[told.at] > 1:
            return None
        kind = self.figures[told.keys[0]].type
        if any(c.lower_ in {"its", "their"} for c in head.children):
            fits = kind != "person"
        elif title_of(self.doc, head) == "polity" and self.described.is_definite(head):
            fits = kind == "state"  # "the trade minister", after "Norda said"
        else:
            fits = kind == "government_body"
        return self.described.refers(told.keys[0], head) if fits else None

    def of_capital(self, head: Token) -> Referent | None:
        """ "The foreign ministry in X", a capital: the state's, and so the state."""
        if lemma(head) not in words_of("bodies"):
            return None
        for _, place in prepositional(head, "in"):
            m = self.cast.places.get(place.i)
            if m is not None and m.entry is not None and m.form == "capital" and m.entry.id in self.figures:
                return self.described.refers(m.entry.id, head)
        return None

    def of_home(self, head: Token) -> Referent | None:
        """ "A ministry spokesman": of the state that the text tells of most."""
        told = self.resolver.nouns.home.told(head.i)
        return self.described.refers(told[0][1], head) if told and told[0][0] > 0 else None


def title_of(doc: Doc, head: Token) -> str | None:
    """What a holder of the office heads, read with the word before it ("foreign minister")."""
    before = title_at(doc, head.i - 1, head.i + 1) if head.i else None
    found = before if before is not None and before[0] == head.i + 1 else title_at(doc, head.i, head.i + 1)
    return found[1] if found is not None else None
