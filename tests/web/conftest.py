"""What tests of the edge share."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from chatbot.models.encoder import Encoders
from tests.listener import Listener


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A server of the shop that runs."""
    server = Listener()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def app(app: Flask, encoders: Encoders) -> Flask:
    """The app of the other tests, with the same encoders for all of them."""
    app.extensions["office"]._encoders = encoders
    return app
