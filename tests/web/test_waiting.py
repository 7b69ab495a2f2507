from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.messages import CustomerMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.customers import Customer, Customers
from chatbot.storage.turns import TurnQueue
from chatbot.storage.waiting import Waiting
from chatbot.web.outbox import Outbox
from chatbot.web.waiting import WaitingRoom
from tests.fakes import FakeBot

SOON, LATER, NEXT_DAY = timedelta(seconds=60), timedelta(seconds=100), timedelta(days=1)


@pytest.fixture
def room(store, worker):
    return WaitingRoom(Waiting(store, worker), Outbox(lambda *args, **to: None))


def call_a_person(store, worker, conversation):
    Conversations(store, worker.name).add_customer_message(CustomerMessage(conversation, "person"), "1")
    queue = TurnQueue(store, worker)
    turn = queue.claim(conversation)
    queue.finish(turn, FakeBot().reply(turn.message, turn.state, lambda name: None, lambda part: None), 1)


def told(conversations, conversation):
    return list(conversations.messages_after(conversation, 2))


def test_who_waits_in_vain_is_told_once_asked_for_an_address_and_offered_the_assistant(store, worker, conversations, room):
    conversation = conversations.create("hash")
    call_a_person(store, worker, conversation)
    for after in (SOON, LATER, LATER * 2):
        room.tell(datetime.now(UTC) + after)
    [notice] = told(conversations, conversation)
    assert "leave your e-mail" in notice.text
    assert [chip.payload for chip in notice.shown.chips] == ["assistant"]
    form = conversations.state(conversation).form
    assert (form.kind, form.filled["ticket"]) == ("contact", "T-4KX2P")


def test_a_signed_in_customer_is_asked_for_no_address(store, worker, conversations, room):
    conversation = Customers(store).open(Customer("7", "Ada", "ada@example.com"), is_new=True)
    call_a_person(store, worker, conversation)
    room.tell(datetime.now(UTC) + LATER)
    assert "leave" not in told(conversations, conversation)[0].text
    assert conversations.state(conversation).form is None


@pytest.mark.parametrize(("status", "after"), [("taken", LATER), ("none", LATER), ("waiting", NEXT_DAY)])
def test_nothing_is_told_where_nobody_waits_any_more(store, worker, conversations, room, status, after):
    conversation = conversations.create("hash")
    call_a_person(store, worker, conversation)
    conversations.set_handoff(conversation, status, "Ada")
    room.tell(datetime.now(UTC) + after)
    assert told(conversations, conversation) == []
