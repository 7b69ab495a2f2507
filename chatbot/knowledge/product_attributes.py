"""What a record says of a product beside the fields that every shop has: its own columns, yes or no, numbers and short texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from chatbot.knowledge.ages import is_age, read_age
from chatbot.knowledge.measures import READER, read_measure
from chatbot.knowledge.money import currency_of, read_money, show_money
from chatbot.knowledge.phrases import Phrases, tokenize
from chatbot.knowledge.product_columns import COLUMNS
from chatbot.knowledge.quantities import MONEY, PERCENT
from chatbot.knowledge.readers import clean
from chatbot.knowledge.records import NO_VALUES, Record
from chatbot.knowledge.wish_words import AUDIENCES
from chatbot.knowledge.words import words
from chatbot.records import Product

TRUE = frozenset(("yes", "true", "y", "ja", "oui", "si"))
MAX_CHARS = 300  # of one value that is told
SHORT_CHARS = 60  # the median of a column; longer ones are texts of which nobody knows whom they are for
REDUCED = "reduced"  # the feature of a product that costs less than it did
REGULAR_PRICE = "regular price"  # what that did cost
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ZERO = re.compile(r"0+(?:[.,]0+)?")
_CENTS = re.compile(r"\d[.,]\d{1,2}\s*$")
_AMOUNT = re.compile(r"\d[\d.,'’ ]*[-–]*")
_TICK = re.compile(r"[x✓✔☑]", re.IGNORECASE)
_LINK = re.compile(r"\w+://|www\.|@\w|^[/\\]|<\w|^[{\[]")  # or what only a program reads
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(  # and no measures: "52-18-140"
    rf"(?:\d{{4}}[./-]{_MONTH}[./-]{_DAY}|{_DAY}[./-]{_MONTH}[./-]\d{{2}}(?:\d\d)?|{_MONTH}[./-]{_DAY}[./-]\d{{2}}(?:\d\d)?)(?!\d).*"
)
_CODE = re.compile(r"[A-Za-z]{0,5}[-_/. ]?\d{3,}[\w-]*")
# What a shop keeps to itself, and what platforms keep of a row: beginnings of words in a column's name, in some languages.
_INTERNAL = re.compile(
    r"""\b(?:cost(?!ume)|purchas|buy|wholesale|trade|supplier|margin|markup|profit|comment|remark|warehouse|location|bin\b
    |intern(?!al[ ](?:storage|memory|diameter|width|height|depth|length|size|volume|frame))|(?<!top[ ])(?<!heart[ ])(?<!base[ ])note
    |price|preis|prix|preci[oa]|prezzo|prijs|preco|cena|fiyat|stock|quantity|qty|inventory|bestand|threshold
    |ek\b|einkauf|lieferant|marge|notiz|bemerkung|kommentar|lager|achat|fournisseur|coste?\b|costo|proveedor|fornitore|acquisto
    |inkoop|leverancier|inkop|leverant|koszt|zakup|dostawca|marza|alis|maliyet|tedarik|nakup|dodavatel|custo\b|fornecedor
    |net\b(?![ ][cw])|netto|tax|vat\b|mwst|customs?\b|hs\b|discount|commission|reorder|reserved|sales|sold|views|clicks|orders?\b
    |gst\b|tva\b|btw\b|dealer|rabatt|remise|descuento|sconto|korting|off\Z
    |forecast|budget|barcode|ean|gtin|upc|mpn|isbn|asin|sku|ids?\b|code|url|link|image|photo(?!chrom)|video|alt\b|files?\b|path
    |seo|meta(?!l)|google|facebook|amazon|ebay|feed\b|channel|website|store\b|shop\b|visib|featured|sort\b|gift[ ]?card
    |attribute[ ]\d|freight|deliver\w*[ ](?:class|group|zone|type|profile|method|code)
    |shipping|fulfil|requires|allow|review|download|upsell|cross[ ]?sell|grouped|external|swatches|included[ ]\w|international
    |compare|create|update|modifi|edited|added|date\b|datum|fecha|user|owner|staff|employee|manager|responsible|contact\b|phone\b
    |e?[ ]?mail|status|valid|deleted|template|number\b(?![ ]of)|nr\b|no\b|row\b|index\b|unnamed|column|spalte)""",
    re.VERBOSE,
)
# Numbers without a unit that are no secret; of others nobody knows what they count.
_COUNTED = frozenset(
    words("""
    voltage wattage power height width length depth diameter weight capacity volume age ages speed torque threads pages players pieces
    persons people rooms doors ports channels gears blades lumen lumens rating battery memory screen size
    spf vol vintage year proof
    """)
)
# Named so, a text may be long: whoever asks for it wants all of it.
_LONG = re.compile(r"\b(?:ingredient|inci|zutaten|ingredienti|content|allergen|care\b|scope of|in the box)")
# An amount of money that is named so is asked of the customer, and no affair of the shop.
_CHARGED = re.compile(r"\b(?:deposit|pfand|surcharge|statiegeld|consigne|ecotax|eco participation|recycling)\b")
# What several of a thing cost together: "case of 6", "6-pack", "per case".
_PACK = re.compile(
    r"""(?:price[ ])?(?:per|by[ ]the|for[ ]a)[ ](?:case|pack|box|carton|crate|tray|dozen)(?:[ ]of[ ]\d+)?
    |(?:case|pack|box|carton|crate|tray)(?:[ ]of)?[ ]\d+(?:[ ]price)?|\d+[ ](?:pack|case|bottles|box)(?:[ ]price)?
    |(?:case|pack|dozen)[ ]price|price[ ](?:for|of)[ ]\d+""",
    re.VERBOSE,
)
# PrestaShop's features, "Base:H7:1,Power:55 W:2:0": name, value, place in the list, and whether it is the product's own.
_PLACED = re.compile(r"([^:,]+):([^:]+):\d+(?::[01])?\s*(?:,|\Z)")
AUDIENCE_SHARE = 0.8  # of a column's cells that name whom a thing is for, from which all of it does
_AUDIENCES = Phrases(AUDIENCES)
_JOINING = frozenset(("and", "or", "only", "s", "/", ",", "&", "+", ";", "|", "-"))
_RENAMED = {"for": "suitable for"}  # every second question holds the bare word


def told_columns(rows: Sequence[Record]) -> frozenset[str]:
    """Return which columns without a meaning hold what a customer may be told; never what looks like the shop's own affair."""
    values: dict[str, list[str]] = {}
    for row in rows:
        for name, cell in row.extra.items():
            values.setdefault(name, [])
            if cell.lower() not in NO_VALUES:
                values[name].append(cell)
    return frozenset(name for name, cells in values.items() if cells and _is_told(name, cells, len(rows)))


