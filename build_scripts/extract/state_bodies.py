"""Bodies that belong to a state: one record for "X's Foreign Ministry", "the foreign ministry of X" and, later, "the Foreign Ministry"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from build_scripts.extract.figures import Figure
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold, slug

if TYPE_CHECKING:
    from build_scripts.extract.actors import Cast

_FILLERS = {"of", "for", "and", "the", "on", "in", "to", "s", "affairs", "national", "federal", "central"}
"""Words that tell no body from another of its state."""


class StateBodies:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def join(self, m: Mention, name: str, kind: str) -> None:
        """A body: one record for "X's Foreign Ministry", "Ministry of Foreign Affairs of X" and, later, "the Foreign Ministry"."""
        words, owner = self._words(m)
        same = self.cast.register.called(name)
        if same is not None and owner is not None and (other := same.owner) is not None and other != owner:
            same = None
        if same is None:
            candidates = self.cast.register.body(words | {f"of:{owner}"} if owner else words)
            candidates = candidates or [f for f in self.cast.register.body(words) if owner is None or f.owner is None]
            same = candidates[-1] if candidates else None
            if len(candidates) > 1 and same is not None:
                same.doubt(f"“{name}” could be {candidates[0].name} or {same.name}")
        if same is not None and same.type != kind and kind in {"court", "mission", "media"} and same.entry is None:
            same = None
        key = same.key if same else slug(name)
        figure = self.cast.add(m, key, name, same.type if same else kind)
        self.cast.register.enter_body(figure, words)
        if owner is not None:
            self.cast.register.enter_body(figure, words | {f"of:{owner}"})
            figure.owner = figure.owner or owner

    def _words(self, m: Mention) -> tuple[frozenset[str], str | None]:
        """The words that tell a body from others of its state, and the state."""
        owner = self.cast.key_of.get(id(self.cast.cover.get(m.affiliation))) if m.affiliation is not None and not m.bare else None
        words = set()
        for token in self.cast.doc[m.first : m.last]:
            inner = self.cast.inner.get(token.i)
            if inner is not None and inner.entry is not None and inner.entry.type in {"state", "political_entity"}:
                owner = inner.entry.id
            elif (
                inner is not None
                and self.cast.key_of.get(id(inner)) in self.cast.figures
                and self.cast.figures[self.cast.key_of[id(inner)]].type == "state"
            ):
                owner = self.cast.key_of[id(inner)]
            elif token.is_alpha and token.lower_ not in _FILLERS:
                spelt_out = lexicon("actors")["short_bodies"].get(token.lower_) if token.is_upper else None
                words |= {fold(w).replace("defence", "defense") for w in spelt_out.split()} if spelt_out else {_common(token)}
        return frozenset(words), owner

    def known(self, owner: str, noun: int, last: int) -> Figure | None:
        """The body of that state that tokens [noun, last) call by its common noun, where the text has named it."""
        return next(iter(self.cast.register.body(self.common_words(noun, last) | {f"of:{owner}"})), None)

    def add(self, owner: str, first: int, last: int, noun: int) -> Figure:
        """A body that a pronoun names: "its embassy"; `noun`: the first token behind the pronoun."""
        same = self.known(owner, noun, last)
        name = same.name if same else f"{self.cast.figures[owner].name}'s {self.cast.text(noun, last)}"
        kind = same.type if same else "court" if self.cast.doc[last - 1].lower_ == "court" else "government_body"
        figure = self.cast.add(Mention(first, last, "name", type=kind, bare=True), same.key if same else slug(name), name, kind)
        figure.owner = figure.owner or owner
        self.cast.register.enter_body(figure, self.common_words(noun, last) | {f"of:{owner}"})
        return figure

    def common_words(self, first: int, last: int) -> frozenset[str]:
        return frozenset(_common(t) for t in self.cast.doc[first:last] if t.is_alpha and t.lower_ not in _FILLERS)

    def longer_names(self, m: Mention, kind: str) -> list[tuple[int, int]]:
        """A body's name with its state before it ("X's Supreme Court") and the place behind it ("X's embassy in Y")."""
        if kind not in {"government_body", "court"} or m.inside or m.kind != "name":
            return []
        first = m.affiliation if m.affiliation is not None and m.affiliation < m.first else m.first
        behind = m.last < len(self.cast.doc) - 1 and self.cast.doc[m.last].lower_ == "in" and m.last + 1 in self.cast.places
        last = self.cast.places[m.last + 1].last if behind else m.last
        return [(first, m.last)] * (first < m.first) + [(first, last)] * (last > m.last)


def _common(token: Token) -> str:
    """A word of a body's name, whatever its number and spelling."""
    return fold(token.lemma_ if token.text.islower() else token.text).removesuffix("s").replace("defence", "defense")
