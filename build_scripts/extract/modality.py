"""Whether a thing happened, is planned, or is only spoken of; and what the telling of it does.

In PLOVER, as in CAMEO before it, the reading goes by who speaks of what: "X will help" is an agreement, "X said it would attack" a threat,
"X said Y must leave" a request, "X will not accept" a rejection.
"""

from __future__ import annotations

from spacy.tokens import Token

from build_scripts.extract.event_rows import word_set
from build_scripts.extract.grammar import children, governing_verb, is_negated, lemma, own_subject

_CONDITIONS = {"if", "unless", "whether", "should", "before", "until", "till", "lest"}
_MIGHT = {"could", "might", "may", "can", "ca"}
_DUTY = {"must", "should", "ought"}
_FUTURE = {"will", "shall", "'ll", "wo"}
_WOULD = {"would", "'d"}
_REFUSING = _FUTURE | _WOULD | {"can", "could", "ca"}


def top(verb: Token) -> Token:
    """The verb whose auxiliaries count for it: up over "began to", "is going to" and coordination without a subject of its own."""
    for _ in range(6):
        above = verb.head
        if above == verb or own_subject(verb) is not None:
            break
        auxiliaries = children(verb, "aux")
        bare = not auxiliaries or all(a.lower_ == "to" for a in auxiliaries)
        if (
            verb.dep_ == "xcomp"
            and above.pos_ in {"VERB", "AUX"}
            and lemma(above) in word_set("transparent_verbs")
            or (verb.dep_ == "conj" and above.pos_ in {"VERB", "AUX"} and bare and verb.tag_ == above.tag_)
        ):
            verb = above
        else:
            break
    return verb


def _auxiliaries(verb: Token) -> set[str]:
    words = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if verb.pos_ == "ADJ":  # "would be ready to"
        words |= {c.lower_ for c in children(verb.head, "aux")}
    if verb.lower_ == "going" and children(verb, "xcomp"):
        words.add("will")
    return words


def telling(verb: Token) -> Token | None:
    """The verb of telling that a clause stands below: "X said that …", "…, X said"."""
    clause = top(verb)
    for _ in range(4):
        above = clause.head
        if above == clause:
            return None
        if clause.dep_ in {"ccomp", "parataxis"} and above.pos_ in {"VERB", "AUX"}:
            apart = clause.i < above.i and any(t.text == ";" for t in clause.doc[clause.i : above.i])
            if lemma(above) in word_set("telling_verbs") and own_subject(above) is not None and not apart:
                return above
            return None
        if clause.dep_ not in {"conj", "acomp", "xcomp"}:
            return None
        clause = above
    return None


def duty_word(verb: Token) -> Token | None:
    """must, should, "has to"."""
    found = next((c for c in children(verb, "aux") if c.lower_ in _DUTY), None)
    if found is None and lemma(verb) in {"have", "need"} and any(c.tag_ == "VB" for c in children(verb, "xcomp")) and not is_negated(verb):
        return verb
    return found


def refuses(verb: Token) -> bool:
    """ "will not", "cannot": with a negation, the auxiliary of a refusal."""
    return bool(_auxiliaries(top(verb)) & _REFUSING)


def to_do(clause: Token) -> bool:
    """ "to fight": an infinitive without a subject of its own."""
    return own_subject(clause) is None and any(c.lower_ == "to" for c in children(clause, "aux"))


def subjunctive(clause: Token) -> bool:
    """ "that he be detained", "that Peru leave": wanted, not done."""
    own, auxiliaries = own_subject(clause), children(clause, "aux", "auxpass")
    bare = clause.tag_ == "VB" and not auxiliaries or any(a.lower_ == "be" for a in auxiliaries[:1])
    return own is not None and own.i < clause.i and clause.dep_ in {"ccomp", "conj"} and bare


def conditional(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.children)


def on_condition(verb: Token) -> bool:
    """ "unless the army leaves": it depends on what others do."""
    return any(m.lower_ == "unless" for c in children(verb, "advcl") for m in children(c, "mark"))


def same_speaker(verb: Token, told: Token) -> bool:
    """Does the clause's subject mean whoever tells it: "the union said it would"?"""
    own, speaker = own_subject(verb), own_subject(told)
    return (
        own is not None and speaker is not None and (own.lower_ in {"it", "they", "he", "she", "i", "we"} or own.lower_ == speaker.lower_)
    )


def reading(verb: Token, kind: str, friendly: bool, hostile: bool) -> str | None:
    """The type that the auxiliaries give a verb of a type; None where they leave it."""
    verb = top(verb)
    words, told = _auxiliaries(verb), telling(verb)
    if conditional(verb):
        return None
    if words & _DUTY:
        return "REQUEST" if told is not None else None
    if is_negated(verb):
        return "REJECT" if friendly and words & _FUTURE | words & _WOULD and (words & _FUTURE or told is not None) else None
    if not (words & _FUTURE or words & _WOULD and told is not None):
        return None
    if on_condition(verb) and (hostile or kind == "RETREAT"):
        return "THREATEN"
    if friendly and own_subject(verb) is not None and told is not None:
        return "AGREE"
    if hostile and (kind == "ASSAULT" or told is not None and same_speaker(verb, told)):
        return "THREATEN"
    return None