def _is_told(name: str, cells: Sequence[str], rows: int) -> bool:
    if is_measured(name) and all(NUMBER.fullmatch(cell) for cell in cells):
        return True
    if _PACK.fullmatch(name):
        return are_amounts(cells)
    if _CHARGED.search(name) and all(currency_of(cell) for cell in cells):
        return True
    if _INTERNAL.search(name) or any(_LINK.search(cell) for cell in cells):
        return False
    different = len(set(cells))
    if different == 1 and len(cells) == rows > 2:  # what is the same on every row tells nothing of a product
        return False
    if 2 * sum(_AMOUNT.fullmatch(cell) is not None for cell in cells) >= len(
        cells
    ):  # "1.199,00" beside "on request" may be what the shop paid
        return not _COUNTED.isdisjoint(name.split())
    if all(_TICK.fullmatch(cell) for cell in cells):
        return True
    if _most(bool(currency_of(cell)) and NUMBER.search(cell) is not None for cell in cells) or _most(map(_is_date, cells)):
        return False
    if different == len(cells) > 1 and _most(_CODE.fullmatch(cell) is not None for cell in cells):
        return False
    return median(map(len, cells)) <= SHORT_CHARS or _LONG.search(name) is not None


def is_of_audiences(cells: Iterable[str]) -> bool:
    """Whether the cells of a column name whom things are for, whatever the column is called: "Women", "men's", "Kids / Adults"."""
    filled = [cell for cell in cells if cell.lower() not in NO_VALUES]
    return bool(filled) and sum(map(_is_audience, filled)) >= AUDIENCE_SHARE * len(filled)


def _is_audience(cell: str) -> bool:
    tokens = tokenize(cell)
    named = {at for start, end, _ in _AUDIENCES.find(tokens) for at in range(start, end)}
    return bool(named) and all(at in named or token.word in _JOINING for at, token in enumerate(tokens))


def unread_age(product: Product) -> str:
    """Return what a product's record says of ages and nobody can read, "" where there is nothing of the kind."""
    said = (value for name, value in product.attributes if is_age(name) and not read_age(value) and not _is_audience(value))
    return next(said, "")


