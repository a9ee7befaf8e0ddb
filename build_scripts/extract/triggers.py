"""Words that tell of an event: each verb, noun and adjective of the lexicon found in the parse, with the row that fits best.

Knows nothing of actors. What auxiliaries and governing verbs make of a trigger ("will", "must", "refused to") is judged in modality.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract import modality
from build_scripts.extract.event_rows import COOPERATIVE, HOSTILE, Entry, Row, index, word_of
from build_scripts.extract.grammar import agents, children, conjuncts, is_negated, is_passive, lemma, own_subject, prepositional
from build_scripts.extract.lexicons import lexicon

_DATES = {"DATE", "TIME"}
_REACH = 10  # tokens between a verb and the further words of its row
_GOVERNS = {"AGREE", "REQUEST", "THREATEN", "REJECT"}
"""What stands below a trigger of these types is wanted, feared or refused: it has not happened."""
_BESIDE = {"after", "following", "during", "before", "despite", "since"}
"""What stands in such a phrase happened beside it."""
_PART = {"in", "on", "by", "with", "during", "through", "under"}
_THREAT_MODES = {"ASSAULT": "violence", "COERCE": "restrict", "MOBILIZE": "violence", "PROTEST": None, "SANCTION": "relations"}


@dataclass
class Trigger:
    """A token that tells of an event."""

    token: Token
    row: Row
    status: str
    light: Token | None = None
    """The light verb that carries an event noun: "held talks"."""
    words: list[Token] = field(default_factory=list)
    """Further tokens that belong to the trigger ("guilty" of "found guilty")."""
    speaker: Token | None = None
    """Head of the words for whoever asks, where the verb itself is what is asked for: "X said that Y must go"."""


def find_triggers(doc: Doc) -> list[Trigger]:
    """All triggers in text order, those overridden by a governing trigger left out."""
    verbs, nouns, adjectives = index()
    found: dict[int, Trigger] = {}
    for token in doc:
        trigger: Trigger | None = None
        word = word_of(token)
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            trigger = _verb(token, verbs.get(word, ())) or _duty(token)
        elif (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ != "compound"
            and (token.text.islower() or token.pos_ == "NOUN" and token.is_sent_start)
        ):
            trigger = _noun(token, nouns.get(word, ()))
        elif token.pos_ == "ADJ" and token.lower_ in adjectives:
            trigger = _adjective(token, adjectives[token.lower_])
        if trigger is not None:
            found[token.i] = trigger
    for each in found.values():
        _read(each)
    for each in found.values():
        _weigh(each, found)
    return [t for t in found.values() if not _overridden(t, found)]


# ── matching one row ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _verb(verb: Token, entries: list[Entry] | tuple[()]) -> Trigger | None:
    if not entries or verb.dep_ == "compound":
        return None
    objects = object_words(verb)
    for more, row in entries:
        words = _follow(verb, more)
        if words is not None and _fits(verb, row, objects):
            return Trigger(verb, row, "happened", words=words + _complement(verb, row))
    return None


def _follow(verb: Token, more: tuple[str, ...]) -> list[Token] | None:
    """The further words of a row, in order below the verb; None where one is missing."""
    found: list[Token] = []
    at = verb.i
    for word in more:
        hit = next(
            (
                t
                for t in verb.doc[at + 1 : verb.i + 1 + _REACH]
                if _is(t, word) and (t.i == verb.i + 1 or _hangs_below(t, verb)) and not _of_time(t)
            ),
            None,
        )
        if hit is None:
            return None
        found.append(hit)
        at = hit.i
    return found


def _is(token: Token, word: str) -> bool:
    return bool(token.lower_ == word) or word_of(token) == word


def _hangs_below(token: Token, verb: Token) -> bool:
    above = token
    for _ in range(5):
        above = above.head
        if above == verb:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _of_time(token: Token) -> bool:
    """ "called on Wednesday" calls on nobody."""
    return token.pos_ == "ADP" and any(c.ent_type_ in _DATES for c in children(token, "pobj"))


def _fits(verb: Token, row: Row, objects: set[str]) -> bool:
    flags = row.flags
    if row.object and not row.object & objects:
        return False
    if row.unless and row.unless & (objects | {word_of(c) for c in children(verb, "xcomp", "pcomp")}):
        return False
    if "negated" in flags and not (is_negated(verb) and ("modal" not in flags or modality.refuses(verb))):
        return False
    if row.words and not _holds(verb, row.words):
        return False
    if row.by and not any(word_of(t) in row.by or _counted(t) & row.by or t.tag_ == "NNPS" or t.ent_type_ == "NORP" for t in agents(verb)):
        return False
    if "infinitive" in flags and not _infinitive(verb, row):
        return False
    if "force_agent" in flags and not any(word_of(t) in _people() for t in agents(verb)):
        return False
    if "clause" in flags and not any(own_subject(c) is not None for c in children(verb, "ccomp")):
        return False
    if "no_object" in flags and children(verb, "dobj"):
        return False
    heads = objects_of(verb) if flags & {"person_object", "body_object", "needs_object"} else []
    if "person_object" in flags:
        return any(h.pos_ == "PROPN" or h.tag_ == "PRP" or word_of(h) in _people() for h in heads)
    if "body_object" in flags:
        return any(h.pos_ == "PROPN" or word_of(h) in lexicon("events/_classes")["body"] for h in heads)
    return "needs_object" not in flags or bool(heads)


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return frozenset(lexicon("events")["organs"]) | frozenset(lexicon("events")["groups"])


def _holds(verb: Token, words: frozenset[str]) -> bool:
    """Does one of the words, or phrases, stand below the verb?"""
    if any(t.lower_ in words or word_of(t) in words for t in verb.subtree if t.i != verb.i):
        return True
    text = verb.doc[verb.i : verb.right_edge.i + 1].text.lower()
    return any(" " in w and w in text for w in words)


def _counted(token: Token) -> set[str]:
    """The nouns that a counting noun counts: people of "thousands of people"."""
    return {word_of(o) for _, o in prepositional(token, "of")}


def objects_of(verb: Token) -> list[Token]:
    """Heads of what a verb is done to; also what its relative or participle clause describes."""
    own = [o for c in children(verb, "nsubjpass" if is_passive(verb) else "dobj", "dative") for o in conjuncts(c)]
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(children(v, "dobj") for v in conjuncts(verb)):
        own.append(verb.head)
    if verb.dep_ == "relcl" and any(c.tag_ in {"WDT", "WP"} and c.dep_ in {"dobj", "nsubjpass"} for c in verb.children):
        own.append(verb.head)
    if is_passive(verb) and not own and verb.dep_ in {"conj", "xcomp"}:
        own += [o for c in children(verb.head, "nsubjpass") for o in conjuncts(c)]
    return own


def object_words(verb: Token) -> set[str]:
    """Lemmas of the words that make up a verb's object, its "of" phrase included; where it has none, of its prepositional objects."""
    heads = objects_of(verb)
    if not any(h.dep_ != "dative" for h in heads):
        heads = heads + [o for _, o in prepositional(verb) if o.ent_type_ not in _DATES]
    tokens = [t for head in heads for t in _phrase(head)]
    joined = {f"{t.lower_}-{t.nbor(2).lower_}" for t in tokens if t.i + 2 < len(t.doc) and t.nbor().text == "-" and not t.whitespace_}
    return {word_of(t) for t in tokens} | {t.lower_ for t in tokens} | joined


