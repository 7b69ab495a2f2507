"""Files that the staff downloads: templates to fill in, bad rows to correct, the FAQ as it is. All can be uploaded again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from flask import Response
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from chatbot.config import ROOT
from chatbot.errors import FileUnreadable, RowProblem
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.readers import faq_tables, read_tables
from chatbot.knowledge.readers.columns import KnownNames, column_names

SAMPLE_ROWS = 4
PROBLEM = "problem"  # the last column of the rows to correct
FAQ_COLUMNS = ("id", "question", "answer", "variants", "category", "tags", "language", "source_url", "enabled")
TEMPLATES = ROOT / "data" / "templates"  # one file with examples for each kind
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMN_CHARS = 26  # how wide a column of the workbook is


def download(data: bytes, filename: str, kind: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def template(kind: str, suffix: str) -> Response:
    """A file to fill in, with examples: `suffix` is "csv" or "xlsx"."""
    with (TEMPLATES / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        columns, *examples = csv.reader(file)
    if suffix == "xlsx":
        return download(workbook(columns, examples), f"{kind}-template.xlsx", XLSX)
    return download(csv_bytes(columns, examples), f"{kind}-template.csv", "text/csv")


def faq_csv(rows: Iterable[FaqRow]) -> bytes:
    return csv_bytes(FAQ_COLUMNS, (_cells(row) for row in rows))


def faq_jsonl(rows: Iterable[FaqRow]) -> bytes:
    return "".join(
        json.dumps(dict(zip(FAQ_COLUMNS, _cells(row), strict=True)), ensure_ascii=False) + "\n" for row in rows
    ).encode()


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a BOM, so that every spreadsheet shows its letters; no cell of it is computed."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """Keep a spreadsheet from computing a cell (OWASP, CSV injection). The readers take the mark off again."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else cell


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in rows:
        sheet.append(list(row))
    for column in sheet.columns:
        column[0].font = Font(bold=True)
        sheet.column_dimensions[column[0].column_letter].width = COLUMN_CHARS
        for cell in column[1:]:
            cell.alignment, cell.data_type = Alignment(wrap_text=True, vertical="top"), "s"
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sample(data: bytes, filename: str, width: int) -> list[tuple[str, ...]]:
    """The first rows of a FAQ table, to see what its columns hold; empty where it cannot be shown."""
    try:
        table = faq_tables(data, filename)[0]
    except FileUnreadable:
        return []
    return [(row.cells + ("",) * width)[:width] for row in table.rows[:SAMPLE_ROWS]]


def bad_rows_csv(data: bytes, filename: str, problems: Sequence[RowProblem], is_faq: bool = True) -> bytes:
    """The rows with problems as they are in the file, and in a last column what is wrong and how to mend it.

    An upload leaves that column out, and says so. A FAQ table that is laid out in another way than one row per question is
    given back as such rows.
    """
    try:
        tables = faq_tables(data, filename) if is_faq else read_tables(data, filename, KnownNames())
        raw = read_tables(data, filename, KnownNames())
    except FileUnreadable:
        tables, raw = [], []
    told: dict[int, list[RowProblem]] = {}
    for problem in problems:
        told.setdefault(problem.row, []).append(problem)
    # a row whose cells do not fit its header is in the file, and not in the table that was made of it
    rows = {row.number: row for table in (*raw[:1], *tables[:1]) for row in table.rows}
    if len(tables) != 1 or not rows.keys() >= told.keys():
        # prose, several sheets, or a row that could not even be split: what is known of it
        columns = ("row", "column", "value", PROBLEM)
        return csv_bytes(columns, ((str(p.row), p.column, p.value, _told([p])) for p in problems))
    names = column_names(tables[0])
    names = (*names, *(f"column {n + 1}" for n in range(len(names), max((len(rows[n].cells) for n in told), default=0))))
    kept = [n for n, name in enumerate(names) if name.strip().casefold() != PROBLEM]
    filled = ((*rows[number].cells, *[""] * len(names)) for number in sorted(told))
    bad = ((*(cells[n] for n in kept), _told(told[number])) for cells, number in zip(filled, sorted(told), strict=True))
    return csv_bytes((*(names[n] for n in kept), PROBLEM), bad)


def _told(problems: Sequence[RowProblem]) -> str:
    return " ".join(f"{each.reason[:1].upper()}{each.reason[1:]}. {each.suggestion}" for each in problems)


def _cells(row: FaqRow) -> tuple[str, ...]:
    variants = "|".join(row.variants)
    if ";" in variants and "|" not in variants:
        variants += "|"  # otherwise the readers part the one variant at its semicolon
    lists = (variants, row.category, "|".join(row.tags))
    return (row.id, row.question, row.answer, *lists, row.language, row.source_url, "true" if row.enabled else "false")
