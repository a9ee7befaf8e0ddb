"""`python -m build_scripts COMMAND`: the work of the build, one step at a time. Results go to standard output, everything else to
standard error. Exit status 0: done; 1: looked at and found wanting; 2: bad input or a wrong command line, with one line that says what."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from build_scripts import yaml_files
from build_scripts.build import Extract, ensure_data, model_name, real_extract, refuse_missing_model
from build_scripts.model import KINDS, ExplainerError, Extraction, Knowledge, Source
from build_scripts.plain import to_plain
from build_scripts.progress import progress
from build_scripts.seeds import MAX_ARTICLE_BYTES, read_knowledge, read_source, source_of

STDIN = "standard input"
MODULES = {name: module for name, module in (("evaluate", "build_scripts.evaluate"), ("check", "build_scripts.check")) if find_spec(module)}
"""Commands that are programs of their own, `main(arguments) -> exit status`; those that are there."""


def main(arguments: Sequence[str] | None = None, extract: Extract | None = None) -> int:
    """Run a command and return its exit status. `extract` stands in for the real extractor."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.INFO)
    try:
        if given and given[0] in MODULES:
            return int(importlib.import_module(MODULES[given[0]]).main(given[1:]) or 0)
        asked = _parser().parse_args(given)
        commands: dict[str, Callable[[], int]] = {"extract": lambda: _extract(asked, extract), "data": lambda: _data(asked, extract),
                                                  "schemas": lambda: _schemas(asked)}
        return commands[asked.command]()
    except ExplainerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def project_root() -> Path:
    """The folder with mkdocs.yml that we are in, else the one that this package lies in."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), Path(__file__).resolve().parent.parent)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build_scripts", description=__doc__.split("\n\n")[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one = commands.add_parser("extract", help="print the records of an article, each with its evidence")
    one.add_argument("files", nargs="+", metavar="FILE",
                     help="an article as UTF-8 text, or - for standard input; with --format jsonl also JSON Lines of id, text, published")
    one.add_argument("--published", metavar="YYYY-MM-DD", help="the day of publication, from which “last week” is counted")
    knowledge = one.add_mutually_exclusive_group()
    knowledge.add_argument("--seeds", type=Path, metavar="DIR", help="the seeds whose knowledge is used (else the project's own)")
    knowledge.add_argument("--no-knowledge", action="store_true", help="read the article with no knowledge of the world")
    one.add_argument("--format", choices=("json", "yaml", "jsonl"), help="as shipped: json for one article, jsonl for several")
    commands.add_parser("data", help="bring docs/data/ up to date, as `mkdocs build` does first")
    commands.add_parser("schemas", help="print the JSON Schemas of the data files as one JSON object")
    for name in MODULES:
        commands.add_parser(name, add_help=False, help=f"see `python -m build_scripts {name} --help`")
    return parser


def _extract(asked: argparse.Namespace, extract: Extract | None) -> int:
    root = project_root()
    knowledge = Knowledge() if asked.no_knowledge else _knowledge(asked.seeds, root)
    articles, many = _articles(asked)
    shape = asked.format or ("jsonl" if many else "json")
    model = model_name(root)
    first = next(articles, None)  # a wrong file is told before the language model is loaded
    if first is None:
        raise ExplainerError(f"{_shown(asked.files[0])}: holds no article")
    refuse_missing_model(model)
    read = extract or real_extract(model)
    total = len(asked.files) if len(asked.files) > 1 else None
    for number, (given_id, source) in enumerate(progress(chain([first], articles), sys.stderr, total)):
        record = extraction_plain(read(source, knowledge))
        if many or shape == "jsonl":
            record = {"id": given_id, **record}
        _print(record, shape, number, many)
    return 0


def extraction_plain(extraction: Extraction) -> dict[str, Any]:
    """One article's records as the extract contract has them: the source, then a list for each kind of record."""
    return {"source": to_plain(extraction.source), **{kind: to_plain(getattr(extraction, kind)) for kind in KINDS}}


def _print(record: dict[str, Any], shape: str, number: int, many: bool) -> None:
    if shape == "yaml":
        sys.stdout.write(("---\n" if number else "") + yaml_files.dump(record, "").decode())
    else:
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=None if many or shape == "jsonl" else 2) + "\n")
    sys.stdout.flush()


def _knowledge(seeds: Path | None, root: Path) -> Knowledge:
    if seeds is not None and not seeds.is_dir():
        raise ExplainerError(f"--seeds {seeds}: no such folder; name one that holds knowledge/, or give --no-knowledge")
    return read_knowledge((seeds or root / "seeds") / "knowledge", root)


def _articles(asked: argparse.Namespace) -> tuple[Iterator[tuple[Any, Source]], bool]:
    """(given id, source) in the order of the input, and whether there may be several."""
    streams = asked.format == "jsonl"
    if streams and len(asked.files) == 1 and (lines := _open_json_lines(asked.files[0])) is not None:
        return _json_lines(lines, _shown(asked.files[0]), asked.published), True
    sources = (_source(file, asked.published) for file in asked.files)
    return ((source.id, source) for source in sources), len(asked.files) > 1


def _source(file: str, published: str | None) -> Source:
    if file == "-":
        return _source_of(sys.stdin.buffer.read(MAX_ARTICLE_BYTES + 1), "standard-input", STDIN, published)
    return read_source(Path(file), Path.cwd(), published)


def _source_of(content: bytes, name: str, where: str, published: str | None) -> Source:
    if len(content) > MAX_ARTICLE_BYTES:
        raise ExplainerError(f"{where}: larger than the limit of {MAX_ARTICLE_BYTES:,} bytes; an article is shorter than that")
    return source_of(content, name, where, published)


def _open_json_lines(file: str) -> Iterable[bytes] | None:
    """The lines of standard input, or of a file that begins as JSON Lines do; None for an article."""
    if file == "-":
        return sys.stdin.buffer
    path = Path(file)
    try:
        with path.open("rb") as stream:
            start = stream.read(64).lstrip()[:1]
    except OSError:
        return None  # read_source says what is wrong with it
    return _lines(path) if start == b"{" or path.suffix in (".jsonl", ".ndjson") else None


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream


def _json_lines(lines: Iterable[bytes], name: str, published: str | None) -> Iterator[tuple[Any, Source]]:
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ExplainerError(f"{where}: not JSON ({_short(error)}); write one object a line") from error
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise ExplainerError(f"{where}: no article; each line is an object with id, text and, if known, published")
        if not isinstance(item.get("id", ""), str | int):
            raise ExplainerError(f"{where}: the id is neither text nor a number")
        day = item.get("published") or published
        if day is not None and not isinstance(day, str):
            raise ExplainerError(f"{where}: published is not text; write YYYY-MM-DD")
        given = item.get("id", number)
        try:
            content = item["text"].encode()
        except UnicodeEncodeError as error:
            raise ExplainerError(f"{where}: the text holds half of a character (a lone surrogate); write it in full") from error
        yield given, _source_of(content, str(given), where, day)


def _data(asked: argparse.Namespace, extract: Extract | None) -> int:
    dataset = ensure_data(project_root(), extract)
    print(", ".join(f"{len(getattr(dataset, kind))} {kind}" for kind in ("sources", *KINDS)))
    return 0


def _schemas(asked: argparse.Namespace) -> int:
    from build_scripts.schema import all_schemas

    print(json.dumps(all_schemas(), indent=2, ensure_ascii=False))
    return 0


def _shown(file: str) -> str:
    return STDIN if file == "-" else file


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__
