"""`import-faqs`, `import-products`, `import-orders`: files in, rows out, every bad row named."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chatbot.cli.common import FILE, db_option
from chatbot.config import Settings, load_settings

if TYPE_CHECKING:
    from chatbot.knowledge.orders import OrdersFile
    from chatbot.knowledge.products import ProductsFile

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Check and report only; nothing is written.")


@click.command("import-faqs")
@click.argument("file", type=FILE)
@db_option
@click.option("--merge", is_flag=True, help="Add to the FAQ that is there instead of replacing it.")
@click.option("--partly", is_flag=True, help="Publish the good rows of a file of which most are bad.")
@dry_run_option
@json_option
def import_faqs(file: Path, db: Path | None, merge: bool, partly: bool, dry_run: bool, as_json: bool) -> None:
    """Publish FILE (CSV, TSV, XLSX, JSON, JSONL, Markdown, Word, HTML) as the new version of the FAQ."""
    from chatbot.knowledge.publish import Origin, import_file
    from chatbot.models.encoder import Encoders
    from chatbot.storage import open_store

    settings = load_settings(db=db)
    encoder = Encoders.load(settings.models_dir, threads=2).faqs
    store = open_store(settings.db)
    origin = Origin("merge" if merge else "replace", by="command", source=file.name, takes_few=partly)
    result = import_file(store, encoder, file.read_bytes(), origin, dry_run)
    told = result.to_json()
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for problem in result.problems:
        click.echo(str(problem), err=True)
    click.echo(columns_line(result.read.columns, result.read.notes))
    click.echo(f"Read as {'; '.join(told['read_as'])}.")
    click.echo("{new} new, {changed} changed, {same} the same, {removed} removed, {bad} bad rows.".format(**told))
    click.echo(f"Version {told['version']} answers now." if not dry_run else "Nothing was written (--dry-run).")
    tell_unset(settings)


@click.command("import-products")
@click.argument("file", type=FILE)
@db_option
@click.option("--without-prices", is_flag=True, help="Publish a catalogue of which no product has a price.")
@dry_run_option
@json_option
def import_products(file: Path, db: Path | None, without_prices: bool, dry_run: bool, as_json: bool) -> None:
    """Replace the catalogue by FILE (CSV, XLSX, JSON ...; at least a column "title")."""
    from chatbot.knowledge.catalogue import publish_products
    from chatbot.knowledge.currencies import shop_currency
    from chatbot.knowledge.products import read_products
    from chatbot.models.encoder import PRODUCTS, Encoder
    from chatbot.storage import open_store

    settings = load_settings(db=db)
    currency = shop_currency(settings, open_store(settings.db) if settings.db.exists() else None)
    read = read_products(file, file.name, currency.code, is_of_faq=currency.is_of_faq)
    is_held = read.has_no_price and not without_prices
    if read.products and not dry_run and not is_held:
        encoder = Encoder.load(settings.models_dir / PRODUCTS, threads=2)
        with click.progressbar(length=len(read.products), label="Reading the texts", file=sys.stderr, hidden=as_json) as bar:
            publish_products(open_store(settings.db), encoder, read.products, lambda done, total: bar.update(done - bar.pos))
    report("products", len(read.products), read, dry_run or is_held, as_json)
    if is_held and not dry_run:
        raise click.ClickException(
            "No product has a price; nothing was changed. Add --without-prices to publish them all the same."
        )
    if not as_json:
        tell_unset(settings)


@click.command("import-orders")
@click.argument("file", type=FILE)
@db_option
@dry_run_option
@json_option
def import_orders(file: Path, db: Path | None, dry_run: bool, as_json: bool) -> None:
    """Replace all orders by FILE; one row per parcel, with at least the columns "number", "email" and "status"."""
    from chatbot.knowledge.currencies import shop_currency
    from chatbot.knowledge.orders import read_orders
    from chatbot.storage import open_store
    from chatbot.storage.orders import Orders

    settings = load_settings(db=db)
    currency = shop_currency(settings, open_store(settings.db) if settings.db.exists() else None)
    read = read_orders(file, file.name, currency.code)
    if read.orders and not dry_run:
        Orders(open_store(settings.db)).replace(read.orders)
    report("orders", len(read.orders), read, dry_run, as_json)


def columns_line(columns: Mapping[str, str], notes: Sequence[str] = ()) -> str:
    """Return in one line which column was read as what, and what was left out."""
    return f"Columns: {'; '.join((*(f'{what}: {names}' for what, names in columns.items()), *notes))}."


def tell_unset(settings: Settings) -> None:
    """Tell what customers read of a shop that has not said its name or its hours."""
    if "shop_name" not in settings.model_fields_set:
        click.echo(f"Customers are greeted by “{settings.shop_name}”. Set CHATBOT_SHOP_NAME to change it.")
    if not settings.support_hours:
        click.echo(
            "Customers who wait for a person are told no hours. Set CHATBOT_SUPPORT_HOURS (“Monday to Friday, 9:00 to 17:00”)."
        )


def report(what: str, good: int, read: ProductsFile | OrdersFile, dry_run: bool, as_json: bool) -> None:
    """Tell what was taken and what was not.

    Raises:
        click.ClickException: nothing could be taken; what was there before is untouched.
    """
    if as_json:
        result: dict[str, Any] = {
            what: good,
            "read_as": read.read_as,
            "columns": dict(read.columns),
            "notes": list(read.notes),
            "dry_run": dry_run,
            "problems": [asdict(each) for each in read.problems],
        }
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        for each in read.problems:
            click.echo(str(each), err=True)
        click.echo(columns_line(read.columns, read.notes))
        click.echo(f"{read} {'would be imported' if dry_run else 'imported' if good else 'found'} ({read.read_as}).")
    if not good:
        raise click.ClickException(f"The file holds no {what} that can be taken; nothing was changed.")
