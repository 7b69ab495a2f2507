"""Sizes that are words, the sides of a thing, and what a thing must carry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.knowledge.extents import extents_in
from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product

BEDS = Shelf(
    [
        Product(f"{kind}-{size}", f"{title} {size}", price=Decimal(900), category=kind, sizes=(size,),
                attributes=(("dimensions", sides), ("weight_kg", "30")), material=material)
        for size, sides in (("King", "78x72 inch"), ("Queen", "78x60 inch"), ("Single", "72x36 inch"))
        for kind, title, material in (("Mattresses", "Natural Latex Mattress", "latex"), ("Beds", "Oak Bed", "oak wood"))
    ] + [Product("stool", "Stool", price=Decimal(50), category="Stools", colors=("Natural",), sizes=("Small",))]
)  # fmt: skip


def filters(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.said) for each in read(text).filters]


def read(text: str) -> Wish:
    return read_wish(text, BEDS.vocabulary)


@pytest.mark.parametrize("text", ["king size bed", "bed size king", "a king bed", "bed in king", "king"])
def test_a_size_that_is_a_word_is_one_wherever_it_stands(text: str) -> None:
    assert filters(text) == [("size", "size king")]


def test_small_is_no_size_of_a_small_gift() -> None:
    assert filters("a small gift") == []


@pytest.mark.parametrize(
    "text", ["mattress for 78x72", "72 x 78 inch mattress", "198 x 183 cm mattress", "78*72", "6.5 ft by 6 ft bed"]
)
def test_two_sides_are_a_size_and_never_a_price(text: str) -> None:
    (wanted,) = read(text).filters
    assert [product.id for product, fits in zip(BEDS.products, BEDS.mask(wanted), strict=True) if fits] == [
        "Mattresses-King",
        "Beds-King",
    ]


@pytest.mark.parametrize(("text", "sizes"), [("mattress 3x6", ["Single"]), ("6.5 x 5 bed", ["Queen"]), ("mattress 13x14", [])])
def test_two_short_sides_without_a_unit_may_be_feet(text: str, sizes: list[str]) -> None:
    (wanted,) = read(text).filters
    fitting = [product.sizes[0] for product, fits in zip(BEDS.products, BEDS.mask(wanted), strict=True) if fits]
    assert fitting == [size for size in sizes for _ in range(2)]


@pytest.mark.parametrize("text", ["6 x 400 g", "2 x 100ml", "5 x 3kg", "12 x AA"])
def test_a_pack_has_no_sides(text: str) -> None:
    assert extents_in(text) == ()


def test_what_a_customer_or_a_pet_weighs_is_not_the_weight_of_the_thing() -> None:
    for text in ("bed for a 110 kg person", "my dog weighs 30 kg, bed", "i am 95 kg, which mattress"):
        assert not [each for each in read(text).filters if each.kind == "measure"]
    assert [each.kind for each in read("mattress under 40 kg").filters] == ["measure"]


def test_a_mower_for_300_square_metres_may_do_400() -> None:
    mowers = Shelf(
        [Product("small", "Mower", attributes=(("area_m2", "200"),)), Product("big", "Mower", attributes=(("area_m2", "400"),))]
    )
    assert mowers.meets(read_wish("mower for 300 m2", mowers.vocabulary).filters).tolist() == [False, True]


def test_a_colour_word_in_other_things_names_is_no_colour() -> None:
    assert filters("natural latex mattress") == []


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("bed under 1 lakh", 100_000),
        ("sofa below 1.25 lakh", 125_000),
        ("bed under 50 thousand", 50_000),
        ("max 1 crore", 10_000_000),
    ],
)
def test_large_amounts_are_read_with_their_word(text: str, most: int) -> None:
    assert [(each.kind, each.high) for each in read(text).filters] == [("price", Decimal(most))]


def test_without_springs_refuses_a_spring_mattress() -> None:
    shelf = Shelf([Product("a", "Pocket Spring Mattress"), Product("b", "Wooden Bed")])
    assert Filter("not", ("word", "spring"), said="not spring") in read_wish("mattress without springs", shelf.vocabulary).filters


def test_who_wants_suits_from_a_shop_of_suits_gets_no_shoes() -> None:
    shelf = Shelf([Product("a", "Tweed Suit", category="Suits", colors=("navy",)), Product("b", "Boots", colors=("navy",))])
    assert read_wish("navy suits", shelf.vocabulary).rest == ("suits",)
    assert read_wish("what would suit me", shelf.vocabulary).rest == ()


BENCH = Shelf(
    [
        Product("brush", "Bristle Brush", price=Decimal(9), category="Brushes", brand="Hamel", sizes=("25 mm", "50 mm"), size_name="width"),
        Product("boot", "Work Boot", price=Decimal(60), category="Boots", sizes=("42", "43")),
    ]
)  # fmt: skip


@pytest.mark.parametrize("text", ["brushes for a 50", "brush for 50", "50 brush", "brush 50", "brush width 50"])
def test_a_bare_number_beside_a_thing_that_has_it_as_a_size_is_a_size(text: str) -> None:
    assert read_wish(text, BENCH.vocabulary).values("size") == ("50",)


@pytest.mark.parametrize("text", ["50 brushes", "brush for 50 hamel", "brush for 50 walls", "boots for a 50"])
def test_a_count_and_a_part_of_a_name_are_neither_size_nor_price(text: str) -> None:
    assert {each.kind for each in read_wish(text, BENCH.vocabulary).filters} <= {"fits"}


@pytest.mark.parametrize("text", ["something for 50", "boots for 50", "boots for 50 please", "brush under 50"])
def test_a_bare_number_that_is_no_size_of_the_thing_is_a_price(text: str) -> None:
    assert [each.kind for each in read_wish(text, BENCH.vocabulary).filters] == ["price"]


def test_a_size_that_is_a_length_is_no_other_size_near_it() -> None:
    (wanted,) = read_wish("a 48 mm brush", BENCH.vocabulary).filters
    assert BENCH.mask(wanted).any()
    (wanted,) = read_wish("a 50 mm brush", BENCH.vocabulary).filters
    assert (wanted.low, wanted.high) == (Decimal(5), Decimal(5))


def test_a_number_in_a_name_is_no_size() -> None:
    watch = Shelf([Product("w", "Verrano 40", price=Decimal(90), category="Watches", sizes=("40 mm",))])
    assert read_wish("how many links has the verrano 40", watch.vocabulary).values("size") == ()


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("readers +1", ("+1.00",)),
        ("readers 1.5", ("+1.50",)),
        ("readers 1", ("+1.00",)),
        ("readers +9", ("+9",)),
        ("-2.5 goggles", ("-2.50",)),
    ],
)
def test_a_strength_is_a_number_however_it_is_written(text: str, sizes: tuple[str, ...]) -> None:
    readers = Product("1", "Slim Readers", category="Readers", sizes=("+1.00", "+1.50"), size_name="strength")
    goggles = Product("2", "Dive Goggles", category="Goggles", sizes=("-2.50", "-3.00"), size_name="power")
    assert read_wish(text, Shelf([readers, goggles]).vocabulary).values("size") == sizes


def test_a_count_of_things_that_have_strengths_is_none() -> None:
    readers = Product("1", "Slim Readers", category="Readers", sizes=("+1.00", "+2.00"), size_name="strength")
    assert read_wish("2 readers", Shelf([readers]).vocabulary).values("size") == ()


def test_what_a_cover_fits_is_no_size_of_the_thing_that_is_called_so() -> None:
    cover = Product("cover", "Nylon Cover", category="Covers", sizes=("Vesta 9", "Vesta 9 Plus"), size_name="compatible model")
    stove, other = Product("stove", "Vesta 9 Camp Stove", category="Stoves"), Product("pan", "Pan", category="Pans")
    shelf = Shelf([cover, stove, other])
    wish = read_wish("vesta 9 stove", shelf.vocabulary)
    assert [(each.kind, each.said) for each in wish.filters] == [("fits", "for vesta 9")]
    assert shelf.meets(wish.filters).tolist() == [True, True, False]


GLOVES = Shelf(
    [
        Product("ski", "Ski Gloves", price=Decimal(40), category="Gloves", sizes=("8/Slim", "8.5/Slim", "8/XY", "9/XY")),
        Product("pad", "Knee Pads", price=Decimal(9), category="Pads", sizes=("A", "B", "I")),
    ]
)


@pytest.mark.parametrize("text", ["I want gloves for skiing", "A present for a friend", "gloves, I ski a lot", "gloves in a box"])
def test_i_and_a_are_no_sizes_though_something_is_of_such_a_one(text: str) -> None:
    assert read_wish(text, GLOVES.vocabulary).values("size") == ()


@pytest.mark.parametrize("text", ["knee pads size A", "do you have them in A?"])
def test_a_letter_that_is_called_a_size_is_one(text: str) -> None:
    assert read_wish(text, GLOVES.vocabulary).values("size") == ("A",)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("size 8 slim", ("8/SLIM",)), ("gloves in 9 and XY", ("9/XY",)), ("size 12 XY", ("12/XY",)), ("size 8.5", ("8.5",))],
)
def test_sizes_of_two_options_must_hold_for_one_variant(text: str, sizes: tuple[str, ...]) -> None:
    wish = read_wish(text, GLOVES.vocabulary)
    assert wish.values("size") == sizes
    assert GLOVES.meets(wish.filters).any() == (sizes != ("12/XY",))


def test_a_decimal_is_a_size_of_the_kind_that_is_named() -> None:
    assert read_wish("gloves mens 8.5", GLOVES.vocabulary).values("size") == ("8.5",)
    assert read_wish("gloves 8.5 mm thick", GLOVES.vocabulary).values("size") == ()


def test_small_is_no_size_in_a_shop_without_such_sizes() -> None:
    assert read_wish("would the gloves fit in a small bag", GLOVES.vocabulary).values("size") == ()
