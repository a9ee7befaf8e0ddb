"""Whom a pronoun means: "he", "they", "it", and "we" inside a quotation.

A small salience ranking in the manner of Lappin and Leass (1994): recency first, subjects before the rest, and nothing that shares the
pronoun's own clause. A choice between two close candidates is reported so that it can be noted as a doubt. Who is a woman and who a man is
read off titles ("spokeswoman", "Mr") and off pronouns where only one person can be meant, never guessed from a name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Token

from build_scripts.extract.context import Referent, Voice
from build_scripts.extract.grammar import antecedent, conjuncts, governing_verb, lemma, prepositional, subject
from build_scripts.extract.headwords import words_of
from build_scripts.extract.lexicons import lexicon

if TYPE_CHECKING:
    from build_scripts.extract.references import Resolver

SINGULAR_PERSON = {"he", "she", "him", "her", "his", "himself", "herself", "hers"}
PLURAL = {"they", "them", "their", "themselves", "theirs"}
FIRST_SINGULAR = {"i", "me", "my", "myself", "mine"}
FIRST_PLURAL = {"we", "us", "our", "ourselves", "ours"}
SECOND = {"you", "your", "yours"}
_MALE = {"he", "him", "his", "himself"}
_IMPERSONAL = {
    "be",
    "seem",
    "appear",
    "become",
    "happen",
    "turn",
    "rain",
    "snow",
    "matter",
    "follow",
    "take",
    "make",
    "mean",
    "cost",
    "look",
    "sound",
    "feel",
    "emerge",
    "transpire",
}
_BACK, _FAR_BACK = 4, 12
"""Sentences in which a person is looked for; far back only where nobody stands nearer."""
_FAR = 120
"""Tokens."""
_CLOSE = 8
"""Points within which two candidates are a doubt."""


class Pronouns:
    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self.doc, self.context = resolver, resolver.doc, resolver.context
        self.figures = resolver.cast.figures
        self._said = {w for row in lexicon("speech")["verbs"] for w in row["words"]} | set(lexicon("speech")["asking"]["verbs"])
        self._quoted = self._said | {"decline", "refuse"} | {w for row in lexicon("speech")["only_quoting"] for w in row["words"]}
        self._genders = self._read_genders()

    def resolve(self, token: Token) -> list[Referent]:
        word, voice = token.lower_, self.resolver.voice_at(token.i)
        if word in FIRST_SINGULAR:
            return self._one(token, voice.speaker if voice else None)
        if word in FIRST_PLURAL:  # "our soldiers" of a spokesman's are not his: only the body that he speaks for has them
            return self._one(token, (voice.body or (voice.speaker if word == "we" else None)) if voice else None)
        if word in SECOND:
            return self._one(token, voice.addressee if voice else None)
        if word in SINGULAR_PERSON:
            return self._third(token, voice)
        if word in PLURAL:
            return self._plural(token, voice)
        if word in {"who", "which", "that"} and token.tag_ in {"WP", "WDT"}:
            clause = governing_verb(token)
            if clause is not None and clause.dep_ == "relcl" and clause.head.i < token.i:
                return self.resolver.resolve(antecedent(clause, token))
        if word in {"it", "its", "itself"}:
            return self._it(token, voice)
        return []

    @staticmethod
    def _one(token: Token, key: str | None, doubt: str | None = None) -> list[Referent]:
        return [Referent(key, token, (token.i, token.i + 1), doubt)] if key else []

    # ── he and she ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _third(self, token: Token, voice: Voice | None) -> list[Referent]:
        barred = self._barred(token) | ({voice.speaker} if voice and voice.speaker else set())
        reporting = self.reporting_subject(token)
        if reporting is not None and voice is None:
            keys = [r.key for r in self.resolver.resolve(reporting, inside=False) if self.resolver.is_person(r.key)]
            if keys and keys[0] not in barred and self.gender_fits(keys[0], _gender(token)):
                return self._one(token, keys[0])
        if self._of_nobody_named(token):
            return []
        ranked = self._persons_before(token, barred, _gender(token))
        if not ranked:
            return []
        doubt = None
        if len(ranked) > 1 and ranked[1][0] >= ranked[0][0] - _CLOSE:
            names = sorted(self.figures[k].name for _, k in ranked[:2])
            doubt = f"“{token.text}” could be {names[0]} or {names[1]}"
        return self._one(token, ranked[0][1], doubt)

    def _of_nobody_named(self, token: Token) -> bool:
        """ "He said" after "a resident said", with no subject named in between."""
        if not self._tells(token):
            return False
        last = self.resolver.spoke_last(token.i)
        if last is None or any(self.resolver.is_person(k) for k in last.keys):
            return False
        if self.context.sentence_of[token.i] - self.context.sentence_of[last.at] > 2:
            return False
        gender = _gender(token)
        for key, m in self.context.back(token.i, 2):
            since = m.first > last.at and self.resolver.is_person(key) and self.doc[m.last - 1].dep_ in {"nsubj", "nsubjpass"}
            if since and not self.context.quoted[m.first] and self.gender_fits(key, gender):
                return False
        return True

    def _tells(self, token: Token) -> bool:
        """Is it the subject of a verb of telling, or whom "according to" names?"""
        verb = governing_verb(token)
        return verb is not None and lemma(verb) in self._quoted or token.head.lower_ == "to" and token.head.head.lower_ == "according"

    def gender_fits(self, key: str, gender: str | None) -> bool:
        return gender is None or self._genders.get(key, gender) == gender

    def _read_genders(self) -> dict[str, str]:
        """Person -> male or female, where the text itself tells."""
        found: dict[str, Counter[str]] = {}
        for key, figure in self.figures.items():
            if figure.type != "person":
                continue
            tally = found.setdefault(key, Counter())
            role = figure.role
            if role is not None and any(t.tag_ == "WP$" for t in self.doc[max(0, role[0] - 3) : role[0]]):
                role = None  # "Ann Lee, whose husband": told of somebody else
            spans = [role] if role else []
            spans += [(max(0, m.first - 2), m.first) for m in figure.mentions if m.kind == "name"]
            for n, (first, last) in enumerate(spans):
                words = {t.lower_ for t in self.doc[first:last]}
                words &= words if n == 0 and role else words_of("honorifics")
                tally["female"] += 5 * bool(words & words_of("female_words"))
                tally["male"] += 5 * bool(words & words_of("male_words"))
        for token in self.doc:  # "Lee said … she …" with nobody else in sight
            word = token.lower_
            if word not in SINGULAR_PERSON or self.context.quoted[token.i]:
                continue
            near = {k for k, _ in self.context.back(token.i, 1) if self.figures[k].type == "person"}
            if len(near) == 1:
                found[near.pop()]["male" if word in _MALE else "female"] += 1
        return {k: t.most_common(1)[0][0] for k, t in found.items() if t and max(t.values()) > 2 * min(t["male"], t["female"])}

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
        return {r.key for r in self.resolver.resolve(own, inside=False)}

    def reporting_subject(self, token: Token) -> Token | None:
        """In "X said that he …", X; the clause's own subject only."""
        verb = governing_verb(token)
        for _ in range(8):
            if verb is None:
                return None
            if lemma(verb) in self._said and subject(verb) != token:
                own = subject(verb)
                return own if own is not None and own.i < token.i else None
            verb = governing_verb(verb)
        return None

    def _persons_before(self, token: Token, barred: set[str], gender: str | None) -> list[tuple[int, str]]:
        """(salience, key), best first."""
        here = self.context.sentence_of[token.i]
        scores: dict[str, int] = {}
        near = self.context.back(token.i, _BACK)
        if not any(self.resolver.is_person(key) for key, _ in near):
            near = self.context.back(token.i, _FAR_BACK)
        for key, m in near:
            if self.figures[key].type != "person" or key in barred or not self.gender_fits(key, gender):
                continue
            head = self.doc[m.last - 1]
            score = 100 - 20 * (here - self.context.sentence_of[m.first]) + (2 * m.first) // max(1, token.i)
            leads = head.head if head.dep_ == "appos" else head  # "the minister, Ann Lee, said": Lee stands there as the subject
            score += 15 if leads.dep_ in {"nsubj", "nsubjpass"} else -10 if head.dep_ == "poss" else 0
            score -= 30 if self.context.quoted[head.i] else 0
            scores[key] = max(scores.get(key, 0), score)
        spoke = self.resolver.spoke_last(token.i)
        if spoke is not None and spoke.keys and (self._tells(token) or token.dep_ in {"nsubj", "nsubjpass"}):
            key, gap = spoke.keys[0], here - self.context.sentence_of[spoke.at]
            if gap <= _BACK and self.resolver.is_person(key) and key not in barred and self.gender_fits(key, gender):
                # "…," X said. "…," he added. Whoever told last is as good as named there, also where it was by "he"
                bonus = (25 if gap <= 1 else 10) if self._tells(token) else 0
                scores[key] = max(scores.get(key, 0), 115 - 20 * gap) + bonus
        return sorted(((s, k) for k, s in scores.items()), key=lambda p: (-p[0], -self.context.last_before(p[1], token.i)))

    # ── they ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _plural(self, token: Token, voice: Voice | None) -> list[Referent]:
        """They: the sides of the nearest coordination or "X … with Y", or else the nearest body."""
        span = (token.i, token.i + 1)
        verb = governing_verb(token)
        reporting = self.reporting_subject(token) if voice is None else None
        if reporting is not None and reporting.tag_ in {"NNS", "NNPS"} and reporting.i not in self.resolver.cast.at:
            return [Referent(r.key, token, span) for r in self.resolver.resolve(reporting)]  # "officials said they …": nobody, or whose
        if reporting is not None:  # "X and Y announced that they …"
            tellers = dict.fromkeys(r.key for c in conjuncts(reporting) for r in self.resolver.resolve(c, inside=False))
            if len(tellers) > 1:
                return [Referent(k, token, span) for k in tellers]
        if token.tag_ == "PRP$" and verb is not None and voice is None:
            own = subject(verb)
            sides = [r for c in conjuncts(own) for r in self.resolver.resolve(c, inside=False)] if own is not None and own != token else []
            sides += [r for _, o in _with_phrases(verb) for r in self.resolver.resolve(o, inside=False)]
            keys = list(dict.fromkeys(r.key for r in sides))
            if len(keys) > 1:
                return [Referent(k, token, span) for k in keys]
        if voice is None:
            together = self._together(token)
            if together:
                return [Referent(k, token, span) for k in together]
        people = (t for t in self.plural_subjects(token) if lemma(t) in words_of("people") and not self.context.quoted[t.i])
        if voice is None and (noun := next(people, None)) is not None:
            return [Referent(r.key, token, span) for r in self.resolver.resolve(noun)]
        for key, _ in self.context.back(token.i, 2):
            if self.figures[key].type not in {"person", "state"} and not (voice and key in {voice.speaker, voice.body}):
                return [Referent(key, token, span, f"“{token.text}” taken for {self.figures[key].name}")]
        return []

    def plural_subjects(self, token: Token) -> list[Token]:
        """ "Twenty groups have left … They accused …": plain nouns in the plural that are subjects in this or the last sentence, nearest
        first."""
        first = token.sent.start
        first = self.doc[first - 1].sent.start if first > 0 else first
        near = reversed(self.doc[max(first, token.i - _FAR) : token.i])
        return [t for t in near if t.tag_ == "NNS" and t.dep_ in {"nsubj", "nsubjpass"}]

    def _together(self, token: Token) -> list[str]:
        """Those who stood together as the subject of this or the last sentence."""
        here = self.context.sentence_of[token.i]
        for n in (here, here - 1):
            for _, m in self.context.mentions.get(n, ()):
                head = self.doc[m.last - 1]
                if m.first >= token.i or m.inside or head.dep_ not in {"nsubj", "nsubjpass"} or self.context.quoted[head.i]:
                    continue
                keys = list(dict.fromkeys(r.key for c in conjuncts(head) if c.i < token.i for r in self.resolver.resolve(c, inside=False)))
                if len(keys) > 1:
                    return keys
        return []

    # ── it ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _it(self, token: Token, voice: Voice | None) -> list[Referent]:
        """The body or state that spoke or acted last; nobody where "it" is only the grammar's."""
        reporting = self.reporting_subject(token)
        if reporting is not None:
            found = [r.key for r in self.resolver.resolve(reporting, inside=False) if not self.resolver.is_person(r.key)]
            if found:
                return self._one(token, found[0])
        if voice is not None or self.context.quoted[token.i]:
            return []
        verb = governing_verb(token)
        if token.lower_ == "it" and (token.dep_ != "nsubj" or verb is None or lemma(verb) in _IMPERSONAL):
            return []
        candidates = []
        for key, m in self.context.back(token.i, 1):
            head = self.doc[m.last - 1]
            if not self.resolver.is_person(key) and not m.inside and head.dep_ in {"nsubj", "nsubjpass", "agent"} and m.form != "adjective":
                candidates.append((self.context.sentence_of[m.first], m.first, key))
        if not candidates:
            return [Referent(k, token, (token.i, token.i + 1)) for k in self._subject_before(token)]
        here = self.context.sentence_of[token.i]
        own = [c for c in candidates if c[0] == here]
        best = max(own) if own else min(candidates)
        others = {k for _, _, k in candidates} - {best[2]}
        doubt = f"“{token.text}” could be {self.figures[best[2]].name} or {self.figures[min(others)].name}" if others else None
        return self._one(token, best[2], doubt)

    def _subject_before(self, token: Token) -> list[str]:
        """ "The union agreed. Its members …": the body that a plain noun, the subject of the last sentence, refers to."""
        first = token.sent.start
        last = self.doc[first - 1].sent if first else None
        root = last.root if last is not None and len(last) < _FAR else None
        own = subject(root) if root is not None and root.pos_ == "VERB" else None
        if own is None or own.tag_ != "NN" or own.i in self.resolver.cast.at:
            return []
        return [r.key for r in self.resolver.nouns.resolve(own) if not self.resolver.is_person(r.key)][:1]


def _gender(pronoun: Token) -> str:
    return "male" if pronoun.lower_ in _MALE else "female"


def _with_phrases(verb: Token) -> list[tuple[str, Token]]:
    """Objects of "with" under a verb, also where the parser hung them on a noun below it."""
    found = list(prepositional(verb, "with"))
    for token in verb.subtree:
        if token.pos_ == "NOUN" and governing_verb(token) == verb:
            found += list(prepositional(token, "with"))
    return found
