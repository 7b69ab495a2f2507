"""`retention`: remove what is older than the owner wants to keep, as the server does once a day."""

from __future__ import annotations

import json
from pathlib import Path

import click

from chatbot.cli.common import db_option
from chatbot.config import load_settings


@click.command()
@db_option
@click.option("--dry-run", is_flag=True, help="Count only; nothing is removed.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def retention(db: Path | None, dry_run: bool, as_json: bool) -> None:
    """Remove what is older than the days set at /admin/privacy, also while the server runs."""
    from chatbot.storage import open_store
    from chatbot.storage.audit import Audit
    from chatbot.storage.locks import only_one
    from chatbot.storage.retention import Retention

    store = open_store(load_settings(db=db).db)
    with only_one(store.path, "daily") as is_mine:
        if not is_mine:
            raise click.ClickException("The server is doing this right now. Look at /admin/privacy for what it removed.")
        counts = Retention(store).count() if dry_run else Retention(store).run()
    if counts and not dry_run:
        Audit(store).add("command line", "retention run", "", ", ".join(f"{name} {n}" for name, n in counts.items()))
    store.close()
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "removed": counts}))
        return
    for name, n in counts.items():
        click.echo(f"{n:>8,} {name.replace('_', ' ')}")
    click.echo("Nothing is older than its days." if not counts else "Nothing was removed (--dry-run)." if dry_run else "Removed.")
