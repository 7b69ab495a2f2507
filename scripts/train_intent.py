#!/usr/bin/env python3
"""Train the classifier.

The shipped model (16 intents, 3 sentiments), about 4 minutes on two free cores, and as much again for each kind of shop left out:

    python scripts/train_intent.py [--public DIR] [--shops clothes,tools,... | --held-rows 600]

\b
Its steps: read the shops' texts; leave one kind of shop out, train on the others, measure on it (each finished fold is kept in
--work, so that a stopped run goes on); fit the calibration on what those models said of shops they had not seen; train on
everything; export to ONNX; write model.json and metrics.json. --leave-one-out stops after measuring.

A shop's own labels, from a table of a few hundred rows, in 3 to 8 minutes:

    python scripts/train_intent.py --data FILE --text-column T --label-column L --out DIR [--oos-label NAME]
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault(
    "OMP_WAIT_POLICY", "PASSIVE"
)  # before torch: on busy cores training is 7 times faster than with spinning threads

import click

from chatbot.config import ROOT
from chatbot.errors import ChatbotError
from chatbot.training.bases import MINILM
from chatbot.training.datasets import groups_of, read_extra, read_public, read_shops
from chatbot.training.intent import Recipe
from chatbot.training.own_labels import LabelledFile, train_own_labels
from chatbot.training.shipped import cross_fit, hold_out_rows, measure_folds, train_shipped

FILE = click.Path(path_type=Path)


@click.command(help=__doc__)
@click.option(
    "--data", type=FILE, help="Table of a shop's own labels (CSV in any dialect, XLSX, JSON). Without it: the shipped model."
)
@click.option("--text-column", default="text", show_default=True)
@click.option("--label-column", default="intent", show_default=True)
@click.option("--oos-label", help="The label of texts out of scope, where the table has one.")
@click.option("--out", type=FILE, help="The model's folder. [data/models/classifier; needed with --data]")
@click.option(
    "--base", help=f"Hub name or folder of a BERT, or an encoder of this project. [{MINILM}; with --data, data/models/encoder]"
)
@click.option("--seed", default=Recipe().seed, show_default=True)
@click.option(
    "--training", type=FILE, default=ROOT / "data" / "training", help="Folder of intents/, sentiment.csv, out_of_scope.csv."
)
@click.option("--public", type=FILE, help="Folder of public sets (intents_retail16.csv, oos.csv, chitchat.csv).")
@click.option("--shops", help="Kinds of shop to leave out in turn, by comma. [all]")
@click.option("--held-rows", default=0, help="Hold out this many random rows instead of kinds of shop: one training in all.")
@click.option("--leave-one-out", is_flag=True, help="Only measure on the shops left out; make no model.")
@click.option("--epochs", default=Recipe().epochs, show_default=True)
@click.option("--work", type=FILE, default=ROOT / "var" / "train_intent", help="Keeps finished folds. [var/train_intent]")
def main(data: Path | None, out: Path | None, **options: Any) -> None:
    try:
        if data is None:
            train_for_all(out or ROOT / "data" / "models" / "classifier", options)
        elif out is None:
            raise click.UsageError("--data needs --out, the folder for the new model.")
        else:
            table = LabelledFile(data, options["text_column"], options["label_column"], options["oos_label"])
            base = options["base"] or str(ROOT / "data" / "models" / "encoder")
            manifest = train_own_labels(table, base, options["seed"], out)
            click.echo(f"{manifest.id} with {len(manifest.labels['intent'])} labels written to {out}")
    except (ChatbotError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def train_for_all(out: Path, options: dict[str, Any]) -> None:
    """Measure on shops left out, then train on all of them."""
    base, recipe = options["base"] or MINILM, replace(Recipe(), seed=options["seed"], epochs=options["epochs"])
    examples = read_shops(options["training"] / "intents") + read_extra(options["training"])
    if options["public"]:
        examples += read_public(options["public"], options["seed"])
    if options["held_rows"]:
        kept, held = hold_out_rows(examples, options["held_rows"], recipe.seed)
        manifest = train_shipped(base, kept, held, recipe, out)
    else:
        shops = options["shops"].split(",") if options["shops"] else groups_of(examples)
        folds = cross_fit(base, examples, shops, recipe, options["work"])
        click.echo(json.dumps(measure_folds(folds), indent=1))
        if options["leave_one_out"]:
            return
        manifest = train_shipped(base, examples, folds, recipe, out)
    click.echo(f"{manifest.id} written to {out}")


if __name__ == "__main__":
    main()
