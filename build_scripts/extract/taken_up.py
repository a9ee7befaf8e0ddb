"""Agreements that a pronoun takes up: "the convention …, and X joined it", "two treaties, both of which X has signed"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from build_scripts.extract.grammar import is_negated, lemma
from build_scripts.extract.lexicons import lexicon


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
    if token.lower_ not in {"it", "both", "all", "them"} or token.dep_ not in {"dobj", "nsubjpass"} or token.pos_ not in {"PRON", "DET"}:
        return None
    both = token.lower_ in {"both", "all"}
    if both and not any(t.lower_ in {"which", "them"} for t in token.subtree):
        return None
    verb, words = token.head, lexicon("agreements")
    joining = lemma(verb) in words["joining"]
    if verb.pos_ != "VERB" or is_negated(verb) or not joining and lemma(verb) not in words["breaking"]:
        return None
    return TakenUp(verb, token, both or token.lower_ == "them", joining)
