"""One article's gold beside what was extracted from it, and what is found by comparing the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from build_scripts.evaluate.dates import INVENTED, NEAR, NONE, RIGHT, judge_date
from build_scripts.evaluate.figures import Part, Tally
from build_scripts.evaluate.gold import GoldArticle, GoldRecord
from build_scripts.evaluate.places import Places
from build_scripts.model import Date, Extraction, Record

SomeGold = TypeVar("SomeGold", bound=GoldRecord)
SomeRecord = TypeVar("SomeRecord", bound=Record)

_SHOWN = ("name", "label", "title", "type", "trigger", "speaker", "quote", "actors", "recipients", "parties", "signed", "date")
_LONGEST_NOTE = 200


@dataclass
class Comparison:
    """The actors are compared first: the other kinds need to know which gold actor a predicted id stands for."""

    gold: GoldArticle
    predicted: Extraction
    places: Places
    tally: Tally = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    stands_for: dict[str, str] = field(default_factory=dict)
    """Predicted actor id -> name of the gold actor."""
    right: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(kind, id) of a predicted record -> whether nothing is wrong with it; of those that the gold has an opinion on."""
    names: Mapping[str, str] = field(init=False)
    """Predicted actor id -> its own name."""

    def __post_init__(self) -> None:
        self.names = {actor.id: actor.name for actor in self.predicted.actors}

    def count(self, figure: str, part: Part, number: int = 1) -> None:
        self.tally[figure, part] += number

    def judge(self, figure: str, right: bool) -> None:
        self.count(figure, "of")
        self.count(figure, "right", int(right))

    def fault(self, record: Record) -> None:
        """Something is wrong with a predicted record."""
        self.right[type(record).__name__, record.id] = False

    def note(self, text: str) -> None:
        self.notes.append(text)

    def gold_names(self, ids: Iterable[str | None]) -> set[str]:
        """The gold actors that predicted ids stand for; one that stands for none keeps a mark of its own."""
        return {self.stands_for.get(id_, f"?{self.names.get(id_, id_)}") for id_ in ids if id_ is not None}

    def settle(self, figure: str, golds: Sequence[SomeGold], predictions: Sequence[SomeRecord], pairs: Mapping[int, int],
               absorbed: Iterable[int] = (), noted: bool = True) -> list[tuple[SomeGold, SomeRecord]]:
        """Count hits, misses and false alarms; give the pairs of the gold that is not optional, in the gold's order.

        `absorbed` are predictions that do no harm though nothing is paired with them.
        """
        harmless = {*pairs.values(), *absorbed}
        missed = [gold for number, gold in enumerate(golds) if number not in pairs and not gold.optional]
        false = [record for number, record in enumerate(predictions) if number not in harmless]
        matched = [(golds[number], predictions[pairs[number]]) for number in sorted(pairs) if not golds[number].optional]
        self.count(figure, "hit", len(matched))
        self.count(figure, "miss", len(missed))
        self.count(figure, "false", len(false))
        if noted:
            for number, record in enumerate(predictions):
                self.right[type(record).__name__, record.id] = number in harmless
            self.notes += [f"{figure}: missed {describe(gold)}" for gold in missed]
            self.notes += [f"{figure}: false {describe(record)}" for record in false]
        return matched

    def judge_date(self, figure: str, what: str, record: Record, predicted: Date | None, gold: str | None, others: Sequence[str]) -> None:
        verdict = judge_date(predicted, gold, others)
        if gold:
            self.judge(figure, verdict == RIGHT)
        if verdict in (NEAR, INVENTED):
            self.count(f"{figure} {verdict}", "count")
        if verdict not in (RIGHT, NONE):
            self.fault(record)
            said = predicted.edtf if predicted else None
            self.note(f"{figure}: {verdict}, {what}: said {said or 'nothing'}, gold {gold or ' or '.join(others) or 'nothing'}")


def describe(record: GoldRecord | Record) -> str:
    """One line for the list of errors."""
    parts = []
    for name in _SHOWN:
        value = getattr(record, name, None)
        if isinstance(value, Date):
            value = value.edtf
        if value:
            parts.append(", ".join(value) if isinstance(value, tuple) else str(value))
    return " | ".join(parts)[:_LONGEST_NOTE]
