"""Does a word of a text fit a row of the lexicon of events? One verb, noun or adjective at a time; knows nothing of actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from build_scripts.extract import modality
from build_scripts.extract.dependents import dependents
from build_scripts.extract.event_rows import Entry, Row, index, word_of, word_set
from build_scripts.extract.grammar import (
    agents,
    children,
    conjuncts,
    is_infinitive,
    is_negated,
    is_passive,
    lemma,
    own_subject,
    prepositional,
    subject,
)
from build_scripts.extract.lexicons import lexicon

_DATES = {"DATE", "TIME"}
_ASKED = {"REQUEST", "AGREE", "THREATEN"}
_IDLE = {"down", "in", "up"}
"""Particles that leave many a verb what it is: "gunned down", "sent in", "met up"."""
_NEARBY = 60  # tokens round a noun that tell what it is about
_PLACES = {"GPE", "LOC"}
_RELATIVE = {"WDT", "WP"}
_REACH = 10  # tokens between a verb and the further words of its row


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


def match_verb(verb: Token, entries: list[Entry] | tuple[()]) -> Trigger | None:
    if not entries or verb.dep_ == "compound":
        return None
    objects = object_words(verb)
    particles = [c for c in children(verb, "prt") if c.lower_ not in _IDLE]
    for more, row in entries:
        if not more and any(p.lower_ != "out" or not row.object for p in particles):
            continue  # "paid off" is not "paid"
        words = _follow(verb, more)
        if words is not None and _fits(verb, row, objects):
            return Trigger(verb, row, "happened", words=list(dict.fromkeys([*words, *_complement(verb, row)])))
    return None


def _follow(verb: Token, more: tuple[str, ...]) -> list[Token] | None:
    """The further words of a row, in order below the verb; None where one is missing."""
    found: list[Token] = []
    at = verb.i
    for word in more:
        hit = next(
            (
                t
                for t in (*verb.doc[at + 1 : verb.i + 1 + _REACH], *_far_adjectives(verb, at))
                if _is(t, word) and (t.i == verb.i + 1 or _hangs_below(t, verb)) and not _of_time(t) and not _of_a_thing(t, verb, found)
            ),
            None,
        )
        if hit is None:
            return None
        found.append(hit)
        at = hit.i
    return found


def _far_adjectives(verb: Token, at: int) -> list[Token]:
    """The "guilty" of "found a minister, his brother and three others guilty"."""
    return [c for c in dependents(verb) if c.i > max(at, verb.i + _REACH) and c.pos_ == "ADJ"]


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


def _of_a_thing(token: Token, verb: Token, found: list[Token]) -> bool:
    """ "called the bill an attack on courts" calls on nobody: the preposition is the noun's, and the noun is no word of the row."""
    noun = token.head
    own = noun.pos_ in {"NOUN", "PROPN"} and verb.i < noun.i < token.i and noun.ent_type_ not in _DATES
    return token.pos_ == "ADP" and own and noun not in found and noun.dep_ in {"oprd", "attr", "ccomp", "pobj"}


def _of_time(token: Token) -> bool:
    """ "called on Wednesday" calls on nobody."""
    return token.pos_ == "ADP" and any(c.ent_type_ in _DATES for c in children(token, "pobj"))


def _fits(verb: Token, row: Row, objects: set[str]) -> bool:
    flags = row.flags
    if row.object and not row.object & objects:
        return False
    if row.unless and row.unless & (objects - _described(verb) | {word_of(c) for c in children(verb, "xcomp", "pcomp")}):
        return False
    if "negated" in flags and not (is_negated(verb) and ("modal" not in flags or modality.refuses(verb))):
        return False
    if row.words and not _holds(verb, row.words):
        return False
    if "cooperative" in flags and is_passive(verb):  # "is scheduled to meet": whoever plans it is not told
        return False
    if (
        row.by
        and not any("people" in row.by and (word_of(t) in word_set("groups") or word_of(t).endswith("worker")) for t in agents(verb))
        and not any(word_of(t) in row.by or _counted(t) & row.by or t.tag_ == "NNPS" or t.ent_type_ == "NORP" for t in agents(verb))
    ):
        return False
    if "infinitive" in flags and not _infinitive(verb, row):
        return False
    if "force_agent" in flags and not any(word_of(t) in _people() for t in agents(verb)):
        return False
    if "clause" in flags and not any(own_subject(c) is not None for c in children(verb, "ccomp")):
        return False
    if "goes" in flags and any(c.lower_ in {"home", "back"} for c in children(verb, "advmod")):
        return False  # "flew home to X": no visit
    if "no_object" in flags and children(verb, "dobj"):
        return False
    if "active" in flags and is_passive(verb):  # "is expected to come": nobody asks for it
        return False
    if "not_to" in flags and not any(is_negated(c) and modality.to_do(c) for c in children(verb, "xcomp")):
        return False
    if row.prep and not any(p.lower_ in row.prep for p in children(verb, "prep", "agent")):
        return False
    heads = objects_of(verb) if flags & {"person_object", "body_object", "place_object", "needs_object"} else []
    if "place_object" in flags:
        return any(h.ent_type_ in _PLACES and h.pos_ == "PROPN" and not children(h, "compound") for h in heads)  # not "Mr X"
    if "person_object" in flags:
        return any(h.pos_ == "PROPN" or h.tag_ == "PRP" or word_of(h) in _people() for h in heads)
    if "body_object" in flags:
        return any(h.pos_ == "PROPN" or word_of(h) in lexicon("events/_classes")["body"] for h in heads)
    return "needs_object" not in flags or bool(heads)


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return word_set("organs") | word_set("groups")


