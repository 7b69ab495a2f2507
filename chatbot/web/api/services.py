"""What the operations of the API work with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app

from chatbot.messages import Prediction
from chatbot.models.classifier import Classifier
from chatbot.web.api.callers import Doorman
from chatbot.web.api.contract import ApiProblem

MAX_AT_ONCE = 3  # requests that read or wait to read texts; more would take the threads of the pages


class TextReader:
    """Reads texts for other programs, one request at a time, so that a long list never takes both cores from the chat.

    `load_classifier` gives the classifier that the bot uses now.
    """

    def __init__(self, load_classifier: Callable[[], Classifier]) -> None:
        self._load = load_classifier
        self._places = threading.BoundedSemaphore(MAX_AT_ONCE)
        self._turn = threading.Lock()

    def predict(self, texts: Sequence[str]) -> tuple[list[Prediction], str]:
        """Return one prediction per text, and the id of the classifier. Runs on this, a native, thread.

        Raises:
            ApiProblem: others wait already; or the shop's own classifier has no head for moods.
        """
        if not self._places.acquire(blocking=False):
            raise ApiProblem(503, "busy", "Other texts are being read. Send yours again in a second.", wait_s=1)
        try:
            with self._turn:
                classifier = self._load()
                if not classifier.sentiments:
                    raise ApiProblem(503, "busy", "The classifier in use was trained without moods; the shipped one knows them.")
                return classifier.predict(texts), classifier.id
        finally:
            self._places.release()


@dataclass(frozen=True, slots=True)
class ApiServices:
    doorman: Doorman
    reader: TextReader


def services() -> ApiServices:
    found: ApiServices = current_app.extensions["api"]
    return found
