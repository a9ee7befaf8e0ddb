"""Plain nouns that refer back: "the alliance", "the ministry", "the minister", "the country's president", "the two sides"."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Token

from build_scripts.extract.common_bodies import CommonBodies
from build_scripts.extract.context import Referent
from build_scripts.extract.figures import Figure
from build_scripts.extract.grammar import children, lemma, prepositional
from build_scripts.extract.headwords import body_types, name_words, state_body_at, title_at, words_of, words_of_any
from build_scripts.extract.home import Home
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention

if TYPE_CHECKING:
    from build_scripts.extract.references import Resolver

_DETERMINERS = {"the", "this", "that"}
_OTHER_OFFICE = {"former", "late", "deputy", "vice", "chief", "first", "second", "co", "acting", "interim"}
"""Modifiers that make another office of one: "the chief minister" is not the minister."""
_BACK, _PAIR_BACK = 6, 4


class Nouns:
    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self.doc, self.context = resolver, resolver.doc, resolver.context
        self.figures = resolver.cast.figures
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for kind, nouns in lexicon("actors")["back_references"].items():
            for noun in nouns:
                self._kinds[noun].append(kind)
        self._called: dict[str, list[str]] = defaultdict(list)
        """noun -> figures that a list or their own name calls so"""
        self._titled: dict[str, list[str]] = defaultdict(list)
        """word of a title -> persons whose role holds it"""
        words = {w for ws in body_types() for w in ws}
        self.home = Home(self.doc, self.context, resolver.cast)
        self._common = CommonBodies(self.doc, resolver.cast, self.home)
        for key, figure in self.figures.items():
            if figure.type == "person":
                for token in self.doc[slice(*figure.role)] if figure.role else ():
                    self._titled[lemma(token) if token.text.islower() else token.lower_].append(key)
                    self._titled[token.lower_].append(key)
                continue
            named = {t.lower_ for m in figure.mentions for t in self.doc[m.first : m.last]} & words
            for noun in {*named, *(figure.entry.nouns if figure.entry else ())}:
                self._called[noun].append(key)

    def resolve(self, head: Token) -> list[Referent]:
        if head.pos_ not in {"NOUN", "PROPN"}:
            return []
        if head.tag_ in {"NNS", "NNPS"} and (pair := self._pair(head)):
            return pair
        found = self._government(head) or self._back_reference(head) or self._owned(head) or self._holder(head) or self._body(head)
        return [found] if found is not None else []

    def called(self, head: Token) -> list[str]:
        """The figures that a list or their own name calls so."""
        return list(dict.fromkeys(self._called.get(lemma(head) if head.text.islower() else head.lower_, ())))

    def is_called(self, key: str, head: Token) -> bool:
        return key in self._called.get(lemma(head) if head.text.islower() else head.lower_, ())

    def may_be(self, key: str, head: Token) -> bool:
        """Do the words of a body's name allow the noun? "The company" is no union; "the union" may be a body whose name tells nothing."""
        noun = lemma(head)
        if noun in words_of("any_body") or self.is_called(key, head) or self.figures[key].type == "political_entity":
            return True
        names = [self.doc[m.first : m.last] for m in self.figures[key].mentions[:20] if m.form == "name"]
        heads = [t for name in names for t in name if t == name[-1] or t.nbor(1).lower_ in {"of", "for"}]
        own = {t.lower_.rstrip(".") for t in heads if {(t.lower_,), (f"{t.lower_}.",)} & body_types().keys()}
        if not own:
            return True
        if noun == "union":
            return bool(own & words_of("union_names"))
        return noun in words_of("business") and bool(own & words_of_any("business", "business_names"))

    def kinds(self, head: Token) -> frozenset[str]:
        """The types that a plain noun may refer back to."""
        return frozenset([*self._kinds.get(head.lower_, []), *self._kinds.get(lemma(head), [])])

    def _determiner(self, head: Token) -> Token | None:
        return next((c for c in head.children if c.dep_ == "det" and c.lower_ in _DETERMINERS), None)

    # ── bodies and states ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _back_reference(self, head: Token) -> Referent | None:
        if head.pos_ != "NOUN" and not head.text.islower() and head.lower_ not in words_of("generic"):
            return None
        determiner = self._determiner(head)
        if determiner is None or any(c.dep_ in {"relcl", "acl"} and self.doc[c.left_edge.i - 1].text != "," for c in head.children):
            return None
        if any(o.i in self.resolver.cast.places for _, o in prepositional(head, "in")):
            return None  # "the ministry in X" is another one
        end = next((c.left_edge.i for c in head.children if c.dep_ in {"relcl", "acl"}), head.right_edge.i + 1)
        if any(t.i in self.resolver.cast.at for t in self.doc[head.left_edge.i : end]):
            return None
        if any(True for _ in prepositional(head, "of", "between", "for")):
            return None
        noun = lemma(head) if head.text.islower() else head.lower_
        phrase = self.doc[determiner.i + 1 : head.i + 1].text.lower()
        kinds = {*self._kinds.get(noun, ()), *self._kinds.get(phrase, ())}
        modified = [c for c in head.children if c.dep_ in {"amod", "compound", "nummod"}]
        several = head.tag_ == "NNS" and head.lower_ not in self._kinds  # "the rebels" are one group, "the parties" are not one party
        if (
            not kinds
            or several
            or len(modified) > 2
            or any(c.lower_ in {"other", "another", "third", "same", "first", "second"} for c in modified)
        ):
            return None
        at_home = head.lower_ == "country" and determiner.lower_ == "the" and not modified  # "that country" is the one named last
        if at_home and (state := self.home.nearest(head.i)) is not None:
            return self._nominal(self.figures[state], head, (determiner.i, head.i + 1))
        figure = self._called_so(head, noun, phrase, modified) or self._of_kind(head, noun, kinds, bool(modified))
        if figure is None:
            return None
        return self._nominal(figure, head, (determiner.i, head.i + 1))

    def _government(self, head: Token) -> Referent | None:
        """ "The government", "his government": the state that the text has spoken of most so far."""
        if head.lower_ not in {"government", "authorities"} or head.i in self.resolver.cast.at:
            return None
        owners = [c for c in head.children if c.dep_ == "poss"]
        others = children(head, "amod", "compound", "acl", "prep", "nmod")
        if head.i + 1 < len(self.doc) and head.nbor().text != ",":
            others += children(head, "relcl")
        if others or not owners and self._determiner(head) is None:
            return None
        span = (head.left_edge.i, head.i + 1)
        for owner in (r.key for c in owners for r in self.resolver.resolve(c, inside=False)):
            figure = self.figures[owner]
            state = owner if figure.type == "state" else figure.affiliation
            if state is not None and self.figures[state].type in {"state", "political_entity"}:
                return self._nominal(self.figures[state], head, span)
        if any(c.pos_ != "PRON" for c in owners):
            return None
        counted = self.home.told(head.i)[:2]
        if not counted or counted[0][0] == 0:
            return None
        close = len(counted) > 1 and counted[1][0] * 2 > counted[0][0]
        doubt = (
            f"“{self.doc[span[0] : span[1]].text}” could be of {self.figures[counted[0][1]].name} or {self.figures[counted[-1][1]].name}"
        )
        return self._nominal(self.figures[counted[0][1]], head, span, doubt if close else None)

    def _owned(self, head: Token) -> Referent | None:
        """ "Its embassy", "the country's parliament": a body of the state that the pronoun means."""
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is None or not head.text.islower() or any(c.dep_ in {"relcl", "acl"} for c in head.children):
            return None
        first = next((t.i for t in self.doc[owner.i + 1 : head.i + 1] if t.tag_ != "POS"), head.i)
        if state_body_at(self.doc, first) != head.i + 1 or head.lower_ in {"police", "security"}:
            return None
        states = [r.key for r in self.resolver.resolve(owner, inside=False) if self.figures[r.key].type == "state"]
        if len(states) != 1:
            return None
        span = (owner.left_edge.i, head.i + 1)
        if owner.pos_ == "PRON":
            return Referent(self.resolver.cast.bodies.add(states[0], *span, first).key, head, span)
        known = self.resolver.cast.bodies.known(states[0], first, head.i + 1)
        return self._nominal(known, head, span) if known is not None else None

    def _body(self, head: Token) -> Referent | None:
        """ "The central bank", "police": a body without a name; later "the bank" is it too."""
        return self._force(head) or self.common(head)

    def _force(self, head: Token) -> Referent | None:
        """ "Police said", where the text names the X police: that force, the one named last."""
        if head.lower_ not in words_of("bare_bodies") or any(c.pos_ != "DET" and c.i < head.i for c in head.children):
            return None
        keys = [k for k in self.called(head) if self.figures[k].type == "government_body"]
        if not keys:
            return None
        nearest = max(keys, key=lambda k: self.context.last_before(k, head.i))
        doubt = f"“{head.text}” taken for {self.figures[nearest].name}" if head.text != self.figures[nearest].name.lower() else None
        return Referent(nearest, head, (head.i, head.i + 1), doubt)

    def common(self, head: Token, spoken_for: bool = False) -> Referent | None:
        """A body without a name, made where the text has none; `spoken_for`: the one of "an army spokesman"."""
        found = self._common.at(head, spoken_for)
        if found is None:
            return None
        if found[0].key not in self._called[head.lower_]:
            self._called[head.lower_].append(found[0].key)
        return Referent(found[0].key, head, found[1])

    @staticmethod
    def _nominal(figure: Figure, head: Token, span: tuple[int, int], doubt: str | None = None) -> Referent:
        if span not in figure.nominals[-50:]:
            figure.nominals.append(span)
        return Referent(figure.key, head, span, doubt)

    def _called_so(self, head: Token, noun: str, phrase: str, modified: list[Token]) -> Figure | None:
        """The nearest figure before that a list or its own name calls so."""
        best: tuple[int, str] | None = None
        for key in {*self._called.get(noun, ()), *self._called.get(phrase, ())}:
            figure = self.figures[key]
            if figure.type in {"government_body", "court", "media"} and modified:
                own = {t.lower_ for m in figure.mentions for t in self.doc[m.first : m.last]} | set(
                    figure.entry.nouns if figure.entry else ()
                )
                if phrase not in own and not all(c.lower_ in own for c in modified):
                    continue  # "the foreign ministry" is not the finance ministry
            last = self._last_named(figure, head.i)
            if last >= 0 and (best is None or last > best[0]):
                best = last, key
        return self.figures[best[1]] if best else None

    def _of_kind(self, head: Token, noun: str, kinds: set[str], modified: bool) -> Figure | None:
        """The nearest figure of a type that the noun may mean."""
        fitting: Figure | None = None
        for key, m in self.context.back(head.i, _BACK):
            figure = self.figures[key]
            if figure.type not in kinds or m.inside or m.form not in {"name", "capital"} or figure.type in {"government_body", "media"}:
                continue
            if modified and figure.type != "organization" or figure.type == "court" and not m.bare:
                continue
            if figure.type == "organization" and all(self._is_whose(each) for each in figure.mentions[:5]):
                continue
            if figure.type == "state" and self.doc[m.last - 1].dep_ in {"compound", "amod", "nmod"}:
                continue
            if figure.entry is not None and figure.entry.kind == "region" and noun != "entity":
                continue  # "the rebels" are no province
            if figure.entry is not None and figure.type == "organization" and noun in words_of("business") or not self.may_be(key, head):
                continue
            if noun in words_of("own_kind"):
                if noun in self._words(key) or figure.name.isupper():
                    return figure
                continue  # no broadcaster is "the league"
            if noun != "union" or self._union(key):
                return figure
            fitting = fitting or figure
        firm = fitting is None and noun in {"company", "firm"} and not modified
        return self._only_firm(head) if firm else fitting

    def _union(self, key: str) -> bool:
        """Is it called as unions are: an association, a federation?"""
        return not self._words(key).isdisjoint({*words_of("union_names"), "union"})

    def _words(self, key: str) -> set[str]:
        """The words of a figure's names."""
        return {t.lower_ for m in self.figures[key].mentions[:20] if m.form == "name" for t in self.doc[m.first : m.last]}

    def body_called(self, noun: Token) -> str | None:
        """ "union leaders", "party officials": the body that a plain noun before another means, the last one told of that is called so."""
        keys = [k for k in self.called(noun) if self.figures[k].type not in {"person", "state"} and noun.lower_ in self._words(k)]
        if not keys and lemma(noun) == "union":
            keys = [k for k, f in self.figures.items() if f.type == "organization" and self._union(k)]
            keys = keys if len(keys) == 1 else []
        before = [(at, k) for k in keys if (at := self.context.last_before(k, noun.i)) >= 0]
        return max(before)[1] if before else keys[0] if len(keys) == 1 else None

    def _only_firm(self, head: Token) -> Figure | None:
        """ "The company", far from its name: the only one in the text so far that is written as one."""
        firms = [k for at, k in self._firms[:2] if at < head.i]
        return self.figures[firms[0]] if len(firms) == 1 else None

    @cached_property
    def _firms(self) -> list[tuple[int, str]]:
        """Where each body that is written as a firm stands first."""
        words = name_words("company")
        bodies = {k for k, f in self.figures.items() if f.type == "organization" and not words.isdisjoint(f.name.split())}
        return sorted((at[0], k) for k, at in self.context.firsts.items() if at and k in bodies)

    def _is_whose(self, m: Mention) -> bool:
        """ "Ann Lee of X": told only to say who somebody is."""
        head = self.doc[m.last - 1]
        of = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
        return of is not None and of.ent_type_ == "PERSON"

    def _last_named(self, figure: Figure, i: int) -> int:
        firsts = [
            m.first for m in figure.mentions[:400] if m.first < i and (not m.inside or figure.type != "state") and m.form != "adjective"
        ]
        return firsts[-1] if firsts else -1

    # ── holders of an office ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _holder(self, head: Token) -> Referent | None:
        """ "the minister", "X's president", "the country's foreign minister": the person whose role holds that title."""
        if title_at(self.doc, head.i, head.i + 1) is None or head.lower_ in {"member", "official", "head"}:
            return None
        owners = [c for c in head.children if c.dep_ in {"poss", "compound", "amod", "nmod"} and c.i in self.resolver.cast.at]
        described = [c for c in head.children if c.dep_ == "poss" and c not in owners]
        determiner = self._determiner(head)
        if determiner is None and not owners and not described:
            return None
        if any(c.dep_ in {"relcl", "acl", "appos"} for c in head.children) or any(
            c.lower_ in {"a", "an", "another"} for c in head.children
        ):
            return None
        inside = [t for t in self.doc[head.left_edge.i : head.right_edge.i + 1] if t.i in self.resolver.cast.at]
        if len(inside) > len(owners) + 3:
            return None
        owned = [r.key for c in (*owners, *described) for r in self.resolver.resolve(c, inside=False)]
        owned += [r.key for _, o in prepositional(head, "of") for r in self.resolver.resolve(o, inside=False)]
        if inside and not owned or described and not owned:
            return None
        words = [c.lower_ for c in head.children if c.dep_ in {"compound", "amod"} and c.text.islower() and c not in owners]
        best: tuple[int, str] | None = None
        for key in dict.fromkeys(self._titled.get(head.lower_, ())):
            figure = self.figures[key]
            role = {t.lower_ for t in self.doc[slice(*figure.role)]} if figure.role else set()
            if not all(w in role or w in words_of("modifiers") and w not in _OTHER_OFFICE for w in words):
                continue
            if owned and figure.affiliation not in owned and figure.affiliation is not None:
                continue
            last = self.context.last_before(key, head.i)
            if last >= 0 and (best is None or last > best[0]):
                best = last, key
        return Referent(best[1], head, (head.left_edge.i, head.i + 1)) if best else None

    # ── two together ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pair(self, head: Token) -> list[Referent]:
        """ "the two countries", "both leaders": the last two of that kind that one sentence names."""
        two = [c for c in head.children if c.lower_ in {"two", "both"} or c.dep_ == "nummod" and c.text == "2"]
        phrase = f"{self.doc[head.i - 1].lower_} {lemma(head)}" if head.i else ""
        kinds = [kind for kind, nouns in lexicon("actors")["pairs"].items() if lemma(head) in nouns or phrase in nouns]
        if (
            not two
            or not kinds
            or any(t.i in self.resolver.cast.at for t in head.children)
            or any(c.dep_ == "prep" and c.lower_ == "of" for c in head.children)
        ):
            return []
        here = self.context.sentence_of[head.i]
        span = (head.left_edge.i, head.i + 1)
        for n in range(here, here - _PAIR_BACK - 1, -1):
            for kind in kinds:
                named = [k for k, m in self.context.mentions.get(n, ()) if m.first < head.i and self.figures[k].type == kind]
                keys = list(dict.fromkeys(named))
                if len(keys) == 2:
                    return [Referent(k, head, span) for k in keys]
                if len(keys) > 2:
                    last = " and ".join(self.figures[k].name for k in keys[-2:])
                    doubt = f"“{self.doc[span[0] : span[1]].text}” could be others than {last}"
                    return [Referent(k, head, span, doubt) for k in keys[-2:]]
        return []
