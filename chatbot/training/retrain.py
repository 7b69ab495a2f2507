"""Train the classifier with a shop's corrections, as a process of its own.

    python -m chatbot.training.retrain --db var/chatbot.db --training 3        (some minutes on two cores)

The staff's pages start it, read from the database how far it is, and may end it. It runs at the lowest priority, writes
`training-3.part` beside the database, renames it when everything is done, and changes nothing that answers.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: threads that wait leave the cores to the chat

import click

from chatbot.config import ROOT
from chatbot.errors import ChatbotError
from chatbot.storage import open_store
from chatbot.storage.corrections import Correction, Corrections
from chatbot.storage.trainings import SHIPPED, Trainings

FILE = click.Path(path_type=Path)
KEPT_BACK_EVERY = 5  # of so many corrections one is not trained on: does the learning carry over?
FEWEST_TO_KEEP_BACK = 10
STARTS_AT, TRAINED_AT, EXPORTED_AT = 5, 75, 90  # percent of the whole, roughly by the time they take
LOWEST_PRIORITY = 19

Parts = Mapping[str, Sequence[Correction]]  # "learned" and "kept"


@dataclass(frozen=True, slots=True)
class Job:
    trainings: Trainings
    number: int
    shipped: Path  # folder of the classifier that came with the program
    rows: int

    def tell(self, phase: str, percent: int) -> None:
        self.trainings.tell(self.number, phase=phase, percent=percent)

    @property
    def folder(self) -> Path:
        return self.trainings.folder(self.number)


@click.command(help=__doc__)
@click.option("--db", type=FILE, required=True)
@click.option("--training", "number", type=int, required=True, help="Its number in the database.")
@click.option("--models", type=FILE, default=ROOT / "data" / "models", help="Folder of the shipped models.")
@click.option(
    "--rows", default=4000, show_default=True, help="Trained on, of the project's own texts; at most so many are checked."
)
def main(db: Path, number: int, models: Path, rows: int) -> None:
    os.nice(LOWEST_PRIORITY)
    store = open_store(db)
    is_done = attempt(Job(Trainings(store), number, models / "classifier", rows), Corrections(store).all())
    store.close()
    sys.exit(0 if is_done else 2)


def attempt(job: Job, corrections: Sequence[Correction]) -> bool:
    """Train; return whether a model came of it. What went wrong is told to the page in one sentence."""
    parts = split(corrections)
    if not job.trainings.tell(job.number, corrections=sum(map(len, parts.values())), phase="loads the models", percent=1):
        return False  # cancelled before it began
    try:
        return _run(job, parts)
    except (ChatbotError, OSError, ImportError) as error:
        job.trainings.end(job.number, "failed", error=str(error))
        return False
    except Exception as error:
        sentence = f"Something went wrong on our side ({type(error).__name__}). Nothing was changed; try again."
        job.trainings.end(job.number, "failed", error=sentence)
        raise


def _run(job: Job, parts: Parts) -> bool:
    """Train, measure, and leave the model in the folder of this training."""
    part = job.folder.with_name(job.folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        model_id = _train(job, parts["learned"], part)
        job.tell("is compared with the live one", EXPORTED_AT)
        figures = _measure(job, parts, part)
        part.rename(job.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    is_kept = job.trainings.finish(job.number, model_id, figures)
    if not is_kept:
        shutil.rmtree(job.folder)  # it was cancelled at the last moment
    return is_kept


def split(corrections: Sequence[Correction]) -> Parts:
    """Part what is learned from what is kept back. Of one text the newest correction counts; a number keeps its part for ever."""
    newest = {each.text.casefold(): each for each in sorted(corrections, key=lambda each: (each.made_at, each.id))}
    known = sorted(newest.values(), key=lambda each: each.id)
    keeps = len(known) >= FEWEST_TO_KEEP_BACK
    kept = [each for each in known if keeps and each.id % KEPT_BACK_EVERY == 0]
    return {"learned": [each for each in known if each not in kept], "kept": kept}


def _train(job: Job, learned: Sequence[Correction], out: Path) -> str:
    """Return the id of the new model. Imports torch here, so that the page is told of a beginning that takes half a minute."""
    from chatbot.training.fine_tune import Lesson, fine_tune

    def told(done: int, steps: int) -> None:
        percent = STARTS_AT + (TRAINED_AT - STARTS_AT) * done // steps
        job.tell(f"learns, step {done} of {steps}" if done < steps else "is made small for serving", percent)

    lesson = Lesson([(each.text, each.intent) for each in learned], job.rows, seed=job.number)
    return fine_tune(job.shipped, ROOT / "data" / "training", lesson, out, told).id


def _measure(job: Job, parts: Parts, new: Path) -> dict[str, Any]:
    """Compare the new model with the one that was live when the training began."""
    from chatbot.models.classifier import Classifier
    from chatbot.training.compare import compare
    from chatbot.training.evaluate import LabelledTexts, read_labelled

    live = job.trainings.get(job.number).compared_with
    old = job.shipped if live == SHIPPED else job.trainings.folder(live)
    data = read_labelled(ROOT / "data" / "eval" / "intents.csv", "text", "intent")
    every = -(-len(data.texts) // job.rows)
    held_out = LabelledTexts(data.texts[::every], data.labels[::every])
    labelled = {kind: [(each.id, each.text, each.intent) for each in rows] for kind, rows in parts.items()}
    return compare(Classifier.load(old), Classifier.load(new), held_out, labelled)


if __name__ == "__main__":
    main()
