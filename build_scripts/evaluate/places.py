"""Where in the article something stands, in sentences of the gold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_scripts.evaluate.gold import GoldStatement
from build_scripts.evaluate.wording import words
from build_scripts.model import Evidence, Span

_CLOSING_MARK = re.compile('[”"»]')


class Places:
    """Turns evidence into sentence numbers. With no sentences everything stands nowhere."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sentences

    def of(self, evidence: Sequence[Evidence], trigger: str = "") -> set[int]:
        """The sentences that the passages touch; only those of the trigger where a passage holds it."""
        found: set[int] = set()
        for passage in evidence:
            start, end = self._trigger_span(*self._passage_span(passage), trigger)
            found.update(number for number, (first, last) in enumerate(self._sentences) if first < end and start < last)
        return found

    def _passage_span(self, passage: Evidence) -> Span:
        """The offsets, unless other words stand there: then where the words stand first."""
        if not passage.exact or self._text[passage.start:passage.end].split() == passage.exact.split():
            return passage.start, passage.end
        start = self._text.find(passage.exact)
        return (start, start + len(passage.exact)) if start >= 0 else (-1, -1)

    def _trigger_span(self, start: int, end: int, trigger: str) -> Span:
        within = self._text[start:end].lower().find(trigger.lower()) if trigger else -1
        return (start + within, start + within + len(trigger)) if within >= 0 else (start, end)

    def run_of(self, statement: GoldStatement) -> list[str]:
        """The words from where a gold statement begins up to the closing mark, or to the sentence's end if it is reported speech."""
        if statement.sentence >= len(self._sentences):
            return []
        first, last = self._sentences[statement.sentence]
        line = self._text[first:last]
        starts = [line.find(beginning) for beginning in (statement.quote, statement.clause) if beginning and beginning in line]
        if not starts:
            return []
        rest = line[min(starts):]
        return words(_CLOSING_MARK.split(rest)[0] if statement.direct and not statement.clause else rest)
