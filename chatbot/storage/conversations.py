"""Conversations and their messages: stored before they are acked, numbered without gaps, never stored twice."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound
from chatbot.messages import CustomerMessage, DialogueState, Shown, StoredMessage
from chatbot.storage.attachments import File, insert_file
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("conversations")
_STATE = TypeAdapter(DialogueState)
_SHOWN = TypeAdapter(Shown)


@migrations()
def m001_conversations(db: Database) -> None:
    db.executescript("""
        create table conversations (
            id text primary key, token_hash text not null unique, created_at text not null, updated_at text not null,
            last_seq integer not null default 0, read_seq integer not null default 0,
            state text not null default '{}',       -- DialogueState as JSON
            handoff text not null default 'none',   -- the truth; the state's own value follows it
            agent text not null default '', locale text not null default '', page_url text not null default '',
            rating integer, rating_comment text not null default ''
        );
        create index conversations_newest on conversations (updated_at);
        create table messages (
            id integer primary key, conversation text not null references conversations (id) on delete cascade,
            seq integer not null, author text not null, text text not null, at text not null,
            client_id text, reply_to integer, choice text, agent text not null default '',
            shown text not null default '{}', rates integer not null default 0,
            is_helpful integer, feedback_reason text not null default '',
            unique (conversation, seq), unique (conversation, client_id)
        );
        create unique index one_reply_per_message on messages (conversation, reply_to) where author = 'bot';
    """)


@migrations()
def m002_consent_and_closing(db: Database) -> None:
    db.executescript("""
        alter table conversations add column consented_at text not null default '';  -- '': not (yet)
        alter table conversations add column consent_text text not null default '';  -- the words that were accepted
        alter table conversations add column rating_asked integer;                   -- after which message; null: not (yet)
    """)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A conversation as a client that comes back needs it."""

    messages: tuple[StoredMessage, ...]
    last_seq: int
    handoff: str
    agent: str
    pending: int | None  # seq of the oldest message whose reply is still being made
    has_consented: bool
    rating_wanted: int | None  # seq of the message after which a rating is asked for; None once it is given


