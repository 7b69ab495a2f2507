"""A backup in place of the database, also while the server runs: everything of it in one transaction, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from chatbot.errors import DatabaseUnusable
from chatbot.storage.db import Store, connect

OURS = frozenset(("conversations", "messages", "faq_versions", "staff"))


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept_at` is a copy of what was there before. `erasures` counts customers that were erased after the backup was made."""

    kept_at: Path
    erasures: int


def restore(store: Store, backup: Path, migrations: Iterable[Migrations]) -> Restored:
    """Put the content of `backup`, at the newest version of every table, in place of what `store` holds.

    What must not come back stays gone: revoked keys. Everybody of the staff has to sign in again. The FAQ and the catalogue get
    version numbers that were never used, so that a running server reads them anew.

    Raises:
        DatabaseUnusable: the file is no backup of this program, or is damaged; nothing was changed.
    """
    kept_at = store.path.with_name(f"{store.path.name}.before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    with tempfile.TemporaryDirectory(dir=store.path.parent) as folder:
        copy = Path(folder) / "restored.db"
        _copy(backup, copy)
        prepared = Store(copy, migrations)
        erasures = prepared.write(lambda db: _adapt(db, store.path))
        prepared.close()
        store.copy_to(kept_at)
        source, live = connect(copy), connect(store.path)
        source.conn.backup(live.conn)  # one transaction: others see the old state or the new one
        source.close()
        live.close()
    return Restored(kept_at, erasures)


def _copy(backup: Path, copy: Path) -> None:
    try:
        source = sqlite3.connect(f"file:{backup}?mode=ro", uri=True)
        found = {row[0] for row in source.execute("select name from sqlite_master where type = 'table'")}
        damage = source.execute("pragma quick_check").fetchone()[0]
        if not found >= OURS or damage != "ok":
            raise DatabaseUnusable(
                f"{backup} is {'damaged' if found >= OURS else 'no backup of this program'}. Nothing was changed."
            )
        target = sqlite3.connect(str(copy))
        source.backup(target)
        target.close()
        source.close()
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(f"{backup} cannot be read ({error}). Nothing was changed.") from error


def _adapt(db: Database, live: Path) -> int:
    """Make the prepared copy fit to follow the live database; return how many erasures it does not know of."""
    db.execute("attach ? as live", [str(live)])
    db.execute("delete from staff_sessions")
    db.execute("""update api_keys set revoked_at = (select revoked_at from live.api_keys l where l.id = api_keys.id)
                  where id in (select id from live.api_keys where revoked_at <> '')""")
    db.execute("update catalogue_state set version = 1 + max(version, (select version from live.catalogue_state))")
    old = db.execute("select version from faq_current").fetchone()[0]
    if old:
        new = 1 + max(
            db.execute("select max(id) from faq_versions").fetchone()[0],
            db.execute("select coalesce(max(id), 0) from live.faq_versions").fetchone()[0],
        )
        db.execute(
            """insert into faq_versions select ?, made_at, made_by, 'restored: ' || source, mode, entries, 0, 0, 0
               from faq_versions where id = ?""",
            [new, old],
        )
        db.execute(
            "insert into faq_version_entries select ?, position, faq_id, entry from faq_version_entries where version = ?",
            [new, old],
        )
        db.execute("update faq_current set version = ?", [new])
    sql = "select count(*) from live.removals where why = 'customer' and at > (select coalesce(max(updated_at), '') from conversations)"
    return int(db.execute(sql).fetchone()[0])
