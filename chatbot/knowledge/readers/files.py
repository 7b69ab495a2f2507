"""Any uploaded table to a `Table`: the format is told by the content, the file name is only a hint."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import archives, delimited, structured, workbook
from chatbot.knowledge.readers.table import ReadAs, Row, Table, is_known, make_table
from chatbot.knowledge.readers.text import Decoded, decode
from chatbot.knowledge.words import fold

MAX_BYTES = 10_000_000  # an upload; 50,000 entries with long answers fit
MAX_ROWS = 50_000  # embedding more takes over ten minutes on two cores
_NOT_SOLD = re.compile(  # names of sheets; folded
    r"\b(?:old|archived?|archiv|discontinued|deleted|drafts?|backup|copy|templates?|examples?"
    r"|trade|wholesale|b2b|dealers?|suppliers?|costs?|purchas\w*|internal|intern)\b"
)


def read_table(
    source: bytes | Path, name: str = "", known: Container[str] = (), needed: Mapping[str, Container[str]] | None = None
) -> Table:
    """Read one CSV, TSV, XLSX, XLS, ODS, JSON, JSONL or XML table.

    Args:
        source: the bytes of the file, or its path.
        name: the file's name, for its ending and for messages; taken from the path if empty.
        known: folded names (see `fold`) that the header may hold. With them the header is looked for in the first rows and
            may be missing (`Table.header == ()`); without them the first filled row is the header.
        needed: what a row must tell -> names of columns that do; sheets of a workbook that have one of each are read together.

    Returns:
        The table; of a workbook the sheet whose header holds most known names, and a note on the others.

    Raises:
        FileUnreadable: one sentence on what is wrong and what to do.
    """
    tables = read_tables(source, name, known)
    best = max(tables, key=lambda table: (known_columns(table, known), -tables.index(table)))
    others = [table for table in tables if table is not best]
    more = [named for table in others if needed and (named := _with_needed(table, needed))]
    joined = {table.read_as.sheet for table in more}
    left = [table.read_as.sheet for table in others if table.read_as.sheet not in joined]
    best = _joined(best, more) if more else best
    return replace(best, read_as=best.read_as.noting(f"other sheets left out: {', '.join(left)}")) if left else best


def _with_needed(table: Table, needed: Mapping[str, Container[str]]) -> Table | None:
    """Return a sheet that has a column for all that is needed, None for another and where its name says that nobody buys from it.

    The first that is needed may be in a column that is called like its sheet: "Hamper" on "Hampers".
    """
    sheet = fold(table.read_as.sheet)
    if _NOT_SOLD.search(sheet):
        return None
    what = next(iter(needed))
    own = next(
        (at for at, name in enumerate(table.header) if fold(name) and fold(name) in (sheet, sheet.removesuffix("s"))), None
    )
    if own is not None and not _has(table, needed[what]):
        table = replace(table, header=(*table.header[:own], what, *table.header[own + 1 :]))
    return table if all(_has(table, names) for names in needed.values()) else None


def _has(table: Table, names: Container[str]) -> bool:
    return any(fold(cell) in names for cell in table.header)


def _joined(first: Table, more: Sequence[Table]) -> Table:
    """Return the rows of several sheets as one table; columns of one name are one."""
    header, rows = list(first.header), list(_of_sheet(first, range(len(first.header)), len(first.header)))
    for table in more:
        places: list[int] = []
        for name in table.header:
            same = (at for at, each in enumerate(header) if fold(name) and fold(each) == fold(name) and at not in places)
            places.append(next(same, len(header)))
            header += [name] if places[-1] == len(header) else []
        rows += _of_sheet(table, places, len(header))
    rows = [replace(row, cells=(*row.cells, *[""] * (len(header) - len(row.cells)))) for row in rows]
    sheets = ", ".join(table.read_as.sheet for table in (first, *more))
    notes = dict.fromkeys(note for table in (first, *more) for note in table.read_as.notes)
    problems = (*first.problems, *(each for table in more for each in table.problems))
    return Table(tuple(header), tuple(rows), replace(first.read_as, sheet=sheets, notes=tuple(notes)), problems)


def _of_sheet(table: Table, places: Sequence[int], width: int) -> Iterable[Row]:
    """Yield the rows of a sheet with their cells at other places."""
    for row in table.rows:
        cells = dict(zip(places, row.cells, strict=False))
        yield Row(row.number, tuple(cells.get(at, "") for at in range(width)), table.read_as.sheet)


def read_tables(source: bytes | Path, name: str = "", known: Container[str] = ()) -> list[Table]:
    """Read every visible sheet of a workbook, or the one table of another file; never an empty list. See `read_table`."""
    data, name = load(source, name)
    tables = _read_sheets(data, name, known) if workbook.is_workbook(data) else [read_text_table(decode(data), name, known)]
    for table in tables:
        check_rows(table)
    return tables


def load(source: bytes | Path, name: str = "") -> tuple[bytes, str]:
    """Return the bytes and the name of an upload that is not too large; of an archive those of the one file in it.

    Raises:
        FileUnreadable: it cannot be opened, is over 10 MB, or holds several files.
    """
    too_large = FileUnreadable(f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it and upload the parts.")
    if isinstance(source, Path):
        name, path = name or source.name, source
        try:
            if path.stat().st_size > MAX_BYTES:
                raise too_large
            source = path.read_bytes()
        except OSError as error:
            raise FileUnreadable(f"The file {path} cannot be opened: {error.strerror or error}.") from error
    if len(source) > MAX_BYTES:
        raise too_large
    source, name = archives.unpack(source, name)
    if len(source) > MAX_BYTES:
        raise too_large
    return source, name


def read_text_table(decoded: Decoded, name: str, known: Container[str] = ()) -> Table:
    """Read JSON, JSONL, XML or delimited text."""
    if structured.looks_like_json(decoded.text) or structured.looks_like_xml(decoded.text):
        read = structured.read_json if structured.looks_like_json(decoded.text) else structured.read_xml
        table = read(decoded.text.lstrip("\ufeff"))
        read_as = ReadAs(table.read_as.format, decoded.encoding, header_row=1, notes=decoded.notes)
        return _with_own_header(replace(table, read_as=read_as), known)
    suffix = PurePath(name).suffix.lower()
    split = delimited.split_text(decoded.text, known, prefer={".tsv": "\t", ".tab": "\t", ".csv": ","}.get(suffix, ""))
    shown = "TAB" if split.delimiter == "\t" else split.delimiter
    read_as = ReadAs("TSV" if shown == "TAB" else "CSV", decoded.encoding, shown, notes=decoded.notes + split.notes)
    table = make_table(split.rows, read_as, known)
    return replace(table, problems=split.problems)


def _with_own_header(table: Table, known: Container[str]) -> Table:
    """[["question", "answer"], ["How?", "So."]]: the first list names the columns."""
    if table.rows and table.header[:1] == ("column 1",) and sum(is_known(cell, known) for cell in table.rows[0].cells) > 1:
        return replace(table, header=table.rows[0].cells, rows=table.rows[1:])
    return table


def check_rows(table: Table) -> None:
    """Raise FileUnreadable when a table has no rows, or too many."""
    if len(table.rows) > MAX_ROWS:
        raise FileUnreadable(f"The file has {len(table.rows):,} rows; {MAX_ROWS:,} are possible. Split it and upload the parts.")
    if not table.rows:
        raise FileUnreadable("The file has a header but no rows. Fill in at least one row and upload it again.")


def known_columns(table: Table, known: Container[str]) -> int:
    """How many columns of a table have a known name."""
    return sum(fold(cell) in known for cell in table.header)


def _read_sheets(data: bytes, name: str, known: Container[str]) -> list[Table]:
    sheets, notes = workbook.read_workbook(data)
    if not sheets:
        raise FileUnreadable("The workbook is empty. Fill in at least one row and upload it again.")
    kind = PurePath(name).suffix.lstrip(".").upper() or "XLSX"
    tables = [make_table(sheet.rows, ReadAs(kind, sheet=sheet.name, notes=notes + sheet.notes), known) for sheet in sheets]
    return [table for table in tables if table.rows] or tables[:1]
