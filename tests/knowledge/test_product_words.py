from __future__ import annotations

import pytest

from chatbot.knowledge.product_words import root


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nappy", "nappies"), ("tray", "trays"), ("movie", "movies"), ("dry", "dried"), ("earring", "earrings"), ("hike", "hiking"),
        ("battery", "batteries"), ("dress", "dresses"), ("cane", "canes"), ("cape", "caped"), ("fox", "foxes"),
    ],
)  # fmt: skip
def test_the_forms_of_one_word_meet(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nappy", "nap"),
        ("party", "part"),
        ("teddy", "ted"),
        ("stocking", "stock"),
        ("bedding", "bed"),
        ("earring", "ear"),
        ("cane", "can"),
    ],
)
def test_things_that_only_look_alike_are_different_words(one: str, other: str) -> None:
    assert root(one) != root(other)
