"""Data is kept as long as the owner says, and not a day longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.errors import StorageError
from chatbot.messages import CustomerMessage, Ticket
from chatbot.storage.audit import Audit
from chatbot.storage.conversations import Conversations
from chatbot.storage.locks import only_one
from chatbot.storage.questions import Questions
from chatbot.storage.retention import KINDS, Removals, Retention
from chatbot.storage.tickets import Tickets, insert_ticket
from chatbot.storage.uploads import Uploads
from chatbot.web.daily import Daily

NOTHING = {kind.name: "0" for kind in KINDS}


@pytest.fixture
def conversation(store) -> str:
    conversations = Conversations(store)
    found = conversations.create("hash")
    conversations.add_customer_message(CustomerMessage(found, "do you sell kites?"), "00000000-0000-0000-0000-000000000001")
    return found


def in_days(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def test_a_conversation_goes_with_all_that_hangs_on_it_once_it_is_older_than_its_days(store, conversation):
    retention = Retention(store)
    retention.set_days({**NOTHING, "conversations": "30"})

    assert retention.run(in_days(29.9)) == {}
    assert retention.run(in_days(30.1)) == {"conversations": 1, "messages": 1, "turns": 1}
    assert store.db.execute("select count(*) from messages").fetchone() == (0,)


def test_zero_days_keep_a_kind_for_ever(store, conversation):
    retention = Retention(store)
    retention.set_days(NOTHING)

    assert retention.count(in_days(36_000)) == retention.run(in_days(36_000)) == {}


def test_closed_tickets_go_and_open_ones_stay(store, conversation):
    for code in ("T-1", "T-2"):
        store.write(lambda db, code=code: insert_ticket(db, conversation, Ticket(code, "asked", "wants a person")))
    tickets = Tickets(store)
    tickets.close(tickets.list()[0].id, "Anna")
    retention = Retention(store)
    retention.set_days({**NOTHING, "tickets": "10"})

    assert retention.run(in_days(11)) == {"tickets": 1}
    assert [ticket.status for ticket in tickets.list()] == ["open"]


def test_an_old_question_leaves_the_list_and_its_conversation_stays(store, conversation):
    store.write(lambda db: db.execute("update turns set decision = 'abstain', act = 'x', intent = 'product_question'"))
    assert len(Questions(store).open(10)) == 1
    retention = Retention(store)
    retention.set_days({**NOTHING, "questions": "10"})

    assert retention.count(in_days(11)) == retention.run(in_days(11)) == {"questions": 1}
    assert Questions(store).open(10) == []
    assert retention.run(in_days(11)) == {}
    assert len(Conversations(store).messages_after(conversation, 0)) == 1


def test_of_uploaded_files_only_the_last_published_of_each_kind_is_remembered(store):
    uploads = Uploads(store)
    first, second, draft = (uploads.add("orders", f"{name}.csv", b"number;email", "Anna") for name in ("a", "b", "c"))
    uploads.finish(first, "published", 1)
    uploads.finish(second, "published", 2)
    retention = Retention(store)
    retention.set_days({**NOTHING, "uploads": "10"})

    assert retention.run(in_days(11)) == {"uploads": 2}
    assert uploads.last_published("orders").id == second
    assert uploads.data(draft) == b""


def test_a_dry_run_counts_what_a_run_removes(store, conversation):
    Audit(store).add("Anna", "signed in")
    retention = Retention(store)

    counted = retention.count(in_days(2_000))

    assert counted == {"conversations": 1, "audit": 1}
    assert retention.run(in_days(2_000)).items() >= counted.items()


def test_what_was_removed_is_kept_as_a_receipt_without_names(store, conversation):
    Retention(store).run(in_days(2_000))

    [receipt] = Removals(store).latest()
    assert (receipt.who, receipt.removed["messages"]) == ("retention", 1)
    assert conversation not in str(receipt)


@pytest.mark.parametrize("text", ["-1", "1.5", "ten", "99999999", "²"])
def test_days_that_are_no_number_change_nothing(store, text):
    with pytest.raises(StorageError, match="Audit log: write a number of days"):
        Retention(store).set_days({**NOTHING, "audit": text})

    assert Retention(store).days()["audit"] == 1_095


def test_the_daily_run_is_done_once_a_day_by_one_process(store):
    daily = Daily(store)
    with only_one(store.path, "daily") as is_mine:
        assert is_mine
        assert not Daily(store).run_if_due()

    assert daily.run_if_due()
    assert not daily.run_if_due()


def test_questions_are_collected_without_addresses_and_phone_numbers(store, conversation):
    text = "call me on 0170 1234567 or mia@example.com, do you sell kites?"
    store.write(lambda db: db.execute("update messages set text = ?", [text]))
    store.write(
        lambda db: db.execute("update turns set decision = 'abstain', skill = 'faq', act = 'x', intent = 'product_question'")
    )

    expected = "call me on [phone] or [email], do you sell kites?"
    assert Questions(store).latest(10) == [expected]
    assert Questions(store).open(10)[0].text == expected
