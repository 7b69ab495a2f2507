"""Tickets: what was passed on to a person."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.messages import Ticket, TicketRecord
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("tickets")


@migrations()
def m001_tickets(db: Database) -> None:
    db.executescript("""
        create table tickets (
            id integer primary key, conversation text not null references conversations (id) on delete cascade,
            code text not null, reason text not null, summary text not null, email text not null default '',
            status text not null default 'open', created_at text not null,
            closed_at text not null default '', closed_by text not null default ''
        );
        create index tickets_by_status on tickets (status, id);
        create index tickets_by_conversation on tickets (conversation);
    """)


class Tickets:
    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, status: str = "", limit: int = 50, offset: int = 0) -> tuple[TicketRecord, ...]:
        """Return tickets, the oldest open first, then the closed ones; `status` "open" or "closed" narrows."""
        sql = """select * from tickets where ? in ('', status)
                 order by status = 'closed', case when status = 'closed' then -id else id end limit ? offset ?"""
        return tuple(as_ticket(row) for row in self._store.db.query(sql, [status, limit, offset]))

    def close(self, ticket_id: int, closed_by: str) -> bool:
        """Close an open ticket; return False when it was not open."""
        sql = "update tickets set status = 'closed', closed_at = ?, closed_by = ? where id = ? and status = 'open'"
        return bool(self._store.write(lambda db: db.execute(sql, [now(), closed_by, ticket_id]).rowcount))


def insert_ticket(db: Database, conversation_id: str, ticket: Ticket) -> None:
    """Store a ticket inside the caller's transaction; one whose code is known gets the address that was given for it."""
    sql = "update tickets set email = ? where conversation = ? and code = ?"
    if db.execute(sql, [ticket.email, conversation_id, ticket.code]).rowcount:
        return
    row = {"conversation": conversation_id, "code": ticket.code, "reason": ticket.reason, "summary": ticket.summary}
    db.table("tickets").insert(row | {"email": ticket.email, "created_at": now()})


def as_ticket(row: dict[str, Any]) -> TicketRecord:
    return TicketRecord(conversation_id=row.pop("conversation"), **row)
