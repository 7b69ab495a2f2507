"""Other programs, with keys of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from chatbot.storage.api_keys import ApiKeys


class Program:
    """Sends JSON, with its key where it has one."""

    def __init__(self, app: Flask, key: str = "") -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers=self.headers)

    def send(self, method: str, path: str, body: Any) -> TestResponse:
        return self.client.open(path, method=method, json=body, headers=self.headers)

    def post(self, path: str, body: Any) -> TestResponse:
        return self.send("POST", path, body)


@pytest.fixture
def program(app, store) -> Callable[..., Program]:
    """`program("read")` has a key with that scope; `program()` has none."""

    def make(scope: str = "", name: str = "Web shop") -> Program:
        return Program(app, ApiKeys(store).add(name, scope, "Olga")[1] if scope else "")

    return make
