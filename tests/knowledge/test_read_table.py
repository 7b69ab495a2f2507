"""Any table that a shop exports is read, with the row numbers of a spreadsheet and a word on how it was read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import read_table
from chatbot.knowledge.readers.delimited import records
from chatbot.knowledge.readers.text import repair_mojibake
from tests.knowledge.files import bomb, with_part, workbook


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(mark: str) -> None:
    table = read_table(
        f"name{mark}text\nA{mark}one, two; three\n".replace(", two; three" if mark in ",;" else "#", "").encode(), "x.csv"
    )

    assert table.header == ("name", "text")
    assert table.read_as.delimiter == ("TAB" if mark == "\t" else mark)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_umlauts_and_the_euro_sign_survive_every_usual_encoding(encoding: str) -> None:
    text = "Frage;Antwort\nWie groß?;12,50 €\nWie schwer?;üblich\n"

    table = read_table(text.encode(encoding), "x.csv")

    assert [row.cells for row in table.rows] == [("Wie groß?", "12,50 €"), ("Wie schwer?", "üblich")]


def test_a_russian_windows_file_is_read_and_the_guess_is_told() -> None:
    text = "вопрос;ответ\nКак долго идет доставка?;Обычно три дня\n" * 3

    table = read_table(text.encode("cp1251"), "x.csv")

    assert table.rows[0].cells[0] == "Как долго идет доставка?"
    assert "guessed" in table.read_as.notes[0]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read_table(b'q,a\none,"two\nlines"\n\nthree,four\n', "x.csv")

    assert [row.number for row in table.rows] == [2, 4]


def test_an_unclosed_quote_does_not_swallow_the_rows_below() -> None:
    table = read_table(b'q,a\n"open,one\ntwo,zwei\n"three",drei\n', "x.csv")

    assert [row.cells for row in table.rows] == [("open", "one"), ("two", "zwei"), ("three", "drei")]
    assert [(problem.row, problem.is_fatal) for problem in table.problems] == [(2, False)]


def test_quotes_that_nobody_doubled_are_kept() -> None:
    table = read_table(b'q,a\n"He said "hi" there",yes\n', "x.csv")

    assert table.rows[0].cells == ('He said "hi" there', "yes")


@given(st.lists(st.lists(st.text(alphabet='ab,;"\n ', min_size=1, max_size=8), min_size=2, max_size=2), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_what_python_writes_as_csv_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    plain = all('"' not in cell for row in rows for cell in row)

    read = [list(cells) for cells, _ in records(out.getvalue(), ",")]

    assert read == rows or not plain  # a quote at a line's start may look like an unclosed one; all else must be exact


def test_a_header_below_a_title_is_found_by_its_names() -> None:
    table = read_table(b"Our FAQ,,\nexported 2024,,\nquestion,answer,x\na,b,c\n", "x.csv", known={"question", "answer"})

    assert table.header == ("question", "answer", "x")
    assert table.read_as.header_row == 3


def test_columns_without_name_and_value_are_dropped() -> None:
    table = read_table(b"a,b,,,\n1,2,,,\n", "x.csv")

    assert table.header == ("a", "b")


def test_excels_own_marks_are_undone() -> None:
    table = read_table(b'sep=;\ncode;note\n="0042";\'=SUM(A1)\n', "x.csv")

    assert table.rows[0].cells == ("0042", "=SUM(A1)")


def test_text_that_was_garbled_before_is_repaired() -> None:
    assert repair_mojibake("GrÃ¶ÃŸe, donâ€™t, 5 â‚¬") == "Größe, don’t, 5 €"


@pytest.mark.parametrize("text", ["CAFÉ»", "SÃO PAULO", "Â 5", "naïve", "„Ä“", "Ärzte"])
def test_text_that_is_right_is_not_repaired(text: str) -> None:
    assert repair_mojibake(text) == text


def test_numbers_dates_and_truth_values_of_a_workbook_become_text() -> None:
    import datetime

    rows = [["a", "b", "c", "d"], [3.0, 3.95, True, datetime.date(2024, 5, 1)]]

    table = read_table(workbook(("S", rows)), "x.xlsx")

    assert table.rows[0].cells == ("3", "3.95", "true", "2024-05-01")


def test_the_sheet_with_the_known_columns_is_taken_and_the_others_are_named() -> None:
    data = workbook(("Notes", [["bla", "blub"], ["x", "y"]]), ("FAQ", [["question", "answer"], ["a", "b"]]))

    table = read_table(data, "x.xlsx", known={"question", "answer"})

    assert table.read_as.sheet == "FAQ"
    assert "other sheets left out: Notes" in table.read_as.notes


def test_hidden_sheets_are_left_out_and_named() -> None:
    data = workbook(("FAQ", [["a"], ["1"]]), ("secret", [["b"], ["2"]]), hidden=["secret"])

    assert "hidden sheets left out: secret" in read_table(data, "x.xlsx").read_as.notes


def test_cells_merged_downwards_count_for_each_of_their_rows() -> None:
    data = workbook(("S", [["kind", "name"], ["fruit", "apple"], [None, "pear"]]), merge=["A2:A3"])

    assert [row.cells for row in read_table(data, "x.xlsx").rows] == [("fruit", "apple"), ("fruit", "pear")]


def test_a_macro_workbook_is_read_and_its_macros_are_ignored() -> None:
    data = with_part(workbook(("S", [["a"], ["1"]])), "xl/vbaProject.bin", b"macro")

    table = read_table(data, "x.xlsm")

    assert table.rows[0].cells == ("1",)
    assert "the macros in the workbook were ignored" in table.read_as.notes


def test_a_zip_bomb_is_refused_from_its_declared_sizes() -> None:
    data = bomb()
    started = time.process_time()

    with pytest.raises(FileUnreadable, match="would unpack to 600 MB"):
        read_table(data, "x.xlsx")

    assert time.process_time() - started < 1  # the issue's own limit; unpacking it would take longer


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n,,,\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged or of an unknown kind"),
        (bytes(range(32)) * 100, "not a text file"),
        (b"question,answer\n", "no rows"),
        (b'{"a": [1, 2', "JSON cannot be read"),
        (b'{"a": 1', "JSON cannot be read"),
        (b"[1, 2, 3]", "no list of records"),
        (b"[" * 100_000, "nested too deeply"),
        (b"x" * 10_000_001, "larger than 10 MB"),
        (b"a,b\n" + b"1,2\n" * 50_001, "50,001 rows"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(FileUnreadable, match=says) as error:
        read_table(data, "x.csv")

    assert str(error.value).endswith(".")


def test_a_workbook_whose_parts_are_damaged_is_told() -> None:
    data = workbook(("FAQ", [["question", "answer"], ["How?", "So."]]))
    at = data.index(b"xl/worksheets/sheet1.xml") + 40

    with pytest.raises(FileUnreadable, match="damaged"):
        read_table(data[:at] + b"\xff" * 30 + data[at + 30 :], "faq.xlsx")


def test_a_word_document_is_named_as_such() -> None:
    data = with_part(workbook(("S", [["a"]])), "word/document.xml", b"<w/>")

    with pytest.raises(FileUnreadable, match="Word document"):
        read_table(data, "x.docx")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="cannot be opened"):
        read_table(tmp_path / "no.csv")


def test_json_records_become_rows_with_dotted_columns() -> None:
    table = read_table(b'[{"q": "a", "answer": {"text": "b"}, "tags": ["x", "y"], "n": null, "t": true}]', "x.json")

    assert table.header == ("q", "answer.text", "tags", "n", "t")
    assert table.rows[0].cells == ("a", "b", "x|y", "", "true")


def test_a_broken_line_of_jsonl_is_told_and_the_others_are_read() -> None:
    table = read_table(b'{"q": "a"}\nnope\n{"q": "b"}\n', "x.jsonl")

    assert [row.number for row in table.rows] == [1, 3]
    assert [problem.row for problem in table.problems] == [2]
