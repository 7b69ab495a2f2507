import re

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


PHONES = (
    "+49 170 1234567|0170 1234567|0170/1234567|0170-1234567|(030) 123456|030 123 456 78|+31 6 12345678|06-12345678|0612345678"
    "|020 7946 0958|+44 20 7946 0958|07700 900123|(212) 555-0187|212-555-0187|212.555.0187|+1 (212) 555-0187|1-800-555-0199"
    "|555-0187 call me|+33 6 12 34 56 78|06 12 34 56 78|00491701234567|tel:+491701234567|call 2125550187 now|+43 660 1234567"
    "|my number is 5550187123.|+61 412 345 678|0412 345 678|+91 98765 43210|9876543210|Tel.: 089/12 34 56 78|0151-23456789"
    "|06 - 1234 5678|0049 (0)30 12345678|+49(0)170/1234567|+1-202-555-0143|01 42 68 53 00|91 234 56 78 90|tel 0221 123-4567"
    "|+7 916 123-45-67|8 (916) 123-45-67|170 1234567|+45 12 34 56 78|(02) 9876 5432"
)
NO_PHONES = (
    "order 1042|#100123|order number 10012345|2026-11-24|24.11.2026|24/11/2026|€1,299.00|1.299,00 €|10:30 - 12:00"
    "|JD014600006281234567|1Z999AA10123456784|tracking 00340434161094042557|size 40 41 42 43|5 to 8 working days|EAN 4006381333931"
    "|ISBN 978-3-16-148410-0|sku 100-200-300|article 12345678|12.5 x 30.25|v1.2.3.4|192.168.100.200|OD123456789|from 2020 to 2026"
    "|2026-11-24T11:47:02.831Z|12345678|order 4711-0815|1 000 000|1001, 1002, 1003|EUR 12,50-15,00|Bestellnummer 4000123456"
    "|90x200x18|2026-11-24 2026-11-25|24.11.26|my order 100234567 is late|50 000 000|1/2 3/4 5/8|model 2023-1500|4006381333931"
)


@pytest.mark.parametrize("text", PHONES.split("|"))
def test_phone_numbers_are_masked_however_they_are_written(text):
    assert "[phone]" in mask_personal(text)
    assert not re.search(r"\d{3}", mask_personal(text))


@pytest.mark.parametrize("text", NO_PHONES.split("|"))
def test_dates_prices_sizes_and_the_numbers_of_orders_are_no_phones(text):
    assert mask_personal(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert mask_cards(mask_cards(text)) == mask_cards(text)
    assert mask_personal(mask_personal(text)) == mask_personal(text)
