"""Stated probabilities are observed ones."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.training.calibrate import calibration_error, fit_scope, fit_temperature, softmax
from chatbot.training.datasets import UNLABELLED


def test_the_temperature_of_a_too_sure_model_is_found() -> None:
    rng = np.random.default_rng(1)
    honest = rng.normal(size=(20_000, 4)) * 2
    targets = (softmax(honest).cumsum(axis=1) > rng.random((len(honest), 1))).argmax(axis=1)
    assert fit_temperature(honest * 3, targets) == pytest.approx(3, rel=0.05)


def test_rows_without_a_label_do_not_count() -> None:
    logits = np.array([[2.0, 0.0], [0.0, 2.0], [9.0, -9.0]])
    known = fit_temperature(logits[:2], np.array([0, 0]))
    assert fit_temperature(logits, np.array([0, 0, UNLABELLED])) == pytest.approx(known)


def test_the_scope_score_learns_which_feature_tells() -> None:
    rng = np.random.default_rng(2)
    features = rng.normal(size=(2000, 2))
    weights, bias = fit_scope(features, features[:, 1] > 0.5)
    assert weights[1] > 5 * abs(weights[0])
    assert bias < 0


def test_a_model_that_is_always_sure_and_half_right_is_half_wrong_about_itself() -> None:
    assert calibration_error(np.ones(100), np.arange(100) % 2 == 0) == pytest.approx(0.5)
    assert calibration_error(np.full(100, 0.5), np.arange(100) % 2 == 0) == pytest.approx(0)
