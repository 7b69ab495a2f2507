"""The articles of an order's row, whichever way they stand in its cells."""

from __future__ import annotations

import re

from chatbot.knowledge.records import Record

_COUNTED = re.compile(r"\d+\s*[x×]\s")
_COUNTED_BEHIND = re.compile(r"\s[x×]\s?\d{1,3}$")
_DETAILED = re.compile(r"Product Qty: (\d+)\b.*?Product Name: (.+?)(?=, Product [A-Z]|\||\Z)", re.DOTALL)  # of BigCommerce
# A comma behind "x2", or before "2 x": those within a title end no article.
_BETWEEN = (re.compile(r",\s*(?=\d+\s*[x×]\s)"), re.compile(r"(?:(?<=[x×]\d)|(?<=[x×]\d\d)|(?<=[x×]\s\d)|(?<=[x×]\s\d\d)),\s*"))


def items_of(row: Record) -> tuple[str, ...]:
    """Return the articles of a row: "1 x Lamp; 2 x Rug", in whichever column, or one with its number in a column of its own."""
    if detailed := _DETAILED.findall(row["items"]):
        return tuple(f"{count} x {name.strip()}" for count, name in detailed)
    if row["items"]:
        return tuple(part for item in re.split(r"[;|\n]", row["items"]) if item.strip() for part in _counted(item.strip()))
    parts = tuple(item.strip() for item in re.split(r"[;\n]", row["item"]) if item.strip())
    if len(parts) > 1 or _COUNTED.match(row["item"]):
        return parts
    return (f"{row['quantity'] or 1} x {row['item']}",) if row["item"] else ()


def _counted(text: str) -> tuple[str, ...]:
    """Return the articles between commas where each has its number, before or behind it: "Lamp, brass x1, Rug x2" are two."""
    for parts in (between.split(text) for between in _BETWEEN):
        if len(parts) > 1 and (all(map(_COUNTED.match, parts)) or all(map(_COUNTED_BEHIND.search, parts))):
            return tuple(parts)
    return (text,)
