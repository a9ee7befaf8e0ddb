"""Words that tell of an event: each verb and noun of the lexicon found in the parse, and whether it happened.

Reads the lexicon of events; knows nothing of actors. A governing verb overrides the one it governs ("agree to withdraw" is an agreement).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.grammar import children, conjuncts, governing_verb, is_negated, is_passive, lemma, prepositional
from build_scripts.extract.lexicons import lexicon


@dataclass(frozen=True)
class Row:
    """One row of lexicon/events.yml."""

    type: str
    mode: str | None = None
    sides: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    """goes, light, agreement, army, host, person, person_object, body_object, needs_infinitive, negated"""


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


_LISTS = {"to", "sides", "needs", "object"}


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    verbs: dict[str, list[Row]] = defaultdict(list)
    nouns: dict[str, list[Row]] = defaultdict(list)
    for raw in lexicon("events")["rows"]:
        row = Row(
            raw["type"],
            raw.get("mode"),
            tuple(raw.get("sides", ())),
            tuple(raw.get("to", ())),
            frozenset(raw.get("needs", ())),
            frozenset(raw.get("object", ())),
            frozenset(k for k, v in raw.items() if v is True and k not in _LISTS),
        )
        for verb in raw.get("verbs", ()):
            verbs[verb].append(row)
        for noun in raw.get("nouns", ()):
            nouns[noun].append(row)
    return verbs, nouns


def find_triggers(doc: Doc) -> list[Trigger]:
    """All triggers in text order, those overridden by a governing trigger left out."""
    verbs, nouns = _rows()
    found: dict[int, Trigger] = {}
    for token in doc:
        if token.pos_ == "VERB" or token.pos_ == "AUX" and lemma(token) not in {"be", "have", "do"}:
            row = next((r for r in verbs.get(lemma(token), ()) if _fits(token, r)), None)
            if row is not None:
                found[token.i] = Trigger(token, row, verb_status(token), words=_complements(token, row))
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and token.text.islower():
            row = _noun_row(token, nouns)
            if row is not None:
                light = _light_verb(token)
                found[token.i] = Trigger(token, row, noun_status(token, light), light, _compound(token, nouns))
    return [t for t in found.values() if not _overridden(t, found)]


def _fits(verb: Token, row: Row) -> bool:
    flags = row.flags
    if ("negated" in flags) != is_negated(verb) and ("negated" in flags):
        return False
    if row.needs and not any(c.lower_ in row.needs for c in verb.children if c.dep_ != "punct") and not _needs_below(verb, row.needs):
        return False
    if row.object and not any(lemma(o) in row.object for o in _objects(verb)):
        return False
    if "needs_infinitive" in flags and not _infinitive(verb):
        return False
    if "agreement" in flags and verb.dep_ == "compound":
        return False
    return not (flags & {"person_object", "body_object"} and not _objects(verb))


def _needs_below(verb: Token, needs: frozenset[str]) -> bool:
    """ "found Lee guilty": the complement may hang one step lower; "called … for": the particle under the verb's other parts."""
    return any(
        g.lower_ in needs
        for c in verb.children
        if c.dep_ in {"ccomp", "prep", "prt", "oprd", "acomp"}
        for g in [c, *c.children]
        if g.dep_ in {"acomp", "ccomp", "prt", "prep", "oprd"}
    )


def _objects(verb: Token) -> list[Token]:
    own = [o for c in children(verb, "nsubjpass" if is_passive(verb) else "dobj", "dative") for o in conjuncts(c)]
    if verb.dep_ in {"acl"} and verb.tag_ == "VBN":
        own.append(verb.head)
    if verb.dep_ == "relcl" and any(c.tag_ in {"WDT", "WP"} and c.dep_ in {"dobj", "nsubjpass"} for c in verb.children):
        own.append(verb.head)
    return own


def _infinitive(verb: Token) -> bool:
    """ "expects him to accept", "was asked to pay"."""
    for c in children(verb, "xcomp", "ccomp"):
        if c.tag_ == "VB" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children):
            return bool(children(c, "nsubj")) or bool(children(verb, "dobj", "nsubjpass"))
    return False


