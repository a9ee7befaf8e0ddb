"""Which person a plain noun means beside a verb of speech: "the minister", "her lawyer", "the 54-year-old", "the former pilot".

One weighed choice. For every person that may be meant, what the text has called them so far (the office itself, a word for the same,
another office) is weighed with how near they were told of and whether they spoke last. A description that nobody fits well enough means
somebody whom the text does not name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from build_scripts.extract.figures import Figure
from build_scripts.extract.grammar import lemma, prepositional
from build_scripts.extract.headwords import title_at
from build_scripts.extract.headwords import words_of as people_words
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.said import words_of
from build_scripts.extract.tellers import is_human

if TYPE_CHECKING:
    from build_scripts.extract.references import Resolver

_RANKS = {"chief", "first", "deputy", "vice", "second", "assistant"}
_FORMER = {
    "former",
    "ex",
    "ex-",
    "retired",
    "veteran",
    "one-time",
    "onetime",
    "longtime",
    "long-time",
    "outgoing",
    "ousted",
    "jailed",
    "exiled",
}
"""What may be told of anybody, beside whatever office the text has given."""
_SO_CALLED, _LIKE, _OTHER = 60, 30, -60
"""Points for the very word that the text used, for a word for the same, and for an office that is another."""
_SPOKE = (45, 40, 25, 15)
"""Points for having spoken last, by sentences in between."""
_TOLD_OF = (25, 20, 10, 5)
"""The same for having been mentioned."""
_SUBJECT, _OWNED, _NOT_OWNED = 10, 20, -40
_ENOUGH = 30
_MOST = 100
"""Persons with one word in their offices that are weighed."""


@lru_cache(maxsize=1)
def _alike() -> dict[str, frozenset[str]]:
    """Word for somebody's work -> the words that may be said of the same person."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon("speech")["alike"]:
        for word in row:
            found[word] = found.get(word, frozenset()) | frozenset(row)
    return found


@dataclass(frozen=True)
class _Description:
    """What the words tell of whoever is meant."""

    head: Token
    words: frozenset[str]
    """The head, and the words for the same office."""
    marks: frozenset[str]
    """Plain words before the head that tell one office from another."""
    of_what: frozenset[str]
    owned: frozenset[str]
    """Figures whose officer it is, or whose people."""
    owner: bool
    """ "her lawyer": told by whose it is, so that only an office fits."""
    anybody: bool
    """It tells no office, or one that was: "the 54-year-old", "the Frenchman", "the former pilot"."""
    gender: str | None


