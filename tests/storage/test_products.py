from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from chatbot.records import Product
from chatbot.storage.db import Store
from chatbot.storage.products import Products

LAMP = Product(
    "lamp",
    "Lamp",
    price=Decimal("49.90"),
    stock=3,
    colors=("red",),
    sizes=("M",),
    tags=("home",),
    attributes=(("weight_g", "420"),),
)
RUG = Product("rug", "Rug")


def vectors(count: int) -> np.ndarray:
    return np.eye(count, 4, dtype=np.float32)


def test_a_product_comes_back_as_it_was_with_its_price_to_the_cent(store: Store) -> None:
    Products(store).replace([LAMP, RUG], vectors(2), "encoder")
    assert list(Products(store).all()) == [LAMP, RUG]
    assert Products(store).get("lamp") == LAMP
    assert Products(store).get("none") is None
    assert Products(store).count() == 2


def test_an_import_replaces_the_catalogue_and_makes_a_new_version(store: Store) -> None:
    products = Products(store)
    assert products.version() == 0
    first = products.replace([LAMP, RUG], vectors(2), "encoder")
    second = products.replace([RUG], vectors(1), "encoder")
    assert second > first
    assert products.version() == second
    assert list(products.all()) == [RUG]


def test_an_import_that_fails_leaves_the_old_catalogue(store: Store) -> None:
    products = Products(store)
    version = products.replace([LAMP], vectors(1), "encoder")
    with pytest.raises(Exception, match="UNIQUE"):
        products.replace([RUG, RUG], vectors(2), "encoder")
    assert (list(products.all()), products.version()) == ([LAMP], version)


def test_vectors_are_found_by_the_text_they_were_made_of_and_only_for_their_encoder(store: Store) -> None:
    products = Products(store)
    products.replace([LAMP, RUG], vectors(2), "encoder", ["text of lamp", "text of rug"])
    found = products.vectors("encoder")
    assert sorted(found) == ["text of lamp", "text of rug"]
    assert found["text of rug"].tolist() == [0, 1, 0, 0]
    assert products.vectors("another encoder") == {}


def test_rows_of_an_earlier_release_have_no_text_and_are_embedded_anew(store: Store) -> None:
    Products(store).replace([LAMP], vectors(1), "encoder")
    assert Products(store).vectors("encoder") == {}
