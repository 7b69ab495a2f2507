"""What the server does by itself once a day: remove what is older than the owner wants to keep."""

from __future__ import annotations

import threading

import structlog

from chatbot.logs import where
from chatbot.storage.db import Store
from chatbot.storage.locks import only_one
from chatbot.storage.retention import Retention

log = structlog.get_logger()

LOOK_EVERY_S = 900.0  # so that the first run of a new day comes soon, also on a server that is restarted every night


class Daily:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._watch, name="daily", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def run_if_due(self) -> bool:
        """Do today's work, unless it is done or another process does it now; return whether it was done here."""
        with only_one(self._store.path, "daily") as is_mine:
            return is_mine and Retention(self._store).run_daily()

    def _watch(self) -> None:
        while True:
            try:
                self.run_if_due()
            except Exception as error:  # the next look tries again
                log.error("daily work", error=type(error).__name__, where=where(error))
            if self._stopping.wait(LOOK_EVERY_S):
                return
