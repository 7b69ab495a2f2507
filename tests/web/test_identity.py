"""Signed customers over the wire: who gets which conversation, and which tokens count for nothing."""

from __future__ import annotations

import base64
import json
import time
from types import SimpleNamespace

import jwt
import pytest

from chatbot.config import ROOT, Settings, load_settings
from chatbot.errors import SettingsError
from chatbot.storage.customers import Customer
from chatbot.web.identity import MAX_TOKEN_CHARS, read_identity
from chatbot.web.payloads import Refusal
from tests.conftest import serving
from tests.tokens import IDENTITY_SECRET as SECRET
from tests.tokens import LIFETIME_S, signed
from tests.visitor import Visitor

SETTINGS = Settings(identity_secret=SECRET)


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A server that checks identities."""
    with serving(tmp_path_factory.mktemp("identity") / "live.db", {"CHATBOT_IDENTITY_SECRET": SECRET}) as server:
        yield server


@pytest.fixture
def come(shop):
    """A connection whose session is opened with an identity: `come(signed())`."""
    visitors = []

    def arrive(identity=None, token=None, server=shop, **more):
        visitor = Visitor(server.url)
        visitors.append(visitor)
        visitor.ack = visitor.call("session_opened", {"token": token, "last_seq": 0, "identity": identity, **more})
        if visitor.ack["ok"]:
            visitor.ready = visitor.wait_for("session_ready")
            visitor.token, visitor.conversation = visitor.ready["token"], visitor.ready["conversation"]
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.leave()


def test_what_the_shop_signed_is_read():
    customer = read_identity(signed(name="Maria Lopez", email="maria@example.com", plan="gold"), SETTINGS)

    assert (customer.subject, customer.name, customer.email) == ("customer-17", "Maria Lopez", "maria@example.com")
    assert read_identity(signed(name=None), SETTINGS).name == ""
    assert read_identity(None, SETTINGS) is read_identity("", SETTINGS) is None


def test_the_documented_python_makes_a_token_that_counts(monkeypatch):
    example = (ROOT / "docs" / "widget.md").read_text().split("```python\n")[1].split("```")[0]
    monkeypatch.setenv("CHATBOT_IDENTITY_SECRET", SECRET)
    exec(example, names := {})

    token = names["chat_identity"](SimpleNamespace(id=17, name="Maria Lopez", email=None))

    assert read_identity(token, SETTINGS) == Customer("17", "Maria Lopez")


NOW = time.time()
FORGED = {
    "algorithm none": (jwt.encode({"sub": "customer-17", "exp": NOW + LIFETIME_S}, "", "none"), "alg"),
    "none with the right signature": (f"{part({'alg': 'none'})}.{signed().split('.', 1)[1]}", "alg"),
    "another algorithm": (jwt.encode({"sub": "customer-17", "exp": NOW + LIFETIME_S}, SECRET * 2, "HS512"), "alg"),
    "wrong secret": (signed(secret="b" * 40), "Signature"),
    "claims changed": (
        ".".join((*signed().split(".")[:1], part({"sub": "x", "exp": NOW + LIFETIME_S}), signed().split(".")[2])),
        "Signature",
    ),
    "expired": (signed(exp=NOW - 60), "expired"),
    "no exp": (jwt.encode({"sub": "customer-17"}, SECRET, "HS256"), "exp"),
    "no sub": (jwt.encode({"exp": NOW + LIFETIME_S}, SECRET, "HS256"), "sub"),
    "empty sub": (signed(""), "sub"),
    "sub too long": (signed("x" * 201), "sub"),
    "half a character": (jwt.encode({"sub": "\ud800", "exp": NOW + LIFETIME_S}, SECRET, "HS256"), "sub"),
    "name no text": (signed(name=["Maria"]), "name"),
    "for a year": (signed(exp=NOW + 365 * 86_400), "more than a day"),
    "exp no number": (signed(exp="tomorrow"), "exp"),
    "not yet": (signed(nbf=NOW + LIFETIME_S), "not yet valid"),
    "too large": (signed(note="x" * MAX_TOKEN_CHARS), f"{MAX_TOKEN_CHARS} are possible"),
    "no token at all": ("customer-17", "see docs/widget.md"),
    "nested without end": (f"{base64.urlsafe_b64encode(b'[' * 2000).decode()}.e30.x", "see docs/widget.md"),
    "bytes": ("\x00.\xff.\ud800", "see docs/widget.md"),
}


@pytest.mark.parametrize(("token", "reason"), FORGED.values(), ids=FORGED)
def test_a_token_that_the_shop_did_not_sign_so_is_refused_with_the_reason(token, reason):
    with pytest.raises(Refusal, match=reason) as refused:
        read_identity(token, SETTINGS)

    assert refused.value.code == "bad_identity"


def test_a_chat_without_a_secret_believes_nobody():
    with pytest.raises(Refusal, match="CHATBOT_IDENTITY_SECRET"):
        read_identity(signed(), Settings())


@pytest.mark.parametrize(
    ("given", "named"),
    [({"identity_required": True}, "CHATBOT_IDENTITY_REQUIRED"), ({"identity_secret": "short"}, "CHATBOT_IDENTITY_SECRET")],
)
def test_settings_that_could_not_protect_anybody_are_refused(given, named):
    with pytest.raises(SettingsError, match=named):
        load_settings(**given)


def test_a_signed_customer_finds_the_conversation_again_on_another_device(come):
    come(signed("anna")).ask("from the phone")

    laptop = come(signed("anna"))

    assert [message["text"] for message in laptop.ready["messages"]] == ["from the phone", "You said: from the phone"]


def test_nobody_else_gets_a_customers_conversation(come):
    bea = come(signed("bea"))
    bea.ask("mine")

    others = [come(token=bea.token), come(signed("mallory"), bea.token), come(signed("bea", "c" * 40), bea.token)]

    assert [other.ack["error"]["code"] for other in others] == ["bad_token", "bad_token", "bad_identity"]
    assert come(signed("mallory")).ready["messages"] == come().ready["messages"] == []
    assert come(signed("bea"), bea.token).conversation == bea.conversation


def test_a_guests_conversation_stays_a_guests(come):
    guest = come()
    guest.ask("hello")

    assert come(signed("carl"), guest.token).ack["error"]["code"] == "bad_token"
    assert come(signed("carl")).ready["messages"] == []


def test_a_customer_may_start_anew_and_finds_the_newest_later(come):
    first = come(signed("dora"))
    first.ask("old")

    second = come(signed("dora"), is_new=True)
    second.ask("new")

    assert second.conversation != first.conversation
    assert come(signed("dora")).conversation == second.conversation


def test_a_refused_identity_leaves_no_conversation(come, shop):
    count = "select count(*) from conversations"
    before = shop.rows(count)

    visitor = come(signed(exp=NOW - 60))

    assert visitor.send("hello")["error"]["code"] == "no_session"
    assert shop.rows(count) == before


def test_where_the_shop_wants_it_guests_get_one_sentence_and_no_conversation(come, start_server):
    server = start_server(CHATBOT_IDENTITY_SECRET=SECRET, CHATBOT_IDENTITY_REQUIRED="true")

    guest = come(server=server)

    assert guest.ack["error"] == {
        "code": "identity_required",
        "message": "Please sign in to the shop to chat with us.",
        "may_retry": False,
    }
    assert guest.send("hello")["error"]["code"] == "no_session"
    assert server.rows("select count(*) from conversations") == [(0,)]
    assert come(signed(), server=server).ask("hello")["text"] == "You said: hello"


def test_neither_token_nor_secret_nor_name_is_logged(come, shop):
    good, bad = signed("erna", name="Erna Example"), signed("erna", exp=NOW - 60, name="Erna Example")
    come(good)
    come(bad)
    shop.wait_for_log("identity refused")

    log = shop.log.read_text()

    assert not any(secret in log for secret in (good, bad, SECRET, "Erna Example", "erna"))
