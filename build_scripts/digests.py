"""SHA-256 digests: what the data was made from, and whether it still is what was made.

Line ends are made plain first, so that a checkout with other line ends has the same digests; articles alone are taken byte by byte.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from build_scripts.schema import schema_bytes

PACKAGE = Path(__file__).parent
EXTRACTOR = ("model.py", "extract")
"""What an extraction depends on, below build_scripts/."""
WORDS = ("pages/sentences.yml", "pages/structure.yml", "pages/templates/labels.yml", "extract/lexicon/states.yml")
"""What pages say, and what states are called: published with the data."""
CODE = (*WORDS, "model.py", "seeds.py", "knowledge.py", "yamlio.py", "merge.py", "background.py", "corrections.py", "publish.py",
        "extract", "plain.py", "store.py", "yaml_files.py")
"""What the data depend on: the pages' code and the command line are not among it."""

Inputs = dict[str, Any]


def of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_text(content: bytes) -> str:
    """The same for any kind of line end."""
    return of_bytes(content.replace(b"\r\n", b"\n"))


def of_plain(data: Any) -> str:
    """Of plain data (see plain.py)."""
    return of_bytes(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def of_code(parts: Iterable[str] = CODE) -> str:
    """Of the code and word lists that make records out of seeds, or of some of them."""
    return of_plain({path.relative_to(PACKAGE).as_posix(): of_text(path.read_bytes()) for path in _code_files(parts)})


def of_extractor(model: str) -> str:
    """Of everything but the article and the knowledge that an extraction depends on."""
    return of_plain([of_code(EXTRACTOR), installed(model), installed("spacy")])


def of_seeds(files: Iterable[str], root: Path) -> dict[str, str]:
    """Path below the root -> digest."""
    return {file: (of_bytes if file.endswith(".txt") else of_text)((root / file).read_bytes()) for file in sorted(files)}


def of_schemas() -> str:
    return of_plain({name: of_bytes(content) for name, content in schema_bytes().items()})


def installed(distribution: str) -> str | None:
    """"name version" of an installed package, found without importing it; None where it is not installed."""
    try:
        return f"{distribution} {importlib.metadata.version(distribution)}"
    except importlib.metadata.PackageNotFoundError:
        return None


def of_inputs(files: Iterable[str], root: Path, model: str) -> Inputs:
    """Everything that the data is made from, in the form in which manifest.yml records it. A model that is not installed has no version."""
    return {"seeds": of_seeds(files, root), "code": of_code(), "schema": of_schemas(),
            "model": installed(model) or model, "parser": installed("spacy") or "spacy"}


def same_inputs(recorded: Mapping[str, Any], current: Inputs) -> bool:
    """True if data made from the one is data made from the other. What is not installed here is compared by its name alone."""
    def matches(key: str) -> bool:
        now, then = current[key], recorded.get(key)
        return bool(now == then or (key in ("model", "parser") and " " not in now and str(then).split(" ")[0] == now))

    return all(matches(key) for key in current)


def _code_files(parts: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for name in parts:
        path = PACKAGE / name
        found += [path] if path.is_file() else (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(found)
