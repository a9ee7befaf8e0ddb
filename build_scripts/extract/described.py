"""Speakers whom a plain noun describes: "the statement", "a spokesman for X", "the union", "her lawyer", "the 54-year-old"."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Token

from build_scripts.extract.context import Referent
from build_scripts.extract.described_owners import DescribedOwners
from build_scripts.extract.described_persons import DescribedPersons
from build_scripts.extract.grammar import agents, children, governing_verb, lemma, prepositional
from build_scripts.extract.headwords import title_before
from build_scripts.extract.said import words_of
from build_scripts.extract.tellers import is_human

if TYPE_CHECKING:
    from build_scripts.extract.speakers import Speakers

_NEAR = 3
"""Sentences between a body that told and a plain noun for it."""
_STEM = 5
"""Letters that "election", "elections" and "electoral" have in common, or nearly."""
_RULING = {"government", "authorities", "administration", "regime", "leadership", "delegation", "side"}
_DEFINITE = {"the", "this", "that", "his", "her", "their", "its"}


class Described:
    """Reads the plain nouns that stand beside verbs of speech."""

    def __init__(self, speakers: Speakers) -> None:
        self.speakers, self.resolver, self.cast, self.doc = speakers, speakers.resolver, speakers.cast, speakers.doc
        self.figures = speakers.cast.figures
        self.sentence_of = speakers.resolver.context.sentence_of
        self._persons, self._owners = DescribedPersons(self.resolver), DescribedOwners(self)

    def refer(self, head: Token) -> Referent | None:
        """Whose words they are, where the noun itself is nobody's name."""
        word = lemma(head)
        if word in words_of("documents"):
            return self._issuer(head)
        if head.lower_ in _RULING:
            states = [c for c in head.children if c.dep_ in {"amod", "compound", "poss", "nmod"} and c.i in self.cast.at]
            kind = self.figures[self.cast.at[states[0].i]].type if states else None
            if kind == "state" or kind == "political_entity" and states[0].dep_ == "poss":  # "the Norwegian government"
                return self.refers(self.cast.at[states[0].i], head, sure=True)
        if word in words_of("spokespeople") or any(lemma(c) in words_of("spokespeople") for c in children(head, "appos")):
            return self._beside(head) or self._spoken_for(head)
        if word in words_of("offices"):
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if any(c.dep_ in {"compound", "amod"} for c in head.children):
                return None  # "X's disaster management office" is a body of its own
            if owner is not None and (named := self.resolver.resolve(owner, inside=False)):
                return named[0]
        if head.tag_ in {"NNS", "NNPS"}:
            return self._both(head) or self._of_kind(head)
        sure = self._beside(head) or self._alias(head) or self._person(head) or self._owners.of_capital(head)
        return sure or self._of_kind(head) or self._named_later(head) or self._owners.for_owner(head)

    def rather(self, head: Token, found: Referent) -> Referent | None:
        """A reading that fits a speaker better than the one found for any noun phrase: "the Frenchman" is no state that speaks, and "the
        company" whichever spoke last."""
        figure = self.figures[found.key]
        mention = self.cast.mention_at.get(head.i)
        if mention is not None:
            one = figure.type == "state" and head.lower_.endswith(("man", "woman")) and self.is_definite(head)
            return self._person(head) if one else found
        if head.tag_ == "NN" and figure.type != "person" and (same := self._so_called_before(head)) is not None:
            return same
        if found.token != head or head.tag_ != "NN" or figure.type == "person" or self.resolver.nouns.is_called(found.key, head):
            return found
        return self._told_before(head) or found

    def is_definite(self, head: Token) -> bool:
        before = [c for c in head.children if c.i < head.i]
        return any(c.lower_ in _DEFINITE or c.dep_ == "poss" and c.tag_ == "NNS" and c.left_edge.lower_ in _DEFINITE for c in before)

    def refers(self, key: str, head: Token, sure: bool = False) -> Referent:
        span = (head.left_edge.i, head.i + 1)
        return Referent(key, head, span, None if sure else f"“{self.doc[span[0] : span[1]].text}” taken for {self.figures[key].name}")

    # ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _spoken_for(self, head: Token) -> Referent | None:
        """The body that a nameless spokesman speaks for: the one named with him, or told of just before."""
        bodies = [r for r in self.resolver.resolve(head) if not self.resolver.is_person(r.key)]
        for _, o in prepositional(head, "for", "of", "from", "at", "with"):
            bodies += [r for r in self.resolver.resolve(o) if not self.resolver.is_person(r.key)]
        if bodies:
            return bodies[-1]
        inside = [self.cast.at[i] for i in range(head.left_edge.i, head.right_edge.i + 1) if i in self.cast.at]
        for key in inside[::-1]:
            if not self.resolver.is_person(key):
                return self.refers(key, head, sure=True)
        if inside:
            return None
        described = [c for c in head.children if c.dep_ in {"compound", "nmod", "poss", "amod"} and c.pos_ in {"NOUN", "PROPN"}]
        described += [o for _, o in prepositional(head, "for", "of", "from", "at", "with")]
        if described:
            noun = described[0]
            if noun.lower_ == "ministry" and not any(c.i < noun.i for c in noun.children) and not self.resolver.nouns.called(noun):
                return self._owners.of_home(head)
            return self._called(noun) or self._told_before(noun) or self.resolver.nouns.common(noun, spoken_for=True)
        last = self.resolver.spoke_last(head.i)
        if last is not None and last.keys and self.is_definite(head):
            role = self.figures[last.keys[0]].role if self._near(last.at, head) else None
            words = self.doc[slice(*role)].text.lower() if role is not None else ""
            if last.noun in words_of("spokespeople") or any(word in words for word in words_of("spokespeople")):
                return self.refers(last.keys[0], head, sure=True)
        here = [(k, m) for k, m in self.resolver.context.back(head.i, 0) if not self.resolver.is_person(k) and not m.inside]
        leading = [k for k, m in here if any(t.dep_ in {"nsubj", "nsubjpass"} for t in self.doc[m.first : m.last])]
        for key in (*leading, *(k for k, _ in here)):
            if self.figures[key].type != "state":
                return self.refers(key, head)
        own = [t for t in self.doc[head.sent.start : head.left_edge.i] if t.pos_ == "NOUN"]
        for noun in own[::-1]:
            if (found := self.resolver.nouns.resolve(noun)) and not self.resolver.is_person(found[0].key):
                return self.refers(found[0].key, head)
        told = next((t for t in self.resolver.tellers.before(head.i) if t.keys and self._near(t.at, head)), None)
        if told is not None and not self.resolver.is_person(told.keys[0]):
            return self.refers(told.keys[0], head)
        return None

    def _near(self, i: int, head: Token) -> bool:
        return self.sentence_of[head.i] - self.sentence_of[i] <= _NEAR

    def _called(self, noun: Token) -> Referent | None:
        """ "a union spokesman": the body told of before whose name holds the noun."""
        keys = self.resolver.nouns.called(noun)
        before = [(at, key) for key in keys if (at := self.resolver.context.last_before(key, noun.i)) >= 0]
        return self.refers(max(before)[1], noun) if before else self.refers(keys[0], noun) if len(keys) == 1 else None

    def _so_called_before(self, head: Token) -> Referent | None:
        """ "The party added", after "the party said": the same one."""
        plain = self.is_definite(head) and not any(c.dep_ in {"poss", "compound", "amod", "prep", "relcl"} for c in head.children)
        for told in self.resolver.tellers.before(head.i, 3) if plain else ():
            if told.noun == lemma(head) and len(told.keys) == 1 and told.at != head.head.i and not told.human and self._near(told.at, head):
                return self.refers(told.keys[0], head)
        return None

    def _told_before(self, head: Token) -> Referent | None:
        """ "the company": the body of that kind that spoke last, a few sentences back."""
        kinds = self.resolver.nouns.kinds(head)
        kinds |= {"organization"} if lemma(head) == "party" else set()  # whose name does not tell what it is
        for told in self.resolver.tellers.before(head.i) if kinds else ():
            key = told.keys[0] if told.keys and self._near(told.at, head) and told.at != head.head.i else None
            if key is not None and self.figures[key].type in kinds and self.resolver.nouns.may_be(key, head):
                return self.refers(key, head)
        return None

    def _of_kind(self, head: Token) -> Referent | None:
        """ "The rebels led by a former minister", "the workers' union": the body of that kind that spoke, or was told of, last."""
        kinds = self.resolver.nouns.kinds(head)
        owners = [c for c in head.children if c.dep_ == "poss" and c.pos_ != "PRON" and c.tag_ != "NNS"]
        if not kinds or not self.is_definite(head) or owners or any(c.dep_ in {"compound", "amod", "prep"} for c in head.children):
            return None
        if (told := self._told_before(head)) is not None:
            return told
        back = [k for k, m in self.resolver.context.back(head.i, _NEAR) if self.figures[k].type in kinds and not m.inside]
        near = [k for k in dict.fromkeys(back) if self.resolver.nouns.may_be(k, head)]
        return self.refers(near[0], head) if len(near) == 1 else None

    def _named_later(self, head: Token) -> Referent | None:
        """ "the union said" in the first sentence, "the election commission" for "the Elections Commission": the only one in the text
        that is called so."""
        apart = any(c.dep_ in {"relcl", "acl", "prep"} or c.dep_ == "poss" and c.pos_ != "PRON" for c in head.children)
        if head.pos_ != "NOUN" or not self.is_definite(head) or apart:
            return None
        marks = {c.lower_[:_STEM] for c in children(head, "compound", "amod")}
        keys = [k for k in self.resolver.nouns.called(head) if not marks or marks <= self._stems(k)]
        return self.refers(keys[0], head) if len(keys) == 1 else None

    def _stems(self, key: str) -> set[str]:
        return {t.lower_[:_STEM] for m in self.figures[key].mentions[:20] for t in self.doc[m.first : m.last]}

    def _both(self, head: Token) -> Referent | None:
        """ "Both athletes", "the two operators": the first of the two persons, or bodies, that were told of last."""
        if not any(c.lower_ in {"both", "two"} for c in head.children):
            return None
        human = is_human(head)
        found: list[str] = []
        for key, m in self.resolver.context.back(head.i, _NEAR + 1):
            kind = self.figures[key].type
            if not m.inside and key not in found and kind == ("person" if human else "organization"):
                found.append(key)
        return self.refers(found[1], head) if len(found) == 2 or len(found) > 2 and human else None

    # ── persons ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _beside(self, head: Token) -> Referent | None:
        """ "the envoy for the South, Ann Lee, says": the person named at the end of the words that say who."""
        for token in self.doc[head.i + 1 : head.right_edge.i + 1]:
            key = self.cast.at.get(token.i) if token.dep_ in {"appos", "conj", "nsubj", "npadvmod"} else None
            comma = key is not None and any(t.text == "," for t in self.doc[max(head.i, token.i - 5) : token.i])
            comma = comma or key is not None and token.dep_ == "conj" and self._one_with(head, token)
            if key is not None and comma and self.figures[key].type == "person":
                return next(iter(self.resolver.resolve(token, inside=False)), None)
        return self._set_off(head)

    def _one_with(self, head: Token, name: Token) -> bool:
        """ "election leader and future minister Ann Lee": two offices before one name."""
        mention = self.cast.mention_at.get(name.i)
        beside = head.i + 1 < len(self.doc) and self.doc[head.i + 1].lower_ == "and"
        return beside and mention is not None and mention.first - head.i < 6 and title_before(self.doc, mention.first) is not None

    def _set_off(self, head: Token) -> Referent | None:
        """The same where the parser joined the two no more: the person right behind the comma that ends the description."""
        comma = head.right_edge.i + 1
        mention = next((m for i in range(comma + 1, min(comma + 4, len(self.doc))) if (m := self.cast.mention_at.get(i)) is not None), None)
        if mention is None or self.doc[comma].text != "," or mention.last >= len(self.doc) or not is_human(head):
            return None
        between = all(t.text[:1].isupper() for t in self.doc[comma + 1 : mention.first])
        key = self.cast.at.get(mention.last - 1)
        if key is None or not between or not self.resolver.is_person(key) or self.doc[mention.last].text not in {",", ":", ".", ";"}:
            return None
        return Referent(key, self.doc[mention.last - 1], (mention.first, mention.last))

    def _alias(self, head: Token) -> Referent | None:
        """ "a trader who gave her name as Ann", "a man identified only as Lee", "their chief, who goes by the name of Lee"."""
        for verb in children(head, "relcl", "acl"):
            if lemma(verb) not in {"give", "identify", "name", "call", "know", "go"}:
                continue
            for token in verb.subtree:
                named = token.head.head if token.head.lower_ == "of" else token.head
                as_name = token.head.lower_ == "as" or token.head == verb or lemma(named) in {"name", "alias", "nickname"}
                key = self.cast.at.get(token.i) if token.i > verb.i and as_name else None
                if key is not None and self.resolver.is_person(key):
                    return next(iter(self.resolver.resolve(token, inside=False)), None)
        return None

    def _person(self, head: Token) -> Referent | None:
        found = self._persons.refer(head, self.is_definite(head))
        return self.refers(found[0], head, found[1]) if found is not None else None

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _documents(self) -> dict[str, list[int]]:
        """Lemma -> tokens in order."""
        found: dict[str, list[int]] = {}
        for token in self.doc:
            if token.pos_ in {"NOUN", "PROPN"} and lemma(token) in words_of("documents"):
                found.setdefault(lemma(token), []).append(token.i)
        return found

    def _issuer(self, noun: Token, depth: int = 4) -> Referent | None:
        """Whose statement, report, letter it is: by its own words, by who issued it, or as told when it was mentioned before."""
        for child in noun.children:
            if child.dep_ in {"poss", "compound", "nmod", "amod"}:
                found = self.speakers.refer(child)
                if found is not None:
                    return found
        for _, source in prepositional(noun, "by", "from", "of"):
            if source != noun and (found := self.speakers.refer(source)) is not None:
                return found
        for _, page in prepositional(noun, "on"):  # "a post on the union's page"
            if lemma(page) in words_of("pages"):
                owners = [c for c in page.children if c.dep_ in {"poss", "compound", "nmod"}]
                if named := [r for c in owners for r in self.resolver.resolve(c, inside=False)]:
                    return named[0]
        for issued in children(noun, "acl"):  # "a statement attributed to X"
            for _, source in prepositional(issued, "to") if lemma(issued) == "attribute" else ():
                if (found := self.speakers.refer(source)) is not None:
                    return found
        for issued in children(noun, "acl"):  # "a statement issued by X", "a communiqué adopted at the summit of X"
            for source in agents(issued):
                if source != noun and (found := self.speakers.refer(source)) is not None:
                    return found
            for _, meeting in prepositional(issued, "after", "at", "by", "following", "during"):
                bodies = [r for r in self.resolver.resolve(meeting) if not self.resolver.is_person(r.key)]
                if len({r.key for r in bodies}) == 1 and lemma(meeting) in words_of("meetings"):
                    return bodies[0]
        verb = governing_verb(noun)
        if verb is not None and noun.dep_ in {"dobj", "pobj", "conj"} and noun.i not in self.speakers.in_quote:
            sayers = [s for s in agents(verb) if s != noun and lemma(s) not in words_of("documents")]
            if sayers:
                return next((r for s in sayers if (r := self.speakers.refer(s)) is not None), None) or next(
                    (r for s in sayers for r in self.resolver.resolve(s)), None
                )
        if not any(c.lower_ in {"the", "this", "that"} for c in noun.children):
            return None
        alike = self._documents.get(lemma(noun), [])
        before = bisect_left(alike, noun.i)
        return self._issuer(self.doc[alike[before - 1]], depth - 1) if before and depth else None
