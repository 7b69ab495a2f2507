from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.messages import CustomerMessage, DialogueState
from chatbot.storage.conversations import Conversations
from chatbot.storage.tickets import Tickets
from chatbot.storage.turns import TurnQueue
from chatbot.storage.workers import Worker
from tests.fakes import FakeBot


@pytest.fixture
def queue(store, worker):
    return TurnQueue(store, worker)


@pytest.fixture
def conversation(conversations):
    return conversations.create("hash")


def say(conversations, conversation, text):
    return conversations.add_customer_message(CustomerMessage(conversation, text, address="house"), text)[0].seq


def answer(turn):
    return FakeBot().reply(turn.message, turn.state, lambda name: None, lambda text: None)


def another_process(store):
    """A second serving process on the same file."""
    other = Worker(store.path)
    return Conversations(store, other.name), TurnQueue(store, other), other


def test_turns_are_taken_in_order_and_one_at_a_time(conversations, queue, conversation):
    say(conversations, conversation, "one")
    say(conversations, conversation, "two")

    first = queue.claim(conversation)
    assert queue.claim(conversation) is None
    queue.finish(first, answer(first), 5)

    assert first.message == CustomerMessage(conversation, "one", 1, None, "house")
    assert queue.claim(conversation).message.text == "two"


def test_many_threads_take_each_turn_once(conversations, queue, conversation):
    say(conversations, conversation, "one")

    with ThreadPoolExecutor(16) as threads:
        taken = list(threads.map(lambda _: queue.claim(conversation), range(16)))

    assert len([turn for turn in taken if turn]) == 1


def test_a_reply_is_stored_with_the_state_after_it(conversations, queue, conversation):
    say(conversations, conversation, "one")
    turn = queue.claim(conversation)

    finished = queue.finish(turn, answer(turn), 5)

    assert (finished.message.seq, finished.message.reply_to) == (2, 1)
    assert conversations.state(conversation).history == (("one", "You said: one"),)
    assert conversations.snapshot(conversation, 0).pending is None


def test_an_attempt_that_was_given_up_can_store_nothing(conversations, queue, conversation):
    say(conversations, conversation, "one")
    late = queue.claim(conversation)
    queue.fail(late, "deadline")
    say(conversations, conversation, "one")  # the customer asks again

    again = queue.claim(conversation)

    assert queue.finish(late, answer(late), 5) is None
    assert queue.finish(again, answer(again), 5) is not None
    assert len(conversations.messages_after(conversation, 1)) == 1


def test_a_failed_turn_runs_again_only_when_the_customer_asks(conversations, queue, conversation):
    say(conversations, conversation, "one")
    queue.fail(queue.claim(conversation), "a mistake")

    assert queue.claim(conversation) is None
    assert queue.waiting_conversations() == ()
    say(conversations, conversation, "one")
    assert queue.claim(conversation) is not None


def test_a_living_process_keeps_its_turns(store, conversations, queue, conversation):
    _, other_queue, _ = another_process(store)
    say(conversations, conversation, "one")

    assert other_queue.claim(conversation) is None  # it waits for the process that has the customer's socket
    assert other_queue.waiting_conversations() == ()
    assert queue.claim(conversation) is not None
    assert other_queue.claim(conversation) is None


def test_the_turns_of_a_dead_process_are_taken_over(store, queue):
    others, other_queue, other = another_process(store)
    conversation = others.create("another hash")
    say(others, conversation, "one")
    begun = other_queue.claim(conversation)

    other.close()

    assert queue.waiting_conversations() == (conversation,)
    taken_over = queue.claim(conversation)
    assert (taken_over.message, taken_over.attempt) == (begun.message, 2)
    assert other_queue.finish(begun, answer(begun), 5) is None


def test_a_ticket_is_stored_with_the_reply_that_names_it(store, conversations, queue, conversation):
    say(conversations, conversation, "person")
    turn = queue.claim(conversation)

    finished = queue.finish(turn, answer(turn), 5)

    tickets = Tickets(store)
    assert [(ticket.code, ticket.status) for ticket in tickets.list()] == [("T-4KX2P", "open")]
    assert finished.handoff == "waiting"
    assert tickets.close(tickets.list()[0].id, "Ada")
    assert not tickets.close(tickets.list()[0].id, "Bob")
    assert tickets.list("open") == ()


def test_the_bot_falls_silent_when_a_person_takes_over_in_the_middle(conversations, queue, conversation):
    say(conversations, conversation, "one")
    turn = queue.claim(conversation)
    conversations.set_handoff(conversation, "taken", "Ada")

    finished = queue.finish(turn, answer(turn), 5)

    assert (finished.message, finished.handoff) == (None, None)
    assert conversations.state(conversation).handoff == "taken"


def test_a_conversation_handed_back_is_the_bots_again(conversations, queue, conversation):
    conversations.set_handoff(conversation, "taken", "Ada")
    conversations.set_handoff(conversation, "none")
    say(conversations, conversation, "one")

    turn = queue.claim(conversation)

    assert turn.state == DialogueState()
    assert queue.finish(turn, answer(turn), 5).message.text == "You said: one"
