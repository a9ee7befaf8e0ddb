"""A figure: somebody or something in the text on the way to becoming an actor, and the register in which figures are looked up by name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from build_scripts.extract.gazetteer import Entry
from build_scripts.extract.headwords import PARTICLES, body_types, words_of_any
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import fold, initials, is_demonym, similar


@dataclass
class Figure:
    """Somebody or something in the text, on the way to becoming an Actor."""

    key: str
    name: str
    type: str
    entry: Entry | None = None
    mentions: list[Mention] = field(default_factory=list)
    nominals: list[tuple[int, int]] = field(default_factory=list)
    """Token spans that refer to it without naming it."""
    role: tuple[int, int] | None = None
    """Tokens of the office of a person, or of the words that describe a body."""
    affiliation: str | None = None
    """The state or body that a person's office belongs to."""
    owner: str | None = None
    """The state that a body belongs to."""
    doubts: list[str] = field(default_factory=list)
    kind: str | None = None

    def doubt(self, words: str | None) -> None:
        if words and words not in self.doubts:
            self.doubts.append(words)


def _bare(surname: str) -> str:
    """A folded surname without the article before it: "sadr" of "al sadr"."""
    first, _, rest = surname.partition(" ")
    return rest if rest and first in PARTICLES else surname


class Register:
    """Figures by every way of naming them. Each look-up costs the same however many figures there are."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self._full: dict[str, str] = {}
        """folded name of a body, state or place-like figure -> key"""
        self._turned: dict[tuple[str, ...], str] = {}
        """the words of a long name, whatever their order -> key"""
        self._words: dict[str, list[str]] = defaultdict(list)
        """folded word of a person's name -> keys"""
        self._surnames: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """first letter -> (surname, key): whom a spelling may be like"""
        self._initials: dict[str, str] = {}
        self._core_initials: dict[str, set[str]] = defaultdict(set)
        """initials without the words for the kind of firm -> keys"""
        self._first: dict[str, list[str]] = defaultdict(list)
        """first word of a body's long name -> keys"""
        self._bodies: dict[frozenset[str], list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)

    def figure(self, key: str, name: str, kind: str, entry: Entry | None = None) -> Figure:
        """The figure under that key, made and entered where it is new."""
        found = self.figures.get(key)
        if found is None:
            found = self.figures[key] = Figure(key, name, kind, entry)
            for form in (name, *(entry.forms if entry else ())):
                self.enter(found, form)
        return found

    def enter(self, figure: Figure, name: str) -> None:
        """One more way of naming a figure."""
        if figure.type == "person":
            words = [fold(w) for w in name.split()]
            words[-1:] = [_bare(words[-1])] if words else []
            for word in words:
                if word and figure.key not in self._words[word]:
                    self._words[word].append(figure.key)
            if words and words[-1] and (words[-1], figure.key) not in self._surnames[words[-1][0]][-3:]:
                self._surnames[words[-1][0]].append((words[-1], figure.key))
            return
        folded = fold(name)
        self._full.setdefault(folded, figure.key)
        if figure.type == "political_entity" and folded.endswith(" party"):  # "the Socialists" of "Socialist Party"
            self._full.setdefault(folded.removesuffix(" party").removesuffix("s") + "s", figure.key)
        if folded.count(" ") > 1:
            self._turned.setdefault(tuple(sorted(folded.split())), figure.key)
        if figure.type == "state":
            bare = re.sub(r"^(?:\w+ )*?(?:republic|kingdom|emirate|sultanate|federation|commonwealth|state) of (?:the )?", "", folded)
            self._full.setdefault(bare, figure.key)
            if figure.entry is None and len(bare) > 3:
                self._stems[bare[:4]].append(figure.key)
        for letters in initials(name):
            self._initials.setdefault(letters, figure.key)
        if figure.type == "organization":
            self._enter_core(figure, name)
        words = folded.split()
        if len(words) > 3 and (words[-1],) in body_types():  # "Multinational Security Support" of "… Support Mission"
            self._full.setdefault(" ".join(words[:-1]), figure.key)
        if len(words) > 1 and words[0] not in words_of_any("generic", "creeds"):
            self._first[words[0]].append(figure.key)
            if len(words) > 2 and "-" in name.split()[0]:
                self._first[" ".join(words[:2])].append(figure.key)  # "Norda-Besk" of "Norda-Besk Corp."
        if len(words) == 2 and any(words[0] in heads for heads in lexicon("actors")["foreign_heads"].values()):
            self._first[words[1]].append(figure.key)  # "Norda" of "Banco Norda"

    def _enter_core(self, figure: Figure, name: str) -> None:
        """The initials of a firm's name without the words for what kind of firm it is: NF of "Norda Fish Trading Co."."""
        core = re.findall(r"\w[\w'’]*", name)
        while len(core) > 2 and (core[-1].lower() in words_of_any("business_names") or (core[-1].lower(),) in body_types()):
            core.pop()
            self._core_initials["".join(w[0] for w in core if w[0].isupper())].add(figure.key)

    def enter_body(self, figure: Figure, words: frozenset[str]) -> None:
        if figure.key not in self._bodies[words]:
            self._bodies[words].append(figure.key)

    # ── looking up ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def called(self, name: str) -> Figure | None:
        """The body or state of exactly that name."""
        return self.figures.get(self._full.get(fold(name), ""))

    def turned(self, name: str) -> Figure | None:
        """A body with the same words in its name in another order: one of the two is a slip."""
        return self.figures.get(self._turned.get(tuple(sorted(fold(name).split())), ""))

    def body(self, words: frozenset[str]) -> list[Figure]:
        """Bodies of one state with that name, however it is put together ("foreign ministry of X", "X's Foreign Ministry")."""
        return [self.figures[k] for k in self._bodies.get(words, ())]

    def abbreviated(self, short: str) -> Figure | None:
        """The figure of whose long name this is the acronym."""
        letters = [c for c in short if c.isalnum()]
        capitals = [c for c in letters if c.isupper()]
        if len(capitals) < 2 or " " in short.strip() or len(short) > 10:
            return None
        for wanted in ("".join(letters).upper(), "".join(capitals)):
            if wanted in self._initials:
                return self.figures[self._initials[wanted]]
        core = self._core_initials.get("".join(letters), ())
        return self.figures[next(iter(core))] if len(core) == 1 else None

    def shortened(self, word: str, at: int) -> Figure | None:
        """The one body whose long name begins with this word: "Norda" of "Norda Airlines Corp."; `at`: its token. What is spelt in
        capitals before a longer name is told is a name of its own: "NFC", then "NFC Trading"."""
        keys = list(dict.fromkeys(self._first.get(fold(word), ())))
        fitting = [self.figures[k] for k in keys if self.figures[k].entry is None or self.figures[k].mentions]
        fitting = [f for f in fitting if f.type not in {"state", "person", "government_body", "court"} and f.mentions]
        fitting = [f for f in fitting if not word.isupper() or min(m.first for m in f.mentions) < at]
        return fitting[0] if len(fitting) == 1 else None

    def persons(self, word: str) -> list[Figure]:
        """Persons with that word in their name, those with it as their surname first."""
        folded = fold(word)
        if folded not in self._words and folded.split()[:1] and folded.split()[0] in PARTICLES:  # "al-Thani" of "… Al Thani"
            folded = folded.split()[-1]
        found = [self.figures[k] for k in self._words.get(folded, ())]
        return sorted(found, key=lambda f: fold(f.name.split()[-1]) != folded)

    def spelt_alike(self, surname: str) -> Figure | None:
        """A person whose surname is spelt nearly so."""
        folded = _bare(fold(surname))
        return next((self.figures[k] for known, k in self._surnames.get(folded[:1], ()) if similar(known, folded)), None)

    def people_of(self, word: str) -> Figure | None:
        """The state whose people or adjective an unknown word looks like: "Vandoran" of "Vandora"."""
        folded = fold(word)
        for key in self._stems.get(folded[:4], ()):
            if is_demonym(folded, fold(self.figures[key].name).split()[-1]):
                return self.figures[key]
        return None
