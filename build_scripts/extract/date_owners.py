"""What a time expression modifies: the verb that it is an adverbial of, or the noun that it stands with.

Parsers attach a late "on Monday" to whatever noun or participle stands nearest, so a near day is handed on from there to the clause, while
what stands before a noun ("a 2014 deal", "April's vote") or says since when a state has lasted ("in power since 2016") never is.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.extract.date_phrases import Counted, Open, Point, Range
from build_scripts.extract.dates import TimeExpression
from build_scripts.extract.event_rows import index, word_of, word_set
from build_scripts.extract.grammar import children, governing_verb, lemma, own_subject
from build_scripts.extract.lexicons import lexicon, phrases

_BEFORE_NOUN = {"nummod", "compound", "amod", "poss", "nmod", "det"}
_NEAR = {"weekday", "near_day", "overnight", "calendar_day", "ordinal_day", "period", "holiday", "weeks_from"}
"""Meanings of what news dates its own deeds by; a bare year or month behind a noun is the noun's."""


@lru_cache(maxsize=16)
def clause_words(name: str) -> frozenset[str]:
    """A list under `clauses` in lexicon/dates.yml."""
    return phrases(lexicon("dates")["clauses"][name])


def opening(time: TimeExpression) -> str:
    """since, until, by, before, after, or nothing."""
    return time.meaning.word if isinstance(time.meaning, Open) else ""


def is_near(time: TimeExpression) -> bool:
    meaning = time.meaning
    while not isinstance(meaning, Point):
        meaning = meaning.base if isinstance(meaning, Counted) else meaning.first if isinstance(meaning, Range) else meaning.point
    return meaning.means in _NEAR


def is_day(time: TimeExpression) -> bool:
    """Monday, today, 3 May: the days that news is told of."""
    return isinstance(time.meaning, Point) and time.meaning.means in {"weekday", "near_day", "calendar_day", "holiday"}


def owner_of(time: TimeExpression, doc: Doc, words: range, anchors: Container[int]) -> Token | None:
    """The anchor (trigger or cue) or other verb or noun that the words belong to."""
    top = doc[words[-1]]
    while top.head.i in words and top.head != top:
        top = top.head
    if opening(time) == "since" and _of_a_state(doc, words[0]):
        return None
    if top.dep_ in _BEFORE_NOUN and top.i < top.head.i:
        noun = top.head
        while noun.dep_ == "compound" and noun.i < noun.head.i:
            noun = noun.head
        if noun.pos_ != "PROPN" or not is_near(time):
            return noun if noun.pos_ in {"NOUN", "PROPN"} else None
    found = _climb(top, time, anchors)
    if found is not None and (told := _told_before(doc, found, words)) is not None:
        return _climb(told, time, anchors) if told.i not in anchors and told.pos_ not in {"VERB", "AUX"} else told
    return found


def held_by(doc: Doc, words: range) -> Token | None:
    """The noun of "a conference in Lima on Sunday", where the parser gave it the day."""
    top = doc[words[-1]]
    while top.head.i in words and top.head != top or top.dep_ == "pobj":
        top = top.head
    return top.head if top.head.pos_ == "NOUN" and top.head.i < words[0] else None


def _of_a_state(doc: Doc, first: int) -> bool:
    """ "in power since 2016": a noun without an article behind a preposition."""
    before = doc[first - 1] if first else None
    return before is not None and before.dep_ == "pobj" and before.pos_ == "NOUN" and before.i == before.head.i + 1


def _climb(token: Token, time: TimeExpression, anchors: Container[int]) -> Token | None:
    """Up to the first anchor or verb; a noun that the words are part of ends it too."""
    for above in token.ancestors:
        if above.i in anchors:
            return above
        if above.pos_ in {"VERB", "AUX"}:
            if above.dep_ in {"aux", "auxpass", "prep"} or _only_describes(above, time):
                continue
            if above.dep_ == "xcomp" and not opening(time) and lemma(above.head) in word_set("transparent_verbs") | clause_words("passing"):
                continue
            if above.dep_ == "pcomp" and _on_a_noun(above.head) and is_near(time) and not opening(time):
                continue  # "an accord on sharing the water on Monday"
            if above.dep_ == "pcomp" and above.head.lower_ == "for" and is_day(time) and not children(above, "dobj"):
                continue  # "was held for questioning on Monday"
            return above
        if word_of(above) in index()[1] and _perfect(governing_verb(above)):
            return above
        held = above.dep_ == "pobj" and above.head.lower_ in clause_words("apart") and above.i < token.i
        if held and not is_near(time):
            return above
    return None


def _on_a_noun(prep: Token) -> bool:
    """Of what a noun is, not of what somebody is accused: "accused the rebels of shelling it on Monday"."""
    return prep.head.pos_ == "NOUN" and not (prep.lower_ == "of" and prep.head.dep_ == "dobj")


def _perfect(verb: Token | None) -> bool:
    """ "has blamed": a tense that no day goes with."""
    return verb is not None and any(c.lower_ in {"has", "have"} for c in children(verb, "aux"))


def _only_describes(participle: Token, time: TimeExpression) -> bool:
    """ "a delegation headed by …", "a visit starting on Friday": the day is that of the clause."""
    if participle.dep_ not in {"acl", "advcl"}:
        return False
    return participle.tag_ == "VBN" and lemma(participle) in clause_words("lasting") and is_near(time) or (
        participle.tag_ == "VBG" and lemma(participle) in {"start", "begin"}
    )


def _told_before(doc: Doc, verb: Token, words: range) -> Token | None:
    """ "It will close today, the agency reported": where the parser gave the day to the verb of telling behind the clause, a token of the
    clause that it belongs to."""
    if verb.i < words[-1] or lemma(verb) not in word_set("telling_verbs"):
        return None
    own = own_subject(verb)
    clause = next((c for c in children(verb, "ccomp", "parataxis") if c.i < verb.i), None)
    comma = next((t for t in doc[words[-1] + 1 : verb.i] if t.text == ","), None)
    if own is None or own.i < words[0] or comma is None or clause is not None and own.i < clause.i:
        return None
    if clause is not None and clause.i > words[-1]:
        return clause if own.i > clause.i else None
    before = words[0] - 1
    while before > verb.sent.start and (doc[before].is_punct or doc[before].pos_ == "ADP"):
        before -= 1
    return doc[before] if clause is not None and before > verb.sent.start else None
