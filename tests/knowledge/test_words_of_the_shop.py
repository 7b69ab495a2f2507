"""Words that a shop's own things give another meaning: "green tea" is no colour, "non stick" refuses nothing, "for my lelit" fits one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.filters import Filter
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.training.evaluate_products import build_index


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


CELLAR = [
    *(
        Product(title, title, category=kind, attributes=(("maker", "Hill Wines"), ("region", region), ("style", style)))
        for title, kind, region, style in (
            ("Tempranillo 2020", "Red", "Toro", "Dry"),
            ("Merlot 2019", "Red", "Bordeaux", "Soft"),
            ("Riesling 2021", "White", "Mosel", "Sweet"),
            ("Viura 2022", "White", "Toro", "Dry"),
            ("Pils Red Label", "Beer", "Plzen", "Lager"),
        )
    ),
    Product("glass", "Wine Glass", category="Glasses"),
    Product("vinegar", "White Vinegar", category="Vinegar"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("have you a red from toro", ["Tempranillo 2020"]),
        ("sweet white wine", ["Riesling 2021"]),
        ("red wine", ["Merlot 2019", "Tempranillo 2020"]),
        ("any red bordeaux", ["Merlot 2019"]),
        ("white vinegar", ["vinegar"]),
    ],
)
def test_a_colour_that_a_shelf_or_a_region_is_called_by_is_no_colour(wish: str, shown: list[str]) -> None:
    index = build_index(CELLAR, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))
    found = index.search(index.read(index.repair(wish)), 4)
    assert (sorted(hit.product.id for hit in found.hits), found.missed) == (shown, ())


def test_a_colour_that_a_thing_can_be_had_in_stays_one_though_a_shelf_is_called_so() -> None:
    shelf = Shelf(
        [Product("a", "Tulip", category="Red", colors=("red",)), Product("b", "Daisy", category="White", colors=("white",))]
    )
    assert read_wish("red tulip", shelf.vocabulary).values("color") == ("red",)


def test_kin_in_a_title_is_a_name_unless_the_thing_is_for_them() -> None:
    shelf = Shelf(
        [Product("a", "Brother Sewing Machine"), Product("b", "Mug for Dad"), Product("c", "Men's Cap"), Product("d", "Pan")]
    )
    named = shelf.names(read_wish("present for my brother", shelf.vocabulary).filters[0])
    assert [each.id for each, is_named in zip(shelf.products, named, strict=True) if is_named] == ["b", "c"]


def test_spellings_of_one_feature_meet_what_has_either() -> None:
    shelf = Shelf(
        [Product("a", "Clog", tags=("slip resistant",)), Product("b", "Sock", "Sock", "Non-slip sole."), Product("c", "Hat")]
    )
    wanted = read_wish("anti slip", shelf.vocabulary).filters[0]
    assert shelf.mask(wanted).tolist() == [True, True, False]


@pytest.mark.parametrize("text", ["one to get out of it easily", "for getting out of soon"])
def test_words_behind_out_of_are_no_material(text: str) -> None:
    shelf = Shelf([Product("a", "Chair", sizes=("H", "I")), Product("b", "Stool", sizes=("H", "I"))])
    assert read_wish(text, shelf.vocabulary).filters == ()


def test_a_greeting_is_no_part_of_a_wish() -> None:
    assert read_wish("morning guys, any pans", SHELF.vocabulary).rest == ("pans",)


def test_what_a_customer_has_is_not_what_is_wished() -> None:
    wish = read_wish("i have a velo oven, what can i scrub with", SHELF.vocabulary)
    assert (wish.filters, wish.rest) == ((), ("scrub",))


def test_cream_is_shown_for_beige_and_not_for_white() -> None:
    shelf = Shelf([Product(color, "Mug", colors=(color,)) for color in ("Warm Cream", "Pure White")])
    assert shelf.mask(Filter("color", ("white",), said="white")).tolist() == [False, True]
    assert shelf.mask(Filter("color", ("beige",), said="beige")).tolist() == [True, False]
