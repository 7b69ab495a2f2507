"""The serving process: gunicorn with one gevent worker, started from code.

One sentence and an exit code for what goes wrong at the start; a graceful stop lets running turns end, then closes the
sockets, and clients reconnect to the next process.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from flask import Flask
from gevent import socket as gevent_socket
from gunicorn.app.base import BaseApplication
from gunicorn.errors import AppImportError
from gunicorn.workers.ggevent import GeventWorker

from chatbot.config import Settings
from chatbot.errors import ChatbotError, SettingsError
from chatbot.logs import configure_logs

CONNECTIONS = 10_000  # greenlets; 4,000 clients were measured in 364 MB
STOP_MARGIN_S = 5.0  # to close sockets, after the last turn's deadline
# Browsers connect before they ask, and keep connections for the next click: one that is closed at that moment is a failed page.
KEEP_ALIVE_S = 30
LAST_EVENTS_S = 0.2  # one round of the outbox and the sockets' writers takes milliseconds


class Worker(GeventWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's gevent worker without its monkey-patching: only the listening sockets become gevent's (see `web.threads`)."""

    def patch(self) -> None:
        self.sockets: list[Any] = [
            gevent_socket.socket(each.FAMILY, socket.SOCK_STREAM, fileno=each.sock.detach()) for each in self.sockets
        ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._idle: set[Any] = set()  # connections between two requests

    def handle(self, listener: Any, client: Any, addr: object) -> None:
        self._idle.add(client)
        try:
            super().handle(listener, client, addr)
        finally:
            self._idle.discard(client)

    def handle_request(self, listener_name: object, req: object, sock: Any, addr: object) -> None:
        self._idle.discard(sock)
        super().handle_request(listener_name, req, sock, addr)
        self._idle.add(sock)

    def handle_quit(self, sig: int, frame: object) -> None:
        """Ctrl-C ends at once, whatever a thread does: what was acked lies on the disk and is answered after the next start."""
        os._exit(0)

    def handle_exit(self, sig: int, frame: object) -> None:
        super().handle_exit(sig, frame)
        if (app := getattr(self, "wsgi", None)) is not None:  # None: told to stop while it starts
            gevent.spawn(self._stop, app)

    def _stop(self, app: Flask) -> None:
        for line in tuple(self._idle):  # nobody waits for an answer on it, and a stop must not wait for the next question
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        app.extensions["chatbot"].stop()


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, make_app: Callable[[Settings], Flask], settings: Settings, listener: socket.socket) -> None:
        self._make_app = make_app
        self._settings = settings
        self._options: dict[str, Any] = {
            "bind": f"fd://{listener.fileno()}",
            "worker_class": Worker,
            "workers": 1,
            "worker_connections": CONNECTIONS,
            "keepalive": KEEP_ALIVE_S,
            "graceful_timeout": int(settings.turn_deadline_s + STOP_MARGIN_S),
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()
        logging.getLogger("gunicorn.error").addFilter(_is_news)

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app in the worker, after the fork: threads and models do not survive one. Says where it serves."""
        configure_logs()
        try:
            app = self._make_app(self._settings)
        except ChatbotError as error:
            raise AppImportError(str(error)) from None
        app.extensions["chatbot"].start()
        print(f"{self._settings.shop_name}: http://{self._settings.host}:{self._settings.port}", file=sys.stderr, flush=True)
        return app


def serve(make_app: Callable[[Settings], Flask], settings: Settings, opens_browser: bool = False) -> None:
    """Serve until a signal; ends the process with gunicorn's exit code.

    `make_app` runs in the worker, after the fork, and imports there what starts threads when it is imported (onnxruntime
    does): this process only waits, and a fork of such threads hangs at its end.

    Raises:
        SettingsError: the address cannot be listened on.
    """
    listener = listen(settings.host, settings.port)
    server = Server(make_app, settings, listener)
    if opens_browser and has_screen():
        server.cfg.set("when_ready", lambda arbiter: webbrowser.open(f"http://{settings.host}:{settings.port}"))
    server.run()


def has_screen() -> bool:
    """Whether a browser would open in a window; a text browser would take the terminal."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def stop_turns_then_sockets(stop_turns: Callable[[], None], engine: Any) -> None:
    """Wait for the running turns on a native thread, give their last events time to leave, and close every socket."""
    gevent.get_hub().threadpool.apply(stop_turns)
    gevent.sleep(LAST_EVENTS_S)
    for client in tuple(engine.sockets.values()):
        client.close(wait=False)  # one that does not read must not hold up the others


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        SettingsError: in use, forbidden, or not an address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        remedy = "Stop the program that has it, or choose another with CHATBOT_PORT (and CHATBOT_HOST)."
        raise SettingsError(f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}. {remedy}") from error
    # accepted sockets inherit it: a small event must not wait for the acknowledgement of the one before (Nagle, RFC 896)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.set_inheritable(True)
    return listener


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what gunicorn adds when the app could not be made: the app has said why in one sentence."""
    return not any(each in record.getMessage() for each in ("exited with code 4", "App failed to load", "Shutting down: Master"))