def _phrase(head: Token, depth: int = 3) -> Iterator[Token]:
    yield head
    for child in head.children:
        if depth and child.dep_ in {"compound", "amod", "nmod", "npadvmod", "conj"}:
            yield from _phrase(child, depth - 1)
        elif depth and child.dep_ == "prep" and child.lower_ == "of":
            for inner in children(child, "pobj"):
                yield from _phrase(inner, 1)


def _infinitive(verb: Token, row: Row) -> bool:
    """ "expects him to accept", "was asked to pay"; of a promise or failure also without anybody in between."""
    alone = row.type in {"AGREE", "REJECT"}
    for c in children(verb, "xcomp", "ccomp", *(("advcl",) if not alone else ())):
        if any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children) or c.tag_ == "VBG" and alone:
            own = own_subject(c)
            if alone or (own is not None and own.i > verb.i) or children(verb, "dobj", "nsubjpass"):
                return True
    return alone and row.type == "AGREE" and any(p.lower_ == "to" and children(p, "pcomp") for p in children(verb, "prep"))


def _complement(verb: Token, row: Row) -> list[Token]:
    """The adverb or adjective that a row asks for, as part of the trigger: "reacted sharply"."""
    found = [t for t in verb.subtree if t.lower_ in row.words and t.i > verb.i and t.head == verb and t.dep_ in {"advmod", "acomp", "oprd"}]
    return found[:1] or list(children(verb, "prt"))[:1]


def _adjective(token: Token, entries: list[Entry]) -> Trigger | None:
    if token.dep_ not in {"acomp", "oprd", "conj"} and token.dep_ != "ROOT":
        return None
    row = next((row for _, row in entries if _infinitive(token, row)), None)
    return Trigger(token, row, "happened") if row is not None else None


