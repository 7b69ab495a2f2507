"""Exported models are taken apart for further training, and say what they said before."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from chatbot.config import ROOT
from chatbot.errors import ModelRefused
from chatbot.models.artifacts import load_manifest, write_manifest
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import Encoder
from chatbot.models.runtime import Tokens
from chatbot.models.text import spell_out
from chatbot.training.bases import MINILM
from chatbot.training.recover import load_start, recover
from chatbot.training.retriever import measure_fidelity
from chatbot.training.serving import ServedClassifier

TEXTS = ["where is my parcel", "i want my money back", "tell me a joke", "thanks a lot, you were great!"]
ENCODER = ROOT / "data" / "models" / "encoder"


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


def test_an_encoder_that_was_taken_apart_gives_the_vectors_it_gave_before() -> None:
    base = load_start(str(ENCODER))

    assert base.name == load_manifest(ENCODER).id
    assert measure_fidelity(base, Encoder.load(ENCODER), TEXTS)["cosine_min"] > 0.998  # 8 bits, as in its metrics.json
    assert measure_fidelity(load_start(MINILM), Encoder.load(ENCODER), TEXTS)["cosine_min"] < 0.98  # it is not its base


def test_a_start_that_is_no_folder_of_ours_is_loaded_as_a_base(tiny_base: str) -> None:
    assert load_start(tiny_base).name == tiny_base


@pytest.mark.parametrize("told", [{"base": MINILM}, {}])
def test_an_encoder_of_another_make_is_refused_with_one_sentence(told: dict[str, str], tiny_models: Path, tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes((tiny_models / "classifier" / name).read_bytes())
    write_manifest(tmp_path, "encoder", extra=told)

    with pytest.raises(ModelRefused, match="cannot be trained further"):
        load_start(str(tmp_path))


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
