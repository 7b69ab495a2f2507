"""Words that a shop's own things give another meaning: "green tea" is no colour, "non stick" refuses nothing, "for my lelit" fits one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product


def product(
    title: str, category: str, told: str = "", brand: str = "", tags: tuple[str, ...] = (), **more: tuple[str, ...]
) -> Product:
    return Product(title, title, told, category, brand, price=Decimal(9), tags=tags, **more)


SHELF = Shelf(
    [
        product("Sencha", "Tea", tags=("green",)),
        product("Assam", "Tea", "A black tea for the morning. Not for kids."),
        product("Rooibos", "Tea", "Mild, good for kids too."),
        product("Ridge Pan", "Pans", tags=("non-stick",)),
        product("Iron Pan", "Pans", brand="Hamel", colors=("Black",)),
        product("Door Gasket", "Spares", "Fits every Velo oven.", brand="Partwell"),
        product("Velo Oven", "Ovens", brand="Velo", colors=("Green", "Black")),
        product("Sticky Toffee", "Sweets"),
    ]
)


def read(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.values) for each in read_wish(text, SHELF.vocabulary).filters]


def fitting(text: str) -> list[str]:
    found = SHELF.meets(read_wish(text, SHELF.vocabulary).filters)
    return [each.title for each, fits in zip(SHELF.products, found, strict=True) if fits]


@pytest.mark.parametrize("text", ["green tea", "black tea"])
def test_a_kind_that_is_called_by_a_colour_is_asked_for_by_its_name(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "color"), [("black pan", "black"), ("a green oven", "green")])
def test_a_thing_that_has_a_colour_is_asked_for_in_it(text: str, color: str) -> None:
    assert read(text) == [("color", (color,))]


@pytest.mark.parametrize("text", ["non stick pan", "non-stick pan", "nonstick pan"])
def test_what_the_shop_calls_non_something_is_wanted_and_not_refused(text: str) -> None:
    assert read(text) == [("feature", ("non stick",))]


def test_what_is_called_non_something_can_be_refused() -> None:
    assert "Ridge Pan" not in fitting("not non stick")


def test_a_brand_behind_a_thing_is_what_it_must_fit() -> None:
    assert fitting("gasket for my velo") == ["Door Gasket", "Velo Oven"]
    assert read("looking for a velo") == [("brand", ("Velo",))]


def test_a_place_that_things_are_made_in_is_no_material() -> None:
    assert read("pans made in france") == []


def test_a_description_tells_whom_a_thing_is_good_for() -> None:
    kids = SHELF.mask(Filter("audience", ("kids",)))
    assert [each.title for each, fits in zip(SHELF.products, kids, strict=True) if fits] == ["Rooibos"]


@pytest.mark.parametrize("text", ["green oven? i see only black", "i only see black ovens, do you have green ones"])
def test_the_only_colour_that_is_seen_is_not_the_one_that_is_wished(text: str) -> None:
    assert ("color", ("green",)) in read(text)


def test_colours_that_alone_would_do_are_both_wished() -> None:
    assert read("only black or only green") == [("color", ("black", "green"))]
