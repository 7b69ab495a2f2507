"""Files as other programs and other people leave them: read right, or told with the place and the remedy."""

from __future__ import annotations

import json

import pytest

from chatbot.errors import ColumnsUnclear, FileUnreadable
from chatbot.knowledge.readers import ReadResult, read_faq_file
from tests.knowledge.files import workbook

HOW, RETURN = ("How long, please?", "Two days, at most."), ("Can I return it, too?", "Yes, of course.")


def read(text: str | bytes, name: str = "faq.csv") -> ReadResult:
    return read_faq_file(text.encode() if isinstance(text, str) else text, name)


def pairs(result: ReadResult) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in result.rows]


@pytest.mark.parametrize(
    ("encoding", "question", "answer"),
    [
        ("cp1250", "Jak dlouho trvá doručení?", "Dva až čtyři dny, řešíme je rychle."),
        ("cp1250", "Jak długo trwa dostawa?", "Później śledź przesyłkę."),
        ("cp1252", "Wie groß ist das Päckchen?", "Größer – für 29,90 € „mehr“."),
        ("cp1252", "When are you open?", "Mon–Fri 8am–5pm, in 1–3 days we’re back."),
        ("cp1252", "Do you ship abroad?", "Soon—we don’t yet."),
        ("mac_roman", "¿Cuánto tarda el envío?", "De 1–3 días, señor."),
        ("cp1252", "Où êtes-vous situés ?", "À Besançon, près de la forêt."),
        ("iso8859_15", "Was kostet der Rückversand?", "Für Geschäftskunden 4,90 €."),
        ("cp1254", "Kargo ne kadar sürer?", "İki iş günü; ağır ürünler geç gelir, şubeye bırakılır."),
        ("cp850", "Kann ich getragene Schuhe zurückgeben?", "Nein, größere Pakete dauern länger."),
        ("mac_roman", "Kann ich getragene Schuhe zurückgeben?", "Nein, größere Pakete dauern länger."),
        ("cp1251", "Как долго идёт доставка?", "От двух до четырёх дней."),
        ("shift_jis", "配送にはどのくらいかかりますか？", "二日から四日です。"),
    ],
)
def test_a_file_of_any_windows_dos_or_macintosh_is_read_by_its_letters(encoding: str, question: str, answer: str) -> None:
    result = read(f"question;answer\r\n{question};{answer}\r\n".encode(encoding))

    assert pairs(result) == [(question, answer)]
    assert result.read_as[0].encoding == encoding


def test_a_western_file_in_several_languages_stays_western() -> None:
    questions = (
        "Wie groß ist es? Für Träger größer",
        "Où êtes-vous ? À côté",
        "¿Dónde está, señor?",
        "Hvor lenge på øya?",
        "Não são só três?",
    )
    text = "question;answer\n" + "".join(f"{question};Gut\n" for question in questions)

    result = read(text.encode("cp1252"))

    assert tuple(row.question for row in result.rows) == questions
    assert result.read_as[0].encoding == "cp1252"


def test_line_breaks_of_word_do_not_glue_words_together() -> None:
    assert pairs(read("question,answer\nHow\x0blong?,Two\x0cdays\n")) == [("How long?", "Two days")]


def test_tags_written_as_a_list_of_a_program_are_tags() -> None:
    assert read('question,answer,tags\nHow?,So.,"[""a"", \'b\']"\n').rows[0].tags == ("a", "b")


def test_a_table_keeps_being_one_whatever_its_name_ends_in() -> None:
    assert pairs(read("question,answer\nHow long?,Two days.\nCash?,No.\n", "faq.md")) == [
        ("How long?", "Two days."),
        ("Cash?", "No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "question,answer\n“{0}”,“{1}”\n“{2}”,“{3}”\n",
        "question,answer\n'{0}','{1}'\n'{2}','{3}'\n",
        'question,answer\n"{0},""{1}"""\n"{2},""{3}"""\n'.replace("{0}", "How long").replace("{2}", "Can I return it"),
    ],
    ids=["curly marks", "single marks", "whole rows as one cell"],
)
def test_other_quotation_marks_around_cells_are_understood_and_told(text: str) -> None:
    result = read(text.format(*HOW, *RETURN))

    assert [row.answer for row in result.rows] == [HOW[1], RETURN[1]]
    assert any("quot" in note for note in result.notes)


