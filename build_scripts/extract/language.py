"""Text to parsed document: the one place that knows spaCy's pipeline.

The parser sees a copy of the text of the same length in which typographic quotation marks, dashes and control characters are plain, so
that every token offset is an offset in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_suffix_regex

from build_scripts.extract.passages import dateline_end
from build_scripts.extract.quotes import find_quotations
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
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text as the parser sees it; same length, character for character."""
    return _CONTROL.sub(" ", text.translate(_PLAIN))


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """A sentence never runs over a line break, and a closing quotation mark belongs to the sentence that it ends."""
    closing = {q.end - 1 for q in find_quotations(doc.text)}
    opening = {q.start for q in find_quotations(doc.text)}
    dateline = dateline_end(doc.text)
    for token in doc[1:]:
        if token.idx < dateline or token.idx == dateline > 0:
            token.is_sent_start = token.idx == dateline
            continue
        before = doc[token.i - 1]
        if "\n" in before.text:
            token.is_sent_start = True
        elif before.is_alpha:
            token.is_sent_start = False  # a sentence begins behind a mark or a line break, never between two words
        elif token.is_space or token.idx in closing:
            token.is_sent_start = False
        elif before.idx in closing and token.i > 1 and doc[token.i - 2].text in {".", "!", "?"} and token.text[:1].isupper():
            # “… very closely.” Lee said: the sentence goes on only when a lower-case word follows, or a speech verb closes it
            token.is_sent_start = token.idx in opening or None
        elif before.text in {".", "!", "?"} and token.idx in opening:
            token.is_sent_start = True
    return doc


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
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z][A-Z])\."]  # "BiH." ends a sentence: the stop is no part of the name
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    nlp.add_pipe("paragraph_boundaries", before="parser")
    return nlp


def identity(name: str | None = None) -> str:
    """The model's name and version, as recorded in the manifest."""
    import importlib.metadata

    wanted = name or DEFAULT_MODEL
    try:
        return f"{wanted} {importlib.metadata.version(wanted.replace('_', '-'))}"
    except importlib.metadata.PackageNotFoundError:
        meta: dict[str, Any] = load(name).meta
        return f"{wanted} {meta['version']}"


def parse(text: str, name: str | None = None, mask: Callable[[Doc], dict[int, str]] | None = None) -> Doc:
    """The parsed text. `mask` gives, for tokens of names that a list knows, a common name of the same kind: the parser then judges the
    grammar and not the name, so that one article under other names is parsed alike."""
    nlp = load(name)
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    bare = nlp.make_doc(plain(text))
    words, spaces = [t.text for t in bare], [bool(t.whitespace_) for t in bare]
    other = mask(bare) if mask is not None else {}
    seen = nlp(Doc(nlp.vocab, words=[other.get(i, w) for i, w in enumerate(words)], spaces=spaces))
    if not other:
        return seen
    return Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        tags=[t.tag_ for t in seen],
        pos=[t.pos_ for t in seen],
        lemmas=[t.lemma_ for t in seen],
        heads=[t.head.i for t in seen],
        deps=[t.dep_ for t in seen],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in seen],
    )
