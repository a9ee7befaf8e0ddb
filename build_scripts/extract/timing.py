"""When things told of happened: the words that date an event, its own or those of a clause or phrase that shares its time."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from build_scripts.extract.date_distance import Distance, distance
from build_scripts.extract.date_outlook import outlook, will
from build_scripts.extract.date_owners import clause_words, held_by, is_day, is_near, opening, owner_of
from build_scripts.extract.dates import TimeExpression, resolve, told_times
from build_scripts.extract.event_rows import word_set
from build_scripts.extract.grammar import children, governing_verb, is_infinitive, is_passive, lemma, own_subject, prepositional
from build_scripts.extract.passages import Passages
from build_scripts.model import Date, Span

Told = tuple[Date, Span]
_DATELINE_AFTER = re.compile(r"[.,]? ?(?:[/(][^()/\n]{2,40}[/)]\.? ?(?:--|[–—:-]|$|(?=[A-Z]))|--|[–—] |- |: (?=[A-Z]))", re.M)
_FINITE = {"VBD", "VBZ", "VBP"}
_DEPTH = 6
"""How many clauses a date may be handed on."""


class Timing:
    """The dated words of a document, ready to be asked for."""

    def __init__(self, doc: Doc, passages: Passages, published: str | None) -> None:
        self.doc, self.passages, self.published = doc, passages, published
        text = passages.text
        self.times = [t for t in told_times(text) if t.kind == "date" and not _in_dateline(text, t)]
        self._owner: dict[int, list[TimeExpression]] = {}
        self._at: dict[int, TimeExpression] = {}
        """Token -> the expression that it is part of."""
        self._dated: dict[str, list[int]] = {}
        """First letters of a lemma -> the verbs and nouns that are dated, in order."""

    def assign(self, anchors: set[int]) -> None:
        """Give each expression to what it modifies; anchors (tokens of triggers and cues) come before other nouns."""
        self._owner, self._at, self._dated = {}, {}, {}
        for time in self.times:
            words = self.passages.tokens((time.start, time.end))
            self._at |= dict.fromkeys(words, time)
            owner = owner_of(time, self.doc, words, anchors)
            held = held_by(self.doc, words) if owner is not None else None
            after = next((t for t in self.doc[words[-1] + 1 : words[-1] + 3] if t.text != ","), None)
            when = after.head if after is not None and after.lower_ == "when" and after.head.i > after.i else None
            for each in {t.i for t in (owner, held, when) if t is not None}:
                self._owner.setdefault(each, []).append(time)
        for i in sorted(self._owner):
            noun = self.doc[i].head if self.doc[i].dep_ in {"acl", "relcl"} and self.doc[i].head.pos_ == "NOUN" else self.doc[i]
            insort(self._dated.setdefault(lemma(noun)[:4], []), noun.i)

    def of(self, token: Token, tense: str) -> Told | None:
        """(date, characters of its words) of what a token tells; coordinated verbs share the first one's date, and "it fell in May when
        jets struck" has one for both."""
        return self._of(token, tense, _DEPTH)

    def at(self, token: Token, tense: str) -> Told | None:
        """The date of the words that a token is one of."""
        time = self._at.get(token.i)
        date = resolve(time, self.published, tense) if time is not None and not opening(time) else None
        return (date, (time.start, time.end)) if time is not None and date is not None and not self._ahead(date) else None

    def own(self, token: Token, tense: str) -> Told | None:
        """The same by words that modify the token itself only."""
        times = self._owner.get(token.i, ())
        tense = outlook(token, tense)
        for time in sorted(times, key=lambda t: (bool(opening(t)), not is_near(t))):
            if tense != "future" and opening(time) in {"by", "until", "before"} and not (opening(time) == "by" and _had(token)):
                continue  # a deadline: of what is wanted, not of a deed that was done
            date = resolve(time, self.published, tense)
            if date is not None and not (tense == "past" and self._ahead(date)):
                return date, (time.start, time.end)
        return None

    def _of(self, token: Token, tense: str, depth: int, phrases: bool = True) -> Told | None:
        found = self._apart(token, tense, depth) or self.own(token, tense)
        if found is not None or depth == 0:
            return found
        if token.pos_ not in {"VERB", "AUX"}:
            return next((f for o in self._around_noun(token) if (f := self._of(o, tense, depth - 1, phrases=False)) is not None), None)
        others = [*self._clauses(token), *(self._phrases(token) if phrases else ())]
        return next((f for o in others if (f := self._of(o, tense, depth - 1, phrases)) is not None), None)

    def _apart(self, verb: Token, tense: str, depth: int) -> Told | None:
        """ "They met on Friday, a day after rebels struck"; "two days after the vote on Sunday, she resigned"."""
        if verb.dep_ == "advcl":
            far = next((d for m in children(verb, "mark") if (d := distance(m)) is not None), None)
            if far is not None and depth and (base := self._of(verb.head, tense, depth - 1)) is not None:
                return self._counted(far.reversed(), base, tense)
        behind = [(w, o) for w in children(verb, "prep") for o in children(w, "pobj", "pcomp")]
        behind += [(m, c) for c in children(verb, "advcl") for m in children(c, "mark")]
        for word, other in behind:
            if (far := distance(word)) is not None:
                own = self.own(verb, tense)
                inside = own is not None and other.left_edge.idx <= own[1][0] <= other.right_edge.idx
                return self._counted(far, own if inside else self.own(other, tense), tense) or (None if inside else own)
        return None

    def _counted(self, far: Distance, base: Told | None, tense: str) -> Told | None:
        date = far.from_(base[0]) if base is not None else None
        return (date, far.span) if date is not None and not (tense == "past" and self._ahead(date)) else None

    def _clauses(self, verb: Token) -> Iterator[Token]:
        """Verbs of the sentence that share its time."""
        head = verb.head
        if verb.dep_ in {"advcl", "relcl"} and any(c.lower_ == "when" for c in verb.children) and head.pos_ in {"VERB", "AUX"}:
            yield head
        elif verb.dep_ == "relcl" and lemma(verb) in clause_words("happening") and any(c.tag_ == "WDT" for c in children(verb, "nsubj")):
            yield head  # "the attack that killed two"
        elif verb.dep_ == "relcl" and any(c.tag_ == "WDT" for p in children(verb, "prep") for c in children(p, "pobj")):
            yield head  # "the violence in which two were killed"
        elif _meanwhile(verb):
            yield head
        elif verb.dep_ == "conj" and (first := self._coordinated(verb)) is not None:
            yield first
        elif verb.dep_ == "xcomp" and lemma(head) in word_set("transparent_verbs") or _beside(verb) and _does(head):
            yield head
        yield from (c for c in children(verb, "advcl") if _past(c) and any(m.lower_ == "when" for m in children(c, "advmod")))
        yield from (c for c in children(verb, "conj") if self._closes(verb, c))
        if verb.tag_ == "VBD":
            yield from self._aims(verb)

    def _aims(self, verb: Token) -> Iterator[Token]:
        """ "They worked to free the miners on Sunday": the past day behind an infinitive of purpose is that of what was done for it, and
        so is the day of whom it is done to ("fired gas at crowds who marched on Sunday")."""
        below = [verb]
        for each in below:
            if len(below) > _DEPTH:
                return
            for infinitive in children(each, "advcl") if each == verb else children(each, "advcl", "xcomp"):
                if is_infinitive(infinitive):
                    below.append(infinitive)
                    people = [o for d in children(infinitive, "dobj") for o in (d, *(p for _, p in prepositional(d, "of")))]
                    clauses = [c for o in people for c in children(o, "relcl") if c.tag_ == "VBD"]
                    yield from (t for t in (infinitive, *clauses) if all(is_day(d) for d in self._owner.get(t.i, ())))

    def _closes(self, verb: Token, last: Token) -> bool:
        """ "They pledged money and sent tents on Sunday": a day behind the last of several verbs is that of all; so in "two were killed and
        six were hurt on Sunday"."""
        both_suffer = is_passive(verb) and is_passive(last) and verb.tag_ == "VBN" == last.tag_ and not _had(last)
        if not both_suffer and (verb.tag_ != "VBD" or last.tag_ != "VBD" or own_subject(last) is not None):
            return False
        times = self._owner.get(last.i)
        return times is None or all(is_day(t) and t.start > last.idx for t in times)

    def _phrases(self, verb: Token) -> Iterator[Token]:
        """ "at a summit on Sunday", "on the sidelines of the meeting": what it happened in."""
        for prep, obj in prepositional(verb, *clause_words("same_time"), "on"):
            part = lemma(obj) in clause_words("parts")
            held = next((o for _, o in prepositional(obj, "of")), obj) if part else obj
            if prep == "on" and not part:
                continue
            if held.i in self._owner:
                yield held
            elif prep == "in" and (issued := _issued(held)):
                yield issued[0]
            elif (part or prep != "in") and (known := self._named_before(held)) is not None:
                yield known

    def _around_noun(self, noun: Token) -> Iterator[Token]:
        """ "the strike began on Monday", "talks held last week", "arrested on Monday during protests"."""
        happening = clause_words("happening")
        verb = noun.head
        if noun.dep_ in {"nsubj", "nsubjpass"} and lemma(verb) in happening or noun.dep_ in {"dobj", "attr"} and (
            lemma(verb) in clause_words("awaiting") | clause_words("performing")
            or any(c.lower_ == "place" for c in children(verb, "dobj"))
        ):
            yield verb
        yield from (c for c in children(noun, "acl", "relcl") if lemma(c) in happening and c.tag_ != "VBG")
        if noun.dep_ == "pobj" and verb.dep_ == "agent":
            yield verb.head  # "was hit by a storm, which killed two"
        elif noun.dep_ == "pobj" and verb.head.pos_ == "VERB":
            if verb.lower_ == "to" and lemma(verb.head) in clause_words("wanting"):
                if any(t.start > noun.idx for t in self._owner.get(verb.head.i, ())):
                    yield verb.head
            elif verb.lower_ in clause_words("same_time") and (verb.lower_ != "in" or not _definite(noun)):
                yield verb.head
        if (known := self._named_before(noun)) is not None:
            yield known

    def retold(self, words: Iterable[str], start: int, end: int) -> Told | None:
        """The day of "the decision on Friday" or "Friday's decision", of those words the first in that part of the text."""
        found = [i for word in words for i in self._dated.get(word[:4], ()) if start <= i < end and lemma(self.doc[i]) == word]
        nouns = [self.doc[i] for i in sorted(set(found))]
        owners = [o for n in nouns for o in ([n] if _definite(n) or children(n, "poss") else _issued(n))]
        return next((told for o in owners if (told := self.own(o, "past")) is not None), None)

    def _named_before(self, noun: Token) -> Token | None:
        """ "during the meeting": the one that the text dated before."""
        plain = [c for c in noun.children if c.dep_ not in {"det", "punct", "case"}]
        if noun.pos_ != "NOUN" or plain or not _definite(noun):
            return None
        dated = self._dated.get(lemma(noun)[:4], [])
        at = bisect_left(dated, noun.i)
        return self.doc[dated[at - 1]] if at else None

    def _coordinated(self, verb: Token) -> Token | None:
        """The verb whose adverbials count for this one too: before it they count for all that follow ("On Monday they met and …"), behind
        it only for what has the same subject and form."""
        first = verb.head
        while verb.tag_ in _FINITE and first.tag_ not in {*_FINITE, "VBN"}:  # "found guilty of rigging it and jailed"
            above = governing_verb(first)
            if above is None:
                return None
            first = above
        if first.pos_ not in {"VERB", "AUX"} or will(verb) != will(first) and children(verb, "aux", "nsubj"):
            return None
        times = self._owner.get(first.i)
        if times is None:
            return first if first.dep_ == "conj" and own_subject(verb) is None else None
        if all(opening(t) == "since" for t in times):
            return None  # "trade had doubled since 2021 and he called for more"
        own, start = own_subject(first), min(t.start for t in times)
        fronted = start < (first.idx if own_subject(verb) is None or own is None else own.idx)
        return first if fronted or own_subject(verb) is None and is_passive(verb) == is_passive(first) else None

    def _ahead(self, date: Date) -> bool:
        """Does it begin after publication?"""
        first = re.match(r"\[?(\d{4}(?:-\d\d){0,2})", date.edtf or "")
        return bool(first and self.published and first[1] > self.published)


