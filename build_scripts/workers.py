"""Articles to printed results, in this process or in several, in the order of the input.

Every worker loads the language model once. What is printed does not depend on how many there are.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from build_scripts import yaml_files
from build_scripts.articles import Article, Articles, batches
from build_scripts.model import KINDS, ExplainerError, Extraction, Knowledge, Source
from build_scripts.plain import to_plain

ALONE, SHARED = 32, 8
"""Articles read together, by one process and by each of several: more are faster, fewer leave nobody waiting for the last."""

Reader = Callable[[Iterable[Source], Knowledge], Iterator[Extraction]]


@dataclass(frozen=True)
class Shape:
    """How results are printed: json, yaml or jsonl, and whether there may be several."""

    format: str
    many: bool

    def printed(self, given: Any, extraction: Extraction) -> str:
        record = extraction_plain(extraction)
        if self.many or self.format == "jsonl":
            record = {"id": given, **record}
        if self.format == "yaml":
            return yaml_files.dump(record, "").decode()
        return json.dumps(record, ensure_ascii=False, indent=None if self.many or self.format == "jsonl" else 2) + "\n"


def extraction_plain(extraction: Extraction) -> dict[str, Any]:
    """One article's records as the extract contract has them: the source, then a list for each kind of record."""
    return {"source": to_plain(extraction.source), **{kind: to_plain(getattr(extraction, kind)) for kind in KINDS}}


def in_this_process(articles: Articles, read: Reader, knowledge: Knowledge, shape: Shape) -> Iterator[str]:
    for batch in batches(articles, ALONE):
        yield from _printed(batch, read, knowledge, shape)


def in_several(articles: Articles, count: int, model: str, knowledge: Knowledge, shape: Shape) -> Iterator[str]:
    """The same by `count` processes, each with a few articles ahead of it."""
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (model, knowledge, shape))
    ahead: deque[Future[list[str]]] = deque()
    try:
        coming = batches(articles, SHARED)
        problem: ExplainerError | None = None
        while problem is None:
            try:
                batch = next(iter(coming), None)
            except ExplainerError as error:
                batch, problem = None, error
            if batch is not None:
                ahead.append(pool.submit(_work, batch))
            while ahead and (batch is None or len(ahead) > 2 * count or ahead[0].done() or articles.waiting()):
                yield from ahead.popleft().result()
            if batch is None:
                break
        if problem is not None:
            raise problem
    except BrokenProcessPool as error:
        raise ExplainerError("a worker process ended before its work was done (out of memory?); try --workers 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _printed(batch: Sequence[Article], read: Reader, knowledge: Knowledge, shape: Shape) -> Iterator[str]:
    for article, extraction in zip(batch, read((a.source for a in batch), knowledge), strict=True):
        yield shape.printed(article.given, extraction)


_mine: tuple[Reader, Knowledge, Shape]
"""In a worker: what it works with."""


def _begin(model: str, knowledge: Knowledge, shape: Shape) -> None:
    global _mine
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends its workers
    _mine = reader(model), knowledge, shape


def _work(batch: list[Article]) -> list[str]:
    return list(_printed(batch, *_mine))


def reader(model: str) -> Reader:
    """The extractor with this language model, for many articles. spaCy comes with it."""
    from build_scripts.extract import extract_all

    return lambda sources, knowledge: extract_all(sources, knowledge, model)


def one_by_one(extract: Callable[[Source, Knowledge], Extraction]) -> Reader:
    return lambda sources, knowledge: (extract(source, knowledge) for source in sources)
