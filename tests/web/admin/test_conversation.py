"""Conversations in a list and one by one: taken over, answered, handed back."""

from __future__ import annotations

from chatbot.storage.conversations import Conversations
from chatbot.storage.customers import Customer, Customers


def said(store, found):
    return [(m.author, m.text) for m in Conversations(store).messages_after(found, 0)]


def test_a_customer_who_asked_for_a_person_is_in_the_waiting_list_with_the_ticket(owner, talk):
    waiting, other = talk("person"), talk("hello")

    page = owner.see("/admin/conversations?tab=waiting")

    assert waiting in page
    assert other not in page
    assert "T-4KX2P" in owner.see("/admin/tickets")


def test_conversations_are_found_by_a_word_or_an_order_number(owner, talk):
    found, other = talk("where is #1042?"), talk("hello")

    page = owner.see("/admin/conversations?q=%231042")

    assert found in page
    assert other not in page
    assert "Nothing found" in owner.see("/admin/conversations?q=%25")


def test_filters_narrow_by_wish_mood_and_trouble(owner, talk, store):
    found = talk("hello")
    assert found in owner.see("/admin/conversations?intent=greeting&mood=neutral")
    assert found not in owner.see("/admin/conversations?intent=complaint")
    assert found not in owner.see("/admin/conversations?problem=low_rating")

    Conversations(store).rate(found, 1, "slow")

    assert found in owner.see("/admin/conversations?problem=low_rating")


def test_a_long_list_has_pages(owner, talk):
    ids = [talk(f"hello {n}") for n in range(45)]

    first, second = (owner.see(f"/admin/conversations?page={n}") for n in (1, 2))

    assert sum(each in first for each in ids) == 40
    assert sum(each in second for each in ids) == 5


def test_a_conversation_shows_what_was_said_and_what_was_understood(owner, talk):
    page = owner.see(f"/admin/conversations/{talk('faq canada')}")

    assert "faq canada" in page
    assert "<strong>Canada</strong>" in page
    assert "greeting 90%" in page
    assert "Do you ship to Canada?" in page


def test_the_words_of_a_customer_never_become_markup(owner, talk):
    page = owner.see(f"/admin/conversations/{talk('<img src=x onerror=alert(1)>')}")

    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_person_takes_over_answers_and_hands_back(owner, talk, store):
    found = talk("person")

    owner.do(f"/admin/conversations/{found}/take")
    owner.do(f"/admin/conversations/{found}/say", {"text": "Hello, this is Olga."})
    owner.do(f"/admin/conversations/{found}/hand-back", {"close_tickets": "1"})

    assert said(store, found)[-1] == ("agent", "Hello, this is Olga.")
    assert Conversations(store).snapshot(found, 0).handoff == "none"
    assert "No open tickets" in owner.see("/admin/tickets")


def test_two_people_cannot_take_the_same_conversation(owner, person, talk, store):
    ben, found = person("agent", "Ben"), talk("person")
    owner.do(f"/admin/conversations/{found}/take")

    page = ben.do(f"/admin/conversations/{found}/take")

    assert "Olga has this conversation already" in page
    assert ben.post(f"/admin/conversations/{found}/say", {"text": "me too"}).status_code == 400
    assert ben.post(f"/admin/conversations/{found}/hand-back").status_code == 400
    assert Conversations(store).snapshot(found, 0).agent == "Olga"


def test_nobody_answers_in_a_conversation_of_the_bot(owner, talk, store):
    found = talk("hello")

    answer = owner.post(f"/admin/conversations/{found}/say", {"text": "hi"})

    assert answer.status_code == 400
    assert "Take it over" in answer.text
    assert said(store, found)[-1][0] == "bot"


def test_an_empty_answer_is_not_sent_and_a_card_number_is_masked(owner, talk, store):
    found = talk("person")
    owner.do(f"/admin/conversations/{found}/take")

    owner.do(f"/admin/conversations/{found}/say", {"text": "  \n "})
    owner.do(f"/admin/conversations/{found}/say", {"text": "your card 4111 1111 1111 1111"})

    assert [text for author, text in said(store, found) if author == "agent"] == ["your card [card ending 1111]"]


