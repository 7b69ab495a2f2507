"""A key for each program: it may read, or write too; it ends when the owner says so."""

from __future__ import annotations

import pytest

from chatbot.app import create_app
from chatbot.config import Settings
from chatbot.storage.api_keys import ApiKeys
from tests.fakes import FakeBot
from tests.web.api.conftest import Program


def test_without_a_key_nothing_of_the_shop_is_told(program):
    answer = program().get("/api/conversations")

    assert (answer.status_code, answer.json["error"]["code"]) == (401, "no_key")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "/admin/keys" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    "spoil", [lambda key: key + "x", lambda key: key[:-1], lambda key: "other" + key[8:], lambda key: "x", str.upper]
)
def test_a_key_that_differs_in_one_letter_is_no_key(app, store, spoil):
    _, key = ApiKeys(store).add("Web shop", "read", "Olga")

    assert Program(app, key).get("/api/faq").status_code == 200
    assert Program(app, spoil(key)).get("/api/faq").status_code == 401


def test_a_wrong_key_is_told_even_where_none_is_needed(app):
    assert Program(app, "wrong").post("/api/sentiment", {"texts": ["fine"]}).status_code == 401


def test_a_key_that_may_read_cannot_change_anything(program):
    answer = program("read").post("/api/faq", {"question": "Is this safe?", "answer": "Yes."})

    assert (answer.status_code, answer.json["error"]["code"]) == (403, "wrong_scope")


def test_a_revoked_key_ends_at_once(app, store):
    made, key = ApiKeys(store).add("Web shop", "write", "Olga")
    reader = Program(app, key)
    assert reader.get("/api/faq").status_code == 200

    assert ApiKeys(store).revoke(made.id).name == "Web shop"
    assert reader.get("/api/faq").status_code == 401
    assert ApiKeys(store).revoke(made.id) is None


def test_the_database_holds_no_key_and_knows_when_it_was_used_last(app, store):
    _, key = ApiKeys(store).add("Web shop", "read", "Olga")
    assert ApiKeys(store).all()[0].last_used_at == ""

    Program(app, key).get("/api/faq")

    assert ApiKeys(store).all()[0].last_used_at
    stored = b"".join(path.read_bytes() for path in store.path.parent.glob("chatbot.db*") if path.is_file())
    assert key.split("_")[1].encode() in stored
    assert key.split("_", 2)[2].encode() not in stored


def test_one_program_cannot_use_up_the_requests_of_another(store):
    app = create_app(Settings(db=store.path, api_requests_per_minute=2), FakeBot(), store)
    busy, calm = (Program(app, ApiKeys(store).add(name, "read", "Olga")[1]) for name in ("Busy", "Calm"))

    assert [busy.get("/api/products").status_code for _ in range(3)] == [200, 200, 429]
    assert calm.get("/api/products").status_code == 200
