"""Files that customers send. They lie in the database: one file to back up, and erased in the same transaction as their message.

At most 5 MB each and 25 MB per conversation (by setting), so that rows stay small enough for SQLite to be as fast as a folder.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from chatbot.errors import NoRoom, NotFound
from chatbot.messages import Attachment
from chatbot.storage.db import Store

migrations = Migrations("attachments")


@migrations()
def m001_attachments(db: Database) -> None:
    db.executescript("""
        create table attachments (  -- the bytes; what is shown of a file lies in its message
            conversation text not null references conversations (id) on delete cascade, seq integer not null,
            name text not null, media_type text not null, size integer not null, data blob not null,
            primary key (conversation, seq)
        );
    """)


@dataclass(frozen=True, slots=True)
class File:
    shown: Attachment
    data: bytes


class Attachments:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, conversation_id: str, seq: int) -> File:
        """Return the file that came with this message; raises NotFound."""
        sql = "select name, media_type, size, data from attachments where conversation = ? and seq = ?"
        row = next(self._store.db.query(sql, [conversation_id, seq]), None)
        if row is None:
            raise NotFound("This file is not there any more.")
        data = bytes(row.pop("data"))
        return File(Attachment(**row), data)


def insert_file(db: Database, conversation_id: str, seq: int, file: File, max_total_bytes: int) -> None:
    """Store the file of a message, inside the caller's transaction.

    Raises:
        NoRoom: the conversation's files would be larger than `max_total_bytes` together.
    """
    sql = "select coalesce(sum(size), 0) from attachments where conversation = ?"
    if db.execute(sql, [conversation_id]).fetchone()[0] + file.shown.size > max_total_bytes:
        raise NoRoom(f"The files of one chat may have {max_total_bytes / 1_000_000:g} MB together, and this one is too much.")
    row = {"conversation": conversation_id, "seq": seq, "data": file.data}
    shown = {"name": file.shown.name, "media_type": file.shown.media_type, "size": file.shown.size}
    db.table("attachments").insert(row | shown)
