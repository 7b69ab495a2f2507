"""`serve`, `doctor`, `backup`, `restore`: running the shop's chatbot."""

from __future__ import annotations

import importlib.metadata
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chatbot.cli.common import FILE, db_option
from chatbot.cli.staff import tell_owner
from chatbot.config import Settings, load_settings
from chatbot.errors import ChatbotError

if TYPE_CHECKING:
    from flask import Flask


@click.command()
@db_option
@click.option("--host", help="The address to listen on; 127.0.0.1 when left out.")
@click.option("--port", type=click.IntRange(1, 65535), help="8000 when left out.")
@click.option("--open", "opens_browser", is_flag=True, help="Open the demo shop in the browser of this machine.")
def serve(db: Path | None, host: str | None, port: int | None, opens_browser: bool) -> None:
    """Serve the chat, the demo shop and the staff's pages until interrupted."""
    from chatbot.storage import open_store
    from chatbot.web import server

    settings = load_settings(db=db, host=host, port=port)
    store = open_store(settings.db)
    tell_owner(store, f"http://{settings.host}:{settings.port}")
    store.close()
    server.serve(make_app, settings, opens_browser)


def make_app(settings: Settings) -> Flask:
    """Make the app in the serving process. Imported here, because onnxruntime's threads do not survive the fork before it."""
    from chatbot.app import create_app

    return create_app(settings)


@click.command()
@db_option
def doctor(db: Path | None) -> None:
    """Check everything that serving needs, and say how to mend what is wrong. Exit code 1 when something is."""
    settings = load_settings(db=db)
    checks = (
        ("packages", check_packages),
        ("database", check_database),
        ("encoder", lambda s: check_model(s, "encoder")),
        ("FAQ encoder", lambda s: check_model(s, "encoder", "faq_encoder")),
        ("FAQ decision", check_decision),
        ("classifier", lambda s: check_model(s, "classifier")),
        ("generator", check_generator),
        ("chat client", check_client),
        ("port", check_port),
    )
    results = [run_check(name, check, settings) for name, check in checks]
    if not all(results):
        raise click.ClickException("Something has to be mended before the chat can be served.")


def run_check(name: str, check: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        click.echo(f"✓ {name}: {check(settings)}")
    except (ChatbotError, OSError, importlib.metadata.PackageNotFoundError) as error:
        click.echo(f"✗ {name}: {error}")
        return False
    return True


def check_packages(settings: Settings) -> str:
    needed = (each for each in importlib.metadata.requires("shop-chatbot") or () if "extra ==" not in each)
    versions = [importlib.metadata.version(re.split(r"[^\w.-]", each, maxsplit=1)[0]) for each in needed]
    return f"all {len(versions)} installed"


def check_decision(settings: Settings) -> str:
    from chatbot.knowledge.decision import Decision

    return f"{len(Decision.load(settings.models_dir / 'faq_decision').topics.texts)} common questions"


def check_generator(settings: Settings) -> str:
    return "plain sentences, which need no model" if settings.generator == "plain" else check_model(settings, "generator")


def check_database(settings: Settings) -> str:
    from chatbot.storage import open_store

    store = open_store(settings.db)
    problem = store.check()
    store.close()
    if problem:
        raise ChatbotError(f"{settings.db} is damaged ({problem}). Restore the last backup.")
    return f"{settings.db}, SQLite {store.sqlite_version}"


def check_model(settings: Settings, kind: str, folder: str = "") -> str:
    from chatbot.models.artifacts import load_manifest

    return load_manifest(settings.models_dir / (folder or kind), kind).id


def check_client(settings: Settings) -> str:
    from chatbot.config import ROOT

    client = ROOT / "static" / "vendor" / "socket.io.esm.min.js"
    if not client.exists():
        raise ChatbotError("static/vendor/ has no chat client. Run: python scripts/fetch_client.py")
    return client.name


def check_port(settings: Settings) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise ChatbotError(f"{settings.host}:{settings.port} is in use. Stop the other program or give --port.") from error
    return f"{settings.host}:{settings.port} is free"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def backup(file: Path, db: Path | None) -> None:
    """Copy the database to FILE, also while the server runs."""
    from chatbot.storage import open_store

    if file.exists():
        raise click.ClickException(f"{file} is there already. Give another name, or remove it.")
    store = open_store(load_settings(db=db).db)
    store.copy_to(file)
    store.close()
    click.echo(f"{store.path} copied to {file}.")


@click.command()
@click.argument("file", type=FILE)
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, db: Path | None, yes: bool) -> None:
    """Put the backup FILE in place of the database, also while the server runs; what was there is kept beside it."""
    from chatbot.storage import all_migrations, open_store
    from chatbot.storage.audit import Audit
    from chatbot.storage.restore import restore as put_back

    store = open_store(load_settings(db=db).db)
    if not yes:
        click.confirm(f"Replace everything in {store.path} by {file}?", abort=True)
    done = put_back(store, file, all_migrations())
    Audit(store).add("command line", "backup restored", file.name)
    store.close()
    click.echo(f"{store.path} holds what {file} held. What was there before: {done.kept_at}.")
    click.echo("Everybody of the staff has to sign in again.")
    if done.erasures:
        click.echo(f"{done.erasures} customers were erased after this backup was made. Erase them again at /admin/privacy.")
