"""Events on their way to clients, put in from any thread and sent in order by one greenlet of the hub.

Sockets are the hub's: a native thread that writes to one itself would corrupt the hub's queues.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
import structlog
from gevent.event import Event

from chatbot.logs import where
from chatbot.web.payloads import ServerEvent

log = structlog.get_logger()


class Outbox:
    def __init__(self, emit: Callable[..., None]) -> None:
        """`emit(event, payload, to=room, skip_sid=sid)` sends to the clients in a room; it runs in the hub's thread only."""
        self._emit = emit
        self._waiting: deque[tuple[ServerEvent, dict[str, Any], str, str | None]] = deque()
        self._watchers: list[Callable[[str, dict[str, Any], str], None]] = []
        self._hub: Any = None
        self._filled: Event | None = None

    def start(self) -> None:
        """Begin to send; called once, in the hub's thread."""
        self._filled = Event()
        self._hub = gevent.get_hub()
        gevent.spawn(self._send_all)
        self._filled.set()

    def put(self, event: ServerEvent, payload: dict[str, Any], room: str, skip_sid: str | None = None) -> None:
        """Send an event to a room (a conversation, or one client's own); returns at once, from any thread."""
        self._waiting.append((event, payload, room, skip_sid))
        if self._hub is not None and self._filled is not None:
            self._hub.loop.run_callback_threadsafe(self._filled.set)

    def watch(self, seen: Callable[[str, dict[str, Any], str], None]) -> None:
        """Also call `seen(event, payload, room)` for every event that is sent, in the hub's thread."""
        self._watchers.append(seen)

    def _send_all(self) -> None:
        assert self._filled is not None
        while True:
            self._filled.wait()
            self._filled.clear()
            while self._waiting:
                self._send(*self._waiting.popleft())

    def _send(self, event: ServerEvent, payload: dict[str, Any], room: str, skip_sid: str | None) -> None:
        try:
            self._emit(event, payload, to=room, skip_sid=skip_sid)
            for seen in self._watchers:
                seen(event, payload, room)
        except Exception as error:  # one event that cannot be sent must not end all others; the database has it
            log.error("event not sent", name=event, error=type(error).__name__, where=where(error))
