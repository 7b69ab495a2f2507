"""Exports of shop programs whose rows speak in a way of their own, as the plain columns that every other catalogue has.

Magento, Wix, Squarespace, BigCommerce, Square, Ecwid, Etsy and eBay each have their way to write variants, what is hidden, what is
reduced and what is not counted. Read by the names of their columns alone, a hidden product would be offered and a variant be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chatbot.knowledge import export_rows, magento
from chatbot.knowledge.export_rows import Cells, Plain, first_filled
from chatbot.knowledge.readers import Table
from chatbot.knowledge.records import header_names


@dataclass(frozen=True, slots=True)
class Export:
    """How one program writes a catalogue.

    signs: folded columns that no other has together. own: columns that are read here, or are of no use to anybody but the program.
    key: what the rows of a product share, "" in a row that goes on with the one above. read: the plain rows of one product.
    told: what its owner must know of rows that are left out.
    """

    program: str
    signs: frozenset[str]
    own: re.Pattern[str]
    key: Callable[[Cells], str]
    read: Callable[[Sequence[Cells]], Iterable[Plain | None]]
    told: Callable[[Sequence[Cells]], str] = lambda rows: ""


def as_plain(table: Table) -> Table:
    """Return a catalogue by plain columns where a known program wrote it, any other table as it is.

    Rows keep their numbers, and columns that are not the program's own stay.
    """
    names = header_names(table)
    export = next((each for each in EXPORTS if each.signs <= set(names)), None)
    if export is None:
        return table
    cells = [Cells(zip(names, map(str.strip, row.cells), strict=False)) for row in table.rows]
    read = [plain for group in _groups(export, cells) for plain in export.read(group)]
    added = tuple(dict.fromkeys(name for plain in read if plain for name in plain))
    kept = [at for at, name in enumerate(names) if not export.own.fullmatch(name) and name not in added]
    rows = tuple(
        replace(row, cells=(*(row.cells[at] for at in kept), *(plain.get(name, "") for name in added)))
        for row, plain in zip(table.rows, read, strict=True)
        if plain is not None
    )
    header = (*(table.header[at] for at in kept), *added)
    read_as = replace(table.read_as, format=f"{table.read_as.format} of {export.program}")
    return replace(table, header=header, rows=rows, read_as=read_as.noting(*filter(None, [export.told(cells)])))


def _groups(export: Export, rows: Sequence[Cells]) -> Iterator[list[Cells]]:
    """Yield the rows of each product; they stand one below the other."""
    group: list[Cells] = []
    for row in rows:
        if group and export.key(row) not in ("", export.key(group[0])):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _by(*names: str) -> Callable[[Cells], str]:
    return lambda row: first_filled(row, *names)


def _signs(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(","))


def _own(text: str) -> re.Pattern[str]:
    return re.compile("|".join(part.strip() for part in text.split(",")))


EXPORTS = (
    Export(
        "Magento",
        _signs("sku, attribute set code, product type, name"),
        _own(
            "store view code, attribute set code, product type, categories, product websites, name, product online, visibility"
            ", price, special price.*, msrp.*, map .*, display product .*, url key, meta .*, .*image.*, created at, updated at"
            ", new (?:from|to) date, tax class name, additional attributes, qty, .*out of stock qty, .*(?:min|max)[a-z ]* qty"
            ", .*use config.*, is qty decimal, .*backorders, is in stock, .*manage stock, notify on stock below, .*qty increments"
            ", is decimal divided, website id, deferred stock update, (?:related|crosssell|upsell|associated) .*, .*position"
            ", hide from product page, custom .*, page layout, product options container, gift message available, bundle .*"
            ", configurable .*, downloadable .*, weight"
        ),
        lambda row: "",  # the rows of a product may stand apart
        magento.read,
        magento.store_views,
    ),
    Export(
        "Wix",
        _signs("fieldtype, name, visible, inventory"),
        _own(
            "handleid, fieldtype, name, plaindescription, media, mediaalttext, productimageurl, collection, ribbon"
            ", surcharge, visible, discount(?:mode|value), strikethroughprice, inventory, cost, barcode, preorder.*"
            ", productoption.*, modifier.*, customtext.*, additionalinfo.*, base ?unit.*, total ?units.*"
        ),
        _by("handleid", "handle"),
        export_rows.wix,
    ),
    Export(
        "Squarespace",
        _signs("variant id non editable, product page, option name 1"),
        _own(
            ".*non editable, product page, product url, option (?:name|value) .*, sale price, on sale, categories"
            ", visible, hosted image urls"
        ),
        _by("product id non editable", "title"),
        export_rows.squarespace,
    ),
    Export(
        "BigCommerce",
        _signs("item type, product id, product code sku, product visible, sale price"),
        _own(
            "item type, product .*, bin picking number, brand name, option set.*, cost price, retail price, sale price"
            ", fixed shipping cost, free shipping, allow purchases, track inventory, current stock level, low stock level"
            ", stock level, show product condition, sort order, page title, meta .*, myob .*, event date .*"
            ", stop processing rules, redirect old url, gps .*, category"
        ),
        lambda row: row["product id"] or row["product name"] if row["item type"].lower() == "product" else "",
        export_rows.bigcommerce,
    ),
    Export(
        "BigCommerce",
        _signs("item, id, name, inventory tracking, is visible"),
        _own(
            "item, id, name, type, sku, options, inventory tracking, current stock, low stock, cost price, retail price"
            ", sale price, brand id, channels, categories, description, page title, product url, meta .*, search keywords"
            ", bin picking number, free shipping, fixed shipping cost, weight, is visible, is featured, warranty"
            ", tax class, product condition, show product condition, sort order, .*image.*, youtube id, video .*"
            ", custom fields, global trade number"
        ),
        lambda row: row["id"] if row["item"].lower() == "product" else "",
        export_rows.bigcommerce_v3,
    ),
    Export(
        "Square",
        _signs("token, item name, variation name, price"),
        _own(
            "token, reference handle, item name, customer facing name, variation name, categories, reporting category"
            ", seo .*, permalink, square online .*, item type, social media .*, .*enabled.*, online sale price, sellable"
            ", stockable, skip detail screen .*, option (?:name|value) .*, default (?:unit cost|vendor) .*"
            ", (?:current|new) quantity .*, stock alert .*, tax .*, contains alcohol, price .+, modifier set .*"
        ),
        _by("reference handle", "item name"),
        export_rows.square,
    ),
    Export(
        "Ecwid",
        _signs("type, product internal id, product name, product price"),
        _own("type, product .*"),
        _by("product internal id", "product sku"),
        export_rows.ecwid,
    ),
    Export(
        "Etsy",
        _signs("title, variation 1 name, variation 1 values"),
        _own("variation .*, image ?\\d+"),
        _by("title"),
        export_rows.etsy,
    ),
    Export(
        "eBay",
        _signs("item number, title, custom label sku, available quantity"),
        _own(
            "item number, variation details, custom label sku, available quantity, format, start price"
            ", auction buy it now price, reserve price, current price, sold quantity, watchers, bids, start date"
            ", end date, ebay .*, listing site, cd .*, cda .*"
        ),
        _by("item number"),
        export_rows.ebay,
    ),
)
