"""What the shop should look at before it publishes: repetitions, near-repetitions, contradictions."""

from __future__ import annotations

import numpy as np

from chatbot.knowledge.check import MAX_COMPARED, MAX_PAIRS, Pair, check, facts, find_pairs, with_pairs
from chatbot.knowledge.entries import FaqRow
from chatbot.models.encoder import Encoder


def row(number: int, question: str, answer: str, id: str = "") -> FaqRow:
    return FaqRow(question, answer, id=id, row=number)


def test_a_row_that_repeats_another_is_left_out_and_told() -> None:
    report = check([row(2, "How long?", "Two days."), row(3, "how long", "Two days")])

    assert [each.row for each in report.rows] == [2]
    assert (report.problems[0].row, report.problems[0].is_fatal) == (3, False)


def test_the_same_question_with_two_answers_is_kept_and_told() -> None:
    report = check([row(2, "How long?", "Two days."), row(3, "How long?", "Five days.")])

    assert len(report.rows) == 2
    assert "row 2 has the same question and another answer" in report.problems[0].reason


def test_an_id_used_twice_is_a_fatal_problem_of_the_second_row() -> None:
    report = check([row(2, "How long?", "Two days.", "1"), row(3, "How much?", "Free.", "1")])

    assert [each.row for each in report.rows] == [2]
    assert (report.problems[0].row, report.problems[0].column, report.problems[0].is_fatal) == (3, "id", True)


def test_nearly_the_same_question_with_other_numbers_is_told_as_a_contradiction(encoder: Encoder) -> None:
    report = check(
        [row(2, "How long does shipping take?", "3 days."), row(3, "How long will shipping take?", "5 to 7 days.")], encoder
    )

    assert report.pairs[0].contradicts
    assert "the answers name different numbers" in report.problems[0].reason


def test_what_two_questions_differ_in_is_named_since_it_may_be_the_reason_for_two_answers() -> None:
    rows = [row(2, "How do I clean a velvet sofa?", "At 30 degrees."), row(3, "How do I clean a leather sofa?", "At 20 degrees.")]
    report = with_pairs(check(rows), [Pair(*rows, 0.95, contradicts=True)])

    assert report.problems[0].suggestion.startswith("Nothing to do if they differ in “velvet” and “leather”")


def test_nearly_the_same_question_with_the_same_numbers_is_told_as_a_near_repetition(encoder: Encoder) -> None:
    report = check(
        [row(2, "How long does shipping take?", "3 days."), row(3, "How long will shipping take?", "It takes 3 days.")], encoder
    )

    assert not report.pairs[0].contradicts


def test_questions_that_ask_about_different_numbers_do_not_contradict(encoder: Encoder) -> None:
    rows = [
        row(2, "How many points do I get for 10 euros?", "10 points."),
        row(3, "How many points do I get for 50 euros?", "50 points."),
    ]

    assert not any(pair.contradicts for pair in check(rows, encoder).pairs)


def test_different_questions_are_no_pair(encoder: Encoder) -> None:
    report = check([row(2, "How long does shipping take?", "3 days."), row(3, "Can I pay with PayPal?", "Yes.")], encoder)

    assert report.problems == ()


def test_prices_are_compared_by_value() -> None:
    assert facts("It costs € 3,95 and 20 %.") == facts("Costs 3.95 EUR, 20%")


def test_a_file_of_one_question_in_many_forms_gives_as_many_pairs_as_can_be_read_contradictions_first() -> None:
    rows = [row(n, "what" + "?" * n, "3 days." if n % 50 else f"{n} days.") for n in range(150)]
    vectors = np.tile(np.float32([1, 0]), (150, 1))
    pairs = find_pairs(rows, vectors)

    assert len(rows) * (len(rows) - 1) / 2 > MAX_COMPARED
    assert len(pairs) == MAX_PAIRS
    assert [pair.contradicts for pair in pairs] == sorted((pair.contradicts for pair in pairs), reverse=True)
    assert pairs[0].contradicts
    assert all(pair.first.row < pair.second.row for pair in pairs)


def test_a_clash_of_two_sheets_names_the_other_sheet() -> None:
    rows = [FaqRow("How long?", "Two days.", row=2, sheet="Now"), FaqRow("How long?", "Five days.", row=2, sheet="2023")]

    [problem] = check(rows).problems

    assert problem.reason.startswith("row 2 of sheet “Now” has the same question")
    assert problem.column == "2023!question"
