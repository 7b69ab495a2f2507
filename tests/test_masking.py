import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.masking import mask_cards, mask_personal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111 1111 1111 1111", "[card ending 1111]"),
        ("pay with 4242-4242-4242-4242, ok?", "pay with [card ending 4242], ok?"),
        ("5555555555554444.", "[card ending 4444]."),
        ("amex 378282246310005", "amex [card ending 0005]"),
        ("30569309025904", "[card ending 5904]"),
        ("2223003122003222", "[card ending 3222]"),
        ("4111111111111111\n5555555555554444", "[card ending 1111]\n[card ending 4444]"),
    ],
)
def test_card_numbers_are_cut_to_their_last_four_digits(text, masked):
    assert mask_cards(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "order 1042",
        "#4111111111111111",
        "OD4111111111111111",
        "4111111111111112",
        "my size is 42",
        "1234567890123",
        "3SKAAA4111111111111111",
    ],
)
def test_order_and_tracking_numbers_stay(text):
    assert mask_cards(text) == text


def test_logs_hold_no_personal_data():
    line = mask_personal("mia@example.com or +49 170 1234567, card 4111111111111111, order 1042")

    assert line == "[email] or [phone], card [card ending 1111], order 1042"


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert mask_cards(mask_cards(text)) == mask_cards(text)
    assert mask_personal(mask_personal(text)) == mask_personal(text)
