"""What being signed in to the shop does not change."""

from __future__ import annotations

from chatbot.app import create_app
from chatbot.config import Settings
from chatbot.messages import CustomerMessage
from chatbot.storage import open_store
from chatbot.storage.customers import Customer, Customers


def test_an_identity_opens_no_order(demo_db):
    store = open_store(demo_db)
    parts = create_app(Settings(db=demo_db, generator="plain"), store=store).extensions["chatbot"]
    found = Customers(store).open(Customer("maria", "Maria Lopez", "maria.lopez@example.com"), is_new=True)  # whose order it is

    parts.conversations.add_customer_message(CustomerMessage(found, "where is my order 1042"), "1")
    parts.turns._answer_next(found)

    reply = parts.conversations.messages_after(found, 1)[0]
    assert reply.shown.order is None
    assert "e-mail" in reply.text
    store.close()
