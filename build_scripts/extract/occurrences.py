"""Is an event told as having taken place, though nobody by name takes part, or in somebody's words? "Clashes broke out", "He was remanded".

News of crowds, police and courts often names nobody. Then the way of telling must say that it happened: a verb of happening above a noun,
a preposition of time before it, a finite passive.
"""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract import modality
from build_scripts.extract.event_rows import word_of, word_set
from build_scripts.extract.grammar import children, is_passive, lemma, own_subject, subject
from build_scripts.extract.matching import Trigger
from build_scripts.extract.references import Voice

_IN_THE_PASSIVE = {"ACCUSE", "AGREE", "ASSAULT", "COERCE", "CONCEDE", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"}
_PERFECT = {"has", "have", "'ve"}
_BY_NOUN = {"PROTEST", "ASSAULT", "CONSULT"}
_COUNTED = word_set("counters") | {"hour", "day", "week", "month"}
_TIMES = {"after", "during", "following", "amid", "despite"}


def in_the_passive(verb: Token, kind: str) -> bool:
    """ "An offer was rejected on Monday", "he was remanded": told as what happened, not as what describes somebody."""
    own = own_subject(verb)
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN" and kind in _IN_THE_PASSIVE
    told = own is not None and own.tag_ not in {"WDT", "WP"} or verb.dep_ == "conj" or own is None and bool(children(verb, "auxpass"))
    return told and is_passive(verb) and kind in _IN_THE_PASSIVE


def takes_place(noun: Token, kind: str) -> bool:
    """Does the sentence say of a noun's event that it happened: "clashes erupted", "sparked protests", "after 19 hours of talks"?"""
    if kind not in _BY_NOUN:
        return False
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in _COUNTED:
        noun = noun.head.head
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    if any(c.tag_ == "VBN" and (word_of(c) in word_set("light_verbs")) for c in children(noun, "acl")):
        return True  # "a protest held on Monday"
    above = noun.head
    if kind in {"ASSAULT", "PROTEST"} and noun.dep_ == "pobj" and any(c.lower_ == "the" for c in children(noun, "det")):
        return True
    if kind == "ASSAULT" and noun.dep_ in {"dobj", "nsubjpass"} and word_of(above) in word_set("reacting_verbs"):
        return bool(children(noun, "det", "poss"))  # "condemned the coup"
    if noun.dep_ == "pobj":
        return above.lower_ in _TIMES and kind != "CONSULT" or above.lower_ in {"after", "following"} and noun.tag_ == "NNS"
    if above.pos_ != "VERB" or modality.verb_status(above) not in {"happened", "ongoing"}:
        return False
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        return word_of(above) in word_set("occurring_verbs") or noun.dep_ == "nsubjpass" and word_of(above) in word_set("light_verbs")
    return noun.dep_ == "dobj" and word_of(above) in word_set("causing_verbs")


def told_in_quotes(trigger: Trigger, voice: Voice | None) -> bool:
    """Inside somebody's words counts what was done (past), and what the speaker does by saying it ("I call on …")."""
    token = trigger.light if trigger.light is not None else trigger.token
    if token.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in _PERFECT for c in children(token, "aux", "auxpass")):
        return True
    own = subject(token) if token.pos_ == "VERB" else None
    performs = trigger.row.type in {"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "THREATEN", "COOPERATE"}
    if own is not None and voice is not None and not voice.first <= own.i < voice.last:
        return True  # a fragment: its subject is the writer's
    if token.pos_ == "VERB" and performs and own is not None and (own.lower_ in {"i", "we"} or own.pos_ != "PRON"):
        return token.tag_ in {"VBP", "VBZ"} or "negated" in trigger.row.flags
    return token.pos_ == "NOUN" and trigger.row.type in {"ASSAULT", "COERCE", "SANCTION"}
