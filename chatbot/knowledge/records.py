"""What imports of products and orders share: column aliases, cells to values, problems with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from chatbot.errors import FileUnreadable, RowProblem
from chatbot.knowledge.readers import Table, fold

Aliases = Mapping[str, Sequence[str]]  # canonical name -> folded names that mean it, the canonical one included


def known_names(aliases: Aliases) -> frozenset[str]:
    return frozenset(name for names in aliases.values() for name in names)


def records(table: Table, aliases: Aliases, required: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, {canonical name: stripped cell}); columns without a meaning are left out.

    Raises:
        FileUnreadable: a required column is missing; names it, and the columns that are there.
    """
    meaning = {name: canonical for canonical, names in aliases.items() for name in names}
    columns: dict[str, int] = {}
    for at, header in enumerate(table.header):
        canonical = meaning.get(fold(header))
        if canonical and canonical not in columns:
            columns[canonical] = at
    missing = [name for name in required if name not in columns]
    if missing:
        has = ", ".join(table.header) or "none"
        raise FileUnreadable(
            f"The file has no column {missing[0]!r}. Its columns: {has}. Rename one to {missing[0]!r} and try again."
        )
    for row in table.rows:
        yield row.number, {name: row.cells[at].strip() for name, at in columns.items()}


def read_money(text: str) -> tuple[Decimal, str]:
    """Return amount and ISO currency ("" when none is named) of "€49.90", "49,90 €", "$1,299.00" or "1.299,00 EUR".

    Raises:
        ValueError: no amount, or a negative one.
    """
    sign = next((code for mark, code in CURRENCY_SIGNS.items() if mark in text), "")
    code = sign or next(iter(re.findall(r"\b[A-Z]{3}\b", text.upper())), "")
    digits = re.sub(r"[^\d.,-]", "", text).strip(".,")
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma > dot:
        is_decimal = len(digits) - comma - 1 != 3 or dot >= 0
        digits = digits.replace(".", "").replace(",", "." if is_decimal else "")
    else:
        digits = digits.replace(",", "")
        if digits.count(".") > 1:
            digits = digits.replace(".", "")
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no amount") from error
    if amount < 0:
        raise ValueError(f"{text!r} is below zero")
    return amount, code


def split_list(text: str) -> tuple[str, ...]:
    """Split "red|blue", "red; blue" or "red, blue"; the first of these separators that occurs counts."""
    separator = next((mark for mark in "|;," if mark in text), None)
    parts = text.split(separator) if separator else [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def problem(row: int, column: str, value: str, reason: str, suggestion: str) -> RowProblem:
    return RowProblem(row, column, value[:80], reason, suggestion)


CURRENCY_SIGNS = {"€": "EUR", "£": "GBP", "US$": "USD", "$": "USD", "₹": "INR", "¥": "JPY", "zł": "PLN", "CHF": "CHF"}
CURRENCY_SHOWN = {"EUR": "€", "GBP": "£", "USD": "$", "INR": "₹", "JPY": "¥"}


def show_money(amount: Decimal, currency: str) -> str:
    """Return "€49.90", or "CHF 49.90" for currencies without a sign that everybody knows."""
    number = f"{amount:,.2f}"
    sign = CURRENCY_SHOWN.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"
