"""How long each kind of data is kept: days that the owner sets, kept to by a daily run, with a receipt of what was removed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound, StorageError
from chatbot.storage.db import Store
from chatbot.storage.privacy import Privacy
from chatbot.storage.settings import StoredSettings
from chatbot.storage.times import now, stamp, today

migrations = Migrations("retention")

MAX_DAYS = 36_500
SHOWN_RECEIPTS = 20
BY_ITSELF = "retention"  # who removed it, in receipts and marks


@migrations()
def m001_removals(db: Database) -> None:
    db.executescript("""
        create table removals (     -- receipts: how much was removed, never what or whose
            id integer primary key, at text not null, who text not null, why text not null,     -- retention, customer
            removed text not null   -- {table or kind: rows}
        );
    """)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data. `days` is how long it is kept where the owner said nothing."""

    name: str
    title: str
    what: str
    days: int


KINDS = (
    Kind("conversations", "Conversations", "with messages, tickets, notes and figures; counted from the last message", 365),
    Kind(
        "questions",
        "Unanswered questions",
        "those that nobody decided about leave the list; their text goes with its conversation",
        180,
    ),
    Kind("tickets", "Closed tickets", "counted from the day they were closed; open ones stay", 365),
    Kind("uploads", "Uploaded files", "drafts, and what is remembered of published ones but the last of each kind", 30),
    Kind("audit", "Audit log", "who changed what", 1_095),
)
# Table and condition of the kinds whose rows hang on nothing else.
_PLAIN = {
    "tickets": ("tickets", "status = 'closed' and closed_at < :before"),
    "uploads": (
        "uploads",
        "made_at < :before and id not in (select max(id) from uploads where status = 'published' group by kind)",
    ),
    "audit": ("audit", "at < :before"),
}
_UNDECIDED = """from turns t join messages m using (conversation, seq)
    left join question_marks k on k.conversation = t.conversation and k.seq = t.seq
    left join messages reply on reply.conversation = m.conversation and reply.reply_to = m.seq and reply.author = 'bot'
    where k.mark is null and m.at < :before and (t.decision in ('abstain', 'ask') or reply.is_helpful = 0)"""


@dataclass(frozen=True, slots=True)
class Removal:
    """A receipt."""

    id: int
    at: str
    who: str
    why: str  # "retention" or "customer"
    removed: Mapping[str, int]


class Retention:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._settings = StoredSettings(store)

    def days(self) -> dict[str, int]:
        """Return the days by kind; 0 keeps a kind for ever."""
        chosen = json.loads(self._settings.get("retention.days", "{}"))
        return {kind.name: int(chosen.get(kind.name, kind.days)) for kind in KINDS}

    def set_days(self, days: Mapping[str, str]) -> dict[str, int]:
        """Change the days of every kind; return them.

        Raises:
            StorageError: one is no whole number; nothing was changed.
        """
        read = {kind.name: _read_days(kind, days.get(kind.name, "")) for kind in KINDS}
        self._settings.set("retention.days", json.dumps(read))
        return read

    def count(self, at: datetime | None = None) -> dict[str, int]:
        """Return how many rows of each kind a run would remove."""
        counts = {}
        for kind, before in self._limits(at):
            if kind in _PLAIN:
                table, condition = _PLAIN[kind]
                sql = f"select count(*) as n from {table} where {condition}"
            elif kind == "questions":
                sql = f"select count(*) as n {_UNDECIDED}"
            else:
                sql = "select count(*) as n from conversations where updated_at < :before"
            counts[kind] = int(next(self._store.db.query(sql, {"before": before}))["n"])
        return {name: n for name, n in counts.items() if n}

    def run(self, at: datetime | None = None) -> dict[str, int]:
        """Remove what is older than its days; return how many rows by kind or table, and keep a receipt when there were any."""
        removed: Counter[str] = Counter()
        for kind, before in self._limits(at):
            removed.update(self._conversations(before) if kind == "conversations" else self._store.write(_rows_of(kind, before)))
        found = {name: n for name, n in removed.items() if n}
        if found:
            Removals(self._store).add(BY_ITSELF, "retention", found)
        return found

    def run_daily(self) -> bool:
        """Run unless it was done today (UTC) already; return whether it ran. For one process at a time."""
        day = today().isoformat()
        if self._settings.get("retention.last_run") == day:
            return False
        self.run()
        self._settings.set("retention.last_run", day)
        return True

    def _limits(self, at: datetime | None) -> list[tuple[str, str]]:
        """Return (kind, time before which it is removed); a ticket's own days count before its conversation's."""
        at, days = at or datetime.now(UTC), self.days()
        names = sorted((name for name, value in days.items() if value), key=lambda name: name == "conversations")
        return [(name, stamp(at - timedelta(days=days[name]))) for name in names]

    def _conversations(self, before: str) -> Mapping[str, int]:
        """One transaction each, so that customers who write meanwhile never wait."""
        rows = self._store.db.query("select id from conversations where updated_at < ?", [before])
        removed: Counter[str] = Counter()
        for conversation_id in [row["id"] for row in rows]:
            removed.update(Privacy(self._store).erase_conversation(conversation_id).removed)
        return removed


class Removals:
    """The receipts of what was removed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, who: str, why: str, removed: Mapping[str, int]) -> Removal:
        row: dict[str, Any] = {"at": now(), "who": who, "why": why, "removed": json.dumps(dict(removed))}
        number = self._store.write(lambda db: int(str(db.table("removals").insert(row, pk="id").last_pk)))
        return self.get(number)

    def get(self, removal_id: int) -> Removal:
        """Raise NotFound when there is none."""
        row = next(self._store.db.query("select * from removals where id = ?", [removal_id]), None)
        if row is None:
            raise NotFound(f"There is no receipt {removal_id}.")
        return _removal(row)

    def latest(self) -> list[Removal]:
        rows = self._store.db.query("select * from removals order by id desc limit ?", [SHOWN_RECEIPTS])
        return [_removal(row) for row in rows]


def _rows_of(kind: str, before: str) -> Callable[[Database], dict[str, int]]:
    def change(db: Database) -> dict[str, int]:
        values = {"before": before}
        if kind == "questions":
            sql = f"""insert into question_marks (conversation, seq, mark, made_by, made_at)
                      select t.conversation, t.seq, 'ignored', '{BY_ITSELF}', :now {_UNDECIDED}"""
            return {kind: db.execute(sql, values | {"now": now()}).rowcount}
        table, condition = _PLAIN[kind]
        db.execute("pragma secure_delete = on")
        return {table: db.execute(f"delete from {table} where {condition}", values).rowcount}

    return change


def _removal(row: dict[str, Any]) -> Removal:
    return Removal(**{**row, "removed": json.loads(row["removed"])})


def _read_days(kind: Kind, text: str) -> int:
    text = text.strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_DAYS):
        raise StorageError(f"{kind.title}: write a number of days, 0 to {MAX_DAYS:,}; 0 keeps them for ever.")
    return int(text)
