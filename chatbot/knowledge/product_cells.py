"""The price and the pieces that a row of a catalogue names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chatbot.errors import RowProblem
from chatbot.knowledge.money import currency_at, read_money
from chatbot.knowledge.phrases import read_number
from chatbot.knowledge.product_columns import ARCHIVED, NOT_PUBLISHED, STOCK_WORDS
from chatbot.knowledge.records import Record
from chatbot.knowledge.words import fold

# Pieces for words: of "low stock" one at least is there; of "in stock" so many that no one is told how many are left.
PIECES = {"some": 100, "low": 1, "none": 0, "later": None}
RUPEES = frozenset(("INR", "PKR", "LKR", "NPR", "MUR"))  # all of them write "Rs."
SELLS_ON = frozenset(("continue", "yes", "true", "1", "notify"))  # policies under which "0 pieces" does not mean sold out
_PIECES = re.compile(r"[<>~]?\s*(-?\d[\d.,]*)\s*\+?\s*(?:pcs?|pieces|stk|stücke?|stueck|st|x)?\.?", re.IGNORECASE)


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b", re.IGNORECASE)


class Unreadable(Exception):
    """Ends the reading of one row."""

    def __init__(self, problem: RowProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def is_shown(record: Record) -> bool:
    """Whether nothing in a row says that customers of the shop do not see the product."""
    said = (record[name].lower() for name in ("published", "state", "visibility") if record[name])
    return NOT_PUBLISHED.isdisjoint(said) and record["archived"].lower() not in ARCHIVED


def read_price(record: Record, currency: str, problems: list[RowProblem]) -> tuple[Decimal | None, str]:
    """Return the price and the currency that it names, "" where none is; None for a price on request, which is told.

    Args: currency: of the catalogue; problems: grows.

    Raises:
        Unreadable: figures that are no amount.
    """
    said = record["price"]
    if not said:
        return None, ""
    on_request = f"“{record['title']}” is shown with 'Price on request'"
    if not any(map(str.isdigit, said)):
        problems.append(record.problem("price", on_request, "Write the price in figures, or leave it so.", False))
        return None, ""
    try:
        if _MONTH.search(said):
            raise ValueError(f"{said!r} is a day that a spreadsheet made of an amount")
        price, code = read_money(said)[0], currency_at(said, currency)
    except ValueError as error:
        reason = f"{error}, so “{record['title']}” is left out"
        raise Unreadable(record.problem("price", reason, "Write it like 49.90.")) from error
    if price == 0:
        problems.append(record.problem("price", on_request, "Write the price, or leave it empty.", False))
    return price or None, currency if code == "INR" and currency in RUPEES else code


def read_stock(record: Record, problems: list[RowProblem]) -> int | None:
    """Return pieces; None when the shop says nothing or what cannot be read, or sells on when nothing is there. `problems` grows."""
    try:
        return _stock(record)
    except Unreadable as error:
        problems.append(error.problem)
        return None


def told_once(problems: Sequence[RowProblem]) -> list[RowProblem]:
    """Return the problems; a word for the stock that many rows have is told with the first of them, and how many they are."""
    alike = Counter((each.column, each.value) for each in problems if _is_of_stock(each))
    told: dict[object, RowProblem] = {}
    for n, each in enumerate(problems):
        count = alike[each.column, each.value] if _is_of_stock(each) else 1
        more = f" and {count - 1} more with the same word" if count > 1 else ""
        told.setdefault((each.column, each.value) if more else n, replace(each, reason=f"{each.reason}{more}"))
    return [*told.values()]


def _is_of_stock(problem: RowProblem) -> bool:
    return problem.column in ("stock", "available") and not problem.is_fatal


def _stock(record: Record) -> int | None:
    is_counted = "tracker" not in record.cells or bool(record["tracker"])
    pieces = _pieces(record, "stock") if record["stock"] and is_counted else None if is_counted else PIECES["some"]
    if record["available"]:
        word = {"1": "yes", "0": "no"}.get(record["available"], record["available"])
        there = _pieces(record, "available", word)
        pieces = there if pieces is None or there == 0 else pieces
    return None if pieces == 0 and record["policy"].lower() in SELLS_ON else pieces


def _pieces(record: Record, column: str, said: str = "") -> int | None:
    word = (said or record[column]).rsplit("/", 1)[-1]  # "https://schema.org/InStock"
    if known := STOCK_WORDS.get(fold(word)):
        return PIECES[known]
    count = _PIECES.fullmatch(word.strip())
    if count is None:
        reason = f"{record[column]!r} is no number of pieces, so nothing is said of the stock of “{record['title']}”"
        raise Unreadable(record.problem(column, reason, "Write the number of pieces, or leave it empty.", False))
    return max(0, int(read_number(count[1])))
