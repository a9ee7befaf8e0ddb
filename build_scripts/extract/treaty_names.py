"""What an agreement is called: a treaty's proper name, and the words of the text from its first to its subject."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import children, is_loose, lemma, prepositional
from build_scripts.extract.headwords import is_capital
from build_scripts.extract.lexicons import lexicon, phrases
from build_scripts.extract.names import fold
from build_scripts.extract.passages import Passages
from build_scripts.model import Span

_AGE = {
    "new",
    "recent",
    "latest",
    "old",
    "earlier",
    "previous",
    "other",
    "current",
    "existing",
    "such",
    "several",
    "many",
    "first",
    "second",
}
_TIMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY"}
_WITHIN = {"the", "of", "and", "on", "-", "for"}
_BEFORE = {"amod", "compound", "nmod", "npadvmod", "nummod", "punct", "conj", "cc", "advmod", "quantmod"}


@cache
def _known() -> dict[str, list[list[str]]]:
    """Last word -> the words of the treaties that end so."""
    found: dict[str, list[list[str]]] = {}
    for name in lexicon("treaties")["known"]:
        words = str(name).replace("-", " - ").split()
        found.setdefault(words[-1], []).append(words)
    return found


def known_treaty(token: Token) -> tuple[int, int] | None:
    """Tokens of a treaty that any reader knows, ending with this one; where a noun for it follows, that one tells of it."""
    for words in _known().get(token.text, ()):
        first = token.i + 1 - len(words)
        if first >= 0 and [t.text for t in token.doc[first : token.i + 1]] == words:
            named = lexicon("agreements")["named"]
            return None if token.dep_ == "compound" and token.head.lower_ in named else (first, token.i + 1)
    return None


def one_word_for_peace(words: Iterable[str]) -> set[str]:
    """ "truce", "ceasefire", "hostilities": each tells as much of what an agreement is about as "peace" does."""
    return {"peace" if word in phrases(lexicon("agreements")["peace"]) else word for word in words}


def is_titled(token: Token) -> bool:
    """ "X Document for Peace", "the X Framework": words for a paper, as a name. It is a treaty where it is told as signed."""
    if not is_capital(token) or token.i == 0 or not is_capital(token.nbor(-1)) or token.nbor(-1).is_sent_start:
        return False
    return lemma(token) in lexicon("agreements")["titled"] and token.dep_ != "compound"


class Names:
    """Reads names and titles of agreements off one parse."""

    def __init__(self, doc: Doc, cast: Cast, passages: Passages) -> None:
        self.doc, self.cast, self.passages = doc, cast, passages

    def named(self, noun: Token) -> Span | None:
        """Characters of a treaty's proper name: "Treaty of X", "Paris Agreement", "the Minsk agreements", "the CETA trade deal"."""
        doc = self.doc
        known = known_treaty(noun) or self._also_called(noun)
        if known is not None:
            return doc[known[0]].idx, doc[known[1] - 1].idx + len(doc[known[1] - 1].text)
        if is_titled(noun):
            pass
        elif lemma(noun) not in lexicon("agreements")["named"] and noun.lower_ not in lexicon("agreements")["named"]:
            return None
        if not is_capital(noun):
            first = self._called_so(noun)
            return None if first is None else (doc[first].idx, noun.idx + len(noun.text))
        first = noun.i
        if first > 3 and doc[first - 1].text == ")" and doc[first - 3].text == "(" and is_capital(doc[first - 2]):
            first -= 3  # "Forces (INF) Treaty"
        elif first > 4 and doc[first - 1].text == ")" and doc[first - 4].text == "(" and is_capital(doc[first - 2]):
            first -= 4  # "Belfast (Good Friday) Agreement"
        while first > 0 and not doc[first].is_sent_start and self._goes_on_left(first):
            first -= 1
        last = noun.i + 1
        if last < len(doc) and doc[last].lower_ in {"of", "on", "for", "to", "against", "concerning"}:
            end = last + 1
            while (
                end < len(doc)
                and (is_capital(doc[end]) or doc[end].lower_ in _WITHIN or self._trade_in_services(end))
                and not doc[end].is_sent_start
                and doc[end].ent_type_ not in _TIMES
            ):
                end += 1
            while end > last and not is_capital(doc[end - 1]):
                end -= 1
            last = end if end > last + 1 else last
        if last - first < 2 or first == noun.i and noun.is_sent_start and last - first < 3:
            return None
        if lemma(noun) in lexicon("agreements")["also_gatherings"] and last == noun.i + 1 and self._gathering(noun):
            return None
        if self._is_a_party(last):
            return None
        words = {t.lower_ for t in doc[first:last]}
        generic = phrases(lexicon("agreements")["no_names"])
        if words <= generic | {"of", "on", "the", "for", "and", lemma(noun), noun.lower_}:
            return None  # "Memorandum of Understanding"
        return doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)

    def _also_called(self, noun: Token) -> tuple[int, int] | None:
        """Tokens of the name that follows: "the deal, known as the X Framework", "a pact dubbed X", "a treaty, the X Compact"."""
        naming = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and lemma(c) in lexicon("agreements")["naming"]]
        heads = [o for c in naming for _, o in prepositional(c, "as")] + [o for c in naming for o in children(c, "oprd", "attr")]
        if not is_capital(noun):
            heads += [c for c in children(noun, "appos") if known_treaty(c) or is_titled(c)]
        head = next((h for h in heads if h.i > noun.i and is_capital(h)), None)
        if head is None:
            return None
        if (known := known_treaty(head)) is not None:
            return known
        first, last = head.i, head.i + 1
        while first > noun.i + 1 and self._goes_on_left(first):
            first -= 1
        end = last
        inner = {"of", "for", "on", "in", "the"}
        while end < min(len(self.doc), last + 8) and (is_capital(self.doc[end]) or self.doc[end].lower_ in inner):
            end += 1
            last = end if is_capital(self.doc[end - 1]) else last
        return first, last

    def _goes_on_left(self, first: int) -> bool:
        """Is the token before one more word of the name: capitalised, or the hyphen between two that are?"""
        before = self.doc[first - 1]
        if before.text == "-" and first > 1:
            return is_capital(self.doc[first - 2]) and is_capital(self.doc[first]) and not before.whitespace_
        return is_capital(before) and not before.is_punct and before.lower_ not in {"the", "a", "an", "this"}

    def _trade_in_services(self, i: int) -> bool:
        """Does "in" lead to a word of the name, and to no place or time?"""
        after = self.doc[i + 1] if i + 1 < len(self.doc) else None
        if after is None or self.doc[i].lower_ != "in":
            return False
        return is_capital(after) and not after.ent_type_ and after.i not in self.cast.at

    def _is_a_party(self, last: int) -> bool:
        """ "Convention for X (CX) party"."""
        if last + 3 < len(self.doc) and self.doc[last].text == "(" and self.doc[last + 2].text == ")":
            last += 3
        return last < len(self.doc) and self.doc[last].lower_ in {"party", "movement", "bloc", "coalition", "alliance", "group"}

    @staticmethod
    def _gathering(noun: Token) -> bool:
        """ "at the X Convention" people meet."""
        return noun.dep_ == "pobj" and noun.head.lower_ in {"at", "during", "after", "before"}

    def _called_so(self, noun: Token) -> int | None:
        """First token of the proper name before a small noun: "Minsk" of "the Minsk peace agreements". A state, a body or a person
        before it is a party, and what has no capital only describes."""
        last = noun.i
        while last > noun.left_edge.i and noun.i - last < 4 and (self.doc[last - 1].text.islower() or self.doc[last - 1].text in "()-"):
            last -= 1
        if self.doc[last - 1].is_upper and last >= 2 and self.doc[last].text == ")" and self.doc[last - 2].text == "(":
            last -= 2  # "Forces (INF) treaty"
        first = last
        while first > noun.left_edge.i and self._may_name(self.doc[first - 1], noun):
            first -= 1
        return first if first < last else None

    def _may_name(self, token: Token, noun: Token) -> bool:
        if not is_capital(token) and token.text != "-" or token.pos_ not in {"PROPN", "NOUN", "PUNCT"} or token.ent_type_ in _TIMES:
            return False
        if token.dep_ in {"poss", "det"} or token.is_sent_start and token.pos_ != "PROPN":
            return False
        if token.i + 1 < noun.i and self.doc[token.i + 1].text in {"-", "'s", "’s"} and not is_capital(self.doc[token.i + 2]):
            return False  # "Peru-brokered"
        key = self.cast.at.get(token.i)
        return key is None or self._only_names_agreements(key)

    def _only_names_agreements(self, key: str) -> bool:
        """An acronym that stands nowhere but before "deal" or "treaty" is nobody."""
        figure = self.cast.figures[key]
        return (
            figure.entry is None
            and figure.type not in {"person", "state"}
            and all(self._before_an_agreement(m.last) for m in figure.mentions[:20])
        )

    def _before_an_agreement(self, last: int) -> bool:
        """Does "deal" or "treaty" follow, over an acronym in brackets and small words that describe it?"""
        if last + 2 < len(self.doc) and self.doc[last].text == "(" and self.doc[last + 2].text == ")":
            last += 3
        elif last < len(self.doc) and self.doc[last].text == ")":
            last += 1
        named = lexicon("agreements")["named"]
        for token in self.doc[last : last + 3]:
            if lemma(token) in named or token.lower_ in named:
                return True
            if token.pos_ not in {"NOUN", "ADJ", "PROPN"} or is_capital(token):
                return False
        return False

    def words(self, named: Span | None) -> frozenset[str]:
        """What a proper name is told by: its words but for "the", "of" and "treaty"; an acronym in brackets too."""
        if named is None:
            return frozenset()
        tokens = [self.doc[i] for i in self.passages.tokens(named)]
        empty = phrases(lexicon("agreements")["nouns"]) | {"of", "on", "the", "for", "and", "to", "against"}
        return frozenset(fold(t.text).rstrip("s") for t in tokens if t.is_alpha and is_capital(t) and t.lower_ not in empty)

    def marks(self, noun: Token, named: Span | None) -> frozenset[str]:
        """Words before the noun, and nouns of its subject, that tell it from other agreements."""
        plain = phrases(lexicon("agreements")["plain"])
        name = set(self.passages.tokens(named)) if named is not None else set()
        found = set()
        for token in self.doc[noun.left_edge.i : noun.i]:
            own = token.dep_ in {"amod", "compound", "nmod"} and token.tag_ not in {"VBN", "VBD"} and token.i not in name
            if own and token.i not in self.cast.at and token.is_alpha and token.lower_ not in plain and token.ent_type_ not in _TIMES:
                found.add(lemma(token))
        return frozenset(one_word_for_peace(found))

    def years(self, noun: Token, signing: Token | None = None) -> frozenset[str]:
        """ "the 1995 accord", "the pact of 2011", "the treaty signed in 1998", "signed a truce in 2019", "an accord dating from 1988"."""
        near = [t for t in dated_words(noun) if t.is_digit]
        if signing is not None and signing.pos_ == "VERB":
            near += [t for _, o in prepositional(signing, "in") for t in (o, *o.children) if t.is_digit]
        return frozenset(t.text for t in near if len(t.text) == 4 and "1500" < t.text < "2200")

    def title(self, noun: Token, named: Span | None) -> tuple[Span, Span | None]:
        doc = self.doc
        first = noun.i
        while (
            first > noun.left_edge.i
            and (doc[first - 1].dep_ in _BEFORE or doc[first - 1].text == "-")
            and doc[first - 1].pos_ != "DET"
            and doc[first - 1].lower_ not in _AGE
            and doc[first - 1].text not in {",", '"', "'", "(", ")", ":"}
        ):
            first -= 1
        last = int(noun.right_edge.i) + 1
        for token in doc[noun.i + 1 : last]:
            lower = token.dep_ in {"relcl", "acl", "appos"} and token.left_edge.i > noun.i
            if (
                lower
                or token.text in {";", ":", "(", '"'}
                or token.pos_ == "AUX"
                or token.tag_ in {"WDT", "WP", "WRB"}
                or token.text == "?"
                or token.dep_ == "advmod" and token.head.pos_ == "VERB"
                or token.dep_ == "aux"
                or _tells_when(token)
                or _tells_where(token)
                or token.dep_ == "prep"
                and any(lemma(c) in lexicon("agreements")["no_subjects"] for c in children(token, "pobj"))
                or token.dep_ == "cc"
                and token.head == noun
                or (token.text == "," and token.head.i == noun.i)
            ):
                last = min(last, int(token.left_edge.i) if token.dep_ in {"relcl", "acl", "appos"} else token.i)
                break
        while last - 1 > noun.i and is_loose(doc[last - 1]):
            last -= 1  # "an accord on water, to which …"
        title = self.passages.trimmed(first, max(last, noun.i + 1))
        if named is not None:
            title = named
        subject_span = None
        for prep in [p for t in (noun, *(o for _, o in prepositional(noun, "of"))) for p in children(t, "prep")]:
            bracketed = last < len(doc) and doc[last].text == "(" and last < prep.i <= last + 5 and doc[prep.i - 1].text == ")"
            if prep.lower_ in lexicon("agreements")["subject_prepositions"] and (prep.i < last or bracketed):
                objects = children(prep, "pobj", "pcomp")
                if objects and lemma(objects[0]) not in lexicon("agreements")["no_subjects"]:
                    end = int(objects[0].right_edge.i) + 1
                    end = next((t.i for t in doc[objects[0].i + 1 : end] if _tells_when(t)), end) if bracketed else min(last, end)
                    subject_span = self.passages.trimmed(objects[0].left_edge.i, end)
                    break
        if subject_span is None and noun.dep_ in {"dobj", "nsubjpass"}:
            subject_span = self._topic_of_the_verb(noun)
        return title, subject_span

    def _topic_of_the_verb(self, noun: Token) -> Span | None:
        """ "signed a pact on trade": what the parser hung from the verb."""
        words = lexicon("agreements")
        after = next((p for p in children(noun.head, "prep") if p.i == noun.right_edge.i + 1), None)
        if after is None or after.lower_ not in words["subject_prepositions"] or _tells_when(after):
            return None
        topic = next(iter(children(after, "pobj", "pcomp")), None)
        if topic is None or lemma(topic) in words["no_subjects"]:
            return None
        last = topic.right_edge.i + 1
        stop = next((t.i for t in self.doc[topic.i + 1 : last] if _tells_when(t) or _tells_where(t)), last)
        return self.passages.trimmed(topic.left_edge.i, stop)


