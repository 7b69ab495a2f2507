"""Tables that are laid out in another way than one row per question, written anew as such: `straighten`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from chatbot.knowledge.readers.cells import in_one_cell
from chatbot.knowledge.readers.columns import canonical_name, looks_like_question
from chatbot.knowledge.readers.languages import side_by_side
from chatbot.knowledge.readers.table import Row, Table

NAMED_SHARE = 0.6  # of the filled cells of the first column, in a table on its side; titles may stand above it
ASKED_SHARE = 0.8  # of the headings, where they are the questions
MOST_ANSWER_ROWS = 3  # below questions as headings; more are the answers to a survey
TITLED_SHARE = 0.5  # of the rows that are wider than a title
SIDE_NOTE = "the table lies on its side, so its columns are counted as rows"
BLOCKS_NOTE = "blocks of a question above its answer were read one by one"


def straighten(table: Table) -> Table:
    """Return the table with one row per question, and a note on what was done; most tables come back as they are."""
    table = _without_hints(_without_titles(table))
    ways: tuple[Callable[[Table], Table | None], ...] = (on_its_side, _questions_across, side_by_side, in_one_cell)
    return next((found for way in ways if (found := way(table)) is not None), table)


def with_header(table: Table) -> list[Row]:
    """Return all rows, the header's among them."""
    return [Row(table.read_as.header_row, table.header), *table.rows] if table.header else list(table.rows)


def _without_titles(table: Table) -> Table:
    """Leave out the titles and notes above a table whose header has names that nobody knows."""
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in table.rows]
    first = next((n for n, count in enumerate(filled) if count > 1), 0)
    if table.header or not first or sum(count > 1 for count in filled) < TITLED_SHARE * len(filled):
        return table
    rows = table.rows[first:]
    used = [n for n in range(len(rows[0].cells)) if any(row.cells[n].strip() for row in rows)]
    body = tuple(Row(row.number, tuple(row.cells[n] for n in used)) for row in rows)
    note = f"{first} row{'s' * (first > 1)} above the table left out"
    return replace(table, rows=body, read_as=table.read_as.noting(note))


def _without_hints(table: Table) -> Table:
    """Leave out a row below the header that says, in brackets, what belongs into each column."""
    first = table.rows[0] if table.header and len(table.rows) > 1 else Row(0, ())
    filled = [cell.strip() for cell in first.cells if cell.strip()]
    if len(filled) < 2 or not all(cell[0] + cell[-1] in ("()", "[]", "<>", "{}") for cell in filled):
        return table
    return replace(table, rows=table.rows[1:], read_as=table.read_as.noting(f"hints in row {first.number} left out"))


def on_its_side(table: Table) -> Table | None:
    """ "Question" and "Answer" stand in the first column, what they name stands beside them: once, or block below block."""
    if {"question", "answer"} <= set(map(canonical_name, table.header)):
        return None
    rows = with_header(table)
    firsts = [row.cells[0] for row in rows if row.cells and row.cells[0].strip()]
    named = [name for cell in firsts if (name := canonical_name(cell))]
    if not {"question", "answer"} <= set(named) or len(named) < NAMED_SHARE * len(firsts):
        return None
    blocks = list(_blocks(rows))
    header = tuple(dict.fromkeys(name for block in blocks for name in block))
    turned = [row for block in blocks for row in _turned(block, header, is_only=len(blocks) == 1)]
    note = SIDE_NOTE if len(blocks) == 1 else BLOCKS_NOTE
    return Table(header, tuple(turned), replace(table.read_as, header_row=0).noting(note), table.problems)


def _blocks(rows: Sequence[Row]) -> Iterator[dict[str, list[Row]]]:
    """Yield the rows of each block by their canonical names; a row without a name goes on with the one above."""
    block: dict[str, list[Row]] = {}
    name = ""
    for row in rows:
        found = canonical_name(row.cells[0])
        if found and found in block:
            yield block
            block = {}
        name = found or ("" if row.cells[0].strip() else name)
        if name:
            block.setdefault(name, []).append(row)
    yield block


def _turned(block: dict[str, list[Row]], header: Sequence[str], is_only: bool) -> Iterator[Row]:
    """Yield a row for each column of a block that holds anything."""
    top = next(iter(block.values()))[0]
    for n in range(1, len(top.cells)):
        cells = tuple("\n".join(row.cells[n] for row in block.get(name, ()) if row.cells[n].strip()) for name in header)
        if any(cells):
            yield Row(n + 1 if is_only else top.number, cells)


def _questions_across(table: Table) -> Table | None:
    """The headings are the questions, and below each stands its answer."""
    top, *below = with_header(table) or [Row(0, ())]
    asked = [n for n, cell in enumerate(top.cells) if looks_like_question(cell)]
    filled = sum(bool(cell.strip()) for cell in top.cells)
    answers = [cell for row in below for cell in row.cells if cell.strip()]
    if not 0 < len(below) <= MOST_ANSWER_ROWS or len(asked) < max(2, ASKED_SHARE * filled) or not answers:
        return None
    if sum(map(looks_like_question, answers)) > (1 - ASKED_SHARE) * len(answers):
        return None
    rows = (Row(n + 1, (top.cells[n], "\n\n".join(row.cells[n] for row in below if row.cells[n].strip()))) for n in asked)
    return Table(("question", "answer"), tuple(rows), replace(table.read_as, header_row=0).noting(SIDE_NOTE), table.problems)
