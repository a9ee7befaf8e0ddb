"""How much of an article's text goes into the data and onto the site.

The text of a source under copyright is published as far as something cites it: its cited sentences, and nothing else. What is left out is
blanked here, one character for one, before anything is written. So docs/data/ and the site hold the same text, no published file can
hold more than the pages show, every offset stays right, and the whole text, with its digest in the record, stays in seeds/ alone. The
store verifies every record's evidence against this text and thereby that nothing cited was blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from build_scripts.model import BLANK, KINDS, Dataset, Evidence, Source, Span

_SHOWN = re.compile(r"[^\r\n]")
"""Line ends are kept: paragraphs are told by them."""


def publishable(dataset: Dataset) -> Dataset:
    """The dataset with every source's text cut down to what may be published of it."""
    cited: dict[str, list[Span]] = {}
    for kind in KINDS:
        for record in getattr(dataset, kind):
            for evidence in record.evidence:
                cited.setdefault(evidence.source, []).extend(_spans(evidence))
    texts = {source.id: source.text for source in dataset.sources}
    for remark in dataset.remarks:
        if (at := texts.get(remark.source, "").find(remark.exact)) >= 0:
            cited.setdefault(remark.source, []).append((at, at + len(remark.exact)))
    return replace(dataset, sources=tuple(_cut_down(source, cited.get(source.id, ())) for source in dataset.sources))


def is_blank(text: str) -> bool:
    """Whether nothing of a stretch is published."""
    return BLANK in text and not text.replace(BLANK, "").strip()


def _cut_down(source: Source, cited: Iterable[Span]) -> Source:
    if source.publish == "full":
        return source
    spans = list(cited)
    kept = spans + [(start, end) for start, end in source.sentences if any(a < end and start < b for a, b in spans)]
    out, position = [], 0
    for start, end in sorted(kept):
        out.append(_blanked(source.text[position:start]))
        out.append(source.text[max(start, position):max(end, position)])
        position = max(position, end)
    out.append(_blanked(source.text[position:]))
    return replace(source, text="".join(out))


def _blanked(text: str) -> str:
    return _SHOWN.sub(BLANK, text) if text.strip() else text


def _spans(evidence: Evidence) -> Iterator[Span]:
    yield evidence.start, evidence.end
    for part in evidence.parts.values():
        yield from (part.values() if isinstance(part, Mapping) else [part])
