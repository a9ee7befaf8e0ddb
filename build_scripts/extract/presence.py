"""Which figures are actors: those that act, speak, have or are addressed somewhere, not those that are only where something happens."""

from __future__ import annotations

from build_scripts.extract.actors import Cast
from build_scripts.extract.figures import Figure
from build_scripts.extract.headwords import words_of
from build_scripts.extract.places import acts, only_located


def is_actor(cast: Cast, figure: Figure) -> bool:
    """Is it an actor by how the text speaks of it, apart from the records that name it?"""
    if figure.kind in {"group", "unnamed"}:
        return False
    if figure.type == "person" or figure.owner is not None:
        return True
    region = figure.entry is not None and figure.entry.kind == "region"
    if figure.type != "state" and not region:
        return bool(figure.nominals) or any(not m.inside and acts(cast.doc, m) for m in figure.mentions)
    if any(cast.doc[last - 1].lower_ in words_of("government") for _, last in figure.nominals):
        return True  # "the government"
    return any(
        (not m.inside or "of office" in m.notes)
        and m.form not in {"capital", "seat"}
        and not cast.is_locative(m)
        and not only_located(cast.doc, m)
        for m in figure.mentions
    )
