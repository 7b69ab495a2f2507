from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.errors import FileUnreadable
from chatbot.knowledge.money import read_money, show_limit, show_money
from chatbot.knowledge.phrases import read_number, tokenize
from chatbot.knowledge.readers import read_table
from chatbot.knowledge.records import Record, aliases, records, split_list

NAMES = aliases("""
    price: sale price, price
    title: title, name
""")


def rows(text: str) -> list[Record]:
    return list(records(read_table(text.encode(), "x.csv"), NAMES, required=("title",)))


def test_of_two_columns_for_one_thing_the_surest_that_is_filled_counts() -> None:
    sold, normal = rows("Price,Name,Sale Price\n9,Lamp,7\n9,Rug,\n")
    assert (sold["price"], normal["price"]) == ("7", "9")


def test_a_dash_or_nan_is_no_value() -> None:
    (row,) = rows("name,price\nLamp,n/a\n")
    assert row["price"] == ""


def test_columns_without_a_meaning_are_kept_apart() -> None:
    (row,) = rows("name,Weight (kg)\nLamp,2\n")
    assert (row["title"], row["weight"], dict(row.extra)) == ("Lamp", "", {"weight kg": "2"})


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    with pytest.raises(FileUnreadable, match=r"'title'.*price"):
        rows("price\n5\n")


@pytest.mark.parametrize("text", ["red|blue", "red; blue", "red, blue"])
def test_lists_are_split_by_the_mark_they_use(text: str) -> None:
    assert split_list(text) == ("red", "blue")


@pytest.mark.parametrize("text", ["", "free", "-5", "10-20", "5 or 6"])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|below"):
        read_money(text)


def test_money_is_shown_with_its_sign_or_its_code() -> None:
    assert [show_money(Decimal("1299.5"), code) for code in ("EUR", "CHF")] == ["€1,299.50", "CHF 1,299.50"]
    assert [show_limit(Decimal(text), "EUR") for text in ("80", "37.5")] == ["€80", "€37.50"]


@pytest.mark.parametrize(
    ("digits", "value"), [("1,299", "1299"), ("1.299", "1299"), ("49,90", "49.90"), ("1.299,00", "1299.00"), ("0.750", "0.750")]
)
def test_numbers_are_read_in_both_ways_of_writing_them(digits: str, value: str) -> None:
    assert read_number(digits) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("fifty", 50), ("twenty five", 25), ("twenty-five", 25), ("a hundred", 100), ("two hundred and fifty", 250)],
)
def test_spoken_numbers_are_numbers(text: str, value: int) -> None:
    (token,) = tokenize(text)
    assert token.value == value
