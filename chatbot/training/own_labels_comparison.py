"""Compare the training of a shop's own labels with simpler ways: the same rows are trained on by all, and the same ones asked.

Either a shop's own table, and messages that its customers typed; or a large labelled table that is cut down to a shop's size: a few
hundred rows, the largest label with eight times the rows of the smallest. The test holds other rows of those labels then, and out of
scope rows of labels that were left out whole and rows of another table.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline, make_union

from chatbot.errors import FileUnreadable
from chatbot.models.classifier import Classifier
from chatbot.models.runtime import Tokens
from chatbot.models.text import spell_out
from chatbot.training.bases import load_base
from chatbot.training.evaluate import LabelledTexts, intent_figures, judge, read_labelled
from chatbot.training.intent import Recipe, TextClassifier, run_model
from chatbot.training.own_labels import LabelledFile, Row, read_rows, train_own_labels

STRANGE = "(out of scope)"  # label of such a test row
LARGEST_TO_SMALLEST = 8
FEWEST_ROWS = 8  # of a label that is used at all
STRANGE_LABELS_SHARE = 0.2  # of the labels, at least
TEST_ROWS, LEFT_OUT_ROWS, ELSEWHERE_ROWS = 500, 200, 100  # at most: in scope, of labels left out, of another table
COMMAND = "`scripts/train_intent.py`"
REGRESSIONS: Mapping[str, tuple[float, str | None]] = {
    "C=1": (1.0, None),
    "C=30": (30.0, None),
    "C=1, balanced classes": (1.0, "balanced"),
    "C=10, balanced classes": (10.0, "balanced"),
}

Figures = dict[str, tuple[float, float]]  # by way: accuracy over rows in scope, out-of-scope AUROC


@dataclass(frozen=True, slots=True)
class Split:
    train: Sequence[Row]
    test: LabelledTexts

    @property
    def labels(self) -> int:
        return len({label for _, label in self.train})


def tables(folder: Path) -> dict[Path, Path]:
    """Return every NAME.csv of a folder that has a NAME_messages.csv, with it."""
    return {path.with_name(path.name.replace("_messages", "")): path for path in sorted(folder.glob("*_messages.csv"))}


def read_split(data: Path, messages: Path, columns: tuple[str, str]) -> Split:
    """Read a shop's table and its customers' messages; a message whose label the table lacks is out of scope.

    Raises:
        FileUnreadable: see `own_labels.read_rows`.
    """
    rows = read_rows(LabelledFile(data, *columns))
    known, table = {label for _, label in rows}, read_labelled(messages, *columns)
    return Split(rows, LabelledTexts(table.texts, tuple(label if label in known else STRANGE for label in table.labels)))


def make_split(rows: Sequence[Row], elsewhere: Sequence[str], labels: int, size: int, seed: int) -> Split:
    """Draw a shop's few rows and a test from a large table.

    Args:
        labels: to train on, at most; a fifth of the table's labels is left out in any case.
        size: rows to train on, at most.

    Raises:
        FileUnreadable: fewer than three labels have enough rows.
    """
    chance = random.Random(seed)
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in sorted(set(rows)):
        by_label[label].append(text)
    usable = [label for label, texts in by_label.items() if len(texts) >= FEWEST_ROWS]
    if len(usable) < 3:
        raise FileUnreadable(f"Only {len(usable)} labels have {FEWEST_ROWS} rows or more; a comparison needs three.")
    chance.shuffle(usable)
    known = usable[: min(labels, len(usable) - max(1, round(len(usable) * STRANGE_LABELS_SHARE)))]
    shares = np.geomspace(LARGEST_TO_SMALLEST, 1, len(known))
    train: list[Row] = []
    test: list[Row] = []
    for label, share in zip(known, shares / shares.sum(), strict=True):
        texts = chance.sample(by_label[label], len(by_label[label]))
        count = min(max(2, round(size * share)), len(texts) // 2)
        train += [(text, label) for text in texts[:count]]
        test += [(text, label) for text in texts[count:]]
    left_out = [(text, STRANGE) for label in usable if label not in known for text in by_label[label]]
    held: list[Row] = []
    for part, most in ((test, TEST_ROWS), (left_out, LEFT_OUT_ROWS), ([(text, STRANGE) for text in elsewhere], ELSEWHERE_ROWS)):
        held += chance.sample(part, min(most, len(part)))
    return Split(train, LabelledTexts(tuple(text for text, _ in held), tuple(label for _, label in held)))


def compare(split: Split, base: str, seed: int, folder: Path) -> Figures:
    """Train each way on the split and measure it on its test.

    Args:
        base: that the command starts from; the frozen encoder is all-MiniLM-L6-v2 in any case.
        folder: takes the table and the model.
    """
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    counts = make_union(words, pieces)
    texts, labels = zip(*split.train, strict=True)
    tfidf = make_pipeline(counts, LogisticRegression(C=30, class_weight="balanced", max_iter=3000)).fit(texts, labels)
    figures = {"TF-IDF, logistic regression": _figures(tfidf, split.test.texts, split.test)}
    vectors, test_vectors = _frozen(texts), _frozen(split.test.texts)
    for name, (strength, weight) in REGRESSIONS.items():
        fitted = LogisticRegression(C=strength, class_weight=weight, max_iter=3000).fit(vectors, labels)
        figures[f"frozen MiniLM, logistic regression {name}"] = _figures(fitted, test_vectors, split.test)
    return figures | {COMMAND: _command(split, base, seed, folder)}


def _command(split: Split, base: str, seed: int, folder: Path) -> tuple[float, float]:
    """Train as the command does, and measure what serves: the exported model with 8-bit weights."""
    table = folder / "own_labels.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *split.train])
    train_own_labels(LabelledFile(table, "text", "label"), base, seed, folder / "model")
    classifier = Classifier.load(folder / "model")
    found = intent_figures(judge(classifier, split.test, STRANGE), STRANGE, classifier.labels)
    return found["accuracy"], found["oos_auroc"]


def _frozen(texts: Sequence[str]) -> np.ndarray:
    """Return all-MiniLM-L6-v2's own unit vectors, (texts, width)."""
    base = load_base()
    return run_model(TextClassifier(base, {}, Recipe(is_unit=True)), Tokens(base.tokenizer, spell_out), texts)["pooled"]


def _figures(fitted: ClassifierMixin, inputs: object, test: LabelledTexts) -> tuple[float, float]:
    p, truths = fitted.predict_proba(inputs), np.array(test.labels)
    is_inside = truths != STRANGE
    is_right = fitted.classes_[p.argmax(axis=1)] == truths
    return float(is_right[is_inside].mean()), float(roc_auc_score(is_inside, p.max(axis=1)))


def means(splits: Sequence[Figures]) -> Figures:
    """Return the mean of the splits for each way."""
    return {way: tuple(np.mean([each[way] for each in splits], axis=0)) for way in splits[0]}


def to_text(figures: Figures) -> str:
    """Return a Markdown table."""
    lines = [f"| {way} | {accuracy:.3f} | {auroc:.3f} |" for way, (accuracy, auroc) in figures.items()]
    return "\n".join(["| | accuracy in scope | out-of-scope AUROC |", "| --- | --- | --- |", *lines])
