"""Questions to a dependency parse that every later step asks: who is the subject, what depends on it, which clause is it in.

Reads spaCy's parse (CLEAR labels) and writes nothing. All functions are total: a strange parse gives fewer answers, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from build_scripts.extract.dependents import rows
from build_scripts.extract.lexicons import lexicon

_SUBJECT = {"nsubj", "nsubjpass", "csubj"}
_OBJECT = {"dobj", "dative", "attr", "oprd"}


def children(token: Token, *labels: str) -> list[Token]:
    return [c for label, c in rows(token.doc)[token.i] if label in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right, in order; what the parser hung on a name in apposition too. And the name to
    its left in "Norda Union and Norda Steel", which the parser may hang on the second as its modifier."""
    found = [c for c in children(token, "nmod") if c.pos_ == "PROPN" and children(c, "cc") and c.i < token.i]
    found, stack = [*found, token], [token]
    while stack:
        for child in children(at := stack.pop(), "conj", "appos"):
            if child.dep_ == "conj" or children(child, "conj") and _listed(at, child):  # "X, the Y and Z"
                found.append(child)
                stack.append(child)
            elif child.pos_ == "PROPN" and at.pos_ == "NOUN" and child.left_edge.i == at.i + 1:  # "minister X and her colleague Y"
                named = children(child, "conj")
                found += named
                stack += named
    return found


def _listed(first: Token, second: Token) -> bool:
    """Two names of one kind with a comma between them: a list that the parser took for an apposition."""
    alike = first.i < second.i and first.pos_ == second.pos_ == "PROPN" and first.ent_type_ == second.ent_type_ != ""
    return alike and first.nbor().text == "," and all(c.pos_ == "PROPN" for c in children(second, "conj"))


def is_passive(verb: Token) -> bool:
    if children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    for _ in range(6):  # "was ousted, detained and charged"; "Arrested in May, he …"
        if verb.tag_ != "VBN" and not _misread(verb) or verb.dep_ not in {"conj", "advcl"} or children(verb, "nsubj", "aux", "dobj"):
            return False
        if verb.dep_ == "advcl":
            return not children(verb, "mark")
        verb = verb.head
        if children(verb, "nsubjpass", "auxpass"):
            return True
    return False


def _misread(verb: Token) -> bool:
    """The "sentenced" of "was arrested and sentenced", taken for a past tense: nobody does it without an object."""
    return verb.tag_ == "VBD" and verb.dep_ == "conj" and lemma(verb) in lexicon("events")["done_to_persons"]


def stands_beside(clause: Token) -> bool:
    """A clause before a semicolon or comma that the parser hung on the next one: "the union agreed; the company refused"."""
    own, above = own_subject(clause), clause.head
    if clause.dep_ != "ccomp" or clause.i > above.i or own is None or children(clause, "mark"):
        return False
    after = own_subject(above)
    return after is not None and after.i > clause.i


def is_negated(verb: Token) -> bool:
    return bool(children(verb, "neg")) or any(c.lower_ in {"never", "no"} for c in children(verb, "advmod", "det"))


