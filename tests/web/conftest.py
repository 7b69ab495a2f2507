from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.listener import Listener


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A server of the shop that runs."""
    server = Listener()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
