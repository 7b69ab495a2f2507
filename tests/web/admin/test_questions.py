"""Questions that got no good answer: found, grouped, decided about, and told when the FAQ answers them by now."""

from __future__ import annotations

import re

import pytest

from chatbot.knowledge.entries import FaqRow, with_ids
from chatbot.knowledge.publish import publish
from chatbot.storage.conversations import Conversations


@pytest.fixture
def unanswered(talk, store):
    """Customers asked these, and the bot had no answer."""

    def ask(*texts: str, mood: str = "neutral") -> list[str]:
        found = [talk(text) for text in texts]
        sql = """update turns set intent = 'store_info', decision = 'abstain', skill = 'handoff', sentiment = ?
                 where conversation = ?"""
        for each in found:
            store.write(lambda db, each=each: db.execute(sql, [mood, each]))
        return found

    return ask


def leads(page):
    return re.findall(r'<span class="strong big">([^<]+)</span>', page)


def test_questions_that_mean_the_same_are_one_group_and_the_largest_comes_first(owner, unanswered):
    unanswered("do you repair zips?", "have you got a mobile app", "is there a mobile app", "do you have an app for my phone")

    page = owner.see("/admin/questions")

    assert len(leads(page)) == 2
    assert "app" in leads(page)[0]
    assert "3×" in page


def test_an_unhappy_customer_comes_before_a_calm_one(owner, unanswered):
    unanswered("do you repair zips?")
    unanswered("why is the parking lot closed", mood="negative")

    assert leads(owner.see("/admin/questions"))[0] == "why is the parking lot closed"


def test_a_thumb_down_brings_a_question_here_and_greetings_never_come(owner, talk, store):
    found = talk("faq canada")
    talk("hello")
    store.write(lambda db: db.execute("update turns set intent = 'delivery_info' where conversation = ?", [found]))
    assert leads(owner.see("/admin/questions")) == []

    Conversations(store).give_feedback(found, 2, False, "")

    assert leads(owner.see("/admin/questions")) == ["faq canada"]
    assert "thumbs down" in owner.see("/admin/questions")


def test_a_group_is_told_as_answered_once_the_faq_answers_it(owner, unanswered, store, encoder):
    unanswered("do you ship to mars", "shipping to mars?")
    publish(store, encoder, with_ids([FaqRow("Do you ship to Mars?", "Not yet."), FaqRow("Can I pay cash?", "Yes.")]))

    page = owner.see("/admin/questions")

    assert "2 of 2 now answered" in page
    assert "Do you ship to Mars?" in page


def test_an_answer_that_got_a_thumb_down_does_not_count_as_answered(owner, talk, store, encoder):
    found = talk("do you ship to mars")
    publish(store, encoder, with_ids([FaqRow("Do you ship to Mars?", "Not yet."), FaqRow("Can I pay cash?", "Yes.")]))
    store.write(lambda db: db.execute("update turns set intent = 'delivery_info'"))
    store.write(lambda db: db.execute("update messages set text = 'Here: Not yet.', is_helpful = 0 where author = 'bot'"))

    page = owner.see("/admin/questions")

    assert found in page
    assert "now answered" not in page


@pytest.mark.parametrize("mark", ["solved", "out_of_scope", "ignored"])
def test_what_a_person_decided_about_does_not_come_back(owner, unanswered, mark):
    [found] = unanswered("do you repair zips?")

    page = owner.do("/admin/questions/mark", {"mark": mark, "place": [f"{found}:1"], "lead": "do you repair zips?"})

    assert leads(page) == []
    assert "do you repair zips?" in owner.see("/admin/audit")


def test_nonsense_decisions_are_refused(owner, unanswered):
    [found] = unanswered("do you repair zips?")

    assert owner.post("/admin/questions/mark", {"mark": "nonsense", "place": f"{found}:1"}).status_code == 400
    owner.do("/admin/questions/mark", {"mark": "solved", "place": ["nonsense", "a:b:c", f"{found}:99"]})
    assert leads(owner.see("/admin/questions")) == ["do you repair zips?"]


def test_an_answer_is_written_from_a_group_with_its_wordings(owner, unanswered):
    unanswered("is there a mobile app", "have you got a mobile app")
    link = re.search(r'href="(/admin/knowledge/entries/new\?[^"]+)"', owner.see("/admin/questions"))[1].replace("&amp;", "&")

    page = owner.see(link)

    assert "is there a mobile app" in page
    assert "have you got a mobile app" in page


def test_a_viewer_decides_nothing(person, unanswered):
    [found] = unanswered("do you repair zips?")

    assert person("viewer", "Ben").post("/admin/questions/mark", {"mark": "solved", "place": f"{found}:1"}).status_code == 403
