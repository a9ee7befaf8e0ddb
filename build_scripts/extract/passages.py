"""From tokens to characters: spans of text that a record can quote."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc, Token

from build_scripts.model import Span

_DATELINE = re.compile(
    r"\s*[A-Z][\w.'’]*(?:[ ,/-]+(?:[A-Z(][\w.'’)]*|\d{1,2}\.?))*,? ?(?:\([^()\n]{1,40}\))? ?"
    r"(?:—|--|(?<=[\s)])[–-]|[–-](?=\s))\s*(?=[A-Z“\"])"
)


_HEADLINES = 3


def dateline_end(text: str) -> int:
    """Where the place and agency before an article's first sentence end: "NAIROBI, Kenya (AP) — "; 0 without one. Lines above it that end
    in no stop (headlines) do not matter."""
    start = 0
    for _ in range(_HEADLINES):
        found = _DATELINE.match(text[start : start + 120])
        if found and found.end() < 90:
            return start + found.end()
        line = re.compile(r"\s*[^\n]{1,200}[^\n.!?…:;,”\"’»]\s*\n\s*").match(text, start)
        if line is None:
            return 0
        start = line.end()
    return 0


_TRIM = " \t\r\n,;:-–—"


class Passages:
    """Cuts passages out of one document's source text."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc, self.text = doc, text
        self._starts = [t.idx for t in doc]

    def token_at(self, char: int) -> int:
        """Index of the token that holds a character (or the last before it)."""
        return max(0, bisect_right(self._starts, char) - 1)

    def tokens(self, span: Span) -> range:
        """Indexes of the tokens that a character span touches."""
        start, end = span
        return range(self.token_at(start), self.token_at(max(start, end - 1)) + 1)

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens [first, last) without blanks at the ends."""
        if first >= last or not len(self.doc):
            return 0, 0
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1].text)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def trimmed(self, first: int, last: int) -> Span:
        """The same without commas, dashes and a final stop at the ends."""
        start, end = self.span(first, last)
        while start < end and self.text[start] in _TRIM:
            start += 1
        while end > start and (
            self.text[end - 1] in _TRIM or self.text[end - 1] == "." and self.text[end - 2 : end - 1] != "." and not self._abbreviation(end)
        ):
            end -= 1
        return start, end

    def _abbreviation(self, end: int) -> bool:
        token = self.doc[self.token_at(end - 1)]
        return len(token.text) > 1 and token.text.count(".") > 1

    def of(self, token: Token) -> Span:
        return self.span(token.i, token.i + 1)

    def cut(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def sentence(self, token: Token) -> Span:
        return self.span(token.sent.start, token.sent.end)
