"""Who said what: questions, direct quotations, then reported speech, each in a module of its own, joined here."""

from __future__ import annotations

from spacy.tokens import Doc

from build_scripts.extract.actors import Cast
from build_scripts.extract.asked import Asked, join_answers
from build_scripts.extract.grammar import is_passive, own_subject
from build_scripts.extract.passages import Passages
from build_scripts.extract.quoted import Quoted
from build_scripts.extract.references import Resolver
from build_scripts.extract.reported import Reported, addressee_of
from build_scripts.extract.said import Said, is_cue, speech_act
from build_scripts.extract.scene import Scene

__all__ = ["Said", "find_statements", "speech_act"]


def find_statements(doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> list[Said]:
    """Statements and questions in text order. Fills `resolver.voices`, so that "I" and "we" can be read afterwards."""
    scene = Scene(doc, cast, resolver, passages)
    _who_tells(scene)
    asked = Asked(scene).all()
    found = Reported(scene, Quoted(scene).all(), asked).all()
    for said in found:
        told = addressee_of(said.cue) if said.cue is not None and said.addressee is None else None
        named = resolver.resolve(told, inside=False) if told is not None else []
        if named and (said.speaker is None or named[0].key != said.speaker.key):
            said.addressee = named[0]
    join_answers(found, asked)
    return sorted([*found, *asked], key=lambda s: s.whole)


def _who_tells(scene: Scene) -> None:
    """Fills `resolver.tellers`: who tells at each verb of telling outside quotation marks, in text order, each read in the light of those
    before, so that "she said" after "she added" leads back to whoever was named first."""
    for token in scene.doc:
        if scene.speakers.is_according(token) and (source := scene.speakers.source_of(token)) is not None:
            scene.resolver.tellers.add(scene.speakers.teller(token, source))
        if token.i in scene.in_quote or not is_cue(token, quoting=True) or is_passive(token):
            continue
        own = own_subject(token) or scene.speakers.inverted(token)
        if own is not None:
            scene.resolver.tellers.add(scene.speakers.teller(token, own))
