#!/usr/bin/env python3
"""Fine-tune the sentence encoder for FAQ search, and export it; `scripts/calibrate_faq.py --folds` comes next.

    python scripts/train_encoder.py [--public DIR]          about 15 minutes on two free cores, 3 with --folds 0

\b
Its steps: read the shops of data/training/faq with their customers' questions, the wordings and entries of common topics and, with
--public, public sets; for each fold leave some shops out, tune on the others, and keep that encoder in --work (the FAQ decision is
fitted on what encoders find in shops that they have not seen); tune on everything; export to ONNX; write model.json and metrics.json.
--as-is exports the base without tuning.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: see scripts/train_intent.py

import click

from chatbot.config import ROOT
from chatbot.errors import ChatbotError
from chatbot.training.bases import MINILM, load_base
from chatbot.training.calibrate_faq import data_hash
from chatbot.training.faq_data import Shop, load_shop, load_shops, load_topics
from chatbot.training.retriever import export_encoder
from chatbot.training.retriever_tuning import Groups, Recipe, read_groups, tune_encoder

FILE = click.Path(path_type=Path)
DATA = ROOT / "data"
PUBLIC_LABELS = ("intents_banking77_train.csv", "intents_bitext20k_train.csv", "intents_clinc150_train.csv")


@click.command(help=__doc__)
@click.option("--base", default=MINILM, show_default=True, help="Hub name or folder of a BERT sentence encoder.")
@click.option("--public", type=FILE, help="Folder of public sets (faq_stackfaq.csv, intents_banking77_train.csv ...).")
@click.option("--folds", default=3, show_default=True, help="Encoders that leave a part of the shops out.")
@click.option("--work", type=FILE, default=ROOT / "var" / "train_encoder", help="Takes the folds. [var/train_encoder]")
@click.option("--out", type=FILE, default=DATA / "models" / "encoder", help="[data/models/encoder]")
@click.option("--as-is", is_flag=True, help="Export the base without tuning.")
def main(base: str, public: Path | None, folds: int, work: Path, out: Path, as_is: bool) -> None:
    try:
        shops, groups = read_sources(public)
        topics = load_topics(DATA / "training" / "topics")
        if as_is:
            train(base, [], [], out, [])
            return
        for fold in range(folds):
            unseen = shops[fold::folds]
            seen = [shop for shop in shops if shop not in unseen]
            train(base, [*seen, *topics], groups, work / f"fold-{fold}", unseen)
        train(base, [*shops, *topics], groups, out, [])
    except (ChatbotError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def read_sources(public: Path | None) -> tuple[list[Shop], list[Groups]]:
    """Return FAQ files with their questions, and texts that mean the same."""
    shops = load_shops(DATA / "training" / "faq")
    groups: list[Groups] = [read_groups(DATA / "models" / "faq_decision" / "topics.csv", "text", "topic")]
    if public:
        shops.append(load_shop(public / "faq_stackfaq.csv", public / "faq_queries_stackfaq.csv"))
        groups += [read_groups(public / name, "text", "intent") for name in PUBLIC_LABELS]
    return shops, groups


def train(base: str, shops: Sequence[Shop], groups: Sequence[Groups], out: Path, unseen: Sequence[Shop]) -> None:
    """Tune on the shops, where there are any, and write the encoder's folder."""
    started, recipe = load_base(base), Recipe()
    if shops:
        tune_encoder(started, shops, groups, recipe)
    record = {
        "name": "faq-encoder" if shops else base.rsplit("/", 1)[-1],
        "recipe": asdict(recipe) if shops else None,
        "data_sha256": data_hash(shops),
        "unseen": [shop.name for shop in unseen],
        "command": "scripts/train_encoder.py " + ("--public DIR" if shops else "--as-is"),
    }
    manifest = export_encoder(started, out, probe_texts(), record)
    click.echo(f"{manifest.id} written to {out}")


def probe_texts() -> list[str]:
    """Return the demo shop's FAQ texts, on which the export is compared with the fp32 model."""
    texts = read_groups(DATA / "faqs.csv", "answer", "question")
    return [text for question, answers in texts.items() for text in (question, *answers)]


if __name__ == "__main__":
    main()
