"""From tokens to characters: spans of text that a record can quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from spacy.tokens import Doc, Token

from build_scripts.model import Span

_DATELINE = re.compile(
    r"\s*[A-Z][\w.'’]*(?:[ ,/-]+(?:[A-Z(][\w.'’)]*|\d{1,2}\.?|\d{4}))*,? ?(?:\([^()\n]{1,40}\))? ?"
    r"(?:—|--|(?<=[\s)])[–-]|[–-](?=\s)|(?<=[\d)]):|\|[^|\n]{2,24}\|)\s*(?=[A-Z“\"])"
)


_SHOUTED = re.compile(r"\s*[A-Z]{3,}(?:[ '’-][A-Z]{2,})*(?:, [A-Z][\w.]+)*: +(?=[A-Z“\"‘'])")
_LINES = 4
"""A dateline stands in one of the first lines, behind headline and byline."""
_ENDS = frozenset(".!?…:;,”\"’»")
"""What a line of prose ends in, and a headline does not."""


@lru_cache(maxsize=4)
def dateline(text: str) -> Span:
    """The place and agency before an article's first sentence: "NAIROBI, Kenya (AP) — ", "NAIROBI: "; (0, 0) without one."""
    lines = [m for m in re.finditer(r"[^\n]+", text[:20_000]) if m[0].strip()]
    shouted = sum(bool(_SHOUTED.match(m[0][:120])) for m in lines)
    for line in lines[:_LINES]:
        found = _DATELINE.match(line[0][:120]) or (_SHOUTED.match(line[0][:120]) if shouted == 1 else None)
        if found is not None and found.end() < 90:
            return line.start(), line.start() + found.end()
        if line[0].rstrip()[-1:] in _ENDS:
            break
    return 0, 0


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
