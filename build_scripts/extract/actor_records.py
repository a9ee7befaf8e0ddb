"""Figures as records: who counts as an actor, under which name, with which aliases and office."""

from __future__ import annotations

from dataclasses import replace

from build_scripts.extract.figures import Figure
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold
from build_scripts.extract.presence import is_actor
from build_scripts.extract.record_kit import Kit
from build_scripts.model import ACTOR_TYPES, Actor, Evidence, Span


class ActorRecords:
    def __init__(self, kit: Kit) -> None:
        self.kit, self.cast, self.passages, self.used = kit, kit.cast, kit.passages, kit.used

    def actors(self) -> list[Actor]:
        """Everyone that a record names, and everyone named otherwise than as a place."""
        kept = [
            f
            for f in self.cast.figures.values()
            if f.type in ACTOR_TYPES and f.mentions and (f.key in self.used or is_actor(self.cast, f))
        ]
        return [self._actor(f) for f in sorted(kept, key=lambda f: (min(m.first for m in f.mentions), f.key))]

    def _article(self, m: Mention) -> int | None:
        """Token of the article before a name that stands as a noun phrase of its own, over what describes it ("the three-member X")."""
        doc = self.passages.doc
        if m.first == 0 or m.inside or m.form == "adjective" or doc[m.last - 1].dep_ in {"compound", "amod", "nmod"}:
            return None
        first = m.first - 1
        while (
            first > 0
            and m.first - first <= 5
            and doc[first].text.islower()
            and (doc[first].pos_ in {"ADJ", "NUM"} or doc[first].dep_ in {"compound", "nummod"})
            or doc[first].text == "-" and 0 < m.first - first <= 5
        ):
            first -= 1
        return first if doc[first].lower_ == "the" and m.first - first <= 5 else None

    def _actor(self, figure: Figure) -> Actor:
        aliases: dict[str, None] = {}
        evidence: dict[Span, Evidence] = {}  # words that mean somebody in two ways ("its embassy", asked about twice) are shown once
        for m in figure.mentions:
            name = self.passages.span(m.first, m.last)
            article = self._article(m)
            if article is not None:
                aliases.setdefault(self.passages.cut(self.passages.span(article, m.last)))
            elif not m.inside or fold(self.passages.cut(name)) != fold(figure.name):
                aliases.setdefault(self.passages.cut(name))
            for longer in self.cast.bodies.longer_names(m, figure.type):
                aliases.setdefault(self.passages.cut(self.passages.span(*longer)))
            if m.class_noun is not None and figure.type not in {"person", "state"}:
                last = m.last + len(m.class_noun.split())
                first = m.first - (self.passages.doc[m.first - 1].lower_ == "the" if m.first else 0)
                aliases.setdefault(self.passages.cut(self.passages.span(first, last)))
            evidence.setdefault(name, self.kit.evidence({"name": name}, name))
        for first, last in sorted(figure.nominals):
            aliases.setdefault(self.passages.cut(self.passages.span(first, last)))
        role = None
        if figure.role is not None:
            span = self.passages.span(*figure.role)
            role = self.passages.cut(span)
            nearest = min(evidence, key=lambda name: abs(evidence[name].start - span[1]))
            evidence[nearest] = replace(evidence[nearest], parts={**evidence[nearest].parts, "role": span})
        entry = figure.entry
        shown = figure.name
        if entry is not None and not entry.known and figure.type != "state":  # the text's own fullest name, not the list's
            given = [self.cast.text(m.first, m.last) for m in figure.mentions if not m.inside and m.kind == "name"]
            nouns = tuple(f" {noun}" for noun in lexicon("actors")["class_nouns"])
            bare = [next((name.removesuffix(n) for n in nouns if name.endswith(n)), name) for name in given]
            shown = max((b for b in bare if b), key=len, default=shown)
        names = {shown, fold(shown)}
        return Actor(
            figure.key,
            shown,
            figure.type,
            figure.kind or (entry.kind if entry else None),
            role,
            tuple(a for a in aliases if a not in names),
            entry.wikidata if entry else None,
            entry.iso_3166 if entry else None,
            tuple(dict.fromkeys(figure.doubts)),
            tuple(evidence.values()),
        )
