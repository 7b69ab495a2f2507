"""A catalogue file in, products out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import RowProblem
from chatbot.knowledge.readers import read_table
from chatbot.knowledge.records import known_names, problem, read_money, records, split_list
from chatbot.messages import Product

ALIASES = {
    "id": ("id", "product id", "sku", "handle", "article", "article number", "item", "artikelnummer", "variant sku"),
    "title": ("title", "name", "product", "product name", "product title", "titel", "bezeichnung"),
    "description": ("description", "body", "body html", "details", "text", "short description", "beschreibung"),
    "category": ("category", "categories", "type", "product type", "kategorie", "collection", "department"),
    "brand": ("brand", "vendor", "manufacturer", "maker", "marke"),
    "price": ("price", "regular price", "variant price", "sale price", "unit price", "preis", "cost", "mrp"),
    "currency": ("currency", "price currency"),
    "stock": (
        "stock",
        "quantity",
        "qty",
        "inventory",
        "variant inventory qty",
        "availability",
        "available",
        "in stock",
        "bestand",
    ),
    "colors": ("color", "colour", "colors", "colours", "farbe"),
    "sizes": ("size", "sizes", "variants", "groesse"),
    "material": ("material", "materials", "fabric"),
    "tags": ("tags", "keywords", "labels"),
    "attributes": ("attributes", "specs", "specifications", "properties", "features"),
    "image": ("image", "image url", "image src", "picture", "photo", "images", "thumbnail"),
    "url": ("url", "link", "product url", "page", "permalink"),
}
STOCK_WORDS = {
    "in stock": None,
    "available": None,
    "yes": None,
    "true": None,
    "low stock": 1,
    "sold out": 0,
    "out of stock": 0,
    "no": 0,
    "false": 0,
}


@dataclass(frozen=True, slots=True)
class ProductsFile:
    products: tuple[Product, ...]
    problems: tuple[RowProblem, ...]
    read_as: str


def read_products(data: bytes | Path, name: str, currency: str = "EUR") -> ProductsFile:
    """Return the products of a file, and every row that cannot be taken.

    Args:
        currency: ISO 4217 code for rows that name none.

    Raises:
        FileUnreadable: no table, or no column for the title.
    """
    table = read_table(data, name, known=known_names(ALIASES))
    products: dict[str, Product] = {}
    problems = list(table.problems)
    for row, cells in records(table, ALIASES, required=("title",)):
        product = _product(cells, currency)
        if isinstance(product, tuple):
            problems.append(problem(row, *product))
        elif product.id in products:
            problems.append(problem(row, "id", product.id, "this id is used by an earlier row", "Give each product its own id."))
        else:
            products[product.id] = product
    return ProductsFile(tuple(products.values()), tuple(problems), str(table.read_as))


def _product(cells: dict[str, str], currency: str) -> Product | tuple[str, str, str, str]:
    """Return the product, or (column, value, reason, suggestion) of what is wrong with the row."""
    if not cells["title"]:
        return "title", "", "the title is empty", "Give each product a title."
    price, shown = None, ""
    if cells.get("price"):
        try:
            price, shown = read_money(cells["price"])
        except ValueError as error:
            return "price", cells["price"], str(error), "Write it like 49.90."
    try:
        stock = read_stock(cells.get("stock", ""))
    except ValueError as error:
        return "stock", cells["stock"], str(error), "Write the number of pieces, or leave it empty."
    return Product(
        id=cells.get("id") or re.sub(r"[\W_]+", "-", cells["title"].lower()).strip("-"),
        title=cells["title"],
        price=price,
        currency=cells.get("currency") or shown or currency,
        stock=stock,
        colors=split_list(cells.get("colors", "")),
        sizes=split_list(cells.get("sizes", "")),
        tags=split_list(cells.get("tags", "")),
        attributes=read_attributes(cells.get("attributes", "")),
        **{name: cells.get(name, "") for name in ("description", "category", "brand", "material", "image", "url")},
    )


def read_stock(text: str) -> int | None:
    """Return pieces; None when the shop only says that it is there, or says nothing.

    Raises:
        ValueError: neither a number of pieces nor a known word.
    """
    word = text.strip().lower()
    if not word or word in STOCK_WORDS:
        return STOCK_WORDS.get(word)
    try:
        return max(0, int(float(word.replace(",", "."))))
    except ValueError as error:
        raise ValueError(f"{text!r} is no number of pieces") from error


def read_attributes(text: str) -> tuple[tuple[str, str], ...]:
    """Read `waterproof=yes; weight_g=420`, or the same with colons."""
    pairs = (re.split(r"\s*[=:]\s*", part.strip(), maxsplit=1) for part in re.split(r"[;|\n]", text) if part.strip())
    return tuple((pair[0].lower(), pair[1] if len(pair) > 1 else "yes") for pair in pairs)
