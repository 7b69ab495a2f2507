"""FAQ files of any shop and program give the right entries, or one clear sentence; what was assumed is told."""

from __future__ import annotations

import datetime
import json

import pytest

from chatbot.errors import ColumnsUnclear, FileUnreadable
from chatbot.knowledge.readers import ReadResult, read_faq_file
from tests.knowledge.files import workbook

HOW, MUCH = ("How long does it take?", "Two days."), ("What does it cost?", "It is free.")


def read(text: str | bytes, name: str = "faq.csv") -> ReadResult:
    return read_faq_file(text.encode() if isinstance(text, str) else text, name)


def pairs(result: ReadResult) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in result.rows]


def test_all_columns_of_the_template_are_read() -> None:
    text = (
        "id,question,answer,variants,category,tags,language,source_url,enabled\n"
        "s1,How?,So.,In what way?|Which way?,Shipping,a|b,EN,/help,no\n"
    )

    row = read(text).rows[0]

    assert row.content() == {
        "id": "s1", "question": "How?", "answer": "So.", "variants": ["In what way?", "Which way?"], "category": "Shipping",
        "tags": ["a", "b"], "language": "en", "source_url": "/help", "enabled": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "question,answer", "Q,A", "Prompt,Completion", "title,body", "Frage,Antwort", "Pregunta,Respuesta",
        "Domanda,Risposta", "Vraag,Antwoord", "Titre,Contenu", "Pytanie,Odpowiedź", "FAQ Question,FAQ Answer",
        "Question (EN),Answer (EN)", "question_text,answer_html", "Вопрос,Ответ", "instruction,response",
        "Article title,Article body", "QUESTION ,ANSWER ", "Customer question,Agent response", "Pergunta,Resposta",
    ],
)  # fmt: skip
def test_question_and_answer_columns_are_known_by_many_names(header: str) -> None:
    result = read(f"{header}\n{HOW[0]},{HOW[1]}\n")

    assert pairs(result) == [HOW]


def test_a_file_without_header_is_understood_and_the_assumption_is_told() -> None:
    result = read(f"{HOW[0]},{HOW[1]}\n{MUCH[0]},{MUCH[1]}\n")

    assert pairs(result) == [HOW, MUCH]
    assert "“column 1” was read as the question" in result.notes


def test_answers_before_questions_are_understood() -> None:
    assert pairs(read(f"{HOW[1]},{HOW[0]}\n{MUCH[1]},{MUCH[0]}\n")) == [HOW, MUCH]


def test_a_header_that_names_the_columns_the_wrong_way_round_is_corrected_and_told() -> None:
    result = read(f"question,answer\n{HOW[1]},{HOW[0]}\n{MUCH[1]},{MUCH[0]}\n")

    assert pairs(result) == [HOW, MUCH]
    assert any("exchanged" in note for note in result.notes)


def test_a_header_of_unknown_names_is_not_taken_for_a_question() -> None:
    result = read(
        "Thema;Inhalt der Seite\nWie lange dauert es?;Das dauert meistens zwei Tage.\nWas kostet es?;Das kostet bei uns nichts.\n"
    )

    assert [row.question for row in result.rows] == ["Wie lange dauert es?", "Was kostet es?"]


def test_columns_that_cannot_be_told_apart_are_asked_about() -> None:
    with pytest.raises(ColumnsUnclear) as error:
        read("foo,bar\nred,blue\ngreen,pink\n")

    assert error.value.columns == ("column 1", "column 2")


def test_the_columns_that_a_person_chose_are_used() -> None:
    result = read_faq_file(b"foo,bar\nred,blue\ngreen,pink\n", "x.csv", {"question": "column 2", "answer": "column 1"})

    assert pairs(result) == [("bar", "foo"), ("blue", "red"), ("pink", "green")]


def test_one_column_is_refused_with_the_remedy() -> None:
    with pytest.raises(FileUnreadable, match="one column only"):
        read("question\nHow long, and why?\nWhat, when?\n")


def test_questions_and_answers_in_turn_in_one_column_are_paired() -> None:
    assert pairs(read(f"{HOW[0]}\n{HOW[1]}\n{MUCH[0]}\n{MUCH[1]}\n")) == [HOW, MUCH]


def test_extra_columns_are_left_out_and_named() -> None:
    result = read(f"question,answer,owner\n{HOW[0]},{HOW[1]},Eva\n")

    assert "columns left out: owner" in result.notes


