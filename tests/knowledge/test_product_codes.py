"""Article numbers and barcodes in a message are the product; amounts, sizes and orders' numbers are not."""

from __future__ import annotations

import pytest

from chatbot.knowledge.product_codes import ProductCodes
from chatbot.knowledge.products import read_products
from chatbot.records import Product

PRODUCTS = (
    Product("1", "Heron Kettle", codes=("HX-20417", "4006381333931", "HEAT-S2")),
    Product("2", "Robin Mug, blue", codes=("RM 77120", "47112", "500ML")),
    Product("3", "Robin Mug, bronze", codes=("RM 77120", "978-0-306-40615-7")),
)
CODES = ProductCodes(PRODUCTS)


def said(text: str) -> str:
    return CODES.named(text, lambda code: code == "HX20417" and "parcel" in text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("do you have hx20417 in stock?", "Heron Kettle"),
        ("HX 20417", "Heron Kettle"),
        ("4006381333931 how much", "Heron Kettle"),
        ("is 9780306406157 gone", "Robin Mug, bronze"),
        ("978 0 306 40615 7 pls", "Robin Mug, bronze"),
        ("art. nr. 47112 please", "Robin Mug, blue"),
    ],
)
def test_a_code_is_read_as_the_title(text: str, title: str) -> None:
    assert title in said(text)


def test_one_code_for_two_colours_is_the_thing_that_they_have_in_common() -> None:
    assert said("rm77120 in green?") == "Robin Mug in green?"


@pytest.mark.parametrize(
    "text",
    [
        "is 47112 enough",  # a number that nothing calls an article's
        "a bottle of 500ml",
        "heat s2 boots",  # words that happen to spell a code
        "where is order HX-20417",
        "the parcel HX-20417",  # a number that may be an order's, too
        "HX-204170",
        "do you have it in stock",
    ],
)
def test_what_may_be_something_else_stays_as_it_is_written(text: str) -> None:
    assert said(text) == text


def test_codes_of_a_file_are_those_of_all_variants() -> None:
    header = "handle,title,sku,barcode,mpn,option1 name,option1 value,price\n"
    rows = header + "k,Kettle,K-101,4006381333931,Z9 77,Size,1 l,20\nk,,K-102,,,,2 l,20\n"
    (kettle,) = read_products(rows.encode(), "products.csv").products
    assert kettle.codes == ("K-101", "4006381333931", "Z9 77", "K-102")
