"""The end of a conversation, and before its beginning: rating, deletion by the customer, consent."""

from __future__ import annotations

import uuid

import httpx

from tests.web.test_attachments import upload


def test_after_a_farewell_a_rating_is_asked_for_once(live, visit):
    visitor = visit(live)
    visitor.ask("faq")
    farewell = visitor.ask("bye")
    visitor.ask("one more thing")
    visitor.ask("bye again")

    assert visitor.all("rating_wanted") == [{"seq": farewell["seq"]}]


def test_no_rating_is_asked_for_when_nothing_was_answered(live, visit):
    visitor = visit(live)
    visitor.ask("hello")
    visitor.ask("bye")

    assert visitor.all("rating_wanted") == []


def test_who_comes_back_finds_the_question_until_it_is_answered(live, visit):
    visitor = visit(live)
    visitor.ask("faq")
    farewell = visitor.ask("bye")

    before = visit(live, token=visitor.token).ready["rating_wanted"]
    visitor.call("rating_given", {"score": 5})
    after = visit(live, token=visitor.token).ready["rating_wanted"]

    assert (before, after) == (farewell["seq"], None)


def test_who_has_rated_is_not_asked(live, visit):
    visitor = visit(live)
    visitor.ask("faq")
    visitor.call("rating_given", {"score": 4})
    visitor.ask("bye")

    assert visitor.all("rating_wanted") == []


def test_a_customer_deletes_their_conversation_with_all_its_parts(live, visit):
    visitor = visit(live)
    visitor.ask("person please")
    upload(live, visitor.token)

    assert visitor.call("erasure_wanted", {}) == {"ok": True}
    assert visitor.call("erasure_wanted", {})["error"]["code"] == "no_session"

    for table in ("messages", "turns", "tickets", "attachments"):
        assert live.rows(f"select count(*) from {table} where conversation = ?", visitor.conversation) == [(0,)]
    assert live.rows("select count(*) from conversations where id = ?", visitor.conversation) == [(0,)]
    assert live.rows("select who, why from removals order by id desc limit 1") == [("the customer", "customer")]


def test_other_tabs_are_told_of_a_deletion_and_can_write_nothing_more(live, visit):
    visitor = visit(live)
    other = visit(live, token=visitor.token)
    visitor.ask("hello")

    visitor.call("erasure_wanted", {})

    assert other.wait_for("erased") == {}
    assert other.send("still here?")["error"]["code"] == "no_session"
    assert other.call("session_opened", {"token": visitor.token, "last_seq": 0})["error"]["code"] == "bad_token"
    assert upload(live, visitor.token).status_code == 401


def test_the_words_that_were_accepted_are_kept_with_the_time(start_server, visit):
    server = start_server(CHATBOT_CONSENT_TEXT="By writing you agree to our privacy policy.", CHATBOT_PRIVACY_URL="/privacy")
    visitor = visit(server)
    assert visitor.ready["settings"]["consent_text"] == "By writing you agree to our privacy policy."
    assert visitor.ready["settings"]["privacy_url"] == "/privacy"
    assert not visitor.ready["has_consented"]

    visitor.call("consent_given", {})
    first = server.rows("select consented_at, consent_text from conversations")
    visitor.call("consent_given", {})

    assert first[0][0] >= "2026"
    assert first[0][1] == "By writing you agree to our privacy policy."
    assert server.rows("select consented_at, consent_text from conversations") == first
    assert visit(server, token=visitor.token).ready["has_consented"]


def test_no_file_is_given_out_without_a_staffs_sign_in(live, visit):
    visitor = visit(live)
    upload(live, visitor.token, client_id=str(uuid.uuid4()))

    answer = httpx.get(f"{live.url}/admin/conversations/{visitor.conversation}/files/1", follow_redirects=False)

    assert answer.status_code in (302, 303)
    assert b"PNG" not in answer.content
