"""A whole training, tiny, from texts to a folder that serves."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from chatbot.config import ROOT
from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import Encoder
from chatbot.models.runtime import Tokens
from chatbot.models.text import normalise, spell_out
from chatbot.training.bases import load_base
from chatbot.training.datasets import Example, read_shops
from chatbot.training.intent import Recipe, run_model, train_classifier
from chatbot.training.retriever import export_encoder
from chatbot.training.shipped import HEADS, cross_fit, hold_out_rows, train_shipped
from tests.tiny import WORDS

TEXTS = ["where is it?", "I’m AWAY", "", "THE BAG IS BROKEN!!", "naïve café 😀"]


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    shops = read_shops(ROOT / "data" / "training" / "intents")
    return [each for group in ("clothes", "tools") for each in [one for one in shops if one.group == group][::40]]


def test_training_and_serving_cut_a_text_into_the_same_tokens() -> None:
    base = load_base()
    served = Tokens(Tokenizer.from_file(str(ROOT / "data/models/classifier/tokenizer.json")), spell_out)
    assert Tokens(base.tokenizer, spell_out).ids(TEXTS) == served.ids(TEXTS)


def test_an_unreachable_word_is_cut_without_a_change_of_meaning(tiny_base: str) -> None:
    base = load_base(tiny_base)
    whole = BertModel.from_pretrained(tiny_base).eval()
    assert base.model.get_input_embeddings().num_embeddings == len(WORDS) - 1
    old, new = torch.tensor([[3, 6, 7, 4]]), torch.tensor([[2, 5, 6, 3]])  # [CLS] a b [SEP], before and after
    torch.testing.assert_close(base.model.eval()(new).last_hidden_state, whole(old).last_hidden_state)


def test_a_trained_model_serves_what_it_learned(tiny_base: str, examples: list[Example], tmp_path: Path) -> None:
    recipe = Recipe(epochs=1, batch_size=16)
    folds = cross_fit(tiny_base, examples, ["clothes", "tools"], recipe, tmp_path / "work")
    manifest = train_shipped(tiny_base, examples, folds, recipe, tmp_path / "model")
    prediction = Classifier.load(tmp_path / "model").predict(["where is my parcel"])[0]
    assert manifest.labels == {"intent": INTENTS, "sentiment": SENTIMENTS}
    assert sum(scored.p for scored in prediction.intents) == pytest.approx(1, abs=1e-3)
    assert (tmp_path / "model" / "metrics.json").exists()


def test_held_rows_calibrate_a_model_that_never_saw_them(tiny_base: str, examples: list[Example], tmp_path: Path) -> None:
    kept, held = hold_out_rows(examples, 30, seed=1)
    train_shipped(tiny_base, kept, held, Recipe(epochs=1, batch_size=16), tmp_path)
    assert len(held) == 30
    assert not set(kept) & set(held)
    assert '"rows": 30' in (tmp_path / "metrics.json").read_text()


def test_a_finished_fold_is_not_trained_again(tiny_base: str, examples: list[Example], tmp_path: Path) -> None:
    recipe = Recipe(epochs=1, batch_size=16)
    first = cross_fit(tiny_base, examples, ["tools"], recipe, tmp_path)
    made = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = cross_fit(tiny_base, examples, ["tools"], recipe, tmp_path)
    assert made == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert (first[0].outputs["intent"] == again[0].outputs["intent"]).all()


def test_the_same_seed_gives_the_same_model(tiny_base: str, examples: list[Example]) -> None:
    outputs = []
    for _ in range(2):
        base = load_base(tiny_base)
        model = train_classifier(base, examples, HEADS, Recipe(epochs=1, batch_size=16, seed=5))
        outputs.append(run_model(model, Tokens(base.tokenizer, spell_out), TEXTS)["intent"])
    assert (outputs[0] == outputs[1]).all()


def test_an_exported_encoder_gives_the_vectors_of_its_base(tiny_base: str, tmp_path: Path) -> None:
    base = load_base(tiny_base)
    export_encoder(base, tmp_path, ["where is it?"], {"name": "tiny"})
    vectors = Encoder.load(tmp_path).encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 32)
    assert Encoder.load(tmp_path).id == Encoder.load(tmp_path).id
    assert Tokens(base.tokenizer, normalise).ids(["b a"]) == [[2, 6, 5, 3]]
