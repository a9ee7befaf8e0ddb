"""Agreements that a pronoun takes up: "the convention …, and X joined it", "two treaties, both of which X has signed"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from build_scripts.extract.grammar import is_negated, lemma, prepositional
from build_scripts.extract.lexicons import lexicon

_AHEAD = 8
"""Tokens from "both of which" to its verb."""


@dataclass(frozen=True)
class TakenUp:
    """A pronoun for one agreement, or for all that were told of last, and the verb of whoever joins, keeps or breaks it."""

    verb: Token
    pronoun: Token
    all: bool
    done: bool
    """Joined or signed, rather than kept or broken."""


def taken_up(token: Token) -> TakenUp | None:
    """What a pronoun tells of an agreement; None for every other word."""
    both = token.lower_ in {"both", "all"} and any(o.lower_ in {"which", "them"} for _, o in prepositional(token, "of"))
    if not both and (token.lower_ not in {"it", "them"} or token.dep_ not in {"dobj", "nsubjpass"}):
        return None
    verb, words = token.head, lexicon("agreements")
    if both and verb.pos_ != "VERB":  # the parser may hang it from the nouns before
        verb = next((t for t in token.doc[token.i + 1 : min(token.i + _AHEAD, token.sent.end)] if t.pos_ == "VERB"), verb)
    joining = lemma(verb) in words["joining"]
    if verb.pos_ != "VERB" or is_negated(verb) or not joining and lemma(verb) not in words["breaking"]:
        return None
    return TakenUp(verb, token, both or token.lower_ == "them", joining)
