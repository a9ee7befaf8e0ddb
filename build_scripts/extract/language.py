"""Text to parsed document: the one place that knows spaCy's pipeline.

The parser sees a copy of the text of the same length in which typographic quotation marks, dashes and control characters are plain, so
that every token offset is an offset in the source.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

from build_scripts.extract.headwords import CUT_SHORT, title_at
from build_scripts.extract.passages import dateline
from build_scripts.extract.quotes import find_quotations
from build_scripts.extract.swift import quicken
from build_scripts.model import DEFAULT_MODEL, ExplainerError

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("’‘ʼ‚", "'"),
        **dict.fromkeys("—–‑", "-"),
        "\r": "\n",
        **dict.fromkeys("\t\u00a0\u2009\u200a\u202f\u2007\u200b\ufeff\u2028\u2029\u0085\u000b\u000c", " "),
    }
)
BATCH = 32
"""Pieces of text in the pipeline at once: faster and a third of the memory of spaCy's own choice."""
LONGEST_PIECE = 4_000
"""Tokens parsed in one piece (a news article has some 500): the parser needs some 30 kB for each."""
LONGEST_SENTENCE = 250
"""Tokens after which a sentence is ended: every step may then look at a whole sentence, and the time stays linear in a text's length."""
LONGEST_RUN = 300
"""Characters without a blank that are tokenized together; longer addresses and words are cut."""

Mask = Callable[[Doc], dict[int, str]]
"""Token -> the word that the parser shall see in its place."""

_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_ANNOTATIONS = [TAG, POS, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """The text as the parser sees it; same length, character for character."""
    return _CONTROL.sub(" ", text.translate(_PLAIN))


_FIRMS = {"corp", "inc", "ltd", "co"}
"""These stops end a sentence or not: no, where a title follows."""
_NUMBERED = {"act", "annex", "article", "category", "chapter", "class", "division", "grade", "group", "part", "phase", "plan", "schedule",
             "section", "stage", "title", "type", "vitamin", "volume", "war"}
"""What a letter behind it counts: its stop is no initial's."""


def _cut_short(doc: Doc, i: int) -> bool:
    """Is it "Gen.", or the stop of "Lt."?"""
    word = doc[i - 1].lower_ if doc[i].text == "." and i and not doc[i - 1].whitespace_ else doc[i].lower_.removesuffix(".")
    if not doc[i].text.endswith("."):
        return False
    return word in CUT_SHORT or word in _FIRMS and i + 1 < len(doc) and title_at(doc, i + 1, len(doc)) is not None


def _numbers(doc: Doc, i: int) -> bool:
    """Is it the "I." of "World War I."?"""
    return len(doc[i].text) == 2 and doc[i].text[1] == "." and doc[i - 1].lower_ in _NUMBERED


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """A sentence never runs over a line break, and a closing quotation mark belongs to the sentence that it ends. What has gone on for
    LONGEST_SENTENCE tokens ends at the next stop, or without one when it is twice as long."""
    text = doc.text
    quotations = find_quotations(text)
    closing, opening = {q.end - 1 for q in quotations}, {q.start for q in quotations}
    place, start = dateline(text)
    began = 0
    for token in doc[1:]:
        if place < token.idx <= start:
            token.is_sent_start = token.idx == start
            continue
        before = doc[token.i - 1]
        if "\n" in before.text:
            token.is_sent_start = True
        elif before.is_alpha or before.text in {"-", "/"} and not before.whitespace_ or _cut_short(doc, before.i):
            token.is_sent_start = False  # a sentence begins behind a mark or a line break, never between two words
        elif token.is_space or token.idx in closing:
            token.is_sent_start = False
        elif token.text[:1].isupper() and before.i and _numbers(doc, before.i):
            token.is_sent_start = True  # "in World War I. Lee said"
        elif before.idx in closing and token.i > 1 and doc[token.i - 2].text in {".", "!", "?"} and token.text[:1].isupper():
            # “… very closely.” Lee said: the sentence goes on only when a lower-case word follows, or a speech verb closes it
            token.is_sent_start = token.idx in opening or None
        elif before.text in {".", "!", "?"} and token.idx in opening:
            token.is_sent_start = True
        length = token.i - began
        if length > LONGEST_SENTENCE and (length > 2 * LONGEST_SENTENCE or before.text in {".", "!", "?"} and token.text[:1].isupper()):
            token.is_sent_start = True
        if token.is_sent_start:
            began = token.i
    return doc


_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_BEFORE_DAYS = _WEEKDAYS | {"on", "last", "next", "this", "every", "by", "since", "until", "from", "the", "a", "and", "to", "before"}
_BEFORE_DAYS |= {"after", "late", "early", "good", "black", "ash", "palm", "easter", "whit", "bloody", "shrove", "between"}


@lru_cache(maxsize=2)
def load(name: str | None = None) -> Language:
    """The pipeline, once per process. Raises ExplainerError where the model is not installed."""
    wanted = name or DEFAULT_MODEL
    try:
        nlp = spacy.load(wanted)
    except OSError as error:
        raise ExplainerError(
            f"spaCy model {wanted!r} is not installed; install it with pip (make site installs the default one), "
            "or name another with EXPLAINER_MODEL"
        ) from error
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[a-z.!?,])[\"”](?=[a-z])"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # “to the house"said Ann Lee”
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z][A-Z])\.", r"(?<=^X)\."]
    # "BiH." and "on X." end a sentence: the stop is no part of the name
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    nlp.add_pipe("paragraph_boundaries", before="parser")
    quicken(nlp)
    return nlp


