"""Tell a dialogue act by its words: a linear model over words and word pairs, trained on the hand-written wordings.

It is trained apart from the generator, so that it can say when a fluent draft does another act than the one asked for.
"""

from __future__ import annotations

import itertools
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chatbot.errors import ModelRefused

ROW = 4  # words; three let broken sentences pass, five refuse too many good ones (docs/generator.md)
_WORD_OR_MARK = re.compile(r"<\w+>|[a-z]+(?:['-][a-z]+)*|[.?!:;,()\"]")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+")
_WORD = re.compile(r"<\w+>|[a-z]+(?:['-][a-z]+)*|\?")


def features(text: str) -> list[str]:
    """Return the words, slots, question marks and neighbouring pairs of a draft, each once, in order of first use."""
    words = ["^", *_WORD.findall(text.lower().replace("’", "'")), "$"]
    return list(dict.fromkeys([*words[1:-1], *(f"{one} {two}" for one, two in itertools.pairwise(words))]))


def word_rows(text: str) -> list[tuple[str, ...]]:
    """Return every ROW neighbouring words, slots and marks of each sentence, with its beginning and end."""
    rows = []
    for sentence in _SENTENCE.split(text.lower().replace("’", "'")):
        words = ("^", *_WORD_OR_MARK.findall(sentence), "$")
        rows += [words[i : i + ROW] for i in range(max(1, len(words) - ROW + 1))]
    return rows


def row_hash(row: Sequence[str]) -> int:
    """Return 32 bits for a row of words: among 15,000 rows, a wrong one passes by chance in 1 of 300,000 cases."""
    return zlib.crc32(" ".join(row).encode())


@dataclass(frozen=True, slots=True)
class Judge:
    """Multinomial logistic regression: p = softmax(sum of the weights of the features, divided by sqrt(their number), + bias)."""

    acts: tuple[str, ...]
    index: Mapping[str, int]  # feature -> row of the weights
    weights: np.ndarray  # (features, acts) float32
    bias: np.ndarray  # (acts,) float32
    least_p: float  # a draft must have this probability of its act; calibrated on held-out wordings
    taught: frozenset[int] = frozenset()  # hashes of every row of ROW words in the wordings

    @classmethod
    def load(cls, path: Path) -> Judge:
        """Read the JSON that `training.judge` wrote.

        Raises:
            ModelRefused: the file is not a judge.
        """
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            names: Sequence[str] = raw["features"]
            weights = np.asarray(raw["weights"], dtype=np.float32) / raw["scale"]  # (features, acts)
            bias = np.asarray(raw["bias"], dtype=np.float32)  # (acts,)
            return cls(
                tuple(raw["acts"]),
                {name: row for row, name in enumerate(names)},
                weights,
                bias,
                float(raw["least_p"]),
                frozenset(raw["taught"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ModelRefused(f"{path} is not a judge of acts ({error!r}). Make it with scripts/train_generator.py.") from error

    def probabilities(self, text: str) -> np.ndarray:
        """Return p of every act for a draft, shape (acts,), float32, in the order of `acts`."""
        rows = [self.index[name] for name in features(text) if name in self.index]
        scores = self.weights[rows].sum(axis=0) / max(len(rows), 1) ** 0.5 + self.bias  # (acts,)
        exp = np.exp(scores - scores.max())
        p: np.ndarray = exp / exp.sum()
        return p

    def untaught(self, text: str) -> str:
        """Return the first row of words that no wording holds, or nothing: what a small model glued together wrongly."""
        return next((" ".join(row) for row in word_rows(text) if row_hash(row) not in self.taught), "")

    def p(self, text: str, act: str) -> float:
        """Return the probability that the draft does the act; 1.0 for an act that it was not trained on."""
        return float(self.probabilities(text)[self.acts.index(act)]) if act in self.acts else 1.0
