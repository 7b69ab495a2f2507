"""What customers of any shop ask, as a bridge between their words and the shop's: "zip gave up" and "faulty item" meet there.

A message and an entry are each compared with some thousand wordings of common topics; how alike their shares of the topics are
says that they ask the same, although they share no word. One wording per entry is enough, since the wordings of others stand in.
Where a shop has no entry about a topic, one about a related topic answers: money back is a matter of the return policy.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from chatbot.errors import ModelMissing, ModelRefused
from chatbot.models.encoder import Encoder

SHARPNESS = 30.0  # of the softmax over topics; 20 to 40 do about equally well on shops left out
FILE = "topics.csv"
RELATED_FILE = "related.csv"
VECTORS_FILE = "vectors.npz"  # of the wordings by the shipped encoder: a first start would take ten seconds for them


@dataclass(frozen=True, slots=True)
class TopicVectors:
    """The wordings of all topics as one encoder sees them."""

    id: str  # changes with the wordings and the encoder
    matrix: np.ndarray  # (wordings, width) float32
    starts: np.ndarray  # (topics,) first wording of each topic
    related: np.ndarray  # (topics, topics) which topics' entries answer a topic; each row sums to 1

    def nearness(self, vectors: np.ndarray) -> np.ndarray:
        """Return each text's cosine with the nearest wording of each topic, (texts, width) -> (texts, topics)."""
        return np.asarray(np.maximum.reduceat(vectors @ self.matrix.T, self.starts, axis=1))

    def normalised(self, near: np.ndarray) -> np.ndarray:
        """Return shares that sum to 1 over the last axis."""
        powers = np.exp(SHARPNESS * (near - near.max(axis=-1, keepdims=True)))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


class Topics:
    """The wordings, and their vectors once an encoder was seen. Safe for threads: the worst is that two make the same vectors."""

    def __init__(self, wordings: list[tuple[str, str]], related: Sequence[tuple[str, str, float]] = ()) -> None:
        """Args: (topic, wording), those of one topic together; (topic, topic that answers it, share): without any it answers itself."""
        self.wordings = wordings
        self.texts = tuple(text for _, text in wordings)
        self.names = tuple(dict.fromkeys(topic for topic, _ in wordings))
        self._related_rows, self._related = related, _matrix(self.names, related)
        sizes = [len(list(group)) for _, group in groupby(wordings, key=lambda pair: pair[0])]
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        self._hash = hashlib.sha256("\n".join(self.texts).encode()).hexdigest()[:16]
        self._vectors: TopicVectors | None = None

    @classmethod
    def load(cls, folder: Path) -> Topics:
        """Read topics.csv (topic, text) and related.csv (topic, related, share); a topic's own name counts as its first wording.

        Raises:
            ModelMissing, ModelRefused: it is not there, or holds no topics.
        """
        rows = [(topic, text) for topic, text in _read(folder / FILE, ("topic", "text"))]
        named = [(topic, text) for topic, group in groupby(rows, lambda row: row[0]) for text in (topic, *(t for _, t in group))]
        path = folder / RELATED_FILE
        try:
            related = [(topic, other, float(share)) for topic, other, share in _read(path, ("topic", "related", "share"))]
            topics = cls(named, related)
        except (KeyError, ValueError) as error:
            raise ModelRefused(f"{path} does not fit {FILE} ({error}). Restore data/models from the repository.") from error
        if (folder / VECTORS_FILE).is_file():
            with np.load(folder / VECTORS_FILE) as stored:
                if str(stored["texts"]) == topics._hash:
                    topics.keep(str(stored["encoder"]), stored["vectors"].astype(np.float32))
        return topics

    def save(self, folder: Path, encoder: Encoder) -> None:
        """Write related.csv, and the vectors by this encoder in half precision."""
        with (folder / RELATED_FILE).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("topic", "related", "share"), *self._related_rows])
        vectors = self.vectors(encoder).matrix.astype(np.float16)
        np.savez(folder / VECTORS_FILE, texts=self._hash, encoder=encoder.id, vectors=vectors)

    def known(self, encoder: Encoder) -> TopicVectors | None:
        """Return the vectors by this encoder where they are there."""
        found = self._vectors
        return found if found and found.id == self._id_by(encoder.id) else None

    def vectors(self, encoder: Encoder) -> TopicVectors:
        """Return the vectors by this encoder, made at the first call."""
        return self.known(encoder) or self.keep(encoder.id, encoder.encode(self.texts))

    def keep(self, encoder_id: str, vectors: np.ndarray) -> TopicVectors:
        """Take vectors of `texts` that were made before, (wordings, width)."""
        self._vectors = TopicVectors(self._id_by(encoder_id), vectors, self._starts, self._related)
        return self._vectors

    def _id_by(self, encoder_id: str) -> str:
        return f"{self._hash} {encoder_id}"


def _read(path: Path, columns: Sequence[str]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[row[name] for name in columns] for row in csv.DictReader(file)]
    except FileNotFoundError as error:
        raise ModelMissing(f"{path} is missing. Restore data/models from the repository.") from error
    except KeyError as error:
        raise ModelRefused(f"{path} has no column {error}. Restore data/models from the repository.") from error
    if not rows:
        raise ModelRefused(f"{path} is empty. Restore data/models from the repository.")
    return rows


def _matrix(names: Sequence[str], related: Sequence[tuple[str, str, float]]) -> np.ndarray:
    """Raises: KeyError for a name that is no topic."""
    places = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for topic, other, share in related:
        matrix[places[topic], places[other]] = share
    alone = matrix.sum(axis=1) == 0
    matrix[alone, alone] = 1.0
    shares: np.ndarray = matrix / matrix.sum(axis=1, keepdims=True)
    return shares
