"""A server for looking at the built site as readers get it: gzip, kept connections, caching."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PACKED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


@cache
def _packed(path: Path, kind: str) -> tuple[bytes, bool]:
    content = path.read_bytes()
    return (gzip.compress(content, 9, mtime=0), True) if kind.startswith(PACKED) else (content, False)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site's address on this machine, ending in a slash, for as long as the context lasts."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = (site / self.path.split("?")[0].lstrip("/")).resolve()
            path = path / "index.html" if path.is_dir() else path
            found = path.is_relative_to(site.resolve()) and path.is_file()
            path = path if found else site / "404.html"
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            content, packed = _packed(path, kind)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-cache" if kind == "text/html" else "max-age=31536000")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def chromium() -> str | None:
    """The browser: the one named in CHROMIUM, or else one on the PATH."""
    import os
    import shutil

    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, filter(None, names))), None)
