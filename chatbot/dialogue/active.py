"""The classifier that answers now: the shipped one, or one that a person of the shop put live."""

from __future__ import annotations

import threading
from pathlib import Path

import structlog

from chatbot.errors import ModelError, ModelRefused, StorageError
from chatbot.models.classifier import Classifier
from chatbot.storage.db import Store
from chatbot.storage.trainings import SHIPPED, Trainings

log = structlog.get_logger()


class ActiveClassifier:
    """Looks at each message whether another model was put live, and loads it. Safe for native threads.

    A model that cannot be loaded is told once in the log, and the shipped one answers.

    Raises:
        ModelMissing, ModelRefused: the shipped one cannot be loaded either.
    """

    def __init__(self, store: Store, shipped: Path) -> None:
        self._trainings = Trainings(store)
        self._shipped = shipped
        self._lock = threading.Lock()
        self._loaded = self._load(self._trainings.live())

    def now(self) -> Classifier:
        """Return the live classifier; one query when nothing changed. Whoever comes while another one loads gets the old one."""
        wanted = self._trainings.live()
        if wanted != self._loaded[0] and self._lock.acquire(blocking=False):
            try:
                self._loaded = self._load(wanted)
            finally:
                self._lock.release()
        return self._loaded[1]

    def _load(self, number: int) -> tuple[int, Classifier]:
        try:
            if number != SHIPPED:
                return number, load_trained(self._trainings, number)
        except (ModelError, StorageError) as error:
            log.warning("the shipped classifier answers", training=number, reason=str(error))
        return number, Classifier.load(self._shipped)


def load_trained(trainings: Trainings, number: int) -> Classifier:
    """Load the model of a training.

    Raises:
        NotFound: there is no such training.
        ModelMissing, ModelRefused: its folder is gone, damaged, or holds another model than it made.
    """
    training, folder = trainings.get(number), trainings.folder(number)
    classifier = Classifier.load(folder)
    if classifier.id != training.model_id:
        raise ModelRefused(f"{folder} holds another model than training {number} made. Put another one live.")
    return classifier
