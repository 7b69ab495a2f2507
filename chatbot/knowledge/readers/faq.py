"""An uploaded FAQ file to entries: CSV, TSV, XLSX, JSON, JSONL, Markdown, HTML or text, from any shop and program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from chatbot.errors import ColumnsUnclear, FileUnreadable, RowProblem
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.readers import files, html, prose, structured, word, workbook
from chatbot.knowledge.readers.cells import in_one_cell
from chatbot.knowledge.readers.columns import KnownNames, column_names, looks_like_question, map_columns, names_both
from chatbot.knowledge.readers.html_tables import html_tables
from chatbot.knowledge.readers.layouts import on_its_side, straighten
from chatbot.knowledge.readers.names import SURE_NAMES
from chatbot.knowledge.readers.rows import RowReader, without_unfit
from chatbot.knowledge.readers.surplus import mend_surplus
from chatbot.knowledge.readers.table import ReadAs, Row, Table, make_table
from chatbot.knowledge.readers.text import Decoded, decode
from chatbot.knowledge.words import fold

TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods")
PAGE_BEGINS = ("<!doctype html", "<html", "<head", "<meta", "<style", "<script", "<body", "<table", "<details", "<dl")
PROSE_SUFFIXES = (".md", ".markdown")
PRICES = frozenset(("price", "prices", "preis", "prix", "precio", "preco", "prezzo", "prijs", "cena", "pris"))
GOODS = frozenset(("sku", "stock", "inventory", "gtin", "ean", "barcode", "lagerbestand", "bestand", "existencias", "voorraad"))
UNEVEN_SHARE = 0.3  # of rows with one cell: the delimiter only cuts sentences
ALTERNATING_SHARE = 0.7  # of odd rows that are questions, in a file of one column
ID_REPEATS = 0.5  # a column where more values repeat is not the id of an entry


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What an FAQ file holds. Rows with fatal problems are not in `rows`."""

    rows: tuple[FaqRow, ...]
    problems: tuple[RowProblem, ...]
    read_as: tuple[ReadAs, ...]  # one per sheet that was read
    columns: Mapping[str, str]  # canonical name → name in the file (of the first sheet)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed, once each."""
        return tuple(dict.fromkeys(note for each in self.read_as for note in each.notes))


def read_faq_file(data: bytes, filename: str, columns: Mapping[str, str] | None = None) -> ReadResult:
    """Read an upload.

    Args:
        data: at most 10 MB.
        filename: its ending is a hint only; the content decides.
        columns: canonical name → name in the file, when a person has chosen after `ColumnsUnclear`.

    Returns:
        The entries (ids only where the file has them), the problems row by row, and how the file was read.

    Raises:
        ColumnsUnclear: it is a table, but which column is which has to be asked; `error.columns` are the choices.
        FileUnreadable: one sentence on what is wrong and what to do.
    """
    tables, notes = _without_guesses(faq_tables(data, filename), columns)
    parts: list[ReadResult] = []
    unclear: list[tuple[Table, FileUnreadable]] = []
    for table in tables:
        try:
            parts.append(_read_table(table, columns, len(tables) > 1))
        except FileUnreadable as error:
            unclear.append((table, error))
    if not parts:
        raise unclear[0][1]
    if left_out := [table.read_as.sheet for table, _ in unclear]:
        notes = (*notes, f"sheets without questions and answers left out: {', '.join(left_out)}")
    result = _joined(parts, notes)
    if not result.rows and not result.problems:
        raise FileUnreadable("The file holds no questions and answers. Fill in at least one row and upload it again.")
    return result


def faq_tables(data: bytes, filename: str) -> list[Table]:
    """Return the tables of an upload with one row per question, before their columns are told apart. Raises FileUnreadable."""
    return _tables(*files.load(data, filename))


def _without_guesses(tables: list[Table], chosen: Mapping[str, str] | None) -> tuple[list[Table], tuple[str, ...]]:
    """Where one sheet names its columns, leave out those that do not: the staff's lists lie beside the FAQ. Told by a note."""
    named = [table for table in tables if names_both(table.header)]
    others = [table.read_as.sheet for table in tables if table not in named]
    if chosen or not named or not others:
        return tables, ()
    how = "to take one in, name its columns “question” and “answer”"
    return named, (f"sheets without a question and an answer column left out: {', '.join(others)} ({how})",)


def _tables(data: bytes, filename: str) -> list[Table]:
    if word.is_document(data):
        tables = [_read_document(data)]
    elif workbook.is_workbook(data):
        tables = files.read_tables(data, filename, KnownNames())
        tables = [_narrow(tables[0])] if len(tables) == 1 and _is_narrow(tables[0]) else tables
    else:
        tables = [_read_text(decode(data), PurePath(filename).suffix.lower())]
        files.check_rows(tables[0])
    return [straighten(table) for table in tables]


