"""Train, calibrate and export the shipped classifier: 16 intents, 3 sentiments."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score, roc_auc_score

from chatbot.knowledge.words import words
from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.models.artifacts import Manifest, write_manifest
from chatbot.models.classifier import SPELLING
from chatbot.models.runtime import Tokens
from chatbot.models.spelling import MIN_REPAIR_CHARS, Spelling
from chatbot.models.text import spell_out
from chatbot.training.bases import load_base
from chatbot.training.calibrate import calibration_error, fit_scope, fit_temperature, softmax
from chatbot.training.datasets import OUT_OF_SCOPE, UNLABELLED, Example, data_sha256
from chatbot.training.export import export_with_tokenizer
from chatbot.training.intent import Recipe, TextClassifier, mean_vectors, run_model, train_classifier
from chatbot.training.serving import Calibration, ServedClassifier, scope_features

HEADS = {"intent": len(INTENTS), "sentiment": len(SENTIMENTS)}
WORD_USES = 3  # a word used less often may be a typo itself; 2 to 10 repair equally well
OOS_PLACE = INTENTS.index(OUT_OF_SCOPE)

Outputs = dict[str, np.ndarray]  # logits by head (texts, labels), "pooled" (texts, width), "bank" (vectors, width)


@dataclass(frozen=True, slots=True)
class Fold:
    """A kind of shop, and what a model said of it that had seen the others only."""

    group: str
    test: Sequence[Example]
    outputs: Outputs


def train_fold(base: str, train: Sequence[Example], test: Sequence[Example], recipe: Recipe) -> Outputs:
    """Train on one part and return what the model says of the other."""
    started = load_base(base)
    model = train_classifier(started, train, HEADS, recipe)
    tokens = Tokens(started.tokenizer, spell_out)
    outputs = run_model(model, tokens, [each.text for each in test])
    outputs["bank"] = label_means(model, tokens, train)
    return outputs


def cross_fit(base: str, examples: Sequence[Example], groups: Sequence[str], recipe: Recipe, work: Path) -> list[Fold]:
    """Leave out each group in turn: train on everything else, keep what the model says of the group.

    Args:
        groups: kinds of shop. Texts of no shop are trained on in every fold.
        work: a finished fold lies here as .npz under a name that holds a hash of its data and recipe, and is not made again.
    """
    work.mkdir(parents=True, exist_ok=True)
    folds = []
    for group in groups:
        train = [each for each in examples if each.group != group]
        test = [each for each in examples if each.group == group]
        key = sha256(f"{base} {recipe} {data_sha256(train)} {data_sha256(test)}".encode()).hexdigest()[:12]
        path = work / f"{group}-{key}.npz"
        if not path.exists():
            np.savez(path, **train_fold(base, train, test, recipe))  # type: ignore[arg-type]
        with np.load(path, allow_pickle=False) as kept:
            folds.append(Fold(group, test, dict(kept)))
    return folds


def label_means(model: TextClassifier, tokens: Tokens, examples: Sequence[Example]) -> np.ndarray:
    """Return the mean vector of each label in scope, as unit vectors (labels, width)."""
    known = [each for each in examples if each.intent not in (UNLABELLED, OOS_PLACE)]
    return mean_vectors(model, tokens, [each.text for each in known], [each.intent for each in known])


def fit_calibration(folds: Sequence[Fold], bank: np.ndarray) -> Calibration:
    """Fit temperatures and the scope score on the folds.

    Args:
        bank: of the model that will be served.
    """
    examples = [each for fold in folds for each in fold.test]
    targets = {name: np.array([getattr(each, name) for each in examples]) for name in HEADS}
    logits = {name: np.concatenate([fold.outputs[name] for fold in folds]) for name in HEADS}
    temperatures = {name: fit_temperature(logits[name], targets[name]) for name in HEADS}
    features = np.concatenate([_features(fold.outputs, temperatures["intent"]) for fold in folds])
    weights, bias = fit_scope(features, targets["intent"] != OOS_PLACE)
    return Calibration(temperatures, bank, weights, bias, OOS_PLACE)


def measure_fold(fold: Fold, calibration: Calibration) -> dict[str, float]:
    """Return the figures of one kind of shop."""
    intents, moods = (np.array([getattr(each, name) for each in fold.test]) for name in HEADS)
    p = softmax(fold.outputs["intent"] / calibration.temperatures["intent"])
    in_scope = _features(fold.outputs, calibration.temperatures["intent"]) @ calibration.scope_weights
    is_right = p.argmax(axis=1) == intents
    figures = {
        "rows": len(fold.test),
        "accuracy": is_right.mean(),
        "accuracy_in_scope": is_right[intents != OOS_PLACE].mean(),
        "macro_f1": f1_score(intents, p.argmax(axis=1), average="macro"),
        "oos_auroc": roc_auc_score(intents != OOS_PLACE, in_scope),
        "oos_auroc_of_head_alone": roc_auc_score(intents != OOS_PLACE, -p[:, OOS_PLACE]),
        "calibration_error": calibration_error(p.max(axis=1), is_right),
        "sentiment_macro_f1": f1_score(moods, fold.outputs["sentiment"].argmax(axis=1), average="macro"),
    }
    return {name: round(float(figure), 4) for name, figure in figures.items()}


def measure_folds(folds: Sequence[Fold]) -> dict[str, dict[str, float]]:
    """Return figures by kind of shop, and their mean. A fold is measured with the calibration that the others give."""
    figures = {}
    for fold in folds:
        others = [each for each in folds if each is not fold] or [fold]
        figures[fold.group] = measure_fold(fold, fit_calibration(others, fold.outputs["bank"]))
    names = next(iter(figures.values()))
    return {**figures, "mean": {name: round(float(np.mean([each[name] for each in figures.values()])), 4) for name in names}}


def hold_out_rows(examples: Sequence[Example], count: int, seed: int) -> tuple[list[Example], list[Example]]:
    """Return (kept, held): `count` random rows of the shops are held. Cheaper than a fold, and kinder: the shops are known."""
    shops = [each for each in examples if each.group]
    random.Random(seed).shuffle(shops)
    return shops[count:] + [each for each in examples if not each.group], shops[:count]


def train_shipped(
    base: str, examples: Sequence[Example], unseen: Sequence[Fold] | Sequence[Example], recipe: Recipe, out: Path
) -> Manifest:
    """Train, calibrate on what was not seen, and write a folder that `Classifier.load` takes.

    Args:
        examples: all that the model may see.
        unseen: folds of `cross_fit`, or the rows that `hold_out_rows` held.
    """
    started = load_base(base)
    model = train_classifier(started, examples, HEADS, recipe)
    tokens = Tokens(started.tokenizer, spell_out)
    bank = label_means(model, tokens, examples)
    folds = [each for each in unseen if isinstance(each, Fold)]
    if not folds:
        held = [each for each in unseen if isinstance(each, Example)]
        folds = [Fold("rows held out", held, {**run_model(model, tokens, [each.text for each in held]), "bank": bank})]
    calibration = fit_calibration(folds, bank)
    record = {
        "data_sha256": data_sha256(examples),
        "rows": len(examples),
        "recipe": asdict(recipe),
        "command": " ".join(sys.argv),
    }
    served = ServedClassifier(model, calibration)
    export_with_tokenizer(served, served.outputs, started.tokenizer, out)
    expected_words(examples).save(out / SPELLING)
    (out / "metrics.json").write_text(json.dumps({"unseen": measure_folds(folds)}, indent=1) + "\n", encoding="utf-8")
    labels = {"intent": INTENTS, "sentiment": SENTIMENTS}
    return write_manifest(out, "classifier", labels, {"name": "support-intents", "base": started.name, **record})


def expected_words(examples: Sequence[Example]) -> Spelling:
    """Return the words that customers of the shops use again and again, for the repair of typos."""
    used = Counter(word for each in examples if each.group for word in words(each.text))
    return Spelling({word: n for word, n in used.most_common() if n >= WORD_USES and len(word) >= MIN_REPAIR_CHARS})


def _features(outputs: Outputs, temperature: float) -> np.ndarray:
    logits = torch.from_numpy(outputs["intent"] / np.float32(temperature))
    features: np.ndarray = scope_features(
        logits, torch.from_numpy(outputs["pooled"]), torch.from_numpy(outputs["bank"]), OOS_PLACE
    ).numpy()
    return features
