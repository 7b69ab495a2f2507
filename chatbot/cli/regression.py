"""`regression`: ask the bot every question of the regression set, and tell what is not as the shop expects."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chatbot.cli.common import FILE, db_option
from chatbot.config import load_settings

if TYPE_CHECKING:
    from chatbot.dialogue.regression import Compared
    from chatbot.storage.db import Store
    from chatbot.storage.regression import Case

BY = "command"


@click.command()
@db_option
@click.option("--file", "table", type=FILE, help="Ask the questions of this file instead of the shop's own set; keep no run.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def regression(db: Path | None, table: Path | None, as_json: bool) -> None:
    """Run the regression set of the staff's pages. Exit code 1 when an answer is not as expected."""
    from chatbot.dialogue.assemble import build_bot
    from chatbot.dialogue.regression import compare, run
    from chatbot.storage import open_store
    from chatbot.storage.faqs import Faqs
    from chatbot.storage.regression import Regression

    settings = load_settings(db=db)
    store = open_store(settings.db)
    cases = read_set(store, table)
    bot = build_bot(settings, store)
    with click.progressbar(length=len(cases), label="Asking", file=sys.stderr, hidden=as_json) as bar:
        results = run(bot, cases, lambda done, total: bar.update(done - bar.pos))
    kept = Regression(store)
    last = [] if table else kept.runs(1)
    compared = compare(results, kept.results(last[0].id) if last else [])
    if not table:
        kept.keep_run(results, BY, Faqs(store).current())
    store.close()
    tell(compared, as_json)


def read_set(store: Store, table: Path | None) -> Sequence[Case]:
    """Return the questions; rows of a file that cannot be used are told on stderr.

    Raises:
        click.ClickException: there is none.
    """
    from chatbot.knowledge.regression import read_cases
    from chatbot.storage.regression import Regression

    cases, problems = read_cases(table) if table else (Regression(store).all(), ())
    for problem in problems:
        click.echo(str(problem), err=True)
    if not cases:
        raise click.ClickException("The regression set is empty. Add questions under /admin/regression, or give --file.")
    return cases


def tell(compared: Sequence[Compared], as_json: bool) -> None:
    """Print what is not as expected, and end with exit code 1 when anything is not."""
    wrong = [each for each in compared if not each.result.is_met]
    if as_json:
        rows = [{**asdict(each.result), "change": each.change} for each in compared]
        click.echo(json.dumps({"total": len(compared), "met": len(compared) - len(wrong), "results": rows}, ensure_ascii=False))
    else:
        for each in wrong:
            click.echo(f"{each.change}: {each.result.question} → {each.result.got}, expected {each.result.expect}")
        newly = sum(each.change == "newly right" for each in compared)
        click.echo(f"{len(compared) - len(wrong)} of {len(compared)} as expected{f', {newly} newly right' if newly else ''}.")
    if wrong:
        sys.exit(1)
