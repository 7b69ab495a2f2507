"""What a search of the catalogue finds, and how well each product meets the words of a wish."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chatbot.records import Product

MIN_SCORE = 0.54  # of cosine and label; below it nothing in the shop is meant


@dataclass(frozen=True, slots=True)
class Hit:
    product: Product
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `missed` names the filters that had to be given up, in words; empty when all were met."""

    hits: tuple[Hit, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """Each array is (products,)."""

    ranked: np.ndarray  # float32: what they are sorted by
    meant: np.ndarray  # float32: by meaning and by the words of the label; compares across catalogues of any size
    is_labelled: np.ndarray  # bool: its label holds every word of the wish
    is_said: np.ndarray  # bool: its whole text does, and it is of the kind that is wished, where one is

    def within(self, margin: float) -> np.ndarray:
        """Return which products are meant and not far behind the best one, (products,) bool."""
        return np.asarray(self.meant >= max(MIN_SCORE, self.meant.max(initial=0.0) - margin))
