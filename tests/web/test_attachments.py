"""Files that customers send: who may send which, how often and how much, and how they reach the staff."""

from __future__ import annotations

import uuid

import httpx
import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
PDF = b"%PDF-1.7 pages"
HTML = b"<!doctype html><script>alert(1)</script>"


def upload(server, token, data=PNG, name="photo.png", client_id=None, **headers):
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    form = {"client_id": client_id or str(uuid.uuid4())}
    return httpx.post(f"{server.url}/widget/attachments", data=form, files={"file": (name, data)}, headers=headers)


def test_a_file_becomes_the_next_message_and_is_answered_honestly(live, visit):
    visitor = visit(live)
    visitor.ask("hello")

    ack = upload(live, visitor.token).json()

    assert ack["ok"]
    assert ack["seq"] == 3
    assert ack["attachment"] == {"name": "photo.png", "media_type": "image/png", "size": len(PNG)}
    reply = visitor.wait_for("reply", lambda reply: reply["for_seq"] == 3)["message"]
    assert "I can't look into files" in reply["text"]
    assert [chip["label"] for chip in reply["chips"]] == ["Talk to a person"]


def test_every_tab_and_a_reload_show_the_file(live, visit):
    visitor = visit(live)
    upload(live, visitor.token, PDF, "receipt.pdf")

    told = visitor.wait_for("message")["message"]
    later = visit(live, token=visitor.token).ready["messages"][0]

    assert told == later
    assert later["attachment"] == {"name": "receipt.pdf", "media_type": "application/pdf", "size": len(PDF)}


def test_a_file_that_is_sent_again_is_there_once(live, visit):
    visitor, client_id = visit(live), str(uuid.uuid4())

    acks = [upload(live, visitor.token, client_id=client_id).json() for _ in range(3)]

    assert {ack["seq"] for ack in acks} == {1}
    assert live.rows("select count(*) from attachments where conversation = ?", visitor.conversation) == [(1,)]


@pytest.mark.parametrize("token", [None, "guessed", "x" * 4000])
def test_nobody_sends_a_file_into_a_conversation_that_is_not_theirs(live, token):
    refused = upload(live, token)

    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "bad_token"


def test_the_token_in_the_address_opens_nothing(live, visit):
    visitor = visit(live)

    refused = httpx.post(
        f"{live.url}/widget/attachments?token={visitor.token}",
        data={"client_id": str(uuid.uuid4()), "token": visitor.token},
        files={"file": ("photo.png", PNG)},
    )

    assert refused.status_code == 401


def test_what_a_browser_could_run_is_refused_whatever_it_is_called(live, visit):
    refused = upload(live, visit(live).token, HTML, "photo.png")

    assert refused.status_code == 415
    assert refused.json()["error"] == {
        "code": "bad_file",
        "message": "Only pictures (PNG, JPEG, GIF, WebP) and PDF files can be sent.",
        "may_retry": False,
    }


@pytest.mark.parametrize("size", [5_000_001, 13_000_000])
def test_a_file_that_is_too_large_is_refused_in_one_sentence(live, visit, size):
    refused = upload(live, visit(live).token, PNG.ljust(size, b"x"))

    assert refused.status_code == 413
    assert refused.json()["error"]["message"] == "A file may have at most 5 MB."


def test_the_files_of_one_conversation_have_a_limit_together(start_server, visit):
    server = start_server(CHATBOT_ATTACHMENTS_MAX_BYTES=str(2 * len(PNG)))
    visitor, client_id = visit(server), str(uuid.uuid4())

    statuses = [upload(server, visitor.token, client_id=client_id).status_code, upload(server, visitor.token).status_code]
    refused, again = upload(server, visitor.token), upload(server, visitor.token, client_id=client_id)

    assert statuses == [200, 200]
    assert refused.json()["error"]["code"] == "no_room"
    assert again.json()["seq"] == 1
    assert server.rows("select count(*) from messages where author = 'customer'") == [(2,)]


def test_one_address_cannot_fill_the_disk(start_server, visit):
    server = start_server(CHATBOT_ATTACHMENTS_PER_HOUR_PER_ADDRESS="2")

    answers = [upload(server, visit(server).token) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["error"]["wait_s"] > 60


def test_a_shop_may_take_no_files(start_server, visit):
    server = start_server(CHATBOT_ATTACHMENT_MAX_BYTES="0")
    visitor = visit(server)

    assert visitor.ready["settings"]["max_file_bytes"] == 0
    assert upload(server, visitor.token).json()["error"]["message"] == "This shop takes no files in the chat."


@pytest.mark.parametrize("form", [{}, {"client_id": "1"}, {"client_id": str(uuid.uuid4())}])
def test_a_form_without_its_fields_is_told_which_one(live, visit, form):
    headers = {"Authorization": f"Bearer {visit(live).token}"}

    refused = httpx.post(f"{live.url}/widget/attachments", data=form, headers=headers)

    assert refused.status_code == 400
    assert refused.json()["error"]["message"].startswith(("client_id: ", "file: "))


def test_a_customer_sees_their_own_file_and_nobody_elses(live, visit):
    visitor, stranger = visit(live), visit(live)
    seq = upload(live, visitor.token).json()["seq"]
    address = f"{live.url}/widget/attachments/{seq}"

    own, theirs, nobody = (
        httpx.get(address, headers={"Authorization": f"Bearer {token}"}) for token in (visitor.token, stranger.token, "guessed")
    )

    assert own.content == PNG
    assert (own.headers["Content-Disposition"], own.headers["Cache-Control"]) == ("attachment; filename=photo.png", "no-store")
    assert own.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (theirs.status_code, nobody.status_code) == (404, 401)
