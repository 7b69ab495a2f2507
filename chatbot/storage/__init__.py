"""The only importer of sqlite_utils: `db` and one module per table family."""

from __future__ import annotations

from pathlib import Path

from chatbot.storage import (
    audit,
    conversations,
    db,
    faqs,
    notes,
    orders,
    products,
    questions,
    settings,
    staff,
    tickets,
    turns,
    uploads,
)


def open_store(path: Path) -> db.Store:
    """Open the database with every table family at its newest version."""
    families = (conversations, turns, tickets, settings, orders, products, faqs, staff, audit, notes, uploads, questions)
    return db.Store(path, migrations=[family.migrations for family in families])
