"""`python -m build_scripts COMMAND`: the work of the build, one step at a time. Results go to standard output, everything else to
standard error. Exit status 0: done; 1: looked at and found wanting; 2: bad input or a wrong command line, with one line that says what."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from build_scripts.articles import Articles
from build_scripts.build import Extract, ensure_data, model_name, refuse_missing_model
from build_scripts.model import KINDS, ExplainerError, Knowledge
from build_scripts.progress import progress
from build_scripts.seeds import read_knowledge
from build_scripts.workers import Shape, in_several, in_this_process, one_by_one, reader

MODULES = {name: module for name, module in (("evaluate", "build_scripts.evaluate"), ("check", "build_scripts.check")) if find_spec(module)}
"""Commands that are programs of their own, `main(arguments) -> exit status`; those that are there."""


def main(arguments: Sequence[str] | None = None, extract: Extract | None = None) -> int:
    """Run a command and return its exit status. `extract` stands in for the real extractor."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # whatever the locale
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """In one line, as for any bad input."""
        self.exit(2, f"error: {message}; see {self.prog} --help\n")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes (1 to 256)")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m build_scripts", description=__doc__.split("\n\n")[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one = commands.add_parser("extract", help="print the records of an article, each with its evidence")
    one.add_argument("files", nargs="+", metavar="FILE",
                     help="an article as UTF-8 text, or - for standard input; with --format jsonl also JSON Lines of id, text, published")
    one.add_argument("--published", metavar="YYYY-MM-DD", help="the day of publication, from which “last week” is counted")
    knowledge = one.add_mutually_exclusive_group()
    knowledge.add_argument("--seeds", type=Path, metavar="DIR", help="the seeds whose knowledge is used (else the project's own)")
    knowledge.add_argument("--no-knowledge", action="store_true", help="read the article with no knowledge of the world")
    one.add_argument("--workers", type=_count, default=1, metavar="N", help="processes that share several articles (as shipped: 1)")
    one.add_argument("--format", choices=("json", "yaml", "jsonl"), help="as shipped: json for one article, jsonl for several")
    commands.add_parser("data", help="bring docs/data/ up to date, as `mkdocs build` does first")
    commands.add_parser("schemas", help="print the JSON Schemas of the data files as one JSON object")
    for name in MODULES:
        commands.add_parser(name, add_help=False, help=f"see `python -m build_scripts {name} --help`")
    return parser


def _extract(asked: argparse.Namespace, extract: Extract | None) -> int:
    root = project_root()
    knowledge = Knowledge() if asked.no_knowledge else _knowledge(asked.seeds, root)
    articles = Articles(asked.files, asked.published, lines=asked.format == "jsonl")
    articles.check()  # a wrong file is told before the language model is loaded
    shape = Shape(asked.format or ("jsonl" if articles.many else "json"), articles.many)
    model = model_name(root)
    refuse_missing_model(model)
    if asked.workers > 1 and articles.many:
        results = in_several(articles, asked.workers, model, knowledge, shape)
    else:
        results = in_this_process(articles, one_by_one(extract) if extract is not None else reader(model), knowledge, shape)
    for number, printed in enumerate(progress(results, sys.stderr, articles.total)):
        sys.stdout.write(("---\n" if number and shape.format == "yaml" else "") + printed)
        sys.stdout.flush()
    return 0


def _knowledge(seeds: Path | None, root: Path) -> Knowledge:
    if seeds is not None and not seeds.is_dir():
        raise ExplainerError(f"--seeds {seeds}: no such folder; name one that holds knowledge/, or give --no-knowledge")
    return read_knowledge((seeds or root / "seeds") / "knowledge", root)


def _data(asked: argparse.Namespace, extract: Extract | None) -> int:
    dataset = ensure_data(project_root(), extract)
    print(", ".join(f"{len(getattr(dataset, kind))} {kind}" for kind in ("sources", *KINDS)))
    return 0


def _schemas(asked: argparse.Namespace) -> int:
    from build_scripts.schema import all_schemas

    print(json.dumps(all_schemas(), indent=2, ensure_ascii=False))
    return 0
