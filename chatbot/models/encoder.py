"""Turn texts into unit vectors whose dot product tells how near their meanings are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from chatbot.models.artifacts import Manifest, load_manifest
from chatbot.models.runtime import TextModel
from chatbot.models.text import normalise


class Encoder:
    """A sentence encoder (all-MiniLM-L6-v2 as shipped). `encode` is safe for threads."""

    def __init__(self, manifest: Manifest, threads: int = 1) -> None:
        self._model = TextModel(manifest, normalise, threads)
        self.id = manifest.id
        self.width = int(manifest.extra["width"])
        self.vocabulary = self._model.tokens.whole_words()

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Encoder:
        """Load the model of a folder.

        Args:
            folder: holds model.json, model.onnx and tokenizer.json.
            threads: cores that one pass may use; 1 serves several turns at once best.

        Raises:
            ModelMissing, ModelRefused: see `artifacts.load_manifest`.
        """
        return cls(load_manifest(folder, "encoder"), threads)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the unit vectors of the texts, shape (texts, width), float32; a text is cut at 256 tokens.

        Source: mean pooling over tokens, Reimers & Gurevych 2019 (Sentence-BERT), section 3.
        """
        return self._model.run(texts)[0]
