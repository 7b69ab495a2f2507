"""The gate of the order look-up. Code, never a model: number and second factor must both match.

An unknown number and a wrong e-mail are one result, reached by the same steps, so neither words nor time tell which it was.
Too many failures lock the conversation, every order number that was tried, with or without its letters and zeros, and the e-mail (or
postcode) that was tried: so neither the e-mail of one number nor the numbers of one e-mail can be guessed, from however many conversations
and addresses. A network address is an office, or all customers behind a proxy, and is locked far later.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chatbot.config import Settings
from chatbot.messages import CustomerMessage
from chatbot.order_numbers import bare_number
from chatbot.records import OrderRecord
from chatbot.skills.entities import normalise_postcode


class OrderSource(Protocol):
    """Where orders are found. One contract test holds for every implementation.

    Raises:
        OrdersUnavailable: the source does not answer; this is never told as "not found".
    """

    def find(self, number_key: str) -> OrderRecord | None: ...

    def is_empty(self) -> bool: ...


class FailureLog(Protocol):
    def latest(self, scopes: Sequence[str], since: float, limit: int) -> float | None: ...

    def add(self, scopes: Sequence[str], at: float, keep_after: float) -> None: ...


ADDRESS_FACTOR = 10  # times `order_max_failures`: 50 tries of new pairs in 15 minutes, where a postcode alone has thousands


@dataclass(frozen=True, slots=True)
class Locked:
    wait_s: int


class OrderGate:
    def __init__(
        self, source: OrderSource, failures: FailureLog, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        self._source, self._failures, self._settings, self._clock = source, failures, settings, clock

    def open(self, numbers: Sequence[str], factor: str, message: CustomerMessage) -> OrderRecord | Locked | None:
        """Return the order whose number is among `numbers` and whose e-mail (or postcode) is `factor`.

        Returns:
            The order; `Locked` after too many failures; None when nothing matches, whatever the reason.

        Raises:
            OrdersUnavailable: the source does not answer; this counts as no failure.
        """
        scopes = [f"conversation:{message.conversation_id}", *(f"order:{bare_number(number)}" for number in numbers)]
        scopes += [f"factor:{self._digest(factor).hex()}"]
        shared = [f"address:{message.address}"] if message.address else []
        now, lock_s, limit = self._clock(), self._settings.order_lock_minutes * 60, self._settings.order_max_failures
        bounds = ((scopes, limit), (shared, limit * ADDRESS_FACTOR))
        found = [self._failures.latest(each, now - lock_s, most) for each, most in bounds]
        if latest := max(filter(None, found), default=None):
            return Locked(wait_s=max(1, round(latest + lock_s - now)))
        matching = [order for order in map(self._source.find, numbers) if self._matches(order, factor)]
        if not matching:
            self._failures.add([*scopes, *shared], now, keep_after=now - lock_s)
            return None
        return matching[0]

    def _matches(self, order: OrderRecord | None, factor: str) -> bool:
        held = "" if order is None else order.email if self._settings.order_second_factor == "email" else order.postcode
        same = hmac.compare_digest(self._digest(held), self._digest(factor))
        return same and order is not None and bool(held)

    def _digest(self, factor: str) -> bytes:
        by_email = self._settings.order_second_factor == "email"
        return hashlib.sha256((factor.strip().casefold() if by_email else normalise_postcode(factor)).encode()).digest()
