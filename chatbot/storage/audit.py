"""Who changed what, and when. Rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from chatbot.storage.db import Store
from chatbot.storage.searching import like
from chatbot.storage.times import now

migrations = Migrations("audit")


@migrations()
def m001_audit(db: Database) -> None:
    db.executescript("""
        create table audit (
            id integer primary key, at text not null, who text not null, action text not null,
            subject text not null default '', detail text not null default ''
        );
        create index audit_by_action on audit (action, id);
    """)


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: int
    at: str
    who: str  # the name, as it was then
    action: str  # a noun and what was done to it: "faq published", "device signed out"
    subject: str  # which one: "version 12"
    detail: str


class Audit:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, who: str, action: str, subject: str = "", detail: str = "") -> None:
        row = {"at": now(), "who": who, "action": action, "subject": subject, "detail": detail}
        self._store.write(lambda db: db.table("audit").insert(row))

    def find(self, text: str = "", limit: int = 100, before: int = 2**62) -> list[AuditRow]:
        """Return the newest rows with an id under `before`; `text` is looked for in all columns."""
        sql = r"""select * from audit where id < ? and who || ' ' || action || ' ' || subject || ' ' || detail
                  like ? escape '\' order by id desc limit ?"""
        return [AuditRow(**row) for row in self._store.db.query(sql, [before, like(text), limit])]
