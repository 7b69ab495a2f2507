"""Both ends of the wire for tests: a real server process, and a visitor who speaks docs/protocol.md to it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import socketio

NAMESPACE = "/chat"
PATIENCE_S = 240.0  # a slow machine is no failure
EVENTS = ("session_ready", "stage", "reply_part", "reply", "message", "handoff", "rating_wanted", "erased", "trouble")

Payload = dict[str, Any]


class LiveServer:
    """`python -m tests.live` as a process group of its own, so that a test may end it in any way."""

    def __init__(self, port: int, db: Path, environment: dict[str, str]) -> None:
        self.port = port
        self.db = db
        self.url = f"http://127.0.0.1:{port}"
        self._environment = os.environ | environment
        self._process: subprocess.Popen[bytes] | None = None
        self.log = db.with_suffix(".log")

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.live", "--port", str(self.port), "--db", str(self.db), "--pause", "0"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stderr=log, start_new_session=True)
        self.wait_until_healthy()

    def kill(self) -> None:
        """As a power cut does: all its processes at once."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def tell_to_stop(self, by: int = signal.SIGTERM) -> None:
        """As an operator does, or Ctrl-C in a terminal, which all processes get."""
        assert self._process is not None
        if by == signal.SIGINT:
            os.killpg(self._process.pid, by)
        else:
            self._process.send_signal(by)

    def wait(self) -> int:
        """Return the exit code."""
        assert self._process is not None
        return self._process.wait(PATIENCE_S)

    def is_listening(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What lies in the file, read by a connection of its own."""
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def write(self, sql: str) -> None:
        """Change the file from outside."""
        connection = sqlite3.connect(self.db, timeout=PATIENCE_S)
        connection.execute(sql)
        connection.commit()
        connection.close()

    def wait_for_log(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while words not in self.log.read_text():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            assert self._process is not None
            assert self._process.poll() is None, self.log.read_text()
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())


class Visitor:
    """One connection, with everything it was sent."""

    def __init__(self, url: str, headers: dict[str, str] | None = None, transport: str = "websocket") -> None:
        self.url = url
        self.received: list[tuple[str, Payload]] = []
        self._news = threading.Condition()
        self.socket = socketio.Client(reconnection=False)
        for event in EVENTS:
            self.socket.on(event, self._keep(event), namespace=NAMESPACE)
        self.socket.connect(url, headers or {}, namespaces=[NAMESPACE], transports=[transport], wait_timeout=PATIENCE_S)

    def open(self, token: str | None = None, last_seq: int = 0) -> Payload:
        assert self.call("session_opened", {"token": token, "last_seq": last_seq}) == {"ok": True}
        self.ready = self.wait_for("session_ready")
        self.token, self.conversation = self.ready["token"], self.ready["conversation"]
        return self.ready

    def call(self, event: str, payload: object) -> Payload:
        ack: Payload = self.socket.call(event, payload, namespace=NAMESPACE, timeout=PATIENCE_S)
        return ack

    def send(self, text: str, client_id: str | None = None, **more: str) -> Payload:
        """Send a message and return its ack."""
        return self.call("message_sent", {"client_id": client_id or str(uuid.uuid4()), "text": text, **more})

    def ask(self, text: str) -> Payload:
        """Send a message and return the bot's whole message."""
        seq = self.send(text)["seq"]
        message: Payload = self.wait_for("reply", lambda reply: reply["for_seq"] == seq)["message"]
        return message

    def all(self, event: str) -> list[Payload]:
        return [payload for name, payload in self.received if name == event]

    def wait_for(self, event: str, is_meant: Callable[[Payload], bool] = lambda payload: True) -> Payload:
        """Return the first such event, as soon as it is here."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(is_meant, self.all(event))), PATIENCE_S), (event, self.received)
        return next(filter(is_meant, self.all(event)))

    def leave(self) -> None:
        self.socket.disconnect()

    def _keep(self, event: str) -> Callable[[Payload], None]:
        def keep(payload: Payload) -> None:
            with self._news:
                self.received.append((event, payload))
                self._news.notify_all()

        return keep
