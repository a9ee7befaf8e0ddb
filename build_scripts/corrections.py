"""The editor's hand: decisions about single records, each bound to the passage that it was made on."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from build_scripts.model import KINDS, Correction, Dataset, Date, ExplainerError, Record, field_names

log = logging.getLogger("mkdocs.plugins.explainer")
_FIXED = {"id", "evidence"}
_LISTS = {"actors", "recipients", "parties", "about", "aliases", "doubts", "context"}


def apply_corrections(dataset: Dataset, corrections: Sequence[Correction]) -> Dataset:
    """The dataset with every decision that still fits its passage; one that no longer does is reported as a warning, never dropped in
    silence.

    Raises ExplainerError for a decision about an unknown field.
    """
    took_effect: list[Correction] = []
    for correction in corrections:
        kind, record = _find(dataset, correction)
        if record is None:
            log.warning(
                "seeds/corrections.yml: %s: no record has this id (any more); look again at the passage “%s”",
                correction.record,
                correction.exact[:60],
            )
            continue
        if not any(e.exact == correction.exact for e in record.evidence):
            log.warning(
                "seeds/corrections.yml: %s: the passage has changed since %s decided on %s; look again",
                correction.record,
                correction.who,
                correction.when,
            )
            continue
        changed = None if correction.action == "reject" else _decided(record, correction)
        if changed == record:
            log.warning("seeds/corrections.yml: %s: changes nothing any more; take it out", correction.record)
            continue
        rows = tuple(changed if r.id == record.id else r for r in getattr(dataset, kind))
        dataset = replace(dataset, **{kind: tuple(r for r in rows if r is not None)})  # type: ignore[arg-type]
        if changed is None:
            dataset = _without(dataset, record.id)
        took_effect.append(correction)
    return replace(dataset, corrections=tuple(took_effect))


def _find(dataset: Dataset, correction: Correction) -> tuple[str, Record | None]:
    for kind in KINDS:
        for record in getattr(dataset, kind):
            if record.id == correction.record:
                return kind, record
    return "", None


def _decided(record: Record, correction: Correction) -> Record:
    if correction.action == "confirm":
        return replace(record, doubts=())
    field = correction.field or ""
    if field not in field_names(type(record)) or field in _FIXED:
        known = ", ".join(f for f in field_names(type(record)) if f not in _FIXED)
        raise ExplainerError(f"seeds/corrections.yml: {correction.record}: {field!r} cannot be set; the fields are {known}")
    value: Any = correction.value
    if field in {"date", "signed"} and value is not None:
        value = Date(value, None, "the editor") if isinstance(value, str) else Date(**value)
    elif field in _LISTS:
        value = tuple(value or ())
    return replace(record, **{field: value})


def _without(dataset: Dataset, gone: str) -> Dataset:
    """Nothing points to a rejected record."""
    changed: dict[str, Any] = {}
    for kind in KINDS:
        rows = []
        for record in getattr(dataset, kind):
            new: dict[str, Any] = {}
            for field in field_names(type(record)):
                value = getattr(record, field)
                if field != "id" and value == gone:
                    new[field] = None
                elif field in _LISTS and gone in value:
                    new[field] = tuple(v for v in value if v != gone)
            rows.append(replace(record, **new) if new else record)
        changed[kind] = tuple(rows)
    return replace(dataset, **changed)
