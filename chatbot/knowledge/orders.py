"""An orders file in, orders out: one row per parcel, rows with the same number belong together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import RowProblem
from chatbot.knowledge.readers import read_table
from chatbot.knowledge.records import known_names, problem, records
from chatbot.messages import OrderRecord, ParcelRecord

ALIASES = {
    "number": ("number", "order number", "order", "order id", "order no", "id", "name", "bestellnummer", "bestellung", "pedido"),
    "email": ("email", "e mail", "mail", "customer email", "contact email", "billing email"),
    "postcode": ("postcode", "postal code", "zip", "zip code", "shipping zip", "plz"),
    "status": ("status", "state", "fulfillment status", "order status", "delivery status"),
    "placed_on": ("placed on", "placed", "ordered on", "order date", "date", "created at", "created"),
    "items": ("items", "products", "articles", "line items", "contents"),
    "total": ("total", "amount", "sum", "order total", "grand total"),
    "currency": ("currency",),
    "carrier": ("carrier", "shipped with", "shipping company", "courier"),
    "tracking_number": ("tracking number", "tracking", "tracking no", "tracking code"),
    "tracking_url": ("tracking url", "tracking link"),
    "shipped_on": ("shipped on", "shipped", "ship date", "fulfilled at"),
    "eta": ("eta", "expected", "expected on", "expected delivery", "estimated delivery", "delivery date"),
    "delivered_on": ("delivered on", "delivered", "delivered at"),
    "note": ("note", "notes", "reason", "comment"),
    "parcel": ("parcel", "package", "shipment"),
}
STATUS_WORDS = {
    "placed": ("placed", "new", "pending", "open", "confirmed", "paid", "unfulfilled", "on hold"),
    "processing": ("processing", "in progress", "preparing", "picking"),
    "packed": ("packed", "ready to ship", "label created"),
    "shipped": ("shipped", "sent", "fulfilled", "in transit", "dispatched", "on its way", "complete", "completed"),
    "out_for_delivery": ("out for delivery",),
    "delivered": ("delivered",),
    "delayed": ("delayed", "late", "exception"),
    "cancelled": ("cancelled", "canceled", "voided"),
    "return_received": ("return received", "returned"),
    "refunded": ("refunded", "refund"),
    "ready_for_pickup": ("ready for pickup", "ready for pick up", "awaiting pickup"),
    "lost": ("lost", "missing"),
}


@dataclass(frozen=True, slots=True)
class OrdersFile:
    orders: tuple[tuple[str, OrderRecord], ...]  # (normalised number, order)
    problems: tuple[RowProblem, ...]
    read_as: str


def read_orders(data: bytes | Path, name: str) -> OrdersFile:
    """Return the orders of a file, and every row that cannot be taken.

    Raises:
        FileUnreadable: no table, or no column for number, e-mail or status.
    """
    table = read_table(data, name, known=known_names(ALIASES))
    words = {word: status for status, all_words in STATUS_WORDS.items() for word in all_words}
    grouped: dict[str, list[dict[str, str]]] = {}
    problems = list(table.problems)
    for row, cells in records(table, ALIASES, required=("number", "email", "status")):
        key = "".join(c for c in cells["number"].upper() if c.isalnum())
        status = words.get(" ".join(cells["status"].lower().replace("_", " ").replace("-", " ").split()))
        if not key:
            problems.append(problem(row, "number", "", "the order number is empty", "Give each order its number."))
        elif "@" not in cells["email"]:
            problems.append(
                problem(
                    row, "email", cells["email"], "this is no e-mail address", "Without it the customer can't look the order up."
                )
            )
        elif status is None:
            known = ", ".join(sorted(STATUS_WORDS))
            problems.append(problem(row, "status", cells["status"], "this status is not known", f"Use one of: {known}."))
        else:
            grouped.setdefault(key, []).append({**cells, "status": status})
    return OrdersFile(tuple((key, _order(rows)) for key, rows in grouped.items()), tuple(problems), str(table.read_as))


def _order(rows: list[dict[str, str]]) -> OrderRecord:
    first = rows[0]
    return OrderRecord(
        number=first["number"],
        email=first["email"].strip().lower(),
        postcode=first.get("postcode", ""),
        placed_on=first.get("placed_on", ""),
        total=first.get("total", ""),
        currency=first.get("currency", ""),
        parcels=tuple(_parcel(row) for row in rows),
    )


def _parcel(row: dict[str, str]) -> ParcelRecord:
    shared = ("carrier", "tracking_number", "tracking_url", "shipped_on", "eta", "delivered_on", "note")
    items = tuple(item.strip() for item in row.get("items", "").replace("|", ";").split(";") if item.strip())
    return ParcelRecord(
        status=row["status"], items=items, label=row.get("parcel", ""), **{name: row.get(name, "") for name in shared}
    )
