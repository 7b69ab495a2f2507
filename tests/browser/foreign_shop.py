"""A shop on an origin of its own, as the chat's customers run them."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import Any

from tests.visitor import LiveServer

POLICY = "default-src 'none'; script-src {chat}; frame-src {chat}"  # the two directives that docs/widget.md names


class Shop:
    """Another origin than the chat's: serves the pages that a test writes, under the policy that docs/widget.md names."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.other_site = f"http://localhost:{port}"  # where browsers in private windows block the frame's storage
        self.chat = ""
        self.server: LiveServer | None = None
        self.policy = POLICY
        shop = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def end_headers(self) -> None:
                if self.path.endswith("shop.html"):
                    self.send_header("Content-Security-Policy", shop.policy.format(chat=shop.chat))
                super().end_headers()

            def log_message(self, *args: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def write(self, head: str = "", body: str = "<h1>A shop</h1>", tag: str = "", tags: int = 1) -> None:
        script = f'<script src="{self.chat}/static/embed.js" {tag}></script>'
        meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>'
        page = f'<!doctype html><html lang="en"><head>{meta}{head}</head><body>{body}{script * tags}</body></html>'
        (self.folder / "shop.html").write_text(page)

    def add(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def close(self) -> None:
        self._server.shutdown()


def no_policy(shop: Shop) -> None:
    shop.policy = "frame-src *"