def _bare_weekdays(doc: Doc) -> Iterator[int]:
    """ "in Arvano Wednesday", "said Ann Lee Monday": a day right behind a name, which the parser would take for its last word."""
    for token in doc[1:]:
        if token.lower_ not in _WEEKDAYS or not token.text.istitle():
            continue
        before, after = token.nbor(-1), doc[token.i + 1] if token.i + 1 < len(doc) else None
        named = before.text[:1].isupper() and before.is_alpha and before.lower_ not in _BEFORE_DAYS
        goes_on = after is not None and (after.text[:1].isupper() and after.is_alpha or after.text in {"'s", "’s", "-", "'"})
        if named and not goes_on and before.whitespace_ != "":
            yield token.i


def identity(name: str | None = None) -> str:
    """The model's name and version, as recorded in the manifest."""
    import importlib.metadata

    wanted = name or DEFAULT_MODEL
    try:
        return f"{wanted} {importlib.metadata.version(wanted.replace('_', '-'))}"
    except importlib.metadata.PackageNotFoundError:
        meta: dict[str, Any] = load(name).meta
        return f"{wanted} {meta['version']}"


def parse(text: str, name: str | None = None, mask: Mask | None = None) -> Doc:
    """The parsed text; see `parse_all`."""
    return next(parse_all([text], name, mask))


def parse_all(texts: Iterable[str], name: str | None = None, mask: Mask | None = None) -> Iterator[Doc]:
    """The parsed texts, in order. `mask` gives, for tokens of names that a list knows, a common name of the same kind: the parser then
    judges the grammar and not the name, so that one article under other names is parsed alike.

    A text of more than LONGEST_PIECE tokens is parsed in pieces that end at line breaks, and texts go through the pipeline BATCH pieces at
    a time: time grows with a text's length and memory does not."""
    nlp = load(name)
    whole: deque[tuple[Doc, int]] = deque()
    """Unmasked documents on their way, each with the number of its pieces."""

    def pieces() -> Iterator[Doc]:
        for text in texts:
            bare = _tokens(nlp, plain(text))
            words, spaces = [t.text for t in bare], [bool(t.whitespace_) for t in bare]
            for i, other in (mask(bare) if mask is not None else {}).items():
                words[i] = other
            for i in _bare_weekdays(bare):
                words[i] = "yesterday"
            ends = _piece_ends(words)
            whole.append((bare, len(ends)))
            for start, end in zip([0, *ends], ends, strict=False):
                yield Doc(nlp.vocab, words=words[start:end], spaces=spaces[start:end])

    seen: list[Any] = []
    for piece in nlp.pipe(pieces(), batch_size=BATCH):
        seen.append(piece.to_array(_ANNOTATIONS))
        while whole and len(seen) >= whole[0][1]:
            bare, count = whole.popleft()
            bare.from_array(_ANNOTATIONS, numpy.concatenate(seen[:count]))  # type: ignore[arg-type]
            del seen[:count]
            yield bare


def _tokens(nlp: Language, text: str) -> Doc:
    """Tokenized. A run without blanks is taken in stretches: the tokenizer's time grows with the square of a run of marks."""
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    if not _RUN.search(text):
        return nlp.make_doc(text)
    cuts = [0, *(run.start() + i for run in _RUN.finditer(text) for i in range(LONGEST_RUN, len(run[0]), LONGEST_RUN)), len(text)]
    parts = [nlp.make_doc(text[start:end]) for start, end in pairwise(cuts)]
    return Doc(nlp.vocab, words=[t.text for p in parts for t in p], spaces=[bool(t.whitespace_) for p in parts for t in p])


def _piece_ends(words: list[str]) -> list[int]:
    """Where the pieces of a text end: behind the last line break within reach, else where the reach ends."""
    ends: list[int] = []
    start = 0
    while len(words) - start > LONGEST_PIECE:
        reach = start + LONGEST_PIECE
        start = next((i for i in range(reach, start + LONGEST_PIECE // 2, -1) if "\n" in words[i - 1]), reach)
        ends.append(start)
    return [*ends, len(words)]
