"""The rows of one product as a shop program exports them, in the plain columns of a catalogue.

Each function takes the rows of one product, folded column -> cell, and yields for each its plain cells, or None for a row that no customer
can ask for. A row that stands for several variants holds only what they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from chatbot.knowledge.money import read_money
from chatbot.knowledge.product_columns import OPTIONS
from chatbot.knowledge.readers import clean
from chatbot.knowledge.variants import OWN

Plain = dict[str, str]
ENDLESS = "in stock"  # what nobody counts
_YES = frozenset(("yes", "y", "true", "1"))
_COUNTLESS = frozenset(("unlimited", ""))
_SWATCH = re.compile(r"#[0-9a-fA-F]{3,8}:")  # Wix writes the colour of the button before its name
_TAGGED = re.compile(r"\[[A-Z]+\d*\]\s*([^=\[\]]+)=([^\[]*)")  # "[RT]Size=S/M, [S]Color=Red[/S]"
_NAMED = re.compile(r"Name=([^|]+)\|Value=([^|]+)")
_CATEGORY_ID = re.compile(r"\s*\((?=[^()]*\d)[\w#]{5,}\)")


class Cells(dict[str, str]):
    """A row by its folded columns; "" of a column that the file has not."""

    def __missing__(self, column: str) -> str:
        return ""


def wix(rows: Sequence[Cells]) -> Iterator[Plain]:
    first = rows[0]
    for row in rows:
        is_variant = row["fieldtype"].lower() == "variant"
        price = amount_of(row["price"] or first["price"]) + amount_of(row["surcharge"])
        cut = amount_of(first["discountvalue"])
        now = price * (1 - cut / 100) if first["discountmode"].upper() == "PERCENT" else price - cut
        before = amount_of(row["strikethroughprice"] or first["strikethroughprice"])
        titles = ((row[f"additionalinfotitle{n}"], row[f"additionalinfodescription{n}"]) for n in range(1, 7))
        plain = {
            "handle": first_filled(first, "handleid", "handle"),
            "title": "" if is_variant else row["name"],
            "description": first_filled(row, "description", "plaindescription"),
            "category": row["collection"].split(";")[0],
            "sku": row["sku"],
            "stock": row["inventory"],
            "published": row["visible"] if is_variant else first["visible"],
            "image": next(filter(link_of, first_filled(row, "productimageurl", "mediaurl", "media").split(";")), ""),
            "attributes": _attributes(titles),
            **prices_of(now, max(price, before)),
        }
        options = (
            (
                first_filled(first, f"productoptionname{n}", f"productoptionname {n}"),
                _SWATCH.sub("", first_filled(row, f"productoptiondescription{n}", f"productoptionchoices {n}")),
            )
            for n in OPTIONS
        )
        yield one_of(rows, row, plain | options_of(options))


def squarespace(rows: Sequence[Cells]) -> Iterator[Plain]:
    first = rows[0]
    for row in rows:
        price = amount_of(row["price"])
        reduced = amount_of(row["sale price"]) if is_yes(row["on sale"]) else Decimal(0)
        kind = row["product type non editable"].lower()
        yield {
            "handle": first_filled(first, "product id non editable", "product url", "title"),
            "published": first["visible"],
            "stock": ENDLESS if row["stock"].lower() in _COUNTLESS else row["stock"],
            "category": _path(row["categories"].split(",")[0]),
            "attributes": _attributes([("product type", kind)]) if kind != "physical" else "",
            **prices_of(reduced or price, price),
            **options_of((row[f"option name {n}"], row[f"option value {n}"]) for n in OPTIONS),
        }


def bigcommerce(rows: Sequence[Cells]) -> Iterator[Plain | None]:
    first = rows[0]
    usual, reduced = amount_of(first["price"]), amount_of(first["sale price"])
    is_counted = first["track inventory"].lower() not in ("none", "n", "")
    variants = [row for row in rows if row["item type"].lower() == "sku"]
    for row in rows:
        is_variant = row["item type"].lower() == "sku"
        if row is not first and not is_variant:  # a rule of prices, a picture, a film
            yield None
            continue
        price = amount_of(row["price"]) or usual
        now = amount_of(row["sale price"]) or (reduced if price == usual else Decimal(0)) or price
        named = _TAGGED.findall(row["product name"]) or _NAMED.findall(row["options"])
        plain = {
            "handle": first_filled(first, "product id", "product code sku", "product name"),
            "title": "" if is_variant else row["product name"],
            "description": row["product description"],
            "category": _path(row["category"].split(";")[0]),
            "brand": row["brand name"],
            "sku": row["product code sku"],
            "stock": row["current stock level"] if is_counted else ENDLESS,
            "available": "" if is_yes(first["allow purchases"] or "y") else "no",
            "published": first["product visible"],
            "image": next(filter(link_of, (row["product image file 1"], row["variant image url"])), ""),
            "weight": row["product weight"],
            "condition": row["product condition"],
            "warranty": row["product warranty"],
            **prices_of(now, max(price, amount_of(first["retail price"]))),
            **options_of((name.strip(), value.strip(" ,")) for name, value in (named if is_variant else ())),
        }
        yield one_of((first, *variants), row, plain)


def bigcommerce_v3(rows: Sequence[Cells]) -> Iterator[Plain | None]:
    """The export since 2023, which has other names and kinds of rows."""
    renamed = {
        "id": "product id",
        "name": "product name",
        "sku": "product code sku",
        "inventory tracking": "track inventory",
        "current stock": "current stock level",
        "categories": "category",
        "description": "product description",
        "is visible": "product visible",
        "weight": "product weight",
        "warranty": "product warranty",
    }
    kinds = {"variant": "sku"}
    return bigcommerce(
        [
            Cells(
                {renamed.get(name, name): cell for name, cell in row.items()},
                **{"item type": kinds.get(row["item"].lower(), row["item"])},
            )
            for row in rows
        ]
    )


def square(rows: Sequence[Cells]) -> Iterator[Plain]:
    for row in rows:
        variation = row["variation name"] if row["variation name"].lower() not in ("regular", "variable") else ""
        options = [(row[f"option name {n}"], row[f"option value {n}"]) for n in OPTIONS]
        counts = [cell for name, cell in row.items() if name.startswith("current quantity") and cell]  # of each place
        price = amount_of(row["price"])
        is_seen = row["square online item visibility"].lower() in ("", "visible")
        yield {
            "handle": first_filled(row, "reference handle", "item name"),
            "title": first_filled(row, "customer facing name", "item name"),
            "category": _CATEGORY_ID.sub("", first_filled(row, "categories", "reporting category")),
            "stock": str(sum(int(amount_of(cell)) for cell in counts)) if counts else "",
            "published": "yes" if is_seen and is_yes(row["sellable"] or "y") else "no",
            **(prices_of(amount_of(row["online sale price"]) or price, price) if price else {"price": row["price"]}),
            **options_of(options if any(value for _, value in options) else [("variation", variation)]),
        }


def ecwid(rows: Sequence[Cells]) -> Iterator[Plain | None]:
    first, option = rows[0], "product variation option "
    variations = [row for row in rows if row["type"] == "product_variation"]
    choices: dict[str, list[str]] = {}
    for row in rows:
        if row["type"] == "product_option" and not variations:
            choices.setdefault(row["product option name"], []).append(row["product option value"])
    is_counted = is_yes(first["product is inventory tracked"])
    for row in rows:
        if row is not first and row not in variations:
            yield None
            continue
        plain = {
            "handle": first_filled(first, "product internal id", "product sku"),
            "title": "" if row in variations else row["product name"],
            "description": row["product description"],
            "category": row["product category 1"].replace(" / ", " > "),
            "brand": row["product brand"],
            "sku": first_filled(row, "product variation sku", "product sku"),
            "stock": row["product quantity"] if is_counted or is_yes(row["product is inventory tracked"]) else ENDLESS,
            "published": first["product is available"],
            "weight": row["product weight"],
            "attributes": _attributes((name, ", ".join(values)) for name, values in choices.items()),
            **prices_of(
                amount_of(first_filled(row, "product price") or first["product price"]),
                amount_of(row["product compare to price"]),
            ),
            **options_of((name.removeprefix(option), cell) for name, cell in row.items() if name.startswith(option)),
        }
        yield one_of((first, *variations), row, plain)


def etsy(rows: Sequence[Cells]) -> Iterator[Plain]:
    for row in rows:
        yield {
            "sku": row["sku"] if "," not in row["sku"] else "",  # of each variation one
            "tags": row["tags"].replace("_", " "),
            "image": row["image1"],
            **options_of((row[f"variation {n} name"], row[f"variation {n} values"].replace(",", ";")) for n in OPTIONS),
        }


def ebay(rows: Sequence[Cells]) -> Iterator[Plain]:
    first = rows[0]
    for row in rows:
        is_auction = "auction" in row["format"].lower()
        price = first_filled(row, "auction buy it now price" if is_auction else "", "current price", "start price")
        pairs = (part.partition("=") for part in re.split(r"[,|;]\s*(?=[^,|;=]+=)", row["variation details"].strip("[]")))
        plain = {
            "handle": first["item number"],
            "title": row["title"] if row is first else "",
            "category": row["ebay category 1 name"],
            "price": price,
            "currency": row["currency"],
            "stock": row["available quantity"],
            "sku": row["custom label sku"],
            **options_of((name.strip(), value.strip()) for name, _, value in pairs),
        }
        yield one_of(rows, row, plain)


def one_of(rows: Sequence[Cells], row: Cells, plain: Plain) -> Plain:
    """Return what a row says; the first of several, which stands for the others, without what is a variant's own."""
    is_parent = len(rows) > 1 and row is rows[0]
    return {name: "" if is_parent and name in OWN else cell for name, cell in plain.items()}


