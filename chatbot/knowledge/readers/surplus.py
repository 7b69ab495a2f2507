"""Rows with more cells than the header has names: a comma inside a text that nobody put into quotation marks."""

from __future__ import annotations

from dataclasses import replace

from chatbot.errors import RowProblem
from chatbot.knowledge.readers.names import ALIASES
from chatbot.knowledge.readers.table import Row, Table
from chatbot.knowledge.words import fold

MOST = 0.5  # a column without a name that more rows fill, all as wide, is a column and no accident
_REMEDY = "Put texts that hold a {mark} into quotation marks, or save the table as XLSX."


def mend_surplus(table: Table) -> Table:
    """Return the table with the surplus cells back in the text they were cut from.

    They go to the answer where it is the last column, each such row with a hint. In other tables nobody can tell which cell
    was cut, so these rows are told and left out.
    """
    named = _named_width(table)
    wide = [row for row in table.rows if any(cell.strip() for cell in row.cells[named:])]
    if named < 2 or named < table.header_width or not wide or not _is_accident(table, wide, named):
        return table
    delimiter = table.read_as.delimiter.replace("TAB", "\t")
    can_tell = fold(table.header[named - 1]) in ALIASES["answer"]
    rows, problems = [], list(table.problems)
    for row in table.rows:
        if row not in wide:
            rows.append(Row(row.number, row.cells[:named]))
            continue
        problems.append(_problem(row, table.header, named, delimiter, can_tell))
        if can_tell:
            rows.append(Row(row.number, _joined(row.cells, named, delimiter)))
    return replace(table, header=table.header[:named], rows=tuple(rows), problems=tuple(problems))


def _named_width(table: Table) -> int:
    """How many columns there are up to the last one with a name."""
    return max((n + 1 for n, name in enumerate(table.header) if name.strip()), default=0)


def _is_accident(table: Table, wide: list[Row], named: int) -> bool:
    """Whether the cells behind the last name are cut-off text: of few rows, of different widths, or with the blank of a sentence."""
    widths = {max(n for n, cell in enumerate(row.cells) if cell.strip()) for row in wide}
    blanks = sum(row.cells[named].startswith(" ") and not row.cells[0].startswith(" ") for row in wide)
    return len(wide) <= MOST * len(table.rows) or len(widths) > 1 or blanks > MOST * len(wide)


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
