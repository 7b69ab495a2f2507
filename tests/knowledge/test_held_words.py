"""Only what a record says is claimed to fit: words, codes, numbers and measures of a wish, over a small shop of parts and plants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.kinds import noun_of
from chatbot.knowledge.product_claims import Claims
from chatbot.knowledge.product_hits import Found, Hit
from chatbot.knowledge.product_index import Index
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.training.evaluate_products import build_index

PRODUCTS = [
    Product("oil-30", "Lubra Engine Oil 5W-30 4 L", category="Oils"),
    Product("oil-40", "Lubra Engine Oil 10W-40 4 L", category="Oils"),
    Product("bulb-h1", "Lux H1 Bulb", category="Bulbs", description="Halogen bulb, 12 V."),
    Product("bulb-h4", "Lux H4 Bulb", category="Bulbs", description="Halogen bulb, 12 V."),
    Product("disc-6", "Brake Disc Front Polo VI 2010-2016", category="Brake Discs", description="Steel."),
    Product("disc-5", "Brake Disc Front Polo IV 2001-2005", category="Brake Discs", description="Steel."),
    Product("blade-45", "Wiper Blade 45 cm", category="Wipers"),
    Product("blade-50", "Wiper Blade 50 cm", category="Wipers"),
    Product("table", "Round 6 Seat Oak Table", category="Furniture", description="For the garden."),
    Product("cover", "Cover for 6 Seat Table", category="Furniture", description="Keeps the rain off."),
    Product("fern", "Tree Fern, 30cm", category="Plants", sizes=("30cm",), attributes=(("height", "60 cm"),), price=Decimal(30)),
    Product(
        "fern-xl", "Tree Fern, 50cm", category="Plants", sizes=("50cm",), attributes=(("height", "90 cm"),), price=Decimal(50)
    ),
    Product("lily", "White Lily", category="Plants", colors=("white",), description="A lily for a vase."),
    Product("rose", "Red Climbing Rose", category="Plants", colors=("red",), description="A rose for a wall."),
    Product("soil", "Potting Soil 20 litre", category="Soil", description="For all plants."),
    Product("saucer", "Clay Saucer", category="Pots", attributes=(("fits pot", "20 cm"),), description="For under a pot."),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(PRODUCTS, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))


def search(index: Index, text: str, *than: str) -> Found:
    return index.search(index.read(index.repair(text)), 4, than=[each for each in PRODUCTS if each.id in than])


def ids(found: Found) -> list[str]:
    return [hit.product.id for hit in found.hits]


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("oil 5w30", "oil-30"),
        ("oil 10W-40", "oil-40"),
        ("h4 bulb", "bulb-h4"),
        ("H-1 bulb", "bulb-h1"),
        ("brake disc polo 6", "disc-6"),
    ],
)
def test_of_a_code_or_a_model_only_that_one_is_shown(index: Index, wish: str, shown: str) -> None:
    found = search(index, wish)
    assert (ids(found), found.missed, found.is_sure) == ([shown], (), True)


@pytest.mark.parametrize(("wish", "missed"), [("oil 0w-16", "0w-16"), ("h15 bulb", "h15"), ("luftwerk wiper blade", "luftwerk")])
def test_a_code_or_a_name_that_no_record_holds_is_told(index: Index, wish: str, missed: str) -> None:
    found = search(index, wish)
    assert found.hits
    assert missed in found.missed


def test_a_year_is_held_by_the_years_around_it() -> None:
    claims = Claims(PRODUCTS)
    assert [PRODUCTS[n].id for n in claims.holds("2012").nonzero()[0]] == ["disc-6"]
    assert not claims.is_known("2019")


def test_a_flower_of_another_kind_is_not_shown_for_its_colour(index: Index) -> None:
    assert (ids(search(index, "red lily"))[0], search(index, "red lily").missed) == ("lily", ("red",))


def test_the_cover_of_a_thing_is_not_shown_as_the_thing(index: Index) -> None:
    assert ids(search(index, "6 seater table")) == ["table"]


def test_words_of_a_need_that_no_page_says_are_not_claimed(index: Index) -> None:
    found = search(index, "table for my sunny balcony")
    assert (ids(found)[0], found.is_sure) == ("table", False)


def test_a_measure_that_is_only_near_is_told_as_not_met(index: Index) -> None:
    assert (ids(search(index, "wiper blade 50 cm")), search(index, "wiper blade 50 cm").missed) == (["blade-50"], ())
    assert search(index, "wiper blade 48 cm").missed == ("48 cm",)


def test_a_named_measure_is_met_by_the_title_of_what_is_not_measured_so(index: Index) -> None:
    assert (ids(search(index, "fern in a 50 cm pot")), search(index, "fern in a 50 cm pot").missed) == (["fern-xl"], ())


def test_bigger_is_read_of_what_the_compared_things_are_measured_by(index: Index) -> None:
    assert ids(search(index, "bigger fern", "fern")) == ["fern-xl"]


@pytest.mark.parametrize(
    ("title", "noun"),
    [("Tall Fern 12cm pot", "fern"), ("Potting Soil 3 litre", "soil"), ("18V Planer", "planer"), ("Plum bare root", "plum")],
)
def test_the_amount_that_is_sold_is_no_noun_of_a_title(title: str, noun: str) -> None:
    assert noun_of(title) == noun


def test_a_word_is_held_in_either_spelling_and_in_other_forms() -> None:
    claims = Claims([Product("1", "Winter Tyres"), Product("2", "Polarised Sunglasses", description="For drivers.")])
    held = [list(claims.holds(word)) for word in ("tire", "polarized", "glasses", "driving")]
    assert held == [[True, False], [False, True], [False, True], [False, True]]


def test_a_clause_that_was_not_read_is_not_claimed(index: Index) -> None:
    assert not search(index, "a lily that never needs shade").is_sure


def test_cheaper_keeps_the_code_that_was_asked_for() -> None:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    bulbs = [Product(name, f"Lux {name} Bulb", category="Bulbs", price=Decimal(price)) for name, price in (("H1", 3), ("H4", 9))]
    index = build_index(bulbs, encoder)
    found = index.search(index.read("cheaper h4 bulb"), 4, than=bulbs[1:])
    assert (ids(found), found.missed[:1]) == (["H4"], ("cheaper",))


def test_a_kind_beside_a_code_of_several_things_names_none_of_them() -> None:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    titles = ("Lux H4 Duo Bulb", "Nova H4 Original", "Orbi H4 Long Life")
    kit = Product("kit", "Chain Kit Tracer 2014-2020", category="Chains")
    names = build_index([*(Product(each, each, category="Bulbs") for each in titles), kit], encoder).names
    assert names.named("h4 bulb price") == []
    assert (names.named("chain kit tracer 2023"), names.named("chain kit tracer 2016")) == ([], [kit])


@pytest.fixture(scope="module")
def plainly_called() -> Index:
    """Products whose names are common words and digits."""
    titles = (
        "Not So Much Polish 200 ml",
        "Polish Cloth",
        "Ruhr Base Coat 3-2-1 2 L",
        "Ruhr Base Coat Plus 2 L",
        "Elk Stool, Cork Touch",
    )
    titles = (*titles, "Elk Throw Cover", "Painted Vase")
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    return build_index([Product(each, each, category="Care", description=f"{each}.") for each in titles], encoder)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("is the not so much polish food safe", ["Not So Much Polish 200 ml"]),
        ("is the base coat 321 ok on tiles", ["Ruhr Base Coat 3-2-1 2 L"]),
        ("price of base coat 3-2-1", ["Ruhr Base Coat 3-2-1 2 L"]),
        ("the elk one i have been touching, is that covered", []),
        ("do you have the elk cork touch", ["Elk Stool, Cork Touch"]),
        ("is the painted vase for flowers", ["Painted Vase"]),
    ],
)
def test_common_words_digits_and_what_is_done_name_what_is_called_just_so(
    plainly_called: Index, text: str, named: list[str]
) -> None:
    assert [each.id for each in plainly_called.names.named(text)] == named


def test_a_name_and_the_same_with_one_word_more_are_two() -> None:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    fens = [Product(color, f"Fen Boot 3, {color}", category="Boots", brand="Fen", colors=(color,)) for color in ("Black", "Grey")]
    others = [Product(thing, f"{thing} Lined", category="Wear") for thing in ("Fen Boot 3", "Coat", "Hat", "Glove", "Cape")]
    names = build_index([*fens, *others], encoder).names
    assert {each.id for each in names.named("difference fen boot 3 and fen boot 3 lined")} == {"Black", "Fen Boot 3"}


def test_what_is_done_with_a_thing_makes_no_other_thing_of_it(index: Index) -> None:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    coat = Product("coat", "Padded Coat", category="Coats", description="Filled by hand, machine washable.")
    assert build_index([coat, *PRODUCTS], encoder).search(index.read("washing machine"), 4).hits == ()


def test_a_word_of_the_name_that_nothing_holds_is_what_the_shop_lacks(index: Index) -> None:
    wishes = [index.read(text) for text in ("do you have a hydraulic table", "oak table")]
    assert [index.held.unknown_name(each) for each in wishes] == [["hydraulic"], []]


SALON = [
    Product("braid-30", "Loop Braiding Yarn, 30, 52 cm", category="Yarn", colors=("30",), attributes=(("length", "52 cm"),)),
    Product("braid-27", "Loop Braiding Yarn, 27, 52 cm", category="Yarn", colors=("27",), attributes=(("length", "52 cm"),)),
    Product("braid-mix", "Loop Braiding Yarn, #27/30, 52 cm", category="Yarn", colors=("#27/30",)),
    Product("braid-1b", "Loop Braiding Yarn, #1B, 52 cm", category="Yarn", colors=("#1B",)),
    Product("tap-gold", "Rill 24K Gold Tap", category="Taps"),
    Product("tap", "Rill Steel Tap", category="Taps"),
    Product("bath", "Wool Bathmat", category="Mats"),
    Product("bleach", "Lift Cream 500 g", category="Bleach", sizes=("10 Volume", "20 Volume"), size_name="strength"),
    Product("vase", "Tall Vase", category="Vases", attributes=(("volume", "3 l"),)),
    Product("dye", "Old Dye 5 Volume Plus", category="Dyes", attributes=(("volume", "5"),)),
    *(Product(f"lamp-{n}", f"Lamp M{n} Desk Light", category="Lamps") for n in (61, 62)),
]  # fmt: skip


@pytest.fixture(scope="module")
def salon() -> Index:
    return build_index(SALON, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("yarn 52 cm color 30", ["braid-30"]),
        ("braiding yarn in 1b", ["braid-1b"]),
        ("yarn #27/30", ["braid-mix"]),
        ("gold tap", ["tap-gold"]),
        ("do you have wool bath mats", ["bath"]),
        ("20 volume cream", ["bleach"]),
    ],
)
def test_shade_codes_words_of_titles_compounds_and_options_are_met(salon: Index, wish: str, shown: list[str]) -> None:
    found = search(salon, wish)
    assert (ids(found), found.missed) == (shown, ())


def test_where_a_card_holds_every_word_no_other_card_makes_it_unmet(salon: Index) -> None:
    cards = [each for each in salon.shelf.products if each.id.startswith("lamp")]
    found = salon._claimed(salon.read("desk light m62"), Found(tuple(Hit(each, 1.0, "") for each in cards)))
    assert (ids(found), found.missed) == (["lamp-62"], ())
