from __future__ import annotations

import pytest

from chatbot.config import Settings
from chatbot.errors import TooManyRequests
from chatbot.storage.tokens import hash_token, new_token
from chatbot.web.security import Limits, hash_address, may_connect
from tests.visitor import Visitor

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("origin", "is_allowed"),
    [
        ("https://chat.example", True),
        ("http://chat.example", True),  # a proxy in front ends TLS
        (SHOP, True),
        ("https://shop.example.evil", False),
        ("https://evil.example", False),
        ("http://shop.example", False),
        ("https://chat.example:444", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_this_server_and_the_listed_shops_may_connect(origin, is_allowed):
    assert may_connect((SHOP,))(origin, {"HTTP_HOST": "chat.example"}) is is_allowed


def test_a_page_of_a_stranger_cannot_open_a_socket(live):
    import httpx

    url = f"{live.url}/socket.io/?EIO=4&transport=polling"

    assert httpx.get(url, headers={"Origin": "https://evil.example"}).status_code == 400
    assert httpx.get(url, headers={"Origin": live.url}).status_code == 200


def test_a_listed_shop_can_open_a_socket(start_server):
    import httpx

    server = start_server(CHATBOT_ALLOWED_ORIGINS=f'["{SHOP}"]')

    answer = httpx.get(f"{server.url}/socket.io/?EIO=4&transport=polling", headers={"Origin": SHOP})

    assert answer.headers["Access-Control-Allow-Origin"] == SHOP


def test_limits_count_each_conversation_and_each_address():
    limits = Limits(Settings(messages_per_minute=2, messages_per_minute_per_address=3))

    limits.count_message("one", "house")
    limits.count_message("one", "house")
    with pytest.raises(TooManyRequests):
        limits.count_message("one", "house")
    limits.count_message("two", "house")
    with pytest.raises(TooManyRequests) as refused:
        limits.count_message("three", "house")

    assert 1 <= refused.value.wait_s <= 60
    limits.count_message("three", "another house")


def test_too_many_sessions_of_one_address_are_refused(start_server):
    visitor = Visitor(start_server(CHATBOT_SESSIONS_PER_MINUTE_PER_ADDRESS="2").url)

    acks = [visitor.call("session_opened", {"token": None, "last_seq": 0}) for _ in range(3)]

    assert [ack["ok"] for ack in acks] == [True, True, False]
    assert acks[2]["error"]["code"] == "too_many"
    visitor.leave()


def test_addresses_and_tokens_are_stored_as_hashes_only():
    token = new_token()

    assert token not in hash_token(token)
    assert hash_address("203.0.113.7", "secret") != hash_address("203.0.113.7", "another")
    assert "203.0.113.7" not in hash_address("203.0.113.7", "secret")


def test_the_address_behind_a_trusted_proxy_is_the_visitors(start_server, visit):
    import httpx

    server = start_server(CHATBOT_TRUSTED_PROXIES="1")
    httpx.get(f"{server.url}/healthz", headers={"X-Forwarded-For": "203.0.113.7"}).raise_for_status()
    visitor = Visitor(server.url, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"})
    visitor.open()
    visitor.send("hello")

    secret = server.rows("select value from settings where name = 'secret_key'")[0][0]
    assert server.rows("select address from turns") == [(hash_address("203.0.113.7", secret),)]
    visitor.leave()


@pytest.mark.parametrize(("scheme", "is_allowed"), [("http", True), ("https", False)])
def test_pictures_without_encryption_are_shown_only_where_the_chat_has_none(app, scheme, is_allowed):
    policy = app.test_client().get("/widget", base_url=f"{scheme}://chat.example").headers["Content-Security-Policy"]
    assert ("https: http:" in policy) is is_allowed
