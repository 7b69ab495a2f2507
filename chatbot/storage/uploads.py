"""Uploaded files on their way to being published: kept as they came, so that a restart loses none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("uploads")


@migrations()
def m001_uploads(db: Database) -> None:
    db.executescript("""
        create table uploads (
            id integer primary key, kind text not null,     -- faq, products, orders
            filename text not null, size integer not null, data blob not null,  -- emptied once it is done
            columns text not null default '{}',             -- what a person chose: canonical name -> name in the file
            status text not null default 'draft',           -- draft, published, discarded
            version integer not null default 0, result text not null default '{}',
            made_by text not null, made_at text not null
        );
        create index uploads_by_status on uploads (status, kind);
    """)


@migrations()
def m002_merges(db: Database) -> None:
    db.execute("alter table uploads add column merges text not null default '[]'")


@dataclass(frozen=True, slots=True)
class Upload:
    id: int
    kind: str
    filename: str
    size: int  # bytes
    columns: Mapping[str, str]
    merges: tuple[tuple[str, str], ...]  # hashes of (kept, left out), in the order in which a person merged them
    status: str
    version: int  # what it was published as
    result: Mapping[str, Any]  # the figures of its publication
    made_by: str
    made_at: str


class Uploads:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: str, filename: str, data: bytes, made_by: str) -> int:
        """Keep a file; return its number."""
        row = {"kind": kind, "filename": filename, "size": len(data), "data": data, "made_by": made_by, "made_at": now()}
        return self._store.write(lambda db: int(str(db.table("uploads").insert(row, pk="id").last_pk)))

    def get(self, upload_id: int) -> Upload:
        """Raise NotFound when there is none."""
        row = next(self._store.db.query(f"select {_COLUMNS} from uploads where id = ?", [upload_id]), None)
        if row is None:
            raise NotFound("This upload is not there any more. Upload the file again.")
        return _upload(row)

    def data(self, upload_id: int) -> bytes:
        """The bytes of a draft, as they were uploaded."""
        row = next(self._store.db.query("select data from uploads where id = ?", [upload_id]), None)
        return bytes(row["data"]) if row else b""

    def drafts(self, *kinds: str) -> list[Upload]:
        """Return what was uploaded and not yet published or discarded, the newest first."""
        marks = ",".join("?" * len(kinds))
        sql = f"select {_COLUMNS} from uploads where status = 'draft' and kind in ({marks}) order by id desc"
        return [_upload(row) for row in self._store.db.query(sql, kinds)]

    def last_published(self, kind: str) -> Upload | None:
        sql = f"select {_COLUMNS} from uploads where status = 'published' and kind = ? order by id desc limit 1"
        row = next(self._store.db.query(sql, [kind]), None)
        return _upload(row) if row else None

    def choose_columns(self, upload_id: int, columns: Mapping[str, str]) -> None:
        text = json.dumps(columns, ensure_ascii=False)
        self._store.write(lambda db: db.execute("update uploads set columns = ? where id = ?", [text, upload_id]))

    def choose_merges(self, upload_id: int, merges: Sequence[tuple[str, str]]) -> None:
        text = json.dumps(merges)
        self._store.write(lambda db: db.execute("update uploads set merges = ? where id = ?", [text, upload_id]))

    def finish(self, upload_id: int, status: str, version: int = 0, result: Mapping[str, Any] | None = None) -> bool:
        """Say what became of a draft; False when it was finished already. Its bytes are dropped."""
        sql = "update uploads set status = ?, version = ?, result = ?, data = x'' where id = ? and status = 'draft'"
        values = [status, version, json.dumps(result or {}), upload_id]
        return bool(self._store.write(lambda db: db.execute(sql, values).rowcount))


_COLUMNS = "id, kind, filename, size, columns, merges, status, version, result, made_by, made_at"


def _upload(row: dict[str, Any]) -> Upload:
    merges = tuple((keep, drop) for keep, drop in json.loads(row["merges"]))
    return Upload(**{**row, "columns": json.loads(row["columns"]), "merges": merges, "result": json.loads(row["result"])})
