"""A name that stands only in the name of a treaty is nobody: "INF" of "the INF Treaty", "CETA" of "the CETA deal"."""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.actors import Cast
from build_scripts.extract.bargains import is_agreement_noun
from build_scripts.extract.figures import Figure
from build_scripts.extract.names import initials
from build_scripts.extract.passages import Passages
from build_scripts.extract.treaty_names import Names


def drop_treaties(doc: Doc, cast: Cast, passages: Passages) -> None:
    """Takes from the cast whoever is named nowhere but in treaties' names, or by the initials of one."""
    names = Names(doc, cast, passages)
    inside: set[int] = set()
    short: set[str] = set()
    for token in doc:
        span = names.named(token) if is_agreement_noun(token) else None
        if span is not None:
            inside.update(passages.tokens(span))
            short |= initials(passages.cut(span))
    for figure in [f for f in cast.figures.values() if inside and _only_in(f, inside, short)]:
        for m in figure.mentions:
            for i in range(m.first, m.last):
                if cast.at.get(i) == figure.key:
                    del cast.at[i], cast.mention_at[i]
        figure.mentions, figure.type = [], "treaty"


def _only_in(figure: Figure, inside: set[int], short: set[str]) -> bool:
    if figure.entry is not None or figure.type in {"person", "state"} or not figure.mentions:
        return False
    return any(m.first in inside for m in figure.mentions) and all(
        m.first in inside and m.last - 1 in inside or figure.name in short for m in figure.mentions[:50]
    )
