"""Offices: who holds which, and whom a title without a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.extract.headwords import title_at
from build_scripts.extract.mentions import Mention
from build_scripts.extract.names import slug
from build_scripts.extract.roles import content, describe, find_role

if TYPE_CHECKING:
    from build_scripts.extract.actors import Cast
    from build_scripts.extract.figures import Figure

_ACTING = {"high", "representative", "commissioner", "ombudsman", "prosecutor", "rapporteur"}
"""Words of offices that act under their own name: the High Representative for X."""


def give_roles(cast: Cast) -> None:
    """Each person's office: the fullest that the text gives, the first of two as full."""
    for figure in cast.figures.values():
        if figure.type != "person":
            if figure.type != "state":
                told = [describe(cast.doc, m) for m in figure.mentions if m.kind == "name" and not m.inside and not m.bare]
                spans = [span for span in told if span is not None]
                figure.role = max(spans, key=lambda span: min(3, content(cast.doc, span)), default=None)
            continue
        shared = any(other is not figure for other in cast.register.persons(figure.name.split()[-1]))
        best: tuple[tuple[int, float], tuple[int, int], str | None] | None = None
        for m in figure.mentions:
            whole = not shared or m.last - m.first > 1 or len(figure.name.split()) < 2  # of two Lees, "President Lee" may be either
            found = find_role(cast.doc, m, cast.cover) if m.kind == "name" and whole else None
            if found is None:
                continue
            span, token = found
            body = cast.key_at(token)
            once = any(t.lower_ in {"former", "ex", "ousted"} for t in cast.doc[slice(*span)])
            rank = (int(body is not None), min(3, content(cast.doc, span)) - 2 * once)
            if best is None or rank > best[0]:
                best = rank, span, body
        if best is not None:
            figure.role, figure.affiliation = best[1], best[2]


def give_offices(cast: Cast, mentions: list[Mention]) -> None:
    """A title without a name: whoever holds it in this text, or else the office itself where it is named in full."""
    holders: dict[frozenset[str], list[Figure]] = {}
    for figure in cast.figures.values():
        if figure.type == "person" and figure.role is not None:
            holders.setdefault(title_words(cast, *figure.role), []).append(figure)
    for m in mentions:
        if m.kind == "office" and not (m.last in cast.cover and cast.cover[m.last].kind == "name"):
            _office(cast, m, holders)


def _office(cast: Cast, m: Mention, holders: dict[frozenset[str], list[Figure]]) -> None:
    if m.last < len(cast.doc) and cast.doc[m.last].tag_ == "POS":  # "Head of X's council"
        return
    title = title_words(cast, m.first, m.last)
    body = cast.key_at(m.affiliation)
    fitting = holders.get(title, [])
    exact = [f for f in fitting if f.affiliation == body]
    holder = exact[0] if exact else fitting[0] if len(fitting) == 1 and (body is None or fitting[0].affiliation is None) else None
    if holder is not None:
        if not is_post(cast, m):
            holder.mentions.append(m)
        return
    doc = cast.doc
    named_in_full = any(t.lower_ in {"of", "for"} for t in doc[m.first : m.last]) and m.last - m.first >= 3
    beside = (
        doc[m.last].text == "," and m.last + 1 in cast.cover and cast.cover[m.last + 1].type == "person" if m.last < len(doc) else False
    )
    lone = title & {"ombudsman", "ombudswoman"} and m.first and doc[m.first - 1].lower_ == "the" and m.last - m.first == 1
    if (lone or named_in_full) and not beside and not is_post(cast, m) and doc[m.first].text[0].isupper() and title & _ACTING:
        name = cast.text(m.first, m.last)
        cast.add(m, slug(name), name, "government_body").kind = "office"


def is_post(cast: Cast, m: Mention) -> bool:
    """ "the office of President of X", "as President": the post, not its holder."""
    doc = cast.doc
    before = doc[m.first - 1] if m.first else None
    if before is not None and before.lower_ == "the" and m.first > 1:
        before = doc[m.first - 2]
    governor = doc[m.first - 2] if before is not None and before.lower_ == "of" and m.first > 1 else None
    return before is not None and (
        before.lower_ in {"as", "for"} or governor is not None and governor.lower_ in {"office", "post", "position"}
    )


def title_words(cast: Cast, first: int, last: int) -> frozenset[str]:
    """The words of the (first) title in a role, without whose it is."""
    for i in range(first, last):
        title = title_at(cast.doc, i, last)
        if title is not None:
            return frozenset(t.lower_ for t in cast.doc[i : title[0]])
    return frozenset()
