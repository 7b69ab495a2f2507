"""The encoder is tuned on what customers ask: which texts are set against each other, and what stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from chatbot.knowledge.entries import FaqRow
from chatbot.models.encoder import FAQS, PRODUCTS, Encoder
from chatbot.training.bases import load_base
from chatbot.training.calibrate_faq import encoders_by_unseen_shop
from chatbot.training.faq_data import Query, Shop
from chatbot.training.retriever import export_encoder
from chatbot.training.retriever_tuning import Recipe, make_pairs, read_groups, tune_encoder

RECIPE = Recipe(rounds=1, batch_size=4, frozen_layers=1, augmented_share=0.0)
SHOP = Shop(
    "bags",
    (
        FaqRow(id="ship", question="Where do you ship?", answer="To the EU. Parcels leave daily."),
        FaqRow(id="pay", question="How can I pay?", answer="By card."),
        FaqRow(id="care", question="How do I clean it?", answer="With a damp cloth."),
    ),
    (
        Query("u ship to spain", frozenset({"ship"})),
        Query("is paypal ok", frozenset({"pay"})),
        Query("muddy now, what", frozenset({"care"})),
        Query("cheap and fast?", frozenset({"ship", "pay"})),
        Query("do you rent bags", frozenset()),
    ),
)


def test_each_question_is_paired_with_what_answers_it_and_set_against_what_nothing_answers() -> None:
    pairs = make_pairs([SHOP], [], RECIPE)
    assert {row["anchor"]: row["positive"] for row in pairs["bags-wording"]} == {
        "u ship to spain": "Where do you ship?",
        "is paypal ok": "How can I pay?",
        "muddy now, what": "How do I clean it?",
    }
    assert {row["negative"] for row in pairs["bags-near"]} == {"do you rent bags"}


def test_a_question_with_two_right_entries_is_left_out_since_one_would_count_as_wrong() -> None:
    texts = {row["anchor"] for rows in make_pairs([SHOP], [], RECIPE).values() for row in rows}
    assert "cheap and fast?" not in texts


def test_texts_of_one_label_are_pulled_together(tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("text,intent\nhi there,greet\nhello,greet\nhey,greet\nasdf,oos\nbye,leave\n")
    groups = read_groups(table, "text", "intent")
    rows = make_pairs([], [groups], RECIPE)["groups-0"]
    assert groups == {"greet": ["hi there", "hello", "hey"], "leave": ["bye"]}
    assert len({row["positive"] for row in rows}) == 1
    assert {text for row in rows for text in row.values()} == {"hi there", "hello", "hey"}


@pytest.mark.parametrize("kept_share", [0.0, 1.0])
def test_only_the_upper_layers_learn_and_the_average_with_the_base_is_kept(tiny_base: str, kept_share: float) -> None:
    base, before = load_base(tiny_base), load_base(tiny_base).model.state_dict()
    tune_encoder(base, [SHOP], [], replace(RECIPE, kept_share=kept_share, rounds=2))
    changed = {name for name, weight in base.model.state_dict().items() if not torch.equal(weight, before[name])}
    assert all(name.startswith("encoder.layer.1.") for name in changed)
    assert bool(changed) == (kept_share > 0)


def test_a_shop_is_calibrated_by_an_encoder_that_has_not_seen_it(tiny_base: str, tmp_path: Path) -> None:
    for fold, shops in enumerate((["bags"], ["hats", "tools"])):
        for folder in (PRODUCTS, FAQS):
            told = {"name": f"fold{fold}", "unseen": shops}
            export_encoder(load_base(tiny_base), tmp_path / f"fold-{fold}" / folder, ["a text"], told)
    found = encoders_by_unseen_shop(tmp_path)
    assert {shop: encoder.id.split("-")[0] for shop, encoder in found.items()} == {
        "bags": "fold0",
        "hats": "fold1",
        "tools": "fold1",
    }
    assert isinstance(found["bags"], Encoder)