def test_titles_in_rows_of_their_own_are_categories() -> None:
    result = read(f"question,answer\nSHIPPING,\n{HOW[0]},{HOW[1]}\nPAYMENT,\n{MUCH[0]},{MUCH[1]}\n")

    assert [row.category for row in result.rows] == ["SHIPPING", "PAYMENT"]


def test_a_question_without_answer_is_told_with_row_and_column() -> None:
    result = read(f"question,answer\n{HOW[0]},{HOW[1]}\nWhat about this one?,\n")

    problem = result.problems[0]
    assert (problem.row, problem.column, problem.is_fatal) == (3, "answer", True)
    assert "row 3, column answer: the answer is missing" in str(problem)


def test_good_rows_are_read_beside_bad_ones() -> None:
    result = read(f"question,answer\n,no question\n{HOW[0]},{HOW[1]}\nWhy?,#REF!\n")

    assert pairs(result) == [HOW]
    assert [problem.row for problem in result.problems] == [2, 4]


def test_a_cell_of_five_megabytes_is_told_and_the_others_are_read() -> None:
    result = read(f'question,answer\nLong?,"{"x" * 5_000_000}"\n{HOW[0]},{HOW[1]}\n')

    assert pairs(result) == [HOW]
    assert "5,000,000 characters" in result.problems[0].reason
    assert len(result.problems[0].value) <= 80


def test_numbering_and_markers_are_taken_off() -> None:
    assert pairs(read(f"question,answer\n1. {HOW[0]},A: {HOW[1]}\n2) {MUCH[0]},A: {MUCH[1]}\n")) == [HOW, MUCH]


def test_a_number_that_belongs_to_the_question_stays() -> None:
    assert (
        read(f"question,answer\n3. birthday gift?,Yes.\n{HOW[0]},{HOW[1]}\n{MUCH[0]},{MUCH[1]}\n").rows[0].question
        == "3. birthday gift?"
    )


def test_html_in_answers_becomes_markdown_and_scripts_are_dropped() -> None:
    html = '<p>See <a href="https://x.com/a">here</a></p><ul><li>one</li><li>two</li></ul><script>alert(1)</script>'

    result = read('title,body\nWhere?,"' + html.replace('"', '""') + '"\n')

    assert result.rows[0].answer == "See [here](https://x.com/a)\n\n- one\n- two"


@pytest.mark.parametrize(
    "words", ["Mail <help@s.example> or **ring**.", "See <https://s.example/a> or **ring**.", "Give <your name> **here**, 3 < 5."]
)
def test_what_stands_in_angle_brackets_and_is_no_tag_stays_beside_tags(words: str) -> None:
    answer = words.replace("**", "<b>", 1).replace("**", "</b>")

    assert pairs(read(json.dumps([{"question": "How?", "answer": answer}]), "faq.json")) == [("How?", words)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq.md", "## How?\nSo.\n<!-- ask Kim\n## Old?\nOld. -->\n## Cash?\nNo.\n"),
        ("faq.csv", "question,answer\nHow?,So.<!-- ask -->\nCash?,No.\n"),
    ],
)
def test_comments_in_the_text_are_told_to_nobody(name: str, text: str) -> None:
    assert pairs(read(text, name)) == [("How?", "So."), ("Cash?", "No.")]


def test_a_link_that_runs_code_loses_its_target() -> None:
    result = read("question,answer\nWhere?,<a href='javascript:alert(1)'>here</a>\n")

    assert result.rows[0].answer == "here"


def test_odd_blanks_and_invisible_signs_are_tidied() -> None:
    result = read("question,answer\nHow\u00a0long\u200b ?,Two\u00a0days\u00ad.\n")

    assert pairs(result) == [("How long ?", "Two days.")]


def test_line_ends_in_an_answer_are_kept() -> None:
    assert read('question,answer\nHow?,"One.\r\nTwo."\n').rows[0].answer == "One.\nTwo."


def test_line_ends_written_as_two_characters_are_understood() -> None:
    assert read("question,answer\nHow?,First.\\nSecond.\n").rows[0].answer == "First.\nSecond."


def test_line_ends_written_as_two_characters_beside_tags_are_understood() -> None:
    text = "question,answer\nHow?,<p>First.</p>\\n\\n<ul>\\n<li>Second.\\n</li></ul>\nWhere?,In C:\\new\n"
    assert pairs(read(text)) == [("How?", "First.\n\n- Second."), ("Where?", "In C:\\new")]


