"""Tell what a message wants, whether it is anything a shop's support does, and in which mood it was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from chatbot.messages import Prediction, Scored
from chatbot.models.artifacts import Manifest, load_manifest
from chatbot.models.courtesy import wish_of
from chatbot.models.runtime import TextModel
from chatbot.models.spelling import Spelling
from chatbot.models.text import spell_out

SPELLING = "spelling.json"  # the training texts' words; a model without the file reads texts as they are


class Classifier:
    """A fine-tuned BERT. Its graph gives calibrated probabilities; `predict` is safe for threads."""

    def __init__(self, manifest: Manifest, threads: int = 1) -> None:
        self._model = TextModel(manifest, spell_out, threads)
        self.id = manifest.id
        self.labels = manifest.labels["intent"]
        self.sentiments = manifest.labels.get("sentiment", ())
        self._spelling = Spelling.load(manifest.path(SPELLING)) if SPELLING in manifest.files else Spelling({})
        self._known = self._model.tokens.whole_words()

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Classifier:
        """Load the model of a folder, shipped or made by scripts/train_intent.py from a shop's own labels.

        Args:
            folder: holds model.json, model.onnx and tokenizer.json.
            threads: cores that one pass may use; 1 serves several turns at once best.

        Raises:
            ModelMissing, ModelRefused: see `artifacts.load_manifest`.
        """
        return cls(load_manifest(folder, "classifier"), threads)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Return one prediction per text; every probability is calibrated on texts that the model had not seen."""
        # The wish is taken out here already, although `spell_out` does it too: the repair would turn names into words.
        repaired = [self._spelling.repair(wish_of(text), self._known) for text in texts]
        intents, in_scope, *moods = self._model.run(repaired)  # (texts, labels), (texts, 1), (texts, 3)
        return [
            Prediction(
                intents=_best_first(self.labels, intents[row]),
                in_scope_p=float(in_scope[row, 0]),
                sentiments=_best_first(self.sentiments, moods[0][row]) if moods else (),
            )
            for row in range(len(texts))
        ]


def _best_first(labels: Sequence[str], probabilities: np.ndarray) -> tuple[Scored, ...]:
    return tuple(Scored(labels[place], float(probabilities[place])) for place in np.argsort(-probabilities, kind="stable"))
