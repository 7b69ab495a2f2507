"""A server of the shop, which webhooks are sent to."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Listener(HTTPServer):
    """A server of the shop; `answers` are the status codes that it gives, the last one for ever."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/hooks"
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers = [204]
        self.location = ""


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        code = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        if code == 0:
            time.sleep(1)
            return
        self.send_response(code)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *args: object) -> None: ...
