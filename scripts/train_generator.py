#!/usr/bin/env python3
"""Train the GPT-2 that words the replies, and export it for serving.

    python scripts/train_generator.py

Takes about 30 minutes on two cores (AMD EPYC with bfloat16). Steps: read the dialogues (scripts/compose_dialogues.py makes them),
learn the language of public dialogues if a folder is given, learn the acts, save the model, export it to CTranslate2 int8, train
the judge of acts, measure, write metrics.json and the model card. A run that was cut goes on from its last checkpoint; `--fresh`
starts again.

    python scripts/train_generator.py --base gpt2 --out build/generator-gpt2 --models data/models/generator

fine-tunes a hub model, or a folder that `save_pretrained` wrote, with the same data, prompts and checks.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chatbot.config import ROOT
from chatbot.training.generator import Plan, train
from chatbot.training.generator_data import read_public
from chatbot.training.generator_export import export


@click.command(help=__doc__)
@click.option(
    "--dialogues",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=ROOT / "data/training/dialogues/dialogues.jsonl",
)
@click.option(
    "--public",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of public dialogues, for language only.",
)
@click.option("--base", default="", help="A hub name (gpt2, distilgpt2) or a folder to fine-tune; empty trains from scratch.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=ROOT / "build" / "generator",
    help="Checkpoints and the model as transformers saves it.",
)
@click.option(
    "--models",
    type=click.Path(path_type=Path, file_okay=False),
    default=ROOT / "data/models/generator",
    help="Where the exported model goes.",
)
@click.option("--epochs", default=5.0, show_default=True, help="Over the dialogues.")
@click.option("--bare-epochs", default=3.0, show_default=True, help="Before that, over the wordings without a customer.")
@click.option("--layers", default=6, show_default=True)
@click.option("--width", default=320, show_default=True)
@click.option("--learning-rate", default=None, type=float, help="Peak; 0.0015 from scratch, 0.0003 for a base.")
@click.option("--seed", default=7, show_default=True)
@click.option("--fresh", is_flag=True, help="Throw away the checkpoints of an earlier run.")
def main(
    dialogues: Path, public: Path | None, base: str, out: Path, models: Path, epochs: float, bare_epochs: float, layers: int,
    width: int, learning_rate: float | None, seed: int, fresh: bool,
) -> None:  # fmt: skip
    if fresh and out.exists():
        shutil.rmtree(out)
    rate = learning_rate or (3e-4 if base else 1.5e-3)
    plan = Plan(
        out,
        base,
        layers=layers,
        width=width,
        heads=max(1, width // 64),
        epochs=epochs,
        bare_epochs=bare_epochs,
        learning_rate=rate,
        seed=seed,
    )
    figures = train(plan, dialogues, read_public(public) if public else ())
    click.echo(f"perplexity {figures['perplexity']}")
    export(out / "hf", dialogues, models, figures, " ".join(["python scripts/train_generator.py", *sys.argv[1:]]))
    click.echo(f"exported to {models}")


if __name__ == "__main__":
    main()
