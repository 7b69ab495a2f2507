"""Words that are said around a thing and that no product need meet, and what is sold beside the goods; over a small pottery shop."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.filters import Filter
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.training.evaluate_products import build_index

SHOP = (
    ("Clay Sample Bag", "Samples", 1, "A handful of the clay that you choose."),
    ("Stoneware Speckled", "Stoneware", 12, "For mugs, plates and bowls."),
    ("Terracotta Fine", "Terracotta", 9, "For garden pots and saucers."),
    ("Porcelain White", "Porcelain", 19, "For thin beakers."),
    ("Left-Handed Gouge", "Carving", 14, "For carving."),
    ("Glaze Celadon", "Glazes", 11, "Food safe."),
    ("Workshop - Wheel Throwing", "Workshops", 60, "Saturday morning, clay included."),
)


@pytest.fixture(scope="module")
def index() -> Index:
    products = [
        Product(f"p{n}", title, told, kind, price=Decimal(price), stock=5) for n, (title, kind, price, told) in enumerate(SHOP)
    ]
    return build_index(products, Encoder.load(ROOT / "data" / "models" / "encoder", threads=2))


def found(index: Index, text: str) -> list[str]:
    return [hit.product.title for hit in index.search(index.read(index.repair(text)), 4).hits]


def test_what_is_left_is_asked_of_the_stock_and_a_side_is_not(index: Index) -> None:
    asked, side = index.read("have you any celadon left"), index.read("a left handed gouge")
    assert ([each.kind for each in asked.filters], asked.rest) == (["stock"], ("celadon",))
    assert "left" in side.rest
    assert not side.filters


@pytest.mark.parametrize("whom", ["my aunt 72", "my dad, he's 81", "my mother, she is turning 65", "a man who is 66 years old"])
def test_how_old_a_grown_up_is_need_not_be_met_by_a_product(index: Index, whom: str) -> None:
    assert not any(word.isdigit() for word in index.read(f"porcelain for {whom}").rest)


def test_a_price_per_unit_names_no_unit_as_the_thing(index: Index) -> None:
    wish = index.read("what have you under 10 a kilo for saucers")
    assert (wish.rest, [each.said for each in wish.filters]) == (("saucers",), ["under €10"])


def test_about_a_small_number_is_a_size_and_about_a_hundred_is_money(index: Index) -> None:
    assert not index.read("a gouge, I take about a 12").filters
    assert [each.kind for each in index.read("a gouge for about a 100").filters] == ["price"]


def test_a_misspelled_superlative_is_one(index: Index) -> None:
    assert index.repair("hevaiest") == "heaviest"


@pytest.mark.parametrize("text", ["I want to knead the stoneware", "do yous stock any stoneware", "which is speckled less"])
def test_what_is_done_with_a_thing_and_how_is_not_told_as_missing(index: Index, text: str) -> None:
    assert index.search(index.read(text), 4).missed == ()


def test_a_sample_is_shown_only_to_who_asks_for_one(index: Index) -> None:
    assert found(index, "clay for mugs") == ["Stoneware Speckled"]
    assert found(index, "clay sample") == ["Clay Sample Bag"]


def test_what_the_whole_shop_sells_alone_is_asked_back_or_chosen_by_price(index: Index) -> None:
    assert found(index, "clay") == []
    assert "Terracotta Fine" in found(index, "clay under 10")
    assert "Clay Sample Bag" not in found(index, "clay under 10")


def test_a_lesson_that_is_called_by_every_word_is_meant(index: Index) -> None:
    assert found(index, "wheel throwing") == ["Workshop - Wheel Throwing"]


def test_what_a_record_tells_by_an_amount_is_there_where_others_deny_it() -> None:
    values = ("no", "4-way, 30%", "0%", "on 2 sides only", "yes")
    shelf = Shelf([Product(each, f"Cloth {each}", attributes=(("stretch", each),)) for each in values])
    assert shelf.mask(Filter("feature", ("stretch",))).tolist() == [False, True, False, False, True]


@pytest.mark.parametrize(
    ("text", "is_of_thing"),
    [
        ("a tall shelf, our room is only 2.4 m high", False),
        ("plant stand, sloping ceilings of around 2.1m", False),
        ("hose for the garden about 30 m", True),
        ("a pole about 2.2m", True),
    ],
)
def test_how_high_a_room_is_is_asked_of_no_thing(text: str, is_of_thing: bool) -> None:
    shelf = Shelf([Product("a", "Copper Pole 2 m", "", "Poles"), Product("b", "Hose 30 m", "", "Hoses")])
    assert any(each.kind == "measure" for each in read_wish(text, shelf.vocabulary).filters) is is_of_thing
