"""Which program calls, whether it may, and how often: a key for each, in `Authorization: Bearer`."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from chatbot.config import Settings
from chatbot.storage.api_keys import ApiKeys
from chatbot.web.api.contract import ApiProblem, Scope
from chatbot.web.security import count


@dataclass(frozen=True, slots=True)
class Caller:
    """`key_id` is empty for a program without a key, which is counted by its address."""

    name: str
    key_id: str = ""


class Doorman:
    def __init__(self, keys: ApiKeys, settings: Settings) -> None:
        self._keys = keys
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(settings.api_requests_per_minute)
        self._texts = RateLimitItemPerMinute(settings.sentiment_texts_per_minute)

    def admit(self, scope: Scope) -> Caller:
        """Return who calls.

        Raises:
            ApiProblem: no key, a wrong one, or one without the right for this.
            TooManyRequests: with the seconds to wait.
        """
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        address = request.remote_addr or ""
        if not text and scope == "":
            count(self._limiter, self._requests, "address", address)
            return Caller("anybody")
        key = self._keys.find(text.strip()) if kind.lower() == "bearer" else None
        if key is None:
            count(self._limiter, self._requests, "address", address)
            raise ApiProblem(
                401, "no_key", "Send a key that works as 'Authorization: Bearer …'. The owner makes one at /admin/keys."
            )
        count(self._limiter, self._requests, "key", key.id)
        if scope == "write" and not key.may_write:
            sentence = f"The key {key.name!r} may only read. The owner makes one that may write at /admin/keys."
            raise ApiProblem(403, "wrong_scope", sentence)
        return Caller(f"key {key.name}", key.id)

    def count_texts(self, texts: int) -> None:
        """Count texts of a program without a key; raises TooManyRequests."""
        if not caller().key_id:
            count(self._limiter, self._texts, "texts", request.remote_addr or "", cost=texts)


def caller() -> Caller:
    """Who sent the request that is being answered."""
    found: Caller = g.api_caller
    return found
