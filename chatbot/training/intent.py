"""Fine-tune one BERT with an intent head and, where there are labels, a sentiment head."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import Dataset
from transformers import Trainer, TrainingArguments, set_seed

from chatbot.models.runtime import Tokens, batches
from chatbot.models.text import spell_out
from chatbot.training.augment import Augmenter
from chatbot.training.bases import Base
from chatbot.training.datasets import UNLABELLED, Example
from chatbot.training.retriever import mean_pool

TRAINED_TOKENS = 96  # longer training texts are cut: 99.9 % of the messages are shorter


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was found best on unseen kinds of shops; docs/quality.md has the table."""

    epochs: float = 3
    batch_size: int = 64
    learning_rate: float = 2e-4
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    dropout: float = 0.1
    label_smoothing: float = 0.1
    class_balance: float = 0.5  # exponent of the inverse class frequency: 0 none, 1 full
    sentiment_weight: float = 0.5
    augmented_share: float = 0.5
    freezes_words: bool = True  # the word embeddings stay: half the optimiser's work, and rare words keep their place
    seed: int = 13


class TextClassifier(torch.nn.Module):
    """A BERT, mean pooling, and one linear head per label set."""

    def __init__(self, trunk: Any, width: int, heads: Mapping[str, int], dropout: float) -> None:
        super().__init__()
        self.trunk = trunk
        self.dropout = torch.nn.Dropout(dropout)
        self.heads = torch.nn.ModuleDict({name: torch.nn.Linear(width, size) for name, size in heads.items()})

    def pool(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.trunk(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # (batch, tokens, width)
        return mean_pool(hidden, attention_mask)  # (batch, width)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> dict[str, torch.Tensor]:
        pooled = self.pool(input_ids, attention_mask)
        logits = {name: head(self.dropout(pooled)) for name, head in self.heads.items()}  # each (batch, labels)
        return {**logits, "pooled": pooled}


def train_classifier(base: Base, examples: Sequence[Example], heads: Mapping[str, int], recipe: Recipe) -> TextClassifier:
    """Fine-tune the base (in place) on the examples.

    Args:
        heads: number of labels by head: "intent", and "sentiment" where examples carry it.
    """
    set_seed(recipe.seed)
    model = TextClassifier(base.model, base.width, heads, recipe.dropout)
    model.trunk.embeddings.word_embeddings.weight.requires_grad = not recipe.freezes_words
    data = _Texts(examples, Tokens(base.tokenizer, spell_out), Augmenter(recipe.seed, recipe.augmented_share))
    steps = -(-len(examples) // recipe.batch_size) * recipe.epochs
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            output_dir=scratch,
            per_device_train_batch_size=recipe.batch_size,
            num_train_epochs=recipe.epochs,
            learning_rate=recipe.learning_rate,
            weight_decay=recipe.weight_decay,
            warmup_steps=int(steps * recipe.warmup_share),
            seed=recipe.seed,
            train_sampling_strategy="group_by_length",
            length_column_name="length",
            remove_unused_columns=False,
            save_strategy="no",
            logging_strategy="no",
            report_to=[],
            use_cpu=not torch.cuda.is_available(),
            bf16=has_fast_bf16(),
        )
        trainer = _WeightedTrainer(model, arguments, data, heads, recipe)
        trainer.train()
        trainer.accelerator.unwrap_model(model, keep_fp32_wrapper=False)  # else bfloat16 would be exported
    return model.eval()


def has_fast_bf16() -> bool:
    """Return whether this processor multiplies bfloat16 in hardware: training then takes half the time."""
    return torch.cuda.is_available() or bool(torch.cpu._is_avx512_bf16_supported())


def run_model(model: TextClassifier, tokens: Tokens, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Return logits by head, and the pooled vectors as "pooled", each (texts, ...) float32."""
    outputs: dict[str, np.ndarray] = {}
    with torch.inference_mode():
        for rows, ids, mask in batches(tokens.ids(texts)):
            results = model.eval()(torch.from_numpy(ids), torch.from_numpy(mask))
            for name, result in results.items():
                outputs.setdefault(name, np.zeros((len(texts), result.shape[1]), np.float32))[rows] = result.numpy()
    return outputs


class _Texts(Dataset[dict[str, Any]]):
    """Augments and tokenises a text each time it is drawn."""

    def __init__(self, examples: Sequence[Example], tokens: Tokens, augmenter: Augmenter) -> None:
        self.examples, self._tokens, self._augmenter = examples, tokens, augmenter

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, place: int) -> dict[str, Any]:
        example = self.examples[place]
        text = self._augmenter(example.text, example.is_small_talk)
        ids = self._tokens.ids([text])[0][:TRAINED_TOKENS]
        return {"input_ids": ids, "length": len(ids), "example": example}


class _WeightedTrainer(Trainer):
    """Sums the heads' losses; classes are balanced, rows weighted, missing labels masked."""

    def __init__(
        self, model: TextClassifier, arguments: TrainingArguments, data: _Texts, heads: Mapping[str, int], recipe: Recipe
    ) -> None:
        super().__init__(model=model, args=arguments, train_dataset=data, data_collator=_collate)
        self._recipe = recipe
        self._shares = {"intent": 1.0, "sentiment": recipe.sentiment_weight}
        self._class_weights = {
            name: _class_weights([getattr(each, name) for each in data.examples], size, recipe.class_balance)
            for name, size in heads.items()
        }

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        """Return the weighted mean loss over the batch."""
        logits = model(inputs["input_ids"], inputs["attention_mask"])
        loss = sum(self._shares[name] * self._head_loss(name, logits[name], inputs) for name in self._class_weights)
        return (loss, logits) if return_outputs else loss

    def _head_loss(self, name: str, logits: torch.Tensor, inputs: dict[str, Any]) -> torch.Tensor:
        targets = inputs[name]  # (batch,)
        losses: torch.Tensor = functional.cross_entropy(
            logits.float(),
            targets,
            self._class_weights[name].to(logits.device),
            ignore_index=UNLABELLED,
            label_smoothing=self._recipe.label_smoothing,
            reduction="none",
        )  # (batch,)
        weights = inputs["weight"] * (targets != UNLABELLED)
        mean: torch.Tensor = (losses * weights).sum() / weights.sum().clamp(min=1.0)
        return mean


def _collate(rows: list[dict[str, Any]]) -> dict[str, Any]:
    examples: list[Example] = [row["example"] for row in rows]
    ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(row["input_ids"]) for row in rows], batch_first=True)
    lengths = torch.tensor([row["length"] for row in rows])
    return {
        "input_ids": ids,  # (batch, tokens)
        "attention_mask": (torch.arange(ids.shape[1]) < lengths[:, None]).long(),  # (batch, tokens)
        "intent": torch.tensor([each.intent for each in examples]),
        "sentiment": torch.tensor([each.sentiment for each in examples]),
        "weight": torch.tensor([each.weight for each in examples]),
    }


def _class_weights(targets: Sequence[int], size: int, exponent: float) -> torch.Tensor:
    """Return (labels,) weights: inverse frequency to the exponent, with a mean of 1 over the rows."""
    known = [target for target in targets if target != UNLABELLED]
    counts = np.bincount(known, minlength=size).clip(min=1)
    weights = (counts.sum() / counts) ** exponent
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)