def _tells_where(token: Token) -> bool:
    """ "in Lima", "at the palace": no part of what it is called."""
    if token.dep_ != "prep" or token.lower_ not in {"in", "at"}:
        return False
    return any(c.ent_type_ in {"GPE", "LOC", "FAC"} for c in children(token, "pobj")[:1])


def _tells_when(token: Token) -> bool:
    """A preposition or noun that opens the words for a time."""
    if token.dep_ == "prep":
        return any(c.ent_type_ in {"DATE", "TIME"} for c in children(token, "pobj")[:1]) and token.lower_ not in {"of", "between", "from"}
    return token.dep_ in {"npadvmod", "tmod"} and token.ent_type_ in {"DATE", "TIME"}


def dated_words(noun: Token) -> list[Token]:
    """Tokens in the noun's own phrase that may tell of when it is."""
    made = (*lexicon("agreements")["signing"], "date")
    below = [c for c in noun.children if c.dep_ in {"nummod", "amod", "compound", "nmod"} or c.dep_ == "acl" and lemma(c) in made]
    below += [c for c in noun.children if c.dep_ == "relcl" and lemma(c) == "date"]
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "from", "in"}]
    preps += [d for c in below for d in c.children if d.dep_ == "prep"]
    return [t for c in below for t in (c, *c.children)] + [t for p in preps for t in p.subtree]
