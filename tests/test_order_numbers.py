"""An order is found under its number however the file, the customer or the staff write it."""

from __future__ import annotations

import pytest

from chatbot.knowledge.orders import read_orders
from chatbot.order_numbers import number_key
from chatbot.skills.entities import read_entities
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.db import Store
from chatbot.storage.orders import Orders

WRITTEN = ("KÖ-1001", "kö-1001", "#KÖ-1001", "KÖ 1001", "kö1001", "KO\N{COMBINING DIAERESIS}-1001", "ko-1001", "# KO-1001")


def imported(store: Store, number: str) -> Orders:
    file = f"order number,email,status\n{number},mia@example.com,shipped\n"
    orders = Orders(store)
    orders.replace(read_orders(file.encode(), "orders.csv").orders)
    return orders


@pytest.mark.parametrize("typed", WRITTEN)
@pytest.mark.parametrize("number", ["KÖ-1001", "KO\N{COMBINING DIAERESIS}1001", "kö 1001"])
def test_a_message_finds_an_order_whose_number_has_an_umlaut(store: Store, number: str, typed: str) -> None:
    orders = imported(store, number)
    heard = read_entities(f"where is my order {typed}?").order_numbers
    assert [found.number for key in heard if (found := orders.find(key))] == [number]


def test_the_letters_of_a_number_with_an_umlaut_may_be_left_out(store: Store) -> None:
    assert imported(store, "KÖ-1001").find("1001") is not None


@pytest.mark.parametrize("typed", [*WRITTEN, "KÖ/1001", "KÖ.1001"])
def test_staff_find_the_data_of_an_order_as_they_type_its_number(store: Store, typed: str) -> None:
    imported(store, "KÖ-1001")
    assert CustomerData(store).orders(typed) == ["KÖ-1001"]


@pytest.mark.parametrize(
    ("number", "key"),
    [("#1042", "1042"), ("№ 1042", "1042"), ("fw-2093", "FW2093"), ("AB/26/0077", "AB260077"), ("straße 7", "STRASSE7")],
)
def test_signs_blanks_and_small_letters_make_no_other_number(number: str, key: str) -> None:
    assert number_key(number) == number_key(key) == key


def test_numbers_in_another_alphabet_stay_apart() -> None:
    assert number_key("Ж-1001") != number_key("Ю-1001")
