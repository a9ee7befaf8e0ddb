"""Two rows of tokens compared, and what stands in them told in words."""

from __future__ import annotations

from urllib.parse import unquote

from build_scripts.check.data import Rec
from build_scripts.check.marks import Mark
from build_scripts.check.structure import Due
from build_scripts.check.tree import Token


def first_difference(found: list[Token], wanted: list[Token]) -> tuple[Token | None, Token | None]:
    wanted = [tuple(unquoted(p) if p.startswith("href=") else p for p in t) if t[0] == "<" else t for t in wanted]
    for n in range(max(len(found), len(wanted))):
        a, b = (row[n] if n < len(row) else None for row in (found, wanted))
        if a != b and not (a and b and a[0] == b[0] == "t" and a[1].split() == b[1].split() and _edges(a[1]) == _edges(b[1])):
            return a, b
    return None, None


def unquoted(address: str) -> str:
    return unquote(address) if "out:" in address[:12] else address


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1] == " ", text[-1:] == " "


def shown(token: Token | None) -> str:
    if token is None:
        return "nothing"
    if token[0] == "t":
        return f"“{token[1].strip()[:120]}”"
    return f"<{token[1]}{''.join(' ' + p[:120] for p in token[2:])}>" if token[0] == "<" else f"the end of <{token[1]}>"


def of(rec: Rec | None) -> str:
    return f" of {rec.id}" if rec is not None and rec.kind != "site" else ""


def mark_words(mark: Mark) -> str:
    about = mark.node.attrs.get("data-of") or (mark.node.attrs.get("data-record") if mark.kind != "record" else None)
    return f"{mark.kind} {mark.name}" + (f" of {about}" if about else "")


def due_words(wanted: Due) -> str:
    return f"{wanted.kind} {wanted.name}{of(wanted.rec)}" + (f" number {wanted.n + 1}" if wanted.n is not None else "")
