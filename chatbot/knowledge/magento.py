"""The rows of a Magento 2 (Adobe Commerce) export in the plain columns of a catalogue; see `export_rows`.

The rows of one product stand anywhere in such a file: a configurable product names its variants by their SKU, and a store view repeats
a row for one language or country. So the file is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chatbot.knowledge.dates import Dates
from chatbot.knowledge.export_rows import ENDLESS, Cells, Plain, amount_of, first_filled, is_yes, link_of, options_of, prices_of
from chatbot.knowledge.words import fold

_PAIR = re.compile(r'([A-Za-z]\w*)=("(?:[^"]|"")*"|.*?)(?=,\s*[A-Za-z]\w*=|\s*\Z)', re.DOTALL)  # 'name=value, more,name="value"'
_FROM, _UNTIL = "special price from date", "special price to date"
_COUNTED_ELSEWHERE = frozenset(("bundle", "grouped"))  # as pieces of what they are made of
_RENAMED = {"manufacturer": "brand"}


@dataclass(frozen=True, slots=True)
class _File:
    parents: Mapping[str, Cells]  # SKU of a variant -> the product whose variant it is
    options: Mapping[str, dict[str, str]]  # SKU of a variant -> what tells it from the others
    own: frozenset[str]  # SKUs of rows that hold for all store views
    dates: Dates


def read(rows: Sequence[Cells]) -> Iterator[Plain | None]:
    file = _known(rows)
    for row in rows:
        if _is_repeated(row, file.own):
            yield None
        elif row["product type"].lower() != "configurable":
            yield _product(row, file)
        elif row["sku"] in {parent["sku"] for parent in file.parents.values()}:
            yield {**_shared(row), "sku": row["sku"]}
        else:  # nobody can buy what has neither variants nor a price of its own
            yield _product(row, file) if amount_of(row["price"]) else None


def store_views(rows: Sequence[Cells]) -> str:
    """Tell how many rows hold a product for one store view once more, "" where none does."""
    own = _skus(rows)
    views = [row["store view code"] for row in rows if _is_repeated(row, own)]
    named = ", ".join(dict.fromkeys(views))
    return f"{len(views)} rows of other store views ({named}) left out, so their texts and prices are not told" if views else ""


def _known(rows: Sequence[Cells]) -> _File:
    own = _skus(rows)
    parents: dict[str, Cells] = {}
    options: dict[str, dict[str, str]] = {}
    for row in rows:
        for part in row["configurable variations"].split("|") if not _is_repeated(row, own) else ():
            named = _pairs(part)
            sku = named.pop("sku", "")
            if sku in own and sku not in parents:
                parents[sku] = row
                options[sku] = named
    return _File(parents, options, own, Dates(row[name] for row in rows for name in (_FROM, _UNTIL)))


def _skus(rows: Sequence[Cells]) -> frozenset[str]:
    return frozenset(row["sku"] for row in rows if not row["store view code"])


def _is_repeated(row: Cells, own: frozenset[str]) -> bool:
    return bool(row["store view code"]) and row["sku"] in own


def _product(row: Cells, file: _File) -> Plain:
    parent = file.parents.get(row["sku"])
    is_shown = _is_online(row) and (_is_listed(row) or (parent is not None and _is_online(parent) and _is_listed(parent)))
    usual = amount_of(row["price"]) or amount_of(parent["price"] if parent else "")
    special = amount_of(row["special price"])
    now = special if 0 < special < usual and _is_running(row, file.dates) else usual
    options = file.options.get(row["sku"], {})
    return {
        **{name: cell for name, cell in _shared(row).items() if name not in options},
        "parent": parent["sku"] if parent else "",
        "sku": row["sku"],
        "stock": _stock(row),
        "backorders allowed": "yes" if is_yes(row["is in stock"]) and amount_of(row["allow backorders"]) else "",
        "published": "yes" if is_shown else "no",
        **prices_of(now, max(usual, amount_of(row["msrp price"]))),
        **options_of(options.items()),
    }


def _shared(row: Cells) -> Plain:
    """What a product says of all its variants; its attributes, each as a column of its own, where no other column is called so."""
    named = {_RENAMED.get(name, name): value for name, value in _pairs(row["additional attributes"]).items()}
    weight = amount_of(row["weight"])
    return {
        **{name: value for name, value in named.items() if name not in row},
        "title": row["name"],
        "category": _path(row["categories"]),
        "weight": f"{weight.normalize():f}" if weight else "",
        "image": link_of(row["base image"]),
        "brand": first_filled(Cells(named), "brand", "manufacturer"),
    }


def _pairs(text: str) -> dict[str, str]:
    """Read "screen_size=6.1 in,colour=Red"; values hold commas, or stand in quotation marks, several of them between bars."""
    found = {}
    for name, value in _PAIR.findall(text):
        is_quoted = len(value) > 1 and value[0] == value[-1] == '"'
        plain = value[1:-1].replace('""', '"') if is_quoted else value
        found[fold(name)] = plain.replace("|", ", ").strip()
    return found


def _path(cell: str) -> str:
    """Return the deepest of several paths without its first step, which is the shop."""
    root = re.escape(cell.split("/")[0])
    paths = re.split(rf",(?={root}(?:/|,|\Z))", cell)
    return " > ".join(step.strip() for step in max(paths, key=lambda path: path.count("/")).split("/")[1:])


def _is_online(row: Cells) -> bool:
    return row["product online"] in ("", "1")


def _is_listed(row: Cells) -> bool:
    return row["visibility"].lower() not in ("not visible individually", "1")


def _is_running(row: Cells, dates: Dates) -> bool:
    """Whether a special price counts today; not where nobody can tell."""
    today = date.today().isoformat()
    try:
        begins, ends = (dates.read(row[name]) if row[name] else today for name in (_FROM, _UNTIL))
    except ValueError:
        return False
    return begins <= today <= ends


def _stock(row: Cells) -> str:
    if row["is in stock"] == "0":
        return "0"
    if row["manage stock"] == "0" or row["product type"].lower() in _COUNTED_ELSEWHERE:
        return ENDLESS
    return str(int(amount_of(row["qty"]))) if row["qty"] else ""
