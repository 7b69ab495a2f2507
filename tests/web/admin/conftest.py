"""People of the shop, who use the staff's pages of a real app as a browser does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from chatbot.messages import CustomerMessage
from chatbot.storage.conversations import Conversations
from chatbot.storage.staff import Staff
from chatbot.storage.tokens import hash_token

PASSWORD = "correct horse battery"
PATIENCE_S = 60


class Person:
    """A browser with its cookies; every form is sent with the token of the page it stands on."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.email = ""

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        self.email = email
        return self.post("/admin/sign-in", {"email": email, "password": password}, on="/admin/sign-in")

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def see(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.text

    def see_when_done(self, path: str, waiting: str, page: str | None = None) -> str:
        """The text of a page once it does not say `waiting` any more. `page` is what was seen of it already."""
        deadline = time.monotonic() + PATIENCE_S
        page = self.see(path) if page is None else page
        while waiting in page and time.monotonic() < deadline:
            time.sleep(0.05)
            page = self.see(path)
        return page

    def post(self, path: str, form: dict[str, Any] | None = None, on: str = "/admin/account") -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(on), **(form or {})})

    def do(self, path: str, form: dict[str, Any] | None = None) -> str:
        """Send a form and return the page that it leads to."""
        answer = self.client.post(path, data={"csrf_token": self.token("/admin/account"), **(form or {})}, follow_redirects=True)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.text

    def token(self, on: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(on).text)
        return found[1] if found else ""


@pytest.fixture
def person(app, store) -> Callable[..., Person]:
    """Sign a new person in: `person("agent", "Anna")`."""

    def arrive(role: str = "owner", name: str = "Anna") -> Person:
        email = f"{name.lower()}@shop.test"
        Staff(store).add(email, role, PASSWORD, name)
        someone = Person(app)
        assert someone.sign_in(email).status_code == 302
        return someone

    return arrive


@pytest.fixture
def owner(person) -> Person:
    return person("owner", "Olga")


@pytest.fixture
def talk(app) -> Callable[..., str]:
    """A conversation as the chat itself would have stored it: `talk("hi", "person")` returns its id, all answered."""
    parts = app.extensions["chatbot"]
    conversations: Conversations = parts.conversations

    def start(*texts: str) -> str:
        found = conversations.create(hash_token(f"token of {texts}"))
        for n, text in enumerate(texts):
            conversations.add_customer_message(CustomerMessage(found, text), f"00000000-0000-0000-0000-{n:012}")
            parts.turns._answer_next(found)  # the queue's own step, here on this thread
        return found

    return start
