"""What every kind of record is made with: ids that occur once, spans, evidence, and who has been named so far."""

from __future__ import annotations

from collections import defaultdict

from build_scripts.extract.actors import Cast
from build_scripts.extract.names import slug
from build_scripts.extract.passages import Passages
from build_scripts.extract.references import Referent
from build_scripts.extract.timing import Timing
from build_scripts.model import Date, Evidence, Source, Span

Parts = dict[str, Span | dict[str, Span]]
"""Field -> the span that its value was read from; for fields of several values, value -> span."""

_LONGEST_ID = 120


class Kit:
    """Of one article."""

    def __init__(self, source: Source, cast: Cast, passages: Passages, timing: Timing) -> None:
        self.source, self.cast, self.passages, self.timing = source, cast, passages, timing
        self.used: set[str] = set()
        """Actors that some record names."""
        self._ids: set[str] = set()
        self._next: dict[str, int] = defaultdict(lambda: 2)

    def id(self, *pieces: str | None) -> str:
        """A slug of the pieces, numbered where it was given before."""
        base = "-".join(slug(p) for p in pieces if p)[:_LONGEST_ID].strip("-")
        found = base
        while found in self._ids:
            found = f"{base}-{self._next[base]}"
            self._next[base] += 1
        self._ids.add(found)
        return found

    def use(self, referent: Referent | None) -> str | None:
        if referent is None:
            return None
        self.used.add(referent.key)
        return referent.key

    def span(self, referent: Referent) -> Span:
        return self.passages.span(*referent.span)

    def evidence(self, parts: Parts, *shown: Span) -> Evidence:
        """The passage that covers `shown`; parts may lie outside it."""
        start, end = min(s for s, _ in shown), max(e for _, e in shown)
        return Evidence(self.source.id, start, end, self.passages.text[start:end], parts)

    @property
    def day(self) -> str:
        return self.source.published or "undated"


def date_doubts(date: Date | None) -> list[str]:
    """Why a person should look at a date."""
    if date is None or not date.basis.startswith(("year from", "month from", "unresolved", "counted from")):
        return []
    return [f"date “{date.text}”: {date.basis}"]
