"""The test console: a whole turn, stored nowhere."""

from __future__ import annotations

import re


def memory_of(page):
    return re.search(r'name="memory" value="([^"]*)"', page)[1]


def test_a_question_is_answered_with_everything_that_led_to_it(owner):
    page = owner.do("/admin/console", {"text": "faq canada"})

    assert "<strong>Canada</strong>" in page
    assert all(each in page for each in ("greeting", "90%", "faq_answer", "Do you ship to Canada?", "No draft was refused"))


def test_the_decision_comes_with_its_reason(owner):
    assert "The entry is 97% likely the answer; from 60% it is given." in owner.do("/admin/console", {"text": "faq canada"})
    assert "“greeting” at 90% leads to “orders”" in owner.do("/admin/console", {"text": "order 1042"})


def test_nothing_of_it_is_stored(owner, store):
    owner.do("/admin/console", {"text": "faq canada"})

    assert [
        next(store.db.query(f"select count(*) as n from {table}"))["n"] for table in ("conversations", "messages", "turns")
    ] == [0] * 3


def test_the_bot_remembers_what_was_asked_before_until_it_is_told_to_forget(owner):
    first = owner.do("/admin/console", {"text": "hello"})

    second = owner.do("/admin/console", {"text": "again", "memory": memory_of(first)})
    fresh = owner.do("/admin/console", {"text": "again", "memory": memory_of(first), "fresh": "1"})

    assert "You said: hello" in second
    assert "You said: hello" not in fresh


def test_a_memory_that_was_written_by_somebody_else_is_not_believed(owner):
    signed = memory_of(owner.do("/admin/console", {"text": "hello"}))
    forged = signed[:-4] + "AAAA"

    assert "You said: hello" not in owner.do("/admin/console", {"text": "again", "memory": forged})


def test_a_question_in_the_address_is_asked_at_once(owner):
    assert "You said: hello there" in owner.see("/admin/console?q=hello+there")


def test_too_long_a_question_is_told(owner):
    assert "4,000 are possible" in owner.do("/admin/console", {"text": "x" * 4001})


def test_the_text_of_a_question_stays_text(owner):
    assert "<script>alert" not in owner.do("/admin/console", {"text": "<script>alert(1)</script>"})
