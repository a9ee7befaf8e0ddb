"""Whether a date lies ahead of the telling: asked of the verb, since a date without a year is read by the tense of what it dates."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from build_scripts.extract.date_owners import clause_words
from build_scripts.extract.event_rows import word_set
from build_scripts.extract.grammar import children, governing_verb, is_infinitive, is_passive, lemma

_WANTED = {"dobj", "nsubjpass", "attr"}


def outlook(token: Token, tense: str) -> str:
    """ "is to meet on Friday", "agreed to talks on 3 October": a date still ahead, whatever else is told as done."""
    if tense == "future":
        return tense
    if token.pos_ not in {"VERB", "AUX"}:
        if _awaited(token):
            return "future"
        verb = governing_verb(token)
        return "none" if verb is not None and verb.tag_ in {"VBZ", "VBP"} and not children(verb, "aux") else tense
    if _ahead(token):
        return "future"
    if token.tag_ == "VBG" and any(c.lower_ in {"is", "are"} for c in children(token, "aux")):
        return "none"
    return "future" if tense == "none" and is_infinitive(token) else tense


def will(verb: Token) -> bool:
    """Does it tell of the future by its auxiliary?"""
    return any(c.lower_ in word_set("future_words") for c in children(verb, "aux"))


def _awaited(noun: Token) -> bool:
    """The object of a verb of wanting or awaiting: "agreed to talks", "a meeting is planned"."""
    if noun.dep_ not in _WANTED and not (noun.dep_ == "pobj" and noun.head.lower_ in {"to", "for"}):
        return False
    verb = governing_verb(noun)
    return verb is not None and (lemma(verb) in _waiting() or will(verb))


def _ahead(verb: Token) -> bool:
    """By its auxiliaries or those of the verbs that it hangs from."""
    infinitive = is_infinitive(verb)
    for _ in range(3):
        if will(verb) or lemma(verb) in clause_words("awaiting") and is_passive(verb) and not any(c.tag_ == "VBD" for c in verb.children):
            return True
        above = verb.head
        if verb.dep_ == "xcomp" and infinitive:
            if lemma(above) == "be" and above.tag_ in {"VBZ", "VBP"} or lemma(above) in _waiting():
                return True
        elif verb.dep_ != "conj" or children(verb, "nsubj", "nsubjpass", "aux"):
            return False
        if above.pos_ not in {"VERB", "AUX", "ADJ"}:
            return False
        verb = above
    return False


@cache
def _waiting() -> frozenset[str]:
    return clause_words("wanting") | clause_words("awaiting")
