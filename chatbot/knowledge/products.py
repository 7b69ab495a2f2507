"""A catalogue file in, products out: spreadsheets and the exports of shop platforms."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chatbot.errors import RowProblem
from chatbot.knowledge.money import currency_at
from chatbot.knowledge.product_attributes import (
    are_amounts,
    attributes,
    field_named,
    read_attributes,
    told_columns,
    unread_age,
)
from chatbot.knowledge.product_cells import Unreadable, is_shown, read_price, read_stock, told_once
from chatbot.knowledge.product_codes import codes_of
from chatbot.knowledge.product_columns import COLUMNS, FINISHES, NO_COLOR, NO_OPTION, OPTIONS, TOTALS, UNIT_PRICES
from chatbot.knowledge.product_exports import as_plain
from chatbot.knowledge.product_headers import NEEDED, names_of, with_percents
from chatbot.knowledge.product_paths import are_slashed, named_by_above, path_of
from chatbot.knowledge.readers import Table, clean, read_table
from chatbot.knowledge.records import (
    Record,
    cells_of,
    columns_told,
    known_names,
    left_out,
    records,
    split_list,
    with_named_currency,
)
from chatbot.knowledge.variants import Group, grouped, merged, sized_alike, told_apart
from chatbot.knowledge.words import fold
from chatbot.records import Product

REQUIRED = ("title",)
MAX_TITLE_CHARS = 300
MAX_DESCRIPTION_CHARS = 5_000  # two printed pages; the encoder reads the first 1,000 characters
_SENTENCE_END = re.compile(r"[.!?:;,…]$")


@dataclass(frozen=True, slots=True)
class ProductsFile:
    products: tuple[Product, ...]
    problems: tuple[RowProblem, ...]
    read_as: str
    columns: Mapping[str, str] = field(default_factory=dict)  # what is known of a product -> the columns it was read from
    notes: tuple[str, ...] = ()  # what was assumed of the file, each a short clause
    models: int = 0  # products as their shop counts them: without the colours, packs and prices in which one is told apart here

    def __str__(self) -> str:
        """How many there are: "120 products (306 with their colours, packs and prices told apart)"."""
        apart = f" ({len(self.products)} with their colours, packs and prices told apart)"
        return f"{self.models} product{'s' * (self.models != 1)}{apart if len(self.products) > self.models else ''}"

    @property
    def has_no_price(self) -> bool:
        return bool(self.products) and all(product.price is None for product in self.products)


def read_products(data: bytes | Path, name: str, currency: str = "EUR", *, is_of_faq: bool = False) -> ProductsFile:
    """Return the products of a file, and every row that cannot be taken.

    Rows with one handle, or one parent, are variants: those that differ in size alone become one product.

    Args:
        currency: ISO 4217 code for rows that name none; is_of_faq: whether it is told by the FAQ, and not by the owner.

    Raises:
        FileUnreadable: no table, or no column for the title.
    """
    known = known_names(COLUMNS) | {*UNIT_PRICES}
    table = with_named_currency(as_plain(read_table(data, name, known, NEEDED)), NEEDED["price"])
    names = names_of(table)
    told = left_out(table, names, {"the price": ("price",), "the stock": ("stock", "available")})
    rows = [*map(_with_listed_fields, records(table, names, required=REQUIRED))]
    rows = with_percents(_with_marked_steps(rows), table)
    own = told_columns(rows)
    named = {code for row in rows if (code := currency_at(row["price"], currency))}
    currency = next(iter(named)) if len(named) == 1 else currency  # "Rs. 899" on some rows tells what the bare numbers are
    above = named_by_above((path_of(row["category"]), row["title"]) for row in rows)
    reading = _Reading(currency, [*table.problems, *told], own, above)
    for group in grouped(reading.without_headings(rows)):
        reading.take(group)
    if reading.unpublished:
        reason = f"rows that are not published in the shop were left out ({reading.unpublished})"
        reading.problems.append(RowProblem(0, "published", "", reason, "Publish them there if customers may see them.", False))
    products = told_apart(sized_alike(list(reading.products.values())))
    used = known_names(names) | own
    problems = [*reading.problems, *_ages_told(products), *_prices_told(products, reading.problems, table, used)]
    columns = columns_told(table, names, REQUIRED, shown=own)
    if "price" in columns and not (named or any(row["currency"] for row in rows)):
        why = ", as the amounts in your FAQ are in it (CHATBOT_CURRENCY changes that)" if is_of_faq else " (CHATBOT_CURRENCY)"
        columns["currency"] = f"none, so {currency} was taken{why}"
    rows_told = f"; {reading.taken} rows, as colours and sizes have rows of their own" if reading.has_variants else ""
    return ProductsFile(
        tuple(products), tuple(told_once(problems)), f"{table.read_as}{rows_told}", columns, table.read_as.notes, reading.models
    )


def _ages_told(products: Sequence[Product]) -> list[RowProblem]:
    unread = [said for each in products if (said := unread_age(each))]
    if not unread:
        return []
    reason = f"for which age {len(unread)} of {len(products)} products are cannot be read, so no age finds them"
    return [RowProblem(0, "age", unread[0], f"{reason} (“{unread[0]}”)", "Write it like “3-6 years” or “3 years +”.", False)]


def _prices_told(
    products: Sequence[Product], problems: Sequence[RowProblem], table: Table, used: Container[str]
) -> list[RowProblem]:
    if any(each.price is not None for each in products) or any(each.column == "price" for each in problems) or not products:
        return []
    reason = f"none of the {len(products)} products has a price, so customers read 'Price on request' of every one"
    amounts = [name for name, cells in cells_of(table).items() if name not in used and are_amounts(cells)]
    remedy = f"If “{amounts[0]}” holds it, name that column" if len(amounts) == 1 else "Name the column that holds it"
    return [RowProblem(0, "price", "", reason, f"{remedy} “price” and upload the file again.", False)]


@dataclass(slots=True)
class _Reading:
    """Grows while a file is read."""

    currency: str
    problems: list[RowProblem]
    own: frozenset[str]  # columns of the shop's own that may be told
    above: frozenset[tuple[str, ...]]  # paths of which the step above the last names the things
    products: dict[str, Product] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)  # of each product
    unpublished: int = 0
    taken: int = 0  # rows
    models: int = 0  # products before their colours and prices make several of one
    has_variants: bool = False  # whether several rows are one product

    def without_headings(self, rows: Sequence[Record]) -> list[Record]:
        """Leave out the totals of a price list, and rows that hold one cell alone where most hold more: its headings."""
        rows = [row for row in rows if fold(row["title"]) not in TOTALS or row["id"] or row["handle"]]
        filled = [sum(map(bool, (*row.cells.values(), *row.extra.values()))) + bool(row["handle"]) for row in rows]
        if 2 * sum(count > 1 for count in filled) <= len(rows):
            return [*rows]
        for row in (row for row, count in zip(rows, filled, strict=True) if count == 1):
            reason = "this row holds one cell alone, so it was read as a heading and left out"
            self.problems.append(row.problem("title", reason, "Fill in a title and a price if it is a product.", False))
        return [row for row, count in zip(rows, filled, strict=True) if count != 1]

    def take(self, group: Group) -> None:
        shown = [each for each in group.records if is_shown(each)]
        self.unpublished += len(group.records) - len(shown)
        read = [(record, product) for record in shown if (product := self._product(record, group))]
        self.taken += len(read)
        before = len(self.products)
        if group.has_variants:
            options = {name for record in shown for name in _options(record)}
            for product in merged([product for _, product in read], options):
                self._keep(product, read[0][0])
        else:
            for record, product in read:
                self._keep(product, record)
        added = len(self.products) - before
        self.has_variants |= group.has_variants and len(read) > 1
        self.models += min(added, 1) if group.has_variants else added

    def _keep(self, product: Product, record: Record) -> None:
        before = self.products.get(product.id)
        own = record["id"] or record["sku"]
        if before and before != product and record["handle"] == product.id and own:  # several products of one handle
            product = replace(product, id=own)
            before = self.products.get(product.id)
        if before and before != product and product.id == slug(product.title):  # two shades of a file without ids
            product = replace(product, id=slug(" ".join((product.title, *product.colors, *product.sizes))))
            before = self.products.get(product.id)
        if before is None:
            self.products[product.id], self.rows[product.id] = product, record.row
        elif before != product:
            reason = f"the id {product.id!r} is used by row {self.rows[product.id]} already"
            self.problems.append(replace(record.problem("id", reason, "Give each product its own id."), value=product.id))

    def _product(self, record: Record, group: Group) -> Product | None:
        title = clean.plain_line(record["title"])
        if not title:
            self.problems.append(record.problem("title", "the title is empty", "Give each product a title."))
            return None
        try:
            price, code = read_price(record, self.currency, self.problems)
        except Unreadable as error:
            self.problems.append(error.problem)
            return None
        stock = read_stock(record, self.problems)
        currency = (record["currency"] or code or self.currency).upper()[:3]
        options = _options(record)
        colors = split_list(record["colors"]) or options.pop("color", ())
        colors = tuple(each for each in colors if fold(each) not in NO_COLOR)
        sizes = _sizes(record["sizes"]) or options.pop("size", ())
        path = path_of(record["category"])
        category = path[-2 if path in self.above else -1]
        return Product(
            id=(group.key if group.has_variants else "") or record["handle"] or record["id"] or record["sku"] or slug(title),
            title=title[:MAX_TITLE_CHARS],
            description=_description(record),
            category=category,
            brand=clean.plain_line(record["brand"]),
            price=price,
            currency=currency,
            stock=stock,
            colors=colors,
            sizes=sizes,
            material=clean.plain_line(record["material"]),
            tags=tuple(dict.fromkeys((*split_list(record["tags"]), *(step for step in path if step != category)))),
            attributes=attributes(record, options, self.own, currency),
            image=re.split(r"\s*[,|]\s*(?=https?:|/)", record["image"])[0],
            url=record["url"],
            codes=codes_of(*(record[name] for name in ("id", "sku", "barcode", "maker code"))),
        )


def _sizes(said: str) -> tuple[str, ...]:
    """Split sizes also at slashes between blanks, where these are more than two: "38 / 5" is one size by two measures."""
    parts = re.split(r"\s+/\s+", said)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip())) if len(parts) > 2 else split_list(said)


def _with_listed_fields(record: Record) -> Record:
    """Return a record with what its list of properties says of a field that other files have a column for: "colour=red; power=5 W"."""
    cells = dict(record.cells)
    for name, value in read_attributes(record["attributes"]):
        what = field_named(name)
        cells |= {what: value} if what and not cells.get(what) else {}
    return replace(record, cells=cells)


def _with_marked_steps(rows: Sequence[Record]) -> Sequence[Record]:
    """Return the rows with ">" between the steps of their categories, where slashes divide them."""
    if not are_slashed([row["category"] for row in rows]):
        return rows
    return [replace(row, cells={**row.cells, "category": row["category"].replace("/", ">")}) for row in rows]


def slug(text: str) -> str:
    return "-".join(fold(text).split())


def plain_text(markup: str) -> str:
    """Return a description as sentences: without markup, a full stop behind each heading and list item."""
    lines = [clean.plain_line(line) for line in clean.answer_text(markup).split("\n")]
    return " ".join(line if _SENTENCE_END.search(line) else f"{line}." for line in lines if line)


def _description(record: Record) -> str:
    """Return the summary and the description; WooCommerce shops write facts into the one and a story into the other."""
    summary, text = plain_text(record["summary"]), plain_text(record["description"])
    told = text if summary.rstrip(".") in text else f"{summary} {text}".strip()
    return told[:MAX_DESCRIPTION_CHARS]


def _options(record: Record) -> dict[str, tuple[str, ...]]:
    """Return the options of a variant by what they are: {"color": ("blue",), "size": ("M",), "collar": ("15",)}."""
    found: dict[str, tuple[str, ...]] = {}
    pairs = [(fold(record[f"option{n} name"]), record[f"option{n} value"]) for n in OPTIONS]
    has_colors = any(_is_called(name, "colors") for name, _ in pairs)
    for name, value in pairs:
        if value and name not in NO_OPTION and fold(value) not in NO_OPTION:
            kind = next((kind for kind, column in (("color", "colors"), ("size", "sizes")) if _is_called(name, column)), name)
            kind = "color" if name in FINISHES and not has_colors else kind
            found[kind if kind not in found else name] = split_list(value)
    return found


def _is_called(option: str, column: str) -> bool:
    """Whether an option is named like a column: "size", "shoe size", "frame colour"."""
    return option in COLUMNS[column] or not set(COLUMNS[column]).isdisjoint(option.split())