def _read_document(data: bytes) -> Table:
    text = word.to_markdown(data)
    found = prose.read_prose(text, "")
    if found is None:
        raise FileUnreadable(
            "No questions and answers can be told apart in this Word document. Make each question a heading, or save a table as XLSX."
        )
    return replace(found, read_as=replace(found.read_as, format="Word"))


def _is_narrow(table: Table) -> bool:
    return all(len(row.cells) == 1 for row in table.rows)


def _narrow(table: Table) -> Table:
    """A sheet of one column: a CSV file that a spreadsheet did not cut, or question and answer in turn."""
    lines = [Row(table.read_as.header_row, table.header), *table.rows] if table.header else table.rows
    cut = files.read_text_table(Decoded("\n".join(" ".join(row.cells[0].split("\n")) for row in lines), ""), "", KnownNames())
    if cut.read_as.delimiter and files.known_columns(cut, KnownNames()) > 1:
        read_as = replace(table.read_as, delimiter=cut.read_as.delimiter, header_row=cut.read_as.header_row)
        rows = tuple(Row(lines[row.number - 1].number, row.cells) for row in cut.rows)
        return mend_surplus(
            replace(cut, rows=rows, read_as=read_as.noting("cells that hold a whole row each were cut once more"))
        )
    return _alternating(table)


def _read_text(decoded: Decoded, suffix: str) -> Table:
    """Tell JSON, HTML, prose and delimited text apart by the content, with the file's ending as a hint."""
    text = decoded.text.lstrip("\ufeff")
    if _is_html(text, suffix):
        return _read_html(text, decoded.encoding)
    if structured.looks_like_json(text) and not (suffix in (".md", ".markdown", ".txt") and not _is_json(text)):
        return files.read_text_table(decoded, suffix, KnownNames())
    if structured.looks_like_xml(text):
        return files.read_text_table(decoded, suffix, KnownNames())
    if suffix in (".yaml", ".yml"):
        raise FileUnreadable("This is a YAML file. Export the questions and answers as CSV, XLSX or JSON.")
    table = files.read_text_table(decoded, "x" + suffix, KnownNames())
    text = prose.without_cells(text) if suffix in TABLE_SUFFIXES else text
    is_prose = suffix in PROSE_SUFFIXES or prose.has_pipe_table(text) or prose.is_marked_prose(text)
    if table.read_as.delimiter and files.known_columns(table, KnownNames()) > 1 and (suffix in TABLE_SUFFIXES or not is_prose):
        return mend_surplus(table)
    if table.read_as.delimiter and on_its_side(table) is not None:
        return table
    found = prose.read_prose(text, decoded.encoding, suffix)
    if not table.read_as.delimiter and (split := in_one_cell(table)) is not None:
        return split
    is_text = found is not None and ((not table.header and prose.is_line_by_line(found, text)) or _is_cut(table, found))
    if found is not None and (is_prose or is_text):
        return found
    return _lines_in_turn(text, table) or (table if table.read_as.delimiter else found or _alternating(table))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def _is_html(text: str, suffix: str) -> bool:
    head = text[:2000].lstrip().lower()
    return head.startswith(PAGE_BEGINS) or (suffix in (".html", ".htm") and "<" in head)


def _read_html(page: str, encoding: str) -> Table:
    blocks = [block for block in html.json_ld(page) if "Question" in json.dumps(block)]
    if blocks:
        table = structured.read_json(json.dumps(blocks))
        return Table(
            table.header, table.rows, ReadAs("HTML", encoding, header_row=1, notes=("read from the page's FAQPage data",))
        )
    if (cells := _page_table(page, encoding)) is not None:
        return cells
    found = prose.read_prose(html.to_markdown(page, headings=True), encoding)
    if found is None:
        raise FileUnreadable("The page holds no questions and answers that can be told apart. Export them as CSV, XLSX or JSON.")
    return Table(found.header, found.rows, replace(found.read_as, format="HTML"))


def _page_table(page: str, encoding: str) -> Table | None:
    """The longest table of a page whose header names a question and an answer; None where there is none."""
    tables = []
    for grid in html_tables(page):
        rows = [Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)]
        table = make_table(rows, ReadAs("HTML", encoding, notes=("read from a table of the page",)), KnownNames())
        if files.known_columns(table, KnownNames()) > 1 and table.rows:
            tables.append(table)
    return max(tables, key=lambda table: len(table.rows), default=None)


