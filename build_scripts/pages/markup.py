"""Text that may stand on a page: what people wrote is encoded, what our templates wrote is not."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Undefined

_PLAIN = re.compile(r"[^\W_]|[ ,]")
_SLUG = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*")


class Markdown(str):
    """Markdown made by our own functions: the only text that reaches a page as it is."""

    __slots__ = ()


def plain(text: str) -> str:
    """The text as one line without control characters, for attributes and front matter."""
    return " ".join("".join("\ufffd" if _is_control(c) else c for c in text).split())


def _is_control(character: str) -> bool:
    """Characters that HTML cannot hold, not even as references; line ends and tabs are none of them."""
    code = ord(character)
    if character in "\n\t\r":
        return False
    return code < 32 or 127 <= code < 160 or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE or 0xD800 <= code < 0xE000


def encode(text: str) -> Markdown:
    """Any text as Markdown that shows exactly that text: all but letters, digits, commas and single spaces become character references."""
    out: list[str] = []
    for index, character in enumerate(text):
        if character == " " and (index == 0 or text[index - 1] == " " or index == len(text) - 1):
            out.append("&#32;")
        elif _PLAIN.fullmatch(character):
            out.append(character)
        elif _is_control(character):
            out.append("&#65533;")
        elif character == "\r":
            out.append("&#10;")
        else:
            out.append(f"&#{ord(character)};")
    return Markdown("".join(out))


def finalize(value: object) -> str:
    """What Jinja puts on a page for `{{ value }}`. A missing value is an error in a template or a record, never the word "None"."""
    if isinstance(value, Markdown):
        return value
    if value is None or isinstance(value, Undefined):
        raise ValueError("a template asked for a value that is not there")
    if isinstance(value, str):
        return encode(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"a template asked to print a {type(value).__name__}")


def slug(identifier: str) -> str:
    """An id as it may stand in a path, an attribute or an anchor. Ids made by this project pass unchanged."""
    if _SLUG.fullmatch(identifier):
        return identifier
    readable = "-".join(re.findall(r"[a-z0-9]+", identifier.lower()))
    return "-".join(part for part in ("x", readable, identifier.encode("utf-8", "replace").hex()[:24]) if part)


def external_link(url: str | None, text: str) -> Markdown:
    """A link to another site, or the bare text where the address is none that a browser should open."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return encode(text)
    target = quote(url, safe="%/:?=&#+~,;@!$.-")
    return Markdown(f'[{encode(text)}]({target}){{.ext}}')


def front_matter(**values: Any) -> str:
    """YAML front matter; JSON is YAML. MkDocs writes titles and descriptions into HTML as they are, so they are escaped here."""
    lines = []
    for name, value in values.items():
        shown = html.escape(plain(value)) if isinstance(value, str) else value
        lines.append(f"{name}: {json.dumps(shown, ensure_ascii=True)}")
    return "---\n" + "\n".join(lines) + "\n---\n"