def test_quotation_marks_behind_a_backslash_belong_to_the_text() -> None:
    result = read('question,answer\n"What is \\"express\\", really?","It is \\"fast\\", one day."\n"Can I?","Yes"\n')

    assert pairs(result) == [('What is "express", really?', 'It is "fast", one day.'), ("Can I?", "Yes")]


def test_an_apostrophe_or_a_quoted_word_is_not_taken_for_a_quoted_cell() -> None:
    result = read("question,answer\nDon't you ship?,'Express' is what we call it\nCan't I return?,“Yes” is the word\n")

    assert [row.answer for row in result.rows] == ["'Express' is what we call it", "“Yes” is the word"]


def test_an_answer_that_was_cut_at_its_commas_is_whole_again_and_told() -> None:
    result = read("question,answer\nHow long does it take?,Two days, at most, usually\nCan I return?,Yes, sure\nCash?,No\n")

    assert [row.answer for row in result.rows] == ["Two days, at most, usually", "Yes, sure", "No"]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(2, False), (3, False)]
    assert "quotation marks" in result.problems[0].suggestion


def test_a_question_that_was_cut_at_its_comma_is_whole_again() -> None:
    result = read("question,answer\nHow long, please?,Two days\nCan I return?,Yes\nCash?,No\n")

    assert pairs(result)[0] == ("How long, please?", "Two days")


def test_a_row_with_too_many_cells_that_nobody_can_put_together_is_told_and_left_out() -> None:
    result = read("question,answer,category\nHow long?,Two days, at most,Shipping\nCan I return?,Yes,Returns\nCash?,No,Pay\n")

    assert [row.question for row in result.rows] == ["Can I return?", "Cash?"]
    [problem] = result.problems
    assert (problem.row, problem.is_fatal) == (2, True)
    assert problem.reason == "the row has 4 cells and the header 3"


def test_notes_in_a_column_without_a_name_stay_out_of_the_answers() -> None:
    result = read("question,answer,\nHow long?,Two days.,ask Bob\nCan I return?,Yes.,\nCash?,No.,\n")

    assert [row.answer for row in result.rows] == ["Two days.", "Yes.", "No."]
    assert [(each.row, each.value, each.is_fatal) for each in result.problems] == [(2, "ask Bob", False)]


def test_an_answer_that_was_cut_below_a_header_filled_up_with_empty_cells_is_whole_again() -> None:
    result = read("Question;Answer;;\nWhich sizes?;S and M; L in May; no XL;\nCash?;No.;;\n")

    assert [row.answer for row in result.rows] == ["S and M; L in May; no XL", "No."]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(2, False)]


def test_an_answer_cut_in_most_of_the_rows_is_whole_again() -> None:
    result = read("Question|Answer\nWhen?|8|6\nWhere?|Hull|Leeds\nCash?|No\n")

    assert [row.answer for row in result.rows] == ["8|6", "Hull|Leeds", "No"]


def test_a_row_cut_before_its_last_named_column_is_left_out_behind_a_filled_up_header_too() -> None:
    result = read("Question;Answer;Topic;;\nWhich sizes?;S and M; L in May;Fit;\nCash?;No.;Pay;;\n")

    assert [row.question for row in result.rows] == ["Cash?"]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(2, True)]


def test_the_header_of_a_second_file_pasted_below_is_no_question() -> None:
    result = read("Question,Answer\nHow long?,Two days.\n\ufeffQuestion,Answer\nCan I return?,Yes.\n")

    assert [row.question for row in result.rows] == ["How long?", "Can I return?"]
    assert "the header stands again in row 3, left out" in result.notes


def test_a_sum_below_the_table_is_no_question() -> None:
    result = read("Question,Answer\nHow long?,Two days.\nTotal,1\n")

    assert [row.question for row in result.rows] == ["How long?"]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(3, False)]


def test_comment_lines_above_the_header_do_not_make_it_markdown() -> None:
    result = read("# exported 2024\n# by Bob\nquestion,answer\nHow long?,Two days.\nCan I return?,Yes.\n")

    assert [row.question for row in result.rows] == ["How long?", "Can I return?"]
    assert "2 rows above the header left out" in result.notes


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lines_of_question_and_answer_in_turn_are_paired_whatever_commas_they_hold(between: str) -> None:
    lines = between.join(("How long does it take?", "Two, three days.", "Can I return it?", "Yes, of course.", "Cash?", "No."))

    assert pairs(read(lines)) == [
        ("How long does it take?", "Two, three days."),
        ("Can I return it?", "Yes, of course."),
        ("Cash?", "No."),
    ]


