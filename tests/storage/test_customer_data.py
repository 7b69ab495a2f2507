"""One customer's data is found, exported and erased, and nobody else's."""

from __future__ import annotations

import json

import pytest

from chatbot.messages import CustomerMessage, Ticket
from chatbot.records import OrderRecord, ParcelRecord
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.notes import Notes
from chatbot.storage.orders import Orders
from chatbot.storage.questions import Questions
from chatbot.storage.tickets import insert_ticket
from chatbot.storage.uploads import Uploads

MIA = "mia@example.com"


@pytest.fixture
def talk(store):
    def start(*texts: str) -> str:
        conversations = Conversations(store)
        found = conversations.create(f"hash of {texts}")
        for n, text in enumerate(texts):
            conversations.add_customer_message(CustomerMessage(found, text), f"00000000-0000-0000-0000-{n:012}")
        return found

    return start


def found(store, text: str) -> set[str]:
    return {each.id for each in CustomerData(store).find(text)}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (MIA, "my mail is mia@example.com.au"),
        (MIA, "my mail is anna.mia@example.com"),
        ("1001", "order 10012 please"),
        ("#1001", "order #21001"),
    ],
)
def test_only_the_whole_address_or_number_counts(store, talk, text, other):
    mine, _ = talk("hi", f"it is {text.upper()}, thanks"), talk(other)

    assert found(store, text) == {mine}


def test_a_customer_is_found_wherever_their_address_stands(store, talk):
    wrote, ticket, note, looked_up, signed_in, _ = (talk(text) for text in (f"I am {MIA}", "a", "b", "c", "d", "nothing"))
    store.write(lambda db: insert_ticket(db, ticket, Ticket("T-1", "asked", "wants a person", MIA)))
    Notes(store).add(note, "Anna", f"called {MIA} back")
    parcel = ParcelRecord("shipped", ("Lamp",))
    Orders(store).upsert([("1001", OrderRecord("#1001", MIA, "", "", "", "", (parcel,)))])
    state = json.dumps({"verified_orders": ["1001"]})
    store.write(lambda db: db.execute("update conversations set state = ? where id = ?", [state, looked_up]))
    store.write(lambda db: db.table("customers").insert({"conversation": signed_in, "subject": "7", "email": MIA}))

    assert found(store, MIA) == {wrote, ticket, note, looked_up, signed_in}
    assert found(store, "10-01") == {looked_up}
    assert CustomerData(store).orders(MIA) == CustomerData(store).orders("1001") == ["#1001"]


def test_the_export_holds_everything_but_the_key_to_the_chat(store, talk):
    mine = talk(f"I am {MIA}")
    Notes(store).add(mine, "Anna", "friendly")

    told = CustomerData(store).export([mine], [])

    assert {table: len(rows) for table, rows in told.items()} == {"conversations": 1, "messages": 1, "turns": 1, "notes": 1}
    assert "token_hash" not in json.dumps(told)


def test_erasing_leaves_no_trace_in_the_file_and_nobody_else_loses_anything(store, talk):
    mine, other = talk(f"I am {MIA}", "my parcel is crushed"), talk("I am ben@example.com")
    Notes(store).add(mine, "Anna", f"called {MIA}")
    store.write(lambda db: insert_ticket(db, mine, Ticket("T-1", "asked", "crushed parcel", MIA)))
    Questions(store).mark([(mine, 2)], "ignored", "Anna")
    parcel = ParcelRecord("shipped", ("Lamp",))
    Orders(store).upsert([(number, OrderRecord(number, MIA, "", "", "", "", (parcel,))) for number in ("1001", "1002")])
    draft = Uploads(store).add("orders", "o.csv", f"number;email\n1001;{MIA}".encode(), "Anna")

    receipt = CustomerData(store).erase([mine], ["1001"], [draft], "Olga")

    expected = {"conversations": 1, "messages": 2, "turns": 2, "notes": 1, "tickets": 1, "question_marks": 1}
    assert receipt.removed == {**expected, "order_parcels": 1, "uploads": 1}
    assert found(store, MIA) == set()
    assert found(store, "ben@example.com") == {other}
    assert Orders(store).find("1002") is not None
    store.write(lambda db: db.execute("delete from order_parcels"))
    store.db.execute("pragma wal_checkpoint(truncate)")
    assert b"crushed" not in store.path.read_bytes()


def test_erasing_twice_gives_an_empty_receipt(store, talk):
    mine = talk("hi")
    CustomerData(store).erase([mine], [], [], "Olga")

    assert CustomerData(store).erase([mine], [], [], "Olga").removed == {}
