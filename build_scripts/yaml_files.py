"""YAML as people review it: block style, one thing a line, spans and short lists of ids in brackets, an article's text as it stands.

Everything is written by PyYAML's own Python code, never by the C library, so that the bytes do not depend on what is installed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from build_scripts.model import ExplainerError

WIDTH = 120
_ID = re.compile(r"[\w.-]{1,60}")
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML, which would read them back as others; only in double quotes are they safe."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Brackets(list[Any]):
    """A sequence written in brackets on one line."""


class _Braces(dict[str, Any]):
    """A mapping written in braces on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_string(self, text: str) -> yaml.ScalarNode:
        style = '"' if _ODD_BREAK.search(text) else "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_string)
_Dumper.add_representer(_Brackets, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))
_Dumper.add_representer(_Braces, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=True))


def dump(data: Any, comment: str) -> bytes:
    """Plain data as a YAML file that begins with the comment's lines, with an empty line between records. Reading it back gives the
    same data."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return (head + (_records(data) if data and isinstance(data, list) else _dump(data))).encode()


def load(content: bytes, name: str) -> Any:
    """The data of a file; raises ExplainerError naming file and line where it is not YAML."""
    try:
        return yaml.load(content.decode("utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        what = getattr(error, "problem", None) or type(error).__name__
        raise ExplainerError(f"{where}: not readable as YAML ({what}); delete docs/data to have it made anew") from error


def _records(records: list[Any]) -> str:
    """After a text that is kept to its last line end ("|+") an empty line would become part of the text."""
    written = [_dump([record]) for record in records]
    return "\n" + "".join(one if "|+\n" in one or one is written[-1] else one + "\n" for one in written)


def _dump(data: Any) -> str:
    written: str = yaml.dump(_layout(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, line_break="\n")
    return written.removesuffix("...\n")


def _layout(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        laid = {k: _layout(v, k) for k, v in value.items()}
        return _Braces(laid) if key == "parts" or set(value) == {"edtf", "text", "basis"} else laid
    if isinstance(value, list):
        in_brackets = value and all(isinstance(v, int) or (isinstance(v, str) and _ID.fullmatch(v)) for v in value)
        items = [_layout(v) for v in value]
        return _Brackets(items) if in_brackets else items
    return value