def test_a_sheet_of_one_column_with_questions_and_answers_in_turn_is_paired() -> None:
    data = workbook(("FAQ", [[cell] for pair in (HOW, RETURN) for cell in pair]))

    assert pairs(read(data, "faq.xlsx")) == [HOW, RETURN]


def test_empty_characters_and_the_end_mark_of_dos_are_dropped() -> None:
    result = read(b"question,answer\nHow\0 long?,Two days.\n" + b"\x1a" + b"\0" * 500)

    assert pairs(result) == [("How long?", "Two days.")]
    assert result.problems == ()


def test_an_excel_export_that_is_a_web_page_is_read_cell_by_cell() -> None:
    cells = "<tr><td>How long?</td><td><p>Two <b>days</b>,</p><p>at most.</p></td></tr><tr><td>Cash?<td>No &amp; never</tr>"
    page = f"<meta charset=utf-8><table border=1><tr><th>Question</th><th>Answer</th></tr>{cells}</table>"

    assert pairs(read(page, "export.xls")) == [("How long?", "Two **days**,\n\nat most."), ("Cash?", "No & never")]


def test_codes_of_a_help_desk_in_place_of_yes_and_no_or_links_are_left_out_and_told_once() -> None:
    result = read("title,description,status,url\nHow long?,Two days.,2,17\nCash?,No.,2,18\n")

    assert [row.enabled for row in result.rows] == [True, True]
    assert result.problems == ()
    assert "“status” was left out, because it holds no yes or no" in result.notes


def test_a_state_that_nobody_knows_is_not_shown_to_customers_and_told() -> None:
    result = read("question,answer,status\nHow long?,Two days.,live\nCash?,No.,legal looks at it\nWrap?,Yes.,unlisted\n")

    assert [row.enabled for row in result.rows] == [True, False, False]
    assert [(each.row, each.is_fatal) for each in result.problems] == [(3, False)]


@pytest.mark.parametrize("header", ["visibility_status,Public?", "Public?,Visibility"])
def test_an_entry_is_shown_only_where_all_columns_say_so(header: str) -> None:
    text = f"question,answer,{header}\nHow long?,Two days.,yes,public\nCash?,No.,no,public\nWrap?,Yes.,yes,internal\n"

    assert [row.enabled for row in read(text).rows] == [True, False, False]


def test_drafts_stay_off_where_a_person_chose_the_columns() -> None:
    data = b"Ask,Say,published\nHow long?,Two days.,yes\nCash?,No.,no\n"

    result = read_faq_file(data, "faq.csv", {"question": "Ask", "answer": "Say"})

    assert [row.enabled for row in result.rows] == [True, False]


def test_the_last_part_of_a_path_in_json_says_what_is_shown_and_yes_and_no_are_no_ids() -> None:
    fields = [{"Ask": "How long?", "Say": "Two days.", "live": False, "gift": True}]
    fields += [{"Ask": "Cash?", "Say": "No.", "live": True, "gift": False}]

    rows = read(json.dumps([{"fields": each} for each in fields]), "faq.json").rows

    assert [(row.enabled, row.id) for row in rows] == [(False, ""), (True, "")]


def test_numbers_of_sections_are_no_categories_and_the_page_for_people_is_the_link() -> None:
    [row] = read(
        "title,body,section_id,url,html_url\nHow long?,Two days.,4711,https://s.example/9.json,https://s.example/9\n"
    ).rows

    assert (row.category, row.source_url) == ("", "https://s.example/9")


def test_unpublished_posts_stay_off() -> None:
    result = read("post_title,post_content,post_status\nHow long?,Two days.,publish\nCash?,No.,draft\n")

    assert [row.enabled for row in result.rows] == [True, False]


def test_answers_one_row_below_their_questions_are_read_beside_them() -> None:
    result = read("Question,Answer\nHow long?,\n,Two days.\nCan I return?,\n,Yes.\n")

    assert pairs(result) == [("How long?", "Two days."), ("Can I return?", "Yes.")]
    assert result.problems == ()


def test_one_answer_without_question_among_good_rows_is_told() -> None:
    result = read("Question,Answer\nHow long?,Two days.\n,An answer alone.\nCan I return?,Yes.\n")

    assert [(each.row, each.column) for each in result.problems] == [(3, "Question")]