class DescribedPersons:
    """Reads the plain nouns for one person."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self.doc, self.cast = resolver, resolver.doc, resolver.cast
        self.figures = resolver.cast.figures
        self.context = resolver.context
        self._holders: dict[str, list[str]] = defaultdict(list)
        """word of an office -> persons, in order"""
        self._offices: set[str] = set()
        """The nouns that head an office: "leader" of "opposition leader in X"."""
        for key, figure in self.figures.items():
            for word in dict.fromkeys(self._role(figure)):
                if figure.type == "person":
                    self._holders[word].append(key)
            if figure.type == "person" and figure.role is not None:
                role = self.doc[slice(*figure.role)]
                self._offices |= {t.lower_ for t in role if t.i + 1 >= role.end or t.nbor().pos_ in {"ADP", "PUNCT", "CCONJ"}}

    def refer(self, head: Token, definite: bool) -> tuple[str, bool] | None:
        """(the person meant, whether the text itself calls them so); None where the words mean nobody that it names."""
        if head.tag_ in {"NNS", "NNPS"} or head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} or not definite or not self._is_person(head):
            return None
        told = self._description(head)
        if told is None:
            return None
        ranked = sorted(((self._points(key, told), key) for key in self._candidates(told)), reverse=True)
        if not ranked or ranked[0][0] < _ENOUGH:
            return None
        key = ranked[0][1]
        later = [k for points, k in ranked if points >= _ENOUGH and self.context.last_before(k, head.i) < 0]
        if self._somebody_else(head, key) or key in later and len(later) > 1:
            return None
        return key, head.lower_ in self._role(self.figures[key])

    def _is_person(self, head: Token) -> bool:
        """Is the noun one for a person?"""
        if lemma(head) in words_of("bodies") and title_at(self.doc, head.i, head.i + 1) is None:
            return False
        called = is_human(head) or head.lower_ in _alike() or head.lower_ in words_of("anybody") or head.i in self.cast.at
        return called or head.lower_.endswith(("man", "woman")) or any(w in self._offices for w in (head.lower_, lemma(head)))

    def _description(self, head: Token) -> _Description | None:
        before = [c for c in head.children if c.i < head.i]
        if any(c.dep_ in {"relcl", "acl"} and self.doc[c.left_edge.i - 1].text != "," for c in head.children):
            return None  # "the man who shot him": told of nobody before
        owners = [c for c in before if c.dep_ in {"poss", "compound", "amod", "nmod"}]
        owned = {r.key for c in owners for r in self.resolver.resolve(c, inside=False)}
        former = any(c.lower_ in _FORMER for c in before)
        broad = (
            head.lower_ in words_of("anybody") or head.lower_ == "old" or head.i in self.cast.at or head.lower_.endswith(("man", "woman"))
        )
        plain = {c.lower_ for c in before if c.dep_ in {"compound", "amod"} and c.text.islower()}
        return _Description(
            head,
            _alike().get(head.lower_, frozenset()) | {head.lower_, lemma(head)},
            frozenset(plain - people_words("modifiers") | (plain & _RANKS)),
            frozenset(o.lower_ for _, o in prepositional(head, "of", "for") if o.text.islower()),
            frozenset(owned),
            any(c.dep_ == "poss" for c in before),
            former or broad and not any(c.dep_ in {"prep"} for c in head.children),
            "female" if head.lower_.endswith("woman") else "male" if head.lower_.endswith("man") else None,
        )

    def _candidates(self, told: _Description) -> dict[str, None]:
        """Those with such an office, and those of whom the text told just before."""
        found = dict.fromkeys(k for word in told.words for k in self._holders.get(word, ())[:_MOST])
        if not told.owner:
            found |= dict.fromkeys(t.keys[0] for t in self._spoken_before(told.head))
            found |= dict.fromkeys(k for k, _ in self.context.back(told.head.i, len(_TOLD_OF) - 1))
            if told.head.lower_ == "old":
                found |= dict.fromkeys(
                    self._aged.get(next((c.text for t in told.head.subtree for c in t.children if c.pos_ == "NUM"), ""), ())
                )
        return {k: None for k in found if self.resolver.is_person(k) and k not in told.owned}

    def _points(self, key: str, told: _Description) -> int:
        figure, head = self.figures[key], told.head
        role = self._role(figure)
        if not self.resolver.pronouns.gender_fits(key, told.gender):
            return 0
        points = self._office(key, role, told)
        if told.owned:
            of = {figure.affiliation, figure.owner} | {self.cast.at.get(i) for i in range(*(figure.role or (0, 0)))}
            if told.owned & of:
                points += _OWNED
            elif figure.affiliation is not None:
                alike = any(self.figures[k].type == self.figures[figure.affiliation].type for k in told.owned)
                points += 2 * _NOT_OWNED if alike else _NOT_OWNED
        points += self._nearness(key, head)
        if head.lower_ == "old" and any(key in keys for keys in self._aged.values()):
            age = next((c.text for t in head.subtree for c in t.children if c.pos_ == "NUM"), "")
            points += _SO_CALLED if key in self._aged.get(age, ()) else _OTHER
        return points

    def _office(self, key: str, role: frozenset[str], told: _Description) -> int:
        """How well what the text calls somebody fits the description."""
        if {told.head.lower_, lemma(told.head)} & role and told.marks <= role and told.of_what <= role:
            return _SO_CALLED
        if told.words & role and self.context.last_before(key, told.head.i) >= 0 and told.marks <= role and told.of_what <= role:
            return _LIKE
        if told.owner:
            return _OTHER
        if told.anybody:
            return 0
        if (
            told.marks
            or told.of_what
            or role
            and (title_at(self.doc, told.head.i, told.head.i + 1) is not None or told.head.lower_ in _alike())
        ):
            return _OTHER
        return -20 if role else 0

    def _nearness(self, key: str, head: Token) -> int:
        here = self.context.sentence_of[head.i]
        points = 0
        for t in self._spoken_before(head):
            gap = here - self.context.sentence_of[t.at]
            if t.keys[0] == key and gap < len(_SPOKE):
                points = _SPOKE[gap]
                break
        at = self.context.last_before(key, head.i)
        gap = here - self.context.sentence_of[at] if at >= 0 else len(_TOLD_OF)
        if gap < len(_TOLD_OF):
            points += _TOLD_OF[gap]
            mention = self.cast.mention_at.get(at)
            last = self.doc[mention.last - 1] if mention is not None else self.doc[at]
            lead = last.head if last.dep_ == "appos" else last
            points += _SUBJECT if lead.dep_ in {"nsubj", "nsubjpass"} else 0
        return points

    def _spoken_before(self, head: Token) -> list[_Told]:
        told = [
            _Told(t.at, t.keys)
            for t in self.resolver.tellers.before(head.i, 4)
            if len(t.keys) == 1 and t.at < head.i and t.at != head.head.i
        ]
        last = self.resolver.spoke_last(head.i)
        if last is not None and last.keys:
            told.append(_Told(last.at, last.keys))
        return [t for t in sorted(told, key=lambda t: -t.at) if self.resolver.is_person(t.keys[0])]

    def _somebody_else(self, head: Token, key: str) -> bool:
        """ "A resident said … the resident said": somebody whom nobody names, brought in behind the last word of the person."""
        last = max([self.context.last_before(key, head.i), *(t.at for t in self._spoken_before(head) if t.keys[0] == key)])
        told = self.resolver.tellers.before(head.i)
        return any(t.noun == lemma(head) and not t.keys and t.at > last for t in told)

    def _role(self, figure: Figure) -> frozenset[str]:
        return frozenset(t.lower_ for t in self.doc[slice(*figure.role)]) if figure.role is not None else frozenset()

    @cached_property
    def _aged(self) -> dict[str, list[str]]:
        """Age -> persons: "Ann Lee, 54," """
        found: dict[str, list[str]] = defaultdict(list)
        for key, figure in self.figures.items():
            if figure.type == "person":
                for m in figure.mentions[:20]:
                    after = self.doc[m.last : m.last + 2].text.split()
                    if len(after) == 2 and after[0] == "," and after[1].isdigit():
                        found[after[1]].append(key)
        return found


@dataclass(frozen=True)
class _Told:
    at: int
    keys: tuple[str, ...]
