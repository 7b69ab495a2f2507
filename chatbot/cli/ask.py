"""`ask`: a full turn without the web, for scripts and for measuring."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.progress import track

from chatbot.cli.common import FILE, db_option
from chatbot.config import load_settings
from chatbot.messages import CustomerMessage, DialogueState, Reply


@click.command()
@click.argument("text", required=False)
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print the whole turn as one JSON object.")
@click.option("--input", "table", type=FILE, help="A table (CSV, XLSX, JSON ...) with one message per row.")
@click.option("--column", default="", help="The column of --input that holds the messages.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="JSON Lines, one turn per row; else stdout.")
def ask(text: str | None, db: Path | None, as_json: bool, table: Path | None, column: str, output: Path | None) -> None:
    """Answer TEXT, or every row of a file, each in a fresh conversation."""
    if text is not None and table is None:
        turn = next(answer_all([text], db))
        click.echo(json.dumps(turn, ensure_ascii=False) if as_json else turn["reply"])
    elif table is not None and text is None and column:
        texts = read_column(table, column)
        write_lines(answer_all(texts, db), len(texts), output)
    else:
        raise click.UsageError("Give either a TEXT, or --input FILE with --column NAME.")


def read_column(path: Path, column: str) -> list[str]:
    from chatbot.knowledge.readers import fold, read_table

    table = read_table(path, path.name)
    names = [fold(name) for name in table.header]
    if fold(column) not in names:
        raise click.UsageError(f"{path.name} has no column {column!r}. It has: {', '.join(table.header)}.")
    at = names.index(fold(column))
    return [row.cells[at] for row in table.rows]


def answer_all(texts: Iterable[str], db: Path | None) -> Iterator[dict[str, Any]]:
    """Yield one JSON-able turn per text."""
    from chatbot.dialogue.assemble import build_bot
    from chatbot.storage import open_store

    settings = load_settings(db=db)
    store = open_store(settings.db)
    bot = build_bot(settings, store)
    for n, text in enumerate(texts, 1):
        message = CustomerMessage(conversation_id=f"ask-{n}", text=text, seq=1)
        yield turn_as_json(text, bot.reply(message, DialogueState(), lambda name: None, lambda part: None))
    store.close()


def turn_as_json(text: str, reply: Reply) -> dict[str, Any]:
    """Return the fields that scripts rely on.

    `faq_*` and `score` tell the entry that was answered or asked about; when the bot abstained, the nearest one.
    """
    answer, prediction = reply.answer, reply.understanding.prediction
    nearest = reply.candidates[0] if reply.candidates and answer.decision == "abstain" else None
    faq = answer.faq or nearest
    sentiment = prediction.sentiments[0] if prediction.sentiments else None
    return {
        "text": text,
        "intent": prediction.intent.label,
        "intent_p": round(prediction.intent.p, 4),
        "in_scope_p": round(prediction.in_scope_p, 4),
        "sentiment": sentiment.label if sentiment else None,
        "sentiment_p": round(sentiment.p, 4) if sentiment else None,
        "skill": answer.skill,
        "decision": answer.decision,
        "faq_id": faq.faq_id if faq else None,
        "faq_question": faq.question if faq else None,
        "score": round(faq.score, 4) if faq else None,
        "act": reply.act,
        "reply": reply.text,
        "products": [asdict(card) for card in answer.products],
        "sources": [asdict(source) for source in answer.sources],
        "chips": [asdict(chip) for chip in answer.chips],
        "written_by": dict(reply.written_by),
    }


def write_lines(turns: Iterator[dict[str, Any]], count: int, output: Path | None) -> None:
    lines = (json.dumps(turn, ensure_ascii=False) + "\n" for turn in turns)
    if output is None:
        for line in lines:
            sys.stdout.write(line)
            sys.stdout.flush()
        return
    with output.open("w", encoding="utf-8") as out:
        for line in track(lines, total=count, description="Answering", disable=not sys.stderr.isatty()):
            out.write(line)
    click.echo(f"{count} turns written to {output}", err=True)
