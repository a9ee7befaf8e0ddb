"""What an agreement is called: a treaty's proper name."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.agreement_titles import TIMES
from build_scripts.extract.grammar import children, lemma, prepositional
from build_scripts.extract.headwords import is_capital
from build_scripts.extract.lexicons import lexicon, row
from build_scripts.extract.passages import Passages
from build_scripts.model import Span

_WITHIN = {"the", "of", "and", "on", "-", "for"}


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
        if last < len(doc) and doc[last].text.isdigit() and len(doc[last]) < 4:
            last += 1  # "Convention 98 of the X Organization"
        if last < len(doc) and doc[last].lower_ in {"of", "on", "for", "to", "against", "concerning"}:
            end = last + 1
            while (
                end < len(doc)
                and (is_capital(doc[end]) or doc[end].lower_ in _WITHIN or self._trade_in_services(end))
                and not doc[end].is_sent_start
                and doc[end].ent_type_ not in TIMES
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
        generic = row("agreements", "no_names")
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
        opens = before.is_sent_start and before.pos_ in {"ADP", "SCONJ", "ADV", "CCONJ"}  # "Under Convention 98"
        return is_capital(before) and not before.is_punct and not opens and before.lower_ not in {"the", "a", "an", "this"}

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
        if not is_capital(token) and token.text != "-" or token.pos_ not in {"PROPN", "NOUN", "PUNCT"} or token.ent_type_ in TIMES:
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
