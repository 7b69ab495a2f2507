"""Rows that are one product in several colours and sizes, as shop platforms write them, to products that can be told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from chatbot.knowledge.measures import attribute_shown, label
from chatbot.knowledge.product_attributes import NUMBER, is_measured
from chatbot.knowledge.product_cells import is_shown
from chatbot.knowledge.product_columns import OPTIONS, PUBLICATION
from chatbot.knowledge.records import Record
from chatbot.knowledge.words import fold
from chatbot.records import Product

# Said once for all rows of a group: the first row has it, the others leave it empty.
SHARED = (
    *(
        "handle",
        "title",
        "summary",
        "description",
        "category",
        "brand",
        "price",
        "currency",
        "material",
        "gender",
        "tags",
        "attributes",
    ),
    *("image", "url", *PUBLICATION, "tracker", "policy", *(f"option{n} name" for n in OPTIONS)),
)
# What a row holds that is a variant of its own, and not one more picture.
MAX_VALUE_CHARS = 40  # of what tells two products apart
OPTION_VALUES = tuple(f"option{n} value" for n in OPTIONS)
OWN = ("price", "sku", "stock", "available", *OPTION_VALUES, "colors", "sizes")
Part = tuple[tuple[str, ...], Decimal | None, tuple[str, ...]]  # colours, price, and what is chosen where these are mixed


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one product, in order; `has_variants` when they are told apart by options."""

    key: str
    records: tuple[Record, ...]
    has_variants: bool


def grouped(records: Iterable[Record]) -> list[Group]:
    """Put together rows with the same handle, or whose parent another row is; every other row is a group of its own."""
    records = list(records)
    by_sku = {record["sku"]: _own_key(record) for record in records if record["sku"]}
    parents = {_parent_key(record, by_sku) for record in records if record["parent"]}
    groups: dict[str, list[Record]] = {}
    for n, record in enumerate(records):
        key = _parent_key(record, by_sku) or record["handle"] or (_own_key(record) if _own_key(record) in parents else "")
        first = groups[key][0] if key in groups else record
        if record["handle"] and not record["parent"] and record["title"] not in ("", first["title"]):
            key = f"{key}\0{record['title']}"  # rows of a handle that have titles of their own are other products
        groups.setdefault(key or f"\0{n}", []).append(record)
    return [_group(key, rows) for key, rows in groups.items()]


def merged(variants: Sequence[Product], options: Collection[str] = ()) -> list[Product]:
    """Join the variants of a product that differ in size alone; those of another colour or price are products of their own.

    A price that is told must be true, and "is the blue one in stock" must not be answered from the red one's pieces.

    Args:
        options: names of the attributes that tell variants apart beside colour and size: "collar", "age", "flavour".
    """
    parts = _parts(variants, options)
    has_colors = len({color for color, *_ in parts}) > 1
    names = {key: _names(key[0] if has_colors else (), same, variants, parts, ()) for key, same in parts.items()}
    if len(set(names.values())) < len(names):  # a guitar in natural is there for the right and, dearer, for the left hand
        names = {key: _names(key[0] if has_colors else (), same, variants, parts, options) for key, same in parts.items()}
    return [_joined(same, names[key], options) for key, same in parts.items()]


def _parts(variants: Sequence[Product], options: Collection[str]) -> dict[Part, list[Product]]:
    """Return what becomes one product: the variants of one colour and price, each alone where no option tells them from the others.

    A mattress of 78 x 60 in 5 inch costs as much as one of 78 x 72 in 4 inch, and both sizes are there in both: neither is the other.
    """
    priced: dict[tuple[tuple[str, ...], Decimal | None], list[Product]] = {}
    for variant in variants:
        priced.setdefault((variant.colors, variant.price), []).append(variant)
    parts: dict[Part, list[Product]] = {}
    for (colors, price), same in priced.items():
        others = [each for each in variants if each.colors == colors and each not in same]
        is_mixed = _is_mixed([_choice(each, options) for each in same], [_choice(each, options) for each in others])
        for variant in same:
            parts.setdefault((colors, price, _choice(variant, options) if is_mixed else ()), []).append(variant)
    return parts