def is_infinitive(verb: Token) -> bool:
    """ "to go"."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in children(verb, "aux"))


def own_subject(verb: Token) -> Token | None:
    found = children(verb, *_SUBJECT) or [c for aux in children(verb, "aux", "auxpass") for c in children(aux, *_SUBJECT)]
    named = [c for c in found if c.dep_ != "csubj"] or found
    before = [c for c in named if c.i < verb.i]  # a misread opening phrase may be a second one, farther from the verb
    return before[-1] if before else next(iter(named), None)


def antecedent(clause: Token, pronoun: Token) -> Token:
    """What a relative clause tells of. "who" is a person: in "a judge of Norland who was arrested" not the land."""
    found = clause.head
    if pronoun.lower_ == "who":
        while found.ent_type_ in {"GPE", "LOC", "FAC"} and found.dep_ == "pobj" and found.head.head.pos_ in {"NOUN", "PROPN"}:
            found = found.head.head
    return found


def subject(verb: Token, depth: int = 6) -> Token | None:
    """The subject, or the one it shares with the verb that governs it: coordination, infinitives, participles, relative clauses."""
    own = own_subject(verb)
    if own is not None:
        return antecedent(verb, own) if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own
    head = verb.head
    if depth == 0 or head == verb:
        return None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        above = governing_verb(head) if verb.tag_ == "VBD" and head.tag_ == "VB" else None
        if above is not None and above.tag_ == "VBD" and above.i < head.i:  # "said he would leave and insisted …": nobody would insisted
            return subject(above, depth - 1)
        return subject(head, depth - 1)
    if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX", "ADJ"}:
        controller = next((c for c in children(head, "dobj", "dative")), None) if not is_passive(head) else None
        return controller or subject(head, depth - 1)
    if verb.dep_ in {"advcl", "pcomp", "ccomp"} and verb.tag_ in {"VBG", "VBN", "VB"}:
        above = governing_verb(verb)
        return subject(above, depth - 1) if above is not None else None
    if verb.dep_ in {"relcl", "acl"} and verb.tag_ != "VBN":
        return head
    return None


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return None


def agents(verb: Token) -> list[Token]:
    """Heads of the noun phrases that do it: the subject, or the by-phrase of a passive."""
    if is_passive(verb) or verb.tag_ == "VBN" and verb.dep_ == "acl":
        by = [o for p in children(verb, "agent") for c in children(p, "pobj") for o in conjuncts(c)]
        by = by or [o for v in children(verb, "conj") for p in children(v, "agent") for c in children(p, "pobj") for o in conjuncts(c)]
        return by or [o for _, inner in prepositional(verb, "under", "in", "into") for _, o in prepositional(inner, "by")]
    found = subject(verb)
    if found is None:
        return []
    return [*conjuncts(found), *_companions(found), *_companions(verb)]


def _companions(head: Token) -> list[Token]:
    """ "X, along with Y, …": Y does it too."""
    joined = {"along with", "together with", "alongside"}
    return [
        o
        for name, o in prepositional(head)
        if name in joined or name == "with" and head.doc[o.head.i - 1].lower_ in {"together", "along"} and o.head.i > head.i
    ]


def patients(verb: Token) -> list[Token]:
    """Heads of the noun phrases it is done to: objects, or the subject of a passive."""
    if is_passive(verb):
        own = subject(verb)
        return conjuncts(own) if own is not None else []
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return [verb.head]
    return [o for c in children(verb, *_OBJECT) for o in conjuncts(c)]


def prepositional(token: Token, *prepositions: str) -> Iterator[tuple[str, Token]]:
    """(preposition, head of its object), coordinated prepositions and objects spread out."""
    for child in token.children:
        if child.dep_ not in {"prep", "agent", "dative"} and not (
            child.dep_ == "advmod" and child.lower_ in {"ahead", "along", "together"}
        ):
            continue
        for prep in conjuncts(child):
            name = prep.lower_
            inner = [g for g in prep.children if g.dep_ == "prep"]
            if inner and name in {"ahead", "along", "together", "according", "because", "out"}:
                name, prep = f"{name} {inner[0].lower_}", inner[0]
            if not prepositions or name in prepositions:
                for obj in children(prep, "pobj", "pcomp"):
                    for each in conjuncts(obj):
                        yield name, each


_MISREAD = {"hop": "hope"}
"""Forms that the model's rules strip too far; news seldom hops."""


def lemma(token: Token) -> str:
    found = str(token.lemma_).lower()
    return _MISREAD.get(found, found)


def is_loose(token: Token) -> bool:
    """Does a word at the end of a phrase only lead on to another: "to", "that", "has", "a", a comma?"""
    leading = {"ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ"}
    return token.is_punct or token.is_space or token.pos_ in leading or token.tag_ in {"PRP$", "WDT", "WP", "WRB"}
