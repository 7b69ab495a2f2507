#!/usr/bin/env python3
"""Measure the models. `all` measures everything and writes docs/quality.md; each part has a command of its own, too."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from chatbot.config import ROOT, Settings
from chatbot.dialogue.assemble import build_bot
from chatbot.dialogue.bot import Bot
from chatbot.dialogue.compose import Composer
from chatbot.errors import ChatbotError
from chatbot.knowledge.decision import Decision
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import PRODUCTS, Encoder, Encoders
from chatbot.storage import open_store

try:
    from comparisons import compare, own_labels

    from chatbot.training import quality, quality_words, report
    from chatbot.training.bench import Bench
    from chatbot.training.evaluate import intent_figures, judge, read_labelled, sentiment_figures, write_predictions
    from chatbot.training.evaluate_faq import measure, search_all, write_wrong
    from chatbot.training.evaluate_products import answer_wishes, ranking_figures, wish_figures
    from chatbot.training.evaluate_products import load_shops as load_catalogues
    from chatbot.training.faq_data import load_shop
    from chatbot.training.generator_batches import Gpt2InBatches
    from chatbot.training.generator_measure import KIND, Held, job, milliseconds, replays
    from chatbot.training.generator_measure import measure as words_measured
except ModuleNotFoundError as error:
    sys.exit(f"Measuring needs the train extra ({error.name} is missing). Install it: pip install -e '.[train]'")

from seed_demo import seed

PATH = click.Path(path_type=Path)
SHIPPED = ROOT / "data" / "models" / "classifier"
PARTS: dict[str, Callable[[Bench], report.Section]] = {
    "intents": quality.intents,
    "sentiment": quality.sentiment,
    "faq": quality.faq,
    "faq_shops": quality.faq_shops,
    "products": quality.products,
    "regression": quality.regression,
    "words": quality_words.words,
    "fairness": quality_words.fairness,
}
console = Console(stderr=True)


class OneSentence(click.Group):
    """Tells an error of ours in one sentence, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ChatbotError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


@click.group(cls=OneSentence, help=__doc__)
def cli() -> None: ...


cli.add_command(own_labels)
cli.add_command(compare)


@cli.command(name="all")
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="Measure these parts, print them, and write nothing.")
@click.option("--prompts", default=1000, show_default=True, help="Of the generator; twice as many hostile replies.")
@click.option("--messages", default=1000, show_default=True, help="Of the fairness audit.")
@click.option(
    "--every-group", is_flag=True, help="Fairness: swap each message for every group, not for one of each axis in turn."
)
@click.option("--out", type=PATH, default=ROOT / "docs", show_default=True)
def everything(only: tuple[str, ...], out: Path, **sizes: Any) -> None:
    """Measure everything on the project's own held-out data (10 minutes on two cores).

    Writes quality.md with its pictures, dialogues.md and quality.json; tells what changed since the last run. Exit code 1 when a
    figure does not keep its floor in data/eval/floors.json.
    """
    with tempfile.TemporaryDirectory() as folder, Progress(console=console) as progress:
        bench = make_bench(Path(folder), Path(folder) if only else out, progress, **sizes)
        sections = [PARTS[name](bench) for name in progress.track(only or tuple(PARTS), description="Parts")]
        models = {} if only else model_ids(bench)
    limits, figures = report.read_limits(ROOT / "data" / "eval" / "floors.json"), report.all_figures(sections)
    changed = report.changes(report.read_last(out / "quality.json"), figures)
    if only:
        click.echo("\n\n".join(f"## {section.title}\n\n{section.body}" for section in sections))
    else:
        report.write_report(sections, limits, models, out)
        console.print(f"Written: {out / 'quality.md'}")
    console.print(
        "\n".join(["Since the last run:", *changed] if changed else ["Nothing changed since the last run."]), highlight=False
    )
    if failed := report.broken(limits, figures):
        click.echo("\n".join(failed), err=True)
        sys.exit(1)


@cli.command()
@click.option("--messages", default=1000, show_default=True)
@click.option("--every-group", is_flag=True, help="Swap each message for every group, not for one of each axis in turn.")
@click.pass_context
def fairness(ctx: click.Context, messages: int, every_group: bool) -> None:
    """Flips of intent, mood, decision and hand-off when names, dialect, gender, spelling or tone are swapped (3 minutes)."""
    ctx.invoke(everything, only=("fairness",), prompts=0, messages=messages, every_group=every_group, out=ROOT / "docs")


def make_bench(folder: Path, out: Path, progress: Progress, **sizes: Any) -> Bench:
    """`sizes`: the numbers that `Bench` takes."""
    settings = Settings(db=folder / "demo.db", generator="plain")

    def make_bot() -> Bot:
        store = open_store(settings.db)
        seed(store, settings.models_dir)
        return build_bot(settings, store)

    def track(items: Iterable[Any], label: str) -> Iterable[Any]:
        return progress.track(items, description=label)

    return Bench(ROOT / "data", out, settings, track, make_bot, **sizes)


def model_ids(bench: Bench) -> dict[str, str]:
    return {"encoder": bench.encoders.faqs.id} | {each: str(getattr(bench, each).id) for each in ("classifier", "generator")}


