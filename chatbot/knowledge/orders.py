"""An orders file in, orders out: one row per parcel or per item; rows with the same number belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chatbot.errors import RowProblem
from chatbot.knowledge.dates import Dates
from chatbot.knowledge.money import currency_at, read_money
from chatbot.knowledge.order_columns import (
    COLUMNS,
    DATES,
    STAFF_NOTES,
    STATUSES,
)
from chatbot.knowledge.order_days import expected_words_told, with_day_apart, with_expected_day
from chatbot.knowledge.order_headers import names_of
from chatbot.knowledge.order_items import items_of
from chatbot.knowledge.order_statuses import carrier_of, failed_of, is_cut, is_pickup, payment_of, status_in, status_of
from chatbot.knowledge.readers import Table, read_table
from chatbot.knowledge.records import Record, columns_told, header_names, known_names, left_out, records, with_named_currency
from chatbot.knowledge.words import fold
from chatbot.order_numbers import number_key
from chatbot.records import UNCLEAR, OrderRecord, ParcelRecord

REQUIRED = ("number", "email", "status")
TOLD_BY = (
    "shipped_on",
    "shipped pieces",
)  # what tells whether an order was sent, in the files of marketplaces that name no status
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+\d{1,3}", re.IGNORECASE)  # 1,00E+05
NOT_TO_BE_SENT = (
    "unpaid",
    "payment_failed",
    "under_review",
)  # of the payment, whatever else is said of an order that is not sent
OF_WOOCOMMERCE = frozenset(("pending payment", "processing", "on hold", "completed"))
SPLIT = ("placed", "shipped", "partly_shipped")
_PARCEL_FIELDS = ("carrier", "tracking_number", "tracking_url", "shipped_on", "eta", "delivered_on", "note")


@dataclass(frozen=True, slots=True)
class OrdersFile:
    orders: tuple[tuple[str, OrderRecord], ...]  # (normalised number, order)
    problems: tuple[RowProblem, ...]
    read_as: str
    columns: Mapping[str, str] = field(default_factory=dict)  # what is known of an order -> the columns it was read from
    notes: tuple[str, ...] = ()  # what was assumed of the file, each a short clause

    def __str__(self) -> str:
        return f"{len(self.orders)} orders"


def read_orders(data: bytes | Path, name: str, currency: str = "") -> OrdersFile:
    """Return the orders of a file, and every row that cannot be taken.

    Dates become ISO 8601; one that cannot be read, or can be read in two ways, is left out and told.

    Args:
        currency: of the shop, which tells what a bare "$" is.

    Raises:
        FileUnreadable: no table, or no column for number, e-mail or status.
    """
    table = with_named_currency(read_table(data, name, known=known_names(COLUMNS)), COLUMNS["total"])
    names = names_of(table)
    is_told = any(name in names[each] for each in TOLD_BY for name in header_names(table))
    required = REQUIRED[:2] if is_told else REQUIRED
    dated = [with_day_apart(row) for row in records(table, names, required)]
    rows = [with_expected_day(row) for row in dated]
    columns = columns_told(table, names, required)
    dates = Dates(row[column] for row in rows for column in DATES if row[column])
    is_woo = len(OF_WOOCOMMERCE & {fold(row["status"]) for row in rows}) > 1
    reading = _Reading(dates, list(table.problems), status_column=columns.get("status", ""), is_of_orders=is_woo, own=currency)
    grouped: dict[str, list[Record]] = {}
    key = ""
    for row in rows:
        is_more = not row["number"] and not row["email"] and bool(row["items"] or row["item"])  # of the order above
        key = key if is_more else number_key(row["number"])
        if _SHORTENED.fullmatch(row["number"]):
            reason, remedy = (
                "the spreadsheet has shortened this number, and several may look the same",
                "Format the column as text",
            )
            reading.problems.append(row.problem("number", reason, f"{remedy}, and export the orders again."))
        elif not key:
            reading.problems.append(row.problem("number", "the order number is empty", "Give each order its number."))
        else:
            grouped.setdefault(key, []).append(row)
    reading.problems.extend(
        left_out(table, names, {"what was bought": ("items", "item"), "the day of the order": ("placed_on",)})
    )
    reading.problems.extend(expected_words_told(dated, rows))
    orders = [(key, order) for key, each in grouped.items() if (order := reading.order(each))]
    reading.tell_unknown()
    columns |= reading.statuses_told()
    reading.problems.extend(_notes_kept(table))
    problems = tuple(sorted(reading.problems, key=lambda each: each.row))
    return OrdersFile(tuple(orders), problems, str(table.read_as), columns, table.read_as.notes)


def _notes_kept(table: Table) -> list[RowProblem]:
    """Tell which columns of notes no customer reads, as they may be the staff's."""
    return [
        RowProblem(
            table.read_as.header_row,
            header,
            "",
            "no customer is told these notes, as they may be the staff's",
            "If they are for customers, rename the column to “customer note” and upload the file again.",
            is_fatal=False,
        )
        for header, name in zip(table.header, header_names(table), strict=True)
        if name in STAFF_NOTES
    ]