def _complements(verb: Token, row: Row) -> list[Token]:
    if not row.needs:
        return list(children(verb, "prt"))
    below = [
        t
        for t in verb.subtree
        if t.lower_ in row.needs and t.i > verb.i and t.i - verb.i <= 6 and t.dep_ in {"acomp", "ccomp", "prt", "oprd", "advmod", "prep"}
    ]
    return below[:1] if row.needs & {"guilty", "sharply", "down", "out", "back", "together", "on", "upon", "for"} else []


def _noun_row(noun: Token, nouns: dict[str, list[Row]]) -> Row | None:
    before = noun.doc[noun.i - 1] if noun.i else None
    if before is not None and before.dep_ in {"compound", "amod"}:
        rows = nouns.get(f"{before.lower_} {lemma(noun)}")
        if rows:
            return rows[0]
    rows = nouns.get(lemma(noun), [])
    return rows[0] if rows else None


def _compound(noun: Token, nouns: dict[str, list[Row]]) -> list[Token]:
    before = noun.doc[noun.i - 1] if noun.i else None
    return [before] if before is not None and f"{before.lower_} {lemma(noun)}" in nouns else []


def _light_verb(noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and lemma(head) in lexicon("events")["light_verbs"]:
        return head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "out", "part"} and lemma(head.head) in lexicon("events")["light_verbs"]:
        return head.head
    return None


def verb_status(verb: Token) -> str:
    """happened, ongoing, planned, hypothetical or negated, by auxiliaries, governing verbs and conditions."""
    words = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children) or words & {
        "could",
        "might",
        "may",
        "would",
        "should",
        "must",
        "'d",
    }:
        return "hypothetical"
    if is_negated(verb):
        return "negated"
    if words & {"will", "shall", "'ll"}:
        return "planned"
    above = verb.head if verb.dep_ in {"xcomp", "ccomp", "pcomp"} else None
    infinitive = any(c.lower_ == "to" for c in children(verb, "aux"))
    if (verb.tag_ == "VB" or infinitive) and above is not None and above.pos_ in {"VERB", "ADJ", "AUX"}:
        if lemma(above) in lexicon("events")["planned_verbs"] or lemma(above) == "go":
            return "planned"
        return "happened" if lemma(above) in {"begin", "start", "continue", "manage", "fail", "help", "come"} else "hypothetical"
    if infinitive:
        return "hypothetical"
    if words & {"is", "are", "'s", "'re", "am"} and verb.tag_ == "VBG":
        return "ongoing"
    if verb.tag_ in {"VBZ", "VBP"} and not words:
        return "ongoing"
    return "happened"


def noun_status(noun: Token, light: Token | None) -> str:
    if light is not None:
        return verb_status(light)
    if any(c.lower_ in lexicon("events")["planned_before"] for c in noun.children):
        return "planned"
    if noun.dep_ == "pobj":
        prep = noun.head
        if prep.lower_ in lexicon("events")["ahead_prepositions"] or prep.lower_ == "of" and prep.head.lower_ == "ahead":
            return "planned"
    verb = governing_verb(noun)
    if verb is not None and noun.dep_ == "dobj" and lemma(verb) in lexicon("events")["planned_verbs"]:
        return "planned"
    return "happened"


def _overridden(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    token = trigger.token
    if token.dep_ == "xcomp" and token.head.i in found:
        return True
    if (
        token.dep_ in {"ccomp", "pcomp"}
        and token.tag_ in {"VB", "VBG"}
        and (token.head.i in found or token.head.head.i in found and token.head.dep_ == "prep")
    ):
        return True
    if trigger.light is not None and trigger.light.i in found and "light" not in found[trigger.light.i].row.flags:
        return True
    if "light" in trigger.row.flags or trigger.row.object and trigger.row.type in {"CONSULT"}:
        return any(o.i in found for o in _objects(token))
    # "discussed it during their meeting": the meeting is the event
    if trigger.row.type == "CONSULT" and trigger.row.needs and token.pos_ == "VERB":
        below = [o for _, o in prepositional(token, "during", "in", "at")]
        return any(o.i in found and found[o.i].row.type == "CONSULT" for o in below)
    return False
