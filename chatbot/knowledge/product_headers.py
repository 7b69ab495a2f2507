"""What the columns of one catalogue mean whose names say it only beside others, or by what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chatbot.knowledge.product_attributes import NUMBER, are_amounts, is_of_audiences
from chatbot.knowledge.product_columns import COLUMNS, ROW_KINDS, UNIT_PRICES
from chatbot.knowledge.readers import Table
from chatbot.knowledge.records import NO_VALUES, Aliases, Record, cells_of, header_names, known_names
from chatbot.knowledge.words import fold

_STRENGTH = re.compile(r"abv|(?:alc|alcohol)(?: abv| content| strength| (?:by )?vol(?:ume)?)?")  # in per cent, written or not
_FINE = re.compile(r"[.,]\d\d")  # "0.12"; strengths below 1% are rounded more
MAX_WITHOUT_ALCOHOL = 0.05  # below it a number may be the strength of a drink without alcohol
NEEDED = {"title": COLUMNS["title"], "price": (*COLUMNS["price"], *UNIT_PRICES)}  # of every sheet of a workbook that is read


def names_of(table: Table) -> Aliases:
    """Return the names of columns, for "gender" also one of any name whose cells tell whom a thing is for: "For", "Made for"."""
    cells = cells_of(table)
    names = dict(COLUMNS)
    if all(said.split(",")[0].lower() in ROW_KINDS for said in cells.get("type", ()) if said):  # of WooCommerce
        names |= {"category": tuple(name for name in names["category"] if name != "type"), "kind of row": ("type",)}
    unit = tuple(name for name in UNIT_PRICES if are_amounts(cells.get(name, ())))[:1]
    if not unit and set(names["price"]).isdisjoint(cells):  # a price list of recommended prices alone
        names |= {"price": names["old price"], "old price": ()}
    names["price"] += unit
    if not cells.keys().isdisjoint(("sale price", "special price")):
        names["old price"] += ("price",)
    if not cells.keys().isdisjoint(("category", "categories")):  # then "Type" tells things of a category apart
        names["category"] = tuple(name for name in names["category"] if name != "type")
    if set(names["material"]).isdisjoint(cells):
        either = (name for name in table.header if "/" in name and {*map(fold, name.split("/"))} & set(names["material"]))
        names["material"] += tuple(map(fold, either))[:1]  # "Metal/Material"
    if set(names["gender"]).isdisjoint(cells):
        own = cells.keys() - known_names(COLUMNS)
        names["gender"] += tuple(name for name in cells if name in own and is_of_audiences(cells[name]))[:1]
    return names


def with_percents(rows: Sequence[Record], table: Table) -> list[Record]:
    """Return the rows with the sign in columns that are named by it, or tell the strength of a drink: "13.5%" of 13.5.

    A spreadsheet keeps a cell that it shows as 13.5% as a part of 1.
    """
    marked = {name for name, header in zip(header_names(table), table.header, strict=True) if "%" in header}
    named = {name for row in rows[:1] for name in row.extra if name in marked or _STRENGTH.fullmatch(name)}
    factors = {name: _factor(name, [row.extra[name] for row in rows]) for name in named}
    return [replace(row, extra={name: _percent(cell, factors.get(name, 0)) for name, cell in row.extra.items()}) for row in rows]


def _factor(name: str, cells: Sequence[str]) -> int:
    """Return what makes the numbers of a column per cent, 0 where nobody can tell: 0.5 is the one or the other."""
    values = {cell: float(cell.replace(",", ".")) for cell in cells if NUMBER.fullmatch(cell)}
    if max(values.values(), default=0) > 1:
        return 1
    is_part = any(value > MAX_WITHOUT_ALCOHOL and _FINE.search(cell) for cell, value in values.items())
    return 100 if is_part and _STRENGTH.fullmatch(name) else 0


def _percent(cell: str, factor: int) -> str:
    if not factor or not NUMBER.fullmatch(cell) or cell in NO_VALUES:
        return cell
    return f"{(Decimal(cell.replace(',', '.')) * factor).normalize():f}%"