def _had(verb: Token) -> bool:
    """ "By Saturday both had accused the other": a past that was over by then."""
    return verb.tag_ == "VBN" and any(c.lower_ == "had" for c in children(verb, "aux"))


def _issued(noun: Token) -> list[Token]:
    """ "in a statement released on Sunday"."""
    return [c for c in children(noun, "acl") if lemma(c) in clause_words("issuing")]


def _past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in children(verb, "auxpass"))


def _meanwhile(verb: Token) -> bool:
    """ "…, as the clashes went on"."""
    past = verb.dep_ == "advcl" and verb.tag_ == "VBD" and verb.head.tag_ in {"VBD", "VBN"}
    return past and any(m.lower_ == "as" for m in children(verb, "mark"))


def _beside(verb: Token) -> bool:
    """ "…, pledging to leave": a participle without a conjunction or subject."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and not children(verb, "mark", "nsubj")


def _does(verb: Token) -> bool:
    """Does it tell of more than somebody's telling?"""
    return verb.pos_ == "VERB" and lemma(verb) not in word_set("telling_verbs")


def _definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} for c in noun.children)


def _in_dateline(text: str, time: TimeExpression) -> bool:
    """ "ROME, April 2 (Norda) - ": the day that a report was sent, which dates no deed."""
    line = text.rfind("\n", 0, time.start) + 1
    if time.start - line > 90 or any(word[0].islower() for word in text[line : time.start].split()):
        return False
    return bool(_DATELINE_AFTER.match(text, time.end, time.end + 60))


