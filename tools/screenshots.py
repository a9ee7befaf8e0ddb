"""The README's pictures of the home page: on a phone, on a desk, and in the dark.

    python tools/screenshots.py [site]

Written to docs/readme/, which MkDocs leaves out of the site.
"""

from __future__ import annotations

import sys
from pathlib import Path

from packed import chromium, served
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "readme"
PICTURES = {"home-phone": (390, 844, "light"), "home-desk": (1280, 844, "light"), "home-dark": (1280, 844, "dark")}


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    browser = chromium()
    if browser is None or not (site / "index.html").is_file():
        sys.exit("screenshots: Chromium and a built site are needed")
    FOLDER.mkdir(exist_ok=True)
    with served(site) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height, scheme) in PICTURES.items():
            context = opened.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light",
                                         reduced_motion="reduce")
            page = context.new_page()
            page.goto(address)
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(300)
            path = FOLDER / f"{name}.png"
            page.screenshot(path=path)
            print(f"{path.relative_to(FOLDER.parent.parent)}  {path.stat().st_size // 1024} KB")
            context.close()
        opened.close()


if __name__ == "__main__":
    main()
