from __future__ import annotations

import pytest

from chatbot.models.encoder import Encoder, Encoders


@pytest.fixture(scope="session")
def encoder(encoders: Encoders) -> Encoder:
    """What products are read by; the FAQ skill is tested without one."""
    return encoders.products
