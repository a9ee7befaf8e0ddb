"""Records <-> plain data (dictionaries, lists, strings, numbers), the one form that YAML, JSON and the cache share.

`to_plain` keeps the order of the fields. `from_plain` trusts its input to have been checked against the schema of schema.py; on anything
else it raises KeyError, TypeError or ValueError.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from build_scripts import model

ALWAYS_WHOLE = (model.Source, model.Date, *model.KINDS.values())
"""Written with every field, unknown ones as null; the rest leave out what has its default value."""


def default_of(field: Field[Any]) -> Any:
    """The field's default value, or MISSING."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def to_plain(value: Any) -> Any:
    """A record, or anything made of records, as plain data."""
    if is_dataclass(value) and not isinstance(value, type):
        whole = isinstance(value, ALWAYS_WHOLE)
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value) if whole or getattr(value, f.name) != default_of(f)}
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: Any, data: Any) -> Any:
    """Plain data as an instance of a class of model.py, or of any type that its fields use."""
    return _reader(kind)(data)


@cache
def hints(record_type: type) -> Mapping[str, Any]:
    """Field name -> type, strings resolved."""
    return get_type_hints(record_type)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """The function that makes a value of this type; worked out once per type."""
    if is_dataclass(kind) and isinstance(kind, type):
        return lambda data: kind(**{name: _reader(hints(kind)[name])(value) for name, value in data.items()})
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        choices = [k for k in inner if k is not types.NoneType]
        return lambda data: None if data is None else _reader(_choose(choices, data))(data)
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return lambda data: tuple(_reader(inner[0])(v) for v in data)
        return lambda data: tuple(_reader(k)(v) for k, v in zip(inner, data, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return lambda data: {k: _reader(inner[1])(v) for k, v in data.items()}
    return lambda data: data


def _choose(choices: list[Any], data: Any) -> Any:
    """Which member of a union the data is meant for: mappings and sequences are told apart by their shape."""
    if len(choices) == 1:
        return choices[0]
    wants_mapping = isinstance(data, Mapping)
    return next(k for k in choices if (get_origin(k) is not tuple) == wants_mapping)
