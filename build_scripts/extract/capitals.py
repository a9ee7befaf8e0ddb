"""May a word stand in a name? A capital tells, but for the first word of a sentence, names of days, sums and small words."""

from __future__ import annotations

import re

from spacy.tokens import Token

from build_scripts.extract.headwords import is_capital, words_of

_NO_NAME = {"DET", "PRON"}
_CONNECTING = frozenset(
    {
        "if",
        "and",
        "but",
        "or",
        "so",
        "yet",
        "when",
        "while",
        "how",
        "why",
        "what",
        "where",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
    }
    | {"there", "here", "however", "meanwhile", "not", "also"}
)
_MONEY = re.compile(r"(?:[A-Z]{2,3}|Rs|Ksh|KSh|Tsh|[NPRKS])[$€£]?\d[\d,.]*(?:m|bn|tn|k)?")
"""A sum written as one word: "PHP5,000"."""
_NEVER_FIRST = {"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "AUX", "VERB"}
_TIDINGS = {"news", "reports", "word", "images", "pictures", "video", "photos", "footage", "talk"}
"""What opens a sentence before "of" and no name: "News of Lee's release"."""


def in_name(token: Token) -> bool:
    if not is_capital(token) or token.lower_ in words_of("calendar") or token.lower_ in _CONNECTING:
        return False
    if len(token) > 4 and token.text[-1:].isalnum() and _MONEY.fullmatch(token.text):
        return False
    if _starts_sentence(token):
        if token.lower_ in _TIDINGS and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"of", "about", "from"}:
            return False
        if token.lower_ in words_of("modifiers") or token.lower_ in {"neighboring", "neighbouring", "nearby"}:
            return False
        if token.tag_ == "NN" and token.text.istitle() and not (token.i + 1 < len(token.doc) and is_capital(token.nbor(1))):
            return False  # "Coal would be shipped"
        return token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} and token.pos_ not in _NEVER_FIRST
    return token.pos_ not in _NO_NAME or token.ent_type_ in {"PERSON", "ORG"}


def _starts_sentence(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else None
    return before is None or token.is_sent_start is True or before.is_quote or before.text in {"-", ":", "(", "•"} or before.is_space
