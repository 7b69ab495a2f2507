"""Train the judge of acts on the hand-written wordings with scikit-learn; its limit is calibrated on the held-out ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from chatbot.models.judge import Judge, features, row_hash, word_rows

MIN_COUNT = 3  # a feature seen less often says more about one line than about an act
KEEP_SHARE = 0.995  # of the held-out wordings must pass: the limit is what that costs
C = 20.0  # weak regularisation: 42 classes, 30,000 texts; chosen on the held-out wordings
SCALE = 100  # weights are stored as integers, in hundredths

Pair = tuple[str, str]  # (words, act)


def train_judge(pairs: Sequence[Pair], held: Sequence[Pair], path: Path) -> dict[str, Any]:
    """Fit on `pairs`, choose the limit on `held`, write `path`, and return the figures."""
    counts = Counter(name for text, _ in pairs for name in features(text))
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    index = {name: row for row, name in enumerate(names)}
    acts = sorted({act for _, act in pairs})
    model = LogisticRegression(C=C, max_iter=300)
    model.fit(_matrix([text for text, _ in pairs], index), [act for _, act in pairs])
    raw = {
        "acts": acts,
        "features": names,
        "weights": np.rint(model.coef_.T * SCALE).astype(int).tolist(),
        "scale": SCALE,
        "bias": [round(float(value), 3) for value in model.intercept_],
        "least_p": 0.0,
        "taught": sorted({row_hash(row) for text, _ in [*pairs, *held] for row in word_rows(text)}),
    }
    path.write_text(json.dumps(raw, separators=(",", ":")), encoding="utf-8")
    judge = Judge.load(path)
    own = np.array([judge.p(text, act) for text, act in held if act in acts])
    raw["least_p"] = round(float(np.quantile(own, 1 - KEEP_SHARE)), 4)
    path.write_text(json.dumps(raw, separators=(",", ":")), encoding="utf-8")
    return judge_figures(Judge.load(path), [pair for pair in held if pair[1] in acts])


def judge_figures(judge: Judge, held: Sequence[Pair]) -> dict[str, Any]:
    """Return how well the judge tells held-out wordings: accuracy, and the shares of right and of wrong acts that pass."""
    p = np.stack([judge.probabilities(text) for text, _ in held])  # (texts, acts)
    right = np.array([judge.acts.index(act) for _, act in held])
    own = p[np.arange(len(right)), right]
    others = p.copy()
    others[np.arange(len(right)), right] = 0.0
    return {
        "texts": len(held),
        "accuracy": round(float((p.argmax(axis=1) == right).mean()), 4),
        "least_p": judge.least_p,
        "right_act_passes": round(float((own >= judge.least_p).mean()), 4),
        "wrong_act_passes": round(float((others >= judge.least_p).sum() / (len(held) * (len(judge.acts) - 1))), 4),
    }


def _matrix(texts: Sequence[str], index: dict[str, int]) -> csr_matrix:
    """Return the features of every text, scaled like `Judge.probabilities` scales them. (texts, features)"""
    rows = [[index[name] for name in features(text) if name in index] for text in texts]
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in rows])
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return csr_matrix(
        (values, np.concatenate([np.asarray(row, dtype=int) for row in rows]), starts), shape=(len(texts), len(index))
    )