def _holds(verb: Token, words: frozenset[str]) -> bool:
    """Does one of the words, or phrases, stand below the verb? With "be" the word has to be what somebody is said to be."""
    below = children(verb, "acomp", "attr", "oprd", "prep") if lemma(verb) == "be" else verb.subtree
    if any(t.lower_ in words or word_of(t) in words for t in below if t.i != verb.i):
        return True
    text = verb.doc[verb.i : verb.right_edge.i + 1].text.lower()
    return any(" " in w and w in text for w in words)


def _counted(token: Token) -> set[str]:
    """The nouns that a counting noun counts: people of "thousands of people"."""
    return {word_of(o) for _, o in prepositional(token, "of")}


def objects_of(verb: Token) -> list[Token]:
    """Heads of what a verb is done to; also what its relative or participle clause describes."""
    own = [o for c in children(verb, "nsubjpass" if is_passive(verb) else "dobj", "dative") for o in conjuncts(c)]
    for clause in children(verb, "ccomp", "xcomp"):  # "allowed X to go", where the parser hangs X below
        if is_infinitive(clause):
            own += [o for c in children(clause, "nsubj", "nsubjpass") if c.i > verb.i for o in conjuncts(c)]
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(children(v, "dobj") for v in conjuncts(verb)):
        own.append(verb.head)
    if verb.dep_ == "relcl" and any(c.tag_ in {"WDT", "WP"} and c.dep_ in {"dobj", "nsubjpass"} for c in verb.children):
        own.append(verb.head)
    if verb.dep_ == "relcl" and not own and _reduced(verb):
        own.append(verb.head)  # "the deal they had struck"
    if verb.dep_ in {"xcomp", "conj"} and not any(o.tag_ not in _RELATIVE for o in own) and (described := _antecedent(verb)) is not None:
        own.append(described)
    if is_passive(verb) and not own and verb.dep_ in {"conj", "xcomp", "advcl"}:
        shared = subject(verb)
        own += conjuncts(shared) if shared is not None else []
    return own


def _reduced(verb: Token) -> bool:
    """A relative clause without its pronoun, to which the noun before it is the object; "the day they met" is none."""
    doer, noun = own_subject(verb), verb.head
    if doer is None or is_passive(verb) or noun.i > verb.i or noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in _DATES:
        return False
    return not children(verb, "xcomp", "ccomp") and not any(c.tag_ in {"WRB", *_RELATIVE} for c in verb.children)


def _antecedent(verb: Token) -> Token | None:
    """ "a charter which he is due to sign", "a deal which A drafted and which B are to sign": what the relative clause describes."""
    if is_passive(verb):
        return None
    missing = next((c for c in children(verb, "dobj") if c.tag_ in _RELATIVE), None)
    above = verb
    for _ in range(5):
        pronoun = next((c for c in above.children if c.tag_ in _RELATIVE and c.dep_ in {"dobj", "dep"} and c.i < verb.i), None)
        missing = missing or pronoun
        if above.dep_ == "relcl":
            return above.head if missing is not None else None
        if above.dep_ not in {"xcomp", "acomp", "conj"} or above != verb and children(above, "dobj"):
            return None
        above = above.head
    return None


def object_words(verb: Token) -> set[str]:
    """Lemmas of the words that make up a verb's object, its "of" phrase included; where it has none, of its prepositional objects."""
    heads = objects_of(verb)
    if is_passive(verb):  # "was granted bail"
        heads = heads + children(verb, "dobj", "oprd")
    if not any(h.dep_ != "dative" for h in heads):
        heads = heads + [o for _, o in prepositional(verb) if o.ent_type_ not in _DATES]
    tokens = [t for head in heads for t in _phrase(head)]
    joined = {f"{t.lower_}-{t.nbor(2).lower_}" for t in tokens if t.i + 2 < len(t.doc) and t.nbor().text == "-" and not t.whitespace_}
    return {word_of(t) for t in tokens} | {t.lower_ for t in tokens} | joined


