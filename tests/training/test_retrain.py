"""The training with corrections: a real one, tiny, from the exported model to another exported model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from chatbot.config import ROOT
from chatbot.models.artifacts import load_manifest, write_manifest
from chatbot.models.classifier import Classifier
from chatbot.models.runtime import Tokens
from chatbot.models.text import spell_out
from chatbot.storage.corrections import Correction, Corrections
from chatbot.storage.db import Store
from chatbot.storage.trainings import Trainings
from chatbot.training.fine_tune import CORRECTED_SHARE, MOST_COPIES, Lesson, copies
from chatbot.training.recover import recover
from chatbot.training.retrain import Job, attempt, split
from chatbot.training.serving import ServedClassifier

TEXTS = ["where is my parcel", "i want my money back", "tell me a joke", "thanks a lot, you were great!"]


@pytest.mark.parametrize("which", ["shipped", "tiny"])
def test_a_model_that_was_taken_apart_says_what_it_said_before(which: str, tiny_models: Path) -> None:
    folder = (ROOT / "data" / "models" if which == "shipped" else tiny_models) / "classifier"
    found = recover(folder)

    ids = [torch.tensor([row]) for row in Tokens(found.base.tokenizer, spell_out).ids(TEXTS)]
    served = ServedClassifier(found.model, found.calibration).eval()
    with torch.inference_mode():
        again = [served(row, torch.ones_like(row)) for row in ids]

    for (intents, in_scope, moods), said in zip(again, Classifier.load(folder).predict(TEXTS), strict=True):
        best = found.manifest.labels["intent"].index(said.intent.label)
        assert float(intents[0, best]) == pytest.approx(said.intent.p, abs=0.05)  # the rounding to 8 bits
        assert float(in_scope[0, 0]) == pytest.approx(said.in_scope_p, abs=0.05)
        assert float(moods[0].max()) == pytest.approx(said.sentiments[0].p, abs=0.05)


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


def test_a_model_of_other_labels_is_refused_with_one_sentence(tiny_models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).write_bytes((tiny_models / "classifier" / name).read_bytes())
    write_manifest(
        folder, "classifier", {"intent": ["a", "b"]}, {"base": str(tiny_models.parent / "base"), "recipe": {"is_unit": False}}
    )

    with pytest.raises(Exception, match="cannot be trained further"):
        recover(folder)


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
