"""The side of an agreement that its own sentence leaves without a name: "the two countries", "the government", "a rebel faction"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.bargain_parties import is_group
from build_scripts.extract.bargains import Bargain
from build_scripts.extract.grammar import agents, conjuncts, governing_verb, lemma, prepositional
from build_scripts.extract.headwords import words_of
from build_scripts.extract.lexicons import lexicon
from build_scripts.extract.references import Referent, Resolver

_DEFINITE = {"the", "these", "their", "both"}
_BACK = 4
"""Sentences."""
_AHEAD = 6
_COUNTED = 200
_CLEAR = 1.5
"""How much more often a text tells of one than of the next where it is clearly about the first."""
_PAIR = "the two sides taken for those that the text named last"
_SAME = "parties taken to be those of the agreement told of before"


class OtherSide:
    """Finds sides that are described, or only understood."""

    def __init__(self, doc: Doc, cast: Cast, resolver: Resolver) -> None:
        self.doc, self.cast, self.resolver = doc, cast, resolver
        self._told: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    # ── the two sides ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def two(self, noun: Token, mention: Bargain, before: Bargain | None) -> list[Referent]:
        """ "the two countries signed a pact": those of the agreement before, or the two of their kind that the text named last."""
        verb = mention.signing
        if verb is None or verb.pos_ not in {"VERB", "AUX"} or verb.head == noun and not agents(verb):
            verb = governing_verb(noun)
        held = noun.dep_ == "pobj" and noun.head.lower_ in {"under", "with", "through", "by"}
        content = noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in lexicon("agreements")["contents"]
        makes = verb is not None and (held or content or mention.signing is not None or lemma(verb) in lexicon("agreements")["making"])
        doers = [t for a in agents(verb) for t in (a, *(o for _, o in prepositional(a, "of", "for", "from")))] if verb and makes else []
        doers += [o for _, o in prepositional(verb, "by", "between")] if verb and makes else []
        inside = [o for _, o in prepositional(noun, "between", "among", "by")]
        group = next((h for h in (*inside, *doers) if self._is_group(h)), None)
        return self.group(group, before) if group is not None else []

    def group(self, group: Token, before: Bargain | None = None) -> list[Referent]:
        """Who "the two countries" are, "all three"."""
        if not self._is_group(group):
            return []
        kinds = {kind for kind, nouns in lexicon("actors")["pairs"].items() if lemma(group) in nouns} - {"person"}
        if lemma(group) in {"side", "party"}:
            kinds |= {"government_body"}
        kinds = kinds or {"state", "political_entity"}
        keys = [k for k in before.keys if self.cast.figures[k].type in kinds] if before is not None else []
        if len(keys) < 2 or self._is_two(group) and len(keys) > 2:
            keys = self._named_last(group, kinds)
        span = (group.left_edge.i, group.i + 1)
        return [Referent(k, group, span, _PAIR) for k in keys] if len(keys) > 1 else []

    def _named_last(self, group: Token, kinds: set[str]) -> list[str]:
        """The two of these kinds that were named last, in this sentence or the four before."""
        keys: list[str] = []
        context = self.resolver.context
        here = last = context.sentence_of[group.i]
        for key, mention in context.back(group.i, _BACK):
            sentence = context.sentence_of[mention.first]
            if len(keys) > 1 and (sentence != last or sentence == here):
                break
            last = sentence
            if self.cast.figures[key].type in kinds and key not in keys and not mention.inside:
                keys.insert(0, key)
        mixed = {self.cast.figures[k].type for k in keys} == {"state", "government_body"}
        return keys if len(keys) == 2 and not mixed else []  # of three, nobody knows which two

    @staticmethod
    def _is_two(head: Token) -> bool:
        return any(t.lower_ in {"two", "both"} for t in (head, *head.children))

    def _is_group(self, head: Token) -> bool:
        """ "the two leaders", "the sides", "the foreign ministries": of whom, the text has told."""
        if head.lower_ in {"two", "both", "three"} and head.dep_ in {"nsubj", "nsubjpass", "pobj"}:
            return not any(name == "of" for name, _ in prepositional(head))  # "that the two signed"
        if lemma(head) not in lexicon("agreements")["sides"] or head.tag_ not in {"NNS", "NNPS"} or head.i in self.cast.at:
            return False
        named = any(t.i in self.cast.at for t in head.subtree)
        return is_group(head) or not named and any(c.lower_ in _DEFINITE for c in head.children)

    @staticmethod
    def of_the_last(mention: Bargain, before: Bargain | None) -> list[Referent]:
        """ "Another agreement was signed", "a previous truce", "a joint declaration": between those of the last one."""
        noun = mention.noun
        words = {c.lower_ for c in noun.children}
        earlier = words & {"a", "an"} and words & {"previous", "earlier"}
        joint = words & {"a", "an"} and "joint" in words
        one_more = noun.tag_ != "NNS" and bool(words & {"another", "second", "third"} or earlier or joint)
        if mention.keys or before is None or not one_more:
            return []
        span = (noun.left_edge.i, noun.i + 1)
        return [Referent(k, noun, span, _SAME) for k in before.keys]

    # ── the one that is missing ──────────────────────────────────────────────────────────────────────────────────────────────

    def complete(self, bargain: Bargain) -> list[Referent]:
        """The parties, with the second side where only one has a name: named later in the text, or whom the text is about."""
        parties = list(bargain.parties)
        if bargain.named is not None or len(parties) > 1 or any(self.cast.figures[p.key].type == "person" for p in parties):
            return parties
        nameless = self._nameless(bargain)
        for head in nameless:
            if len(parties) < 2 and (later := self._later(head, {p.key for p in parties})) is not None:
                parties.append(later)
        if len(parties) > 1:
            return parties
        if not parties:
            return self._both(bargain.noun) if len(bargain.further) > 1 else []
        if any(self._is_other(head) for head in nameless) or self._done_by_it(bargain):
            return parties  # "the firm signed a deal with X": the firm is the other side
        other = self._protagonist(parties[0], bargain.noun)
        return [*parties, other] if other is not None else parties

    def state_of(self, party: Referent) -> Referent:
        """A president of nobody knows where signs for the state that the text is about."""
        figure = self.cast.figures[party.key]
        role = self.doc[slice(*figure.role)] if figure.role is not None else ()
        if figure.type != "person" or not any(t.lower_ in lexicon("agreements")["heads_of_state"] for t in role):
            return party
        states = self.resolver.nouns.home.told(len(self.doc))
        if not states or len(states) > 1 and states[1][0] * _CLEAR > states[0][0]:
            return party
        return replace(party, key=states[0][1], doubt=f"{figure.name} taken to sign for {self.cast.figures[states[0][1]].name}")

    def _nameless(self, bargain: Bargain) -> list[Token]:
        """Heads of the noun phrases that stand where parties do and name nobody: "with a rebel faction"."""
        noun, found = bargain.noun, []
        for _, each in prepositional(noun, "between", "with", "among"):
            found.append(each)
        if bargain.signing is not None and bargain.signing.pos_ == "VERB":
            found += agents(bargain.signing)
            found += [o for _, each in prepositional(bargain.signing, "with", "between") for o in conjuncts(each)]
        elif (verb := governing_verb(noun)) is not None and lemma(verb) in lexicon("agreements")["making"]:
            found += agents(verb)
        keyed = {p.token.i for p in bargain.parties}
        return [h for h in found if h.pos_ in {"NOUN", "NUM"} and h.i not in keyed and not any(c.i in keyed for c in h.subtree)]

    @staticmethod
    def _done_by_it(bargain: Bargain) -> bool:
        """ "the agreement it concluded with X": somebody told of before, whoever that is."""
        return bargain.signing is not None and bargain.signing.pos_ == "VERB" and any(a.pos_ == "PRON" for a in agents(bargain.signing))

    def _is_other(self, head: Token) -> bool:
        """Somebody who signs, and for no state: "the firm", "the union", "the two"."""
        words, kinds = lexicon("agreements"), self.resolver.nouns.kinds(head)
        if lemma(head) in words["delegates"] or "state" in kinds:
            return False
        return head.pos_ == "NUM" or bool(kinds) or lemma(head) in words["sides"]

    def _later(self, head: Token, others: set[str]) -> Referent | None:
        """Whom a description in the first lines means: named after it, with that word in the name, or of the kind that it tells of."""
        word, kinds = lemma(head), self.resolver.nouns.kinds(head)
        ahead: list[str] = []
        here = self.resolver.context.sentence_of[head.i]
        for n in range(here, here + _AHEAD + 1):
            ahead += [k for k, m in self.resolver.context.mentions.get(n, ()) if m.first > head.i and not m.inside]
        near = [k for k in dict.fromkeys(ahead) if k not in others and self.cast.figures[k].type not in {"person", "media", "state"}]
        called = [k for k in near if self.resolver.nouns.is_called(k, head) or word in self.cast.figures[k].name.lower()]
        fitting = [k for k in called if self.cast.figures[k].mentions[0].first > head.i] or called
        if word not in words_of("own_kind"):  # no broadcaster is "the league"
            fitting = fitting or [k for k in near if self._may_be(k, kinds) and self.resolver.nouns.may_be(k, head)]
        if not fitting:
            return None
        doubt = f"“{self.doc[head.left_edge.i : head.i + 1].text}” taken for {self.cast.figures[fitting[0]].name}, named later"
        return Referent(fitting[0], head, (head.left_edge.i, head.i + 1), doubt)

    def _may_be(self, key: str, kinds: frozenset[str]) -> bool:
        """Is it of these types? A movement that nobody knows may have been taken for an organisation."""
        figure = self.cast.figures[key]
        return figure.type in kinds or figure.type == "organization" and figure.entry is None and "political_entity" in kinds

    def _protagonist(self, party: Referent, noun: Token) -> Referent | None:
        """The state that the text tells of most makes agreements with others; where two are told of alike, nobody knows which."""
        first = party.token
        while first.dep_ == "conj":
            first = first.head
        if first.head.lower_ != "with":
            return None
        itself = {party.key, self.cast.figures[party.key].owner}
        counted = [(n, k) for n, k in self.resolver.nouns.home.told(len(self.doc)) if k not in itself][:2]
        if not counted or counted[0][0] < 2:
            return None
        if len(counted) > 1 and counted[1][0] * _CLEAR > counted[0][0] and not self._first_named(counted[0][1], counted[1][1]):
            return None
        state = counted[0][1]
        doubt = f"other side not named; taken to be {self.cast.figures[state].name}, of which the text tells most"
        return Referent(state, noun, (noun.left_edge.i, noun.i + 1), doubt)

    def _both(self, noun: Token) -> list[Referent]:
        """Where the text tells of an agreement at length and of no side: the two that it tells of most."""
        told = self._most_told("state", "political_entity", "organization")[:3]
        if len(told) < 2 or told[1][0] < 2 or len(told) > 2 and told[2][0] == told[1][0]:
            return []
        names = " and ".join(self.cast.figures[k].name for _, k in told[:2])
        span = (noun.left_edge.i, noun.i + 1)
        return [Referent(k, noun, span, f"sides not named; taken to be {names}, of which the text tells most") for _, k in told[:2]]

    def _first_named(self, one: str, other: str) -> bool:
        """Whom the text names first, it is at home with."""
        return self.cast.figures[one].mentions[0].first < self.cast.figures[other].mentions[0].first

    def _most_told(self, *kinds: str) -> list[tuple[int, str]]:
        """How often the text tells of each, most first."""
        found = self._told.get(kinds)
        if found is None:
            keys = (f.key for f in self.cast.figures.values() if f.type in kinds and f.mentions)
            found = self._told[kinds] = sorted(((self._count(k), k) for k in keys), key=lambda x: -x[0])
        return found

    def _count(self, key: str) -> int:
        return len(self.cast.figures[key].mentions[:_COUNTED]) + len(self.cast.figures[key].nominals[:_COUNTED])
