"""What the text says of an agreement besides its name: its title, what it is about, the words and years that tell it from others."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import children, is_loose, lemma, prepositional
from build_scripts.extract.headwords import is_capital
from build_scripts.extract.lexicons import lexicon, row
from build_scripts.extract.names import fold
from build_scripts.extract.passages import Passages
from build_scripts.model import Span

TIMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY"}
"""What the model calls numbers and times: no part of a name."""
_BEFORE = {"amod", "compound", "nmod", "npadvmod", "nummod", "punct", "conj", "cc", "advmod", "quantmod"}


def one_word_for_peace(words: Iterable[str]) -> set[str]:
    """ "truce", "ceasefire", "hostilities": each tells as much of what an agreement is about as "peace" does."""
    return {"peace" if word in row("agreements", "peace") else word for word in words}


class Titles:
    """Reads the descriptions of agreements off one parse."""

    def __init__(self, doc: Doc, cast: Cast, passages: Passages) -> None:
        self.doc, self.cast, self.passages = doc, cast, passages

    def words(self, named: Span | None) -> frozenset[str]:
        """What a proper name is told by: its words but for "the", "of" and "treaty"; an acronym in brackets too."""
        if named is None:
            return frozenset()
        tokens = [self.doc[i] for i in self.passages.tokens(named)]
        empty = row("agreements", "nouns") | {"of", "on", "the", "for", "and", "to", "against"}
        return frozenset(fold(t.text).rstrip("s") for t in tokens if t.is_alpha and is_capital(t) and t.lower_ not in empty)

    def marks(self, noun: Token, named: Span | None) -> frozenset[str]:
        """Words before the noun, and nouns of its subject, that tell it from other agreements."""
        plain = row("agreements", "plain")
        name = set(self.passages.tokens(named)) if named is not None else set()
        found = set()
        for token in self.doc[noun.left_edge.i : noun.i]:
            own = token.dep_ in {"amod", "compound", "nmod"} and token.tag_ not in {"VBN", "VBD"} and token.i not in name
            if own and token.i not in self.cast.at and token.is_alpha and token.lower_ not in plain and token.ent_type_ not in TIMES:
                found.add(lemma(token))
        return frozenset(one_word_for_peace(found))

    def years(self, noun: Token, signing: Token | None = None) -> frozenset[str]:
        """ "the 1995 accord", "the pact of 2011", "the treaty signed in 1998", "signed a truce in 2019", "an accord dating from 1988"."""
        near = [t for t in dated_words(noun) if t.is_digit]
        told = children(noun, "relcl") if not any(c.lower_ == "the" for c in noun.children) else []  # "a truce that she arranged in 2003"
        near += [t for c in told for _, o in prepositional(c, "in") for t in (o, *o.children) if t.is_digit]
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
            and doc[first - 1].lower_ not in lexicon("agreements")["before_a_title"]
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
                or token.dep_ == "advmod"
                and token.head.pos_ == "VERB"
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
