"""What every step towards a statement asks of the text: what stands before and behind a quotation, and who is meant as the speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.furniture import furniture
from build_scripts.extract.grammar import agents, children, governing_verb, is_passive, lemma, own_subject, patients, prepositional, subject
from build_scripts.extract.passages import Passages
from build_scripts.extract.quotes import Quotation, find_quotations
from build_scripts.extract.references import Referent, Resolver
from build_scripts.extract.said import words_of
from build_scripts.extract.transcript import Turn, answers_without_name, find_turns

_TERMINAL = {".", "!", "?", "…", "..."}


class Scene:
    """One document with its quotations."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver, passages: Passages) -> None:
        self.doc, self.cast, self.resolver, self.passages = doc, cast, resolver, passages
        self.text = passages.text
        self._furniture = furniture(passages.text)
        self.turns = {t.words: t for t in find_turns(passages.text)}
        printed = [q for q in find_quotations(passages.text) if not self.is_furniture(q.start)]
        self.quotations = sorted([*self.turns, *self._outside(printed)], key=lambda q: q.start)
        self.in_quote: dict[int, Quotation] = {}
        for q in self.quotations:
            for i in passages.tokens((q.start, q.end)):
                self.in_quote[i] = q

    def _outside(self, printed: list[Quotation]) -> list[Quotation]:
        """Quotations that stand in no turn of a transcript."""
        starts = [q.start for q in self.turns]
        ends = [q.end for q in self.turns]
        return [q for q in printed if not starts or (n := bisect_right(starts, q.start)) == 0 or ends[n - 1] <= q.start]

    def turn_speaker(self, turn: Turn) -> Referent | None:
        """Whom the words before the colon name; "A:" is the person whom the text tells of most."""
        tokens = self.passages.tokens(turn.label)
        named = [i for i in tokens if i in self.cast.at]
        if named:
            return Referent(self.cast.at[named[-1]], self.doc[named[-1]], (tokens.start, tokens.stop))
        if not answers_without_name(self.passages.cut(turn.label)):
            return None
        persons = [f for f in self.cast.figures.values() if f.type == "person" and f.mentions]
        best = max(persons, key=lambda f: len(f.mentions), default=None)
        doubt = "taken for whoever the text tells of most"
        return Referent(best.key, self.doc[tokens.start], (tokens.start, tokens.stop), doubt) if best is not None else None

    def is_furniture(self, char: int) -> bool:
        """In a headline, caption or link: such lines tell nothing."""
        n = bisect_right(self._furniture, (char, len(self.text)))
        return n > 0 and self._furniture[n - 1][0] <= char < self._furniture[n - 1][1]

    @cached_property
    def _documents(self) -> dict[str, list[int]]:
        """Lemma -> tokens in order."""
        found: dict[str, list[int]] = {}
        for token in self.doc:
            if token.pos_ in {"NOUN", "PROPN"} and lemma(token) in words_of("documents"):
                found.setdefault(lemma(token), []).append(token.i)
        return found

    # ── around a quotation ───────────────────────────────────────────────────────────────────────────────────────────────────

    def lead(self, q: Quotation) -> range:
        """Tokens between the sentence's start, or the end of a whole quotation before, and the quotation."""
        first = i = self.passages.token_at(q.start)
        while i > 0:
            before = self.doc[i - 1]
            if "\n" in before.text or before.text in _TERMINAL and before.i not in self.in_quote:
                break
            other = self.in_quote.get(before.i)
            if other is not None and other.last(self.text) in {".", "!", "?"}:
                break
            i -= 1
        return range(i, first)

    def tail(self, q: Quotation) -> range:
        """Tokens behind the quotation to the end of its sentence or the next quotation."""
        first = i = self.passages.token_at(q.end - 1) + 1
        while i < len(self.doc) and "\n" not in self.doc[i].text and i not in self.in_quote:
            i += 1
            if self.doc[i - 1].text in _TERMINAL:
                break
        return range(first, i)

    def is_whole(self, q: Quotation) -> bool:
        return q.last(self.text) in {",", ".", "?", "!", "…"}

    def stands_alone(self, q: Quotation) -> bool:
        """It starts a sentence of its own, and is not one inside another's."""
        return not any(self.doc[i].is_alpha for i in self.lead(q))

    # ── who speaks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def is_according(self, token: Token) -> bool:
        following = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "to"
        return token.lower_ == "according" and following and token.i not in self.in_quote

    def source_of(self, token: Token) -> Token | None:
        """Whom "according to" names."""
        to = self.doc[token.i + 1]
        found = next((o for t in (token, to) for _, o in prepositional(t)), None)
        return found if found is not None else next((c for c in to.children if c.dep_ == "pobj"), None)

    def speaker(self, cue: Token) -> Referent | None:
        """Whom the words beside a speech verb name as saying it; None where they name nobody."""
        heads = [self.source_of(cue)] if self.is_according(cue) else self._sayers(cue)
        named = next((r for h in heads if h is not None for r in [self.refer(h)] if r is not None), None)
        return named if named is not None or not heads or heads[0] is None else self._right_before(cue, heads[0])

    def _right_before(self, cue: Token, head: Token) -> Referent | None:
        """ "the minister for the South Ann Lee said": the name that the words for the speaker end in, however the parser cut them."""
        i = cue.i - 1
        while i > head.i and (self.doc[i].is_punct or self.doc[i].pos_ in {"ADV", "AUX"}):
            i -= 1
        mention = self.cast.mention_at.get(i)
        key = self.cast.at.get(i)
        if mention is None or key is None or mention.first <= head.i or self.cast.figures[key].type != "person":
            return None
        between = self.doc[head.i : mention.first]
        if any(t.pos_ in {"VERB", "AUX"} or t.pos_ == "CCONJ" for t in between):
            return None
        return Referent(key, self.doc[i], (mention.first, mention.last))

    def has_sayer(self, cue: Token) -> bool:
        return self.is_according(cue) or bool(self._sayers(cue))

    def sayer_words(self, cue: Token) -> Token | None:
        """Head of the words that say who speaks, named or not."""
        return next(iter(self._sayers(cue)), None)

    def _sayers(self, cue: Token) -> list[Token]:
        above = governing_verb(cue)
        if lemma(cue) in {"quote", "cite"} and any(t.lower_ == "as" for t in cue.doc[cue.i + 1 : cue.i + 12]):
            return patients(cue)  # "…, the agency quoted X as saying"
        if cue.dep_ in {"pcomp", "advcl", "xcomp"} and above is not None and lemma(above) in {"quote", "cite", "report", "hear"}:
            own = subject(above) if is_passive(above) else None
            quoted = [own] if own is not None else patients(above)  # "was quoted as saying", "quoted X as saying"
            if quoted:
                return quoted
        found = agents(cue)
        if found or is_passive(cue):
            return [*found, *(c for c in children(cue, "nsubj") if c not in found)]
        if cue.tag_ == "VBG" and cue.sent.root != cue:
            own = subject(cue.sent.root)
            if own is not None and own.i < cue.i:
                return [own]
        return []

    def refer(self, head: Token) -> Referent | None:
        """The figure whose words they are: a statement's issuer, and a nameless spokesman's body."""
        found = self.resolver.resolve(head, inside=False)
        if found:
            return found[0]
        word = lemma(head)
        if head.lower_ in {"it", "he", "she"}:
            return self._last_told(head)
        if word in words_of("documents"):
            return self._issuer(head)
        if word in words_of("spokespeople") or any(lemma(c) in words_of("spokespeople") for c in children(head, "appos")):
            bodies = [r for r in self.resolver.resolve(head) if self.cast.figures[r.key].type != "person"]
            for _, o in prepositional(head, "for", "of", "from", "at"):
                bodies += [r for r in self.resolver.resolve(o) if self.cast.figures[r.key].type != "person"]
            return bodies[-1] if bodies else None
        if word in words_of("offices"):
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None and (named := self.resolver.resolve(owner, inside=False)):
                return named[0]
        return self._beside(head)

    def _beside(self, head: Token) -> Referent | None:
        """ "the envoy for the South, Ann Lee, says": the person named at the end of the words that say who."""
        for token in self.doc[head.i + 1 : head.right_edge.i + 1]:
            key = self.cast.at.get(token.i) if token.dep_ in {"appos", "conj", "nsubj"} else None
            comma = key is not None and any(t.text == "," for t in self.doc[max(head.i, token.i - 5) : token.i])
            if key is not None and comma and self.cast.figures[key].type == "person":
                return next(iter(self.resolver.resolve(token, inside=False)), None)
        return self._by_role(head)

    def _by_role(self, head: Token) -> Referent | None:
        """ "The envoy, a former ambassador, said": the one person told of before whose role holds the word."""
        if head.pos_ != "NOUN" or not any(c.lower_ == "the" for c in head.children) or not children(head, "appos"):
            return None
        fitting = [
            f
            for f in self.cast.figures.values()
            if f.type == "person" and f.role and any(t.lower_ == head.lower_ for t in self.doc[slice(*f.role)])
        ]
        if len(fitting) != 1 or not any(m.first < head.i for m in fitting[0].mentions):
            return None
        return Referent(fitting[0].key, head, (head.left_edge.i, head.i + 1), f"“{head.text}” taken for {fitting[0].name}")

    def _last_told(self, pronoun: Token) -> Referent | None:
        """Where nothing nearer is found: "it" is the body that the sentence before is about, "he" and "she" the person who spoke last."""
        person = pronoun.lower_ != "it"
        key = None
        if person:
            spoke = self.resolver.spoke_last(pronoun.i)
            key = spoke[0] if spoke is not None else None
        elif pronoun.sent.start > 0:
            own = own_subject(self.doc[pronoun.sent.start - 1].sent.root)
            named = self.refer(own) if own is not None and own.pos_ != "PRON" else None
            key = named.key if named is not None else None
        if key is None or (self.cast.figures[key].type == "person") != person:
            return None
        return Referent(key, pronoun, (pronoun.i, pronoun.i + 1), f"“{pronoun.text}” taken for {self.cast.figures[key].name}")

    def _issuer(self, noun: Token, depth: int = 4) -> Referent | None:
        """Whose statement, report, letter it is: by its own words, by who issued it, or as told when it was mentioned before."""
        for child in noun.children:
            if child.dep_ in {"poss", "compound", "nmod", "amod"}:
                named = self.resolver.resolve(child, inside=False)
                if named:
                    return named[0]
        for _, source in prepositional(noun, "by", "from", "of"):
            if source != noun and (found := self.refer(source)) is not None:
                return found
        verb = governing_verb(noun)
        if verb is not None and noun.dep_ in {"dobj", "pobj", "conj"} and noun.i not in self.in_quote:
            sayers = [s for s in agents(verb) if s != noun and lemma(s) not in words_of("documents")]
            if sayers:
                return next((r for s in sayers if (r := self.refer(s)) is not None), None) or next(
                    (r for s in sayers for r in self.resolver.resolve(s)), None
                )
        if not any(c.lower_ in {"the", "this", "that"} for c in noun.children):
            return None
        alike = self._documents.get(lemma(noun), [])
        before = bisect_left(alike, noun.i)
        return self._issuer(self.doc[alike[before - 1]], depth - 1) if before and depth else None
