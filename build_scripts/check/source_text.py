"""A source's page: its text sentence by sentence, and every mark in it, as the passages in the records have them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from build_scripts.check.data import Rec, World, slug
from build_scripts.check.expected import Nodes
from build_scripts.check.relations import passages_of, sentence_of
from build_scripts.check.tree import Node

if TYPE_CHECKING:
    from build_scripts.check.page import Page

KINDS = ("actor", "agreement", "event", "statement", "question")
BLANK = "░"
"""Stands in the data for each character that is not published."""
Passage = tuple[int, int, Rec]


def check(page: Page, node: Node, source: Rec) -> None:
    """Compare the paragraphs one by one; between them there is only layout."""
    found = list(_paragraphs(page, node))
    wanted = _wanted(page, source)
    for n in range(max(len(found), len(wanted))):
        if n >= len(found):
            page.complain(node.line, f"the text of {source.id} lacks something at its end")
            return
        due = wanted[n] if n < len(wanted) else None
        if due is None or isinstance(due, Node) is ("data-list" in found[n].attrs):
            page.complain(found[n].line, f"{found[n].text()[:60]!r} has no place here in the text of {source.id}")
            return
        if isinstance(due, Node):
            page.compare(found[n], due, f"the text of {source.id}")
        else:
            page.element(found[n])
            if found[n].attrs["data-list"] != "sentence.remarks":
                page.complain(found[n].line, "a list that is none of remarks")
            page.entries(found[n], {"block": "remark"}, due, "sentence.remarks", source)


def _paragraphs(page: Page, node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                page.complain(node.line, f"words that nothing accounts for: {child.strip()[:60]!r}")
        elif child.tag == "p" or "data-list" in child.attrs:
            yield child
        else:
            page.element(child)
            yield from _paragraphs(page, child)


def passages(world: World, source: Rec) -> list[Passage]:
    return [(e["start"], e["end"], r) for kind in KINDS for r in world.all(kind) for e in r["evidence"] if e["source"] == source.id]


def _wanted(page: Page, source: Rec) -> list[Node | list[Rec]]:
    """Paragraphs of text, behind each the lines that say what its sentences back and the remarks that begin in them."""
    marks = passages(page.world, source)
    ranges = _ranges(page, source, marks)
    out: list[Node | list[Rec]] = []
    remarks = {r.id: sentence_of(page.world, p) for r in page.world.all("remark") if r["source"] == source.id
               for p in passages_of(page.world, r)}
    groups = _grouped(source)
    gaps = _gaps(source, [piece for paragraph in groups for piece in paragraph])
    for paragraph in groups:
        line: Nodes = []
        behind: list[Node] = []
        noted: list[list[Rec]] = []
        for number, start, end in paragraph:
            if _blank(source["text"][start:end]) and start not in gaps:
                continue
            line += [" "] if line else []
            if start in gaps:
                line.append(Node("span", {"class": "gap"}, [page.voice.fixed(f"source.gap.{gaps[start]}")]))
                continue
            line.append(_sentence(page, source, number, start, end, marks, ranges))
            inside = sorted((m for m in marks if m[0] < end and start < m[1] and m[2].kind != "actor"), key=lambda m: m[:2])
            backs = list({(m[2].kind, m[2].id): m[2] for m in inside}.values())
            if backs:
                behind.append(_backs(page, number, backs))
            here = [r for r in page.world.all("remark") if number and remarks.get(r.id) == number]
            noted += [here] if here else []
        out += [Node("p", {"class": "para-text"}, line), *behind, *noted] if line else []
    return out


def _blank(text: str) -> bool:
    """Whether nothing of a stretch is published."""
    return BLANK in text and not text.replace(BLANK, "").strip()


def _gaps(source: Rec, pieces: list[tuple[int, int, int]]) -> dict[int, str]:
    """Start of the first of a run of pieces left out -> how many sentences the run holds: one, many, or none but other text."""
    found: dict[int, str] = {}
    first, sentences = None, 0
    for number, start, end in pieces:
        if not _blank(source["text"][start:end]):
            first = None
            continue
        first, sentences = (start, 0) if first is None else (first, sentences)
        sentences += bool(number)
        found[first] = ("other", "one", "many")[min(sentences, 2)]
    return found


def _grouped(source: Rec) -> list[list[tuple[int, int, int]]]:
    """Paragraphs of (number, start, end): the sentences, and with number 0 the lines that belong to none."""
    text, pieces, position = source["text"], [], 0
    for number, (start, end) in [*enumerate(source["sentences"], 1), (0, (len(text), len(text)))]:
        at = position
        for raw in text[position:start].splitlines(keepends=True):
            bare = raw.strip()
            if bare:
                left = at + raw.index(bare)
                pieces.append((0, left, left + len(bare)))
            at += len(raw)
        if number and text[start:end].strip():
            pieces.append((number, start, end))
        position = max(position, end)
    groups: list[list[tuple[int, int, int]]] = []
    for piece in pieces:
        before = text[:piece[1]]
        if not groups or "\n" in before[len(before.rstrip()):]:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _ranges(page: Page, source: Rec, marks: list[Passage]) -> dict[int, list[tuple[int, int]]]:
    """First sentence -> (first, last) of the passages of several sentences that begin in it, the shortest first."""
    found: dict[int, set[tuple[int, int]]] = {}
    for start, end, _ in marks:
        first, last = page.voice.at.sentences({"source": source.id, "start": start, "end": end})
        if first != last:
            found.setdefault(first, set()).add((first, last))
    return {first: sorted(spans) for first, spans in found.items()}


def _sentence(page: Page, source: Rec, number: int, start: int, end: int, marks: list[Passage],
              ranges: dict[int, list[tuple[int, int]]]) -> Node:
    inner: Nodes = []
    if number:
        inner += [Node("span", {"class": f"range n{last - first + 1}", "id": f"s{first}-{last}"}) for first, last in ranges.get(number, [])]
        label = page.voice.plain("source.sentence", None)
        attrs = {"class": "s-number", "href": f"site:{page.folder}#s{number}", "title": label, "data-label": "source.sentence"}
        inner.append(Node("a", attrs, [str(number)]))
        inner.append("\u202f")
    for left, right, records in _cut(start, end, marks):
        text = source["text"][left:right]
        if not records:
            inner.append(text)
            continue
        kinds = " ".join(["ev", *(f"ev-{kind}" for kind in dict.fromkeys(r.kind for r in records))])
        href = page.voice.at.of(records[0])
        inner.append(Node("a", {"class": kinds, "href": href, "data-record": slug(records[0].id)}, [text]))
    return Node("span", {"class": "s", "id": f"s{number}"} if number else {"class": "furniture"}, inner)


def _cut(start: int, end: int, marks: list[Passage]) -> list[tuple[int, int, list[Rec]]]:
    """The stretches of a sentence within which the same records hold, those with the shortest passages first."""
    inside = sorted((m for m in marks if m[0] < end and start < m[1]), key=lambda m: (m[1] - m[0], m[0], f"{m[2].kind}:{m[2].id}"))
    edges = sorted({start, end} | {edge for m in inside for edge in m[:2] if start < edge < end})
    return [(a, b, list({(r.kind, r.id): r for left, right, r in inside if left <= a and b <= right}.values())) for a, b in pairwise(edges)]


def _backs(page: Page, number: int, records: list[Rec]) -> Node:
    inner: Nodes = [Node("span", {"class": "backs-number"}, [str(number or "")]), " "]
    for n, rec in enumerate(records):
        said = page.voice.say(f"backs.{rec.kind}", rec)
        assert said is not None
        inner += [" · ", said] if n else [said]
    return Node("p", {"class": "backs", "data-backs": str(number)}, inner)
