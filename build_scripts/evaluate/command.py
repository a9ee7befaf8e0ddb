"""`python -m build_scripts evaluate`: extract every gold article anew and say how good that was."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from build_scripts.evaluate import doubts, renaming
from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.export import export
from build_scripts.evaluate.gold import GoldArticle
from build_scripts.evaluate.invented import invented_renaming
from build_scripts.evaluate.page import as_page
from build_scripts.evaluate.plover import predictions
from build_scripts.evaluate.reading import ALL, SPLITS, TEST, read_gold
from build_scripts.evaluate.report import as_errors, as_json, as_table, compare
from build_scripts.model import ExplainerError, Knowledge, Source

GOLD = Path("tests/gold")
KNOWLEDGE = Path("seeds/knowledge")


def evaluate(golds: Sequence[GoldArticle], knowledge: Knowledge) -> list[Comparison]:
    """Extract each article from its text and day alone, as for an article that nobody has seen, and compare."""
    from build_scripts.extract import extract  # here, so that whoever reads gold need not wait for the language model

    return [compare(gold, extract(source_of(gold), knowledge)) for gold in golds]


def renamed(golds: Sequence[GoldArticle], seeds: Sequence[int] = (0, 1)) -> dict[str, Counter[str]]:
    """Split (and "all") -> how many records stay the same when everybody in an article is called otherwise; without knowledge, which
    knows names. See `renaming.survivors`."""
    from build_scripts.extract import extract

    counts: dict[str, Counter[str]] = {part: Counter() for part in (ALL, *SPLITS) if part == ALL or any(g.split == part for g in golds)}
    for gold in golds:
        here = extract(source_of(gold), Knowledge())
        for seed in seeds:
            names = invented_renaming(gold, seed)
            there = extract(source_of(replace(gold, text=names.there(gold.text))), Knowledge())
            found = renaming.survivors(here, there, names)
            for part in {ALL, gold.split or ALL}:
                counts[part].update(found)
    return counts


def source_of(gold: GoldArticle) -> Source:
    digest = hashlib.sha256(gold.text.encode("utf-8")).hexdigest()
    return Source(id=gold.id, file=gold.file, sha256=digest, text=gold.text, sentences=(), published=gold.published)


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run the command; `root` is the project's folder (else found). Raises ExplainerError."""
    root = root or _project_root()
    asked = arguments_parser().parse_args(arguments)
    if asked.plover:
        sys.stdout.write(json.dumps(predictions(asked.plover), ensure_ascii=False, indent=1) + "\n")
        return 0
    golds = _of_splits(read_gold(asked.gold or root / GOLD, root, asked.articles), asked.split)
    if asked.export:
        export(golds, asked.export)
        return 0
    if asked.renamed:
        sys.stdout.write(renaming.as_table(renamed(golds)) + "\n")
        return 0
    if asked.page:
        _write(asked.page, as_page(evaluate(golds, Knowledge())))
        return 0
    comparisons = evaluate(golds, Knowledge() if asked.no_knowledge else _knowledge(root))
    if asked.errors:
        _write(asked.errors, as_errors(comparisons, of_test=TEST in asked.split or bool(asked.articles)))
    sys.stdout.write((as_json(comparisons) if asked.json else f"{as_table(comparisons)}\n\n{doubts.as_table(comparisons)}") + "\n")
    return 0


def arguments_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build_scripts evaluate",
                                     description="Extract every annotated article anew and print how well that went.")
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="ids of gold articles (else all)")
    parser.add_argument("--split", action="append", choices=SPLITS, default=[],
                        help="only the articles of this split; may be given more than once (else all)")
    parser.add_argument("--no-knowledge", action="store_true", help=f"read nothing of {KNOWLEDGE}/")
    parser.add_argument("--gold", type=Path, metavar="DIR", help=f"the annotated articles (else {GOLD}/)")
    parser.add_argument("--errors", type=Path, metavar="FILE",
                        help="write there what was missed, made up or misread (of test articles with --split test or by their ids only)")
    parser.add_argument("--export", type=Path, metavar="DIR",
                        help="extract nothing; write the gold there as JSON and texts, for another scorer")
    parser.add_argument("--plover", type=Path, metavar="FILE",
                        help="print what is found in the PLOVER gold records of FILE, for their scorer, and nothing else")
    parser.add_argument("--renamed", action="store_true",
                        help="print how many records stay the same when everybody in an article bears an invented name, and nothing else")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the scores there as a page of the site, and print nothing")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser


def _of_splits(golds: Sequence[GoldArticle], splits: Sequence[str]) -> list[GoldArticle]:
    kept = [gold for gold in golds if not splits or gold.split in splits]
    if not kept:
        there = ", ".join(sorted({str(gold.split) for gold in golds}))
        raise ExplainerError(f"--split {' '.join(splits)}: none of these articles; they are of the split {there}")
    return kept


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise ExplainerError(f"{path}: cannot be written ({error.strerror}); name another file with --errors") from error


def _knowledge(root: Path) -> Knowledge:
    from build_scripts.seeds import read_knowledge

    return read_knowledge(root / KNOWLEDGE, root)


def _project_root() -> Path:
    """The folder with gold that we are in, else the one that this package lies in."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / GOLD).is_dir()), Path(__file__).resolve().parents[2])
