"""Values that the shop keeps in the database, such as the secret made at the first start."""

from __future__ import annotations

import secrets

from sqlite_utils import Database, Migrations

from chatbot.storage.db import Store

migrations = Migrations("settings")


@migrations()
def m001_settings(db: Database) -> None:
    db.table("settings").create({"name": str, "value": str}, pk="name", not_null={"value"})


class StoredSettings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str, default: str = "") -> str:
        row = next(self._store.db.query("select value from settings where name = ?", [name]), None)
        return str(row["value"]) if row else default

    def set(self, name: str, value: str) -> None:
        self._store.write(lambda db: db.table("settings").upsert({"name": name, "value": value}, pk="name"))

    def secret_key(self) -> str:
        """Return the key that signs sessions, the same for every process on this database; made at the first call."""

        def change(db: Database) -> str:
            made = {"name": "secret_key", "value": secrets.token_hex(32)}
            db.table("settings").insert(made, ignore=True)
            return str(next(db.query("select value from settings where name = 'secret_key'"))["value"])

        return self._store.write(change)
