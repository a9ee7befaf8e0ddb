"""JSON Schemas (draft 2020-12) of the data files, made from the classes of model.py: one place says what a record is.

The words under each class and field become the schema's descriptions, so that an editor shows them while a person types.
"""

from __future__ import annotations

import ast
import inspect
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from build_scripts import model
from build_scripts.plain import ALWAYS_WHOLE, default_of, hints

Schema = dict[str, Any]

FILES: Mapping[str, tuple[type, str]] = {
    "sources": (model.Source, "The articles, with the text that every offset counts in"),
    "actors": (model.Actor, "Who acts or speaks"),
    "agreements": (model.Agreement, "What was agreed between whom"),
    "events": (model.Event, "What happened, is planned or is denied"),
    "statements": (model.Statement, "What was said, by whom, in which words"),
    "questions": (model.Question, "What was asked"),
    "topics": (model.Topic, "The questions that the site answers"),
    "remarks": (model.Remark, "What an editor says of passages of the sources"),
    "glossary": (model.Term, "Words that a reader may not know, explained"),
    "corrections": (model.Correction, "The editor's decisions that took effect"),
}
"""Data file -> the class of its records and what it holds."""
SINGLES: Mapping[str, tuple[type, str]] = {
    "subject": (model.Subject, "What the whole site asks, and of whom; null where the seeds name no subject"),
    "background": (model.Knowledge, "The part of seeds/knowledge/ that touches a record: background with references, never evidence"),
}
"""Data file -> the class of the one thing it holds."""

_ID = r"^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$"
_EDTF = r"^[0-9XYESPTZ.,/~?%:+\[\]{}-]+$"
_PATTERNS: Mapping[str, str] = {
    "id": _ID,
    "edtf": _EDTF,
    "sha256": "^[0-9a-f]{64}$",
    "file": r"^[^/\\].*$",
    "url": "^https?://",
    "wikidata": "^Q[1-9][0-9]*$",
    "iso_3166": "^[A-Z]{2,3}(-[A-Z0-9]{1,3})?$",
}
_ENUMS: Mapping[tuple[type, str], tuple[str, ...]] = {
    (model.Actor, "type"): model.ACTOR_TYPES,
    (model.KnownActor, "type"): model.ACTOR_TYPES,
    (model.Event, "type"): model.EVENT_TYPES,
    (model.Event, "status"): model.EVENT_STATUSES,
    (model.Agreement, "form"): ("bilateral", "trilateral", "multilateral"),
    (model.Agreement, "status"): ("concluded", "planned"),
    (model.Policy, "line"): model.BORDER_LINES,
    (model.Source, "publish"): model.PUBLISH,
    (model.Correction, "action"): ("set", "reject", "confirm"),
}
_PUBLISHED = r"^\d{4}-\d{2}-\d{2}$"
_DIGESTS: Schema = {"type": "object", "additionalProperties": {"type": "string", "pattern": _PATTERNS["sha256"]}}
MANIFEST: Schema = {
    "type": "object",
    "description": "What the data was made from, and what was made: digests are SHA-256",
    "additionalProperties": False,
    "required": ["inputs", "outputs", "counts", "digest"],
    "properties": {
        "inputs": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "seeds": _DIGESTS,
                "code": {"type": "string", "description": "Extractor, lexicons, merging, model of the data"},
                "schema": {"type": "string"},
                "model": {"type": "string", "description": "Language model: name and version"},
                "parser": {"type": "string", "description": "The library that runs the model: name and version"},
            },
        },
        "outputs": _DIGESTS,
        "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "digest": {"type": "string", "description": "Of this mapping without this line"},
    },
}


def all_schemas() -> dict[str, Schema]:
    """Data file (without its ending) -> its schema."""
    made = {name: _file_schema(name, {"type": "array", "items": _ref(kind)}, about, kind) for name, (kind, about) in FILES.items()}
    made |= {name: _file_schema(name, {"anyOf": [_ref(kind), {"type": "null"}]}, about, kind) for name, (kind, about) in SINGLES.items()}
    made["manifest"] = _file_schema("manifest", MANIFEST, str(MANIFEST["description"]), None)
    return made


