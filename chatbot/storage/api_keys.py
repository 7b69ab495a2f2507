"""Keys for other programs. A key is shown once; only the hash of its secret is stored."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.errors import StorageError
from chatbot.storage.db import Store
from chatbot.storage.times import ago, now
from chatbot.storage.tokens import hash_token, new_token

migrations = Migrations("api_keys")

SCOPES = ("read", "write")  # "write" may read too
PREFIX = "shopchat"  # so that a key that was published by mistake is recognised by scanners
ID_BYTES = 6
TOUCH_EVERY = timedelta(minutes=1)  # how exact "last used" is; each touch is a write to the disk
MAX_NAME_CHARS = 60


@migrations()
def m001_api_keys(db: Database) -> None:
    db.executescript("""
        create table api_keys (
            id text primary key, name text not null, scope text not null, secret_hash text not null,
            made_by text not null, made_at text not null, last_used_at text not null default '',
            revoked_at text not null default ''
        );
    """)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret. `id` is the public part, which the key itself and the audit log show."""

    id: str
    name: str
    scope: str  # one of `SCOPES`
    made_by: str
    made_at: str
    last_used_at: str
    revoked_at: str

    @property
    def may_write(self) -> bool:
        return self.scope == "write"


class ApiKeys:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, scope: str, made_by: str) -> tuple[ApiKey, str]:
        """Store a new key; return it, and the text that its owner gives to the other program.

        Raises:
            StorageError: the name is empty or too long, or the scope is unknown.
        """
        name = " ".join(name.split())
        if not 1 <= len(name) <= MAX_NAME_CHARS:
            raise StorageError(f"Give the key a name of 1 to {MAX_NAME_CHARS} characters, such as the program that will use it.")
        if scope not in SCOPES:
            raise StorageError(f"There is no scope {scope!r}. Use one of: {', '.join(SCOPES)}.")
        key_id, secret = secrets.token_hex(ID_BYTES), new_token()
        row = {"id": key_id, "name": name, "scope": scope, "made_by": made_by, "made_at": now()}
        self._store.write(lambda db: db.table("api_keys").insert({**row, "secret_hash": hash_token(secret)}))
        return ApiKey(**row, last_used_at="", revoked_at=""), f"{PREFIX}_{key_id}_{secret}"

    def all(self) -> list[ApiKey]:
        """Return every key, the working ones first, then the newest."""
        return [_key(row) for row in self._store.db.query("select * from api_keys order by revoked_at <> '', made_at desc")]

    def find(self, text: str) -> ApiKey | None:
        """Return the key whose whole text this is; None for a wrong or a revoked one. Compares in constant time."""
        prefix, _, rest = text.partition("_")
        key_id, _, secret = rest.partition("_")
        row = next(self._store.db.query("select * from api_keys where id = ? and revoked_at = ''", [key_id]), None)
        is_right = hmac.compare_digest(row["secret_hash"] if row else hash_token(""), hash_token(secret))
        if row is None or not is_right or prefix != PREFIX:
            return None
        if row["last_used_at"] < ago(TOUCH_EVERY):
            self._store.write(lambda db: db.execute("update api_keys set last_used_at = ? where id = ?", [now(), key_id]))
        return _key(row)

    def revoke(self, key_id: str) -> ApiKey | None:
        """End a key at once; return it, or None when it was ended before or never was."""

        def change(db: Database) -> dict[str, Any] | None:
            sql = "update api_keys set revoked_at = ? where id = ? and revoked_at = '' returning *"
            return next(iter(list(db.query(sql, [now(), key_id]))), None)

        row = self._store.write(change)
        return _key(row) if row else None


def _key(row: dict[str, Any]) -> ApiKey:
    return ApiKey(**{name: value for name, value in row.items() if name != "secret_hash"})