def test_a_formula_is_kept_as_text_and_told() -> None:
    result = read("question,answer\n=cmd|' /C calc'!A0,x\n")

    assert result.rows[0].question == "=cmd|' /C calc'!A0"
    assert "formula" in result.problems[0].reason


def test_several_wordings_in_one_cell_become_variants() -> None:
    row = read("question,answer\nHow long?|How many days?|When will it come?,Two days.\n").rows[0]

    assert (row.question, row.variants) == ("How long?", ("How many days?", "When will it come?"))


def test_drafts_and_unpublished_articles_are_disabled() -> None:
    result = read("title,body,draft,status\nA?,x,true,\nB?,y,,unpublished\nC?,z,false,published\n")

    assert [row.enabled for row in result.rows] == [False, False, True]


def test_an_id_column_whose_values_repeat_is_left_out() -> None:
    result = read("id,question,answer\n1,A b?,x\n1,C d?,y\n1,E f?,z\n")

    assert [row.id for row in result.rows] == ["", "", ""]
    assert any("id column was left out" in note for note in result.notes)


def test_sheets_with_questions_are_read_together_and_name_the_category() -> None:
    head = ["Question", "Answer"]
    data = workbook(("Shipping", [head, [*HOW]]), ("Payment", [head, [*MUCH]]), ("Notes", [["bla"], ["blub"]]))

    result = read(data, "faq.xlsx")

    assert [row.category for row in result.rows] == ["Shipping", "Payment"]
    assert any(note.startswith("sheets without a question and an answer column left out: Notes") for note in result.notes)


def test_a_sheet_of_other_columns_beside_the_faq_is_left_out_and_told() -> None:
    sheets = (
        ("FAQ", [["question", "answer"], HOW]),
        ("Rota", [["Who", "Asks", "Says"], ["Kim", "Is the safe open?", "No, code 12."]]),
    )

    result = read(workbook(*sheets), "faq.xlsx")

    assert pairs(result) == [HOW]
    assert any("left out: Rota" in note for note in result.notes)


def test_what_was_assumed_of_one_sheet_of_several_names_it() -> None:
    sheets = ("A", [["question", "answer"], HOW]), ("B", [["question", "answer", "author"], [*MUCH, "Kim"]])

    assert "sheet “B”: columns left out: author" in read(workbook(*sheets), "faq.xlsx").notes


def test_rows_below_a_merged_question_are_the_lines_of_its_answer() -> None:
    rows = [["question", "answer"], ["Which sizes?", "S"], [None, "M"], [None, "L"], ["Cash?", "No."]]

    result = read(workbook(("FAQ", rows), merge=["A2:A4"]), "faq.xlsx")

    assert pairs(result) == [("Which sizes?", "S\nM\nL"), ("Cash?", "No.")]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(3, False), (4, False)]


@pytest.mark.parametrize("shifted", ["Can I pay later?,Within 14 days.,Paying,", "7,Paying later,Paying,"])
def test_a_row_that_stands_a_column_too_far_left_is_told_and_held_back(shifted: str) -> None:
    result = read(f"id,question,answer,category\n1,Cash?,No.,Paying\n{shifted}\n3,How long?,Two days.,Post\n")

    assert [row.question for row in result.rows] == ["Cash?", "How long?"]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(3, True)]


@pytest.mark.parametrize("answer", ["???", "TBC", "to be confirmed", "- -"])
def test_a_placeholder_is_no_answer(answer: str) -> None:
    result = read(f"question,answer\nCash?,{answer}\nWrap?,✓\n")

    assert pairs(result) == [("Wrap?", "✓")]


@pytest.mark.parametrize("header", ["Title,Description,Price,SKU", "Titel,Beschreibung,Preis (EUR),Bestand"])
def test_a_catalogue_is_sent_to_the_products(header: str) -> None:
    with pytest.raises(FileUnreadable, match="Products"):
        read(f"{header}\nLamp,A small lamp.,9.90,4\nVase,A blue vase.,5.00,2\n")


def test_an_old_word_document_is_refused_with_what_to_do() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(900)

    with pytest.raises(FileUnreadable, match=r"\.docx"):
        read(data, "faq.doc")


