"""Dataset <-> docs/data/*.yml: one file a kind of record, a manifest, and the schemas that all of them are checked against.

`write_dataset` makes a whole new folder beside the old one and swaps them only when everything in it is valid and reads back as what
was written; if no byte differs, nothing is touched. `read_dataset` and `refuse_hand_edits` are all that a build with nothing new needs.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_scripts import digests, swap, yaml_files
from build_scripts.model import KINDS, Dataset, Evidence, ExplainerError
from build_scripts.plain import from_plain, to_plain
from build_scripts.schema import FILES, SINGLES, first_error, schema_bytes

MANIFEST = "manifest.yml"
_COMMENT = """yaml-language-server: $schema=schemas/{name}.schema.json
Made by the build from seeds/: to change a record, edit seeds/corrections.yml"""
_LAST = {"sources": ("sentences", "text")}
"""Fields written after the others, because they are long."""


def write_dataset(dataset: Dataset, folder: Path, inputs: Mapping[str, Any] | None = None) -> bool:
    """Write the dataset and its manifest. True if anything differed. Raises ExplainerError and changes nothing where a record is
    invalid or the folder cannot be written."""
    files = _content(dataset)
    outputs = {name: digests.of_text(content) for name, content in sorted(files.items())}
    counts = {name: len(getattr(dataset, name)) for name in FILES}
    manifest: dict[str, Any] = {"inputs": dict(inputs or {}), "outputs": outputs, "counts": counts}
    manifest["digest"] = digests.of_plain(manifest)
    files[MANIFEST] = _file("manifest", manifest)
    _verify(dataset, files)
    if all(_bytes(folder / name) == content for name, content in files.items()):
        return False
    _replace(folder, files)
    return True


def read_dataset(folder: Path) -> Dataset:
    """The dataset of a folder, every file checked against its schema."""
    return _parse({path.name: path.read_bytes() for path in sorted(folder.glob("*.yml"))})


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What manifest.yml records, or None where the data has to be made anew because it, or a file that it names, is missing."""
    content = _bytes(folder / MANIFEST)
    if content is None:
        return None
    manifest = _load(MANIFEST, content)
    return manifest if all((folder / name).is_file() for name in manifest["outputs"]) else None


def refuse_hand_edits(folder: Path) -> None:
    """Raise ExplainerError where a file is not what the manifest says was written; a missing file is no edit."""
    content = _bytes(folder / MANIFEST)
    if content is None:
        return
    manifest = _load(MANIFEST, content)
    edited = [name for name, digest in manifest["outputs"].items()
              if (found := _bytes(folder / name)) is not None and digests.of_text(found) != digest]
    if manifest.pop("digest") != digests.of_plain(manifest):
        edited.insert(0, MANIFEST)
    if edited:
        raise ExplainerError(f"{_shown(edited[0])} was edited by hand; put the change in seeds/corrections.yml and restore the file with "
                             "`git checkout docs/data` (or delete docs/data to have it made anew)")


def _content(dataset: Dataset) -> dict[str, bytes]:
    """File name -> bytes, schemas included, manifest not."""
    files = {**schema_bytes(), **_words()}
    for name in FILES:
        records = to_plain(getattr(dataset, name))
        late = _LAST.get(name, ())
        files[f"{name}.yml"] = _file(name, [{**{k: v for k, v in r.items() if k not in late}, **{k: r[k] for k in late}} for r in records])
    for name in SINGLES:
        files[f"{name}.yml"] = _file(name, to_plain(getattr(dataset, name)))
    return files


def _words() -> dict[str, bytes]:
    """The sentences and labels that pages speak in and the names of states: the checker finds all it needs beside the records."""
    return {path.name: path.read_bytes() for path in map(digests.PACKAGE.joinpath, digests.WORDS) if path.is_file()}


def _file(name: str, data: Any) -> bytes:
    return yaml_files.dump(data, _COMMENT.format(name=name))


def _load(file: str, content: bytes) -> Any:
    name = file.removesuffix(".yml")
    data = yaml_files.load(content, _shown(file))
    if problem := first_error(name, data):
        raise ExplainerError(f"{_shown(file)}: {problem[0]}: {problem[1]}")
    return data


def _parse(files: Mapping[str, bytes]) -> Dataset:
    missing = [f"{name}.yml" for name in (*FILES, *SINGLES) if f"{name}.yml" not in files]
    if missing:
        raise ExplainerError(f"{_shown(missing[0])} is missing; run `mkdocs build` to have it made anew")
    data = {name: _load(f"{name}.yml", files[f"{name}.yml"]) for name in (*FILES, *SINGLES)}
    whole: Dataset = from_plain(Dataset, data)
    return whole


def _verify(dataset: Dataset, files: Mapping[str, bytes]) -> None:
    """The last look before anything is written: valid, unambiguous, true to the sources, and read back as it was."""
    texts = {source.id: source.text for source in dataset.sources}
    for name in ("sources", *KINDS):
        seen: set[str] = set()
        for record in getattr(dataset, name):
            if record.id in seen:
                raise ExplainerError(f"{_shown(name + '.yml')}: record {record.id!r}, field id: two records have this id")
            seen.add(record.id)
            for evidence in getattr(record, "evidence", ()):
                _verify_evidence(name, record.id, evidence, texts)
    if to_plain(_parse(files)) != to_plain(dataset):
        raise ExplainerError("docs/data: the records do not read back as they were written; please report this as a fault of the program")


def _verify_evidence(name: str, record: str, evidence: Evidence, texts: Mapping[str, str]) -> None:
    text = texts.get(evidence.source)
    if text is None:
        problem = f"there is no source {evidence.source!r}"
    elif not 0 <= evidence.start < evidence.end <= len(text) or text[evidence.start:evidence.end] != evidence.exact:
        problem = f"the source does not read {evidence.exact[:60]!r} at {evidence.start}–{evidence.end}"
    else:
        return
    raise ExplainerError(f"{_shown(name + '.yml')}: record {record!r}, field evidence: {problem}")


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fill a folder beside this one and swap them. Unchanged files keep their times; files that a person put here stay."""
    ours = _recorded_outputs(folder) | set(files)
    try:
        new = swap.start(folder)
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and (name not in ours or path.read_bytes() == files.get(name)):
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, new / name)
        for name, content in files.items():
            path = new / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, content)
    except OSError as error:
        swap.recover(folder)
        raise ExplainerError(f"docs/data: cannot be written ({error.strerror}); the data is as it was") from error
    swap.finish(folder)


def _recorded_outputs(folder: Path) -> set[str]:
    content = _bytes(folder / MANIFEST)
    return set(_load(MANIFEST, content)["outputs"]) if content is not None else set()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _shown(file: str) -> str:
    """How a data file is called in messages, wherever the project lies."""
    return f"docs/data/{file}"
