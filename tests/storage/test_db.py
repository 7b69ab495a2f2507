from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.errors import DatabaseUnusable
from chatbot.storage import open_store
from chatbot.storage.db import require_sqlite


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "2.99.99"])
def test_an_sqlite_that_can_corrupt_the_file_is_refused(version):
    with pytest.raises(DatabaseUnusable, match=f"SQLite {version} is too old"):
        require_sqlite(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.0", "4.0.0"])
def test_a_newer_sqlite_is_taken(version):
    require_sqlite(version)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(DatabaseUnusable, match="its folder may be written"):
        open_store(tmp_path / "file" / "chatbot.db")


def test_what_is_written_together_is_kept_together_or_not_at_all(store):
    def half(db):
        db.execute("insert into settings values ('one', '1')")
        raise ValueError("the second half fails")

    with pytest.raises(ValueError, match="second half"):
        store.write(half)

    assert list(store.db.query("select * from settings")) == []


def test_a_commit_waits_for_the_disk(store):
    assert store.write(lambda db: db.execute("pragma synchronous").fetchone()) == (2,)
    assert store.db.execute("pragma journal_mode").fetchone() == ("wal",)


def test_many_threads_write_without_losing_a_row(store):
    def add(n):
        store.write(lambda db: db.execute("insert into settings values (?, ?)", [str(n), threading.current_thread().name]))

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(add, range(200)))

    rows = list(store.db.query("select * from settings"))
    assert len(rows) == 200
    assert {row["value"] for row in rows} == {"db-writer"}


def test_opening_again_changes_nothing(store):
    store.write(lambda db: db.execute("insert into settings values ('kept', 'yes')"))

    again = open_store(store.path)

    assert list(again.db.query("select value from settings")) == [{"value": "yes"}]
    again.close()


def test_a_closed_store_refuses_to_write_instead_of_waiting_for_ever(tmp_path):
    store = open_store(tmp_path / "shop.db")
    store.close()

    with pytest.raises(DatabaseUnusable, match="closed"):
        store.write(lambda db: None)
