"""Train a classifier on a shop's own labels: a few hundred rows, unbalanced, nothing out of scope among them.

Compared on several sources in docs/models.md. What won: start from the FAQ encoder, the head from logistic regression on it
frozen; fine-tune with cross-entropy and the supervised contrastive loss on two roughened views of each text, rare labels
weighing as much as common ones; then average the weights with the base's (they keep what few rows would make the model forget).
The head's word counts together with the single texts that are near: a shop's labels hold texts that are not alike. A text is in
scope when the mean vector of a label and single texts of one are near.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from chatbot.errors import FileUnreadable
from chatbot.models.artifacts import Manifest, sha256_of, write_manifest
from chatbot.models.runtime import Tokens
from chatbot.models.text import spell_out
from chatbot.training.bases import Base, average_weights
from chatbot.training.calibrate import fit_scope, fit_temperature
from chatbot.training.datasets import Example
from chatbot.training.evaluate import read_labelled
from chatbot.training.export import export_with_tokenizer
from chatbot.training.intent import Recipe, TextClassifier, mean_vectors, run_model, train_classifier
from chatbot.training.recover import load_start
from chatbot.training.serving import Calibration, Neighbouring, ServedClassifier, scope_features

STEPS = 200  # of 32 texts in two views: a minute on two cores; more steps gained nothing on unseen texts
RECIPE = Recipe(
    batch_size=32,
    learning_rate=1e-4,
    head_speed=10,
    label_smoothing=0.1,
    class_balance=1,
    views=2,
    contrast=1.0,
    is_unit=True,
)
KEPT_SHARE = 0.3  # of the fine-tuned weights in the average with the base's (Wortsman et al. 2022, WiSE-FT)
HEAD_START_C = 1.0  # inverse regularisation of the logistic regression, with balanced classes
HELD_OUT_SHARE = 0.2  # of the labels, and of the rows of the other labels, while the scope score is fitted
FEWEST_LABELS_TO_HOLD_OUT = 4
LEAST_SLOPE = 0.1  # of the scope score: a text that is nearer is never less in scope
DEFAULT_SCOPE = (
    np.array([0.27, 5.4], np.float32),
    -0.45,
)  # where too few labels exist to hold any out: as fitted on eight tables

Row = tuple[str, str]  # text, label


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A shop's table of texts and their labels."""

    path: Path
    text_column: str
    label_column: str
    oos_label: str | None = None  # the label of texts out of scope; most tables have none