@pytest.mark.parametrize("value", [4.5, 0.2, datetime.date(2026, 3, 1), datetime.time(8, 15)])
def test_an_answer_that_lost_its_format_in_a_workbook_is_told(value: object) -> None:
    result = read(workbook(("FAQ", [["question", "answer"], ["Cash?", value]])), "faq.xlsx")

    assert [(each.row, each.is_fatal) for each in result.problems] == [(2, False)]


def test_a_link_formula_in_an_answer_is_a_link() -> None:
    result = read('question,answer\nWhere?,"=HYPERLINK(""https://s.example/map"",""Our map"")"\n')

    assert pairs(result) == [("Where?", "[Our map](https://s.example/map)")]


def test_a_problem_in_a_workbook_names_its_sheet() -> None:
    result = read(workbook(("Payment", [["Question", "Answer"], ["Why?", None], [*HOW]])), "faq.xlsx")

    assert result.problems[0].column == "Payment!Answer"


def test_a_formula_without_stored_value_counts_as_empty_and_that_is_told() -> None:
    result = read(workbook(("S", [["Question", "Answer"], ["How?", "=1+1"], [*HOW]])), "faq.xlsx")

    assert pairs(result) == [HOW]
    assert any("formulas were read" in note for note in result.notes)


@pytest.mark.parametrize(
    "value",
    [
        [{"q": HOW[0], "a": HOW[1]}],
        {"faqs": [{"question": HOW[0], "answer": {"text": HOW[1]}}]},
        {"data": {"categories": [{"name": "Shipping", "items": [{"q": HOW[0], "a": HOW[1]}]}]}},
        {HOW[0]: HOW[1], MUCH[0]: MUCH[1]},
        [[HOW[0], HOW[1]], [MUCH[0], MUCH[1]]],
        {
            "@type": "FAQPage",
            "mainEntity": [{"@type": "Question", "name": HOW[0], "acceptedAnswer": {"@type": "Answer", "text": HOW[1]}}],
        },
        {"shipping": [{"q": HOW[0], "a": HOW[1]}], "payment": [{"q": MUCH[0], "a": MUCH[1]}]},
        [{"messages": [{"role": "user", "content": HOW[0]}, {"role": "assistant", "content": HOW[1]}]}],
    ],
)
def test_json_of_many_shapes_is_understood(value: object) -> None:
    assert pairs(read(json.dumps(value), "faq.json"))[0] == HOW


def test_the_sections_of_nested_json_become_categories() -> None:
    value = {"sections": [{"title": "Shipping", "faqs": [{"q": HOW[0], "a": HOW[1]}]}]}

    assert read(json.dumps(value), "faq.json").rows[0].category == "Shipping"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq.md", "# FAQ\n\nHello.\n\n## Shipping\n\n### {0}\n\n{1}\n\n### {2}\n\n{3}\n"),
        ("faq.md", "## {0}\n{1}\n\n## {2}\n{3}\n"),
        ("faq.md", "{0}\n-----\n\n{1}\n\n{2}\n-----\n\n{3}\n"),
        ("faq.md", "**{0}**\n\n{1}\n\n**{2}**\n\n{3}\n"),
        ("faq.md", "# FAQ\n\n| Question | Answer |\n|---|---|\n| {0} | {1} |\n| {2} | {3} |\n"),
        ("faq.txt", "Q: {0}\nA: {1}\n\nQ: {2}\nA: {3}\n"),
        ("faq.txt", "Frage: {0}\nAntwort: {1}\nFrage: {2}\nAntwort: {3}\n"),
        ("faq.txt", "1. {0}\n{1}\n\n2. {2}\n{3}\n"),
        ("faq.csv", "Q: {0}\nA: {1}\nQ: {2}\nA: {3}\n"),
        (
            "faq.html",
            "<html><h2>FAQ</h2><details><summary>{0}</summary><p>{1}</p></details><details><summary>{2}</summary>{3}</details></html>",
        ),
        ("faq.html", "<!doctype html><dl><dt>{0}</dt><dd>{1}</dd><dt>{2}</dt><dd>{3}</dd></dl>"),
        ("faq.txt", "{0}\t{1}\n{2}\t{3}\n"),
    ],
)
def test_markdown_text_and_pages_of_many_shapes_are_understood(name: str, text: str) -> None:
    assert pairs(read(text.format(*HOW, *MUCH), name)) == [HOW, MUCH]


