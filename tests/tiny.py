"""Models of a few thousand weights, made on the spot by the real training code: as real as the shipped ones, and quick."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import BertConfig, BertModel, BertTokenizerFast

from chatbot.config import ROOT
from chatbot.training.datasets import read_shops
from chatbot.training.intent import Recipe
from chatbot.training.shipped import hold_out_rows, train_shipped

WORDS = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"abcdefghijklmnopqrstuvwxyz?!'",
    *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
]


def make_base(folder: Path) -> str:
    """Make a BERT, as a folder that --base takes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = BertTokenizerFast(vocab={word: place for place, word in enumerate(WORDS)})
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
    BertModel(config).save_pretrained(folder)
    return str(folder)


def make_models(folder: Path) -> Path:
    """Make a models folder whose classifier is tiny; the other models are the shipped ones."""
    kept, held = hold_out_rows(read_shops(ROOT / "data" / "training" / "intents")[::80], 30, seed=1)
    train_shipped(make_base(folder / "base"), kept, held, Recipe(epochs=1, batch_size=16), folder / "models" / "classifier")
    for other in ("encoder", "faq_encoder", "faq_decision", "generator"):
        (folder / "models" / other).symlink_to(ROOT / "data" / "models" / other)
    return folder / "models"
