"""Greenlets wait for sockets; native threads wait for the disk and compute. This module is the way from one to the other.

Nothing is monkey-patched. The server's sockets are gevent's own objects (see `web.server`), so a websocket costs a
greenlet; everything else (SQLite, models, HTTP clients, locks, `threading`) is plain Python on plain threads.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import cached_property
from typing import Any, TypeVar, cast

import gevent
import structlog
from flask import Flask, Response, request
from gevent.threadpool import ThreadPool
from werkzeug.exceptions import HTTPException

from chatbot.logs import where

T = TypeVar("T")

log = structlog.get_logger()

PAGE_THREADS = 8  # pages never take the threads that messages are stored on


def on_thread(function: Callable[..., T], *args: Any) -> T:
    """Run a function that waits for the disk on a native thread, while other greenlets go on."""
    return _run(gevent.get_hub().threadpool, function, *args)


class ThreadedFlask(Flask):
    """Runs whole requests on native threads, so that a view may read the database as plain code."""

    @cached_property
    def _threads(self) -> ThreadPool:
        return ThreadPool(PAGE_THREADS)

    def full_dispatch_request(self) -> Response:
        try:
            request.get_data()  # here, because the socket belongs to the hub's thread; views find it cached
        except HTTPException as error:
            refused: Response = _run(self._threads, copy_context().run, self._refuse, error)
            return refused
        response: Response = _run(self._threads, copy_context().run, super().full_dispatch_request)
        return response

    def _refuse(self, error: HTTPException) -> Response:
        """Answer a request that was too large to be read, in the words of the part of the app that it was meant for."""
        return self.finalize_request(self.handle_user_exception(error))

    def log_exception(self, exc_info: Any) -> None:
        """Log a failed page as every other failure: the place, without the message, which may quote a customer."""
        log.error("page failed", endpoint=request.endpoint, error=exc_info[0].__name__, where=where(exc_info[1]))


def _run(pool: ThreadPool, function: Callable[..., T], *args: Any) -> T:
    result, error = pool.apply(_caught, (function, args))
    if error is not None:
        raise error
    return cast(T, result)


def _caught(function: Callable[..., T], args: tuple[Any, ...]) -> tuple[T | None, Exception | None]:
    """The pool of gevent prints whatever leaves a function, with its message; so nothing does."""
    try:
        return function(*args), None
    except Exception as error:
        return None, error