def _choice(variant: Product, options: Collection[str]) -> tuple[str, ...]:
    """Return what is chosen with a variant beside its colour: its size, and the value of each option."""
    own = dict(variant.attributes)
    return ("/".join(variant.sizes), *(own.get(name, "") for name in sorted(options)))


def _is_mixed(same: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> bool:
    """Whether choices differ in several things without being all that these cross to, and others differ from them in none alone."""
    axes = [frozenset(values) for values in zip(*same, strict=True)]
    beside = [frozenset(values) for values in zip(*others, strict=True)]
    differing = [values for values in axes if len(values) > 1]
    is_crossed = len(frozenset(same)) == prod(map(len, axes))
    is_apart = not beside or any(own.isdisjoint(other) for own, other in zip(axes, beside, strict=True))
    return len(differing) > 1 and not is_crossed and not is_apart


def _names(
    shades: Sequence[str],
    same: Sequence[Product],
    variants: Sequence[Product],
    parts: Collection[Part],
    options: Collection[str],
) -> tuple[str, ...]:
    """Return what a part of the variants is called beside the title: its colour, and its details where that colour has several prices."""
    has_prices = sum(colors == same[0].colors for colors, *_ in parts) > 1
    details = _details(same, variants, options) if has_prices else ""
    return (*shades, *([details] if details else []))


def told_apart(products: Sequence[Product]) -> list[Product]:
    """Return the products; rows of one title and brand get the colour, size or property in which they differ into the title."""
    alike: dict[tuple[str, str], list[Product]] = {}
    for product in products:
        alike.setdefault((fold(product.title), product.brand), []).append(product)
    return [_told_from(product, alike[fold(product.title), product.brand]) for product in products]


def _told_from(product: Product, alike: Sequence[Product]) -> Product:
    """Return a product whose title holds the first thing in which products of the same title differ."""
    if len(alike) == 1:
        return product
    common = set.intersection(*(set(each.attributes) for each in alike))
    values = {name: value for name, value in product.attributes if (name, value) not in common and len(value) <= MAX_VALUE_CHARS}
    colors, sizes = ({getattr(each, field) for each in alike} for field in ("colors", "sizes"))
    parts = ["/".join(product.colors) if len(colors) > 1 else "", "/".join(product.sizes) if len(sizes) > 1 else ""]
    if len(colors) == len(sizes) == 1:
        parts = [attribute_shown(*next(iter(values.items()), ("", "")))]
    return replace(product, title=", ".join((product.title, *(part.strip() for part in parts if part.strip()))))


def _details(same: Sequence[Product], variants: Sequence[Product], options: Collection[str]) -> str:
    """What tells some variants from those of another price: sizes, else the options, else the first that is not the same on all."""
    common = set.intersection(*(set(each.attributes) for each in variants))
    sizes = [size for each in same for size in each.sizes]
    differing = [[(name, value) for name, value in each.attributes if (name, value) not in common] for each in same]
    values = [
        value for pairs in differing for name, value in (pairs[:1] if not options else pairs) if not options or name in options
    ]
    others = {size for each in variants if each not in same and each.colors == same[0].colors for size in each.sizes}
    told = sizes if sizes and others.isdisjoint(sizes) else [*values, *sizes]  # one cone of glass and one of clay are both "02"
    return "/".join(dict.fromkeys(each for each in told if each))


def _joined(same: Sequence[Product], names: Sequence[str], options: Collection[str]) -> Product:
    """Return one product of variants; what differs between them is its sizes, or is not said of the whole."""
    first = same[0]
    common = set.intersection(*(set(each.attributes) for each in same))
    apart = _told_apart_by(same, [name for name, value in first.attributes if (name, value) not in common], options)
    there, gone = ([each for each in same if (each.stock == 0) == is_gone] for is_gone in (False, True))
    sizes = _sizes(there or same, apart)
    pieces = [each.stock for each in there or same]
    suffix = "".join(f"-{fold(name).replace(' ', '-')}" for name in names)
    return replace(
        first,
        id=first.id + suffix,
        title=", ".join((first.title, *names)),
        sizes=sizes,
        sizes_sold_out=tuple(size for size in _sizes(gone, apart) if size not in sizes),
        size_name=first.size_name if first.sizes or not apart else "/".join(map(_plain, apart)),
        stock=None if any(count is None for count in pieces) else sum(count or 0 for count in pieces),
        attributes=tuple(pair for pair in first.attributes if pair in common),
        codes=tuple(dict.fromkeys(code for each in same for code in each.codes)),
    )


def _told_apart_by(same: Sequence[Product], differing: Sequence[str], options: Collection[str]) -> list[str]:
    """Return the attributes by which variants are told apart beside their sizes; without an option, the first where sizes do not.

    What is measured ("lug width mm") tells them apart where no words do.
    """
    named = [name for name in differing if name in options]
    if named or len({each.sizes for each in same}) == len(same):
        return named
    values = {name: [dict(each.attributes).get(name, "") for each in same] for name in differing}
    told = [name for name, each in values.items() if not any(map(NUMBER.fullmatch, each))]
    return (told or [name for name, each in values.items() if is_measured(name) and all(each)])[:1]


def sized_alike(products: Sequence[Product]) -> list[Product]:
    """Return the products; one without sizes is of the size that its category is measured by: the strap of which there is one width."""
    measured = {(each.category, each.size_name) for each in products if each.size_name != "size"}
    return [_sized(each, measured) for each in products]


def _sized(product: Product, measured: Collection[tuple[str, str]]) -> Product:
    own = (name for name, _ in product.attributes if is_measured(name) and (product.category, _plain(name)) in measured)
    name = "" if product.all_sizes else next(own, "")
    return replace(product, sizes=(_value(product, name),), size_name=_plain(name)) if name else product


def _plain(name: str) -> str:
    return label(name) if is_measured(name) else name


def _value(product: Product, name: str) -> str:
    """Return what an attribute says, a bare number with its unit: "20 mm" of "lug width mm"."""
    value = dict(product.attributes).get(name, "")
    return f"{value} {name.split()[-1]}" if is_measured(name) and NUMBER.fullmatch(value) else value


def _sizes(variants: Sequence[Product], apart: Sequence[str]) -> tuple[str, ...]:
    """Return the sizes of variants in order, with what else tells them apart: "34/Long", "14.5", "chicken"."""
    more = ["/".join(_value(each, name) for name in apart) for each in variants]
    found = (
        "/".join(part for part in (size, own) if part)
        for each, own in zip(variants, more, strict=True)
        for size in each.sizes or ("",)
    )
    return tuple(dict.fromkeys(size for size in found if size))


def _group(key: str, rows: Sequence[Record]) -> Group:
    base = next((row for row in rows if row["title"] and not row["parent"]), rows[0])
    own = [row for row in rows if any(row[name] for name in OWN) and not _is_parent(row, rows)]
    if len(own) < 2 and base not in own:
        own = [*own, base][:1] if own else [base]
    # What a parent alone names holds for all its variations.
    shared = (*SHARED, *(name for name in OPTION_VALUES if not any(row[name] for row in own)))
    if base["handle"] and base["colors"] and not any(row["colors"] for row in own if row is not base):
        shared = (*shared, "colors")  # a property of the product, which Shopify writes into its first row
    has_variants = len(rows) > 1 and not key.startswith("\0")
    return Group(key.lstrip("\0").split("\0")[0], tuple(_with_shared(row, base, shared) for row in own), has_variants)


def _with_shared(row: Record, base: Record, shared: Sequence[str]) -> Record:
    inherited = {name: row[name] or base[name] for name in shared if name in row.cells}
    title = base["title"] or row["title"]  # WooCommerce writes "Hoodie - Blue, M" into the title of a variation
    extra: Mapping[str, str] = {name: cell or base.extra.get(name, "") for name, cell in row.extra.items()}
    if not is_shown(base):  # what is hidden is so in all its variants
        inherited |= {name: base[name] for name in PUBLICATION if name in base.cells}
    return replace(row, cells={**row.cells, **inherited, "title": title}, extra=extra)


def _is_parent(row: Record, rows: Sequence[Record]) -> bool:
    """Whether a row stands for all others of its group and is none itself, as WooCommerce's "variable" ones."""
    return not row["parent"] and any(other["parent"] for other in rows if other is not row)


def _own_key(record: Record) -> str:
    return record["id"] or record["sku"]


def _parent_key(record: Record, by_sku: Mapping[str, str]) -> str:
    parent = record["parent"].removeprefix("id:")
    return by_sku.get(parent, parent)
