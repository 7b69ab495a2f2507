"""Rows that write one maker, or one size, in two ways are one maker and one size, whatever order a set has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.knowledge.brands import with_one_spelling
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.models.encoder import Encoder
from chatbot.records import Product


def product(title: str, brand: str = "", sizes: tuple[str, ...] = ()) -> Product:
    return Product(title, title, brand=brand, price=Decimal(9), sizes=sizes)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("Ugreen", "UGREEN", "UGREEN"), "UGREEN"),
        (("Ugreen", "UGREEN"), "Ugreen"),
        (("Müller", "MULLER", "", "Mueller"), "Müller"),
    ],
)
def test_a_brand_is_spelled_as_most_rows_do_or_else_the_first(written: tuple[str, ...], told: str) -> None:
    brands = [each.brand for each in with_one_spelling([product(str(n), brand) for n, brand in enumerate(written)])]
    assert brands[:2] == [told, told]
    assert brands[3:] == list(written[3:])


def test_a_wish_for_a_brand_finds_the_products_of_all_its_spellings(encoder: Encoder) -> None:
    products = [product("Nexode Charger", "UGREEN"), product("Pocket Charger", "Ugreen"), product("Cube Charger", "Anker")]
    index = Index(0, products, encoder.encode([search_text(each) for each in products]), encoder)
    found = index.search(index.read("ugreen chargers"), 4)
    assert {(hit.product.title, hit.product.brand) for hit in found.hits} == {
        ("Nexode Charger", "UGREEN"),
        ("Pocket Charger", "UGREEN"),
    }


def test_a_size_that_is_written_in_two_ways_is_read_as_most_rows_write_it() -> None:
    numbers = range(6, 22, 2)
    rows = [f"UK {n}" if n % 4 else f"UK{n}" for n in numbers]
    others = [f"UK{n}" if n % 4 else f"UK {n}" for n in numbers]
    shelf = Shelf([product(f"Shoe {n}", sizes=(size,)) for n, size in enumerate([*others, *rows, *rows])])
    read = [read_wish(f"shoes in uk {n}", shelf.vocabulary).values("size") for n in numbers]
    assert read == [(size,) for size in rows]
