"""What an agreement is called: a treaty's proper name, and the words of the text from its first to its subject."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast
from build_scripts.extract.grammar import children, lemma, prepositional
from build_scripts.extract.headwords import is_capital
from build_scripts.extract.lexicons import lexicon, phrases
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
_BEFORE = {"amod", "compound", "nmod", "npadvmod", "nummod", "punct", "conj", "cc", "advmod", "quantmod"}


class Names:
    """Reads names and titles of agreements off one parse."""

    def __init__(self, doc: Doc, cast: Cast, passages: Passages) -> None:
        self.doc, self.cast, self.passages = doc, cast, passages

    def named(self, noun: Token) -> Span | None:
        """Characters of a treaty's proper name: "Treaty of X", "Paris Agreement", "the Minsk agreements"."""
        doc = self.doc
        if lemma(noun) not in lexicon("agreements")["named"] and noun.lower_ not in lexicon("agreements")["named"]:
            return None
        small = not is_capital(noun)
        if small and not self._called_after_a_place(noun):
            return None
        first = noun.i
        while first > 0 and is_capital(doc[first - 1]) and not doc[first].is_sent_start and not doc[first - 1].is_punct:
            if doc[first - 1].lower_ in {"the", "a", "an", "this"}:
                break
            first -= 1
        last = noun.i + 1
        if not small and last < len(doc) and doc[last].lower_ in {"of", "on", "for", "to"}:
            end = last + 1
            while (
                end < len(doc)
                and (is_capital(doc[end]) or doc[end].lower_ in {"the", "of", "and", "on", "-", "for"})
                and not doc[end].is_sent_start
            ):
                end += 1
            while end > last and not is_capital(doc[end - 1]):
                end -= 1
            last = end if end > last + 1 else last
        if last - first < 2 or first == noun.i and noun.is_sent_start and last - first < 3:
            return None
        words = {t.lower_ for t in doc[first:last]}
        generic = phrases(lexicon("agreements")["no_names"])
        if words <= generic | {"of", "on", "the", "for", "and", lemma(noun), noun.lower_}:
            return None  # "Memorandum of Understanding"
        return doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)

    def _called_after_a_place(self, noun: Token) -> bool:
        """ "the Minsk agreements": a single place before the noun, no state and no body of its own."""
        before = self.doc[noun.i - 1] if noun.i > 0 else None
        if before is None or before.pos_ != "PROPN" or before.dep_ not in {"compound", "amod", "nmod"} or before.head != noun:
            return False
        key = self.cast.at.get(before.i)
        return key is None and before.text[:1].isupper() and not before.text.isupper()

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
        title = self.passages.trimmed(first, max(last, noun.i + 1))
        if named is not None and (named[1] - named[0] > title[1] - title[0] or title[0] > named[0]):
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
