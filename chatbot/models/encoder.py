"""Turn texts into unit vectors whose dot product tells how near their meanings are."""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chatbot.models.artifacts import Manifest, load_manifest
from chatbot.models.runtime import TextModel
from chatbot.models.text import normalise

# Vectors of what was encoded lately, 9 MB at 1,152 floats: a message is read more than once, a past question by two versions.
REMEMBERED = 2_000
FEW = 8  # texts in one call that are remembered; more are a file
PRODUCTS, FAQS = "encoder", "faq_encoder"  # folders of a models folder


class Encoder:
    """A sentence encoder, or several read as one. `encode` is safe for threads."""

    def __init__(self, manifest: Manifest, threads: int = 1) -> None:
        model = TextModel(manifest, normalise, threads)
        self._models: tuple[TextModel, ...] = (model,)
        self.id = manifest.id
        self.width = int(manifest.extra["width"])
        self.vocabulary = model.tokens.whole_words()
        self._seen, self._lock = dict[bytes, np.ndarray](), threading.Lock()  # by digest: no text stays in memory

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
        both._seen, both._lock = {}, threading.Lock()
        both.id, both.width, both.vocabulary = f"{self.id}+{other.id}", self.width + other.width, self.vocabulary
        return both

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the unit vectors of the texts, shape (texts, width), float32; a text is cut at 256 tokens.

        Source: mean pooling over tokens, Reimers & Gurevych 2019 (Sentence-BERT), section 3.
        """
        if len(texts) > FEW:
            return self._encode(texts)
        keys = {text: hashlib.sha256(text.encode()).digest() for text in texts}
        with self._lock:
            vectors = {text: self._seen[key] for text, key in keys.items() if key in self._seen}
        if missing := [text for text in keys if text not in vectors]:
            vectors |= zip(missing, self._encode(missing), strict=True)
            with self._lock:
                self._seen |= {keys[text]: vectors[text] for text in missing}
                for key in list(self._seen)[:-REMEMBERED]:
                    del self._seen[key]
        return np.stack([vectors[text] for text in texts]) if texts else np.zeros((0, self.width), np.float32)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
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
