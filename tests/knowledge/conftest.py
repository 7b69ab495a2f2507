"""The shipped encoder, loaded once."""

from __future__ import annotations

import pytest

from chatbot.config import ROOT
from chatbot.models.encoder import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder.load(ROOT / "data" / "models" / "encoder", threads=2)
