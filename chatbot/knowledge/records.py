"""What imports of products and orders share: columns by their many names, cells, and problems with their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chatbot.errors import FileUnreadable, RowProblem
from chatbot.knowledge.money import currency_of
from chatbot.knowledge.phrases import lines
from chatbot.knowledge.readers import Table, fold

Aliases = Mapping[str, Sequence[str]]  # canonical name -> folded names that mean it, the surest first
VALUE_SHOWN_CHARS = 80
NOT_USED = "not used"
_NUMERAL = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")
# "Active (0/1)", "Tags (x,y,z...)", "Feature (Name:Value:Position)", "Frame material (product.metafields.custom.material)"
_HINT = re.compile(
    r"\s*\((?:[^()]*\bmetafields\.[^()]*|0\s*/\s*1|[01]\s*=[^()]*|x\s*,\s*y\b[^()]*|[a-z ]+(?::[a-z ]+)+|[^()]*\bseparated\b[^()]*"
    r"|[a-z]{2}[-_][a-z]{2}|yes\s*/\s*no|true\s*/\s*false|y\s*/\s*n|required|optional|mandatory|html)\)",
    re.IGNORECASE,
)
NO_VALUES = frozenset(("", "-", "–", "—", "n/a", "nan", "null", "none", "#n/a", "nil"))


@dataclass(frozen=True, slots=True)
class Record:
    """One row by canonical names; of several columns with one meaning ("sale price", "price") the surest that is filled."""

    row: int  # as a spreadsheet counts
    cells: Mapping[str, str]  # of the columns that the file has; stripped, "" where nothing is said
    extra: Mapping[str, str] = field(default_factory=dict)  # folded header -> cell of columns without a meaning
    sheet: str = ""  # where rows of several were read together

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def problem(self, column: str, reason: str, suggestion: str, is_fatal: bool = True) -> RowProblem:
        place = f"on sheet “{self.sheet}” " if self.sheet else ""
        return RowProblem(self.row, column, self[column][:VALUE_SHOWN_CHARS], f"{place}{reason}", suggestion, is_fatal)


def known_names(aliases: Aliases) -> frozenset[str]:
    return frozenset(name for names in aliases.values() for name in names)


def aliases(text: str) -> dict[str, tuple[str, ...]]:
    """Read a table of lines `canonical: name, name`; names are folded, so they may be written as people write them."""
    found: dict[str, list[str]] = {}
    for name, canonical in lines(text).items():
        found.setdefault(canonical, []).append(fold(name))
    return {canonical: tuple(names) for canonical, names in found.items()}


def header_names(table: Table) -> list[str]:
    """Return the folded headers, without the hint in brackets of how a cell is written where no other column has the plain name."""
    whole = [*map(fold, table.header)]
    plain = [fold(_HINT.sub("", header)) for header in table.header]
    return [short if short and plain.count(short) == 1 else full for short, full in zip(plain, whole, strict=True)]


def cells_of(table: Table) -> Mapping[str, Sequence[str]]:
    """Return folded header -> cells."""
    return {
        name: [row.cells[n].strip() for row in table.rows if n < len(row.cells)] for n, name in enumerate(header_names(table))
    }


def with_named_currency(table: Table, names: Collection[str]) -> Table:
    """Columns of money named "Price (USD)" or "Total €": their bare numbers get the currency, and they the plain name of `names`."""
    header, codes = list(table.header), dict[int, str]()
    for n, name in enumerate(header):
        code = currency_of(name)
        plain = " ".join(word for word in fold(name).split() if word.upper() != code)
        if code and plain in names:
            header[n], codes[n] = plain, code
    if not codes:
        return table
    rows = (
        tuple(f"{cell} {codes[n]}" if n in codes and _NUMERAL.fullmatch(cell) else cell for n, cell in enumerate(row.cells))
        for row in table.rows
    )
    return replace(
        table,
        header=tuple(header),
        rows=tuple(replace(row, cells=cells) for row, cells in zip(table.rows, rows, strict=True)),
    )


def records(table: Table, names: Aliases, required: Sequence[str]) -> Iterator[Record]:
    """Yield the rows of a table by canonical names.

    Raises:
        FileUnreadable: a required column is missing; names it, and the columns that are there.
    """
    columns, places = columns_of(table, names, required)
    known = {at for each in columns.values() for at in each}
    extra = {name: at for name, at in places.items() if name and at not in known}
    for row in table.rows:
        cells = {canonical: _first_filled(row.cells, each) for canonical, each in columns.items() if each}
        yield Record(row.number, cells, {name: row.cells[at].strip() for name, at in extra.items()}, row.sheet)


def columns_of(table: Table, names: Aliases, required: Sequence[str]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """Return where each canonical name stands, the surest first, and where each folded header does.

    Raises:
        FileUnreadable: a required column is missing; names it, and the columns that are there.
    """
    places: dict[str, int] = {}
    for at, name in enumerate(header_names(table)):
        places.setdefault(name, at)
    columns = {canonical: [places[name] for name in each if name in places] for canonical, each in names.items()}
    taken = {at for each in columns.values() for at in each}
    for canonical in required:
        if not columns[canonical]:
            columns[canonical] = [at for name, at in places.items() if at not in taken and _holds(name, names[canonical])][:1]
    missing = [name for name in required if not columns[name]]
    if missing:
        has = ", ".join(name for name in table.header or table.rows[0].cells if name) or "none"
        raise FileUnreadable(
            f"The file has no column {missing[0]!r}. Its columns: {has}. Rename one to {missing[0]!r} and try again."
        )
    return columns, places


def columns_told(table: Table, names: Aliases, required: Sequence[str], shown: Container[str] = ()) -> dict[str, str]:
    """Return what each column was read as, so that nothing is lost in silence.

    Args:
        shown: folded headers of columns without a meaning that are told to customers all the same.
    """
    columns, places = columns_of(table, names, required)
    columns = {what: _that_say_something(table, each) for what, each in columns.items()}
    used = {at for each in columns.values() for at in each}
    other = {name: at for name, at in places.items() if name and at not in used}
    more = [at for name, at in other.items() if name in shown]
    left = [at for name, at in other.items() if name not in shown]
    meanings = {**columns, "shown to customers, too": more, NOT_USED: left}
    return {what: ", ".join(table.header[at] for at in each) for what, each in meanings.items() if each}


def _that_say_something(table: Table, places: Sequence[int]) -> list[int]:
    """Return those of several columns with one meaning that a row is read from, as a surer one is empty there."""
    chosen = (
        {next((at for at in places if _is_filled(row.cells[at])), -1) for row in table.rows} if len(places) > 1 else {*places}
    )
    return [at for at in places if at in chosen] or [*places[:1]]


def left_out(table: Table, names: Aliases, wanted: Mapping[str, Sequence[str]]) -> list[RowProblem]:
    """Tell which columns of a table mean nothing here, where one that is wanted was not found among the others.

    Args:
        wanted: what a person calls it -> canonical names, one of which is enough.
    """
    folded = header_names(table)
    known = known_names(names)
    unknown = [
        header
        for header, name in zip(table.header, folded, strict=True)
        if name and name not in known and not any(_holds(name, each) for each in names.values())
    ]
    missing = [
        what for what, each in wanted.items() if not any(name in folded for canonical in each for name in names[canonical])
    ]
    if not missing or not unknown:
        return []
    reason = f"no column was understood as {' or as '.join(missing)}; unknown: {', '.join(unknown)}"
    remedy = f"If one of these holds it, rename it to “{wanted[missing[0]][0]}” and upload the file again."
    return [RowProblem(table.read_as.header_row, "", "", reason, remedy, is_fatal=False)]


def _holds(name: str, aliases: Sequence[str]) -> bool:
    """Whether a longer name contains one of several words, or one for mail: `current order status`, `mail of the buyer`."""
    sure = (alias for alias in aliases if " " in alias or "mail" in alias)
    return any(f" {alias} " in f" {name} " for alias in sure)


def split_list(text: str) -> tuple[str, ...]:
    """Split "red|blue", "red; blue" or "red, blue"; the first of these separators that occurs counts."""
    separator = next((mark for mark in "|;," if mark in text), None)
    parts = text.split(separator) if separator else [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _first_filled(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[at].strip() for at in places if _is_filled(cells[at])), "")


def _is_filled(cell: str) -> bool:
    return cell.strip().lower() not in NO_VALUES
