"""The customer's socket, over the wire: a real server, a real database, a real client."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.visitor import Visitor

ID = "6f1c1f0e-6a3e-4b55-9d7e-3b1c2d4e5f60"


def test_a_message_lies_on_the_disk_when_it_is_acked(live, visit):
    visitor = visit(live)

    ack = visitor.send("hello")

    sql = "select author, text from messages where conversation = ? and seq = ?"
    assert live.rows(sql, visitor.conversation, ack["seq"]) == [("customer", "hello")]


def test_the_same_message_sent_twice_is_kept_and_answered_once(live, visit):
    visitor = visit(live)

    acks = [visitor.send("hello", ID) for _ in range(2)]
    visitor.ask("and then")

    assert acks[0] == acks[1]
    assert live.rows("select count(*) from messages where conversation = ? and text = 'hello'", visitor.conversation) == [(1,)]
    assert live.rows("select count(*) from messages where conversation = ? and reply_to = 1", visitor.conversation) == [(1,)]


def test_a_reply_comes_in_parts_that_make_up_its_text(live, visit):
    visitor = visit(live)

    reply = visitor.ask("faq")

    parts = sorted(visitor.all("reply_part"), key=lambda part: part["n"])
    assert "".join(part["text"] for part in parts).strip() == reply["text"]
    assert [part["n"] for part in parts] == list(range(len(parts)))


def test_stages_tell_what_is_done_and_when_they_end(live, visit):
    visitor = visit(live)

    visitor.ask("order")

    assert [stage["name"] for stage in visitor.all("stage")] == ["thinking", "looking_up_order", "writing"]
    assert all(0 < stage["deadline_ms"] <= 120_000 for stage in visitor.all("stage"))


def test_a_reply_shows_cards_chips_and_sources(live, visit):
    visitor = visit(live)

    products, order = visitor.ask("products"), visitor.ask("order")

    assert products["products"][0]["price"] == "€74.90"
    assert products["chips"]
    assert products["sources"][0]["kind"] == "shop"
    assert [parcel["step"] for parcel in order["order"]["parcels"]] == [4, 2]
    assert [order["rates"], visitor.ask("hello")["rates"]] == [True, False]


def test_a_visitor_who_comes_back_gets_exactly_what_was_missed(live, visit):
    visitor = visit(live)
    seen = visitor.ask("one")["seq"]
    visitor.ask("two")
    visitor.leave()

    back = visit(live, visitor.token, seen)

    assert [(m["author"], m["text"]) for m in back.ready["messages"]] == [("customer", "two"), ("bot", "You said: two")]
    assert back.ready["last_seq"] == back.ready["messages"][-1]["seq"]
    assert back.conversation == visitor.conversation


def test_a_visitor_who_missed_nothing_gets_nothing(live, visit):
    visitor = visit(live)
    seen = visitor.ask("one")["seq"]

    assert visit(live, visitor.token, seen).ready["messages"] == []


def test_two_tabs_of_one_visitor_show_the_same(live, visit):
    first = visit(live)
    second = visit(live, first.token)

    reply = first.ask("hello")

    assert second.wait_for("message")["message"]["text"] == "hello"
    assert second.wait_for("reply")["message"] == reply
    assert first.all("message") == []  # the tab that wrote it has it already


def test_messages_are_answered_one_at_a_time_in_their_order(live, visit, gate):
    visitor = visit(live)

    acks = [visitor.send(text) for text in (gate.words, "second", "third")]
    gate.open()
    visitor.wait_for("reply", lambda reply: reply["for_seq"] == acks[-1]["seq"])

    order = [(name, payload["for_seq"]) for name, payload in visitor.received if name in ("stage", "reply")]
    assert order == sorted(order, key=lambda each: each[1])
    assert [ack["seq"] for ack in acks] == [1, 2, 3]
    assert [reply["message"]["seq"] for reply in visitor.all("reply")] == [4, 5, 6]


def test_fifty_conversations_at_once_each_get_their_own_answers(live, visit):
    visitors = [visit(live) for _ in range(50)]

    def talk(n):
        return [visitors[n].ask(f"visitor {n} message {k}")["text"] for k in range(3)]

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(talk, range(50)))

    assert answers == [[f"You said: visitor {n} message {k}" for k in range(3)] for n in range(50)]


BAD = [
    ({}, "client_id"),
    ({"client_id": "x", "text": "hi"}, "client_id"),
    ({"client_id": ID}, "text"),
    ({"client_id": ID, "text": ""}, "text"),
    ({"client_id": ID, "text": " \n\x00 "}, "text"),
    ({"client_id": ID, "text": 7}, "text"),
    ({"client_id": ID, "text": ["hi"]}, "text"),
    ({"client_id": ID, "text": None}, "text"),
    ({"client_id": ID, "text": "lone \ud800 half"}, "text"),
    ({"client_id": ID, "text": "hi", "choice": 3}, "choice"),
    ({"client_id": ID, "text": "hi", "choice": "x" * 201}, "choice"),
    ("hi", "message_sent"),
    (None, "message_sent"),
    ([1, 2], "message_sent"),
    (b"\x00\x01", "message_sent"),
]


@pytest.mark.parametrize(("payload", "field"), BAD)
def test_a_payload_that_is_not_as_agreed_is_told_by_its_field_and_the_socket_stays(live, visit, payload, field):
    visitor = visit(live)

    ack = visitor.call("message_sent", payload)

    assert (ack["ok"], ack["error"]["code"]) == (False, "bad_payload")
    assert ack["error"]["message"].startswith(field)
    assert visitor.ask("still here")["text"] == "You said: still here"


@pytest.mark.parametrize(
    ("event", "payload", "field"),
    [
        ("session_opened", {"last_seq": 0}, "token"),
        ("session_opened", {"token": None, "last_seq": -1}, "last_seq"),
        ("session_opened", {"token": None, "last_seq": True}, "last_seq"),
        ("session_opened", {"token": "x" * 201, "last_seq": 0}, "token"),
        ("rating_given", {"score": 6}, "score"),
        ("rating_given", {"score": 5, "comment": "x" * 1001}, "comment"),
        ("feedback_given", {"seq": 1, "is_helpful": "yes"}, "is_helpful"),
        ("feedback_given", {"seq": 1, "is_helpful": True}, "seq"),  # no reply of the bot
        ("human_wanted", {}, "client_id"),
        ("read_up_to", {"seq": 2**60}, "seq"),
        ("teapot", {}, "There is no event 'teapot'"),
    ],
)
def test_every_event_checks_its_payload(live, visit, event, payload, field):
    ack = visit(live).call(event, payload)

    assert ack["error"]["code"] == "bad_payload"
    assert ack["error"]["message"].startswith(field)


@pytest.mark.parametrize("packet", ["2/chat,", "2/chat,[]", "2/chat,[{}]", "2/chat,{nonsense", "9", "2/nowhere,[]"])
def test_a_packet_that_is_not_socketio_ends_nothing(live, visit, packet):
    visitor = visit(live)

    visitor.socket.eio.send(packet)

    assert visitor.ask("still here")["text"] == "You said: still here"


def test_a_message_of_ten_thousand_characters_is_refused_with_the_limit(live, visit):
    visitor = visit(live)

    ack = visitor.send("x" * 10_000)

    assert ack["error"]["code"] == "too_long"
    assert "4000" in ack["error"]["message"]
    assert visitor.send("x" * 4000)["ok"]


def test_nothing_is_done_before_a_session_is_opened(live, visit):
    visitor = visit(live)
    visitor.call("disconnect", {})  # a client that plays with reserved names loses only its own session

    for event, payload in (("message_sent", {"client_id": ID, "text": "hi"}), ("read_up_to", {"seq": 1})):
        assert visitor.call(event, payload)["error"]["code"] == "no_session"


def test_an_unknown_token_opens_nothing(live, visit):
    visitor = visit(live)

    ack = visitor.call("session_opened", {"token": "guessed", "last_seq": 0})

    assert ack["error"]["code"] == "bad_token"


def test_a_token_is_never_stored(live, visit):
    visitor = visit(live)

    assert live.rows("select * from conversations where token_hash = ?", visitor.token) == []
    assert visitor.token.encode() not in live.db.read_bytes()


def test_too_many_messages_are_refused_with_the_seconds_to_wait(start_server, visit):
    visitor = visit(start_server(CHATBOT_MESSAGES_PER_MINUTE="2"))

    acks = [visitor.send("hello") for _ in range(3)]

    assert [ack["ok"] for ack in acks] == [True, True, False]
    assert acks[2]["error"]["code"] == "too_many"
    assert 1 <= acks[2]["error"]["wait_s"] <= 60


def test_a_card_number_is_masked_before_it_is_stored(live, visit):
    visitor = visit(live)

    reply = visitor.ask("my card is 4111 1111 1111 1111")

    assert reply["text"] == "You said: my card is [card ending 1111]"
    assert live.rows("select text from messages where conversation = ?", visitor.conversation)[0] == (
        "my card is [card ending 1111]",
    )


def test_a_turn_that_fails_is_told_and_may_be_asked_for_again(live, visit):
    visitor = visit(live)

    seq = visitor.send("fail over", ID)["seq"]
    trouble = visitor.wait_for("trouble")
    assert visitor.send("fail over", ID)["seq"] == seq

    assert (trouble["for_seq"], trouble["code"], trouble["may_retry"]) == (seq, "turn_failed", True)
    visitor.wait_for("trouble", lambda again: again is not trouble)
    assert visitor.ask("next")["text"] == "You said: next"
    assert live.rows("select attempts from turns where conversation = ? and seq = ?", visitor.conversation, seq) == [(2,)]


def test_a_message_that_cannot_be_stored_is_not_acked_and_may_be_sent_again(live, visit):
    visitor = visit(live)
    live.write(
        "create trigger disk_full before insert on messages when new.text = 'unlucky' begin select raise(abort, 'full'); end"
    )

    ack = visitor.send("unlucky", ID)
    live.write("drop trigger disk_full")

    assert (ack["ok"], ack["error"]["code"], ack["error"]["may_retry"]) == (False, "server_trouble", True)
    assert visitor.send("unlucky", ID)["seq"] == 1
    assert "unlucky" not in live.log.read_text()


def test_a_reply_that_cannot_be_stored_is_asked_for_again_once_the_disk_is_free(start_server, visit):
    server = start_server(CHATBOT_TURN_DEADLINE_S="1")
    visitor = visit(server)
    server.write(
        "create trigger disk_full before update on turns when new.status <> 'running' begin select raise(abort, 'full'); end"
    )
    seq = visitor.send("hello", ID)["seq"]
    server.wait_for_log("turn queue")

    server.write("drop trigger disk_full")

    assert visitor.wait_for("trouble")["for_seq"] == seq
    visitor.send("hello", ID)
    assert visitor.wait_for("reply")["message"]["text"] == "You said: hello"


def test_a_network_without_websockets_still_gets_answers(live):
    visitor = Visitor(live.url, transport="polling")
    visitor.open()

    assert visitor.ask("hello")["text"] == "You said: hello"
    visitor.leave()


def test_what_a_customer_wrote_is_not_in_the_log_of_a_failed_turn(live, visit):
    visitor = visit(live)

    visitor.send("fail secretword")
    visitor.wait_for("trouble")

    live.wait_for_log(f"{visitor.conversation}:1:1")
    assert "secretword" not in live.log.read_text()


def test_a_turn_past_its_deadline_ends_and_the_next_message_is_answered(start_server, visit):
    visitor = visit(start_server(CHATBOT_TURN_DEADLINE_S="5"))

    visitor.send("hang")

    assert visitor.wait_for("trouble")["code"] == "turn_late"
    assert visitor.ask("next")["text"] == "You said: next"


def test_a_bot_that_hangs_for_good_does_not_end_the_chat(start_server, visit):
    visitor = visit(start_server(CHATBOT_TURN_DEADLINE_S="5", CHATBOT_TURN_THREADS="1"))

    visitor.send("freeze")
    visitor.wait_for("trouble")

    assert visitor.ask("next")["text"] == "You said: next"


def test_a_customer_who_wants_a_person_gets_a_ticket_and_the_bot_is_quiet_once_a_person_is_there(live, visit):
    visitor = visit(live)

    visitor.call("human_wanted", {"client_id": ID})
    assert visitor.wait_for("handoff")["status"] == "waiting"
    assert visitor.ask("meanwhile")["text"] == "You said: meanwhile"
    assert visit(live, visitor.token).ready["handoff"] == "waiting"
    live.write(f"update conversations set handoff = 'taken' where id = '{visitor.conversation}'")
    quiet = visitor.send("are you there?")["seq"]
    visitor.wait_for("stage", lambda stage: (stage["for_seq"], stage["name"]) == (quiet, "done"))

    assert live.rows("select reason, status from tickets where conversation = ?", visitor.conversation) == [("asked", "open")]
    assert [reply["for_seq"] for reply in visitor.all("reply")] == [1, 3]


def test_thumbs_ratings_and_reading_are_kept(live, visit):
    visitor = visit(live)
    reply = visitor.ask("faq")

    assert visitor.call("feedback_given", {"seq": reply["seq"], "is_helpful": False, "reason": "old"}) == {"ok": True}
    assert visitor.call("rating_given", {"score": 4, "comment": "fine"}) == {"ok": True}
    assert visitor.call("read_up_to", {"seq": reply["seq"]}) == {"ok": True}

    sql = "select rating, rating_comment, read_seq from conversations where id = ?"
    assert live.rows(sql, visitor.conversation) == [(4, "fine", reply["seq"])]
    assert visit(live, visitor.token).ready["messages"][-1]["feedback"] is False


def test_the_words_of_the_shop_become_html_and_those_of_a_customer_never(live, visit):
    visitor = visit(live)

    reply = visitor.ask("markdown")
    back = visit(live, visitor.token).ready["messages"]

    assert "<li>by <em>card</em></li>" in reply["html"]
    assert not any(each in reply["html"] for each in ("<script", 'href="javascript', "<img"))
    assert back[0]["html"] == ""


def test_every_turn_leaves_a_record_for_the_figures(live, visit):
    visitor = visit(live)

    visitor.ask("faq")

    sql = """select status, intent, intent_p, sentiment, skill, decision, faq_id, score, act, kb_version
             from turns where conversation = ?"""
    record = ("done", "greeting", 0.9, "neutral", "faq", "answer", "ship-canada", 0.97, "faq_answer", 1)
    assert live.rows(sql, visitor.conversation) == [record]


def test_each_conversation_has_a_token_of_its_own(live, visit):
    tokens = {visit(live).token for _ in range(3)}

    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in base64


def test_client_ids_may_repeat_between_conversations(live, visit):
    same = str(uuid.uuid4())

    assert [visit(live).send("hello", same)["seq"] for _ in range(2)] == [1, 1]
