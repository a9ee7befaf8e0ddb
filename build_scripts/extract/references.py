"""Who is meant by a noun phrase: a name, a pronoun (pronouns.py), or a plain noun that refers back (nouns.py)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.context import Context, Referent, Voice
from build_scripts.extract.figures import Figure
from build_scripts.extract.grammar import children, conjuncts, lemma, prepositional
from build_scripts.extract.headwords import title_at, words_of
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.nouns import Nouns
from build_scripts.extract.pronouns import Pronouns
from build_scripts.extract.tellers import Teller, Tellers

__all__ = ["Referent", "Resolver", "Voice"]

_DEEPEST = 12
"""Noun phrases within noun phrases that are followed: "the minister of the minister of …" may never end."""


class Resolver:
    """Answers "who is meant here?" for any noun phrase."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc, self.cast = doc, cast
        self.voices: list[Voice] = []
        self.tellers = Tellers()
        self.context = Context(doc, cast)
        self.pronouns, self.nouns = Pronouns(self), Nouns(self)
        self._voice_of: dict[int, Voice] = {}
        self._heard = 0
        self._busy: set[int] = set()

    def resolve(self, head: Token, inside: bool = True) -> list[Referent]:
        """The figures that a noun phrase (given by its head) names or refers to; with `inside`, also those named in its parts where the
        head itself is nobody ("members of the X mission", "Y officials")."""
        if head.i in self._busy or len(self._busy) > _DEEPEST:
            return []
        self._busy.add(head.i)
        try:
            return self._resolve(head, inside)
        finally:
            self._busy.discard(head.i)

    def _resolve(self, head: Token, inside: bool) -> list[Referent]:
        if head.pos_ == "PRON" or head.tag_ in {"PRP", "PRP$"}:
            return self.pronouns.resolve(head)
        key = self.cast.at.get(head.i)
        if key is not None:
            mention = self.cast.mention_at[head.i]
            return [Referent(key, head, (mention.first, mention.last))]
        if (key := self._in_an_office(head)) is not None:
            return [Referent(key, head, (head.i, head.i + 1))]
        titled = self.cast.titled.get(head.i)
        if titled is not None and head.i not in self.cast.nested and title_at(self.doc, head.i, titled[1].first) is not None:
            return [Referent(titled[0], head, (titled[1].first, titled[1].last))]  # the parser hangs "Minister of X Lee" on "Minister"
        if lemma(head) in lexicon("actors")["class_nouns"]:  # "the X agency"
            named = next((c for c in children(head, "compound", "nmod", "amod") if c.i in self.cast.at and c.i == head.i - 1), None)
            if named is not None:
                return self.resolve(named, inside=False)
        if head.dep_ == "appos" and head.head.i in self.cast.at and title_at(self.doc, head.i, head.i + 1) is not None:
            return self.resolve(head.head, inside=False)  # "Ann Lee, X's first elected president"
        found = self.nouns.resolve(head)
        if found:
            return found
        for other in children(head, "appos", "npadvmod"):
            set_off = other.dep_ == "appos" or other.i > head.i and self.doc[other.left_edge.i - 1].text == ","
            if other.i in self.cast.at and set_off:  # "X's largest importer, Y, will buy"
                return self.resolve(other, inside=False)
        return self._within(head) if inside and head.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} else []

    def _in_an_office(self, token: Token) -> str | None:
        """The state in "the Foreign Minister of X" or "the X Minister of Trade", which stands for nobody by name."""
        mention = self.cast.cover.get(token.i)
        return self.cast.nested.get(token.i) if mention is not None and mention.kind in {"office", "group"} else None

    def _within(self, head: Token) -> list[Referent]:
        found: list[Referent] = []
        for child in head.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and (child.i in self.cast.at or self._in_an_office(child) is not None):
                for each in conjuncts(child):
                    found += self.resolve(each, inside=False)
            elif child.dep_ == "poss" and child.pos_ in {"PRON", "NOUN"}:
                found += self.resolve(child, inside=False)
        if not found and lemma(head).lower() in words_of("people"):
            for _, obj in prepositional(head, "of", "from"):
                found += self.resolve(obj)
        return found

    def spoke_last(self, i: int) -> Teller | None:
        """The person who spoke last before a token, in quotation marks or in reported words."""
        return self.tellers.person_before(i, self.voices)

    def voice_at(self, i: int) -> Voice | None:
        """Who speaks at a token."""
        while self._heard < len(self.voices):
            voice = self.voices[self._heard]
            for token in range(voice.first, voice.last):
                self._voice_of.setdefault(token, voice)
            self._heard += 1
        return self._voice_of.get(i)

    def figure(self, key: str) -> Figure:
        return self.cast.figures[key]

    def is_person(self, key: str) -> bool:
        return self.cast.figures[key].type == "person"
