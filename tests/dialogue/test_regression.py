"""The regression set: what a shop owner expects of its bot, in the demo shop with the real models, and how runs are compared."""

from __future__ import annotations

import json

import pytest

from chatbot.config import ROOT
from chatbot.dialogue.bot import Bot
from chatbot.dialogue.regression import compare, meets, observe, observed, run
from chatbot.errors import KnowledgeError
from chatbot.knowledge.regression import parse, read_cases
from chatbot.storage.regression import Case, Result
from tests.dialogue.conftest import Conversation

EVAL = ROOT / "data" / "eval"


def test_the_answers_that_the_shop_expects_do_not_get_fewer(bot: Bot) -> None:
    cases, problems = read_cases(EVAL / "regression.csv")
    floor = json.loads((EVAL / "floors.json").read_text())["regression"]

    results = run(bot, cases)

    failed = [f"{each.question} → {each.got}, expected {each.expect}" for each in results if not each.is_met]
    assert len(cases) >= 300
    assert not problems
    assert 1 - len(failed) / len(results) >= floor, "\n".join(failed)


@pytest.mark.parametrize(
    "question", ["do you ship to canada", "show me a tent", "what is the capital of france", "a human please"]
)
def test_what_the_bot_did_is_what_it_meets(customer: Conversation, question: str) -> None:
    reply = customer.say(question)

    assert meets(reply, observe(reply))
    assert not meets(reply, parse("faq:no-such-entry"))


def test_a_question_that_a_hand_off_follows_is_expected_to_be_passed_on() -> None:
    assert str(observed("apologise+handoff_away", "ship-us")) == "handoff"
    assert str(observed("faq_answer", "ship-us")) == "faq:ship-us"
    assert str(observed("apologise+ask_order_number", "")) == "act:ask_order_number"
    assert str(observed("calm_limit", "")) == "act:out_of_scope"
    assert str(observed("", "", "complaint")) == "intent:complaint"


def test_runs_are_compared_question_by_question_and_what_got_worse_comes_first() -> None:
    def result(question: str, is_met: bool) -> Result:
        return Result(question, "handoff", "handoff" if is_met else "act:greet", is_met)

    before = [result("a", True), result("b", False), result("c", True), result("d", False)]
    now = [result("a", True), result("b", True), result("c", False), result("d", False), result("new", True)]

    told = [(each.result.question, each.change) for each in compare(now, before)]

    assert told == [("c", "newly wrong"), ("d", "wrong"), ("b", "newly right"), ("a", "right"), ("new", "right")]


def test_a_run_that_is_cancelled_asks_no_more(bot: Bot) -> None:
    class Enough(Exception): ...

    def stop_at_two(done: int, total: int) -> None:
        if done == 2:
            raise Enough

    with pytest.raises(Enough):
        run(bot, [Case(f"question {n}", "handoff") for n in range(9)], stop_at_two)


@pytest.mark.parametrize("text", ["faq", "faq:", "intent:nonsense", "act:fly", "handoff:now", "", "something"])
def test_an_expectation_that_there_is_not_is_told_with_what_is_possible(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"Possible are|Write faq:ID"):
        parse(text)


def test_rows_of_a_file_that_cannot_be_used_are_named_and_the_others_taken() -> None:
    file = "Question;Expected\nhello;act:greet\n;handoff\nwhere is it;intent:nowhere\n".encode("utf-8-sig")

    cases, problems = read_cases(file, "mine.csv")

    assert cases == [Case("hello", "act:greet")]
    assert [(each.row, each.column) for each in problems] == [(3, "question"), (4, "expect")]
