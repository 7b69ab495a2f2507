"""Who may connect, how often, and what browsers may do with our pages."""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from chatbot.config import Settings
from chatbot.errors import TooManyRequests

SMALL_EVENTS_PER_MESSAGE = 4  # a client reads and rates about as often as it writes


def hash_address(address: str, secret_key: str) -> str:
    """Return a keyed hash of a network address, which is how it is stored and counted."""
    return hmac.new(secret_key.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]


class Limits:
    """How often one conversation and one address may do something, in a sliding minute (files: hour), in this process's memory."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._message = RateLimitItemPerMinute(settings.messages_per_minute)
        self._address_message = RateLimitItemPerMinute(settings.messages_per_minute_per_address)
        self._session = RateLimitItemPerMinute(settings.sessions_per_minute_per_address)
        self._file = RateLimitItemPerHour(settings.attachments_per_hour_per_address)
        self._small = RateLimitItemPerMinute(settings.messages_per_minute * SMALL_EVENTS_PER_MESSAGE)

    def count_message(self, conversation_id: str, address: str) -> None:
        """Count a message.

        Raises:
            TooManyRequests: with the seconds until the next one may come.
        """
        count(self._limiter, self._message, "message", conversation_id)
        count(self._limiter, self._address_message, "message-from", address)

    def count_session(self, address: str) -> None:
        """Count the opening of a session; raises TooManyRequests."""
        count(self._limiter, self._session, "session-from", address)

    def count_file(self, address: str) -> None:
        """Count a file, beside its message; raises TooManyRequests."""
        count(self._limiter, self._file, "file-from", address)

    def count_small(self, conversation_id: str) -> None:
        """Count a rating, a thumb or a read mark; raises TooManyRequests."""
        count(self._limiter, self._small, "small", conversation_id)


def count(limiter: MovingWindowRateLimiter, limit: RateLimitItem, *key: str, cost: int = 1) -> None:
    """Count `cost` uses of what `key` names; raise TooManyRequests with the seconds until the window has room again."""
    if not limiter.hit(limit, *key, cost=cost):
        free_at = limiter.get_window_stats(limit, *key).reset_time
        raise TooManyRequests(max(1, math.ceil(free_at - time.time())))


def may_connect(allowed_origins: tuple[str, ...]) -> Callable[[str | None, dict[str, Any]], bool]:
    """Return the check of a socket's Origin header: this server's own host, or a shop on the list.

    The scheme of the own host is not compared: behind a proxy that ends TLS this server sees http.
    """

    def is_allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        return origin is not None and (origin in allowed_origins or urlsplit(origin).netloc == environ.get("HTTP_HOST"))

    return is_allowed


def add_headers(response: Response, allowed_origins: tuple[str, ...]) -> Response:
    """Forbid browsers everything that our pages do not need: no inline script or style, no framing by strangers."""
    framers = " ".join(("'self'", *allowed_origins)) if request.endpoint == "pages.widget" else "'self'"
    response.headers.setdefault("Content-Security-Policy", _content_policy(request.host, framers, request.is_secure))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint == "static":  # a shop's page with strict policies of its own loads embed.js and nudge.js
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and no cookie counts
    return response


def _content_policy(host: str, framers: str, is_secure: bool) -> str:
    return "; ".join((
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # product pictures may lie on the shop's own server, which has no https either where the chat is tried out without
        f"img-src 'self' data: https:{'' if is_secure else ' http:'}",
        "font-src 'self'",
        f"connect-src 'self' ws://{host} wss://{host}",  # Safari before 15.4 does not count sockets as 'self'
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {framers}",
    ))  # fmt: skip
