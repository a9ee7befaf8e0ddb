"""Words that tell of an event: all that fit a row of the lexicon, read with their auxiliaries, without those that another one takes in.

A governing verb overrides the one it governs: "agree to withdraw" is an agreement, "threaten to attack" a threat (so PETRARCH and its
followers). What "will", "must" and "not" make of a verb is judged in modality.py. Knows nothing of actors.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from build_scripts.extract import modality
from build_scripts.extract.event_rows import COOPERATIVE, HOSTILE, index, word_of
from build_scripts.extract.grammar import children, is_negated, own_subject, prepositional, stands_beside
from build_scripts.extract.matching import Trigger, match_adjective, match_duty, match_noun, match_verb, objects_of

__all__ = ["Trigger", "during_another", "find_triggers"]

_GOVERNS = {"AGREE", "REQUEST", "THREATEN", "REJECT"}
"""What stands below a trigger of these types is wanted, feared or refused: it has not happened."""
_BESIDE = {"after", "following", "during", "before", "despite", "since"}
"""What stands in such a phrase happened beside it."""
_PART = {"in", "on", "by", "with", "during", "through", "under"}
_THREAT_MODES = {"ASSAULT": "violence", "COERCE": "restrict", "MOBILIZE": "violence", "PROTEST": None, "SANCTION": "relations"}


def find_triggers(doc: Doc) -> list[Trigger]:
    """All triggers in text order, those overridden by a governing trigger left out."""
    verbs, nouns, adjectives = index()
    found: dict[int, Trigger] = {}
    for token in doc:
        trigger: Trigger | None = None
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            trigger = match_verb(token, verbs.get(word_of(token), ())) or match_duty(token)
        elif (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ not in {"compound", "oprd"}  # "called it an attack": what somebody calls it
            and (token.text.islower() or token.pos_ == "NOUN" and token.is_sent_start)
        ):
            trigger = match_noun(token, nouns.get(word_of(token), ()))
        elif token.pos_ == "ADJ" and token.lower_ in adjectives:
            trigger = match_adjective(token, adjectives[token.lower_])
        if trigger is not None:
            found[token.i] = trigger
    for each in found.values():
        _read(each)
    for each in found.values():
        _weigh(each, found)
    return [t for t in found.values() if not _overridden(t, found)]


def _read(trigger: Trigger) -> None:
    """Turn a trigger into what its auxiliaries make of it: promise, threat, request or refusal."""
    if "duty" in trigger.row.flags:
        return
    carrier = trigger.light if trigger.light is not None else trigger.token
    if carrier.pos_ not in {"VERB", "AUX", "ADJ"}:
        trigger.status = modality.noun_status(trigger.token)
        return
    trigger.status = modality.verb_status(carrier)
    if "negated" in trigger.row.flags:
        trigger.status = "negated"
        return
    reading = modality.reading(carrier, trigger.row.type, trigger.row.type in COOPERATIVE, trigger.row.type in HOSTILE)
    if reading == "REQUEST":
        asked = match_duty(modality.top(carrier))
        if asked is not None:
            trigger.row, trigger.status, trigger.speaker, trigger.words = asked.row, "happened", asked.speaker, asked.words
        return
    if reading == "AGREE" and trigger.row.flags >= {"goes", "person"}:
        return  # "said she would fly to Y": a visit to come
    if reading is not None and reading != trigger.row.type:
        mode = _THREAT_MODES.get(trigger.row.type) if reading == "THREATEN" else None
        row = trigger.row
        flags = row.flags - {"goes", "person", "person_object", "host", "agreement", "light"} | {"read"}
        places = tuple(dict.fromkeys((*(["obj"] if row.sides else []), *row.sides, *row.to, "lower")))
        trigger.row = replace(row, type=reading, mode=mode, flags=flags, to=places, sides=())
        trigger.status = "happened" if reading == "REJECT" else "planned"


def _weigh(trigger: Trigger, found: dict[int, Trigger]) -> None:
    """A vow to attack is a threat; a plan to meet is an agreement only where what is planned is friendly."""
    if not trigger.row.flags & {"threat", "cooperative"}:
        return
    clauses = children(trigger.token, "xcomp", "ccomp") + [c for c in children(trigger.token, "advcl") if modality.to_do(c)]
    below = [found[t.i] for c in (*clauses, *children(trigger.token, "prep")) for t in (c, *children(c, "pcomp", "pobj")) if t.i in found]
    below += [found[o.i] for c in clauses for o in objects_of(c) if o.i in found and c.i not in found]
    hostile = next((b for b in below if b.row.type in HOSTILE - {"MOBILIZE"} | {"REJECT", "THREATEN"}), None)
    if "threat" in trigger.row.flags and any(is_negated(c) for c in clauses if modality.to_do(c)):
        if hostile is None:  # "vowed not to return it"; "promised not to attack" is a promise
            trigger.row = replace(trigger.row, type="REJECT", mode=None)
        return
    if hostile is not None and "threat" in trigger.row.flags:
        trigger.row = replace(trigger.row, type="THREATEN", mode=_THREAT_MODES.get(hostile.row.type))
    elif "cooperative" in trigger.row.flags and (hostile is not None or not below):
        trigger.status = "dropped"


def _overridden(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    if trigger.status == "dropped":
        return True
    token = trigger.token
    if any(token in t.words for t in (found.get(a.i) for a in token.ancestors) if t is not None and t.status != "dropped"):
        return True  # part of another's words: the strike of "went on strike"
    if "light" in trigger.row.flags and any(o.i in found or any(t.light == token for t in _counted(o, found)) for o in objects_of(token)):
        return True
    if token.dep_ == "relcl" and (described := found.get(token.head.i)) is not None and described.row.type == trigger.row.type:
        return own_subject(token) is not None and own_subject(token).tag_ in {"WDT", "WP"}  # type: ignore[union-attr]
    if trigger.light is not None and trigger.light.i in found and trigger.light != token:
        carrying = found[trigger.light.i]
        if "light" not in carrying.row.flags and carrying.status != "dropped" and not _belongs_to_noun(carrying, trigger):
            return True
    if any(t.light == token and _belongs_to_noun(trigger, t) for t in (found.get(o.i) for o in objects_of(token)) if t is not None):
        return True
    step: Token = token
    above: Token = token.head
    while above != step:
        if step.dep_ == "ccomp" and step.i < above.i and _set_apart(step, above):
            return False
        governor = found.get(above.i)
        if step.pos_ == "VERB" and stands_beside(step):
            return False
        if governor is not None and governor.status != "dropped" and _governs(governor, step, trigger):
            return True
        if step.dep_ == "relcl" or step.dep_ == "acl" and step.tag_ == "VBN":
            return False
        if governor is None and step.dep_ in {"advcl", "conj"} and step.pos_ == "VERB" and own_subject(step) is not None:
            return False
        step, above = above, above.head
    return False


def _counted(noun: Token, found: dict[int, Trigger]) -> list[Trigger]:
    """The events that a counting noun counts: talks of "a round of talks"."""
    return [found[o.i] for _, o in prepositional(noun, "of") if o.i in found]


def _set_apart(clause: Token, verb: Token) -> bool:
    """ "X did this; Y did that": the parser hangs the first clause below the second verb."""
    return own_subject(clause) is not None and any(t.text == ";" for t in clause.doc[clause.i : verb.i])


def _belongs_to_noun(verb: Trigger, noun: Trigger) -> bool:
    """ "announced the lifting of sanctions": the noun tells of the event, not the verb with what the noun is of."""
    return bool(verb.row.object) and word_of(noun.token) not in verb.row.object


def _governs(governor: Trigger, step: Token, below: Trigger) -> bool:
    """Does a trigger take in what hangs from it by `step`?"""
    row, token = governor.row, below.token
    if (
        token.pos_ == "NOUN"
        and row.type == below.row.type
        and "goes" not in below.row.flags
        and (step.dep_ == "nsubj" and step == token or step.dep_ == "prep" and step.lower_ in _PART)
    ):
        return True  # "killed in an attack", "a bombing killed": one event
    if step.dep_ == "nsubj" and token == step and word_of(token) in row.by:
        return True  # "talks collapsed"
    if step.dep_ in {"conj", "relcl", "nsubj", "csubj", "agent", "parataxis"} or step.dep_ == "nsubjpass" and token.pos_ != "NOUN":
        return False
    if step.dep_ == "advcl" and row.type in _GOVERNS and row.type != "REJECT" and modality.to_do(step):
        return True
    if step.dep_ == "advcl" or step.dep_ == "acl" and step.tag_ == "VBG":
        return below.row.type == row.type or row.type == "CONSULT" and below.row.type == "AGREE"
    named = not row.object.isdisjoint(word_of(t) for t in (token, *below.words))
    if named and step in objects_of(governor.token) and token == step and "light" not in row.flags:
        return True
    if row.type == "ACCUSE" and token.pos_ == "NOUN" and step.dep_ == "prep" and any(d.lower_ == "the" for d in children(token, "det")):
        return False  # "blamed for the killing of X": it was done
    if row.type in _GOVERNS or row.mode == "allege" or "force_agent" in row.flags:
        return step.dep_ != "nsubjpass" and not (step.dep_ == "prep" and step.lower_ in _BESIDE)
    if row.type == "COERCE" and step.dep_ in {"prep", "xcomp", "ccomp"} and token.pos_ == "VERB":
        return True
    return token.pos_ == "VERB" and step == token and step.dep_ in {"xcomp", "ccomp", "pcomp"} and row.type != "SUPPORT"


def during_another(trigger: Trigger, found: list[Trigger]) -> bool:
    """ "discussed it during their meeting": the meeting is the event."""
    if trigger.row.type != "CONSULT" or not trigger.words or trigger.token.pos_ != "VERB":
        return False
    below = [o for _, o in prepositional(trigger.token, "during", "in", "at")]
    return any(t.token in below and t.row.type == "CONSULT" for t in found)
