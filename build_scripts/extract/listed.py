"""Names in a row, read off the words: "X, the Y (YY), Z and W" stand together however the parser hangs them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from build_scripts.extract.actors import Cast

_BETWEEN = {",", "and", "&", "the", "(", ")", "as", "well"}
_LEAST = 3


class Lists:
    """The lists of three names or more of one text."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc = doc
        self._list_at: dict[int, tuple[int, ...]] = {}
        """last token of a name in a list -> last tokens of all in it"""
        spans = sorted({(m.first, m.last) for m in cast.mention_at.values()})
        row: list[tuple[int, int]] = []
        persons = False
        for span in spans:
            key = cast.at.get(span[1] - 1)
            person = key is not None and cast.figures[key].type == "person"
            if row and (person != persons or not self._goes_on(row[-1][1], span[0])):  # "the premier of X, Ann Lee, and Tomas Berg"
                self._close(row)
                row = []
            row.append(span)
            persons = person
        self._close(row)

    def _goes_on(self, end: int, start: int) -> bool:
        """Nothing but commas, "and", an article and a short form in brackets between two names."""
        if not 0 < start - end < 7 or self.doc[start].is_sent_start:
            return False
        open_ = False
        for token in self.doc[end:start]:
            if token.is_sent_start or token.text not in _BETWEEN and not (open_ and token.is_upper):
                return False
            open_ = token.text == "(" or open_ and token.text != ")"
        return any(t.text in {",", "and", "&"} for t in self.doc[end:start])

    def _close(self, row: list[tuple[int, int]]) -> None:
        """A list ends in "and"; what comes after that is another."""
        if len(row) < _LEAST:
            return
        joined = [n for n in range(1, len(row)) if any(t.text in {"and", "&"} for t in self.doc[row[n - 1][1] : row[n][0]])]
        if joined and joined[0] >= _LEAST - 1:
            lasts = tuple(last - 1 for _, last in row[: joined[0] + 1])
            self._list_at.update(dict.fromkeys(lasts, lasts))

    def whole(self, heads: Iterable[Token]) -> list[Token]:
        """The heads, and with each that is in a list all the others of it, in order and once."""
        found: dict[int, Token] = {}
        for head in heads:
            for i in self._list_at.get(head.i, (head.i,)):
                found.setdefault(i, self.doc[i])
        return list(found.values())
