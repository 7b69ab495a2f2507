"""Fit probabilities that mean what they say, on texts of shops that the model had not seen."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from chatbot.training.datasets import UNLABELLED

TEMPERATURES = (0.05, 10.0)  # searched range
BINS = 10  # of the reliability table


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities over the last axis, the same shape."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def fit_temperature(logits: np.ndarray, targets: np.ndarray) -> float:
    """Return the temperature that makes softmax(logits / temperature) most likely.

    Args:
        logits: (rows, labels); targets: (rows,) int, UNLABELLED rows are left out.

    Source: Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2.
    """
    known = targets != UNLABELLED
    logits, targets = logits[known].astype(np.float64), targets[known]

    def loss(temperature: float) -> float:
        chosen = softmax(logits / temperature)[np.arange(len(targets)), targets]
        return float(-np.log(chosen.clip(1e-12)).mean())

    return float(minimize_scalar(loss, bounds=TEMPERATURES, method="bounded").x)


def fit_scope(features: np.ndarray, is_in_scope: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights (features,) and bias so that sigmoid(features @ weights + bias) is the probability of being in scope.

    Args:
        features: (rows, features) from `serving.scope_features`; is_in_scope: (rows,) bool with both kinds in it.
    """
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(features, is_in_scope)
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])


def calibration_error(confidence: np.ndarray, is_right: np.ndarray) -> float:
    """Return the expected calibration error: the mean gap between stated and observed accuracy over equal-width bins.

    Args:
        confidence: (rows,) in [0, 1]; is_right: (rows,) bool.
    """
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == each].mean() - is_right[bins == each].mean()) * (bins == each).mean() for each in np.unique(bins)
    ]
    return float(sum(gaps))
