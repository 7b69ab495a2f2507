"""The regression set on the staff's pages: added in one click, run through the bot's own turn, compared with the run before."""

from __future__ import annotations

import io
import threading
import time

import pytest

from chatbot.knowledge.regression import read_cases
from chatbot.storage.regression import Case, Regression
from chatbot.web.admin.regression import SHIPPED

PATIENCE_S = 60
PAGE = "/admin/regression"


@pytest.fixture
def kept(store):
    return Regression(store)


@pytest.fixture
def run(owner):
    """Press the button, wait until it is done, return the page."""

    def press() -> str:
        page = owner.do(f"{PAGE}/run")
        return owner.see_when_done(PAGE, "Asking the bot …", page)

    return press


def expectations(kept):
    return [(case.question, case.expect) for case in kept.all()]


def add(owner, question, kind, value=""):
    return owner.do(f"{PAGE}/add", {"question": question, "kind": kind, kind: value})


def test_a_shop_begins_with_an_empty_set_and_may_load_that_of_the_demo_shop(owner, kept):
    assert "No question yet" in owner.see(PAGE)

    page = owner.do(f"{PAGE}/shipped")

    shipped, _ = read_cases(SHIPPED)
    assert f"{len(shipped)} questions added" in page
    assert expectations(kept) == [(case.question, case.expect) for case in shipped]


def test_a_question_is_added_changed_and_removed(owner, kept):
    add(owner, "faq canada", "faq", "ship-us")
    case = kept.all()[0]

    owner.do(f"{PAGE}/{case.id}", {"question": "faq canada now", "kind": "handoff"})
    assert expectations(kept) == [("faq canada now", "handoff")]

    owner.do(f"{PAGE}/{case.id}/remove")
    assert expectations(kept) == []


def test_a_question_without_words_or_expectation_is_told_and_what_was_typed_stays(owner, kept):
    add(owner, "hello", "act", "greet")
    case = kept.all()[0]

    page = owner.do(f"{PAGE}/{case.id}", {"question": "hello there", "kind": "faq", "faq": ""})

    assert "Write faq:ID" in page
    assert 'value="hello there"' in page
    assert expectations(kept) == [("hello", "act:greet")]


def test_the_same_question_with_the_same_expectation_is_kept_once(owner, kept):
    add(owner, "hello", "act", "greet")
    add(owner, "hello", "act", "greet")

    assert expectations(kept) == [("hello", "act:greet")]


def test_a_run_tells_what_is_as_expected_and_what_came_instead(owner, run):
    add(owner, "faq canada", "faq", "ship-canada")
    add(owner, "person please", "handoff")
    add(owner, "hello", "intent", "complaint")

    page = run()

    assert "2 of 3" in page
    assert "understood as greeting" in page


def test_what_became_right_or_wrong_since_the_run_before_is_told(owner, run, kept):
    kept.add([Case("faq canada", "faq:ship-canada"), Case("hello", "handoff")], "Olga")
    run()
    first = kept.runs(1)[0]
    swapped = [each.__class__(each.question, each.expect, each.got, not each.is_met) for each in kept.results(first.id)]
    kept.keep_run(swapped, "Olga", 1)  # as if the bot had done the opposite meanwhile

    page = run()

    assert '1</span><span class="name">newly right' in page
    assert '1</span><span class="name">newly wrong' in page
    assert page.index("newly wrong</span>") < page.rindex("newly right</span>")


def test_a_run_can_be_cancelled_and_the_one_before_stays(owner, run, kept, app, monkeypatch):
    kept.add([Case("hello", "act:greet"), Case("person", "handoff")], "Olga")
    run()
    begun, goes_on = threading.Event(), threading.Event()
    bot = app.extensions["office"].bot
    real = bot.reply

    def slow(*args):
        begun.set()
        assert goes_on.wait(PATIENCE_S)
        return real(*args)

    monkeypatch.setattr(bot, "reply", slow)
    assert "Asking the bot …" in owner.do(f"{PAGE}/run")
    assert begun.wait(PATIENCE_S)

    owner.do(f"{PAGE}/cancel")
    goes_on.set()
    checker = app.extensions["office"].checker
    deadline = time.monotonic() + PATIENCE_S
    while checker.is_running and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not checker.is_running
    assert [each.total for each in kept.runs(9)] == [2]


def test_the_downloaded_file_read_again_changes_nothing(owner, kept):
    kept.add([Case("=1+1, what is that?", "act:out_of_scope"), Case("hello", "act:greet")], "Olga")
    before = expectations(kept)
    file = owner.get(f"{PAGE}/export.csv").data

    page = owner.do(f"{PAGE}/import", {"file": (io.BytesIO(file), "regression.csv"), "replace": "1"})

    assert "2 questions read" in page
    assert expectations(kept) == before


def test_rows_of_a_file_that_cannot_be_used_are_named(owner, kept):
    file = b"question,expect\nhello,act:greet\nwhere is it,intent:nowhere\n"

    page = owner.do(f"{PAGE}/import", {"file": (io.BytesIO(file), "{0}.csv")})

    assert "row 3, column expect" in page
    assert expectations(kept) == [("hello", "act:greet")]


def test_a_file_without_the_columns_is_told_what_it_needs(owner):
    answer = owner.post(f"{PAGE}/import", {"file": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")})

    assert "It needs “question” and “expect”" in answer.text


def test_what_the_test_console_showed_is_expected_from_now_on_by_one_click(owner, kept):
    page = owner.do("/admin/console", {"text": "faq canada"})
    assert 'name="expect" value="faq:ship-canada"' in page

    page = owner.do(f"{PAGE}/add", {"from": "console", "question": "faq canada", "expect": "faq:ship-canada"})

    assert "is in the regression set now" in page
    assert "Test console" in page
    assert expectations(kept) == [("faq canada", "faq:ship-canada")]


def test_a_customers_message_is_added_by_one_click_without_personal_data(owner, kept, talk):
    conversation = talk("person please, I am jo@example.com")
    assert "Expect this from now on" in owner.see(f"/admin/conversations/{conversation}")

    owner.do(f"{PAGE}/add/{conversation}/1")

    assert expectations(kept) == [("person please, I am [email]", "handoff")]


def test_a_viewer_sees_the_set_and_changes_nothing(person, kept):
    kept.add([Case("hello", "act:greet")], "Olga")
    viewer = person("viewer", "Vera")

    assert "hello" in viewer.see(PAGE)
    assert viewer.post(f"{PAGE}/run", on="/admin/account").status_code == 403
    assert viewer.post(f"{PAGE}/{kept.all()[0].id}/remove", on="/admin/account").status_code == 403


def test_before_the_first_customer_a_file_is_tried_with_the_regression_set(owner, kept):
    kept.add([Case("do you deliver to mars", "faq:mars")], "Olga")
    file = b"question,answer\nDo you ship to Mars?,Not yet.\nCan I pay cash?,Only in the store.\n"
    path = owner.post("/admin/uploads", {"kind": "faq", "file": (io.BytesIO(file), "faq.csv")}).location

    deadline, page = time.monotonic() + PATIENCE_S, ""
    while (
        "regression set" not in (page := owner.see(f"{path}?tab=replayed")).split("</nav>", 3)[-1] and time.monotonic() < deadline
    ):
        time.sleep(0.1)

    assert "the 1 questions of your regression set were" in page
    assert "do you deliver to mars" in page
