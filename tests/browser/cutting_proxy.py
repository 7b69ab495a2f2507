"""A line that breaks: a TCP proxy between browser and server that cuts at an exact byte."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

UNLIMITED = 10**9


class CuttingProxy:
    """Passes bytes between the browser and the server at `port`.

    Once armed with a number of bytes, it counts what the server sends over all its lines from then on, cuts the line that
    carries the last of them right behind it, and is unarmed again: `cuts` grows by exactly one. Nothing is compressed, so that
    what a reply weighs does not depend on what was sent before.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._lock = threading.Lock()
        self._left = UNLIMITED
        self.cuts = 0
        self.passed = 0  # bytes from the server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, budget: int) -> None:
        with self._lock:
            self._left = budget

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                return
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()
            threading.Thread(target=self._pass_counted, args=(server, client), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                target.sendall(data.replace(b"permessage-deflate", b"x-nothing-of-these"))
        end(source, target)

    def _pass_counted(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                allowed = self._allow(len(data))
                target.sendall(data[:allowed])
                if allowed < len(data):
                    break
        end(source, target)

    def _allow(self, wanted: int) -> int:
        """Return how many of these bytes may pass: fewer than wanted where the line is to be cut."""
        with self._lock:
            self.passed += wanted
            if wanted <= self._left:
                self._left -= wanted if self._left != UNLIMITED else 0
                return wanted
            allowed, self._left = self._left, UNLIMITED
            self.cuts += 1
            return allowed


def end(*lines: socket.socket) -> None:
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)  # close() alone would wait for the other thread
        line.close()
