from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import NotFound
from chatbot.messages import CustomerMessage, DialogueState, Form
from chatbot.storage.conversations import Conversations, dump_state, load_state


@pytest.fixture
def conversations(store):
    return Conversations(store)


def say(conversations, conversation, text, client_id="1"):
    return conversations.add_customer_message(CustomerMessage(conversation, text), client_id)


def test_a_token_opens_its_own_conversation_only(conversations):
    one, two = conversations.create("hash one"), conversations.create("hash two")

    assert [conversations.find(f"hash {name}") for name in ("one", "two", "three")] == [one, two, None]


def test_sequence_numbers_have_no_gaps_over_all_authors_and_threads(conversations):
    conversation = conversations.create("hash")

    def add(n):
        if n % 3:
            say(conversations, conversation, f"text {n}", client_id=str(n))
        else:
            conversations.add_agent_message(conversation, f"text {n}", "Ada")

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(add, range(60)))

    assert [message.seq for message in conversations.messages_after(conversation, 0)] == list(range(1, 61))


def test_a_refused_write_uses_no_sequence_number(conversations, store):
    conversation = conversations.create("hash")
    with pytest.raises(ValueError, match="no such text"):
        store.write(lambda db: (_ for _ in ()).throw(ValueError("no such text")))

    assert say(conversations, conversation, "first")[0].seq == 1


def test_a_repeated_client_id_gives_the_first_message(conversations):
    conversation = conversations.create("hash")

    first, is_new = say(conversations, conversation, "hello", "same")
    second, is_new_again = say(conversations, conversation, "hello, changed", "same")

    assert (is_new, is_new_again) == (True, False)
    assert second == first


def test_only_what_came_after_a_number_is_given(conversations):
    conversation = conversations.create("hash")
    for n in range(5):
        say(conversations, conversation, f"text {n}", str(n))

    assert [message.text for message in conversations.messages_after(conversation, 3)] == ["text 3", "text 4"]
    assert conversations.snapshot(conversation, 3).last_seq == 5
    assert conversations.snapshot(conversation, 99).messages == ()


def test_nothing_can_be_said_in_a_conversation_that_is_not_there(conversations):
    with pytest.raises(NotFound):
        conversations.add_agent_message("nowhere", "hello", "Ada")
    with pytest.raises(NotFound):
        conversations.snapshot("nowhere", 0)


def test_two_people_cannot_take_the_same_conversation(conversations):
    conversation = conversations.create("hash")

    taken = [conversations.set_handoff(conversation, "taken", agent) for agent in ("Ada", "Bob", "Ada")]
    freed = conversations.set_handoff(conversation, "none")

    assert taken == [True, False, True]
    assert freed
    assert conversations.set_handoff(conversation, "taken", "Bob")
    assert conversations.state(conversation).handoff == "taken"


def test_thumbs_are_for_replies_of_the_bot_only(conversations):
    conversation = conversations.create("hash")
    say(conversations, conversation, "hello")

    assert not conversations.give_feedback(conversation, 1, True, "")
    assert not conversations.give_feedback(conversation, 2, True, "")


texts = st.text(st.characters(exclude_categories=["Cs"]))
states = st.builds(
    DialogueState,
    form=st.none() | st.builds(Form, texts, texts, st.dictionaries(texts, texts), st.integers(0, 9)),
    last_products=st.lists(texts).map(tuple),
    order_failures=st.integers(0, 9),
    offered_human=st.booleans(),
    handoff=st.sampled_from(["none", "waiting", "taken"]),
    history=st.lists(st.tuples(texts, texts)).map(tuple),
)


@given(states)
def test_what_the_bot_remembers_comes_back_as_it_was(state):
    assert load_state(dump_state(state), state.handoff) == state


@pytest.mark.parametrize("text", ["{}", '{"form": 7}', "not json", '{"a_field_of_an_older_version": 1}'])
def test_a_state_of_another_version_starts_fresh(text):
    assert load_state(text, "waiting") == replace(DialogueState(), handoff="waiting")
