"""The shop's own server is told of hand-offs, ratings and unanswered questions, until it answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time

import pytest

from chatbot.errors import SettingsError
from chatbot.messages import CustomerMessage
from chatbot.storage import open_store
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.webhooks import EVENTS, WAITS_S, Webhooks
from chatbot.web import webhooks as sending
from chatbot.web.webhooks import Courier, checked_address, checked_url, sign
from tests.listener import Listener


@pytest.fixture
def conversation(store) -> str:
    return Conversations(store).create("hash")


def due_now(store) -> None:
    store.write(lambda db: db.execute("update webhook_events set next_at = '2020-01-01T00:00:00.000Z'"))


def test_each_happening_is_told_once_without_a_customers_words(store, listener, conversation):
    Webhooks(store).set(listener.url, EVENTS)
    conversations = Conversations(store)
    conversations.add_customer_message(
        CustomerMessage(conversation, "I am mia@example.com"), "00000000-0000-0000-0000-000000000001"
    )

    conversations.set_handoff(conversation, "waiting")
    conversations.set_handoff(conversation, "waiting")
    conversations.rate(conversation, 2, "my name is Mia")
    store.write(
        lambda db: db.execute("update turns set decision = 'abstain', act = 'x', intent = 'complaint', sentiment = 'negative'")
    )
    Courier(store).send_due()

    told = [json.loads(body) for _, body in listener.got]
    assert [(each["type"], each["data"]) for each in told] == [
        ("handoff.waiting", {"conversation": conversation}),
        ("rating.given", {"conversation": conversation, "rating": 2}),
        (
            "question.unanswered",
            {"conversation": conversation, "seq": 1, "intent": "complaint", "sentiment": "negative"},
        ),
    ]
    assert "mia" not in str(listener.got).lower()
    assert Courier(store).send_due() == 0


def test_only_the_chosen_events_are_told(store, listener, conversation):
    Webhooks(store).set(listener.url, ["rating.given"])

    Conversations(store).set_handoff(conversation, "waiting")
    Conversations(store).rate(conversation, 5, "")
    Courier(store).send_due()

    assert [json.loads(body)["type"] for _, body in listener.got] == ["rating.given"]


def test_without_a_webhook_nothing_is_kept(store, conversation):
    Conversations(store).rate(conversation, 5, "")

    assert Webhooks(store).latest() == []


def test_the_signature_is_the_one_of_the_standard(store, listener, conversation):
    webhook = Webhooks(store).set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")
    Courier(store).send_due()

    [(headers, body)] = listener.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = hmac.new(base64.b64decode(webhook.secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60


def test_the_signature_is_the_example_of_the_specification():
    """From the reference implementations of standard-webhooks."""
    headers = sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_was_not_taken_is_sent_again_later_under_the_same_id(store, listener, conversation):
    listener.answers = [500, 204]
    Webhooks(store).set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")

    Courier(store).send_due()
    [event] = Webhooks(store).latest()
    assert (event.status, event.attempts, event.answer) == ("waiting", 1, "HTTP 500")
    assert Webhooks(store).due() == []

    due_now(store)
    Courier(store).send_due()
    assert Webhooks(store).latest()[0].status == "delivered"
    assert len({headers["webhook-id"] for headers, _ in listener.got}) == 1
    assert len({body for _, body in listener.got}) == 1


def test_a_restart_loses_nothing(store, listener, conversation):
    Webhooks(store).set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")

    again = open_store(store.path)
    Courier(again).send_due()
    again.close()

    assert len(listener.got) == 1


def test_it_is_given_up_after_the_last_try_and_can_be_sent_again_by_hand(store, listener, conversation):
    listener.answers = [404]
    webhooks = Webhooks(store)
    webhooks.set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")

    for _ in range(len(WAITS_S) + 3):
        due_now(store)
        Courier(store).send_due()

    [event] = webhooks.latest()
    assert (event.status, event.attempts, len(listener.got)) == ("given_up", len(WAITS_S) + 1, len(WAITS_S) + 1)
    assert webhooks.send_again(event.id)
    assert [each.id for each in webhooks.due()] == [event.id]


def test_a_redirect_is_not_followed(store, listener, conversation):
    other = Listener()
    listener.answers, listener.location = [307], other.url
    Webhooks(store).set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")

    Courier(store).send_due()
    other.server_close()

    assert Webhooks(store).latest()[0].answer == "HTTP 307, redirects are not followed"
    assert other.got == []


def test_a_server_that_does_not_answer_costs_a_try_and_nothing_else(store, listener, conversation, monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT_S", 0.2)
    listener.answers = [0]
    Webhooks(store).set(listener.url, EVENTS)
    Conversations(store).rate(conversation, 5, "")

    Courier(store).send_due()

    assert Webhooks(store).latest()[0].answer.startswith("no answer in")


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://[::ffff:169.254.169.254]/",
        "http://224.0.0.1/",
    ],
)
def test_addresses_that_are_never_a_shops_server_are_never_called(url):
    with pytest.raises(SettingsError, match="never called"):
        checked_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "http://",
        "http://a:99999/",
        "http://Anna:secret@shop.example/",
    ],
)
def test_what_is_no_address_is_told(url):
    with pytest.raises(SettingsError, match=r"Write it like|Leave name and password"):
        checked_url(url)


def test_a_name_that_is_checked_again_before_each_call_cannot_lead_elsewhere_later(store, listener, conversation, monkeypatch):
    Webhooks(store).set("http://shop.test/hooks", EVENTS)
    Conversations(store).rate(conversation, 5, "")
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("169.254.169.254", 80))])

    Courier(store).send_due()

    assert "never called" in Webhooks(store).latest()[0].answer


def test_erasing_a_customer_takes_what_still_waits_along(store, conversation):
    Webhooks(store).set("http://127.0.0.1:9/", EVENTS)
    Conversations(store).rate(conversation, 5, "")

    CustomerData(store).erase([conversation], [], [], "Olga")

    assert Webhooks(store).latest() == []


def test_a_customer_never_waits_for_the_shops_server(start_server, visit, listener):
    server = start_server()
    server.write(
        f"""insert into webhook values (1, '{listener.url}', 'whsec_{base64.b64encode(b"x" * 32).decode()}', '["handoff.waiting"]')"""
    )
    listener.answers = [0]

    visitor = visit(server)
    visitor.ask("person please")

    assert visit(server).ask("order 1042")["text"]
    for _ in range(600):
        if listener.got:
            break
        time.sleep(0.05)
    assert json.loads(listener.got[0][1])["data"]["conversation"] == visitor.conversation
