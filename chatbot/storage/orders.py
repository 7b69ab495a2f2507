"""Orders, one row per parcel, and the failed tries that lock the look-up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.order_numbers import bare_number, number_key, prefix_of
from chatbot.records import OrderRecord, ParcelRecord
from chatbot.storage.db import Store
from chatbot.storage.searching import holds_words

# A customer leaves out the letters before a number ("2093" for "FW-2093") and the zeros ("4109" for "000004109"), or writes
# those that the shop's file leaves out.
_LETTERED_DIGITS = f"ltrim(number_key, '{ascii_uppercase}')"
_DIGITS = f"ltrim({_LETTERED_DIGITS}, '0')"

migrations = Migrations("orders")
IN_CHUNK = 500  # numbers in one `in (...)`; a file may have 50,000


@migrations()
def m001_orders(db: Database) -> None:
    db.table("order_parcels").create(
        {
            "number_key": str,  # `order_numbers.number_key`: what is compared
            "number": str,  # as the shop writes it
            "parcel": str,
            "email": str,
            "postcode": str,
            "placed_on": str,
            "total": str,
            "currency": str,
            "record": str,  # ParcelRecord as JSON
        },
        pk=("number_key", "parcel"),
    )
    db.table("order_failures").create({"id": int, "scope": str, "failed_at": float}, pk="id")
    db.table("order_failures").create_index(["scope", "failed_at"])


@migrations()
def m002_digits(db: Database) -> None:
    db.execute(f"create index order_parcels_digits on order_parcels ({_LETTERED_DIGITS})")


@migrations()
def m003_digits_without_zeros(db: Database) -> None:
    db.execute("drop index order_parcels_digits")
    db.execute(f"create index order_parcels_digits on order_parcels ({_DIGITS})")


@migrations()
def m004_numbers_without_accents(db: Database) -> None:
    """Number orders as messages are read now. Where both "Ä1" and "A1" are orders, the first waits for the next import."""
    lettered = list(db.query("select distinct number_key from order_parcels where number_key glob '*[^0-9A-Z]*'"))
    renamed = [(number_key(row["number_key"]), row["number_key"]) for row in lettered]
    db.conn.executemany("update or ignore order_parcels set number_key = ? where number_key = ?", renamed)


class Orders:
    """The shop's orders in this database; one of the possible `skills.order_gate.OrderSource`s."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, number_key: str) -> OrderRecord | None:
        """Return the order with this normalised number, all its parcels in order, or None."""
        return self._matching(number_key).get(number_key)

    def find(self, number_key: str) -> OrderRecord | None:
        """Return the order with this number, but for zeros and letters in front that only one side has, or None.

        "2093" finds FW-2093 where no other order ends so; "FW-2093" finds 2093; "EU-2093" finds no FW-2093. "93" finds 00093,
        and nothing where 093 is an order, too.
        """
        found, letters = self._matching(number_key), prefix_of(number_key)
        if number_key in found:
            return found[number_key]
        for prefix in dict.fromkeys((letters, "")):
            same = [order for key, order in found.items() if prefix_of(key) == prefix]
            if same:
                return same[0] if len(same) == 1 else None
        return next(iter(found.values())) if not letters and len(found) == 1 else None

    def _matching(self, number_key: str) -> dict[str, OrderRecord]:
        """Return the orders with these digits by number; one query whatever there is, so that its time tells nothing."""
        sql = f"select * from order_parcels where {_DIGITS} = ? order by number_key, parcel"
        return _by_number(self._store.db.query(sql, [bare_number(number_key)]))

    def all(self) -> dict[str, OrderRecord]:
        """Return every order by its normalised number."""
        rows = self._store.db.query("select * from order_parcels order by number_key, parcel")
        return _by_number(rows)

    def latest_keys(self, limit: int = 200) -> list[str]:
        """Return the normalised numbers of the rows written last, newest first: how the shop numbers its orders now."""
        rows = self._store.db.query("select number_key from order_parcels order by rowid desc limit ?", [limit])
        return [str(row["number_key"]) for row in rows]

    def is_empty(self) -> bool:
        return not next(self._store.db.query("select exists(select 1 from order_parcels) as any_row"))["any_row"]

    def replace(self, orders: Iterable[tuple[str, OrderRecord]]) -> int:
        """Replace all orders by `(number_key, order)` pairs in one transaction; return how many rows were written."""
        rows = [row for key, order in orders for row in _rows(key, order)]

        def change(db: Database) -> int:
            db.execute("delete from order_parcels")
            db.table("order_parcels").insert_all(rows)
            return len(rows)

        return self._store.write(change)

    def page(self, limit: int, offset: int) -> list[OrderRecord]:
        """Return orders by their number, from the `offset`-th on."""
        sql = """select * from order_parcels where number_key in
                 (select distinct number_key from order_parcels order by number_key limit ? offset ?) order by number_key, parcel"""
        rows = self._store.db.query(sql, [limit, offset])
        return list(_by_number(rows).values())

    def upsert(self, orders: Iterable[tuple[str, OrderRecord]]) -> int:
        """Add orders, or put them in place of those with the same number; return how many were there before."""
        latest = list(dict(orders).items())
        chunks = [latest[n : n + IN_CHUNK] for n in range(0, len(latest), IN_CHUNK)]

        def change(db: Database) -> int:
            return sum(_put(db, [key for key, _ in each], (row for one in each for row in _rows(*one))) for each in chunks)

        return self._store.write(change)

    def search(self, text: str, status: str, limit: int, offset: int = 0) -> dict[str, OrderRecord]:
        """Return orders by their normalised number, the newest first.

        Every row is looked at: 10,000 orders take 15 ms (two cores), so no index has to be kept.

        Args:
            text: words of which each stands in the number, the e-mail address, or the shop's words for the status.
            status: that one parcel at least has; "" for any.
        """
        where, values = _wanted(text, status)
        sql = f"""select number_key from order_parcels where {where} group by number_key
                  order by max(placed_on) desc, max(rowid) desc limit ? offset ?"""
        keys = [str(row["number_key"]) for row in self._store.db.query(sql, [*values, limit, offset])]
        marks = ",".join("?" * len(keys))
        rows = self._store.db.query(
            f"select * from order_parcels where number_key in ({marks}) order by number_key, parcel", keys
        )
        found = _by_number(rows)
        return {key: found[key] for key in keys}

    def found(self, text: str = "", status: str = "") -> int:
        """Return how many orders `search` finds in all."""
        where, values = _wanted(text, status)
        sql = f"select count(distinct number_key) as n from order_parcels where {where}"
        return int(next(self._store.db.query(sql, values))["n"])

    def statuses(self) -> list[str]:
        """Return every status that some parcel has."""
        sql = "select distinct record ->> '$.status' as status from order_parcels order by status"
        return [str(row["status"]) for row in self._store.db.query(sql)]

    def remove(self, number_key: str) -> bool:
        """Return False when there is no such order."""
        return self._store.write(lambda db: _erase(db, "number_key = ?", [number_key])) > 0

    def remove_all(self, count: int) -> bool:
        """Remove all orders if there are `count` of them, as a person was told; False when there are not."""
        condition = "(select count(distinct number_key) from order_parcels) = ?"
        return self._store.write(lambda db: _erase(db, condition, [count])) > 0


