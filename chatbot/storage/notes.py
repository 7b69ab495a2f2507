"""What the staff writes for itself: notes on a conversation, and answers to use again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from chatbot.errors import StorageError
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("notes")


@migrations()
def m001_notes(db: Database) -> None:
    db.executescript("""
        create table notes (
            id integer primary key, conversation text not null references conversations (id) on delete cascade,
            author text not null, text text not null, at text not null
        );
        create index notes_by_conversation on notes (conversation);
        create table canned_answers (id integer primary key, title text not null unique collate nocase, text text not null);
    """)


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    author: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    id: int
    title: str
    text: str


class Notes:
    """Notes stay with the staff; the customer never sees them. They are erased with their conversation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, conversation_id: str) -> list[Note]:
        sql = "select id, author, text, at from notes where conversation = ? order by id"
        return [Note(**row) for row in self._store.db.query(sql, [conversation_id])]

    def add(self, conversation_id: str, author: str, text: str) -> None:
        row = {"conversation": conversation_id, "author": author, "text": text, "at": now()}
        self._store.write(lambda db: db.table("notes").insert(row))


class CannedAnswers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[CannedAnswer]:
        return [CannedAnswer(**row) for row in self._store.db.query("select * from canned_answers order by title")]

    def save(self, title: str, text: str) -> None:
        """Add an answer, or change the text of the one with this title; raises StorageError when one of both is empty."""
        if not title.strip() or not text.strip():
            raise StorageError("Write both a title and a text.")
        sql = "insert into canned_answers (title, text) values (?, ?) on conflict (title) do update set text = excluded.text"
        self._store.write(lambda db: db.execute(sql, [title.strip(), text.strip()]))

    def remove(self, answer_id: int) -> None:
        self._store.write(lambda db: db.execute("delete from canned_answers where id = ?", [answer_id]))
