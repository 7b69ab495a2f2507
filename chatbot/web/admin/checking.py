"""Runs of the regression set: one at a time, on a thread of their own, through the bot that customers talk to."""

from __future__ import annotations

import threading
from concurrent.futures import wait

from chatbot.dialogue import regression
from chatbot.storage.audit import Audit
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.regression import Regression
from chatbot.web.admin.work import QUICK_S, Lane, Progress, carry_out
from chatbot.web.turns import Bot


class Checker:
    """`progress` is that of the last run since the start; None before the first."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self._store, self._bot = store, bot
        self._lane: Lane | None = None  # its thread begins with the first run
        self._lock = threading.Lock()
        self.progress: Progress | None = None

    @property
    def is_running(self) -> bool:
        return self.progress is not None and not self.progress.is_finished

    def start(self, made_by: str) -> Progress:
        """Begin a run, unless one is going on. Waits a moment for it."""
        with self._lock:
            if self.progress is not None and not self.progress.is_finished:
                return self.progress
            self._lane = self._lane or Lane("regression")
            progress = self.progress = Progress("regression")
            running = self._lane.submit(carry_out, progress, lambda told: self._check(told, made_by))
        wait([running], timeout=QUICK_S)
        return progress

    def cancel(self) -> None:
        """End a run after the question that is being asked; nothing of it is kept."""
        if self.progress is not None:
            self.progress.is_cancelled = True

    def _check(self, progress: Progress, made_by: str) -> None:
        kept = Regression(self._store)
        results = regression.run(self._bot, kept.all(), progress)
        number = kept.keep_run(results, made_by, Faqs(self._store).current())
        met = sum(each.is_met for each in results)
        Audit(self._store).add(made_by, "regression set run", f"run {number}", f"{met} of {len(results)} as expected")
