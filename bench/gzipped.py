"""A site served as a good host serves it: compressed, kept by browsers, and under the strict policy."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from stagebook.render.strict import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
PACKED = frozenset({".png", ".woff2"})
"""What is compressed already."""


@contextmanager
def gzipped(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address, for as long as the block runs, and give where."""

    @cache
    def content(path: Path) -> bytes:
        data = path.read_bytes()
        # Without a time the bytes are the same in every run.
        return data if path.suffix in PACKED else gzip.compress(data, compresslevel=6, mtime=0)

    class Site(_Site):
        root = folder.resolve()
        content_of = staticmethod(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Site(BaseHTTPRequestHandler):
    """Answers with the files of a folder."""

    protocol_version = "HTTP/1.1"
    root: Path
    content_of: Callable[[Path], bytes]

    def do_GET(self) -> None:
        """Answer with a file, its page, or the page for wrong addresses."""
        url = urlsplit(self.path)
        path = (self.root / unquote(url.path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file() and path.is_relative_to(self.root)
        path = path if found else self.root / "404.html"
        data = self.content_of(path) if path.is_file() else b""
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        if path.suffix not in PACKED and data:
            self.send_header("Content-Encoding", "gzip")
        # An address with a fingerprint never changes what it means.
        kept = "max-age=31536000, immutable" if url.query or "/sb-inline-" in url.path else "no-cache"
        self.send_header("Cache-Control", kept)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
