"""A size or an amount that is asked for after one product, where the catalogue has each size as a product of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from chatbot.records import Product
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk


def product(id: str, title: str, *sizes: str, stock: int = 8, **fields: Any) -> Product:
    return Product(id, title, price=Decimal(59), stock=stock, sizes=sizes, **fields)


@pytest.fixture
def shop(open_shop: OpenShop) -> Talk:
    rug, paint, coat = {"category": "Rugs"}, {"category": "Paint"}, {"category": "Dogs"}
    products = [
        product("rug-l-sand", "Atlas Wool Rug Large 8 mm Sand", "Large", colors=("Sand",), **rug),
        product("rug-m-rust", "Atlas Wool Rug Medium 8 mm Rust", "Medium", colors=("Rust",), **rug),
        product("rug-m-thick", "Atlas Wool Rug Medium 12 mm Sand", "Medium", colors=("Sand",), **rug),
        product("rug-m-sand", "Atlas Wool Rug Medium 8 mm Sand", "Medium", colors=("Sand",), **rug),
        product("rug-s-sand", "Atlas Wool Rug Small 8 mm Sand", "Small", stock=0, colors=("Sand",), **rug),
        product("rug-jute", "Delta Jute Rug Large", "Large", **rug),
        product("paint-2", "Chalky Wall Paint 2.5 l", **paint),
        product("paint-5", "Chalky Wall Paint 5 l", **paint),
        product("paint-metal", "Metal Paint 750 ml", **paint),
        product("coat", "Puppy Rain Coat", "Small", tags=("puppy",), **coat),
    ]
    return Talk(open_shop(products))


@pytest.mark.parametrize(
    ("first", "asked", "told"),
    [
        ("atlas wool rug large 8 mm sand", "medium?", "rug-m-sand"),
        ("atlas wool rug large 8 mm sand", "in medium", "rug-m-sand"),
        ("atlas wool rug large 8 mm sand", "medium one available?", "rug-m-sand"),
        ("atlas wool rug medium 12 mm sand", "and 8 mm?", "rug-m-sand"),
        ("chalky wall paint 2.5 l", "do you have it in 5 l", "paint-5"),
    ],
)
def test_a_size_asked_after_a_product_is_told_of_the_one_that_has_it(shop: Talk, first: str, asked: str, told: str) -> None:
    shop.say(first, ADVICE)
    assert shop.say(asked, QUESTION)[0] == "product_in_stock"
    assert (shop.shown, shop.state.last_product) == ([told], told)


def test_a_size_whose_product_is_sold_out_is_told_as_sold_out(shop: Talk) -> None:
    shop.say("atlas wool rug large 8 mm sand", ADVICE)
    assert shop.say("small?", QUESTION)[0] == "product_sold_out"
    assert shop.answer.say[0].slots["product"] == "Atlas Wool Rug Small 8 mm Sand"


def test_a_size_that_no_product_of_the_name_has_is_told_as_lacking(shop: Talk) -> None:
    shop.say("delta jute rug large", ADVICE)
    shop.say("in medium?", QUESTION)
    assert (shop.shown, shop.facts) == (["rug-jute"], ["size Large, not medium"])


def test_an_amount_that_no_product_of_the_name_has_is_never_told_as_there(shop: Talk) -> None:
    shop.say("chalky wall paint 5 l", ADVICE)
    assert "product_in_stock" not in shop.say("10 l?", QUESTION)


def test_the_size_that_was_chosen_last_is_the_one_that_is_bought(shop: Talk) -> None:
    shop.say("atlas wool rug large 8 mm sand", ADVICE)
    shop.say("medium?", QUESTION)
    bought = shop.skill.bought(shop.context("add to cart", ADVICE))
    assert bought is not None
    assert [card.id for card in bought.products] == ["rug-m-sand"]


def test_a_size_asked_after_several_models_is_looked_for_among_their_kind(shop: Talk) -> None:
    shop.say("rugs in large", ADVICE)
    shop.say("medium one", ADVICE)
    assert set(shop.shown) == {"rug-m-rust", "rug-m-thick", "rug-m-sand"}


def test_what_was_told_by_its_name_can_be_narrowed(shop: Talk) -> None:
    shop.say("atlas wool rug large 8 mm sand", ADVICE)
    assert shop.state.last_search == "atlas wool rug large 8 mm sand"
