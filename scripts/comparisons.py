"""Models compared with other ways to the same end: two commands of scripts/evaluate.py."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from chatbot.config import ROOT
from chatbot.models.generator import Gpt2
from chatbot.models.openai_generator import OpenAiGenerator
from chatbot.training import generator_comparison as comparison
from chatbot.training import own_labels_comparison as own
from chatbot.training import report
from chatbot.training.evaluate import read_labelled
from chatbot.training.generator_batches import Gpt2InBatches
from chatbot.training.generator_measure import Held
from chatbot.training.own_labels import LabelledFile, read_rows

PATH = click.Path(path_type=Path)
OWN_LABELS = ROOT / "data" / "eval" / "own_labels"
console = Console(stderr=True)


@click.command()
@click.option("--data", type=PATH, help="A labelled table. [every table of data/eval/own_labels with its messages]")
@click.option("--messages", type=PATH, help="What customers typed, with labels of the table or none.")
@click.option("--text-column", default="text", show_default=True)
@click.option("--label-column", default="label", show_default=True)
@click.option("--elsewhere", type=PATH, help="Without --messages: a table with the same text column whose rows are out of scope.")
@click.option(
    "--base", default=str(ROOT / "data" / "models" / "encoder"), show_default=True, help="What the command starts from."
)
@click.option("--labels", default=40, show_default=True, help="Without --messages: trained on, at most; others are out of scope.")
@click.option("--rows", default=400, show_default=True, help="Without --messages: trained on, at most.")
@click.option("--seeds", default=1, show_default=True, help="Trainings, and without --messages splits to draw.")
def own_labels(
    data: Path | None,
    messages: Path | None,
    text_column: str,
    label_column: str,
    elsewhere: Path | None,
    base: str,
    labels: int,
    rows: int,
    seeds: int,
) -> None:
    """Training on a shop's own labels, against TF-IDF and a frozen encoder with logistic regression (6 minutes a training).

    Without --messages the table is cut down to a shop's size, and other rows of it are asked.
    """
    columns, tables = (text_column, label_column), {data: messages} if data else own.tables(OWN_LABELS)
    found = []
    for (table, asked), number in itertools.product(tables.items(), range(1, seeds + 1)):
        if asked:
            split = own.read_split(table, asked, columns)
        else:
            strange = read_labelled(elsewhere, text_column, text_column).texts if elsewhere else ()
            split = own.make_split(read_rows(LabelledFile(table, *columns)), strange, labels, rows, number)
        with tempfile.TemporaryDirectory() as folder:
            found.append(own.compare(split, base, number, Path(folder)))
        about = f"{split.labels} labels, {len(split.train)} rows, {len(split.test.texts)} messages"
        click.echo(f"{table.stem}, {number}: {about}\n{own.to_text(found[-1])}\n")
    click.echo(f"Mean of {len(found)}\n{own.to_text(own.means(found))}")


@click.command()
@click.option("--url", required=True, help="An OpenAI-compatible server, such as http://127.0.0.1:8080/v1.")
@click.option("--name", required=True, help="The model that it serves.")
@click.option("--prompts", default=100, show_default=True)
@click.option("--one-draft", is_flag=True, help="The other model gets one draft per reply, not eight: for a slow server.")
@click.option("--blind", type=PATH, help="Write the replies to the first 50 prompts here, unnamed, for a person to choose among.")
@click.option("--judged", type=PATH, help="Such a file with the column best filled in.")
def compare(url: str, name: str, prompts: int, one_draft: bool, blind: Path | None, judged: Path | None) -> None:
    """GPT-2, the plain sentences and an instruction model on the same held-out prompts, as a table for docs/generator.md."""
    words = Gpt2.load(ROOT / "data" / "models" / "generator")
    counted = Gpt2InBatches.load(ROOT / "data" / "models" / "generator")
    other = OpenAiGenerator(url, name, None, deadline_s=comparison.DEADLINE_S)
    other.judge = words.judge  # the same grounding for all
    samples = comparison.worded(
        Held.read(ROOT / "data" / "training" / "dialogues" / "dialogues.jsonl").drawn(4 * prompts, seed=3), prompts
    )
    candidates = (
        comparison.Candidate("our GPT-2", words),
        comparison.Candidate(comparison.PLAIN, None),
        comparison.Candidate(name, other, one_draft),
    )
    with Progress(console=console) as progress:
        measured = [
            comparison.measure_one(
                each,
                samples,
                lambda text: len(counted.tokens_of(text)),
                lambda items, told: progress.track(items, description=told),
            )
            for each in candidates
        ]
    measured.append(comparison.unchecked(measured[-1], samples))
    if blind:
        comparison.write_blind(samples[:50], measured, blind)
    preferred = comparison.preferences(judged, [each.name for each in measured]) if judged else {}
    click.echo(report.table(comparison.HEADER, comparison.comparison_rows(measured, preferred)))
