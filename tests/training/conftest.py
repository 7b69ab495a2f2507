"""What the trainings start from, made small."""

from __future__ import annotations

import pytest

from tests.tiny import make_base


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A BERT of a few thousand weights, made on the spot, as a folder that --base takes."""
    return make_base(tmp_path_factory.mktemp("base"))