def test_headings_above_the_questions_are_categories_and_those_below_belong_to_the_answer() -> None:
    row = read("# Shipping\n## How long?\nTwo days.\n### Exceptions\nIslands.\n## How much?\nFree.\n", "faq.md").rows[0]

    assert row.category == "Shipping"
    assert row.answer == "Two days.\n\n**Exceptions**\n\nIslands."


def test_sections_stay_entries_where_a_few_of_them_hold_lines_marked_q_and_a() -> None:
    sections = "".join(f"## Topic {n}\n\nWhat we say of {n}.\n\n" for n in range(6))
    marked = "## Repairs\n\nWe mend most things.\n\nQ: Who pays?\nA: We do.\n\nQ: How long?\nA: A week.\n"

    result = read(f"# Help\n\n{sections}{marked}", "faq.md")

    assert len(result.rows) == 9
    assert pairs(result)[6:] == [("Repairs", "We mend most things."), ("Who pays?", "We do."), ("How long?", "A week.")]
    assert {row.category for row in result.rows[7:]} == {"Repairs"}


def test_text_that_is_in_no_entry_is_told_with_its_first_line() -> None:
    prose = "Our house was built long ago, and we still sell everything that we make in it.\n" * 5

    told = read(f"{prose}\nQ: How long?\nA: A week.\nQ: Who pays?\nA: We do.\n", "faq.txt").problems

    assert [(each.row, each.is_fatal) for each in told] == [(1, False)]
    assert "of the text is in no question and answer" in told[0].reason


@pytest.mark.parametrize(
    "text",
    ['FAQ\n"Q: Gift, wrapped?"\n"A: Yes, free."\nQ: Cash?\nA: No.\n', "Q: Gift, wrapped?;\nA: Yes, free.;\nQ: Cash?;\nA: No.;\n"],
)
def test_marked_lines_in_cells_lose_no_question(text: str) -> None:
    assert pairs(read(text)) == [("Gift, wrapped?", "Yes, free."), ("Cash?", "No.")]


def test_a_marked_question_without_answer_is_told() -> None:
    result = read("Q: Cash?\nA: No.\nQ: Sizes\nQ: How long?\nA: Two days.\n", "faq.txt")

    assert [row.question for row in result.rows] == ["Cash?", "How long?"]
    assert [(each.row, each.value, each.is_fatal) for each in result.problems] == [(3, "", True)]


def test_text_below_the_heading_of_a_topic_is_told() -> None:
    text = "# Help\n\n## Repairs\n\nWe mend for two years.\n\n### Who pays for the post and packing?\n\nWe do, in most cases.\n"
    [problem] = read(text + "\n## Gifts\n\n### How do you wrap them?\n\nIn brown paper.\n", "faq.md").problems

    assert (problem.row, problem.value, problem.is_fatal) == (5, "We mend for two years.", False)


def test_numbered_lines_that_go_on_the_questions_are_questions_too() -> None:
    text = "1. How long?\nTwo days.\n\n2. Sizes and cuts\nThey run small:\n1. Measure\n2. Compare\n3. Choose\n\n3. Cash?\nNo.\n"

    assert [row.question for row in read(text, "faq.txt").rows] == ["How long?", "Sizes and cuts", "Cash?"]


def test_a_help_centre_export_is_read() -> None:
    text = (
        "Article ID,Article title,Article body,Section,Locale,Draft,URL\n"
        '11,How long?,"<p>2 days</p>",Ship,en-us,false,https://x.y/z\n12,Old?,"<p>x</p>",Ship,en-us,true,https://x.y/q\n'
    )

    first, second = read(text).rows

    assert (first.id, first.answer, first.category, first.source_url) == ("11", "2 days", "Ship", "https://x.y/z")
    assert (first.enabled, second.enabled) == (True, False)


def test_how_a_german_excel_file_was_read_is_told() -> None:
    result = read("Frage;Antwort\nWie groß?;Fünf Meter.\n".encode("cp1252"))

    assert str(result.read_as[0]) == 'CSV, cp1252, ";", header in row 1'


XML = """<?xml version="1.0" encoding="UTF-8"?>
<help><topic name="Moving in"><entry id="m1"><question>Do you carry it upstairs?</question>
<answer lang="en"><![CDATA[<p>Yes, to any floor with a lift.</p>]]></answer></entry>
<entry id="m2"><question>Who takes the old one?</question><answer>We do, for £20.</answer></entry></topic>
<topic name="Care"><entry id="c1"><question>Can I wash the cover?</question><answer>At 30 degrees.</answer></entry></topic></help>"""


