"""Typos: a word that nobody knows becomes the one that was meant; a right word stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.models.spelling import Spelling

EXPECTED = Spelling({"password": 40, "return": 30, "delivery": 50, "order": 90, "ordeal": 3}, small_words={"to"})
KNOWN = frozenset({"form", "retain", "track"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("forgot my pasword", "forgot my password"),
        ("DELIVRY time?", "delivery time?"),
        ("i want to retrun this", "i want to return this"),
        ("dellivrey", "delivery"),
        ("ordear", "order"),  # as near as "ordeal", and used more
        ("trackorder", "track order"),
        ("toorder", "to order"),
    ],
)
def test_a_misspelled_word_becomes_the_expected_one(typed: str, meant: str) -> None:
    assert EXPECTED.repair(typed, KNOWN) == meant


def test_a_form_of_a_known_word_is_no_distant_other_word() -> None:
    shop = Spelling({"tracking": 5, "shipping": 3})
    assert shop.repair("stacking rings, shiping cost", {"stack", "ship", "rings", "cost"}) == "stacking rings, shipping cost"
    assert shop.repair("stacking", {"rings"}) == "tracking"  # where nobody knows "stack"


@pytest.mark.parametrize("text", ["from me", "retain", "form", "klarna", "rtn", "A7retur9", "😡", ""])
def test_right_short_and_strange_words_stay(text: str) -> None:
    assert EXPECTED.repair(text, KNOWN | {"from"}) == text


def test_words_are_kept_with_their_counts(tmp_path: Path) -> None:
    EXPECTED.save(tmp_path / "spelling.json")
    assert Spelling.load(tmp_path / "spelling.json").counts == EXPECTED.counts


def test_a_known_word_with_an_ending_is_no_misspelt_other_one() -> None:
    assert Spelling({"musical": 5}).repair("a musician", {"a", "music"}) == "a musician"
