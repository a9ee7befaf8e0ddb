"""A source's text cut up for reading: paragraphs of numbered sentences, and in each the pieces that records were read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_scripts.model import Record, Source, Span
from build_scripts.pages.addresses import sentence_anchor
from build_scripts.pages.desk import Desk
from build_scripts.publish import is_blank

Mark = tuple[int, int, str]
"""Start and end in the text, and the key ("kind:id") of the record that was read from there."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text within which the same records hold."""

    text: str
    keys: tuple[str, ...]
    """Of the records read from it, the one with the shortest passage first."""


@dataclass(frozen=True)
class Sentence:
    number: int
    """From 1; 0 for text that belongs to no sentence."""
    pieces: tuple[Piece, ...]
    backs: tuple[str, ...]
    """Keys of the records whose evidence touches it, in the order of the text; actors left out."""
    ranges: tuple[tuple[str, int], ...]
    """Anchor and length of each longer passage that starts here."""
    gap: str = ""
    """Stands for what is left out of the published text: "one" sentence, "many", or "other" text. A gap has no number and no pieces."""


Paragraph = tuple[Sentence, ...]


def cut(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut a stretch at every boundary of a mark inside it; marks may nest and overlap. Keys: shortest mark first, each once."""
    inside = sorted((m for m in marks if m[0] < end and start < m[1]), key=lambda m: (m[1] - m[0], m[0], m[2]))
    edges = sorted({start, end, *(edge for m in inside for edge in m[:2] if start < edge < end)})
    pieces = []
    for left, right in pairwise(edges):
        keys = dict.fromkeys(key for a, b, key in inside if a <= left and right <= b)
        pieces.append((left, right, tuple(keys)))
    return pieces


def marks_of(source: Source, desk: Desk) -> list[Mark]:
    """Every piece of evidence in a source."""
    kinds: tuple[tuple[str, Sequence[Record]], ...] = (
        ("actor", desk.data.actors), ("agreement", desk.data.agreements), ("event", desk.data.events),
        ("statement", desk.data.statements), ("question", desk.data.questions))
    return [(e.start, e.end, f"{kind}:{record.id}") for kind, records in kinds for record in records
            for e in record.evidence if e.source == source.id]


def paragraphs(source: Source, desk: Desk) -> list[Paragraph]:
    marks = marks_of(source, desk)
    ranges = _ranges(source, desk)
    out: list[list[Sentence]] = [[]]
    for number, (start, end) in _stretches(source.text, source.sentences):
        gap_before = source.text[_last_end(source, start):start]
        if "\n" in gap_before and out[-1]:
            out.append([])
        if not source.text[start:end].strip():
            continue
        if is_blank(source.text[start:end]):
            out[-1].append(Sentence(number, (), (), ()))
            continue
        pieces = tuple(Piece(source.text[a:b], keys) for a, b, keys in cut(start, end, marks))
        touching = sorted((m for m in marks if m[0] < end and start < m[1] and not m[2].startswith("actor:")), key=lambda m: (m[0], m[1]))
        out[-1].append(Sentence(number, pieces, tuple(dict.fromkeys(key for _, _, key in touching)), ranges.get(number, ())))
    return [tuple(p) for p in _with_gaps(out) if p]


def _with_gaps(paragraphs: list[list[Sentence]]) -> list[list[Sentence]]:
    """Every run of sentences left out, over paragraphs too, as one gap where it begins."""
    out: list[list[Sentence]] = []
    left_out: list[Sentence] = []
    for paragraph in paragraphs:
        out.append([])
        for sentence in paragraph:
            if sentence.pieces:
                left_out = []
                out[-1].append(sentence)
                continue
            left_out.append(sentence)
            numbered = sum(1 for s in left_out if s.number)
            gap = Sentence(0, (), (), (), "many" if numbered > 1 else "one" if numbered else "other")
            if len(left_out) == 1:
                out[-1].append(gap)
                place = (len(out) - 1, len(out[-1]) - 1)
            else:
                out[place[0]][place[1]] = gap
    return out


def _last_end(source: Source, start: int) -> int:
    """Where the visible text before an offset ends."""
    return len(source.text[:start].rstrip())


def _stretches(text: str, sentences: Sequence[Span]) -> list[tuple[int, Span]]:
    """The sentences with their numbers, and between them, numbered 0, the lines of text that belong to none."""
    out: list[tuple[int, Span]] = []
    position = 0
    for number, (start, end) in [*enumerate(sentences, 1), (0, (len(text), len(text)))]:
        out.extend((0, line) for line in _lines(text, position, start))
        if number:
            out.append((number, (start, end)))
        position = max(position, end)
    return out


def _lines(text: str, start: int, end: int) -> list[Span]:
    found, position = [], start
    for line in text[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            left = position + line.index(bare)
            found.append((left, left + len(bare)))
        position += len(line)
    return found


def _ranges(source: Source, desk: Desk) -> dict[int, tuple[tuple[str, int], ...]]:
    """First sentence -> anchors of the passages of several sentences that start there."""
    found: dict[int, set[tuple[str, int]]] = {}
    every: list[Record] = [*desk.data.actors, *desk.data.agreements, *desk.data.events, *desk.data.statements, *desk.data.questions]
    for record in every:
        for evidence in record.evidence:
            if evidence.source == source.id:
                first, last = desk.sentence_numbers(evidence)
                if first != last:
                    found.setdefault(first, set()).add((sentence_anchor(first, last), last - first + 1))
    return {number: tuple(sorted(anchors, key=lambda a: a[1])) for number, anchors in found.items()}
