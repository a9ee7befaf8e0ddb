"""How good the extraction is, measured against articles that people have annotated (tests/gold/).

Reading the gold: gold, reading. Comparing: wording, dates, places, pairing, then a module for each kind of record
(actors, agreements, statements, events). Counting and showing: figures, report. For other scorers: export.
Knows `model`, and calls `extract` and `seeds`.
"""

from build_scripts.evaluate.command import evaluate, main, source_of
from build_scripts.evaluate.comparison import Comparison
from build_scripts.evaluate.gold import GoldActor, GoldAgreement, GoldArticle, GoldEvent, GoldStatement
from build_scripts.evaluate.reading import read_article, read_gold
from build_scripts.evaluate.report import as_errors, as_json, as_table, compare, totals

__all__ = ["Comparison", "GoldActor", "GoldAgreement", "GoldArticle", "GoldEvent", "GoldStatement", "as_errors", "as_json", "as_table",
           "compare", "evaluate", "main", "read_article", "read_gold", "source_of", "totals"]
