"""Rows with more cells than the header has names: a comma inside a text that nobody put into quotation marks."""

from __future__ import annotations

from dataclasses import replace

from chatbot.errors import RowProblem
from chatbot.knowledge.readers.names import ALIASES
from chatbot.knowledge.readers.table import Row, Table
from chatbot.knowledge.words import fold

_REMEDY = "Put texts that hold a {mark} into quotation marks, or save the table as XLSX."


def mend_surplus(table: Table) -> Table:
    """Return the table with the surplus cells back in the text they were cut from.

    They go to the answer where it is the last column, each such row with a hint. In other tables nobody can tell which cell
    was cut, so these rows are told and left out. What stays in a column without a name is told by the reader of the rows.
    """
    named = _named_width(table)
    wide = [row for row in table.rows if any(cell.strip() for cell in row.cells[named:])]
    can_tell = named > 1 and fold(table.header[named - 1]) in ALIASES["answer"]
    cut = _cut_rows(table, wide, named, since=named if can_tell else 1) if named > 1 else []
    if not cut:
        return table
    delimiter = table.read_as.delimiter.replace("TAB", "\t")
    rows, problems = [], list(table.problems)
    for row in table.rows:
        if row not in cut:
            rows.append(row)
            continue
        problems.append(_problem(row, table.header, named, delimiter, can_tell))
        if can_tell:
            whole = _joined(row.cells, named, delimiter)
            rows.append(Row(row.number, (*whole, *[""] * (len(row.cells) - named))))
    return replace(table, rows=tuple(rows), problems=tuple(problems))


def _named_width(table: Table) -> int:
    """How many columns there are up to the last one with a name."""
    return max((n + 1 for n, name in enumerate(table.header) if name.strip()), default=0)


def _cut_rows(table: Table, wide: list[Row], named: int, since: int) -> list[Row]:
    """The rows whose cells behind the last name are cut-off text.

    A header that ends before they begin has no column for them, unless all rows fill the same one. A spreadsheet writes each
    row as wide as the widest, so behind its header only the blank of a sentence, in a cell from `since` on, tells cut-off text from a note.
    """
    widths = {max(n for n, cell in enumerate(row.cells) if cell.strip()) for row in wide}
    is_ragged = named == table.header_width and (len(wide) < len(table.rows) or len(widths) > 1)
    return wide if is_ragged else [row for row in wide if _goes_on(row, since)]


def _goes_on(row: Row, since: int) -> bool:
    """Whether a cell begins with the blank of a sentence, in a row that is not written with blanks throughout."""
    return not row.cells[0].startswith(" ") and any(cell.startswith(" ") and cell.strip() for cell in row.cells[since:])


def _joined(cells: tuple[str, ...], named: int, delimiter: str) -> tuple[str, ...]:
    """The first cells as they are, the rest as one text; of question and answer, the question ends at its question mark."""
    last = max(n for n, cell in enumerate(cells) if cell.strip())
    cut = named - 1
    if named == 2:
        cut = next((n + 1 for n, cell in enumerate(cells[:last]) if cell.rstrip().endswith("?")), 1)
    head = (delimiter.join(cells[:cut]),) if named == 2 else cells[:cut]
    return (*head, delimiter.join(cells[cut : last + 1]).strip())


def _problem(row: Row, header: tuple[str, ...], named: int, delimiter: str, can_tell: bool) -> RowProblem:
    mark = {"\t": "TAB", ",": "comma", ";": "semicolon"}.get(delimiter, f"“{delimiter}”")
    count = max(n + 1 for n, cell in enumerate(row.cells) if cell.strip())
    reason = f"the row has {count} cells and the header {named}"
    if can_tell:
        reason += ", so the last ones were joined to one text"
    value = row.cells[named - 1].strip()
    return RowProblem(row.number, header[named - 1], value[:80], reason, _REMEDY.format(mark=mark), is_fatal=not can_tell)
