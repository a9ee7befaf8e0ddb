"""The names by which a page's text can be understood without doubt: of actors, agreements and words of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from build_scripts.model import Term
from build_scripts.pages.desk import Desk
from build_scripts.pages.words import upper_first

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
_NOT_BEFORE = "-–/@&#._’'"
_NOT_AFTER = re.compile(r"[-–/@]\w|[_\w]")


@dataclass(frozen=True)
class Known:
    """What a name means."""

    key: str = ""
    """ "kind:id"; empty for somebody of whom this site has no page and no entry."""
    term: Term | None = None
    """The word of the glossary, where it is one."""
    short: bool = False
    """An abbreviation of the term."""


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    known: Known


class Names:
    """Every name with what it means; one that could mean two things means nothing."""

    def __init__(self, desk: Desk) -> None:
        meanings: dict[str, set[Known]] = {}
        terms = dict(_terms(desk))
        for name, known in [*_actors(desk), *_agreements(desk)]:
            if name not in terms or not known.key:
                meanings.setdefault(name, set()).add(known)
        for name, known in terms.items():
            others = {k for k in meanings.get(name, ()) if k.key and k.key != known.key}
            meanings[name] = {known, *others}
        self._by_word: dict[str, list[tuple[str, Known]]] = {}
        for name, found in meanings.items():
            keys = {k.key for k in found}
            known = next(iter(found)) if len(keys) == 1 else Known()
            for form in {name, upper_first(name)}:
                if word := _WORD.match(form):
                    self._by_word.setdefault(word[0], []).append((form, known))
        for forms in self._by_word.values():
            forms.sort(key=lambda form: (-len(form[0]), form[0]))

    def mentions(self, text: str) -> Iterator[Mention]:
        """From left to right, the longest first; those of no meaning are passed over together with the names inside them."""
        position = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < position or word[0] not in self._by_word or (start and text[start - 1] in _NOT_BEFORE):
                continue
            for form, known in self._by_word[word[0]]:
                match = _pattern(form).match(text, start)
                if match and not _NOT_AFTER.match(text, match.end()):
                    position = match.end()
                    if known.key:
                        yield Mention(start, position, known)
                    break


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The name with any white space between its words."""
    return re.compile(r"\s+".join(map(re.escape, name.split())))


def _proper(names: Iterable[str]) -> Iterator[str]:
    """Without the article, and only those that begin with a capital: "the alliance" could be any."""
    for name in names:
        bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
        if bare[:1].isupper():
            yield bare


def _actors(desk: Desk) -> Iterator[tuple[str, Known]]:
    """People only by words of their name: a title can pass to another. Nobody by an adjective."""
    for identifier in dict.fromkeys([*desk.actors, *desk.known_actors]):
        actor, known = desk.actors.get(identifier), desk.known_actors.get(identifier)
        full = [r.name for r in (actor, known) if r]
        others = [alias for r in (actor, known) if r for alias in r.aliases]
        if (actor or known).type == "person":  # type: ignore[union-attr]
            others = [alias for alias in others if set(alias.split()) <= set(full[0].split())]
        loose = {*known.demonyms, *known.metonyms, *known.common_nouns} if known else set()
        meaning = Known(f"actor:{identifier}") if actor else Known()
        for name in dict.fromkeys([*full, *_proper(others)]):
            if name not in loose:
                yield name, meaning


def _agreements(desk: Desk) -> Iterator[tuple[str, Known]]:
    for agreement in desk.data.agreements:
        known = desk.known_agreements.get(agreement.background or "")
        for name in (agreement.title, *((known.name, *known.aliases) if known else ())):
            if len(name.split()) > 1 and (name[:1].isupper() or name == agreement.title):
                yield name, Known(f"agreement:{agreement.id}")


def _terms(desk: Desk) -> Iterator[tuple[str, Known]]:
    for term in desk.data.glossary:
        key = f"actor:{term.actor}" if term.actor in desk.actors else f"term:{term.id}"
        yield term.name, Known(key, term)
        for short in term.abbreviations:
            yield short, Known(key, term, True)
