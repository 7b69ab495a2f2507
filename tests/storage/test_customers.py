from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.messages import CustomerMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.customers import Customer, Customers

ANNA = Customer("17", "Anna", "anna@example.com")


@pytest.fixture
def customers(store):
    return Customers(store)


def test_a_customer_comes_back_to_the_conversation_that_was_written_in_last(customers, store):
    first, second = customers.open(ANNA, is_new=True), customers.open(ANNA, is_new=True)
    Conversations(store).add_customer_message(CustomerMessage(first, "hello"), "1")

    assert first != second
    assert customers.open(ANNA, is_new=False) == first


def test_a_conversation_is_reopened_by_its_own_customer_only(customers, store):
    own, guests = customers.open(ANNA, is_new=False), Conversations(store).create("hash")

    assert customers.reopen(ANNA, own)
    assert not customers.reopen(Customer("18"), own)
    assert not customers.reopen(ANNA, guests)
    assert customers.of(guests) is None


def test_name_and_address_are_kept_as_they_were_signed_last(customers):
    found = customers.open(ANNA, is_new=False)

    customers.reopen(replace(ANNA, name="Anna Berg"), found)

    assert customers.of(found) == Customer("17", "Anna Berg", "anna@example.com")


def test_no_token_opens_a_customers_conversation(customers, store):
    found = customers.open(ANNA, is_new=False)
    (row,) = store.db.query("select token_hash from conversations where id = ?", [found])

    assert len(row["token_hash"]) != 64  # not the hash of anything
