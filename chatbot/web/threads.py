"""Greenlets wait for sockets; native threads wait for the disk and compute. This module is the way from one to the other.

Nothing is monkey-patched. The server's sockets are gevent's own objects (see `web.server`), so a websocket costs a
greenlet; everything else (SQLite, models, HTTP clients, locks, `threading`) is plain Python on plain threads.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import cached_property
from typing import Any, TypeVar

import gevent
from flask import Flask, Response, request
from gevent.threadpool import ThreadPool
from werkzeug.exceptions import HTTPException

T = TypeVar("T")

PAGE_THREADS = 8  # pages never take the threads that messages are stored on


def on_thread(function: Callable[..., T], *args: Any) -> T:
    """Run a function that waits for the disk on a native thread, while other greenlets go on."""
    result: T = gevent.get_hub().threadpool.apply(function, args)
    return result


class ThreadedFlask(Flask):
    """Runs whole requests on native threads, so that a view may read the database as plain code."""

    @cached_property
    def _threads(self) -> ThreadPool:
        return ThreadPool(PAGE_THREADS)

    def full_dispatch_request(self) -> Response:
        try:
            request.get_data()  # here, because the socket belongs to the hub's thread; views find it cached
        except HTTPException as error:
            return self.finalize_request(error)
        response: Response = self._threads.apply(copy_context().run, (super().full_dispatch_request,))
        return response
