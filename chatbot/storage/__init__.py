"""The only importer of sqlite_utils: `db` and one module per table family."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Migrations

from chatbot.storage import (
    api_keys,
    attachments,
    audit,
    conversations,
    corrections,
    customers,
    db,
    faqs,
    notes,
    orders,
    products,
    questions,
    regression,
    retention,
    settings,
    staff,
    tickets,
    trainings,
    turns,
    uploads,
    webhooks,
)


def open_store(path: Path) -> db.Store:
    """Open the database with every table family at its newest version."""
    return db.Store(path, migrations=all_migrations())


def all_migrations() -> list[Migrations]:
    """Return what brings a database to the newest version."""
    families = (
        conversations, turns, tickets, settings, orders, products, faqs, staff, audit, notes, uploads, questions,
        api_keys, customers, regression, corrections, trainings, retention, webhooks, attachments,
    )  # fmt: skip
    return [family.migrations for family in families]