def train_own_labels(data: LabelledFile, base: str, seed: int, out: Path) -> Manifest:
    """Read the table, train, calibrate, and write a folder that `Classifier.load` takes.

    Raises:
        FileUnreadable: no such table, column or label, or fewer than two labels.
    """
    rows, oos_label = read_rows(data), data.oos_label
    recipe = replace(RECIPE, seed=seed)
    calibration = _calibrate(rows, oos_label, base, recipe)
    labels, started, model = _train(rows, base, recipe)
    calibration = replace(calibration, bank=_bank(model, started, rows, oos_label), oos_place=_place(labels, oos_label))
    served = ServedClassifier(model, calibration)
    export_with_tokenizer(served, served.outputs, started.tokenizer, out)
    figures = {"rows": len(rows), "labels": len(labels), "temperature": calibration.temperatures["intent"]}
    (out / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return write_manifest(out, "classifier", {"intent": labels}, _record(data.path, rows, started.name, recipe))


def read_rows(data: LabelledFile) -> list[Row]:
    """Return (text, label) of every row that has both.

    Raises:
        FileUnreadable: see `train_own_labels`.
    """
    table = read_labelled(data.path, data.text_column, data.label_column)
    rows = [(text, label) for text, label in zip(table.texts, table.labels, strict=True) if text and label]
    labels = {label for _, label in rows}
    if data.oos_label is not None and data.oos_label not in labels:
        raise FileUnreadable(f"{data.path} has no row with the label '{data.oos_label}' that --oos-label names.")
    if len(labels - {data.oos_label}) < 2:
        raise FileUnreadable(
            f"{data.path} has fewer than two labels in column '{data.label_column}'; there is nothing to tell apart."
        )
    return rows


def _train(rows: Sequence[Row], base: str, recipe: Recipe) -> tuple[list[str], Base, Neighbouring]:
    """Fine-tune, average with the base, and set the rows beside it; return the labels in the order of the head."""
    labels = sorted({label for _, label in rows})
    examples = [Example(text, labels.index(label)) for text, label in rows]
    started = load_start(base)
    before = {name: weight.clone() for name, weight in started.model.state_dict().items()}
    recipe = replace(recipe, epochs=max(1.0, STEPS * recipe.batch_size / len(rows)))
    model = train_classifier(
        started, examples, {"intent": len(labels)}, recipe, lambda fresh: _start_head(fresh, started, examples)
    )
    started.model.load_state_dict(average_weights(before, started.model.state_dict(), KEPT_SHARE))
    pooled = run_model(model, Tokens(started.tokenizer, spell_out), [each.text for each in examples])["pooled"]
    return labels, started, Neighbouring(model, pooled, np.array([each.intent for each in examples]))


def _start_head(model: TextClassifier, base: Base, examples: Sequence[Example]) -> None:
    """Set the head to logistic regression on the frozen encoder, so that fine-tuning bends it less.

    Source: Kumar et al. 2022, Fine-Tuning can Distort Pretrained Features.
    """
    vectors = run_model(model, Tokens(base.tokenizer, spell_out), [each.text for each in examples])["pooled"]
    fitted = LogisticRegression(C=HEAD_START_C, class_weight="balanced", max_iter=2000).fit(
        vectors, [each.intent for each in examples]
    )
    weights, bias = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # one row stands for both
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    model.heads["intent"].weight.data = torch.tensor(weights, dtype=torch.float32)
    model.heads["intent"].bias.data = torch.tensor(bias, dtype=torch.float32)


def _calibrate(rows: Sequence[Row], oos_label: str | None, base: str, recipe: Recipe) -> Calibration:
    """Fit temperature and scope score on a model that has not seen some rows, nor some labels at all."""
    kept, held = hold_out(rows, oos_label, recipe.seed)
    labels, started, model = _train(kept, base, recipe)
    outputs = run_model(model, Tokens(started.tokenizer, spell_out), [text for text, _ in held])
    targets = np.array([labels.index(label) if label in labels else -1 for _, label in held])
    known = targets >= 0
    temperature = fit_temperature(outputs["intent"][known], targets[known]) if known.any() else 1.0
    bank, place = _bank(model, started, kept, oos_label), _place(labels, oos_label)
    logits = torch.from_numpy(outputs["intent"] / np.float32(temperature))
    pooled, density = torch.from_numpy(outputs["pooled"]), torch.from_numpy(outputs["density"])
    features = scope_features(logits, pooled, torch.from_numpy(bank), place, density).numpy()
    is_inside = known & (targets != (-1 if place is None else place))
    weights, bias = fit_scope_of_few(features, is_inside)
    return Calibration({"intent": temperature}, bank, weights, bias, place)


def hold_out(rows: Sequence[Row], oos_label: str | None, seed: int) -> tuple[list[Row], list[Row]]:
    """Return (kept, held): some labels are held whole, as stand-ins for what is out of scope, and of the others some rows."""
    chance = random.Random(seed)
    labels = sorted({label for _, label in rows if label != oos_label})
    count = max(1, round(len(labels) * HELD_OUT_SHARE)) if len(labels) >= FEWEST_LABELS_TO_HOLD_OUT else 0
    strangers = set(chance.sample(labels, count))
    shuffled = chance.sample(list(rows), len(rows))
    kept: list[Row] = []
    held: list[Row] = []
    seen: set[str] = set()
    for text, label in shuffled:
        is_first = label not in seen  # a label keeps at least one row
        seen.add(label)
        is_held = label in strangers or (not is_first and chance.random() < HELD_OUT_SHARE)
        (held if is_held else kept).append((text, label))
    return kept, held


def fit_scope_of_few(features: np.ndarray, is_inside: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights and bias of the scope score from few texts: both features count alike, only its level and slope are fitted."""
    if is_inside.all() or not is_inside.any():
        return DEFAULT_SCOPE
    shares = 1 / features.std(axis=0).clip(min=1e-3)
    slope, bias = fit_scope((features * shares).sum(axis=1, keepdims=True), is_inside)
    return (max(float(slope[0]), LEAST_SLOPE) * shares).astype(np.float32), bias


def _bank(model: Neighbouring, base: Base, rows: Sequence[Row], oos_label: str | None) -> np.ndarray:
    """Return the mean vector of each label in scope, as unit vectors (labels, width)."""
    inside = [row for row in rows if row[1] != oos_label]
    return mean_vectors(model, Tokens(base.tokenizer, spell_out), [text for text, _ in inside], [label for _, label in inside])


def _place(labels: Sequence[str], oos_label: str | None) -> int | None:
    return labels.index(oos_label) if oos_label in labels else None


def _record(data: Path, rows: Sequence[Row], base: str, recipe: Recipe) -> dict[str, object]:
    figures = {"rows": len(rows), "data_sha256": sha256_of(data), "base": base, "recipe": asdict(recipe)}
    return {"name": data.stem, "command": " ".join(sys.argv), **figures}