def attributes(
    record: Record, options: Mapping[str, Sequence[str]], own: frozenset[str], currency: str
) -> tuple[tuple[str, str], ...]:
    """Return (name, value) of all that the record says beside its fields.

    Args: options: of a variant; own: columns of the shop's own that may be told; currency: of the price.
    """
    found = {name: ", ".join(values) for name, values in options.items()}
    listed = ((name, value, field_named(name)) for name, value in read_attributes(record["attributes"]))
    found |= {_RENAMED.get(name, name): value for name, value, what in listed if not what or record[what] != value}
    for name, cell in record.extra.items():
        is_blank = cell.lower() in NO_VALUES or (
            _ZERO.fullmatch(cell) and (is_measured(name) or not _COUNTED.isdisjoint(name.split()))
        )
        if not is_blank and (name in own or (is_measured(name) and NUMBER.fullmatch(cell))):
            said = _price_of_pack(cell, record, currency) if _PACK.fullmatch(name) else _said(cell)
            found |= {_RENAMED.get(name, name): said} if said and _RENAMED.get(name, name) not in found else {}
    if NUMBER.match(record["rating"]):
        found.setdefault("rating", record["rating"])
    is_age_span = bool(read_age(record["audience"]))  # an "age group" of "3-6 years"
    if is_age_span:
        found.setdefault("age", record["audience"])
    if gender := record["gender"] or ("" if is_age_span else record["audience"]):
        found.setdefault("gender", AUDIENCES.get(gender.lower(), gender.lower()))
    return (*found.items(), *_reduction(record, currency))


def are_amounts(cells: Sequence[str]) -> bool:
    """Whether most cells are amounts of money and no counts: one at least has cents, or names its currency."""
    filled = [cell for cell in cells if cell.lower() not in NO_VALUES]
    return _most(map(_is_amount, filled)) and any(_CENTS.search(cell) or currency_of(cell) for cell in filled)


def _is_amount(cell: str) -> bool:
    try:
        return read_money(cell)[0] > 0 and (bool(currency_of(cell)) or _AMOUNT.fullmatch(cell) is not None)
    except ValueError:
        return False


def _price_of_pack(cell: str, record: Record, currency: str) -> str:
    """Return what several cost together, or "POA"; "" where that is no more than one does: a cell that slipped into the wrong column."""
    if not any(map(str.isdigit, cell)):
        return cell
    if not (_is_amount(cell) and _is_amount(record["price"])) or read_money(cell)[0] <= read_money(record["price"])[0]:
        return ""
    return show_money(read_money(cell)[0], currency_of(cell) or currency)


def _said(cell: str) -> str:
    return "yes" if _TICK.fullmatch(cell) else clean.plain_line(cell)[:MAX_CHARS]


def _reduction(record: Record, currency: str) -> tuple[tuple[str, str], ...]:
    """What the product cost before, where that is more."""
    try:
        price, before = read_money(record["price"])[0], read_money(record["old price"])[0]
    except ValueError:
        return ()
    return ((REDUCED, "yes"), (REGULAR_PRICE, show_money(before, currency))) if before > price > 0 else ()


def read_attributes(text: str) -> tuple[tuple[str, str], ...]:
    """Read `waterproof=yes; weight_g=420`, or the same with colons; a name alone means yes."""
    if re.fullmatch(f"(?:{_PLACED.pattern})+", text.strip()):
        placed: dict[str, str] = {}
        for name, value in ((name.strip().lower(), value.strip()) for name, value in _PLACED.findall(text.strip())):
            placed[name] = f"{placed[name]}, {value}" if name in placed else value
        return tuple(placed.items())
    pairs = (re.split(r"\s*[=:]\s*", part.strip(), maxsplit=1) for part in re.split(r"[;|\n]", text) if part.strip())
    return tuple((pair[0].lower(), pair[1] if len(pair) > 1 else "yes") for pair in pairs)


def field_named(name: str) -> str:
    """Return the field of a product that a property is called by: "colors" of "colour", "" of any other."""
    return next((what for what in ("colors", "sizes", "material") if name in COLUMNS[what]), "")


def is_measured(header: str) -> bool:
    """Whether a column is named like "weight kg", or by a unit alone: "volts"."""
    unit = READER.unit(header.split()[-1]) if header else None
    return unit is not None and unit.dimension not in (MONEY, PERCENT)


def said_of(product: Product) -> list[str]:
    """Return the attributes that are told in words ("fits makita batteries"), as a search reads them."""
    plain = ((name, value) for name, value in product.attributes if value.lower() not in (*TRUE, "no", "false"))
    flavours = [size for size in product.sizes if product.size_name != "size" and not any(map(str.isdigit, size))]
    options = [f"{product.size_name} {', '.join(flavours)}"] if flavours else []
    return [f"{name} {value}" for name, value in plain if " " in value and not read_measure(name, value)] + options


def _is_date(cell: str) -> bool:
    return _DATE.fullmatch(cell) is not None


def _most(flags: Iterable[bool]) -> bool:
    found = [*flags]
    return sum(found) * 2 > len(found)
