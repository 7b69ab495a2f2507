"""Fine-tune one BERT with an intent head and, where there are labels, a sentiment head."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
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

CONTRAST_TEMPERATURE = 0.1
TRAINED_TOKENS = 96  # longer training texts are cut: 99.9 % of the messages are shorter


@dataclass(frozen=True, slots=True)
class Recipe:
    """The shipped model's recipe; docs/models.md has its figures."""

    epochs: float = 5
    batch_size: int = 64
    learning_rate: float = 2e-4
    head_speed: float = 1.0  # the heads' learning rate, as a multiple
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    dropout: float = 0.1
    label_smoothing: float = 0.1
    class_balance: float = 0.5  # exponent of the inverse class frequency: 0 none, 1 full
    sentiment_weight: float = 0.5
    augmented_share: float = 0.5
    freezes_words: bool = True  # the word embeddings stay: half the optimiser's work, and rare words keep their place
    views: int = 1  # copies of each text in a batch, each roughened anew
    contrast: float = 0.0  # weight of the supervised contrastive loss over the intents
    is_unit: bool = False  # heads see unit vectors, so that distances mean the same in training and in the scope score
    seed: int = 13


class TextClassifier(torch.nn.Module):
    """A BERT, mean pooling, and one linear head per label set."""

    def __init__(self, base: Base, heads: Mapping[str, int], recipe: Recipe) -> None:
        super().__init__()
        width = base.width
        self.trunk = base.model
        self.is_unit = recipe.is_unit
        self.dropout = torch.nn.Dropout(recipe.dropout)
        self.heads = torch.nn.ModuleDict({name: torch.nn.Linear(width, size) for name, size in heads.items()})

    def pool(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.trunk(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # (batch, tokens, width)
        pooled = mean_pool(hidden, attention_mask)  # (batch, width)
        return functional.normalize(pooled, dim=-1) if self.is_unit else pooled

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> dict[str, torch.Tensor]:
        pooled = self.pool(input_ids, attention_mask)
        logits = {name: head(self.dropout(pooled)) for name, head in self.heads.items()}  # each (batch, labels)
        return {**logits, "pooled": pooled}


def train_classifier(
    base: Base,
    examples: Sequence[Example],
    heads: Mapping[str, int],
    recipe: Recipe,
    start: Callable[[TextClassifier], None] | None = None,
) -> TextClassifier:
    """Fine-tune the base (in place) on the examples.

    Args:
        heads: number of labels by head: "intent", and "sentiment" where examples carry it.
        start: sets the heads before the first step.
    """
    set_seed(recipe.seed)
    model = TextClassifier(base, heads, recipe)
    if start is not None:
        start(model)
    model.trunk.embeddings.word_embeddings.weight.requires_grad = not recipe.freezes_words
    data = _Texts(examples, Tokens(base.tokenizer, spell_out), Augmenter(recipe.seed, recipe.augmented_share), recipe.views)
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
    """Return whether this processor multiplies matrices of bfloat16 in hardware (AMX): training then takes half the time.

    With AVX-512's bfloat16 alone it takes 1.4 times as long as without (docs/LOG.md).
    """
    return torch.cuda.is_available() or bool(torch.cpu._is_amx_tile_supported())


def run_model(model: torch.nn.Module, tokens: Tokens, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Return logits by head, and the pooled vectors as "pooled", each (texts, ...) float32, of a `TextClassifier` or what wraps one."""
    outputs: dict[str, np.ndarray] = {}
    with torch.inference_mode():
        for rows, ids, mask in batches(tokens.ids(texts)):
            results = model.eval()(torch.from_numpy(ids), torch.from_numpy(mask))
            for name, result in results.items():
                outputs.setdefault(name, np.zeros((len(texts), result.shape[1]), np.float32))[rows] = result.numpy()
    return outputs


def mean_vectors(model: torch.nn.Module, tokens: Tokens, texts: Sequence[str], labels: Sequence[int | str]) -> np.ndarray:
    """Return the mean vector of each label's texts in the order of the labels, as unit vectors (labels, width)."""
    pooled, places = run_model(model, tokens, texts)["pooled"], np.array(labels)
    means = np.stack([pooled[places == label].mean(axis=0) for label in np.unique(places)])
    unit: np.ndarray = means / np.linalg.norm(means, axis=1, keepdims=True)
    return unit


class _Texts(Dataset[dict[str, Any]]):
    """Augments and tokenises a text each time it is drawn."""

    def __init__(self, examples: Sequence[Example], tokens: Tokens, augmenter: Augmenter, views: int) -> None:
        self.examples, self._tokens, self._augmenter, self._views = examples, tokens, augmenter, views

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, place: int) -> dict[str, Any]:
        example = self.examples[place]
        texts = [self._augmenter(example.text, example.is_small_talk) for _ in range(self._views)]
        views = [ids[:TRAINED_TOKENS] for ids in self._tokens.ids(texts)]
        return {"input_ids": views[0], "views": views, "example": example}  # the first key is what batches are sorted by


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
        if self._recipe.contrast:
            loss = loss + self._recipe.contrast * contrastive_loss(logits["pooled"], inputs["intent"])
        return (loss, logits) if return_outputs else loss

    def create_optimizer(self, model: Any = None) -> Any:
        """Give the heads their own pace."""
        tuned: Any = self.model
        trunk: dict[str, Any] = {"params": [weight for weight in tuned.trunk.parameters() if weight.requires_grad]}
        rate = self._recipe.learning_rate
        heads = {"params": list(tuned.heads.parameters()), "lr": rate * self._recipe.head_speed}
        self.optimizer = torch.optim.AdamW([trunk, heads], lr=rate, weight_decay=self._recipe.weight_decay)
        return self.optimizer

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
    """Put the first views of all rows, then the second ones ..., into one padded batch."""
    pairs = [
        (torch.tensor(ids), row["example"])
        for view in range(len(rows[0]["views"]))
        for row in rows
        for ids in [row["views"][view]]
    ]
    ids = torch.nn.utils.rnn.pad_sequence([each for each, _ in pairs], batch_first=True)
    lengths = torch.tensor([len(each) for each, _ in pairs])
    return {
        "input_ids": ids,  # (batch, tokens)
        "attention_mask": (torch.arange(ids.shape[1]) < lengths[:, None]).long(),  # (batch, tokens)
        "intent": torch.tensor([example.intent for _, example in pairs]),
        "sentiment": torch.tensor([example.sentiment for _, example in pairs]),
        "weight": torch.tensor([example.weight for _, example in pairs]),
    }


def contrastive_loss(pooled: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the supervised contrastive loss: texts of one label attract, all others repel.

    Args:
        pooled: (batch, width); targets: (batch,).

    Source: Khosla et al. 2020, equation 2.
    """
    unit = functional.normalize(pooled.float(), dim=-1)
    itself = torch.eye(len(targets), dtype=torch.bool, device=targets.device)
    near = (unit @ unit.T / CONTRAST_TEMPERATURE).masked_fill(itself, -1e9)  # (batch, batch)
    shares = torch.log_softmax(near, dim=1)
    is_same = (targets[:, None] == targets[None]) & ~itself
    losses = -(shares * is_same).sum(dim=1) / is_same.sum(dim=1).clamp(min=1)
    return losses[is_same.any(dim=1)].sum() / max(len(targets), 1)


def _class_weights(targets: Sequence[int], size: int, exponent: float) -> torch.Tensor:
    """Return (labels,) weights: inverse frequency to the exponent, with a mean of 1 over the rows."""
    known = [target for target in targets if target != UNLABELLED]
    counts = np.bincount(known, minlength=size).clip(min=1)
    weights = (counts.sum() / counts) ** exponent
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)