def _asked(verb: Token) -> bool:
    """A question itself: "Did the two sides agree?"; not what a question takes for granted."""
    own = own_subject(verb)
    if own is None or not any(a.i < own.i for a in children(verb, "aux", "auxpass")):
        return False
    last = verb.sent[-1]
    while last.i > verb.i and (last.is_quote or last.is_space):
        last = last.nbor(-1)
    return bool(last.text == "?")


def verb_status(verb: Token) -> str:
    """happened, ongoing, planned, hypothetical or negated, by auxiliaries, governing verbs and conditions."""
    if verb.pos_ == "ADJ":
        return "hypothetical" if conditional(verb.head) or is_negated(verb.head) else "happened"
    low, verb = verb, top(verb)
    words = _auxiliaries(verb)
    if conditional(verb) or _asked(verb) or subjunctive(verb) or words & (_MIGHT | _DUTY) or words & _WOULD and telling(verb) is None:
        return "hypothetical"
    yet = low.i > 1 and [t.lower_ for t in low.doc[low.i - 2 : low.i]] == ["yet", "to"]  # "are yet to sign"
    if yet or is_negated(verb) or is_negated(low) or any(o.lower_ == "no" for c in children(low, "dobj") for o in children(c, "det")):
        return "negated"
    if words & (_FUTURE | _WOULD):
        return "planned"
    if verb.dep_ == "pcomp" and lemma(verb.head.head) in word_set("unreal_nouns"):
        return "hypothetical"
    governing = governing_verb(verb) if verb.dep_ in {"pcomp", "xcomp"} else None
    if governing is not None and verb.dep_ == "pcomp" and verb.head.lower_ == "at" and lemma(governing) == "aim":
        return "hypothetical"
    if verb.dep_ == "advcl" and any(c.lower_ == "that" and c.i and c.nbor(-1).lower_ == "so" for c in children(verb, "mark")):
        return "hypothetical"  # "so that they be banned": the purpose
    if governing is not None and verb.tag_ == "VBG" and lemma(governing) in word_set("avoiding_verbs"):  # "stopped short of declaring"
        return "negated"
    if verb.dep_ == "acl" and own_subject(verb) is not None and lemma(verb.head) in word_set("unreal_nouns"):
        return "hypothetical"  # "complaints that X rigged it"
    above = verb.head if verb.dep_ in {"xcomp", "ccomp", "pcomp", "acl"} else None
    infinitive = any(c.lower_ == "to" for c in children(verb, "aux"))
    if infinitive and any(c.lower_ == "have" for c in children(verb, "aux")):
        return "happened"  # "happy to have met"
    if (verb.tag_ == "VB" or infinitive) and above is not None and above.pos_ in {"VERB", "ADJ", "AUX"}:
        if lemma(above) in word_set("planned_verbs") or lemma(above) in {"go", "be"}:  # "are to meet"
            return "planned"
        return "happened" if lemma(above) in word_set("transparent_verbs") or lemma(above) == "fail" else "hypothetical"
    if infinitive:
        return "hypothetical"
    if words & {"is", "are", "'s", "'re", "am"} and verb.tag_ == "VBG":
        return "ongoing"
    if verb.tag_ in {"VBZ", "VBP"} and not words:
        return "ongoing"
    return "happened"


def noun_status(noun: Token) -> str:
    words = {c.lower_ for c in noun.children}
    if words & word_set("possible_before"):
        return "hypothetical"
    if words & word_set("planned_before"):
        return "planned"
    if "no" in words:
        return "negated"
    if noun.dep_ == "pobj":
        prep = noun.head
        if prep.lower_ in word_set("ahead_prepositions") or prep.lower_ == "of" and prep.head.lower_ == "ahead":
            return "planned"
        if prep.lower_ == "of" and lemma(prep.head) in word_set("unreal_nouns"):
            return "hypothetical"
        if prep.lower_ == "against" and noun.tag_ == "NNS" and not children(noun, "det", "poss", "nummod"):  # "protection against attacks"
            return "hypothetical"
        if prep.lower_ == "for" and prep.head.pos_ == "NOUN" and lemma(prep.head) in word_set("wanting_nouns"):
            return "hypothetical"
    verb = governing_verb(noun)
    if verb is not None and noun.dep_ in {"dobj", "pobj"}:
        if noun.dep_ == "dobj" and lemma(verb) in word_set("planned_verbs"):
            return "planned"
        if noun.dep_ == "dobj" and lemma(verb) in word_set("averting_verbs") or verb_status(verb) == "hypothetical":
            return "hypothetical"
    return "happened"
