"""From what the search sees to a probability that an entry answers: a small calibrated model, shipped as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chatbot.errors import ModelMissing, ModelRefused
from chatbot.knowledge.topics import Topics

FILE = "decision.json"
# Of 89 questions of seventeen shops between these two the first entry was wrong in 57 %.
CLOSE_FIRST, CLOSE_SECOND = 0.7, 0.3

ASKED_ALONE = 0.3  # of one entry, from which "is it this?" is asked


@dataclass(frozen=True, slots=True)
class Linear:
    """score = features · weights + bias. `names` fix the order of the features."""

    names: tuple[str, ...]
    weights: np.ndarray  # (features,) float64
    bias: float

    def __call__(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Return one score per row. Each column is (rows,)."""
        return np.asarray(np.stack([columns[name] for name in self.names], axis=-1) @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Decision:
    """`rank` orders the entries; `answers` turns score, lead and query into the log-odds that the entry answers."""

    rank: Linear
    answers: Linear
    topics: Topics

    @classmethod
    def load(cls, folder: Path) -> Decision:
        """Read decision.json.

        Raises:
            ModelMissing: it is not there.
            ModelRefused: it is not what `chatbot.training.calibrate_faq` writes.
        """
        path = folder / FILE
        try:
            values = json.loads(path.read_text())
            return cls(_linear(values["rank"]), _linear(values["answers"]), Topics.load(folder))
        except FileNotFoundError as error:
            raise ModelMissing(f"{path} is missing. Restore data/models from the repository.") from error
        except (KeyError, TypeError, ValueError) as error:
            raise ModelRefused(f"{path} is no FAQ decision ({error}). Restore data/models from the repository.") from error

    def to_json(self) -> dict[str, dict[str, object]]:
        return {name: _as_json(linear) for name, linear in (("rank", self.rank), ("answers", self.answers))}


def is_clear(scores: Sequence[float], answer_p: float) -> bool:
    """Return whether the first entry answers: it is probable enough, and no second one competes with it.

    Args:
        scores: probabilities of the entries, best first.
    """
    first, second = [*scores[:2], 0.0, 0.0][:2]
    return first >= answer_p and not (first < CLOSE_FIRST and second >= CLOSE_SECOND)


def is_worth_asking(scores: Sequence[float], ask_p: float) -> bool:
    """Return whether "did you mean" is asked: the best alone is likely enough, or it is with the second; many small chances are not.

    Args:
        scores: probabilities of the entries, best first.
        ask_p: of the two best together.
    """
    return sum(scores[:2]) >= ask_p or max(scores, default=0.0) >= ASKED_ALONE


def lead(scores: np.ndarray) -> np.ndarray:
    """Return each score less the best of the others; of a single one, 0."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    best = np.argmax(scores)
    second = np.max(np.delete(scores, best))
    lead_of: np.ndarray = scores - scores[best]
    lead_of[best] = scores[best] - second
    return lead_of


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -40, 40))))


def _linear(values: dict[str, object]) -> Linear:
    weights = values["weights"]
    if not isinstance(weights, dict):
        raise TypeError("weights are no mapping")
    return Linear(tuple(weights), np.array(list(weights.values()), dtype=np.float64), float(str(values["bias"])))


def _as_json(linear: Linear) -> dict[str, object]:
    weights = {name: round(float(w), 5) for name, w in zip(linear.names, linear.weights, strict=True)}
    return {"weights": weights, "bias": round(linear.bias, 5)}
