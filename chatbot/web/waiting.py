"""Tells a customer who waits for a person that nobody is free yet, once, and how it may go on."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import structlog

from chatbot.acts import ACTS
from chatbot.dialogue.compose import fill
from chatbot.logs import where
from chatbot.messages import Form
from chatbot.skills.handoff import BACK_CHIP, FORM
from chatbot.storage.times import stamp
from chatbot.storage.waiting import Notice, Waiting
from chatbot.web.outbox import Outbox
from chatbot.web.rendering import as_payload

log = structlog.get_logger()

PATIENCE = timedelta(seconds=90)  # whoever has a page open hears a bell at once; after this they are busy
TOO_LATE = timedelta(hours=1)  # a customer of before a long stop has gone
LOOK_EVERY_S = 5.0


class WaitingRoom:
    def __init__(self, waiting: Waiting, outbox: Outbox) -> None:
        self._waiting, self._outbox = waiting, outbox
        self._stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._watch, name="waiting-room", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def tell(self, now: datetime) -> None:
        """Tell those who have waited for `PATIENCE`."""
        span = tuple(stamp(now - ago) for ago in (TOO_LATE, PATIENCE))
        for conversation, message in self._waiting.tell((span[0], span[1]), notice):
            self._outbox.put("message", {"message": as_payload(message)}, conversation)

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                self.tell(datetime.now(UTC))
            except Exception as error:  # the next look tries again
                log.error("waiting room", error=type(error).__name__, where=where(error))


def notice(ticket: str, has_address: bool) -> Notice:
    """Return what is told; an address is asked for where none is known."""
    act = ACTS["handoff_late" if has_address else "handoff_late_ask"]
    form = None if has_address else Form(FORM, "email", {"ticket": ticket})
    return Notice(fill(act.plain, {"ticket": ticket}), (BACK_CHIP,), form)
