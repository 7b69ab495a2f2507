"""The training with corrections: a real one, tiny, from the exported model to another exported model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.models.artifacts import load_manifest
from chatbot.models.classifier import Classifier
from chatbot.storage.corrections import Correction, Corrections
from chatbot.storage.db import Store
from chatbot.storage.trainings import Trainings
from chatbot.training.fine_tune import CORRECTED_SHARE, MOST_COPIES, Lesson, copies
from chatbot.training.retrain import Job, attempt, split


def test_a_training_leaves_a_model_with_its_figures_beside_the_database(tiny_models: Path, store: Store) -> None:
    for n in range(12):
        Corrections(store).add(f"where are my stamps, number {n}", "account", "Anna")
    number = Trainings(store).add("Anna", 0)

    assert run(store, number, tiny_models)

    training = Trainings(store).get(number)
    assert (training.status, training.percent) == ("finished", 100)
    assert Classifier.load(Trainings(store).folder(number)).id == training.model_id
    assert training.model_id != load_manifest(tiny_models / "classifier").id
    assert training.figures["old"]["n"] == training.figures["new"]["n"] >= 32
    assert [count for count, *_ in training.figures["corrections"].values()] == [10, 2]


def test_a_failed_training_says_why_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    Corrections(store).add("where are my stamps", "account", "Anna")
    number = Trainings(store).add("Anna", 0)

    assert not run(store, number, tmp_path / "nowhere")

    training = Trainings(store).get(number)
    assert training.status == "failed"
    assert "No model at" in training.error
    assert list(Trainings(store).folder(number).parent.iterdir()) == []


def test_a_training_that_was_cancelled_stays_so(tiny_models: Path, store: Store) -> None:
    Corrections(store).add("where are my stamps", "account", "Anna")
    number = Trainings(store).add("Anna", 0)
    Trainings(store).end(number, "cancelled")

    assert not run(store, number, tiny_models)

    assert Trainings(store).get(number).status == "cancelled"
    assert not Trainings(store).folder(number).exists()


def test_of_ten_corrections_one_in_five_is_kept_back_and_stays_so() -> None:
    first, second = split([correction(n) for n in range(1, 11)]), split([correction(n) for n in range(1, 31)])

    assert [each.id for each in first["kept"]] == [5, 10]
    assert set(first["kept"]) <= set(second["kept"])
    assert split([correction(n) for n in range(1, 10)])["kept"] == []
    assert not set(second["kept"]) & set(second["learned"])


def test_of_one_text_corrected_twice_the_last_word_counts() -> None:
    parts = split([correction(1, "Hi", "greeting"), correction(2, "hi", "account")])

    assert [each.intent for each in parts["learned"]] == ["account"]


@pytest.mark.parametrize("count", [1, 20, 5000])
def test_corrections_weigh_enough_and_never_too_much(count: int) -> None:
    rows = copies(Lesson([(f"text {n}", "account") for n in range(count)], 4000, seed=1), 4000)

    assert count <= len(rows) <= max(count, count * MOST_COPIES)
    assert count == 5000 or len(rows) <= 1.1 * 4000 * CORRECTED_SHARE / (1 - CORRECTED_SHARE)
    assert np.all([row.intent >= 0 for row in rows])


def run(store: Store, number: int, models: Path) -> bool:
    return attempt(Job(Trainings(store), number, models / "classifier", rows=32), Corrections(store).all())


def correction(number: int, text: str = "", intent: str = "account") -> Correction:
    return Correction(number, text or f"text {number}", intent, "", "Anna", f"2026-01-{number:02}", None, None)
