"""What each article yielded, kept between builds in .cache/extractions/, so that only what changed is read again.

An entry is named by the digest of everything that it depends on, and holds a digest of itself. The cache may be deleted at any time; an
entry that is damaged, or a folder that cannot be written, costs time and nothing else.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from build_scripts import digests
from build_scripts.model import Extraction, Knowledge, Source
from build_scripts.plain import from_plain, to_plain

log = logging.getLogger("mkdocs.plugins.explainer")


class ExtractionCache:
    def __init__(self, root: Path, basis: str) -> None:
        """`basis` names what all entries depend on: code, word lists, language model."""
        self.folder = root / ".cache" / "extractions"
        self.basis = basis

    def key(self, source: Source, knowledge: Knowledge) -> str:
        return digests.of_plain([self.basis, to_plain(source), to_plain(knowledge)])

    def get(self, key: str, source: Source) -> Extraction | None:
        path = self.folder / f"{key}.json"
        if not path.exists():
            return None
        try:
            entry = json.loads(path.read_bytes())
            if digests.of_plain(entry["extraction"]) != entry["digest"]:
                raise ValueError("the digest does not fit")
            extraction: Extraction = from_plain(Extraction, entry["extraction"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            log.info("cache entry for %s damaged, made anew", source.file)
            return None
        return extraction

    def put(self, key: str, extraction: Extraction) -> None:
        plain = to_plain(extraction)
        content = json.dumps({"digest": digests.of_plain(plain), "extraction": plain}, ensure_ascii=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{key}.part"
            part.write_bytes(content.encode())
            part.replace(self.folder / f"{key}.json")
        except OSError as error:
            log.info("nothing kept in .cache/extractions (%s)", error.strerror)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Delete the entries that this build had no use for."""
        wanted = {f"{key}.json" for key in keys}
        try:
            for path in self.folder.iterdir() if self.folder.is_dir() else ():
                if path.name not in wanted:
                    path.unlink()
        except OSError as error:
            log.info("old entries stay in .cache/extractions (%s)", error.strerror)