class Conversations:
    """Everything that is read and written about conversations but their turns (see `storage.turns`)."""

    def __init__(self, store: Store, worker: str = "") -> None:
        """`worker` is the process that shall answer what is stored here: the one that the customer is connected to."""
        self._store = store
        self._worker = worker

    def create(self, token_hash: str, locale: str = "", page_url: str = "") -> str:
        """Store an empty conversation; return its id."""
        return self._store.write(lambda db: insert_conversation(db, token_hash, locale, page_url))

    def find(self, token_hash: str) -> str | None:
        """Return the id of the conversation that this token opens, or None."""
        row = self._first("select id from conversations where token_hash = ?", [token_hash])
        return row["id"] if row else None

    def add_customer_message(self, message: CustomerMessage, client_id: str) -> tuple[StoredMessage, bool]:
        """Store what a customer sent, with its turn; return it, and whether it is new.

        A repeated `client_id` stores nothing, returns the first message, and lets a turn that failed run again.
        """

        return self._store.write(lambda db: self._add(db, message, client_id, Shown()))

    def add_customer_file(
        self, message: CustomerMessage, client_id: str, file: File, max_total_bytes: int
    ) -> tuple[StoredMessage, bool]:
        """Store a file that a customer sent, as `add_customer_message` does.

        Raises:
            NoRoom: the conversation's files would be larger than `max_total_bytes` together.
        """

        def change(db: Database) -> tuple[StoredMessage, bool]:
            stored, is_new = self._add(db, message, client_id, Shown(attachment=file.shown))
            if is_new:
                insert_file(db, message.conversation_id, stored.seq, file, max_total_bytes)
            return stored, is_new

        return self._store.write(change)

    def add_agent_message(self, conversation_id: str, text: str, agent: str) -> StoredMessage:
        """Store what a person of the shop wrote under the name `agent`."""
        return as_message(self._store.write(lambda db: insert_message(db, conversation_id, "agent", text, agent=agent)))

    def set_handoff(self, conversation_id: str, status: str, agent: str = "") -> bool:
        """Give the conversation to a person (`taken`), to the queue (`waiting`) or back to the bot (`none`).

        Returns False, and changes nothing, when another person has taken it already.
        """
        sql = """update conversations set handoff = :status, agent = :agent, updated_at = :at where id = :id
                 and not (handoff = 'taken' and :status = 'taken' and agent <> :agent)"""
        values = {"status": status, "agent": agent, "at": now(), "id": conversation_id}
        return bool(self._store.write(lambda db: db.execute(sql, values).rowcount))

    def messages_after(self, conversation_id: str, seq: int) -> tuple[StoredMessage, ...]:
        """Return the messages with a higher sequence number, in order."""
        sql = "select * from messages where conversation = ? and seq > ? order by seq"
        return tuple(as_message(row) for row in self._store.db.query(sql, [conversation_id, seq]))

    def snapshot(self, conversation_id: str, after_seq: int) -> Snapshot:
        """Return what a client that has shown everything up to `after_seq` needs to go on.

        Raises:
            NotFound: no such conversation.
        """
        sql = """select last_seq, handoff, agent, consented_at <> '' as has_consented,
                 case when rating is null then rating_asked end as rating_wanted, (select min(seq) from turns where conversation = c.id
                 and status in ('waiting', 'running')) as pending from conversations c where id = ?"""
        row = self._first(sql, [conversation_id])
        if row is None:
            raise NotFound(f"There is no conversation {conversation_id}.")
        messages = self.messages_after(conversation_id, after_seq)
        last_seq = max(row["last_seq"], messages[-1].seq if messages else 0)
        names = ("handoff", "agent", "pending", "rating_wanted")
        return Snapshot(messages, last_seq, has_consented=bool(row["has_consented"]), **{name: row[name] for name in names})

    def state(self, conversation_id: str) -> DialogueState:
        """Return what the bot remembers of this conversation.

        Raises:
            NotFound: no such conversation.
        """
        row = self._first("select state, handoff from conversations where id = ?", [conversation_id])
        if row is None:
            raise NotFound(f"There is no conversation {conversation_id}.")
        return load_state(row["state"], row["handoff"])

    def read_up_to(self, conversation_id: str, seq: int) -> None:
        sql = "update conversations set read_seq = max(read_seq, min(?, last_seq)) where id = ?"
        self._store.write(lambda db: db.execute(sql, [seq, conversation_id]))

    def rate(self, conversation_id: str, score: int, comment: str) -> None:
        """Keep the customer's last rating, 1 to 5."""
        sql = "update conversations set rating = ?, rating_comment = ? where id = ?"
        self._store.write(lambda db: db.execute(sql, [score, comment, conversation_id]))

    def ask_rating(self, conversation_id: str) -> int | None:
        """Note that a rating is asked for now; see `ask_rating`."""
        return self._store.write(lambda db: ask_rating(db, conversation_id))

    def consent(self, conversation_id: str, text: str) -> None:
        """Keep when the customer accepted the shop's line about their data, and its words; the first time counts."""
        sql = "update conversations set consented_at = ?, consent_text = ? where id = ? and consented_at = ''"
        self._store.write(lambda db: db.execute(sql, [now(), text, conversation_id]))

    def give_feedback(self, conversation_id: str, seq: int, is_helpful: bool, reason: str) -> bool:
        """Keep the thumb on one reply; return False when that number is not a reply of the bot."""
        sql = "update messages set is_helpful = ?, feedback_reason = ? where conversation = ? and seq = ? and author = 'bot'"
        values = [is_helpful, reason, conversation_id, seq]
        return bool(self._store.write(lambda db: db.execute(sql, values).rowcount))

    def _add(self, db: Database, message: CustomerMessage, client_id: str, shown: Shown) -> tuple[StoredMessage, bool]:
        sql = "select * from messages where conversation = ? and client_id = ?"
        if found := next(db.query(sql, [message.conversation_id, client_id]), None):
            self._retry_failed_turn(db, message.conversation_id, found["seq"])
            return as_message(found), False
        extra = {"client_id": client_id, "choice": message.choice, "shown": dump_shown(shown)}
        row = insert_message(db, message.conversation_id, "customer", message.text, **extra)
        turn = {"conversation": message.conversation_id, "seq": row["seq"], "status": "waiting", "worker": self._worker}
        db.table("turns").insert(turn | {"address": message.address, "queued_at": row["at"]})
        return as_message(row), True

    def _retry_failed_turn(self, db: Database, conversation_id: str, seq: int) -> None:
        sql = """update turns set status = 'waiting', tries = 0, worker = ? where conversation = ? and seq = ?
                 and status = 'failed'"""
        db.execute(sql, [self._worker, conversation_id, seq])

    def _first(self, sql: str, values: list[Any]) -> dict[str, Any] | None:
        return next(self._store.db.query(sql, values), None)