def _noun(noun: Token, entries: list[Entry] | tuple[()]) -> Trigger | None:
    if not entries and lemma(noun) in lexicon("events")["weak_nouns"]:  # "a mediation effort" is a mediation
        inner = next((c for c in children(noun, "compound", "amod", "nmod") if c.i == noun.i - 1 and word_of(c) in index()[1]), None)
        row = next((r for before, r in index()[1][word_of(inner)] if not before), None) if inner is not None else None
        if row is not None and inner is not None:
            return Trigger(noun, row, "happened", _light_verb(noun), [inner])
    for before, row in entries:
        first = noun.i - len(before)
        if (
            first < 0
            or [word_of(t) for t in noun.doc[first : noun.i]] != list(before)
            and [t.lower_ for t in noun.doc[first : noun.i]] != list(before)
        ):
            continue
        if (
            "captive" in row.flags
            and not any(children(p, "pobj") for p in children(noun, "prep") if p.lower_ == "of")
            and not children(noun, "poss")
        ):
            continue
        if row.prep and not any(p.lower_ in row.prep for p in children(noun, "prep")):
            continue
        light = _light_verb(noun)
        if "carried" in row.flags and light is None and not _owned(noun):
            continue
        return Trigger(noun, row, "happened", light, list(noun.doc[first : noun.i]))
    return None


def _owned(noun: Token) -> bool:
    """Does a noun tell whose it is: "Peru's demand", "a Chilean threat", "criticism by Norda"?"""
    own = any(c.dep_ in {"poss", "amod", "compound", "nmod"} and (c.tag_ == "PRP$" or c.text[:1].isupper()) for c in noun.children)
    return own or any(p.lower_ in {"by", "from"} for p in children(noun, "prep")) or any(c.dep_ == "poss" for c in noun.children)


def _light_verb(noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ == "NOUN" and lemma(head.head) in lexicon("events")["counters"]:
        noun, head = head.head, head.head.head  # "a second round of negotiations"
    while noun.dep_ == "conj" and head.pos_ == "NOUN":
        noun, head = head, head.head
    if noun.dep_ in {"dobj", "nsubjpass"} and word_of(head) in lexicon("events")["light_verbs"]:
        return head
    if (
        noun.dep_ == "pobj"
        and head.lower_ in {"in", "out", "part", "on", "to", "with"}
        and word_of(head.head) in lexicon("events")["light_verbs"]
    ):
        return head.head
    return None


def _duty(verb: Token) -> Trigger | None:
    """ "X said that Y must go": whoever says it asks Y for it."""
    telling = modality.telling(verb)
    duty = modality.duty_word(verb)
    own = own_subject(verb)
    if telling is None or duty is None or own is None or own.pos_ == "PRON":
        return None
    asks = own_subject(telling)
    if asks is None or asks.tag_ in {"WDT", "WP", "WRB"}:
        return None
    return Trigger(verb, Row("REQUEST", to=("subj", "lower"), flags=frozenset({"duty"})), "happened", words=[duty], speaker=asks)


# ── what auxiliaries and other triggers make of it ───────────────────────────────────────────────────────────────────────────────────


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
        asked = _duty(modality.top(carrier))
        if asked is not None:
            trigger.row, trigger.status, trigger.speaker, trigger.words = asked.row, "happened", asked.speaker, asked.words
        return
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
    if "threat" in trigger.row.flags and any(is_negated(c) for c in clauses if modality.to_do(c)):  # "vowed not to return it"
        trigger.row = replace(trigger.row, type="REJECT", mode=None)
        return
    hostile = next((b for b in below if b.row.type in HOSTILE | {"REJECT", "THREATEN"}), None)
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
    if "light" in trigger.row.flags and any(o.i in found for o in objects_of(token)):
        return True
    if trigger.light is not None and trigger.light.i in found and trigger.light != token:
        carrying = found[trigger.light.i]
        if "light" not in carrying.row.flags and carrying.status != "dropped" and not _belongs_to_noun(carrying, trigger):
            return True
    if any(t.light == token and _belongs_to_noun(trigger, t) for t in (found.get(o.i) for o in objects_of(token)) if t is not None):
        return True
    step: Token = token
    above: Token = token.head
    while above != step:
        governor = found.get(above.i)
        if governor is not None and governor.status != "dropped" and _governs(governor, step, trigger):
            return True
        if step.dep_ == "relcl" or step.dep_ == "acl" and step.tag_ == "VBN":
            return False
        if governor is None and step.dep_ in {"advcl", "conj"} and step.pos_ == "VERB" and own_subject(step) is not None:
            return False
        step, above = above, above.head
    return False


def _belongs_to_noun(verb: Trigger, noun: Trigger) -> bool:
    """ "announced the lifting of sanctions": the noun tells of the event, not the verb with what the noun is of."""
    return bool(verb.row.object) and word_of(noun.token) not in verb.row.object


def _governs(governor: Trigger, step: Token, below: Trigger) -> bool:
    """Does a trigger take in what hangs from it by `step`?"""
    row, token = governor.row, below.token
    if (
        token.pos_ == "NOUN"
        and row.type == below.row.type
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
    if word_of(token) in row.object and step in objects_of(governor.token) and token == step and "light" not in row.flags:
        return True
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
