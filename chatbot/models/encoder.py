"""Turn texts into unit vectors whose dot product tells how near their meanings are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chatbot.models.artifacts import Manifest, load_manifest
from chatbot.models.runtime import TextModel
from chatbot.models.text import normalise

PRODUCTS, FAQS = "encoder", "faq_encoder"  # folders of a models folder


class Encoder:
    """A sentence encoder, or several read as one. `encode` is safe for threads."""

    def __init__(self, manifest: Manifest, threads: int = 1) -> None:
        model = TextModel(manifest, normalise, threads)
        self._models: tuple[TextModel, ...] = (model,)
        self.id = manifest.id
        self.width = int(manifest.extra["width"])
        self.vocabulary = model.tokens.whole_words()

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

    def beside(self, other: Encoder) -> Encoder:
        """Return both read as one: their vectors side by side, so that the cosine of two texts is the mean of both cosines."""
        both = object.__new__(Encoder)
        both._models = (*self._models, *other._models)
        both.id, both.width, both.vocabulary = f"{self.id}+{other.id}", self.width + other.width, self.vocabulary
        return both

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the unit vectors of the texts, shape (texts, width), float32; a text is cut at 256 tokens.

        Source: mean pooling over tokens, Reimers & Gurevych 2019 (Sentence-BERT), section 3.
        """
        return np.hstack([model.run(texts)[0] for model in self._models]) / np.float32(math.sqrt(len(self._models)))


class Encoders(NamedTuple):
    """What a shop's texts are read by. FAQs are fewer than products and harder to tell apart, so a larger model reads them, too."""

    products: Encoder  # all-MiniLM-L6-v2, tuned
    faqs: Encoder  # the same beside all-mpnet-base-v2, tuned

    @classmethod
    def load(cls, models: Path, threads: int = 1) -> Encoders:
        """Load both of a models folder; raises and threads: see `Encoder.load`."""
        encoder = Encoder.load(models / PRODUCTS, threads)
        return cls(encoder, encoder.beside(Encoder.load(models / FAQS, threads)))