def insert_conversation(db: Database, token_hash: str, locale: str, page_url: str) -> str:
    """Store an empty conversation, inside the caller's transaction; return its id."""
    row = {"id": secrets.token_hex(8), "token_hash": token_hash, "locale": locale, "page_url": page_url}
    row["created_at"] = row["updated_at"] = now()
    db.table("conversations").insert(row)
    return row["id"]


def ask_rating(db: Database, conversation_id: str) -> int | None:
    """Note, inside the caller's transaction, that the customer is asked for a rating; return the number of the last message.

    Returns None when they were asked before, have rated, or nothing was answered that could be rated.
    """
    sql = """update conversations set rating_asked = last_seq where id = ? and rating_asked is null and rating is null
             and exists (select 1 from messages where conversation = conversations.id and (rates or author = 'agent'))
             returning last_seq"""
    asked = db.execute(sql, [conversation_id]).fetchone()
    return int(asked[0]) if asked else None


def insert_message(db: Database, conversation_id: str, author: str, text: str, **extra: Any) -> dict[str, Any]:
    """Store a message under the conversation's next number, inside the caller's transaction; return its row.

    Raises:
        NotFound: no such conversation.
    """
    at = now()
    sql = "update conversations set last_seq = last_seq + 1, updated_at = ? where id = ? returning last_seq"
    numbered = db.execute(sql, [at, conversation_id]).fetchone()
    if numbered is None:
        raise NotFound(f"There is no conversation {conversation_id}.")
    row = {"conversation": conversation_id, "seq": numbered[0], "author": author, "text": text, "at": at, **extra}
    db.table("messages").insert(row)
    return row


def as_message(row: dict[str, Any]) -> StoredMessage:
    is_helpful = row.get("is_helpful")
    return StoredMessage(
        seq=row["seq"],
        author=row["author"],
        text=row["text"],
        at=row["at"],
        client_id=row.get("client_id"),
        reply_to=row.get("reply_to"),
        agent=row.get("agent") or "",
        shown=_load_shown(row.get("shown") or "{}"),
        is_helpful=None if is_helpful is None else bool(is_helpful),
        rates=bool(row.get("rates")),
    )


def load_state(text: str, handoff: str) -> DialogueState:
    """Read a stored state; one that an older version wrote in another shape starts fresh instead of ending the conversation."""
    try:
        state = _STATE.validate_json(text)
    except ValidationError:
        state = DialogueState()
    return _STATE.validate_python(asdict(state) | {"handoff": handoff})


def dump_state(state: DialogueState) -> str:
    return _STATE.dump_json(state).decode()


def dump_shown(shown: Shown) -> str:
    return _SHOWN.dump_json(shown).decode()


def _load_shown(text: str) -> Shown:
    try:
        return _SHOWN.validate_json(text)
    except ValidationError:  # cards of an older version: the words remain
        return Shown()
