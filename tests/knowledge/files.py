"""Workbooks and archives that the tests upload, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], merge: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """Return an .xlsx with these sheets; `merge` names ranges of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for cells in merge:
        book.worksheets[0].merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the archive with one more part (macros, for example)."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook of under a megabyte that would unpack to 600 MB."""
    return with_part(workbook(("FAQ", [["question", "answer"]])), "xl/worksheets/sheet9.xml", b"0" * 600_000_000)
