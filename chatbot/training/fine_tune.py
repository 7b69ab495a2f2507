"""Teach the shipped classifier a shop's corrections, in minutes.

It goes on from the shipped weights with a draw of the project's own texts, so that nothing else is forgotten, and each correction
several times, roughened anew each time. Temperatures and the scope score stay as they were fitted on texts of unseen shops.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.models.artifacts import Manifest, write_manifest
from chatbot.models.runtime import WEIGHTS, Tokens
from chatbot.models.text import spell_out
from chatbot.training.datasets import SMALL_TALK, Example, data_sha256, read_extra, read_shops
from chatbot.training.export import export_onnx
from chatbot.training.intent import Recipe, TextClassifier, train_classifier
from chatbot.training.recover import Recovered, recover
from chatbot.training.serving import ServedClassifier
from chatbot.training.shipped import HEADS, label_means

RECIPE = Recipe(epochs=1, learning_rate=6e-5)  # learns all corrections; at 2e-4 other messages lose a point (docs/models.md)
CORRECTED_SHARE = 0.15  # of the rows of a training that shall be corrections
MOST_COPIES = 30  # of one correction
BANK_ROWS = 1500  # texts that the mean vectors of the labels are computed from; more change them by less than 0.01

Told = Callable[[int, int], None]  # steps done, steps in all


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is trained on: corrections as (text, intent), and how many of the project's own texts beside them."""

    corrections: Sequence[tuple[str, str]]
    replayed: int
    seed: int


def fine_tune(shipped: Path, texts: Path, lesson: Lesson, out: Path, told: Told) -> Manifest:
    """Train, and write a folder that `Classifier.load` takes.

    Args:
        shipped: folder of the classifier to go on from.
        texts: the folder data/training.
        out: a new folder.
        told: called after each step.

    Raises:
        ModelMissing, ModelRefused: see `recover.recover`.
    """
    start = recover(shipped)
    replayed = draw(read_shops(texts / "intents") + read_extra(texts), lesson)
    examples = replayed + copies(lesson, len(replayed))
    recipe = replace(RECIPE, seed=lesson.seed, is_unit=start.model.is_unit)
    model = _train(start, examples, recipe, told)
    return _export(start, model, examples, recipe, out)


def draw(examples: Sequence[Example], lesson: Lesson) -> list[Example]:
    """Return some of the project's own texts."""
    return random.Random(lesson.seed).sample(list(examples), min(lesson.replayed, len(examples)))


def copies(lesson: Lesson, replayed: int) -> list[Example]:
    """Return every correction as often as makes them CORRECTED_SHARE of all rows, within bounds."""
    wanted = replayed * CORRECTED_SHARE / (1 - CORRECTED_SHARE)
    times = min(MOST_COPIES, max(1, round(wanted / max(len(lesson.corrections), 1))))
    rows = [Example(text, INTENTS.index(intent), is_small_talk=intent in SMALL_TALK) for text, intent in lesson.corrections]
    return rows * times


def _train(start: Recovered, examples: Sequence[Example], recipe: Recipe, told: Told) -> TextClassifier:
    steps = -(-len(examples) // recipe.batch_size) * int(recipe.epochs)
    done = 0

    def tell(*_: object) -> None:
        nonlocal done
        done += 1
        told(min(done, steps), steps)

    def begin(fresh: TextClassifier) -> None:
        fresh.load_state_dict(start.model.state_dict())
        fresh.register_forward_hook(tell)

    model = train_classifier(start.base, examples, HEADS, recipe, begin)
    model._forward_hooks.clear()  # an export has no use for them
    return model


def _export(start: Recovered, model: TextClassifier, examples: Sequence[Example], recipe: Recipe, out: Path) -> Manifest:
    out.mkdir(parents=True, exist_ok=True)
    for name in start.manifest.files:
        if name != WEIGHTS:
            shutil.copyfile(start.manifest.path(name), out / name)  # tokenizer and spelling
    bank = label_means(model, Tokens(start.base.tokenizer, spell_out), examples[:BANK_ROWS])
    served = ServedClassifier(model, replace(start.calibration, bank=bank))
    export_onnx(served, served.outputs, out / WEIGHTS)
    record = {
        "name": "corrected-intents",
        "base": start.base.name,
        "started_from": start.manifest.id,
        "rows": len(examples),
        "data_sha256": data_sha256(examples),
        "recipe": asdict(recipe),
    }
    return write_manifest(out, "classifier", {"intent": INTENTS, "sentiment": SENTIMENTS}, record)
