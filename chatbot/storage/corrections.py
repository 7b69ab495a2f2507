"""What people of the shop say a message means: the texts that the classifier is trained with beside the project's own.

Personal data is masked before a text is kept. What was taken from a conversation goes with it when that is erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from chatbot.masking import mask_personal
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("corrections")


@migrations()
def m001_corrections(db: Database) -> None:
    db.executescript("""
        create table corrections (
            id integer primary key, text text not null, intent text not null,
            understood_as text not null default '',     -- what the bot took it for
            made_by text not null, made_at text not null,
            conversation text references conversations (id) on delete cascade, seq integer,  -- null: written by the shop
            unique (conversation, seq)
        );
    """)


@dataclass(frozen=True, slots=True)
class Correction:
    id: int
    text: str
    intent: str
    understood_as: str
    made_by: str
    made_at: str
    conversation: str | None
    seq: int | None


class Corrections:
    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, places: Sequence[tuple[str, int]], intent: str, made_by: str) -> int:
        """Say what customers' messages mean, named by conversation and number; return how many there were.

        A message that was corrected before gets the new intent. One that is empty, or a click, is no text to learn from.
        """
        if not places:
            return 0
        at = now()

        def change(db: Database) -> int:
            found = db.query(_MESSAGES.format(",".join(["(?,?)"] * len(places))), [part for place in places for part in place])
            rows = [
                [mask_personal(row["text"]), intent, row["understood_as"], made_by, at, row["conversation"], row["seq"]]
                for row in found
                if row["text"].strip()
            ]
            db.conn.executemany(_UPSERT, rows)
            return len(rows)

        return self._store.write(change)

    def add(self, text: str, intent: str, made_by: str) -> None:
        """Keep an example that the shop wrote itself."""
        row = {"text": mask_personal(text), "intent": intent, "made_by": made_by, "made_at": now()}
        self._store.write(lambda db: db.table("corrections").insert(row))

    def remove(self, correction_id: int) -> bool:
        """Forget one; False when it was gone already."""
        sql = "delete from corrections where id = ?"
        return bool(self._store.write(lambda db: db.execute(sql, [correction_id]).rowcount))

    def all(self) -> list[Correction]:
        """Return them all, the newest first."""
        return [Correction(**row) for row in self._store.db.query("select * from corrections order by made_at desc, id desc")]

    def of(self, conversation_id: str) -> dict[int, Correction]:
        """Return those of one conversation by the message's number."""
        rows = self._store.db.query("select * from corrections where conversation = ?", [conversation_id])
        return {row["seq"]: Correction(**row) for row in rows}


_MESSAGES = """select m.conversation, m.seq, m.text, coalesce(t.intent, '') as understood_as
    from messages m left join turns t using (conversation, seq)
    where (m.conversation, m.seq) in (values {}) and m.author = 'customer' and m.choice is null"""
_UPSERT = """insert into corrections (text, intent, understood_as, made_by, made_at, conversation, seq) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (conversation, seq) do update set intent = excluded.intent, made_by = excluded.made_by, made_at = excluded.made_at"""
