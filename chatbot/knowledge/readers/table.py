"""The shape that every uploaded file is brought into: a header and rows of text, with the row numbers of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from chatbot.errors import RowProblem
from chatbot.knowledge.words import fold

LONGEST_NAME_CHARS = 200
HEADER_SEARCH_ROWS = 20  # exports put a title, a date and notes above the header, hardly more


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # as a spreadsheet counts, from 1; blank rows count
    cells: tuple[str, ...]  # as many as the table is wide
    sheet: str = ""  # where rows of several were read together


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a file was understood, to be shown to the person who uploaded it."""

    format: str  # "CSV", "XLSX", "JSON" ...
    encoding: str = ""
    delimiter: str = ""  # ",", ";", "TAB", "|"; empty where there is none
    sheet: str = ""
    header_row: int = 0  # 0: the file has no header
    notes: tuple[str, ...] = ()  # what was assumed, each a short clause

    def __str__(self) -> str:
        """One line: `CSV, cp1252, ";", header in row 1`."""
        shown = '"' + self.delimiter + '"' if self.delimiter not in ("", "TAB") else self.delimiter
        sheet = f"sheet “{self.sheet}”" if self.sheet else ""
        header = f"header in row {self.header_row}" if self.header_row else "no header"
        return ", ".join(part for part in (self.format, self.encoding, shown, sheet, header) if part)

    @property
    def has_titles_of_its_own(self) -> bool:
        """Whether titles were told from questions by their form already: in JSON by its nesting, in a text by its headings."""
        return self.format.startswith("JSON") or (self.format in ("Markdown", "text", "Word", "HTML") and not self.header_row)

    def noting(self, *notes: str) -> ReadAs:
        return replace(self, notes=(*self.notes, *notes))


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows. `header` is () when no row looks like one (only when known names were asked for)."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]  # without blank rows and without the header
    read_as: ReadAs
    problems: tuple[RowProblem, ...] = ()
    header_width: int = 0  # cells of the header's row as far as they are in use, those without a name too

    def dicts(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield (row number, {header: cell}); a column without a name is left out."""
        names = [(n, name) for n, name in enumerate(self.header) if name]
        for row in self.rows:
            yield row.number, {name: row.cells[n] for n, name in names}


def make_table(grid: Sequence[Row], read_as: ReadAs, known: Container[str] = ()) -> Table:
    """Find the header and square the rows.

    Args:
        grid: the rows as read, of any widths, blank ones included.
        known: folded column names that a header may hold. Without them the first row that is not blank is the header.
    """
    filled = [row for row in grid if any(cell.strip() for cell in row.cells)]
    head = find_header(filled, known)
    header = filled[head].cells if head is not None else ()
    body = filled[head + 1 :] if head is not None else filled
    width = max((len(row.cells) for row in [*body, Row(0, header)]), default=0)
    keep = _columns_in_use(header, body, width)
    number = filled[head].number if head is not None else 0
    names = [fold(cell) for cell in header if fold(cell)]
    repeated = [row for row in body if len(names) > 1 and _is_header_again(row, header, names)]
    body = [row for row in body if row not in repeated] if repeated else body
    if head:
        header = _named_above(header, filled[head - 1])
    read_as = replace(read_as, header_row=number)
    if head:
        read_as = read_as.noting(f"{head} row{'s' * (head > 1)} above the header left out")
    if repeated:
        read_as = read_as.noting(f"the header stands again in row {', '.join(str(row.number) for row in repeated[:5])}, left out")
    return Table(
        _pick(header, keep, strip=True) if header else (),
        tuple(Row(r.number, _pick(r.cells, keep)) for r in body),
        read_as,
        (),
        sum(n < len(header) for n in keep),
    )


def find_header(rows: Sequence[Row], known: Container[str]) -> int | None:
    """Return the index of the header among the first rows, or None.

    With known names it is the row that holds most of them, at least two, or one if that is the row's only cell or its first.
    """
    if not known:
        return 0 if rows else None
    hits = [_hits(row, known) for row in rows[:HEADER_SEARCH_ROWS]]
    best = max(range(len(hits)), key=lambda n: (hits[n], -n), default=None)
    if best is None or hits[best] == 0:
        return None
    named = sum(bool(cell.strip()) for cell in rows[best].cells)
    is_header = (
        hits[best] >= 2
        or (named == 1 and not _is_title(rows, best))
        or (named > 1 and best == 0 and _looks_like_names(rows[0].cells))
    )
    return best if is_header else None


def _hits(row: Row, known: Container[str]) -> int:
    """How many cells are known names; a single letter counts beside another one only: "Q" and "A", not each group called "A"."""
    found = [cell.strip() for cell in row.cells if is_known(cell, known)]
    letters = {cell.casefold() for cell in found if len(cell) == 1}
    return sum(len(cell) > 1 or len(letters) > 1 for cell in found)


def _named_above(header: Sequence[str], above: Row) -> tuple[str, ...]:
    """A header of two rows: a column that has no name in the lower one has that of the upper one."""
    named = sum(bool(cell.strip()) for cell in above.cells)
    names = [*above.cells, *[""] * len(header)]
    return tuple(cell if cell.strip() or named < 2 else names[n] for n, cell in enumerate(header))


def _is_title(rows: Sequence[Row], at: int) -> bool:
    """Whether a row of one cell stands as a title above a wider table: several words, or above a column that stays empty."""
    wider = [row for row in rows[at + 1 : at + HEADER_SEARCH_ROWS] if sum(bool(cell.strip()) for cell in row.cells) > 1]
    place = next(n for n, cell in enumerate(rows[at].cells) if cell.strip())
    is_empty = not any(place < len(row.cells) and row.cells[place].strip() for row in wider)
    return bool(wider) and (is_empty or len(fold(rows[at].cells[place]).split()) > 2)


def _is_header_again(row: Row, header: Sequence[str], names: Sequence[str]) -> bool:
    if not row.cells or len(row.cells[0]) > len(header[0]) + 2:  # a mark in front, such as that of another file's beginning
        return False
    return [name for cell in row.cells if (name := fold(cell))] == names


def is_known(cell: str, known: Container[str]) -> bool:
    """Whether a cell is one of the known column names; a long text is none, and is not even looked at."""
    return len(cell) <= LONGEST_NAME_CHARS and fold(cell) in known


def _looks_like_names(cells: Sequence[str]) -> bool:
    """Column names are short, have no sentence marks, and differ from each other."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(set(filled)) == len(filled) and all(len(cell) <= 40 and not re.search(r"[?!.]$", cell) for cell in filled)


def _columns_in_use(header: Sequence[str], body: Sequence[Row], width: int) -> list[int]:
    """Leave out columns without a name and without a value (trailing commas)."""
    used = {n for n, cell in enumerate(header) if cell.strip()}
    for row in body:
        if len(used) == width:
            break
        used.update(n for n, cell in enumerate(row.cells) if cell.strip())
    return sorted(used)


def _pick(cells: Sequence[str], keep: Sequence[int], strip: bool = False) -> tuple[str, ...]:
    picked = (cells[n] if n < len(cells) else "" for n in keep)
    return tuple(cell.strip() for cell in picked) if strip else tuple(picked)
