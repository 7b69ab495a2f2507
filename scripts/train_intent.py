#!/usr/bin/env python3
"""Train the classifier.

The shipped model (16 intents, 3 sentiments), about 10 minutes on two cores, and as much again for each measured fold:

    python scripts/train_intent.py [--public DIR] [--folds 8]

A shop's own labels, from a table of a few hundred rows, a few minutes:

    python scripts/train_intent.py --data FILE --text-column T --label-column L --out DIR [--oos-label NAME]

Steps of the shipped model: read the shops' texts; leave one kind of shop out, train on the others, measure on it (--folds times,
each kept in --work, so that a stopped run goes on); fit the calibration on what those models said of the shops they had not seen;
train on everything; export to ONNX; write model.json and metrics.json.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chatbot.config import ROOT
from chatbot.errors import ChatbotError
from chatbot.training.bases import MINILM
from chatbot.training.intent import Recipe

FILE = click.Path(path_type=Path)


@click.command(help=__doc__)
@click.option("--data", type=FILE, help="Table of a shop's own labels (CSV in any dialect, XLSX, JSON). Without it: the shipped model.")
@click.option("--text-column", default="text", show_default=True)
@click.option("--label-column", default="intent", show_default=True)
@click.option("--oos-label", help="The label that marks texts out of scope, where the table has one.")
@click.option("--out", type=FILE, default=ROOT / "data" / "models" / "classifier", show_default=True)
@click.option("--base", default=MINILM, show_default=True, help="Hub name or folder of a BERT.")
@click.option("--seed", default=Recipe.seed, show_default=True)
@click.option("--training", type=FILE, default=ROOT / "data" / "training", show_default=True, help="The shops' texts.")
@click.option("--public", type=FILE, help="Folder with public sets (intents_retail16.csv, oos.csv, chitchat.csv).")
@click.option("--folds", default=8, show_default=True, help="Kinds of shop to leave out, one after the other; at least 1.")
@click.option("--epochs", default=Recipe.epochs, show_default=True)
@click.option("--work", type=FILE, default=Path("var/train_intent"), show_default=True, help="Keeps finished folds.")
def main(
    data: Path | None, text_column: str, label_column: str, oos_label: str | None, out: Path, base: str, seed: int, training: Path,
    public: Path | None, folds: int, epochs: float, work: Path,
) -> None:  # fmt: skip
    try:
        if data is None:
            train_for_all_shops(training, public, folds, Recipe(seed=seed, epochs=epochs), base, out, work)
        else:
            train_for_one_shop(data, text_column, label_column, oos_label, base, seed, out)
    except ChatbotError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