def test_notes_stay_with_the_team(owner, talk, store):
    found = talk("hello")

    page = owner.do(f"/admin/conversations/{found}/note", {"text": "called on Monday"})

    assert "called on Monday" in page
    assert "called on Monday" not in str(said(store, found))


def test_a_conversation_that_is_gone_is_told(owner):
    answer = owner.get("/admin/conversations/nonsense")

    assert answer.status_code == 404
    assert "not there any more" in answer.text


def test_a_ticket_is_closed_once_with_who_did_it(owner, talk):
    talk("person")

    owner.do("/admin/tickets/1/close")

    assert "closed by Olga" in owner.see("/admin/tickets?status=closed")
    assert "The ticket is closed" not in owner.do("/admin/tickets/1/close")


def test_a_canned_answer_is_offered_in_the_answer_box(owner, talk):
    found = talk("person")
    owner.do("/admin/canned", {"title": "Sorry", "text": "We are sorry for the delay."})
    owner.do(f"/admin/conversations/{found}/take")

    assert "We are sorry for the delay." in owner.see(f"/admin/conversations/{found}")
    owner.do("/admin/canned/1/remove")
    assert "We are sorry for the delay." not in owner.see(f"/admin/conversations/{found}")


def test_a_customer_is_erased_with_everything_and_the_log_keeps_that_it_was_done(owner, talk, store):
    found, other = talk("person"), talk("hello")
    owner.do(f"/admin/conversations/{found}/note", {"text": "called on Monday"})

    page = owner.do(f"/admin/conversations/{found}/erase")

    assert "is erased" in page
    assert owner.get(f"/admin/conversations/{found}").status_code == 404
    left = {
        table: next(store.db.query(f"select count(*) as n from {table}"))["n"]
        for table in ("messages", "turns", "tickets", "notes")
    }
    assert left == {"messages": 2, "turns": 1, "tickets": 0, "notes": 0}
    assert found in owner.see("/admin/audit?q=erased")
    assert owner.get(f"/admin/conversations/{other}").status_code == 200


def test_a_customer_gets_everything_that_is_stored_but_no_key(owner, talk):
    found = talk("faq canada")
    owner.do(f"/admin/conversations/{found}/note", {"text": "called on Monday"})

    told = owner.get(f"/admin/conversations/{found}/export.json")

    assert "attachment" in told.headers["Content-Disposition"]
    assert told.json["messages"][0]["text"] == "faq canada"
    assert told.json["notes"][0]["text"] == "called on Monday"
    assert "token_hash" not in told.text


def test_only_the_owner_exports_and_erases(person, talk):
    ben, found = person("agent", "Ben"), talk("hello")

    assert ben.get(f"/admin/conversations/{found}/export.json").status_code == 403
    assert ben.post(f"/admin/conversations/{found}/erase").status_code == 403


def test_staff_see_whom_the_shop_signed_for_and_who_is_a_guest(owner, talk, store):
    signed = Customers(store).open(Customer("customer-17", "Maria <Lopez>", "maria@example.com"), is_new=True)

    page = owner.see(f"/admin/conversations/{signed}")

    assert "signed in, verified" in page
    assert "Maria &lt;Lopez&gt;" in page
    assert "maria@example.com" in page
    assert "a guest" in owner.see(f"/admin/conversations/{talk('hello')}")


def test_export_and_erasing_take_the_signed_name_along(owner, store):
    signed = Customers(store).open(Customer("customer-17", "Maria Lopez"), is_new=True)

    export = owner.see(f"/admin/conversations/{signed}/export.json")
    owner.do(f"/admin/conversations/{signed}/erase")

    assert "Maria Lopez" in export
    assert Customers(store).of(signed) is None
