"""Fixtures of the browser tests: Chromium, and the built site in a folder of a server. Test modules name this file as a plugin."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from conftest import Project
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDER = "/some/folder"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, filter(None, (os.environ.get("CHROMIUM"), *NAMES)))), None)
    if found is None:
        pytest.fail("these tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium), or name one in CHROMIUM")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=found, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(real_project: Project) -> Iterator[str]:
    """The site at http://127.0.0.1:PORT/some/folder/."""
    site = str(real_project.root / "site")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.startswith(f"{FOLDER}/")
            return super().translate_path(path.removeprefix(FOLDER) if inside else "/no/such/file")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def every_page(real_project: Project) -> list[str]:
    site = real_project.root / "site"
    return sorted(path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html"))
