"""FAQ entries in immutable versions. Equal entries are shared between versions, vectors between equal texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound, StorageError
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("faqs")
IN_CHUNK = 500  # values in one `in (...)`; SQLite's own limit is far above
VECTORS_PER_WRITE = 2_000  # 3 MB at 384 floats: the writer thread is never held for long


@migrations()
def m001_faqs(db: Database) -> None:
    db.table("faq_versions").create(
        {
            "id": int,
            "made_at": str,
            "made_by": str,
            "source": str,
            "mode": str,
            "entries": int,
            "new": int,
            "changed": int,
            "removed": int,
        },
        pk="id",
    )
    db.table("faq_entries").create({"hash": str, "content": str}, pk="hash", not_null={"content"})
    db.table("faq_version_entries").create(
        {"version": int, "position": int, "faq_id": str, "entry": str},
        pk=("version", "position"),
        foreign_keys=[("version", "faq_versions", "id"), ("entry", "faq_entries", "hash")],
    )
    db.table("faq_vectors").create({"encoder": str, "text": str, "vector": bytes}, pk=("encoder", "text"))
    db.table("faq_current").create({"id": int, "version": int}, pk="id").insert({"id": 1, "version": 0})


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of the FAQ. Counts compare it with the version that was current before it."""

    id: int
    made_at: str  # ISO 8601, UTC
    made_by: str
    source: str  # the file's name, or what made it ("edited", "merged")
    mode: str  # "replace" or "merge"
    entries: int
    new: int
    changed: int
    removed: int
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be published: (faq_id, content hash, content) in order."""

    entries: Sequence[tuple[str, str, Mapping[str, Any]]]
    made_by: str
    source: str
    mode: str
    counts: Mapping[str, int]  # new, changed, removed
    base: int  # the version it was compared with


class Faqs:
    def __init__(self, store: Store) -> None:
        self._store = store

    def current(self) -> int:
        """Return the id of the version that answers now; 0 before the first one. One query on one row."""
        return int(next(self._store.db.query("select version from faq_current"))["version"])

    def versions(self) -> list[Version]:
        """Return all versions, the newest first."""
        current = self.current()
        rows = self._store.db.query("select * from faq_versions order by id desc")
        return [Version(**row, is_current=row["id"] == current) for row in rows]

    def version(self, version: int) -> Version:
        """Raise NotFound when there is no such version."""
        row = next(self._store.db.query("select * from faq_versions where id = ?", [version]), None)
        if row is None:
            raise NotFound(f"There is no FAQ version {version}.")
        return Version(**row, is_current=version == self.current())

    def contents(self, version: int) -> Iterator[dict[str, Any]]:
        """Yield the entries of a version in order, as `FaqRow.content` made them."""
        sql = "select content from faq_version_entries join faq_entries on hash = entry where version = ? order by position"
        for row in self._store.db.query(sql, [version]):
            yield json.loads(row["content"])

    def publish(self, draft: Draft) -> int:
        """Store a version and make it current, in one transaction; return its id.

        Raises:
            StorageError: another version became current since the draft was made; make the draft again.
        """

        def change(db: Database) -> int:
            if int(next(db.query("select version from faq_current"))["version"]) != draft.base:
                raise StorageError(
                    "The FAQ was changed by someone else in the meantime. Look at the new state and publish again."
                )
            version = {"made_at": now(), "entries": len(draft.entries), **draft.counts}
            named = {"made_by": draft.made_by, "source": draft.source, "mode": draft.mode}
            number = int(str(db.table("faq_versions").insert({**version, **named}, pk="id").last_pk))
            contents = ({"hash": key, "content": json.dumps(content, ensure_ascii=False)} for _, key, content in draft.entries)
            db.table("faq_entries").insert_all(contents, pk="hash", ignore=True)
            places = ({"version": number, "position": n, "faq_id": e[0], "entry": e[1]} for n, e in enumerate(draft.entries))
            db.table("faq_version_entries").insert_all(places)
            db.execute("update faq_current set version = ?", [number])
            return number

        return self._store.write(change)

    def make_current(self, version: int) -> None:
        """Let an earlier version answer again; raise NotFound when there is none."""
        self.version(version)
        self._store.write(lambda db: db.execute("update faq_current set version = ?", [version]))

    def vectors(self, encoder_id: str, text_hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the stored vectors among the asked ones, by text hash, each (width,) float32."""
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(text_hashes), IN_CHUNK):
            chunk = text_hashes[start : start + IN_CHUNK]
            marks = ",".join("?" * len(chunk))
            sql = f"select text, vector from faq_vectors where encoder = ? and text in ({marks})"
            rows = self._store.db.execute(sql, [encoder_id, *chunk])
            found.update((text, np.frombuffer(vector, dtype=np.float32)) for text, vector in rows)
        return found

    def keep_vectors(self, encoder_id: str, text_hashes: Sequence[str], vectors: np.ndarray) -> None:
        """Store vectors (texts, width) float32; harmless before a version needs them, and after none does."""
        rows = [
            {"encoder": encoder_id, "text": text, "vector": vector.astype(np.float32).tobytes()}
            for text, vector in zip(text_hashes, vectors, strict=True)
        ]
        for start in range(0, len(rows), VECTORS_PER_WRITE):
            self._store.write(partial(_insert_vectors, rows=rows[start : start + VECTORS_PER_WRITE]))


def _insert_vectors(db: Database, rows: Iterable[dict[str, Any]]) -> None:
    db.table("faq_vectors").insert_all(rows, pk=("encoder", "text"), ignore=True)
