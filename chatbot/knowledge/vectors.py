"""Unit vectors of the texts of entries, and how near a query is to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

COMMON = 0.75  # 2a - a² for a = 0.5, the part of the common direction that is taken away; 0.3 to 0.7 do equally well


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors of texts, grouped by the entry they belong to."""

    matrix: np.ndarray  # (texts, width) float32
    starts: np.ndarray  # (entries,) first text of each entry
    mean: np.ndarray  # (width,) unit vector of what all texts have in common
    along: np.ndarray  # (texts,) each text's share of it

    @classmethod
    def of(cls, matrix: np.ndarray, owner: np.ndarray, entries: int) -> Vectors:
        matrix = np.ascontiguousarray(matrix)
        total = matrix.sum(axis=0)
        mean = total / max(float(np.linalg.norm(total)), 1e-6)
        return cls(matrix, np.searchsorted(owner, np.arange(entries)), mean, matrix @ mean)

    def cosines(self, queries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return per text its cosine with the nearest query, as it is and less what all texts have in common: each (texts,).

        A coffee shop's texts are all near "coffee"; taking half of the common direction away leaves what tells them apart
        (as in Mu & Viswanath 2018, "All-but-the-Top").
        """
        plain = self.matrix @ queries.T  # (texts, queries)
        aside = queries @ self.mean  # (queries,)
        lengths = np.sqrt(np.outer(1 - COMMON * self.along**2, 1 - COMMON * aside**2))
        centred = (plain - COMMON * np.outer(self.along, aside)) / np.maximum(lengths, 1e-6)
        return plain.max(axis=1), centred.max(axis=1)

    def by_entry(self, values: np.ndarray) -> np.ndarray:
        """Return the highest value of each entry's texts, (entries,)."""
        return np.asarray(np.maximum.reduceat(values, self.starts))
