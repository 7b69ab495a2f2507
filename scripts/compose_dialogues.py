#!/usr/bin/env python3
"""Compose the dialogues that the generator learns from, out of the hand-written wordings and customer messages.

    python scripts/compose_dialogues.py

Takes 5 seconds. Writes data/training/dialogues/dialogues.jsonl: 11,000 dialogues to learn from, 400 with customers that are
never seen in training, and 400 with unseen customers and unseen wordings. The same seed and files give the same dialogues.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chatbot.config import ROOT
from chatbot.training.dialogues import compose, write_dialogues
from chatbot.training.wordings import acts_without_words, read_customers, read_wordings

TRAINING = ROOT / "data" / "training"


@click.command(help=__doc__)
@click.option(
    "--wordings", type=click.Path(path_type=Path, exists=True, file_okay=False), default=TRAINING / "dialogues" / "wordings"
)
@click.option(
    "--customers",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=TRAINING / "intents",
    help="Folder of CSV files: text, intent, sentiment.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=TRAINING / "dialogues" / "dialogues.jsonl")
@click.option("--train", default=11000, show_default=True, help="Dialogues to learn from.")
@click.option("--held", default=400, show_default=True, help="Dialogues of each held-out kind.")
@click.option("--seed", default=7, show_default=True)
def main(wordings: Path, customers: Path, out: Path, train: int, held: int, seed: int) -> None:
    words = read_wordings(wordings)
    if missing := acts_without_words(words):
        raise click.ClickException(f"No line words these acts: {', '.join(missing)}. Add them to {wordings}/cores_*.txt.")
    counts = {"train": train, "held_customers": held, "held_wordings": held}
    written = write_dialogues(compose(words, read_customers(customers, words), counts, seed), out)
    click.echo(f"{written} dialogues in {out}")


if __name__ == "__main__":
    main()
