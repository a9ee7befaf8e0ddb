"""Places that no list knows and that act: "Norland closed the border". A name that does what states do stands for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from build_scripts.extract.event_rows import index, word_of, word_set
from build_scripts.extract.mentions import Mention, head_of
from build_scripts.extract.names import slug
from build_scripts.extract.places import is_locative

if TYPE_CHECKING:
    from build_scripts.extract.actors import Cast


def let_places_act(cast: Cast) -> None:
    """Make a state of each unknown place name that somewhere does a deed, wherever the name is no mere place."""
    unknown = {id(m): m for m in cast.places.values() if m.entry is None and m.kind == "name" and not m.inside}
    acting = {cast.text(m.first, m.last) for m in unknown.values() if _acts(cast.doc, m)}
    for m in unknown.values():
        name = cast.text(m.first, m.last)
        if name in acting and not is_locative(cast.doc, m):
            for i in range(m.first, m.last):
                cast.places.pop(i, None)
            cast.add(m, slug(name), name, "state").doubt(f"taken for a state by what it does: {name}")


def _acts(doc: Doc, m: Mention) -> bool:
    head = head_of(doc, m)
    for _ in range(6):
        if head.dep_ != "conj" or head.head == head:
            break
        head = head.head
    verb: Token = head.head
    if head.dep_ == "nsubj" and verb.pos_ == "VERB":
        return word_of(verb) in index()[0] or word_of(verb) in word_set("telling_verbs")
    return head.dep_ == "pobj" and verb.dep_ == "agent" and word_of(verb.head) in index()[0]
