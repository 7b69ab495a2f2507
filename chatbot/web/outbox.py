"""Events on their way to clients, put in from any thread and sent in order by one greenlet of the hub.

Sockets are the hub's: a native thread that writes to one itself would corrupt the hub's queues.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

from chatbot.web.payloads import ServerEvent


class Outbox:
    def __init__(self, emit: Callable[..., None]) -> None:
        """`emit(event, payload, to=room, skip_sid=sid)` sends to the clients in a room; it runs in the hub's thread only."""
        self._emit = emit
        self._waiting: deque[tuple[ServerEvent, dict[str, Any], str, str | None]] = deque()
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

    def _send_all(self) -> None:
        assert self._filled is not None
        while True:
            self._filled.wait()
            self._filled.clear()
            while self._waiting:
                event, payload, room, skip_sid = self._waiting.popleft()
                self._emit(event, payload, to=room, skip_sid=skip_sid)
