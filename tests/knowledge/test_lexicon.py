"""The shop's own words decide what a misspelled word was meant to be, and how much a shared word counts."""

from __future__ import annotations

import pytest

from chatbot.knowledge.lexicon import Lexicon, content, without_filler

QUESTIONS = ["Do you ship to Canada?", "How do I return shoes?", "Which payment methods do you accept?"]
TEXTS = [
    f"{question} {answer}"
    for question, answer in zip(QUESTIONS, ["Within ten days.", "With the label.", "Card and PayPal."], strict=True)
]
KNOWN = {"hiking", "have", "to", "they", "when"}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(QUESTIONS, TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("retrun shoes", "return shoes"),
        ("paymnet methds", "payment methods"),
        ("haveto return", "have to return"),
        ("hiking in canda", "hiking in canada"),
        ("SHIPP to canada", "ship to canada"),
    ],
)
def test_typos_are_repaired_towards_the_words_of_the_shop(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.repair(typed, KNOWN) == meant


@pytest.mark.parametrize("text", ["they ship", "xq7 1042", "Zugspitze", "when"])
def test_right_words_names_and_numbers_are_left_alone(lexicon: Lexicon, text: str) -> None:
    assert lexicon.repair(text, KNOWN) == text


def test_a_rare_word_counts_more_than_a_common_one(lexicon: Lexicon) -> None:
    match = lexicon.match("ship to canada")

    assert match.bm25.argmax() == 0
    assert match.share[0] == pytest.approx(1.0)


def test_words_that_the_shop_never_uses_are_told(lexicon: Lexicon) -> None:
    assert lexicon.match("ship to peru").unknown > 0.4
    assert lexicon.match("ship to canada").unknown == 0


def test_forms_of_a_word_meet() -> None:
    assert content("returns returned returning") == ["return", "return", "return"]
    assert content("trim trimmed trimming") == ["trim", "trim", "trim"]
    assert content("spells spelling") == ["spel", "spel"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("hi there, can you please tell me where my bloody parcel is", "there, where my parcel is"),
        ("thanks!!!", "thanks!!!"),
        ("do you ship to canada", "do you ship to canada"),
    ],
)
def test_greetings_and_swearing_are_not_searched_for(text: str, plain: str) -> None:
    assert without_filler(text) == plain
