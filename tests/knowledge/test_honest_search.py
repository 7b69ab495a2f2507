"""What the search claims and what it leaves out, over a small shop of several trades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.product_hits import Found
from chatbot.knowledge.product_index import Index
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.training.evaluate_products import build_index

SHOP = (
    ("Harbour E-bike Step Through", "Bikes", "", 1999, "An e-bike with a mid motor.", ""),
    ("Tor Mountain Bike", "Bikes", "", 899, "Eleven gears.", ""),
    ("Rim Chain Lock", "Locks", "", 39, "Hardened steel.", ""),
    ("Rim Folding Lock", "Locks", "", 59, "Small when folded.", ""),
    ("Calm Yoga Mat", "Mats", "", 49, "Natural rubber.", ""),
    ("Steady Yoga Mat", "Mats", "", 59, "For long sessions.", "PVC, latex-free"),
    ("Down Sleeping Bag", "Sleeping Bags", "", 199, "For winter nights.", ""),
    ("Thin Sleeping Bag", "Sleeping Bags", "", 79, "For summer, from 15 degrees.", ""),
    ("Universal Rain Cover", "Accessories", "Prams", 25, "Fits most.", ""),
    ("Wren Stroller", "Strollers", "", 199, "Folds flat, with a canopy.", ""),
    ("Wren Stroller - No Canopy", "Strollers", "", 159, "Folds flat.", ""),
    ("Ember Patio Heater", "Heaters", "", 89, "Warms like 900 W of an older one. 450 g of steel. The cable is 2 m.", ""),
    ("Glow Patio Heater, 300 W", "Heaters", "", 69, "For a balcony.", ""),
    ("Coach Pram", "Prams", "", 599, "Large wheels.", ""),
)


@pytest.fixture(scope="module")
def index() -> Index:
    products = [
        Product(f"p{n}", title, told, kind, "", Decimal(price), material=material, tags=(tag,) if tag else (), stock=5)
        for n, (title, kind, tag, price, told, material) in enumerate(SHOP)
    ]
    return build_index(products, Encoder.load(ROOT / "data" / "models" / "encoder", threads=2))


def search(index: Index, text: str, *than: str) -> Found:
    shown = [each for each in index.shelf.products if each.title in than]
    return index.search(index.read(index.repair(text)), 4, than=shown)


def titles(found: Found) -> list[str]:
    return [hit.product.title for hit in found.hits]


@pytest.mark.parametrize("wish", ["ebike", "an ebike please", "e-bike", "e bike"])
def test_a_hyphenated_word_is_found_however_it_is_written(index: Index, wish: str) -> None:
    assert titles(search(index, wish))[0] == "Harbour E-bike Step Through"


@pytest.mark.parametrize("wish", ["strongest lock", "quietest lock"])
def test_what_no_record_can_be_ranked_by_is_not_claimed(index: Index, wish: str) -> None:
    assert search(index, wish).missed == (wish.split()[0],)


def test_what_says_that_it_is_free_of_something_comes_before_what_is_silent(index: Index) -> None:
    assert titles(search(index, "yoga mat without latex"))[0] == "Steady Yoga Mat"


def test_that_nothing_tells_what_is_without_a_stuff_is_said(index: Index) -> None:
    assert search(index, "yoga mat without phthalates").missed == ("without phthalates",)


def test_what_is_for_summer_is_not_shown_for_winter(index: Index) -> None:
    assert "Thin Sleeping Bag" not in titles(search(index, "sleeping bag for winter"))


def test_an_accessory_is_not_shown_as_the_thing_that_it_is_for(index: Index) -> None:
    assert titles(search(index, "pram"))[0] == "Coach Pram"
    assert "Universal Rain Cover" not in titles(search(index, "pram"))


def test_cheaper_never_brings_what_is_dearer_than_the_cheapest_shown(index: Index) -> None:
    found = search(index, "cheaper locks", "Rim Chain Lock", "Rim Folding Lock")
    assert "cheaper" in found.missed
    assert titles(found) == ["Rim Chain Lock"]


LARDER = (
    Product("oat", "Oat Biscuits", category="Biscuits", description="Contains wheat, oats, almonds."),
    Product("rice", "Gluten Free Rice Biscuits", category="Biscuits", description="Crisp."),
    Product("seed", "Seed Biscuits", category="Biscuits", attributes=(("suitable for", "Vegan, Vegetarian"),)),
    Product("box", "Tea Box", category="Boxes", attributes=(("contents", "Black tea, Walnut Cake"),)),
    Product("tin", "Tea Tin", category="Boxes", attributes=(("contents", "Black tea, Plum Cake"),)),
    Product("soup", "Vegan Lentil Soup", category="Soups"),
    Product("stew", "Beef Stew", category="Soups", attributes=(("vegan", "no"),)),
    Product("broth", "Leek Broth", category="Soups", attributes=(("vegan", "yes"),)),
)


@pytest.fixture(scope="module")
def larder() -> Index:
    return build_index(list(LARDER), Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("gluten free biscuits", ["rice"]),
        ("vegan biscuits", ["seed"]),
        ("vegan soup", ["broth", "soup"]),
        ("my gran is coeliac, which biscuits", ["rice"]),
        ("i am celiac, any soup", []),
        ("biscuits without nuts", ["rice", "seed"]),
        ("a tea gift box, she has a nut allergy", ["tin"]),
    ],
)
def test_what_a_title_a_value_or_the_contents_say_decides_who_may_eat_it(larder: Index, wish: str, shown: list[str]) -> None:
    found = search(larder, wish)
    assert (sorted(hit.product.id for hit in found.hits), found.missed) == (shown, ())


def test_what_is_silent_on_an_allergy_is_not_claimed_to_suit(larder: Index) -> None:
    assert not search(larder, "biscuits, i am allergic to nuts").is_sure
    assert search(larder, "biscuits without nuts").is_sure


def test_socks_that_are_called_diabetic_are_found_by_that_word() -> None:
    products = [Product("d", "Diabetic Sock", category="Socks"), Product("s", "Sports Sock", category="Socks")]
    index = build_index(products, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))
    assert titles(search(index, "diabetic socks")) == ["Diabetic Sock"]


def test_a_diabetic_asks_for_no_sugar_free_cream() -> None:
    index = build_index(
        [Product("c", "Foot Cream", category="Creams")], Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    )
    assert titles(search(index, "im diabetic, which foot cream")) == ["Foot Cream"]


def test_what_a_title_says_is_not_there_is_no_reason_to_show_it(index: Index) -> None:
    found = search(index, "stroller with canopy")
    assert [hit.product.title for hit in found.hits] == ["Wren Stroller"]
    assert "Wren Stroller - No Canopy" in [hit.product.title for hit in search(index, "stroller no canopy").hits]


def test_an_amount_that_the_text_tells_is_met(index: Index) -> None:
    told = search(index, "900w patio heater")
    assert [hit.product.title for hit in told.hits] == ["Ember Patio Heater"]
    assert not told.missed
    assert search(index, "700w patio heater").missed == ("700w",)
