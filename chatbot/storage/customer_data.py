"""Everything that is stored about one customer, found by e-mail address, order number or conversation."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from chatbot.order_numbers import number_key
from chatbot.storage.db import Store
from chatbot.storage.privacy import erase, tables_of_conversations
from chatbot.storage.retention import Removal, Removals
from chatbot.storage.searching import like

MAX_FOUND = 200
SECRET = frozenset(("token_hash",))  # no data about the customer, and a key to the conversation
# Where a customer may be named: in words, and as what the shop signed or the gate of the orders let through.
_NAMED = r"""
    select conversation, 'wrote it' as why, text as words from messages where author = 'customer' and text like :pattern escape '\'
    union all select conversation, 'it was written to them', text from messages where author <> 'customer' and text like :pattern escape '\'
    union all select conversation, 'a ticket names it', summary || ' ' || email from tickets
        where summary || ' ' || email like :pattern escape '\'
    union all select conversation, 'a note names it', text from notes where text like :pattern escape '\'
    union all select conversation, 'signed in by the shop', :text from customers where lower(email) = :folded or subject = :text
    union all select id, 'this conversation', :text from conversations where id = :text
    union all select c.id, 'looked up this order', :text from conversations c, json_each(c.state, '$.verified_orders') v
        where v.value in (select number_key from order_parcels where lower(email) = :folded or number_key = :key)"""


@dataclass(frozen=True, slots=True)
class FoundConversation:
    id: str
    created_at: str
    updated_at: str
    asked: str  # the customer's first message
    messages: int
    why: tuple[str, ...]  # how it belongs to the customer


class CustomerData:
    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, text: str) -> list[FoundConversation]:
        """Return the conversations that `text` leads to, the newest first; it has to stand there as a whole, not in a longer word."""
        text = text.strip()
        values = {"text": text, "folded": text.lower(), "pattern": like(text), "key": order_key(text)}
        whole = re.compile(rf"(?<![\w.+%-]){re.escape(text.lstrip('#'))}(?![\w%+-]|\.\w)", re.IGNORECASE)
        why: dict[str, list[str]] = {}
        if text:
            for row in self._store.db.query(_NAMED, values):
                if row["words"] == text or whole.search(row["words"]):
                    why.setdefault(row["conversation"], []).append(row["why"])
        return self._told(why)

    def orders(self, text: str) -> list[str]:
        """Return the numbers of the orders with this e-mail address or number, as the shop writes them."""
        sql = "select distinct number from order_parcels where lower(email) = ? or number_key = ? order by number"
        return [row["number"] for row in self._store.db.query(sql, [text.strip().lower(), order_key(text) or None])]

    def export(self, conversations: Sequence[str], orders: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Return every row about these conversations and orders by table, ready for JSON."""
        db = self._store.db
        found = {"conversations": _rows(db, "conversations", "id", conversations)}
        for table, column in tables_of_conversations(db):
            found[table] = _rows(db, table, column, conversations)
        found["order_parcels"] = _rows(db, "order_parcels", "number", orders)
        return {table: rows for table, rows in found.items() if rows}

    def erase(self, conversations: Iterable[str], orders: Sequence[str], uploads: Sequence[int], who: str) -> Removal:
        """Erase all of it in one transaction; return the receipt, which names nobody.

        Args:
            orders: numbers of orders to take out of the look-up.
            uploads: drafts that hold the customer's orders.
        """

        def change(db: Database) -> Counter[str]:
            removed: Counter[str] = Counter()
            for conversation_id in conversations:
                removed.update(erase(db, conversation_id).removed)
            for table, column, keys in (("order_parcels", "number", orders), ("uploads", "id", uploads)):
                marks = ",".join("?" * len(keys))
                removed[table] = db.execute(f"delete from {table} where {column} in ({marks})", list(keys)).rowcount
            return removed

        removed = self._store.write(change)
        return Removals(self._store).add(who, "customer", {name: n for name, n in removed.items() if n})

    def _told(self, why: Mapping[str, Sequence[str]]) -> list[FoundConversation]:
        marks = ",".join("?" * len(why))
        sql = f"""select id, created_at, updated_at, last_seq as messages, coalesce((select text from messages m
                  where m.conversation = c.id and m.author = 'customer' order by seq limit 1), '') as asked
                  from conversations c where id in ({marks}) order by updated_at desc limit {MAX_FOUND}"""
        rows = self._store.db.query(sql, list(why))
        return [FoundConversation(**row, why=tuple(dict.fromkeys(why[row["id"]]))) for row in rows]


def order_key(text: str) -> str:
    """Return the key of the order number that `text` may be; "" for what is none."""
    return number_key(text) if re.fullmatch(r"[#№\w ./-]*\d[#№\w ./-]*", unicodedata.normalize("NFC", text)) else ""


def _rows(db: Database, table: str, column: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    marks = ",".join("?" * len(keys))
    rows = db.query(f"select * from [{table}] where [{column}] in ({marks})", list(keys))
    return [{name: _plain(value) for name, value in row.items() if name not in SECRET} for row in rows]


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
