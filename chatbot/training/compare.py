"""Two classifiers side by side, on texts that neither was trained on and on the corrections of a shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from chatbot.messages import Prediction
from chatbot.models.classifier import Classifier
from chatbot.training.calibrate import calibration_error
from chatbot.training.datasets import OUT_OF_SCOPE
from chatbot.training.evaluate import Judged, LabelledTexts, intent_figures, judge

CHANGED_SHOWN = 60  # texts whose intent changed

Labelled = tuple[int, str, str]  # number of the correction, text, intent


def compare(
    old: Classifier, new: Classifier, held_out: LabelledTexts, corrections: Mapping[str, Sequence[Labelled]]
) -> dict[str, Any]:
    """Return what a person decides by, as JSON values.

    Args:
        held_out: labelled texts that neither model saw.
        corrections: by "learned" (trained on) and "kept" (kept back for this).

    Returns:
        old, new: figures; intents: [name, texts, right before, right after]; changed: [text, label, before, after];
        corrections: by kind [how many, right before, right after]; wrong: numbers of the corrections that are still wrong.
    """
    before, after = judge(old, held_out, OUT_OF_SCOPE), judge(new, held_out, OUT_OF_SCOPE)
    told = {kind: _right(old, new, each) for kind, each in corrections.items()}
    return {
        "old": _figures(old, before),
        "new": _figures(new, after),
        "intents": _by_intent(before, after),
        "changed": _changed(held_out.texts, before, after),
        "corrections": {
            kind: [len(rows), sum(was for _, was, _ in rows), sum(now for *_, now in rows)] for kind, rows in told.items()
        },
        "wrong": [number for rows in told.values() for number, _, now in rows if not now],
    }


def _figures(classifier: Classifier, rows: Sequence[Judged]) -> dict[str, float]:
    figures = intent_figures(rows, OUT_OF_SCOPE, classifier.labels)
    confidence, is_right = _confidence(rows)
    return {
        **{name: figures[name] for name in ("accuracy", "macro_f1", "oos_auroc", "n", "n_out_of_scope")},
        "calibration_error": calibration_error(confidence, is_right),
    }


def _confidence(rows: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """Return how sure the model was of its label, and whether it was right, over the rows in scope; each (rows,)."""
    inside = [row for row in rows if row.label != OUT_OF_SCOPE]
    return np.array([row.confidence for row in inside]), np.array([row.predicted == row.label for row in inside])


def _by_intent(before: Sequence[Judged], after: Sequence[Judged]) -> list[list[Any]]:
    names = sorted({row.label for row in before})
    return [[name, sum(row.label == name for row in before), _hits(before, name), _hits(after, name)] for name in names]


def _hits(rows: Sequence[Judged], label: str) -> int:
    return sum(row.label == row.predicted == label for row in rows)


def _changed(texts: Sequence[str], before: Sequence[Judged], after: Sequence[Judged]) -> list[list[str]]:
    """What got wrong comes first."""
    found = [
        [text, was.label, was.predicted, now.predicted]
        for text, was, now in zip(texts, before, after, strict=True)
        if was.predicted != now.predicted
    ]
    return sorted(found, key=lambda row: row[1] != row[2])[:CHANGED_SHOWN]


def _right(old: Classifier, new: Classifier, rows: Sequence[Labelled]) -> list[tuple[int, bool, bool]]:
    """Return (number, right before, right after) of each correction."""
    texts = [text for _, text, _ in rows]
    before, after = ([each.intent.label for each in _predict(model, texts)] for model in (old, new))
    return [(number, was == intent, now == intent) for (number, _, intent), was, now in zip(rows, before, after, strict=True)]


def _predict(classifier: Classifier, texts: Sequence[str]) -> list[Prediction]:
    return classifier.predict(texts) if texts else []
