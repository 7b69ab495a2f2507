"""The shop's catalogue: published in one transaction, held in memory, read again when an import has changed it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np

from chatbot.knowledge.passages import ENCODE_BATCH, text_hash
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.publish import Progress
from chatbot.knowledge.words import words
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.storage.db import Store
from chatbot.storage.products import Products


class Catalogue:
    """Reads the catalogue once, and again when an import has changed it. Safe for native threads."""

    def __init__(self, products: Products, encoder: Encoder) -> None:
        self._products, self._encoder = products, encoder
        self._lock = threading.Lock()
        self._index: Index | None = None

    def current(self) -> Index:
        """Return the version that is published now; while another thread reads it, the one before. One query when nothing changed."""
        version, index = self._products.version(), self._index
        if index is not None and index.version == version:
            return index
        if self._lock.acquire(blocking=index is None):
            try:
                if self._index is None or self._index.version != version:
                    self._index = self._load(version)
            finally:
                self._lock.release()
        return self._index or self._load(version)

    def is_empty(self) -> bool:
        return not self.current().places

    def get(self, product_id: str) -> Product | None:
        index = self.current()
        at = index.places.get(product_id)
        return None if at is None else index.shelf.products[at]

    def is_name(self, text: str) -> bool:
        """Whether a message says nothing but what the shop calls some product: "dumbbells", "dumbells"."""
        index = self.current()
        wish = index.read(index.repair(text))
        return index.is_called(wish) and len(wish.rest) == len(words(text))

    def named(self, text: str, is_orders: Callable[[str], bool]) -> str:
        """Return a message with the titles in place of article numbers; see `ProductCodes.named`."""
        return self.current().names.codes.named(text, is_orders)

    def _load(self, version: int) -> Index:
        products = list(self._products.all())
        return Index(version, products, embed_products(self._products, self._encoder, products), self._encoder)


def embed_products(
    stored: Products, encoder: Encoder, products: Sequence[Product], progress: Progress = lambda done, total: None
) -> np.ndarray:
    """Return the vectors of the products, (products, width) float32; a product whose text has not changed keeps its vector."""
    texts = [search_text(product) for product in products]
    known = stored.vectors(encoder.id)
    missing = [text for text in dict.fromkeys(texts) if text_hash(text) not in known]
    for start in range(0, len(missing), ENCODE_BATCH):
        progress(len(texts) - len(missing) + start, len(texts))
        batch = missing[start : start + ENCODE_BATCH]
        known.update(zip(map(text_hash, batch), encoder.encode(batch), strict=True))
    progress(len(texts), len(texts))
    return np.stack([known[text_hash(text)] for text in texts]) if texts else np.zeros((0, encoder.width), np.float32)


def publish_products(
    store: Store, encoder: Encoder, products: Sequence[Product], progress: Progress = lambda done, total: None
) -> int:
    """Replace the catalogue, with its vectors, in one transaction; return its new version."""
    stored = Products(store)
    vectors = embed_products(stored, encoder, products, progress)
    hashes = [text_hash(search_text(product)) for product in products]
    return stored.replace(products, vectors, encoder.id, hashes)
