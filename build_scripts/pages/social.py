"""The picture that stands for a page where somebody shares a link to it (Open Graph): the page's own title in the site's own letters.

Made without the network and with the fonts in fonts/ alone. The same words give the same bytes: letters are laid out by Pillow's basic
engine (the other one depends on what the machine has), and the file is packed by Python's zlib, as MkDocs packs the sitemap.
"""

from __future__ import annotations

import hashlib
import logging
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from build_scripts.pages.markup import plain

log = logging.getLogger("mkdocs.plugins.explainer")

WIDTH, HEIGHT = 1200, 630
"""What the networks ask for, in pixels."""
MARGIN = 84
TITLE_SIZES = (92, 80, 70, 60, 52, 44)
SMALL = 34
LEADING = 1.16
TITLE_TOP, TITLE_BOTTOM = 186, HEIGHT - 130
FOLDER = "assets/social"
"""Below the site's root."""

FONTS = Path(__file__).parent / "fonts"
PAPER, INK, ACCENT, MARKER, WHITE = (0xFD, 0xFC, 0xFA), (0x1A, 0x1D, 0x21), (0x0A, 0x55, 0x66), (0xFF, 0xD8, 0x4D), (0xFF, 0xFF, 0xFF)
SHADES = 16
"""From paper to ink, for the edges of letters."""

Font = ImageFont.FreeTypeFont


def picture(title: str, site: str, foot: str = "") -> bytes:
    """A PNG of 1200 by 630 pixels with the title, the site's name above and a line at the foot."""
    title, site, foot = plain(title), plain(site), plain(foot)
    ground = Image.new("P", (WIDTH, HEIGHT), 0)
    letters = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(letters)
    name = _cut(site, _font(site, SMALL), WIDTH - 2 * MARGIN - 76)
    draw.text((MARGIN + 76, 84 + 29), name, fill=255, font=_font(name, SMALL), anchor="lm")
    size, lines = _fitted(title)
    for number, line in enumerate(lines):
        base = TITLE_TOP + round(size * (0.8 + number * LEADING))
        draw.text((MARGIN, base), line, fill=255, font=_font(title, size), anchor="ls")
    if foot:
        draw.text((MARGIN, HEIGHT - 84), _cut(foot, _font(foot, SMALL), WIDTH - 2 * MARGIN), fill=255, font=_font(foot, SMALL), anchor="ls")
    ground.paste(letters.point([level * SHADES // 256 for level in range(256)]), (0, 0))
    _mark(ImageDraw.Draw(ground))
    return _png(ground.tobytes())


def name_of(page: str) -> str:
    """The picture's place for a page below docs/: "actors/ana.md" -> "assets/social/actors/ana.png"."""
    return f"{FOLDER}/{page.removesuffix('.md')}.png"


class Pictures:
    """Pictures kept between builds in .cache/social/, named by the digest of all that they depend on. The folder may be deleted at will."""

    def __init__(self, root: Path) -> None:
        self._folder = root / ".cache" / "social"
        self._used: set[str] = set()

    def get(self, title: str, site: str, foot: str = "", make: Callable[[str, str, str], bytes] = picture) -> bytes:
        name = hashlib.sha256("\0".join((_basis(), title, site, foot)).encode()).hexdigest() + ".png"
        self._used.add(name)
        try:
            kept = (self._folder / name).read_bytes()
            if _whole(kept):
                return kept
        except OSError:
            pass
        made = make(title, site, foot)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{name}.part"
            part.write_bytes(made)
            part.replace(self._folder / name)
        except OSError as error:
            log.info("nothing kept in .cache/social (%s)", error.strerror)
        return made

    def forget_the_rest(self) -> None:
        """Delete what this build had no use for."""
        try:
            for path in self._folder.iterdir() if self._folder.is_dir() else ():
                if path.name not in self._used:
                    path.unlink()
        except OSError as error:
            log.info("old pictures stay in .cache/social (%s)", error.strerror)


@cache
def _basis() -> str:
    """This code, the fonts and the library that draws."""
    files = [Path(__file__), *sorted(FONTS.glob("*.ttf"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest() + version("pillow")


@cache
def _load(name: str, size: int) -> Font:
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(name: str, character: str) -> bool:
    """Whether a font has a character: what it has not looks like what no font has."""
    font = _load(name, 40)
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


def _font(text: str, size: int) -> Font:
    """The site's own letters, or those of more scripts where a text needs them."""
    return _load("newsreader.ttf" if all(_has("newsreader.ttf", c) for c in text) else "noto-serif.ttf", size)


def _fitted(title: str) -> tuple[int, Sequence[str]]:
    """The largest size in which the title fits, and its lines; of a title too long for the smallest the beginning."""
    for size in TITLE_SIZES:
        lines = _wrapped(title, _font(title, size))
        fitting = int((TITLE_BOTTOM - TITLE_TOP) / (size * LEADING))
        if len(lines) <= fitting and all(_font(title, size).getlength(line) <= WIDTH - 2 * MARGIN for line in lines):
            return size, lines
    shown = [*lines[:fitting - 1], *([" ".join(lines[fitting - 1:])] if len(lines) >= fitting else [])]
    return size, [_cut(line, _font(title, size), WIDTH - 2 * MARGIN) for line in shown]


def _wrapped(text: str, font: Font) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: Font, width: float) -> str:
    """As much of the text as fits, with an ellipsis if that is not all."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _mark(draw: ImageDraw.ImageDraw) -> None:
    """The band at the side and the project's mark: a tile with a line of text under a marker."""
    accent, marker, white = SHADES, SHADES + 1, SHADES + 2
    draw.rectangle((0, 0, 20, HEIGHT), fill=accent)
    draw.rounded_rectangle((MARGIN, 84, MARGIN + 57, 84 + 57), 9, fill=accent)
    draw.rectangle((MARGIN + 9, 84 + 39, MARGIN + 48, 84 + 46), fill=marker)
    for left in (12, 31):
        draw.ellipse((MARGIN + left, 84 + 21, MARGIN + left + 13, 84 + 34), fill=white)
        draw.polygon([(MARGIN + left, 84 + 27), (MARGIN + left + 12, 84 + 12), (MARGIN + left + 13, 84 + 14), (MARGIN + left + 7, 84 + 23)],
                     fill=white)


def _palette() -> bytes:
    shades = [tuple(round(p + (i - p) * n / (SHADES - 1)) for p, i in zip(PAPER, INK, strict=True)) for n in range(SHADES)]
    return bytes(value for colour in (*shades, ACCENT, MARKER, WHITE) for value in colour)


def _png(pixels: bytes) -> bytes:
    """A file of indexed colours, each row unfiltered (PNG specification, sections 5 and 11)."""
    rows = b"".join(b"\0" + pixels[start:start + WIDTH] for start in range(0, len(pixels), WIDTH))
    chunks: Iterable[tuple[bytes, bytes]] = (
        (b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def _whole(content: bytes) -> bool:
    """A file cut short, or of another kind, is no picture."""
    return content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")