def schema_bytes() -> dict[str, bytes]:
    """File name below docs/data/ -> its content."""
    return {f"schemas/{name}.schema.json": (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
            for name, schema in all_schemas().items()}


def first_error(name: str, data: Any) -> tuple[str, str] | None:
    """(place, what is wrong) of the first thing in the data that its schema forbids, or None. The place is in a person's words."""
    errors = sorted(_validator(name).iter_errors(data), key=lambda e: [str(p) for p in e.absolute_path])
    if not errors:
        return None
    error = errors[0]
    while error.context:  # of several forms that are allowed, the one that the data comes nearest to
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return _place(data, error), _message(error)


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(all_schemas()[name])


def _place(data: Any, error: ValidationError) -> str:
    path = list(error.absolute_path)
    words = []
    if path and isinstance(path[0], int):
        number = path[0]
        record = data[number]
        path = path[1:]
        identity = record.get("id", record.get("record")) if isinstance(record, Mapping) else None
        words.append(f"record {identity!r}" if identity else f"record number {number + 1}")
    if path:
        words.append("field " + ".".join(str(p) for p in path))
    return ", ".join(words) or "the whole file"


def _message(error: ValidationError) -> str:
    shown = json.dumps(error.instance, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 80 else shown[:77] + "…"
    wanted: Any = error.validator_value
    match error.validator:
        case "enum":
            return f"{shown} is none of {', '.join(str(v) for v in wanted if v is not None)}"
        case "pattern":
            return f"{shown} does not look as it must ({wanted})"
        case "required" | "additionalProperties":
            return error.message.replace("\n", " ")[:200]
        case "type":
            return f"{shown} is not {' or '.join(wanted if isinstance(wanted, list) else [wanted])}"
    return f"{shown}: {error.message.splitlines()[0]}"[:300]


def _file_schema(name: str, content: Schema, about: str, kind: type | None) -> Schema:
    schema: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json", "title": name,
                      "description": about, **{k: v for k, v in content.items() if k != "description"}}
    definitions: dict[str, Schema] = {}
    if kind is not None:
        _define(kind, definitions)
    return {**schema, "$defs": dict(sorted(definitions.items()))} if definitions else schema


def _ref(kind: type) -> Schema:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _define(kind: type, definitions: dict[str, Schema]) -> None:
    """Add the class, and every class that its fields use, to the definitions."""
    if kind.__name__ in definitions:
        return
    words = _docstrings()
    properties: dict[str, Schema] = {}
    required = []
    definitions[kind.__name__] = {}
    for field in fields(kind):
        made = _type_schema(hints(kind)[field.name], definitions)
        _narrow(kind, field.name, made)
        if text := words.get(f"{kind.__name__}.{field.name}"):
            made = {"description": text, **made} if "$ref" not in made else {"description": text, "allOf": [made]}
        properties[field.name] = made
        if kind in ALWAYS_WHOLE or default_of(field) is MISSING:
            required.append(field.name)
    definition: Schema = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    definitions[kind.__name__] = {"description": words[kind.__name__], **definition} if kind.__name__ in words else definition


def _type_schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if is_dataclass(kind) and isinstance(kind, type):
        _define(kind, definitions)
        return _ref(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        choices = [_type_schema(k, definitions) for k in inner]
        if all(set(c) == {"type"} for c in choices):
            return {"type": [c["type"] for c in choices]}
        return {"anyOf": choices}
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return {"type": "array", "items": _type_schema(inner[0], definitions)}
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": len(inner), "maxItems": len(inner)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type_schema(inner[1], definitions)}
    return {} if kind is Any else {"type": {str: "string", int: "integer", bool: "boolean", types.NoneType: "null"}[kind]}


def _narrow(kind: type, name: str, made: Schema) -> None:
    """Add what the type alone cannot say: patterns, lists of values, least lengths."""
    if choices := _ENUMS.get((kind, name)):
        made["enum"] = [*choices, None] if "null" in made["type"] else list(choices)
    elif name in _PATTERNS and "type" in made:
        made["pattern"] = _PATTERNS[name]
    elif (kind, name) == (model.Source, "published"):
        made["pattern"] = _PUBLISHED
    elif name == "evidence":
        made["minItems"] = 1
    elif kind is model.Evidence and name in ("start", "end"):
        made["minimum"] = 0


@lru_cache(maxsize=1)
def _docstrings() -> Mapping[str, str]:
    """`Class` and `Class.field` -> the words that model.py says about it."""
    found: dict[str, str] = {}
    for node in ast.parse(inspect.getsource(model)).body:
        if isinstance(node, ast.ClassDef):
            if text := ast.get_docstring(node):
                found[node.name] = " ".join(text.split())
            for before, after in zip(node.body, node.body[1:], strict=False):
                if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and isinstance(after, ast.Expr) \
                        and isinstance(after.value, ast.Constant):
                    found[f"{node.name}.{before.target.id}"] = " ".join(str(after.value.value).split())
    return found
