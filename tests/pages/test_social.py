"""The pictures for sharing: a page's own title, the same bytes for the same words, kept between builds."""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Project
from jinja2 import Environment
from page_example import example_dataset
from PIL import Image

from build_scripts.pages.sharing import shared_pictures
from build_scripts.pages.social import HEIGHT, INK, MARGIN, PAPER, TITLE_SIZES, WIDTH, Pictures, _fitted, _font, _has, name_of, picture

LONG = "A treaty of friendship, good neighbourhood and mutual assistance " * 9


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image.convert("RGB")


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """The extent of what is drawn in ink."""
    found = image.convert("L").point(lambda level: 255 if level < 60 else 0)
    found.paste(0, (0, 0, MARGIN, HEIGHT))  # the band
    box = found.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("title", ["Norland", "Where does the League stand?", "Ђорђе Љубић", "Žarko Čović and the “Ö” – a story", LONG, "",
                                   "x" * 400])
def test_a_picture_is_of_the_size_that_is_asked_for_and_nothing_runs_out_of_it(title: str) -> None:
    image = opened(picture(title, "A site", "As of 2 May 2024"))
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    left, top, right, bottom = inked(image)
    assert left >= MARGIN - 4 and right <= WIDTH - MARGIN + 4 and top > 60 and bottom < HEIGHT - 60
    assert image.getpixel((WIDTH - 1, HEIGHT - 1)) == PAPER
    assert INK in {colour for _, colour in image.getcolors(1_000_000) or ()}


def test_other_words_give_another_picture_and_the_same_words_the_same() -> None:
    words = ("Norland", "A site", "As of 2 May 2024")
    assert picture(*words) == picture(*words)
    others = [("Suthland", *words[1:]), (words[0], "Another site", words[2]), (*words[:2], "As of 3 May 2024"), (*words[:2], "")]
    assert len({picture(*words), *(picture(*other) for other in others)}) == 5


def test_the_same_bytes_in_another_process_locale_and_time_zone() -> None:
    code = "import zlib; from build_scripts.pages.social import picture; print(zlib.crc32(picture('\\u010ca\\u010dak', 'A site')))"
    places = ({"LC_ALL": "C", "TZ": "AAA+11", "PYTHONHASHSEED": "1"}, {"LC_ALL": "C.UTF-8", "TZ": "BBB-13", "PYTHONHASHSEED": "2"})
    done = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=True)
            for env in places]
    assert done[0].stdout == done[1].stdout != ""


def test_a_title_is_as_large_as_it_fits_and_loses_only_what_fits_in_no_size() -> None:
    sizes = [_fitted(title)[0] for title in ("Norland", LONG[:90], LONG[:160], LONG)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == TITLE_SIZES[0] and sizes[-1] == TITLE_SIZES[-1]
    assert " ".join(_fitted(LONG[:160])[1]) == LONG[:160].strip()
    cut = " ".join(_fitted(LONG)[1])
    assert cut.endswith("…") and LONG.startswith(cut[:-1])


@pytest.mark.parametrize("text", ["čćšžđ ČĆŠŽĐ", "łőűāșț", "“quoted” – and ‘so’ …", "Београд Њ Џ Ђ Ћ", "Αθήνα"])
def test_letters_of_the_region_are_there(text: str) -> None:
    name = Path(str(_font(text, 40).path)).name
    assert all(_has(name, character) for character in text)
    assert not _has(name, "中")


def test_control_characters_do_no_harm() -> None:
    assert opened(picture("a\x00b\nc\u202ed", "s\x1b")).size == (WIDTH, HEIGHT)


def test_pictures_are_kept_between_builds_and_mended(tmp_path: Path) -> None:
    drawn: list[str] = []

    def make(title: str, site: str, foot: str) -> bytes:
        drawn.append(title)
        return picture(title, site, foot)

    first = Pictures(tmp_path)
    content = first.get("Norland", "A site", make=make)
    assert Pictures(tmp_path).get("Norland", "A site", make=make) == content
    assert drawn == ["Norland"]
    kept, = (tmp_path / ".cache" / "social").iterdir()
    kept.write_bytes(content[:500])
    second = Pictures(tmp_path)
    assert second.get("Norland", "A site", make=make) == content
    assert drawn == ["Norland", "Norland"]
    second.get("Suthland", "A site", make=make)
    third = Pictures(tmp_path)
    third.get("Suthland", "A site", make=make)
    third.forget_the_rest()
    assert len(list((tmp_path / ".cache" / "social").iterdir())) == 1
    assert drawn == ["Norland", "Norland", "Suthland"]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way")
    pictures = Pictures(tmp_path)
    assert pictures.get("Norland", "A site") == picture("Norland", "A site")
    pictures.forget_the_rest()


def test_thirty_pictures_take_seconds_at_most() -> None:
    start = time.process_time()
    for number in range(30):
        picture(f"The question number {number}, and what was said on it", "A site", "As of 2 May 2024")
    assert time.process_time() - start < 6


def test_every_page_has_a_picture_under_its_own_path(tmp_path: Path) -> None:
    made = dict(shared_pictures(example_dataset(), {"index.md": "Q &amp; A", "actors/ana.md": "Ana"}, "A site", tmp_path))
    assert made == {"assets/social/index.png": picture("Q & A", "A site", "As of 20 May 2024"),
                    "assets/social/actors/ana.png": picture("Ana", "A site", "As of 20 May 2024")}
    assert name_of("actors/ana.md") == "assets/social/actors/ana.png"


def metas(page: Path) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', page.read_text("utf-8")))


def test_the_built_pages_name_their_own_pictures_and_load_none(real_project: Project) -> None:
    site = real_project.root / "site"
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 20
    for page in pages:
        told = metas(page)
        target = (page.parent / told["og:image"]).resolve()
        assert target.read_bytes() == picture(html.unescape(told["og:title"]), told["og:site_name"], "As of 2 April 2025"), page
        assert {"og:description", "og:type", "og:image:width", "og:image:height", "og:image:alt", "twitter:card"} <= set(told)
        shown = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text("utf-8"), re.S)
        assert shown is not None
        words = html.unescape(re.sub(r"<[^>]+>", "", shown[1])).replace("¶", "")
        assert html.unescape(told["og:title"]) == " ".join(words.split()) or "sources/" in str(page) or "positions/" in str(page)
        assert "assets/social" not in re.sub(r"<meta [^>]*>", "", page.read_text("utf-8"))
    assert len({metas(page)["og:image"] for page in pages}) == len(pages)


def test_with_a_site_address_the_pictures_have_whole_addresses() -> None:
    template = ROOT / "build_scripts/theme/partials/social.html"
    rendered = Environment().from_string(template.read_text("utf-8")).render

    class Bag(dict):  # type: ignore[type-arg]
        __getattr__ = dict.get

    page = Bag(meta=Bag(title="Ana &quot;A&quot;"), file=Bag(src_uri="actors/ana.md"), canonical_url="https://a.example/b/actors/ana/")
    out = rendered(page=page, config=Bag(site_url="https://a.example/b/", site_name="A & B", site_description="D"))
    assert 'content="https://a.example/b/assets/social/actors/ana.png"' in out
    assert 'property="og:title" content="Ana &quot;A&quot;"' in out
    assert 'property="og:site_name" content="A &amp; B"' in out