def options_of(pairs: Iterable[tuple[str, str]]) -> Plain:
    filled = [(name, value) for name, value in pairs if name and value]
    return {
        key: cell
        for n, pair in zip(OPTIONS, filled, strict=False)
        for key, cell in zip((f"option{n} name", f"option{n} value"), pair, strict=True)
    }


def prices_of(now: Decimal, before: Decimal) -> Plain:
    """Return what a product costs, nothing for 0, and what it cost before where that is more."""
    return {"price": f"{now:.2f}" if now > 0 else "", "old price": f"{before:.2f}" if before > now > 0 else ""}


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    told = ((name, clean.plain_line(clean.answer_text(value)).replace(";", ",").replace("|", ",")) for name, value in pairs)
    return "; ".join(f"{name}={value}" for name, value in told if name and value)


def amount_of(cell: str) -> Decimal:
    """Return an amount, 0 where none is written."""
    try:
        return read_money(cell)[0] if cell else Decimal(0)
    except ValueError:
        return Decimal(0)


def is_yes(cell: str) -> bool:
    return cell.lower() in _YES


def _path(cell: str) -> str:
    return " > ".join(step.strip() for step in cell.split("/") if step.strip())


def link_of(cell: str) -> str:
    return cell if cell.startswith("http") else ""


def first_filled(row: Cells, *names: str) -> str:
    """Return the first of these cells that is filled."""
    return next((row[name] for name in names if row[name]), "")
