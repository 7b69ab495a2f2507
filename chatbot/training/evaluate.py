"""Measure a classifier on a labelled table. Figures of the other parts lie beside what they measure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import fold, read_table
from chatbot.messages import Prediction
from chatbot.models.classifier import Classifier


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """The rows of a table that hold anything; a cell may be empty."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the predictions file."""

    label: str
    predicted: str
    confidence: float  # of being in scope and right
    in_scope_p: float


def read_labelled(path: Path, text_column: str, label_column: str) -> LabelledTexts:
    """Read two columns of a table: CSV in any dialect and encoding, XLSX or JSON.

    Raises:
        FileUnreadable: it is not there, is no table, or lacks a column.
    """
    if not path.is_file():
        raise FileUnreadable(f"There is no file {path}.")
    table = read_table(path, known={fold(text_column), fold(label_column)})
    places = [_find_column(path, table.header, name) for name in (text_column, label_column)]
    if not table.rows:
        raise FileUnreadable(f"{path} has a header and no rows.")
    texts, labels = (tuple(row.cells[place].strip() for row in table.rows) for place in places)
    return LabelledTexts(texts, labels)


def judge(classifier: Classifier, data: LabelledTexts, oos_label: str | None) -> list[Judged]:
    """Return what the classifier says of each row."""
    predictions = classifier.predict(data.texts)
    return [_judge_one(label, prediction, oos_label) for label, prediction in zip(data.labels, predictions, strict=True)]


def intent_figures(rows: Sequence[Judged], oos_label: str | None, known_labels: Sequence[str]) -> dict[str, Any]:
    """Return accuracy and macro-F1 over rows in scope, and how well in and out of scope are told apart.

    Args:
        rows: rows without a label are left out of every figure.
        oos_label: rows with it are out of scope; None: there are none.
        known_labels: the classifier's.

    Raises:
        FileUnreadable: no row has a label that the classifier knows.
    """
    labelled = [row for row in rows if row.label]
    inside = [row for row in labelled if row.label != oos_label]
    if not any(row.label in known_labels for row in inside):
        found = ", ".join(sorted({row.label for row in inside})[:5]) or "none"
        raise FileUnreadable(
            f"No row has a label that the model knows (found: {found}; known: {', '.join(known_labels[:5])} ...)."
        )
    truth, predicted = [row.label for row in inside], [row.predicted for row in inside]
    has_both = 0 < len(inside) < len(labelled)
    auroc = (
        roc_auc_score([row.label != oos_label for row in labelled], [row.in_scope_p for row in labelled]) if has_both else None
    )
    return {
        "accuracy": float(np.mean([label == guess for label, guess in zip(truth, predicted, strict=True)])),
        "macro_f1": float(f1_score(truth, predicted, average="macro", labels=sorted(set(truth)), zero_division=0)),
        "oos_auroc": None if auroc is None else float(auroc),
        "n": len(labelled),
        "n_in_scope": len(inside),
        "n_out_of_scope": len(labelled) - len(inside),
        "n_without_label": len(rows) - len(labelled),
        "unknown_labels": sorted({row.label for row in inside} - set(known_labels)),
    }


def sentiment_figures(truth: Sequence[str], predictions: Sequence[Prediction]) -> dict[str, Any]:
    """Return accuracy, macro-F1 and F1 by mood."""
    predicted = [prediction.sentiments[0].label for prediction in predictions]
    moods = sorted(set(truth))
    by_mood = f1_score(truth, predicted, average=None, labels=moods, zero_division=0)
    return {
        "accuracy": float(np.mean([label == guess for label, guess in zip(truth, predicted, strict=True)])),
        "macro_f1": float(np.mean(by_mood)),
        "f1": {mood: float(figure) for mood, figure in zip(moods, by_mood, strict=True)},
        "n": len(truth),
    }


def write_predictions(rows: Sequence[Judged], path: Path) -> None:
    """Write one row per row of the table: label, predicted, confidence."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("label", "predicted", "confidence"))
        writer.writerows((row.label, row.predicted, f"{row.confidence:.6f}") for row in rows)


def _judge_one(label: str, prediction: Prediction, oos_label: str | None) -> Judged:
    inside = [scored.p for scored in prediction.intents if scored.label != oos_label]
    share = inside[0] / max(sum(inside), 1e-9)  # of the best label, given that the text is in scope
    return Judged(label, prediction.intent.label, prediction.in_scope_p * share, prediction.in_scope_p)


def _find_column(path: Path, header: Sequence[str], name: str) -> int:
    for same in (lambda cell: cell == name, lambda cell: fold(cell) == fold(name)):
        for place, cell in enumerate(header):
            if same(cell):
                return place
    columns = ", ".join(filter(None, header)) or "none"
    raise FileUnreadable(f"{path} has no column '{name}'. Its columns are: {columns}.")
