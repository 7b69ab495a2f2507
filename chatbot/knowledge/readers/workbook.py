"""Excel and OpenDocument workbooks: checked for size before anything is unpacked, read without running anything in them."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum, load_workbook

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers.delimited import unwrap
from chatbot.knowledge.readers.table import Row

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .xls, or the box around an encrypted workbook
MAX_UNPACKED_BYTES = 200_000_000  # 50,000 rows of long answers unpack to about half of it
MAX_RATIO = 200  # unpacked to packed of one part; sheets of real text stay under 30, a bomb begins at 1,000
RATIO_COUNTS_FROM_BYTES = 5_000_000  # a small part may be that repetitive
MAX_PARTS = 2_000
MAX_CELLS = 5_000_000  # a sheet that claims to be a million rows wide and high is refused before it is built
BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error)  # what zipfile says of damage
OFFICE_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
WORD_MARK, EXCEL_MARK = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")  # parts of an OLE file
MERGED_NOTE = "merged cells were filled in for each of their rows"
PASSWORD_SENTENCE = (
    "The workbook is protected by a password. Save it without one (File, Info, Protect Workbook) and upload it again."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether the first bytes are those of a workbook (a zip archive or an OLE file)."""
    return data.startswith((ZIP, OLE))


def is_of_an_office(names: set[str]) -> bool:
    """Whether the parts of a zip archive are those of a workbook, a document or slides, rather than files of a person."""
    return any(name in (*OFFICE_PARTS, "[Content_Types].xml", "word/document.xml") or name.endswith(".iwa") for name in names)


def read_workbook(data: bytes) -> tuple[list[Sheet], tuple[str, ...]]:
    """Return the visible sheets that hold anything, and notes on what was left out.

    Raises:
        FileUnreadable: password-protected, damaged, a zip bomb, or no workbook at all.
    """
    notes: list[str] = []
    if data.startswith(ZIP):
        data, has_macros, has_formulas = _unpack_checked(data)
        if has_macros:
            notes.append("the macros in the workbook were ignored")
        if has_formulas:
            notes.append("formulas were read by their stored values; one that was never computed counts as empty")
    elif ENCRYPTED_MARK in data:
        raise FileUnreadable(PASSWORD_SENTENCE)
    elif WORD_MARK in data and EXCEL_MARK not in data:
        raise FileUnreadable("This is an old Word document (.doc). Open it in Word, save it as .docx and upload that.")
    try:
        book = load_workbook(io.BytesIO(data))
        hidden = [meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible]
        sheets = [_read_sheet(book, name) for name in book.sheet_names if name not in hidden]
    except PasswordError as error:
        raise FileUnreadable(PASSWORD_SENTENCE) from error
    except CalamineError as error:
        raise FileUnreadable("The workbook is damaged or of an unknown kind. Open it in Excel and save it as .xlsx.") from error
    if hidden:
        notes.append("hidden sheets left out: " + ", ".join(hidden))
    return [sheet for sheet in sheets if any(any(row.cells) for row in sheet.rows)], tuple(notes)


def _unpack_checked(data: bytes) -> tuple[bytes, bool, bool]:
    """Return the workbook repacked without compression, and whether it holds macros and formulas.

    The declared sizes are checked first; then each part is read up to its declared size, so a part that lies about it cannot
    grow when the reader opens it.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        refuse_bomb(parts)
        names = {part.filename for part in parts}
        _refuse_no_workbook(names)
        plain, has_formulas = io.BytesIO(), False
        with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as out:
            for part in parts:
                if not part.filename.startswith(("xl/media/", "xl/embeddings/")) and not part.is_dir():
                    content = archive.read(part)
                    out.writestr(part.filename, content)
                    has_formulas |= part.filename.startswith("xl/worksheets/") and (b"<f>" in content or b"<f " in content)
    except BROKEN as error:
        raise FileUnreadable("The workbook is damaged. Open it in Excel, save it as .xlsx and upload it again.") from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise FileUnreadable(PASSWORD_SENTENCE) from error
    return plain.getvalue(), any(name.endswith("vbaProject.bin") for name in names), has_formulas


def refuse_bomb(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Raise FileUnreadable when the declared sizes of a zip archive are those of no honest file."""
    total = sum(part.file_size for part in parts)
    steep = [p for p in parts if p.file_size > RATIO_COUNTS_FROM_BYTES and p.file_size > MAX_RATIO * max(p.compress_size, 1)]
    if total > MAX_UNPACKED_BYTES or steep or len(parts) > MAX_PARTS:
        size = f"{total // 1_000_000} MB in {len(parts)} parts"
        raise FileUnreadable(f"The file would unpack to {size}, which no FAQ needs. Copy the table into a new workbook.")


def _refuse_no_workbook(names: set[str]) -> None:
    if "word/document.xml" in names:
        raise FileUnreadable("This is a Word document, which only an FAQ can be read from. Save the table as CSV or XLSX.")
    if any(name.endswith(".iwa") for name in names):
        raise FileUnreadable("This is an Apple Numbers file. Export it as CSV or Excel and upload that.")
    if not any(name in names for name in OFFICE_PARTS):
        raise FileUnreadable(
            "This is a zip archive, not a table. Unpack it and upload the CSV, XLSX, JSON or Markdown file in it."
        )


def _read_sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        size = f"{sheet.total_height} rows and {sheet.total_width} columns"
        raise FileUnreadable(f"Sheet “{name}” claims {size}. Copy the table into a new workbook and upload that.")
    grid = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    notes = _fill_merged(sheet, grid)
    return Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)), notes)


def _fill_merged(sheet: CalamineSheet, grid: list[list[str]]) -> tuple[str, ...]:
    """Write the value of cells merged downwards into each of their rows; a merged title across columns stays one cell."""
    filled = False
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top and left == right and bottom < len(grid) and left < len(grid[top]):
            for row in range(top + 1, bottom + 1):
                grid[row][left] = grid[top][left]
            filled = True
    return (MERGED_NOTE,) if filled else ()


def cell_text(value: object) -> str:
    """Return a cell as a person would type it: 3.0 → "3", True → "true", a date in ISO form."""
    if isinstance(value, str):
        return unwrap(value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ", timespec="minutes")
    return str(value)
