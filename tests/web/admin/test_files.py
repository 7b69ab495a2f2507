"""A customer's file on the staff's pages: seen in its place, saved, and never run."""

from __future__ import annotations

import pytest

from chatbot.messages import FILE_SENT, Attachment, CustomerMessage
from chatbot.storage.attachments import File
from chatbot.storage.conversations import Conversations

PNG = b"\x89PNG\r\n\x1a\npixels"


@pytest.fixture
def sent(store):
    """Return the conversation of a customer who sent one picture as message 1."""
    conversations = Conversations(store)
    found = conversations.create("hash")
    file = File(Attachment("broken zip <b>.png", "image/png", len(PNG)), PNG)
    conversations.add_customer_file(CustomerMessage(found, file.shown.name, choice=FILE_SENT), "client", file, 1000)
    return found


def test_a_file_stands_in_the_conversation_with_its_name_and_size(owner, sent):
    page = owner.see(f"/admin/conversations/{sent}")

    assert "broken zip &lt;b&gt;.png" in page
    assert f"{len(PNG)} bytes" in page
    assert f"/admin/conversations/{sent}/files/1" in page


def test_a_file_is_saved_and_cannot_be_run(owner, sent):
    told = owner.get(f"/admin/conversations/{sent}/files/1")

    assert told.data == PNG
    assert told.headers["Content-Disposition"].startswith("attachment;")
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert told.headers["Content-Type"] == "image/png"
    assert told.headers["Cache-Control"] == "no-store"


def test_only_a_picture_is_shown_in_the_browser(owner, sent):
    told = owner.get(f"/admin/conversations/{sent}/files/1?show=1")

    assert told.headers["Content-Disposition"].startswith("inline;")
    assert told.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_is_not_there_is_told(owner, sent):
    assert owner.get(f"/admin/conversations/{sent}/files/2").status_code == 404


def test_erasing_the_conversation_erases_its_files(owner, sent, store):
    owner.do(f"/admin/conversations/{sent}/erase")

    assert next(store.db.query("select count(*) as n from attachments"))["n"] == 0
    assert owner.get(f"/admin/conversations/{sent}/files/1").status_code == 404
