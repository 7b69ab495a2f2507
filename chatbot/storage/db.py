"""The SQLite file: one writer thread, one reading connection per thread, migrations at opening.

A `sqlite_utils.Database` belongs to the thread that opened it. `Store.write` may be called from any native thread; it
must not be called from a greenlet (the caller waits for the commit), so the edge goes through its thread pool.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

from chatbot.errors import DatabaseUnusable

T = TypeVar("T")

# Earlier versions can corrupt a WAL database when a checkpoint meets a writer (sqlite.org/wal.html, "WAL-reset bug").
OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000  # another process (an import by command) may hold the write lock that long


class Store:
    """All access to one database file.

    Raises:
        DatabaseUnusable: SQLite is too old, the file is not a database, or its folder cannot be written.
    """

    def __init__(self, path: Path, migrations: Iterable[Migrations]) -> None:
        require_sqlite(sqlite3.sqlite_version)
        self.path = Path(path)
        self._local = threading.local()
        self._closing = threading.Lock()
        self._is_closed = False
        self._jobs: queue.SimpleQueue[tuple[Callable[[Database], Any], Future[Any]] | None] = queue.SimpleQueue()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate(migrations)
        except (OSError, sqlite3.DatabaseError) as error:
            raise DatabaseUnusable(
                f"The database {self.path} cannot be used: {error}. Check that it is a SQLite file and its folder may be written."
            ) from error
        self._writer = threading.Thread(target=self._write_loop, name="db-writer", daemon=True)
        self._writer.start()

    @property
    def db(self) -> Database:
        """This thread's connection, for reading."""
        connection: Database | None = getattr(self._local, "db", None)
        if connection is None:
            connection = self._local.db = connect(self.path)
        return connection

    def write(self, change: Callable[[Database], T]) -> T:
        """Run `change` in one transaction on the writer thread; return its result once it is on the disk.

        Whatever `change` raises is raised here, and nothing of it is kept.

        Raises:
            DatabaseUnusable: the store was closed; without it the caller would wait for ever.
        """
        done: Future[T] = Future()
        with self._closing:
            if self._is_closed:
                raise DatabaseUnusable("The database is closed; nothing was written.")
            self._jobs.put((change, done))
        return done.result()

    @property
    def sqlite_version(self) -> str:
        return str(sqlite3.sqlite_version)

    def check(self) -> str:
        """Return what SQLite finds damaged; "" when the file is sound."""
        found = next(self.db.query("pragma quick_check"))["quick_check"]
        return "" if found == "ok" else str(found)

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy, also while others write (SQLite's `vacuum into`)."""
        self.db.execute("vacuum into ?", [str(path)])

    def close(self) -> None:
        """Finish what is queued and stop the writer."""
        with self._closing:
            self._is_closed = True
            self._jobs.put(None)
        self._writer.join()

    def _migrate(self, migrations: Iterable[Migrations]) -> None:
        db = connect(self.path)
        db.enable_wal()
        for each in migrations:
            each.apply(db)
        db.close()

    def _write_loop(self) -> None:
        db = connect(self.path)
        while (job := self._jobs.get()) is not None:
            change, done = job
            try:
                db.execute("BEGIN IMMEDIATE")
                result = change(db)
                db.commit()
            except BaseException as error:  # handed to the caller, who waits for it
                with suppress(sqlite3.Error):  # the thread must live, or every later write would wait for ever
                    db.rollback()
                done.set_exception(error)
            else:
                done.set_result(result)
        db.close()


def connect(path: Path) -> Database:
    """Open the file for this thread, with the pragmas that every connection needs."""
    db = Database(sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000))
    db.conn.row_factory = None
    db.execute("PRAGMA synchronous=FULL")  # an acked message must survive a power cut
    db.execute("PRAGMA foreign_keys=ON")
    db.register_function(casefold, deterministic=True)
    return db


def casefold(text: str | None) -> str:
    """For SQL that looks for what a person typed: SQLite's own `like` and `lower` know the letters of English alone."""
    return (text or "").casefold()


def require_sqlite(version: str) -> None:
    """Raise DatabaseUnusable when this SQLite can corrupt a WAL database."""
    if tuple(int(part) for part in version.split(".")) < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise DatabaseUnusable(f"SQLite {version} is too old, {oldest} is needed. Run: pip install 'pysqlite3>=0.6.1'")
