"""Lines of a page that are no prose: headline, byline, caption, links. Their names make no records."""

from __future__ import annotations

import re
from functools import lru_cache

from build_scripts.model import Span

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"”’»)\]]*\s*$|['\"”»]\s*$")
_CAPTION = re.compile(
    r"\bREUTERS ?/|/ ?REUTERS\b|\bAP Photo|AFP PHOTO|\bAFP ?/|/ ?AFP\b|\bEPA ?[-/]|Getty Images|\bGetty\b|Handout|\((?:File )?[Pp]hoto\b|"
    r"^\W*(?:File )?(?:photo|photograph|image|picture|video|illustration|caption|credit)s?(?: courtesy| credit)?\s*[:|]|"
    r"\[(?:Reuters|AFP|AP|EPA|File)[^\]]*\]\s*$|\((?:Reuters|AFP|AP|EPA)(?:/[^)]*)?\)\s*$|©|\bvia (?:AP|Getty|REUTERS)\b|"
    r"\|\s*(?:AFP|AP|Reuters|EPA|Getty|Xinhua|TASS|ANSA|Shutterstock|Unsplash|Pixabay)\s*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:(?:additional |more )?(?:reporting|writing|editing|translation|translated|compiled|edited|written) by\b|"
    r"\(?(?:reporting|writing|editing)\b[^.]{0,90}\bby\b|(?-i:(?:By|BY) [A-Z][\w.'’-]+(?: (?:and )?[A-Z][\w.'’-]+){0,5}(?:\s*\|.*)?$)|"
    r"(?:read|see|watch|listen|also read|read also|read more|see also|related|more on|more from)\b[^.]{0,80}[:|]|also read\b|"
    r"(?:last )?(?:updated|modified|published|posted|created)\b(?: on| at|:|\s+\d)|"
    r"(?:share|follow|subscribe|sign up|click here|advertisement|bonus video|sources?|tags?|topics?|story code|date|category)\s*(?::|$)|"
    r"(?:share this|follow us|subscribe to|sign up|click here|copyright|all rights reserved|this story has not been edited)\b|"
    r"\d+ min(?:ute)?s? read)",
    re.IGNORECASE,
)
_SHORT, _HEADLINE = 10, 20
"""Words of a line without a final stop: a cross-head has at most the first number, a headline the second."""


@lru_cache(maxsize=4)
def furniture(text: str) -> tuple[Span, ...]:
    """Spans of the lines that are no prose, in order. A text of one line is always prose."""
    lines = [m for m in _LINE.finditer(text) if m[0].strip()]
    if len(lines) < 2:
        return ()
    found = []
    for number, line in enumerate(lines):
        words = len(line[0].split())
        unfinished = not _SENTENCE_END.search(line[0])
        opens = line[0].lstrip()[:1] in {'"', "“", "„", "«", "'", "‘"}
        headline = unfinished and not opens and words <= (_HEADLINE if number == 0 else _SHORT)
        if headline or words < 60 and _CAPTION.search(line[0][:400]) or words < 40 and _FURNITURE.match(line[0][:400]):
            found.append((line.start(), line.end()))
    return tuple(found) if len(found) < len(lines) else ()
