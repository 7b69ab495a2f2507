"""Customers whom the shop has signed in: which conversations are theirs. Guests have none of these rows."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from sqlite_utils import Database, Migrations

from chatbot.storage.conversations import insert_conversation
from chatbot.storage.db import Store

migrations = Migrations("customers")


@migrations()
def m001_customers(db: Database) -> None:
    db.executescript("""
        create table customers (
            conversation text primary key references conversations (id) on delete cascade,
            subject text not null,  -- the shop's own id of the customer
            name text not null default '', email text not null default ''  -- as the shop signed them last
        );
        create index customers_by_subject on customers (subject);
    """)


@dataclass(frozen=True, slots=True)
class Customer:
    """Who somebody is, as the shop signed it. It opens their own conversations and nothing else, an order least of all."""

    subject: str
    name: str = ""
    email: str = ""


class Customers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def reopen(self, customer: Customer, conversation_id: str) -> bool:
        """Return whether this conversation is the customer's; keep their name and address as they are now."""
        return bool(self._store.write(lambda db: _refresh(db, customer, conversation_id)))

    def open(self, customer: Customer, is_new: bool, locale: str = "", page_url: str = "") -> str:
        """Return the id of the customer's newest conversation, made when there is none or when `is_new` asks for another."""

        def change(db: Database) -> str:
            if not is_new and (found := _newest(db, customer.subject)):
                _refresh(db, customer, found)
                return found
            no_token = f"none:{secrets.token_hex(16)}"  # the hash of nothing: the identity alone opens it
            made = insert_conversation(db, no_token, locale, page_url)
            db.table("customers").insert({"conversation": made, **asdict(customer)})
            return made

        return self._store.write(change)

    def of(self, conversation_id: str) -> Customer | None:
        """Return whose conversation it is; None for a guest's."""
        sql = "select subject, name, email from customers where conversation = ?"
        row = next(self._store.db.query(sql, [conversation_id]), None)
        return Customer(**row) if row else None


def _newest(db: Database, subject: str) -> str | None:
    sql = """select c.id from customers k join conversations c on c.id = k.conversation where k.subject = ?
             order by c.updated_at desc, c.last_seq desc limit 1  -- in one millisecond: the one with words"""
    row = next(db.query(sql, [subject]), None)
    return str(row["id"]) if row else None


def _refresh(db: Database, customer: Customer, conversation_id: str) -> int:
    sql = "update customers set name = :name, email = :email where conversation = :id and subject = :subject"
    return int(db.execute(sql, {**asdict(customer), "id": conversation_id}).rowcount)
