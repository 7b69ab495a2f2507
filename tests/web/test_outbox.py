from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import gevent

from chatbot.messages import StoredMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.web.desk import Desk
from chatbot.web.outbox import Outbox
from tests.visitor import PATIENCE_S


class Wire:
    """Collects what is sent, and on which thread."""

    def __init__(self):
        self.sent = []
        self.hubs = set()

    def emit(self, event, payload, to, skip_sid):
        self.sent.append((event, payload, to))
        self.hubs.add(gevent.get_hub().thread_ident)

    def wait_for(self, count):
        with gevent.Timeout(PATIENCE_S):
            while len(self.sent) < count:
                gevent.sleep(0.01)


def test_events_of_native_threads_are_sent_in_order_by_the_hubs_own_thread():
    wire = Wire()
    outbox = Outbox(wire.emit)
    outbox.start()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda room: [outbox.put("stage", {"n": n}, room) for n in range(100)], map(str, range(8))))
    wire.wait_for(800)

    by_room = [[payload["n"] for _, payload, to in wire.sent if to == str(room)] for room in range(8)]
    assert by_room == [list(range(100))] * 8
    assert wire.hubs == {gevent.get_hub().thread_ident}


def test_nothing_is_lost_that_was_put_in_before_the_start():
    wire = Wire()
    outbox = Outbox(wire.emit)
    outbox.put("stage", {"n": 1}, "room")

    outbox.start()
    wire.wait_for(1)

    assert wire.sent == [("stage", {"n": 1}, "room")]


def test_an_event_that_cannot_be_sent_does_not_hold_up_the_next():
    wire = Wire()

    def emit(event, payload, to, skip_sid):
        if payload["n"] == 1:
            raise ValueError("cannot be sent")
        wire.emit(event, payload, to, skip_sid)

    outbox = Outbox(emit)
    outbox.start()
    for n in range(3):
        outbox.put("stage", {"n": n}, "room")
    wire.wait_for(2)

    assert [payload["n"] for _, payload, _ in wire.sent] == [0, 2]


def test_what_a_person_writes_is_stored_and_then_seen_in_the_conversation(store):
    wire, conversations = Wire(), Conversations(store)
    outbox = Outbox(wire.emit)
    outbox.start()
    desk, conversation = Desk(conversations, CustomerData(store), outbox), conversations.create("hash")

    assert desk.take(conversation, "Ada")
    written = desk.say(conversation, "I *can* help", "Ada")
    assert desk.hand_back(conversation)
    wire.wait_for(3)

    assert [event for event, _, _ in wire.sent] == ["handoff", "message", "handoff", "rating_wanted"]
    assert wire.sent[1][1]["message"]["html"] == "<p>I <em>can</em> help</p>\n"
    assert conversations.messages_after(conversation, 0) == (written,)
    assert isinstance(written, StoredMessage)