def _is_cut(table: Table, found: Table) -> bool:
    """Whether a delimiter only cuts the sentences of a text in which questions with their answers below them were found."""
    asked = sum(looks_like_question(row.cells[0]) for row in found.rows)
    return _cuts_sentences(table) and len(found.rows) > 1 and asked >= ALTERNATING_SHARE * len(found.rows)


def _cuts_sentences(table: Table) -> bool:
    single = sum(sum(bool(cell.strip()) for cell in row.cells) == 1 for row in table.rows)
    is_first = all(row.cells[0].strip() for row in table.rows)  # what a sentence is cut from begins at the line's begin
    return bool(table.read_as.delimiter) and is_first and single >= UNEVEN_SHARE * len(table.rows)


def _lines_in_turn(text: str, table: Table) -> Table | None:
    """Lines that are a question and its answer in turn, where the delimiter that was found only cuts the answers' sentences."""
    if table.header or not _cuts_sentences(table):
        return None
    lines = tuple(Row(number, (line.strip(),)) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    whole = Table((), lines, replace(table.read_as, format="text", delimiter=""))
    paired = _alternating(whole)
    return None if paired is whole else paired


def _alternating(table: Table) -> Table:
    """One column with a question in each odd row and its answer below; any other file of one column is refused later."""
    first = (
        [Row(table.read_as.header_row, table.header)] if len(table.header) == 1 and looks_like_question(table.header[0]) else []
    )
    rows = [*first, *table.rows]
    questions, answers = rows[0::2], rows[1::2]
    if len(questions) != len(answers) or not questions:
        return table
    asked = sum(looks_like_question(row.cells[0]) for row in questions) / len(questions)
    also = sum(looks_like_question(row.cells[0]) for row in answers) / len(answers)
    if asked < ALTERNATING_SHARE or also > 1 - ALTERNATING_SHARE:
        return table
    pairs = tuple(Row(q.number, (q.cells[0], a.cells[0])) for q, a in zip(questions, answers, strict=True))
    note = "one column, read as a question and its answer in turn"
    return Table(("question", "answer"), pairs, table.read_as.noting(note), table.problems)


def _read_table(table: Table, chosen: Mapping[str, str] | None, is_one_of_several: bool) -> ReadResult:
    if not chosen:
        _refuse_products(table.header)
    mapped, table = map_columns(table, chosen)
    mapped, unfit = without_unfit(mapped, table)
    if len(set(mapped.single.values())) < 2:
        raise ColumnsUnclear("Choose two different columns for the questions and the answers.", column_names(table))
    reader = RowReader(table, mapped)
    rows = reader.read()
    notes = [*mapped.notes, *unfit, *reader.notes]
    if _ids_repeat(rows):
        rows = [replace(row, id="") for row in rows]
        notes.append("the id column was left out, because its values repeat")
    if is_one_of_several:
        notes = [f"sheet “{table.read_as.sheet}”: {note}" for note in notes]
    names = column_names(table)
    columns = {canonical: names[at] for canonical, at in mapped.single.items()}
    columns |= {"variants": ", ".join(names[at] for at in mapped.variants)} if mapped.variants else {}
    return ReadResult(tuple(rows), (*table.problems, *reader.problems), (table.read_as.noting(*notes),), columns)


def _refuse_products(header: Sequence[str]) -> None:
    """Raise FileUnreadable where the header is that of a catalogue: it has a price, a number or stock, and no question."""
    names = [set(fold(name).split()) for name in header]
    has_price, has_goods = (any(words & each for each in names) for words in (PRICES, GOODS))
    if has_price and has_goods and not any(SURE_NAMES & each for each in names):
        raise FileUnreadable("This looks like products, not like questions and answers. Upload it under Products.")


def _ids_repeat(rows: list[FaqRow]) -> bool:
    counts = Counter(row.id for row in rows if row.id)
    return sum(counts.values()) > 2 and len(counts) < (1 - ID_REPEATS) * sum(counts.values())


def _joined(parts: list[ReadResult], notes: tuple[str, ...]) -> ReadResult:
    """All sheets as one list; where there are several, a sheet's name is the category of entries that have none."""
    rows: list[FaqRow] = []
    for part in parts:
        sheet = part.read_as[0].sheet if len(parts) > 1 else ""
        rows.extend(replace(row, category=row.category or sheet, sheet=sheet) for row in part.rows)
    read_as = [each for part in parts for each in part.read_as]
    if len(parts) > 1:
        read_as[0] = read_as[0].noting(f"{len(parts)} sheets were read together")
    read_as[0] = read_as[0].noting(*notes)
    return ReadResult(tuple(rows), tuple(p for part in parts for p in part.problems), tuple(read_as), parts[0].columns)