def test_the_entries_of_an_xml_file_are_read_also_where_a_section_holds_one() -> None:
    result = read(XML, "faq.xml")

    assert [(row.question, row.answer) for row in result.rows] == [
        ("Do you carry it upstairs?", "Yes, to any floor with a lift."),
        ("Who takes the old one?", "We do, for £20."),
        ("Can I wash the cover?", "At 30 degrees."),
    ]
    assert result.read_as[0].format == "XML"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<?xml version='1.0'?><help><q>open</help>", "The XML cannot be read"),
        (
            "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><x><y>&c;</y><y>&c;</y></x>",
            "entities are disabled",
        ),
    ],
)
def test_an_xml_file_that_cannot_be_read_is_refused_with_what_to_do(text: str, reason: str) -> None:
    with pytest.raises(FileUnreadable, match=reason):
        read(text, "faq.xml")


def test_fifty_thousand_rows_are_read() -> None:
    result = read("question,answer\n" + "".join(f"Question {n}?,Answer {n}.\n" for n in range(50_000)))

    assert len(result.rows) == 50_000


@pytest.mark.parametrize(("mark", "suffix"), [("**{}**", "md"), ("{}", "txt"), ("**{}**", "txt"), ("<b>{}</b>", "html")])
def test_questions_in_lines_below_headings_are_entries_with_the_heading_as_category(mark: str, suffix: str) -> None:
    def line(question: str) -> str:
        return mark.format(question)

    topics = {
        "Repairs": ("Who pays the post?", "How long does it take?", "Do you mend zips?"),
        "Gifts": ("Do you wrap?", "Is it free?"),
    }
    heading, answer = ("<h2>{}</h2>", "<p>{}</p>") if suffix == "html" else ("## {}", "{}")
    blocks = [
        part
        for topic, questions in topics.items()
        for part in (
            heading.format(topic),
            *(p for q in questions for p in (answer.format(line(q)), answer.format(f"On {q[:-1]}."))),
        )
    ]

    rows = read("\n\n".join(blocks), f"faq.{suffix}").rows

    assert [(row.question, row.category) for row in rows] == [(q, topic) for topic, asked in topics.items() for q in asked]
    assert rows[0].answer == "On Who pays the post."


def test_a_topic_keeps_what_stands_above_its_questions_and_bold_lines_that_are_none() -> None:
    steps = "## Washing\n\n**Fill**\n\nCold water.\n\n**Soak**\n\nAn hour.\n\n**Dry**\n\nFlat.\n\n"
    result = read(f"# Care\n\n{steps}## Wool\n\nWe use merino.\n\n**Is it warm?**\n\nYes.\n", "faq.md")

    assert [row.question for row in result.rows] == ["Washing", "Wool", "Is it warm?"]
    assert [(each.value, each.is_fatal) for each in result.problems] == [("Washing", False)]
    assert "3 bold lines" in result.problems[0].reason


NUMBERED = """OUR SHOP, questions and answers

ORDERS

1. How do I pay?
By card, transfer, or cash on collection. We take no cheques, sorry.

2. Can I change my order?
Yes, until it is packed, which takes an hour or two.

CARE AND REPAIR

3. Do you sharpen knives?
Yes, on Fridays, while you wait.

4. Is the steel stainless, or does it rust?
It rusts if it is left wet, so dry it well, and oil it now and then.
"""


@pytest.mark.parametrize("name", ["faq.txt", "faq.md", "faq.csv"])
def test_answers_full_of_commas_below_their_questions_are_no_table(name: str) -> None:
    result = read(NUMBERED, name)
    assert [(row.question, row.category) for row in result.rows] == [
        ("How do I pay?", "ORDERS"),
        ("Can I change my order?", "ORDERS"),
        ("Do you sharpen knives?", "CARE AND REPAIR"),
        ("Is the steel stainless, or does it rust?", "CARE AND REPAIR"),
    ]
    assert result.rows[1].answer == "Yes, until it is packed, which takes an hour or two."


def test_a_short_line_at_the_end_of_an_answer_is_no_topic() -> None:
    text = "How do I pay?\nBy card.\n\nThe Shop Team\n\nCan I return it?\nYes, within 30 days."
    assert pairs(read(text, "faq.txt"))[0] == ("How do I pay?", "By card.\n\nThe Shop Team")