def test_a_csv_file_that_a_spreadsheet_did_not_cut_is_cut() -> None:
    data = workbook(("S", [["Frage;Antwort"], [], ["Wie lange?;Zwei Tage, höchstens."], ["Bar?;"]]))

    result = read(data, "faq.xlsx")

    assert pairs(result) == [("Wie lange?", "Zwei Tage, höchstens.")]
    assert [(each.row, each.column) for each in result.problems] == [(4, "S!Antwort")]


def test_a_sheet_of_instructions_beside_the_table_is_left_out() -> None:
    data = workbook(
        ("Read me", [["How to use this file"], ["1. Fill in the other sheet"]]), ("FAQ", [["Question", "Answer"], HOW])
    )

    assert pairs(read(data, "faq.xlsx")) == [HOW]


@pytest.mark.parametrize(
    "line", ["**{0}** {1}", "- {0} {1}", "{0} -> {1}", "1. {0} – {1}"], ids=["bold", "bullets", "arrows", "dashes"]
)
def test_answers_on_the_line_of_their_question_are_read(line: str) -> None:
    text = "\n".join(line.format(*pair) for pair in (HOW, RETURN))

    assert pairs(read(text, "faq.md")) == [HOW, RETURN]


def test_dates_and_roles_are_not_taken_for_questions() -> None:
    with pytest.raises(ColumnsUnclear):
        read("timestamp,role,content\n2024-01-01,user,How long?\n2024-01-02,assistant,Two days.\n2024-01-03,user,Thanks\n")


@pytest.mark.parametrize(
    "text",
    [
        '{"question": "Q one?", "answer": "A."}{"question": "Q two?", "answer": "B."}',
        '{\n "question": "Q one?",\n "answer": "A."\n}\n{\n "question": "Q two?",\n "answer": "B."\n}\n',
        "\n".join(
            json.dumps({"conversations": [{"from": "human", "value": q}, {"from": "gpt", "value": a}]})
            for q, a in (("Q one?", "A."), ("Q two?", "B."))
        ),
        json.dumps(
            {"intents": [{"patterns": ["Q one?"], "responses": ["A.", "Ah."]}, {"patterns": ["Q two?"], "responses": ["B."]}]}
        ),
        json.dumps({"Shipping": {"Q one?": "A."}, "Returns": {"Q two?": "B."}}),
        json.dumps([{"Q one?": "A."}, {"Q two?": "B."}]),
        json.dumps({"questions": ["Q one?", "Q two?"], "answers": ["A.", "B."]}),
        json.dumps({"question": {"0": "Q one?", "1": "Q two?"}, "answer": {"0": "A.", "1": "B."}}),
        json.dumps([["question", "answer"], ["Q one?", "A."], ["Q two?", "B."]]),
    ],
    ids=[
        "side by side",
        "one below the other",
        "chats",
        "several wordings",
        "sections",
        "one each",
        "columns",
        "pandas",
        "lists",
    ],
)
def test_json_of_more_programs_is_understood(text: str) -> None:
    assert pairs(read(text, "x.json")) == [("Q one?", "A."), ("Q two?", "B.")]


def test_answers_in_json_as_lists_and_objects_are_texts() -> None:
    entries = [{"q": "How?", "a": ["By post.", "By van."]}, {"q": "Where?", "a": {"text": "Hull."}}, {"q": "When?", "a": "Now."}]

    result = read(json.dumps(entries), "faq.json")

    assert [row.answer for row in result.rows] == ["By post.\nBy van.", "Hull.", "Now."]


def test_only_the_questions_of_a_pages_data_are_taken() -> None:
    question = {"@type": "Question", "name": "How long?", "acceptedAnswer": {"@type": "Answer", "text": "Two days."}}
    graph = {"@graph": [{"@type": "Organization", "name": "A shop"}, {"@type": "FAQPage", "mainEntity": [question]}]}

    result = read(json.dumps(graph), "faq.json")

    assert pairs(result) == [("How long?", "Two days.")]
    assert result.problems == ()


def test_a_yaml_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileUnreadable, match=r"YAML file. Export"):
        read("- question: How long?\n  answer: Two days.\n", "faq.yaml")


def test_a_cell_of_megabytes_does_not_keep_the_others_waiting() -> None:
    result = read("question,answer\nHow big?," + "é" * 2_000_000 + "\nCash?,No.\n")

    assert [row.question for row in result.rows] == ["Cash?"]
    assert [each.row for each in result.problems] == [2]
