"""What is said not to be wrong asks for nothing that the shop does for it."""

from __future__ import annotations

import pytest

from chatbot.knowledge.denied import without_denied


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("the vase isn't broken, i want another colour", "the vase , i want another colour"),
        ("they are not faulty just too small", "just too small"),
        ("it's not missing", "it's not missing"),
        ("my order has not arrived", "my order has not arrived"),
        ("not the wrong one", "not the wrong one"),
    ],
)
def test_what_is_not_wrong_is_left_out(text: str, rest: str) -> None:
    assert without_denied(text) == rest
