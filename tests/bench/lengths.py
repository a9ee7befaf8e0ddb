"""Is the time linear in a text's length? Each of the long texts of test_any_text.py whole and in a quarter."""

from __future__ import annotations

import sys
from functools import partial

from pairs import ROOT, of_call


def lengths() -> None:
    """Four times the text should take four times the time; twice that is told."""
    sys.path.insert(0, str(ROOT / "tests" / "extract"))
    from test_any_text import LONG, read

    read("Peru signed it.")
    for name, text in LONG.items():
        quarter, whole = (of_call(partial(read, part)).cpu for part in (text[: len(text) // 4], text))
        print(f"{whole / quarter:5.1f} times the time for 4 times the text  {whole:6.2f} s  {len(text):7,} characters: {name}"
              f"{'   NOT LINEAR' if whole > 8 * quarter and whole > 1 else ''}", flush=True)
