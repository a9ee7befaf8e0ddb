"""A progress bar on a terminal, and nothing where nobody looks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WIDTH = 30


def progress(items: Iterable[T], stream: TextIO, total: int | None = None) -> Iterator[T]:
    """The items; on `stream`, while it is a terminal, how many are done, how fast, and a bar where the total is known."""
    if not stream.isatty():
        yield from items
        return
    began = time.monotonic()
    try:
        for done, item in enumerate(items):
            bar = f"[{'#' * (WIDTH * done // total):<{WIDTH}}] {done} of {total}" if total else f"{done} done"
            pace = done / max(time.monotonic() - began, 0.001)
            stream.write(f"\r{bar}{f', {pace:.1f} a second' if done else ''}\x1b[K")
            stream.flush()
            yield item
    finally:
        stream.write("\r\x1b[K")
        stream.flush()