def _described(verb: Token) -> set[str]:
    """The participles among an object's words: "leading activists" are no lead."""
    return {word_of(c) for head in objects_of(verb) for t in head.subtree for c in children(t, "amod") if c.tag_ in {"VBG", "VBN"}}


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
    if alone and any(a.lower_ == "have" for c in children(verb, "xcomp", "advcl") for a in children(c, "aux")):
        return False  # "happy to have reached": it is done
    if alone and any(modality.to_do(c) for c in children(verb, "advcl")):
        return True
    if row.type == "REQUEST" and any(modality.subjunctive(c) for c in children(verb, "ccomp")):
        return True  # "ordered that he be detained"
    spans = children(verb, "npadvmod", "dobj") if row.words else []
    if any(word_of(span) in row.words and modality.to_do(c) for span in spans for c in children(span, "relcl", "acl")):
        return True  # "gave them ten days to pay"
    for c in children(verb, "xcomp", "ccomp", *(("advcl",) if not alone else ())):
        if any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children) or c.tag_ == "VBG" and alone:
            own = own_subject(c)
            if alone or (own is not None and own.i > verb.i) or children(verb, "dobj", "nsubjpass"):
                return True
    return alone and row.type == "AGREE" and any(p.lower_ == "to" and children(p, "pcomp") for p in children(verb, "prep"))


def _complement(verb: Token, row: Row) -> list[Token]:
    """The adverb or adjective that a row asks for, as part of the trigger: "reacted sharply"."""
    found = [t for t in children(verb, "advmod", "acomp", "oprd") if t.i > verb.i and t.lower_ in row.words]
    return found[:1] or list(children(verb, "prt"))[:1]


def match_adjective(token: Token, entries: list[Entry]) -> Trigger | None:
    if token.dep_ not in {"acomp", "oprd", "conj"} and token.dep_ != "ROOT":
        return None
    row = next((row for _, row in entries if _infinitive(token, row)), None)
    return Trigger(token, row, "happened") if row is not None else None


def match_noun(noun: Token, entries: list[Entry] | tuple[()]) -> Trigger | None:
    if not entries and lemma(noun) in word_set("weak_nouns"):  # "a mediation effort" is a mediation
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
        if row.unless and row.unless & {word for _, o in prepositional(noun) for word in (word_of(o), o.lower_)}:
            continue
        if "labor" in row.flags and not _among_workers(noun):
            continue
        if row.type == "ASSAULT" and word_of(noun) == "strike" and not before and _among_workers(noun):
            continue
        light = _light_verb(noun)
        if "carried" in row.flags and light is None and not (_owned(noun) and (row.type not in _ASKED or _told_what(noun))):
            continue
        return Trigger(noun, row, "happened", light, list(noun.doc[first : noun.i]))
    return None


def _among_workers(noun: Token) -> bool:
    """Is it told of workers near by: a strike of theirs, no strike of missiles?"""
    near = noun.doc[max(0, noun.i - _NEARBY) : noun.i + _NEARBY]
    return any(word_of(t) in word_set("workers") for t in near) and not any(p.lower_ == "on" for p in children(noun, "prep"))


def _told_what(noun: Token) -> bool:
    """Does a noun say what is asked, promised or feared: "its demand for talks", "a threat to leave"? "Their demands" tells of no deed."""
    behind = {"for", "to", "on", "against", "by"}
    return any(c.dep_ in {"acl", "ccomp", "relcl"} or c.dep_ == "prep" and c.lower_ in behind for c in noun.children)


def _owned(noun: Token) -> bool:
    """Does a noun tell whose it is: "Peru's demand", "a Chilean threat", "criticism by Norda"?"""
    own = any(c.dep_ in {"poss", "amod", "compound", "nmod"} and (c.tag_ == "PRP$" or c.text[:1].isupper()) for c in noun.children)
    return own or any(p.lower_ in {"by", "from"} for p in children(noun, "prep")) or any(c.dep_ == "poss" for c in noun.children)


def _light_verb(noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ == "NOUN" and lemma(head.head) in word_set("counters"):
        noun, head = head.head, head.head.head  # "a second round of negotiations"
    while noun.dep_ == "conj" and head.pos_ == "NOUN":
        noun, head = head, head.head
    if noun.dep_ in {"dobj", "nsubjpass"} and word_of(head) in word_set("light_verbs"):
        return head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "out", "part", "on", "to", "with"} and word_of(head.head) in word_set("light_verbs"):
        return head.head
    return None


def match_duty(verb: Token) -> Trigger | None:
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
