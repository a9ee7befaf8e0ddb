"""Who is who: mentions joined into figures, from the surest way of naming to the weakest.

The gazetteer's names first, then full names of persons, long names of bodies, one-word names (acronyms, surnames, short forms), adjectives
of states that no list knows and, last, spelling similarity. What kind of thing an unknown name is, the witnesses tell (witnesses.py,
verdict.py). A join that rests on similarity or on a choice between two is noted as a doubt.
"""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.acting import let_places_act
from build_scripts.extract.bodies import with_bodies
from build_scripts.extract.figures import Figure, Register
from build_scripts.extract.gazetteer import Entry, Gazetteer
from build_scripts.extract.mentions import Mention, find_mentions
from build_scripts.extract.names import fold, looks_like_demonym, same_person, similar, slug
from build_scripts.extract.offices import give_offices, give_roles
from build_scripts.extract.places import LOCATIVE, governs, is_locative
from build_scripts.extract.sifting import explained_acronyms, without_lone_words
from build_scripts.extract.state_bodies import StateBodies
from build_scripts.extract.verdict import Jury

__all__ = ["LOCATIVE", "Cast", "Figure"]

_BODY_TYPES = {"organization", "government_body", "court", "media", "mission", "political_entity"}


class Cast:
    """All figures of a document, and which tokens name them."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.source = doc, doc.text
        self.register = Register()
        self._rivals, self._spelt_like_state = gazetteer.rivals, gazetteer.spelt_like_state
        self.figures: dict[str, Figure] = self.register.figures
        self.at: dict[int, str] = {}
        """token -> key of the figure that the longest mention over it names"""
        self.nested: dict[int, str] = {}
        """token -> key of the figure named inside a longer name"""
        self.places: dict[int, Mention] = {}
        self.titled: dict[int, tuple[str, Mention]] = {}
        """token of a title right before a name -> whose it is, and the mention"""
        self.mention_at: dict[int, Mention] = {}
        """token -> the mention of a figure over it, the longest one"""
        found = explained_acronyms(doc, without_lone_words(doc, with_bodies(doc, find_mentions(doc, gazetteer.find(doc), self.source))))
        ordered = sorted((m for m in found if not m.inside), key=lambda m: m.kind == "name")  # a name covers the office around it
        self.cover = {i: m for m in ordered for i in range(m.first, m.last)}
        """token -> the longest mention over it, of a figure or not"""
        self.inner = {i: m for m in found if m.inside for i in range(m.first, m.last)}
        self.key_of: dict[int, str] = {}
        self._addressed = {fold(self.text(m.first, m.last).split()[-1]) for m in found if m.notes == ["Mr"]}
        self._named = {m.entry.id for m in found if m.entry is not None and m.form != "capital"}
        self.bodies = StateBodies(self)
        self._jury = Jury(doc, found, self.cover)
        self._join(found)
        let_places_act(self)
        self._nest(found)
        give_roles(self)
        give_offices(self, found)
        self._index()

    def text(self, first: int, last: int) -> str:
        return str(self.doc[first:last].text)

    def is_locative(self, m: Mention) -> bool:
        return is_locative(self.doc, m)

    # ── joining, from the surest witness to the weakest ──────────────────────────────────────────────────────────────────────

    def _join(self, mentions: list[Mention]) -> None:
        waiting = mentions
        for step in (self._known, self._explained, self._persons, self._long_names, self._explained, self._short_names, self._adjectives):
            waiting = [m for m in waiting if not step(m)]

    def add(self, mention: Mention, key: str, name: str, kind: str, entry: Entry | None = None) -> Figure:
        figure = self.register.figure(key, name, kind, entry)
        figure.mentions.append(mention)
        self.key_of[id(mention)] = key
        return figure

    def _known(self, m: Mention) -> bool:
        """Names that a list knows."""
        if m.entry is None or m.kind != "name":
            return False
        if m.inside and m.form in {"capital", "seat"}:  # "Real Madrid"
            return True
        if m.entry.type == "place" or m.form in {"capital", "seat"} and not governs(self.doc, m):
            self._place(m)
            return True
        entry = self._rival(m) or m.entry
        self.add(m, entry.id, entry.name, entry.type, entry)
        return True

    def _rival(self, m: Mention) -> Entry | None:
        """Brussels is the EU where the text names the EU and not Belgium."""
        rival = self._rivals.get(self.text(m.first, m.last)) if m.form == "capital" else None
        return rival if rival is not None and rival.id in self._named and m.entry is not None and m.entry.id not in self._named else None

    def _place(self, m: Mention) -> None:
        for i in range(m.first, m.last):
            self.places[i] = m

    def _explained(self, m: Mention) -> bool:
        """An acronym that the text itself has explained."""
        short = next((int(n.removeprefix("short for:")) for n in m.notes if n.startswith("short for:")), None)
        holder = self.cover.get(short) if short is not None else None
        key = self.key_of.get(id(holder)) if holder is not None else None
        if key is None:  # short for what is no actor: a treaty, a place
            return short is not None and holder is not None and self._judged(holder) in {"thing", "place"}
        self.add(m, key, self.figures[key].name, self.figures[key].type)
        self.register.enter(self.figures[key], self.text(m.first, m.last))
        return True

    def _judged(self, m: Mention) -> str | None:
        return m.type or self._jury.verdict(self.text(m.first, m.last)).type

    def _persons(self, m: Mention) -> bool:
        """Names of two words or more that are persons."""
        name = self.text(m.first, m.last)
        if m.kind != "name" or len(name.split()) < 2 or m.inside or m.type not in {None, "person"}:
            return False
        words = name.split()
        if m.type is None and self._jury.verdict(name).type != "person" and fold(words[-1]) not in self._addressed:
            return False
        alias = self._alias_of(m)
        alike = (
            [alias]
            if alias is not None
            else [f for w in (words[-1], words[0]) for f in self.register.persons(w) if same_person(f.name, name)]
        )
        figure = alike[0] if alike else None
        if figure is None:
            figure = self.register.spelt_alike(words[-1])
            if figure is not None and similar(figure.name, name):
                figure.doubt(f"name joined by similarity: {name}")
            else:
                figure = None
        joined = self.add(m, figure.key if figure else slug(name), name, "person")
        if m.type is None:
            joined.doubt(self._jury.verdict(name).doubt)
        if len(name) > len(joined.name) and joined.entry is None and alias is None:
            joined.name = name
        self.register.enter(joined, name)
        return True

    def _alias_of(self, m: Mention) -> Figure | None:
        """ "X, better known as Y": the person told of just before."""
        as_ = m.first - 1
        if as_ < 2 or self.doc[as_].lower_ not in {"as", "alias"} or self.doc[as_].lower_ == "as" and self.doc[as_ - 1].lower_ != "known":
            return None
        for i in range(as_ - 1, max(0, as_ - 5), -1):
            key = self.key_of.get(id(self.cover.get(i)))
            if key is not None:
                return self.figures[key] if self.figures[key].type == "person" else None
        return None

    def _long_names(self, m: Mention) -> bool:
        """Bodies, states and organisations of several words."""
        name = self.text(m.first, m.last)
        if m.kind != "name" or len(name.split()) < 2:
            return False
        verdict, votes = self._jury.verdict(name), self._jury.votes(name)
        if m.type == "organization" and votes.get("political_entity", 0) > votes.get("organization", 0):
            m.type = "political_entity"  # "fighters of the Union of the X"
        kind = "place" if self._jury.is_region(name) else m.type or verdict.type  # the West Bank is no bank
        if kind == "place":
            self._place(m)
        if kind not in _BODY_TYPES | {"state"}:
            return True
        if kind == "state" and any(i in self.inner for i in range(m.first, m.last)) and m.type is None:
            kind = "organization"  # "Tennis Australia"
        if (same := self._with_class_word(name, kind)) is not None:
            self.add(m, same.key, same.name, same.type)
            return True
        if m.type is not None or kind in {"government_body", "court"}:
            self.bodies.join(m, name, m.type or kind)
            return True
        same = self.register.called(name) or self.register.abbreviated(name)
        if same is None and (same := self.register.turned(name)) is not None:
            same.doubt(f"name joined by similarity: {name}")
        figure = self.add(m, same.key if same else slug(name), name, same.type if same else kind)
        figure.doubt(verdict.doubt)
        return True

    def _with_class_word(self, name: str, kind: str | None) -> Figure | None:
        """ "NFC Mission" is NFC where NFC is a mission; "Norda Fish Council" may be "Norda Fish Council Secretariat"."""
        words = name.split()
        same = self.register.abbreviated(words[0]) if len(words) == 2 and words[0].isupper() else None
        return same if same is not None and same.type == kind and kind in {"mission", "court", "media", "political_entity"} else None

    def _short_names(self, m: Mention, adjective: bool = False) -> bool:
        """One word: an acronym, a surname, a short form, a spelling of one, or a name of its own."""
        if m.kind != "name" or m.inside and m.entry is None:
            return False
        name = self.text(m.first, m.last)
        if not adjective and self._is_adjective(m):
            return False
        verdict = self._jury.verdict(name)
        if self._jury.is_region(name):
            self._place(m)
            return True
        body = self.register.called(name) or self.register.abbreviated(name)
        if body is not None and m.type != "person":
            self.add(m, body.key, body.name, body.type)
            return True
        if m.type in {None, "person"} and self._surname(m, name):
            return True
        kind = m.type or verdict.type
        unsure = m.type is None and self._jury.votes(name).get("person", 0) < 4
        body = self.register.shortened(name, m.first) if unsure else None
        if body is not None:
            self.add(m, body.key, body.name, body.type)
            return True
        strong = max(self._jury.votes(name).get("place", 0), self._jury.votes(name).get("thing", 0)) > 3
        like = self.register.spelt_alike(name) if not strong and m.class_noun is None else None
        if like is not None and kind in {"person", "organization", "place", "group", "state", None}:
            like.doubt(f"name joined by similarity: {name}")
            self.add(m, like.key, like.name, "person")
            self.register.enter(like, name)
            return True
        state = self._spelt_like_state(name) if kind in {"place", "state", "organization", None} and m.type is None else None
        if state is not None:
            self.add(m, state.id, state.name, state.type, state).doubt(f"name joined by similarity: {name}")
        elif kind == "place":
            self._place(m)
        elif kind in {"government_body", "court"}:
            self.bodies.join(m, name, kind)
        elif kind in _BODY_TYPES | {"person", "state"} and kind is not None:
            self.add(m, slug(name), name, kind).doubt(verdict.doubt)
        return True

    def _surname(self, m: Mention, name: str) -> bool:
        holders = self.register.persons(name)
        if not holders:
            return False
        holders = [h for h in holders if fold(h.name.split()[-1]) == fold(name).split()[-1]] or holders
        if len(holders) > 1:  # a family: the one with an office is called by the surname, the others by their given names
            titled = [h for h in holders if any(x.role is not None for x in h.mentions)]
            last = max((h for h in holders), key=lambda h: max((x.first for x in h.mentions if x.first < m.first), default=-1))
            chosen = titled[0] if len(titled) == 1 else last
            other = next(h for h in holders if h is not chosen)
            chosen.doubt(f"“{name}” could also be {other.name}")
        else:
            chosen = holders[0]
        self.add(m, chosen.key, chosen.name, "person")
        return True

    def _is_adjective(self, m: Mention) -> bool:
        """May it be an adjective of a state? Those wait until all states are known."""
        token = self.doc[m.last - 1]
        if m.type is not None or m.last - m.first > 1:
            return False
        describes = token.dep_ in {"compound", "nmod"} and looks_like_demonym(token.lower_)
        return token.ent_type_ == "NORP" or token.tag_ == "JJ" or token.dep_ == "amod" or describes

    def _adjectives(self, m: Mention) -> bool:
        """ "Vandoran", where the text names Vandora; or else where only a state could be so called."""
        if m.kind != "name":
            return False
        name = self.text(m.first, m.last)
        state = self.register.people_of(name) or self.register.called(name)
        if state is None and self._jury.verdict(name).type != "state":
            unknown = self._jury.verdict(name).type in {"group", "place", None}
            return not (self.doc[m.first].ent_type_ == "NORP" and unknown) and self._short_names(m, adjective=True)
        m.form = "adjective"
        self.add(m, state.key if state else slug(name), state.name if state else name, state.type if state else "state")
        return True

    def _nest(self, mentions: list[Mention]) -> None:
        """A figure's short name inside a longer name ("Court of X") names it too."""
        short = {
            tuple(t.text for t in self.doc[m.first : m.last]): f
            for f in list(self.figures.values())
            for m in f.mentions
            if f.type in {"state", "political_entity", "organization"} and not m.bare
        }
        for whole in mentions:
            if whole.inside or whole.last - whole.first < 2 or whole.last - whole.first > 30:
                continue
            for first in range(whole.first, whole.last):
                for last in range(min(whole.last, first + 4), first, -1):
                    figure = short.get(tuple(t.text for t in self.doc[first:last]))
                    if figure is None or last - first == whole.last - whole.first or any(i in self.inner for i in range(first, last)):
                        continue
                    inner = Mention(first, last, "name", type=figure.type, inside=True)
                    figure.mentions.append(inner)
                    self.key_of[id(inner)] = figure.key
                    self.inner.update(dict.fromkeys(range(first, last), inner))

    # ── afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def key_at(self, token: int | None) -> str | None:
        """The figure named at a token, the one inside an office first; before the index is made."""
        if token is None:
            return None
        for mention in (self.cover.get(token), self.inner.get(token)):
            if mention is not None and id(mention) in self.key_of:
                return self.key_of[id(mention)]
        return None

    def _index(self) -> None:
        for key, figure in self.figures.items():
            figure.mentions.sort(key=lambda m: m.first)
            for m in figure.mentions:
                if m.kind == "name" and m.role is not None and m.role[1] == m.first:
                    self.titled.update((i, (key, m)) for i in range(*m.role))
                for i in range(m.first, m.last):
                    if m.inside:
                        self.nested[i] = key
                    elif self.cover.get(i) is m:
                        self.at[i] = key
                        self.mention_at[i] = m

    def add_state(self, entry: Entry, place: Mention) -> Figure:
        """A state that only its capital names, as the goal of a visit."""
        return self.add(place, entry.id, entry.name, entry.type, entry)

    def add_group(self, first: int, last: int) -> Figure:
        """Several holders of one office, named together."""
        name = self.text(first, last)
        figure = self.add(Mention(first, last, "group", type="organization"), slug(name), name, "organization")
        figure.kind = "group"
        return figure