class OrderFailures:
    """Failed tries by scope: `conversation:…`, `address:…`, `order:…`, `factor:…`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, scopes: Sequence[str], since: float, limit: int) -> float | None:
        """Return when the newest failure of a scope with `limit` failures since then happened, or None if there is none."""
        marks = ",".join("?" * len(scopes))
        sql = f"""select max(failed_at) as at from order_failures where scope in ({marks}) and failed_at > ?
                  group by scope having count(*) >= ? order by at desc limit 1"""
        row = next(self._store.db.query(sql, [*scopes, since, limit]), None)
        return float(row["at"]) if row else None

    def add(self, scopes: Sequence[str], at: float, keep_after: float) -> None:
        """Note one failure in every scope, and forget those before `keep_after` (Unix seconds)."""

        def change(db: Database) -> None:
            db.execute("delete from order_failures where failed_at <= ?", [keep_after])
            db.table("order_failures").insert_all({"scope": scope, "failed_at": at} for scope in scopes)

        self._store.write(change)


def _wanted(text: str, status: str) -> tuple[str, list[str]]:
    where, values = holds_words(_SEARCHED, text)
    return (f"{where} and record ->> '$.status' = ?", [*values, status]) if status else (where, values)


_SEARCHED = """number || ' ' || number_key || ' ' || email || ' ' || coalesce(record ->> '$.status_written', '')
               || ' ' || coalesce(record ->> '$.status_said', '')"""


def _erase(db: Database, condition: str, values: Sequence[Any]) -> int:
    """Delete rows; return how many there were. The freed pages held personal data: they are overwritten with zeros."""
    db.execute("pragma secure_delete = on")
    return int(db.execute(f"delete from order_parcels where {condition}", values).rowcount)


def _put(db: Database, keys: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    """Replace the orders with these numbers by rows; return how many there were. At most some thousand keys."""
    marks = ",".join("?" * len(keys))
    were = int(
        db.execute(f"select count(distinct number_key) from order_parcels where number_key in ({marks})", keys).fetchone()[0]
    )
    db.execute(f"delete from order_parcels where number_key in ({marks})", keys)
    db.table("order_parcels").insert_all(rows)
    return were


def _rows(key: str, order: OrderRecord) -> Iterable[dict[str, Any]]:
    for n, parcel in enumerate(order.parcels, 1):
        record = {name: getattr(parcel, name) for name in ParcelRecord.__dataclass_fields__}
        yield {
            "number_key": key,
            "number": order.number,
            "parcel": f"{n:03}",
            "email": order.email,
            "postcode": order.postcode,
            "placed_on": order.placed_on,
            "total": order.total,
            "currency": order.currency,
            "record": json.dumps(record, ensure_ascii=False),
        }


def _by_number(rows: Iterable[dict[str, Any]]) -> dict[str, OrderRecord]:
    """Return the orders of rows that are sorted by number and parcel."""
    return {key: _record(list(parcels)) for key, parcels in groupby(rows, key=lambda row: str(row["number_key"]))}


def _record(rows: list[dict[str, Any]]) -> OrderRecord:
    first = rows[0]
    parcels = []
    for row in rows:
        fields = json.loads(row["record"])
        parcels.append(ParcelRecord(**{**fields, "items": tuple(fields["items"])}))
    shared = ("number", "email", "postcode", "placed_on", "total", "currency")
    return OrderRecord(**{name: first[name] for name in shared}, parcels=tuple(parcels))
