"""Erasing what is known of a customer: a conversation with everything that hangs on it, in one transaction.

The tables are found in the schema: each that references `conversations` is deleted with it (`on delete cascade`). So a table
that is added later is neither forgotten nor left out of the receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from chatbot.storage.db import Store


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased. Both are empty when there was nothing (any more)."""

    conversations: tuple[str, ...]  # ids
    removed: Mapping[str, int]  # rows by table, without tables that had none


class Privacy:
    def __init__(self, store: Store) -> None:
        self._store = store

    def erase_conversation(self, conversation_id: str) -> Receipt:
        """Delete the conversation with all that was written in it and about it, the staff's notes included.

        A turn that is just running becomes void and stores nothing. What stays names nobody: the audit log's rows hold the
        id alone, and questions that the staff copied into its FAQ or regression set hold no personal data and no id.
        """
        return self._store.write(lambda db: erase(db, conversation_id))


def erase(db: Database, conversation_id: str) -> Receipt:
    """Delete one conversation inside the caller's transaction."""
    db.execute("pragma secure_delete = on")  # the freed pages held the customer's words: they are overwritten with zeros
    removed = {name: n for name, n in _count(db, conversation_id).items() if n}
    failures = db.execute("delete from order_failures where scope = ?", [f"conversation:{conversation_id}"]).rowcount
    if failures:
        removed["order_failures"] = failures
    if not db.execute("delete from conversations where id = ?", [conversation_id]).rowcount:
        return Receipt((), {})
    return Receipt((conversation_id,), {"conversations": 1, **removed})


def _count(db: Database, conversation_id: str) -> dict[str, int]:
    """Return how many rows of each table hang on this conversation."""
    counts = " union all ".join(
        f"select '{table}' as name, count(*) as n from [{table}] where [{column}] = :id"
        for table, column in tables_of_conversations(db)
    )
    return {row["name"]: row["n"] for row in db.query(counts, {"id": conversation_id})}


def tables_of_conversations(db: Database) -> list[tuple[str, str]]:
    """Return (table, column) of every reference to a conversation that is deleted with it."""
    return [(row["name"], row["column"]) for row in db.query(_REFERENCES)]


_REFERENCES = """select t.name, f."from" as column from sqlite_master t join pragma_foreign_key_list(t.name) f
    where t.type = 'table' and f."table" = 'conversations' and f.on_delete = 'CASCADE' order by t.name"""