@cli.command()
@click.option("--model", type=PATH, default=SHIPPED, show_default=True)
@click.option("--data", type=PATH, required=True, help="A table: CSV in any dialect, XLSX or JSON.")
@click.option("--text-column", default="text", show_default=True)
@click.option("--label-column", default="intent", show_default=True)
@click.option("--oos-label", help="Rows with this label are out of scope.")
@click.option("--predictions", type=PATH, help="Write label, predicted, confidence of each row to this CSV file.")
@click.option("--json", "as_json", is_flag=True)
def intent(
    model: Path, data: Path, text_column: str, label_column: str, oos_label: str | None, predictions: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Accuracy, macro-F1 and out-of-scope AUROC of a classifier on labelled texts."""
    classifier = Classifier.load(model, threads=2)
    rows = judge(classifier, read_labelled(data, text_column, label_column), oos_label)
    if predictions:
        write_predictions(rows, predictions)
    show({"model": classifier.id, **intent_figures(rows, oos_label, classifier.labels)}, as_json)


@cli.command()
@click.option("--model", type=PATH, default=SHIPPED, show_default=True)
@click.option("--data", type=PATH, default=ROOT / "data" / "eval" / "sentiment.csv", show_default=True)
@click.option("--text-column", default="text", show_default=True)
@click.option("--label-column", default="sentiment", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def sentiment(model: Path, data: Path, text_column: str, label_column: str, as_json: bool) -> None:
    """Accuracy and macro-F1 of the sentiment head on labelled texts (negative, neutral, positive)."""
    classifier = Classifier.load(model, threads=2)
    table = read_labelled(data, text_column, label_column)
    show({"model": classifier.id, **sentiment_figures(table.labels, classifier.predict(table.texts))}, as_json)


@cli.command()
@click.option("--faqs", type=PATH, default=ROOT / "data" / "faqs.csv", show_default=True, help="As a shop uploads it.")
@click.option("--queries", type=PATH, default=ROOT / "data" / "eval" / "faq_queries.csv", show_default=True)
@click.option("--models", type=PATH, default=ROOT / "data" / "models", show_default=True)
@click.option("--wrong", "wrong_file", type=PATH, help="Write the wrong and missed questions to this CSV file.")
@click.option("--json", "as_json", is_flag=True)
def faq(faqs: Path, queries: Path, models: Path, wrong_file: Path | None, as_json: bool) -> None:
    """Answers of the FAQ search: found, answered, wrong, and whether the stated probabilities hold.

    The queries need the columns query and faq_id (empty: nothing in the FAQ answers), and may have also_relevant, parted by "|".
    """
    shop = load_shop(faqs, queries)
    decision = Decision.load(models / "faq_decision")
    outcomes = search_all(shop, Encoders.load(models, threads=2).faqs, decision)
    if wrong_file:
        write_wrong(outcomes, wrong_file)
    figures = measure(shop, outcomes, Settings())
    click.echo(json.dumps(figures.to_json(), ensure_ascii=False) if as_json else str(figures))


@cli.command()
@click.option("--model", type=PATH, default=ROOT / "data" / "models" / "generator", show_default=True)
@click.option("--data", type=PATH, default=ROOT / "data" / "training" / "dialogues" / "dialogues.jsonl", show_default=True)
@click.option("--prompts", default=1000, show_default=True, help="How many held-out prompts; twice as many hostile replies.")
@click.option("--dialogues", default=0, help="Print so many held-out dialogues as the bot words them, too.")
@click.option("--json", "as_json", is_flag=True)
def generator(model: Path, data: Path, prompts: int, dialogues: int, as_json: bool) -> None:
    """The bot's words on held-out prompts: slot errors, refusals, act accuracy, diversity, invented facts, time (4 minutes)."""
    words, held = Gpt2InBatches.load(model), Held.read(data)
    for told in replays(Composer(words, Settings()), data, dialogues):
        click.echo("\n".join(f"  {customer}\n      {composed.text}" for customer, composed in told) + "\n")
    with Progress(console=console) as progress:
        figures = words_measured(words, held, Settings(), prompts, lambda items, label: progress.track(items, description=label))
    one_by_one = [job(sample, KIND, number) for number, sample in enumerate(held.drawn(200, seed=1))]
    figures["ms_per_act"] = milliseconds(Composer(words, Settings()), one_by_one)
    show({"model": words.id, **figures}, as_json)


@cli.command()
@click.option("--catalogue", type=PATH, default=ROOT / "data" / "products.csv", show_default=True, help="As a shop uploads it.")
@click.option("--wishes", type=PATH, default=ROOT / "data" / "eval" / "product_queries.csv", show_default=True)
@click.option("--judgements", type=PATH, help="Instead of wishes: graded relevance (query, product_id, relevance), for NDCG@10.")
@click.option("--sample", default=1000, show_default=True, help="How many of the judged queries; 0 for all.")
@click.option("--models", type=PATH, default=ROOT / "data" / "models", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def products(catalogue: Path, wishes: Path, judgements: Path | None, sample: int, models: Path, as_json: bool) -> None:
    """The product search: right cards for wishes (query, product_ids), or its ranking against BM25 and the bare encoder."""
    shops = load_catalogues(catalogue, Encoder.load(models / PRODUCTS, threads=2))
    if judgements:
        show(ranking_figures(next(iter(shops.values())), judgements, sample), as_json)
    else:
        show(wish_figures(list(answer_wishes(shops, wishes))), as_json)


def show(figures: dict[str, Any], as_json: bool) -> None:
    """Print figures for a program, or for a person: one a line."""
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, figure in figures.items():
        click.echo(f"{name:22} {figure:.4f}" if isinstance(figure, float) else f"{name:22} {figure}")


if __name__ == "__main__":
    cli()
