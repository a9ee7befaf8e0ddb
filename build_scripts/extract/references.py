"""What a pronoun or a plain noun refers to: "he", "we" inside a quotation, "the alliance", "their meeting".

A small salience ranking in the manner of Lappin and Leass (1994): recency first, subjects before the rest, and nothing that shares the
pronoun's own clause. A choice between two close candidates is reported so that it can be noted as a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast, Figure
from build_scripts.extract.grammar import children, conjuncts, governing_verb, lemma, prepositional, subject
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.mentions import body_types, title_at
from build_scripts.extract.quotes import find_quotations

SINGULAR_PERSON = {"he", "she", "him", "her", "his", "himself", "herself", "hers"}
PLURAL = {"they", "them", "their", "themselves", "theirs"}
FIRST_SINGULAR = {"i", "me", "my", "myself", "mine"}
FIRST_PLURAL = {"we", "us", "our", "ourselves", "ours"}
SECOND = {"you", "your", "yours"}
_FEMALE, _MALE = {"she", "her", "herself", "hers"}, {"he", "him", "his", "himself"}
_BUSINESS = {"company", "firm", "bank", "fund", "watchdog"}
_BACK = 4  # sentences


@dataclass(frozen=True)
class Voice:
    """Who speaks in a stretch of tokens, and to whom: needed to read "I", "we" and "you"."""

    first: int
    last: int
    speaker: str | None
    body: str | None
    addressee: str | None = None


@dataclass(frozen=True)
class Referent:
    """A figure and the token that points to it."""

    key: str
    token: Token
    span: tuple[int, int]
    """Tokens of the words that point to it."""
    doubt: str | None = None


class Resolver:
    """Answers "who is meant here?" for any noun phrase."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc, self.cast = doc, cast
        self.voices: list[Voice] = []
        self._sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
        self._verbs_said = {w for row in lexicon("speech")["verbs"] for w in row["words"]} | set(lexicon("speech")["asking"]["verbs"])
        self._busy: set[int] = set()
        self._quotations = find_quotations(doc.text)

    def resolve(self, head: Token, inside: bool = True) -> list[Referent]:
        """The figures that a noun phrase (given by its head) names or refers to; with `inside`, also those named in its parts where the
        head itself is nobody ("members of the X mission", "Y officials")."""
        if head.i in self._busy:
            return []
        self._busy.add(head.i)
        try:
            return self._resolve(head, inside)
        finally:
            self._busy.discard(head.i)

    def _resolve(self, head: Token, inside: bool) -> list[Referent]:
        if head.pos_ == "PRON" or head.tag_ in {"PRP", "PRP$"}:
            return self._pronoun(head)
        key = self.cast.at.get(head.i)
        if key is not None:
            mention = next(m for m in self.cast.figures[key].mentions if m.first <= head.i < m.last)
            return [Referent(key, head, (mention.first, mention.last))]
        if lemma(head) in lexicon("actors")["class_nouns"]:  # "the X agency"
            named = next((c for c in children(head, "compound", "nmod", "amod") if c.i in self.cast.at and c.i == head.i - 1), None)
            if named is not None:
                return self.resolve(named, inside=False)
        back = self._back_reference(head)
        if back is not None:
            return [back]
        titled = self._titled(head)
        if titled is not None:
            return [titled]
        for other in children(head, "appos"):
            if other.i in self.cast.at:
                return self.resolve(other, inside=False)
        return self._within(head) if inside and head.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} else []

    def agent(self, head: Token) -> list[Referent]:
        """Who acts: as `resolve`, but a thing does not stand for the state it belongs to ("an X school" never acts for X)."""
        whole = self.resolve(head, inside=False)
        acts = lemma(head) in phrases(lexicon("actors")["people"])
        return whole or (self.resolve(head) if acts else [])

    def _within(self, head: Token) -> list[Referent]:
        found: list[Referent] = []
        for child in head.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and child.i in self.cast.at:
                for each in conjuncts(child):
                    found += self.resolve(each, inside=False)
            elif child.dep_ == "poss" and child.pos_ in {"PRON", "NOUN"}:
                found += self.resolve(child, inside=False)
        if not found and lemma(head) in phrases(lexicon("actors")["people"]):
            for _, obj in prepositional(head, "of", "from"):
                found += self.resolve(obj)
        return found

    # ── pronouns ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def voice_at(self, i: int) -> Voice | None:
        return next((v for v in self.voices if v.first <= i < v.last), None)

    def _pronoun(self, token: Token) -> list[Referent]:
        word, voice = token.lower_, self.voice_at(token.i)

        def one(key: str | None) -> list[Referent]:
            return [Referent(key, token, (token.i, token.i + 1))] if key else []

        if word in FIRST_SINGULAR:
            return one(voice.speaker if voice else None)
        if word in FIRST_PLURAL:  # "our soldiers" of a spokesman's are not his: only the body that he speaks for has them
            return one((voice.body or (voice.speaker if word == "we" else None)) if voice else None)
        if word in SECOND:
            return one(voice.addressee if voice else None)
        if word in SINGULAR_PERSON:
            return self._third(token, voice)
        if word in PLURAL:
            return self._plural(token, voice)
        if word in {"who", "which", "that"} and token.tag_ in {"WP", "WDT"}:
            clause = governing_verb(token)
            if clause is not None and clause.dep_ == "relcl" and clause.head.i < token.i:
                return self.resolve(clause.head)
        if word in {"it", "its", "itself"}:
            return self._it(token)
        return []

    def _third(self, token: Token, voice: Voice | None) -> list[Referent]:
        barred = self._barred(token) | ({voice.speaker} if voice and voice.speaker else set())
        reporting = self._reporting_subject(token)
        if reporting is not None and voice is None:
            keys = [r.key for r in self.resolve(reporting, inside=False) if self._is_person(r.key)]
            if keys and keys[0] not in barred and self._gender_fits(keys[0], token):
                return [Referent(keys[0], token, (token.i, token.i + 1))]
        ranked = self._persons_before(token, barred)
        if not ranked:
            return []
        doubt = None
        if len(ranked) > 1 and ranked[1][0] >= ranked[0][0] - 8:
            names = sorted(self.cast.figures[k].name for _, k in ranked[:2])
            doubt = f"“{token.text}” could be {names[0]} or {names[1]}"
        return [Referent(ranked[0][1], token, (token.i, token.i + 1), doubt)]

    def _is_person(self, key: str) -> bool:
        return self.cast.figures[key].type == "person"

    def _gender_fits(self, key: str, token: Token) -> bool:
        """A figure that the text calls "she" nearby is no "he": looked up in titles only, never guessed from a name."""
        role = self.cast.figures[key].role
        words = {t.lower_ for t in self.doc[role[0] : role[1]]} if role else set()
        if token.lower_ in _MALE:
            return not words & {
                "spokeswoman",
                "chairwoman",
                "queen",
                "princess",
                "mrs",
                "ms",
                "mrs.",
                "ms.",
                "actress",
                "congresswoman",
                "businesswoman",
            }
        return not words & {"spokesman", "chairman", "king", "prince", "mr", "mr.", "actor", "congressman", "businessman"}

    def _barred(self, token: Token) -> set[str]:
        """Who else stands in the pronoun's own clause: "X told him" never tells X of himself. A possessive may mean the subject."""
        if token.tag_ == "PRP$" or token.lower_.endswith("self"):
            return set()
        verb = governing_verb(token)
        if verb is None:
            return set()
        own = subject(verb)
        if own == token and verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.pos_ == "VERB":  # "he expects him to accept"
            own = subject(verb.head)
        if own is None or own == token:
            return set()
        return {r.key for r in self.resolve(own, inside=False)}

    def _reporting_subject(self, token: Token) -> Token | None:
        """In "X said that he …", X; the clause's own subject only."""
        verb = governing_verb(token)
        for _ in range(8):
            if verb is None:
                return None
            if lemma(verb) in self._verbs_said and subject(verb) != token:
                own = subject(verb)
                return own if own is not None and own.i < token.i else None
            verb = governing_verb(verb)
        return None

    def _persons_before(self, token: Token, barred: set[str]) -> list[tuple[int, str]]:
        """(salience, key), best first."""
        here = self._sentence.get(token.i, 0)
        scores: dict[str, int] = {}
        for key, figure in self.cast.figures.items():
            if figure.type != "person" or key in barred or not self._gender_fits(key, token):
                continue
            for m in figure.mentions:
                back = here - self._sentence.get(m.first, 0)
                if m.first >= token.i or back > _BACK:
                    continue
                head = self.doc[m.last - 1]
                quoted = any(q.start <= head.idx < q.end for q in self._quotations)
                score = (
                    100
                    - 20 * back
                    + (15 if head.dep_ in {"nsubj", "nsubjpass"} else 0)
                    - (30 if quoted else 0)
                    + (2 * m.first) // max(1, token.i)
                )
                scores[key] = max(scores.get(key, 0), score)
        said_before = next((v for v in reversed(self.voices) if v.last <= token.i), None)
        verb = governing_verb(token)
        if said_before is not None and said_before.speaker in scores and verb is not None and lemma(verb) in self._verbs_said:
            scores[said_before.speaker] += 25  # "…," X said. "…," he added
        return sorted(((s, k) for k, s in scores.items()), key=lambda p: (-p[0], -self._last_before(p[1], token)))

    def _last_before(self, key: str, token: Token) -> int:
        return max((m.first for m in self.cast.figures[key].mentions if m.first < token.i), default=-1)

    def _plural(self, token: Token, voice: Voice | None) -> list[Referent]:
        """They: the sides of the nearest coordination or "X … with Y", or else the nearest body."""
        here = self._sentence.get(token.i, 0)
        span = (token.i, token.i + 1)
        verb = governing_verb(token)
        if token.tag_ == "PRP$" and verb is not None and voice is None:
            sides = [
                r for a in [subject(verb)] if a is not None and a != token for c in conjuncts(a) for r in self.resolve(c, inside=False)
            ]
            sides += [r for _, o in _with_phrases(verb) for r in self.resolve(o, inside=False)]
            keys = list(dict.fromkeys(r.key for r in sides))
            if len(keys) > 1:
                return [Referent(k, token, span) for k in keys]
        best: tuple[int, str] | None = None
        for key, figure in self.cast.figures.items():
            if figure.type in {"person", "state"} or voice and key in {voice.speaker, voice.body}:
                continue
            for m in figure.mentions:
                if m.first < token.i and here - self._sentence.get(m.first, 0) <= 2 and (best is None or m.first > best[0]):
                    best = m.first, key
        return [Referent(best[1], token, span, f"“{token.text}” taken for {self.cast.figures[best[1]].name}")] if best else []

    def _it(self, token: Token) -> list[Referent]:
        """A reporting clause's own subject, when that is a body or a state: "the ministry said it …"."""
        reporting = self._reporting_subject(token)
        if reporting is None:
            return []
        return [
            Referent(r.key, token, (token.i, token.i + 1)) for r in self.resolve(reporting, inside=False) if not self._is_person(r.key)
        ][:1]

    # ── nouns that refer back ────────────────────────────────────────────────────────────────────────────────────────────────

    def _back_reference(self, head: Token) -> Referent | None:
        if head.pos_ != "NOUN" and not (head.pos_ == "PROPN" and head.text.islower()):
            return None
        determiner = next((c for c in head.children if c.dep_ == "det" and c.lower_ in {"the", "this", "that"}), None)
        if determiner is None or any(c.dep_ in {"relcl", "acl"} for c in head.children):
            return None
        if any(t.i in self.cast.at for t in head.subtree) or any(p for p in prepositional(head, "of", "between", "for")):
            return None
        noun, phrase = lemma(head), self.doc[determiner.i + 1 : head.i + 1].text.lower()
        kinds = [kind for kind, nouns in lexicon("actors")["back_references"].items() if noun in nouns or phrase in nouns]
        modified = [c for c in head.children if c.dep_ in {"amod", "compound", "nummod"}]
        if not kinds or len(modified) > 2:
            return None
        best: tuple[int, Figure] | None = None
        for figure in self.cast.figures.values():
            called = figure.entry is not None and noun in figure.entry.nouns
            named_so = any(noun in self.doc[m.first : m.last].text.lower().split() for m in figure.mentions) and noun in {
                w for ws in body_types() for w in ws
            }
            if figure.type not in kinds and not called or figure.type == "media" and "media" not in kinds:
                continue
            if not (called or named_so) and (figure.type in {"government_body", "media"} or modified and figure.type != "organization"):
                continue  # "the police", "the ministry": only one that is called so
            if figure.entry is not None and figure.type == "organization" and not called and noun in _BUSINESS:
                continue
            before = [
                m.first
                for m in figure.mentions
                if m.first < head.i
                and m.form == "name"
                and (figure.type != "state" or self.doc[m.last - 1].dep_ not in {"compound", "amod", "nmod"})
            ]
            if before:
                distance = self._sentence.get(head.i, 0) - self._sentence.get(before[-1], 0)
                if distance > 6 and not (called or named_so):
                    continue
                score = before[-1] + (100_000 if called or named_so else 0)
                if best is None or score > best[0]:
                    best = score, figure
        if best is None:
            return None
        span = (determiner.i, head.i + 1)
        if span not in best[1].nominals:
            best[1].nominals.append(span)
        return Referent(best[1].key, head, span)

    def _titled(self, head: Token) -> Referent | None:
        """ "the minister", "the president": the nearest person whose role holds that title."""
        if head.pos_ not in {"NOUN", "PROPN"} or not any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in head.children):
            return None
        title = title_at(self.doc, head.i, head.i + 1)
        if title is None or any(t.i in self.cast.at for t in head.subtree):
            return None
        best: tuple[int, Figure] | None = None
        for figure in self.cast.figures.values():
            if figure.type != "person" or figure.role is None or head.lower_ not in {t.lower_ for t in self.doc[slice(*figure.role)]}:
                continue
            last = self._last_before(figure.key, head)
            if last >= 0 and (best is None or last > best[0]):
                best = last, figure
        return Referent(best[1].key, head, (head.left_edge.i, head.i + 1)) if best else None


def _with_phrases(verb: Token) -> list[tuple[str, Token]]:
    """Objects of "with" under a verb, also where the parser hung them on a noun below it."""
    found = list(prepositional(verb, "with"))
    for token in verb.subtree:
        if token.pos_ == "NOUN" and governing_verb(token) == verb:
            found += list(prepositional(token, "with"))
    return found
