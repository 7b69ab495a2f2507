"""FAQ tables that are laid out in another way than one row per question."""

from __future__ import annotations

import pytest

from chatbot.errors import ColumnsUnclear
from chatbot.knowledge.readers import read_faq_file
from tests.knowledge.files import workbook

HOME = ("Do you deliver on Saturdays?", "Only in towns.")
GIFT = ("Can you wrap it as a gift?", "Yes, for two euros.")
SIZE = ("What if a ring is too small?", "We widen it once for free.")
ALL = [HOME, GIFT, SIZE]


def pairs(data: bytes, name: str = "faq.csv") -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in read_faq_file(data, name).rows]


def test_a_table_on_its_side_is_turned() -> None:
    data = workbook(("S", [["Customer info"], ["Vraag", *(q for q, _ in ALL)], ["Antwoord", *(a for _, a in ALL)]]))

    assert pairs(data, "faq.xlsx") == ALL


def test_a_table_on_its_side_keeps_categories_and_names_a_missing_answer_by_its_column() -> None:
    read = read_faq_file(b"Question;Late?;Lost?;Broken?\nAnswer;Wait a day.;;We send a new one.\nCategory;A;A;B\n", "faq.csv")

    assert [row.category for row in read.rows] == ["A", "B"]
    assert [problem.row for problem in read.problems] == [3]
    assert "the table lies on its side, so its columns are counted as rows" in read.notes


def test_questions_as_headings_above_their_answers_are_read() -> None:
    text = "\t".join(q for q, _ in ALL) + "\n" + "\t".join(a for _, a in ALL) + "\n"

    assert pairs(text.encode(), "faq.tsv") == ALL


def test_the_answers_to_a_survey_are_no_faq() -> None:
    data = b"What did you buy?,How did you find us?\n" + b"Ring,Search\n" * 8

    with pytest.raises(ColumnsUnclear):
        read_faq_file(data, "survey.csv")


def test_blocks_of_question_and_answer_are_read_one_by_one() -> None:
    rows = [row for q, a in ALL for row in (["Question", q], ["Answer", a], [None, "Call us if unsure."], [])]

    found = pairs(workbook(("S", rows)), "faq.xlsx")

    assert found == [(q, f"{a}\nCall us if unsure.") for q, a in ALL]


def test_two_tables_side_by_side_are_one() -> None:
    data = workbook(("S", [["Question", "Answer", None, "Question", "Answer"], [*HOME, None, *GIFT], [*SIZE, None, None, None]]))

    assert sorted(pairs(data, "faq.xlsx")) == sorted(ALL)


def test_each_language_of_a_row_is_an_entry_of_its_own() -> None:
    text = "code,pregunta_es,respuesta_es,question (EN),answer (EN)\n7,¿Envían los sábados?,No.,Saturdays too?,Never.\n"
    rows = read_faq_file(text.encode(), "faq.csv").rows

    assert [(row.id, row.language, row.answer) for row in rows] == [("7", "es", "No."), ("7-en", "en", "Never.")]


def test_a_row_that_lacks_one_language_is_an_entry_in_the_other() -> None:
    text = "question_en,answer_en,question_nl,answer_nl\nOpen on Sundays?,No.,,\nGift cards?,Yes.,Cadeaubonnen?,Ja.\n"
    read = read_faq_file(text.encode(), "faq.csv")

    assert [row.language for row in read.rows] == ["en", "en", "nl"]
    assert read.problems == ()


def test_languages_nested_in_json_are_entries_of_their_own() -> None:
    text = '[{"question": {"en": "Open on Sundays?", "it": "Aperti la domenica?"}, "answer": {"en": "No.", "it": "No, mai."}}]'

    assert [row.answer for row in read_faq_file(text.encode(), "faq.json").rows] == ["No.", "No, mai."]


@pytest.mark.parametrize("form", ["Q: {}\nA: {}", "{}\n{}", "Q: {} A: {}", "3. {} {}"])
def test_cells_that_hold_question_and_answer_are_split(form: str) -> None:
    sheet = workbook(("S", [["Our answers"], *([form.format(*pair)] for pair in ALL)]))
    text = "\n".join('"' + form.format(*pair) + '"' for pair in ALL)

    assert pairs(sheet, "faq.xlsx") == ALL
    assert pairs(text.encode()) == ALL


def test_numbered_lines_of_question_and_answer_are_read_whatever_commas_they_hold() -> None:
    text = (
        "1) Do you engrave? Yes, names, dates, up to 20 letters.\n2) Can I pay later? By invoice, within 14 days, or in parts.\n"
    )

    assert pairs(text.encode(), "notes.txt")[1] == ("Can I pay later?", "By invoice, within 14 days, or in parts.")


def test_titles_above_a_header_of_unknown_names_are_left_out() -> None:
    rows = [["Ring shop FAQ of spring"], ["Ask Eva before you change it"], [], [None, "People ask", "Say this"]]
    data = workbook(("S", [*rows, *([None, *pair] for pair in ALL)]))

    assert pairs(data, "faq.xlsx") == ALL


def test_headings_that_are_questions_themselves_are_no_entry() -> None:
    text = "When,What do people ask?,What do we say?\n" + "".join(f"2026-05-0{n},{q},{a}\n" for n, (q, a) in enumerate(ALL, 1))

    assert pairs(text.replace("Yes, for", "Yes for").encode()) == [(q, a.replace("Yes, for", "Yes for")) for q, a in ALL]


def test_hints_in_brackets_below_the_header_are_no_entry() -> None:
    assert pairs(b"question;answer\n(as people ask);(one or two sentences)\nOpen on Sundays?;No.\n") == [
        ("Open on Sundays?", "No.")
    ]


def test_names_of_a_programs_intents_are_not_taken_for_answers() -> None:
    with pytest.raises(ColumnsUnclear):
        read_faq_file(b"is my ring ready,#order_status\ncan I swap it,#exchange\n", "intents.csv")
