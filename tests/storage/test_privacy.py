"""What "erased" means: nothing of a conversation is left in any table, and nothing of others is touched."""

from __future__ import annotations

import pytest

from chatbot.messages import CustomerMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.corrections import Corrections
from chatbot.storage.customers import Customer, Customers
from chatbot.storage.notes import Notes
from chatbot.storage.orders import OrderFailures
from chatbot.storage.privacy import Privacy
from chatbot.storage.questions import Questions
from chatbot.storage.turns import TurnQueue
from chatbot.storage.workers import Worker
from tests.fakes import FakeBot

SECRET = "xylophone"  # a word that stands nowhere else


@pytest.fixture
def queue(store):
    worker = Worker(store.path)
    yield TurnQueue(store, worker)
    worker.close()


def silent(_):
    pass


def fill(store, queue, name):
    """A signed-in customer with a message, a reply with a ticket, a rating, a note, a mark, a correction and a failed try."""
    conversations = Conversations(store)
    id_ = Customers(store).open(Customer(f"customer-{name}", name, f"{name}@example.com"), is_new=True)
    conversations.add_customer_message(CustomerMessage(id_, f"person {name}"), f"client-{name}")
    turn = queue.claim(id_)
    queue.finish(turn, FakeBot().reply(turn.message, turn.state, silent, silent), 5)
    conversations.rate(id_, 2, f"{name} was here")
    Notes(store).add(id_, "Anna", f"called {name}")
    Questions(store).mark([(id_, 1)], "solved", "Anna")
    Corrections(store).set([(id_, 1)], "complaint", "Anna")
    OrderFailures(store).add([f"conversation:{id_}"], 1.0, 0.0)
    return id_


def rows_with(store, words):
    """Every row of every table that holds one of these words."""
    tables = [row["name"] for row in store.db.query("select name from sqlite_master where type = 'table'")]
    return [
        (table, row)
        for table in tables
        for row in store.db.query(f"select * from [{table}]")
        if any(word in str(row.values()) for word in words)
    ]


def test_nothing_of_an_erased_conversation_is_left_in_any_table(store, queue):
    erased = fill(store, queue, SECRET)
    assert len(rows_with(store, [SECRET, erased])) > 8

    Privacy(store).erase_conversation(erased)

    assert rows_with(store, [SECRET, erased]) == []


def test_the_receipt_counts_what_was_erased_by_table(store, queue):
    receipt = Privacy(store).erase_conversation(fill(store, queue, SECRET))

    one_each = ("conversations", "corrections", "customers", "notes", "order_failures", "question_marks", "tickets", "turns")
    assert receipt.removed == dict.fromkeys(one_each, 1) | {"messages": 2}


def test_erasing_one_conversation_leaves_all_others_as_they_were(store, queue):
    erased, other = fill(store, queue, SECRET), fill(store, queue, "marimba")
    before = rows_with(store, [other, "marimba"])

    Privacy(store).erase_conversation(erased)

    assert rows_with(store, [other, "marimba"]) == before


def test_a_conversation_that_is_not_there_gives_an_empty_receipt(store):
    receipt = Privacy(store).erase_conversation("nobody")

    assert (receipt.conversations, dict(receipt.removed)) == ((), {})


def test_a_reply_that_is_being_written_meanwhile_is_dropped(store, queue):
    id_ = Conversations(store).create("hash")
    Conversations(store).add_customer_message(CustomerMessage(id_, SECRET), "one")
    turn = queue.claim(id_)

    Privacy(store).erase_conversation(id_)

    assert queue.finish(turn, FakeBot().reply(turn.message, turn.state, silent, silent), 5) is None
    assert rows_with(store, [SECRET]) == []


def test_the_words_are_gone_from_the_file_itself_once_it_is_written_back(store, queue):
    erased = fill(store, queue, SECRET)
    store.db.execute("pragma wal_checkpoint(truncate)")
    assert SECRET.encode() in store.path.read_bytes()

    Privacy(store).erase_conversation(erased)
    store.db.execute("pragma wal_checkpoint(truncate)")

    assert SECRET.encode() not in store.path.read_bytes()