@dataclass(frozen=True, slots=True)
class _Reading:
    dates: Dates
    problems: list[RowProblem]  # grows
    meant: dict[str, str] = field(default_factory=dict)  # the shop's words -> the status they are read as; grows
    unknown: dict[str, list[Record]] = field(default_factory=dict)  # statuses without a meaning, with their rows; grows
    status_column: str = ""  # as the file names it
    is_of_orders: bool = False  # whether its words are WooCommerce's, which tell nothing of parcels
    own: str = ""  # the currency of the shop

    def order(self, rows: Sequence[Record]) -> OrderRecord | None:
        """Return the order of these rows; later rows may leave out what the first one says."""
        rows = self._of_one_customer(rows)
        parcels = self._parcels(rows) if rows else ()
        if not parcels:
            return None
        first = rows[0]
        total, currency = self._amount(first, "total"), currency_at(first["total"], self.own)
        return OrderRecord(
            number=first["number"],
            email=first["email"].lower(),
            postcode=first["postcode"].lstrip("'"),  # Shopify's mark against spreadsheets that eat leading zeros
            placed_on=self._date(first, "placed_on"),
            total=total,
            currency=first["currency"] or currency,
            parcels=parcels,
        )

    def _of_one_customer(self, rows: Sequence[Record]) -> list[Record]:
        """Leave out rows without an address, and those of another one: they would show a stranger's parcel."""
        first = next((row for row in rows if _EMAIL.fullmatch(row["email"])), None)
        kept = []
        for row in rows:
            if (row["email"] and not _EMAIL.fullmatch(row["email"])) or first is None:
                self._tell(row, "email", "this is no e-mail address", "Without it the customer can't look the order up.")
            elif row["email"] and row["email"].lower() != first["email"].lower():
                reason = f"row {first.row} has the same order number with another e-mail address"
                self._tell(row, "email", reason, "Give each order its own number.")
            else:
                kept.append(row)
        return kept

    def _parcels(self, rows: Sequence[Record]) -> tuple[ParcelRecord, ...]:
        """Return one parcel for rows that name the same one; rows per item differ in the item alone."""
        parcels: dict[tuple[str, ...], ParcelRecord] = {}
        for row in rows:
            status = self._status(row, rows[0])
            if status is None:
                continue
            is_continued = row is not rows[0] and not any(row[name] for name in ("status", "parcel", *_PARCEL_FIELDS))
            same = next((key for key in parcels if key[0] == status), None) if is_continued else None
            key = same or (status, row["parcel"], *(row[f] for f in _PARCEL_FIELDS))
            before = parcels.get(key)
            parcels[key] = self._parcel(row, status, rows[0]) if before is None else _with_items(before, items_of(row))
        return tuple(parcels.values())

    def _parcel(self, row: Record, status: str, first: Record) -> ParcelRecord:
        said, link = (row["status"] or first["status"]).removeprefix("wc-"), row["tracking_url"]
        number = self._tracking_number(row)
        if _LINK.fullmatch(number):
            number, link = "", link or number
        if link and not _LINK.fullmatch(link):
            self._tell(row, "tracking_url", "this is no link and was left out", "Begin it with https://.", False)
            link = ""
        return ParcelRecord(
            status=status,
            items=items_of(row),
            label=row["parcel"],
            carrier="" if is_pickup(row["carrier"]) else row["carrier"] or carrier_of(row["method"]),
            tracking_number=number,
            tracking_url=link,
            shipped_on=self._date(row, "shipped_on"),
            eta=self._date(row, "eta"),
            delivered_on=self._date(row, "delivered_on"),
            note=row["note"],
            status_written=said,
            status_said=said if status == UNCLEAR or is_cut(said, status) else "",
            refunded=self._amount(first, "refunded").removeprefix("0.00"),
        )

    def _tracking_number(self, row: Record) -> str:
        if _SHORTENED.fullmatch(row["tracking_number"]):
            reason = "the spreadsheet has shortened this number, so it was left out"
            self._tell(row, "tracking_number", reason, "Format the column as text, and export the orders again.", False)
            return ""
        return row["tracking_number"].lstrip("'")

    def _status(self, row: Record, first: Record) -> str | None:
        """Return the status of a row; a later row without one has that of the first. None: told as a problem."""
        if row["cancelled_on"] or first["cancelled_on"]:
            return "cancelled"
        payment = row["payment"] or first["payment"]
        paid = payment_of(payment)
        if paid in ("refunded", "cancelled"):
            return paid
        said = row["status"] or first["status"]
        if "status" not in row.cells and any(each in row.cells for each in TOLD_BY):
            is_sent = any(row[each] not in ("", "0") for each in TOLD_BY)
            said = "delivered" if row["delivered_on"] else "shipped" if is_sent else "placed"
        if not said and not payment:
            known = ", ".join(sorted({status.replace("_", " ") for status in STATUSES.values()}))
            self._tell(row, "status", "the status is empty", f"Use one of: {known}.")
            return None
        status = status_in(said) or failed_of(said, self.status_column, is_of_orders=self.is_of_orders) if said else paid
        if said and status:
            self.meant.setdefault(said, status)
        if paid in NOT_TO_BE_SENT and status in ("placed", "on_hold", ""):
            return paid
        if said and not status:
            self.unknown.setdefault(said, []).append(row)
        if status == "closed" and self._amount(first, "refunded") == self._amount(first, "total") != "":
            return "refunded"
        item = status_of(row["item_status"])
        is_split = status in SPLIT and item in SPLIT  # one item of an order is sent, and another is not yet
        status = item if is_split else status or UNCLEAR
        is_fetched = is_pickup(row["carrier"] or row["method"] or first["method"]) and not row["tracking_number"]
        return "pickup" if status == "shipped" and is_fetched else status

    def statuses_told(self) -> dict[str, str]:
        """Return the shop's words that mean a status by another name: “Part sent” is partly shipped."""
        others = {said: status.replace("_", " ") for said, status in self.meant.items() if fold(said) != fold(status)}
        told = ", ".join(f"“{said}” as {status}" for said, status in others.items())
        return {"statuses": told} if told else {}

    def tell_unknown(self) -> None:
        """Tell each status that is not known once, with its rows."""
        known = ", ".join(sorted({status.replace("_", " ") for status in STATUSES.values()}))
        for said, rows in self.unknown.items():
            count = f" ({len(rows)} rows)" if len(rows) > 1 else ""
            reason = f"the status “{said}”{count} is not known, so customers read it as it is"
            self.problems.append(
                RowProblem(rows[0].row, self.status_column, said, reason, f"Use one of: {known}.", is_fatal=False)
            )

    def _date(self, row: Record, column: str) -> str:
        if not row[column]:
            return ""
        try:
            return self.dates.read(row[column])
        except ValueError as error:
            self._tell(row, column, f"{error} and was left out", "Write it like 2026-11-24.", False)
            return ""

    def _amount(self, row: Record, column: str) -> str:
        if not row[column]:
            return ""
        try:
            return f"{read_money(row[column])[0]:.2f}"
        except ValueError as error:
            self._tell(row, column, f"{error} and was left out", "Write it like 49.90.", False)
            return ""

    def _tell(self, row: Record, column: str, reason: str, suggestion: str, is_fatal: bool = True) -> None:
        self.problems.append(row.problem(column, reason, suggestion, is_fatal))


def _with_items(parcel: ParcelRecord, items: Sequence[str]) -> ParcelRecord:
    return replace(parcel, items=(*parcel.items, *items))
