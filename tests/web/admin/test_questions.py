"""Questions that got no good answer: found, grouped, decided about, and told when the FAQ answers them by now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

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


def test_a_rejected_entry_counts_as_an_answer_only_once_it_was_changed(owner, talk, store, encoder):
    row = FaqRow("Do you ship to Mars?", "Not **yet**.", id="mars")
    cash = FaqRow("Can I pay cash?", "Yes.", id="cash")
    version = publish(store, encoder, [row, cash])
    talk("do you ship to mars")
    told = "update turns set intent = 'delivery_info', faq_id = 'mars', kb_version = ?"
    store.write(lambda db: db.execute(told, [version]))
    store.write(lambda db: db.execute("update messages set text = 'Not yet, sorry', is_helpful = 0 where author = 'bot'"))
    assert "now answered" not in owner.see("/admin/questions")

    publish(store, encoder, [replace(row, answer="From May on."), cash])

    assert "1 of 1 now answered" in owner.see("/admin/questions")


@pytest.mark.parametrize("mark", ["solved", "out_of_scope", "ignored"])
def test_what_a_person_decided_about_does_not_come_back(owner, unanswered, mark):
    [found] = unanswered("do you repair zips?")

    page = owner.do("/admin/questions/mark", {"mark": mark, "place": [f"{found}:1"]})

    assert leads(page) == []
    audit = owner.see("/admin/audit")
    assert f"questions {mark.replace('_', ' ')}" in audit
    assert "do you repair zips?" not in audit  # a customer's words, which would outlive the conversation there


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


@pytest.fixture
def turned(store):
    """Change what is stored of a conversation: `turned(found, 1, decision="ask")` a turn, `ago_h` when it was touched last."""

    def change(conversation, seq, ago_h=0, **values):
        columns = ", ".join(f"{name} = ?" for name in values)
        sql = f"update turns set {columns} where conversation = ? and seq = ?"
        store.write(lambda db: db.execute(sql, [*values.values(), conversation, seq]))
        at = (datetime.now(UTC) - timedelta(hours=ago_h)).isoformat()
        store.write(lambda db: db.execute("update conversations set updated_at = ? where id = ?", [at, conversation]))

    return change


@pytest.mark.parametrize(("skill", "words"), [("faq", "went away when asked back"), ("orders", "left when asked for more")])
def test_a_customer_who_went_away_when_asked_back_is_counted_after_a_while(owner, talk, turned, skill, words):
    found = talk("where is it then")
    turned(found, 1, ago_h=0, intent="order_status", decision="ask", skill=skill)
    assert words not in owner.see("/admin/questions")

    turned(found, 1, ago_h=1, decision="ask")

    assert leads(owner.see("/admin/questions")) == ["where is it then"]
    assert words in owner.see("/admin/questions")


def test_a_customer_who_goes_on_or_waits_for_a_person_did_not_go_away(owner, talk, turned, store):
    goes_on, waits = talk("where is it then", "number 1001"), talk("and where is this one")
    for each in (goes_on, waits):
        turned(each, 1, ago_h=1, intent="order_status", decision="ask", skill="orders")
    store.write(lambda db: db.execute("update conversations set handoff = 'waiting' where id = ?", [waits]))

    assert leads(owner.see("/admin/questions")) == []


def test_a_question_whose_answer_failed_is_not_forgotten(owner, talk, turned):
    turned(talk("do you repair zips?"), 1, status="failed", act=None, decision=None, intent=None)

    assert leads(owner.see("/admin/questions")) == ["do you repair zips?"]
    assert "no answer came" in owner.see("/admin/questions")


@pytest.fixture
def clicked(talk, turned, store, encoder):
    """A customer asked this, was asked back or told another entry, and clicked the one about Mars."""
    rows = with_ids([FaqRow("Do you ship to Mars?", "Not yet.", id="mars"), FaqRow("Can I pay cash?", "Yes.", id="cash")])
    publish(store, encoder, rows)

    def ask(text, decision="ask"):
        found = talk(text, "Do you ship to Mars?")
        turned(found, 1, intent="delivery_info", decision=decision, skill="faq")
        store.write(lambda db: db.execute("update messages set choice = 'faq:mars' where conversation = ? and seq = 3", [found]))
        return found

    return ask


@pytest.mark.parametrize("decision", ["ask", "answer"])
def test_what_customers_asked_before_they_clicked_is_offered_as_a_wording(owner, clicked, decision):
    clicked("red planet parcels", decision)
    page = owner.see("/admin/questions")
    assert leads(page) == []

    link = re.search(r'href="(/admin/knowledge/entries/mars\?variants=[^"]+)"', page)[1].replace("&amp;", "&")
    form = owner.see(link)
    was = re.search(r'name="was" value="([^"]+)"', form)[1]
    entry = {
        "question": "Do you ship to Mars?",
        "answer": "Not yet.",
        "enabled": "1",
        "was": was,
        "variants": "red planet parcels",
    }

    assert "red planet parcels" in form
    owner.do("/admin/knowledge/entries/mars", entry)
    assert "red planet parcels" not in owner.see("/admin/questions")  # it is one of its wordings now


def test_a_click_that_was_no_help_is_no_wording(owner, clicked, store):
    found = clicked("red planet parcels")

    Conversations(store).give_feedback(found, 4, False, "")

    assert "Chosen from" not in owner.see("/admin/questions")


def test_a_wording_that_was_put_aside_does_not_come_back(owner, clicked):
    found = clicked("red planet parcels")

    assert "Chosen from" not in owner.do("/admin/questions/mark", {"mark": "ignored", "place": f"{found}:1"})


def test_what_is_not_our_business_is_learned_by_the_next_training(owner, unanswered):
    found = unanswered("what will the weather be", "how is the weather")

    owner.do("/admin/questions/mark", {"mark": "out_of_scope", "place": [f"{each}:1" for each in found]})

    page = owner.see("/admin/training")
    assert "what will the weather be" in page
    assert '<span class="count">2</span>' in page


def test_a_whole_group_gets_its_intent_at_once(owner, unanswered):
    unanswered("have you got a mobile app", "is there a mobile app")
    form = re.search(r'<form class="row correcting".*?</form>', owner.see("/admin/questions"), re.S)[0]

    places = re.findall(r'name="place" value="([^"]+)"', form)
    page = owner.do("/admin/training/corrections", {"place": places, "intent": "account", "back": "/admin/questions"})

    assert "2 messages mean “account”" in page
    assert len(leads(page)) == 1  # it still needs an answer
