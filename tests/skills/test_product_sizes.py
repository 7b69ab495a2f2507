"""Sizes and other options of a product in conversation, and what it did cost before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from chatbot.knowledge.products import slug
from chatbot.records import Product
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk

REDUCED = (("reduced", "yes"), ("regular price", "£79.00"))


def product(id: str, title: str, sizes: tuple[str, ...], sold_out: tuple[str, ...] = (), **fields: Any) -> Product:
    return Product(id, title, price=Decimal(59), stock=8, sizes=sizes, sizes_sold_out=sold_out, **fields)


@pytest.fixture
def dresses(open_shop: OpenShop) -> Talk:
    products = [
        product("c", "Clementine Maxi Dress", ("8", "10"), ("12",), attributes=REDUCED),
        product("b-tan", "Suede Boots, Tan", ("5",), ("4",), colors=("Tan",)),
        product("b-black", "Suede Boots, Black", ("4", "5"), colors=("Black",)),
        product("s", "Office Shirt", ("15", "16"), ("14.5",), size_name="collar"),
        product("t", "Dog Treats", ("Chicken",), ("Fish",), size_name="flavour"),
        product("f", "Esprit Commuter", ("49 cm", "57 cm"), ("53 cm",)),
        product("h", "Puddle Jacket", ("2-3 years",), ("3-4 years",)),
        product("l", "Jade Lens Clear", ("+1.00",), ("+2.50",), size_name="power"),
        product("v", "Tomato Seeds, Marzano/Beefsteak", ("Marzano",), ("Beefsteak",), size_name="variety"),
    ]
    return Talk(open_shop(products))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("clementine dress do you have 12", ["Clementine Maxi Dress, size 12"]),
        ("is the clementine dress there in size 12", ["Clementine Maxi Dress, size 12"]),
        ("is the esprit commuter 53 in stock", ["Esprit Commuter, size 53 cm"]),
        ("suede boots tan 4", ["Suede Boots, Tan, size 4"]),
        ("office shirt 14.5 collar", ["Office Shirt, collar 14.5"]),
        ("jade lens clear 2.5 in stock", ["Jade Lens Clear, power +2.50"]),
        ("do you have dog treats in fish", ["Dog Treats, flavour Fish"]),
        ("tomato seeds beefsteak", ["Tomato Seeds, Marzano/Beefsteak, variety Beefsteak"]),
    ],
)
def test_a_size_that_is_sold_out_is_never_told_as_in_stock(dresses: Talk, asked: str, said: list[str]) -> None:
    acts = dresses.say(asked, QUESTION)
    assert acts[0] == "product_sold_out"
    assert "product_in_stock" not in acts
    assert [each.slots["product"] for each in dresses.answer.say[:1]] == said


@pytest.mark.parametrize(
    ("asked", "variant"),
    [
        ("clementine dress in 10?", "Clementine Maxi Dress, size 10"),
        ("suede boots 4", "Suede Boots, Black, size 4"),
        ("office shirt collar 16", "Office Shirt, collar 16"),
    ],
)
def test_a_size_that_is_there_is_told_by_its_name(dresses: Talk, asked: str, variant: str) -> None:
    assert dresses.say(asked, ADVICE) == ["product_in_stock"]
    assert dresses.answer.say[0].slots["product"] == variant


def test_a_size_that_was_never_made_does_not_swap_the_product_for_another(dresses: Talk) -> None:
    dresses.say("do you have the clementine dress in a 16", ADVICE)
    assert (dresses.shown, dresses.facts) == (["c"], ["sizes 8 and 10, not 16"])


def test_the_size_is_kept_where_only_another_colour_is_named(dresses: Talk) -> None:
    dresses.say("suede boots 4", ADVICE)
    assert dresses.say("tan?", QUESTION)[0] == "product_sold_out"


def test_a_size_is_answered_for_the_colour_that_was_chosen(dresses: Talk) -> None:
    dresses.say("suede boots in tan", ADVICE)
    assert dresses.say("size 4?", QUESTION)[0] == "product_sold_out"
    assert dresses.shown == ["b-tan"]


def test_a_number_that_counts_something_else_is_no_size(dresses: Talk) -> None:
    assert "product_sold_out" not in dresses.say("can the clementine dress be here by 12", QUESTION)
    assert "product_sold_out" not in dresses.say("clementine dress for 12 people", QUESTION)
    assert "product_sold_out" not in dresses.say("is the clementine dress long, i am 12'1", QUESTION)


def test_a_reduced_price_is_told_with_what_it_was(dresses: Talk) -> None:
    dresses.say("is the clementine dress reduced", QUESTION)
    assert dresses.facts == ["reduced from £79.00 to €59.00"]
    dresses.say("how much was it before", QUESTION)
    assert dresses.facts == ["regular price £79.00"]


def test_what_is_reduced_is_found_without_a_word_for_a_thing(dresses: Talk) -> None:
    found = dresses.skill.wished(dresses.context("what's reduced", QUESTION))
    assert found is not None
    assert [card.id for card in found.products] == ["c"]
    assert dresses.skill.wished(dresses.context("is it reduced", QUESTION)) is None


def test_a_size_between_those_of_a_product_is_never_told_as_in_stock(dresses: Talk) -> None:
    acts = dresses.say("is the esprit commuter 54 in stock", QUESTION)

    assert acts == ["product_fact"]
    assert dresses.answer.say[0].slots["fact"] == "sizes 49 cm and 57 cm, not 54"


def test_a_number_far_from_the_sizes_of_a_product_is_none_of_them(dresses: Talk) -> None:
    assert "product_fact" not in dresses.say("is the esprit commuter ok age 4", QUESTION)


def test_of_two_sizes_for_one_age_both_are_told(dresses: Talk) -> None:
    acts = dresses.say("puddle jacket in size 3", QUESTION)

    assert acts == ["product_in_stock", "product_sold_out"]
    assert [each.slots["product"] for each in dresses.answer.say] == [
        "Puddle Jacket, size 2-3 years",
        "Puddle Jacket, size 3-4 years",
    ]


def test_a_bare_size_is_met_by_what_has_it_and_not_by_what_is_of_one_size(open_shop: OpenShop) -> None:
    one = [Product(f"lamp-{n}", f"Lamp {n}", price=Decimal(9), stock=2, sizes=("One Size",), category="Lamps") for n in range(5)]
    vest = Product("vest", "Quilted Vest", price=Decimal(40), stock=2, sizes=("M", "XL"), category="Vests")
    talk = Talk(open_shop([*one, vest]))
    talk.say("do you have xl", ADVICE)
    assert talk.shown == ["vest"]


@pytest.fixture
def options(open_shop: OpenShop) -> Talk:
    page = "Cut to fit. B = ladies 3-5, C = ladies 5.5-8."
    products = [
        product("car", "Cargo Trike", ("LHD",), ("RHD",), size_name="drive"),
        product("ski", "Alpine Ski Glove", ("8/Slim", "9/Slim", "8/W"), ("9/W",)),
        product("sole", "Cork Footbed", ("B", "C"), description=page),
        product("clog", "Garden Clog", ("EU 37", "EU 38")),
        product("bed-oak-2", "Oak Bench, 2 Seats", (), description="Ash legs."),
    ]
    return Talk(open_shop(products))


@pytest.mark.parametrize(
    ("asked", "act", "said"),
    [
        ("is the cargo trike right hand in stock", "product_sold_out", "Cargo Trike, drive RHD"),
        ("does the cargo trike come in left hand drive", "product_in_stock", "Cargo Trike, drive LHD"),
        ("alpine ski glove in 9 and slim", "product_in_stock", "Alpine Ski Glove, size 9/Slim"),
        ("does the alpine ski glove come wide in 9", "product_sold_out", "Alpine Ski Glove, size 9/W"),
    ],
)
def test_options_in_other_words_and_two_at_once_are_told_of_that_variant(options: Talk, asked: str, act: str, said: str) -> None:
    assert options.say(asked, QUESTION)[0] == act
    assert options.answer.say[0].slots["product"] == said


def test_a_number_of_another_system_is_no_missing_size(options: Talk) -> None:
    assert options.say("cork footbed in size 6", QUESTION) == ["product_page"]
    assert options.facts == ["B = ladies 3-5, C = ladies 5.5-8."]
    options.say("garden clog in size 5", QUESTION)
    assert options.facts == ["sizes EU 37 and EU 38"]
    options.say("garden clog in size 39", QUESTION)
    assert options.facts == ["sizes EU 37 and EU 38, not 39"]


def test_what_is_named_by_its_colour_alone_is_told_in_stock(dresses: Talk) -> None:
    assert dresses.skill.in_stock(dresses.context("is tan back in stock yet", QUESTION)) is not None
    assert dresses.skill.wished(dresses.context("u still got tan", QUESTION)) is not None


@pytest.fixture
def covers(open_shop: OpenShop) -> Talk:
    page = "Noiseless terry top. Machine wash cold."
    sides = ("72 x 36 (Single)", "78 x 60 (Queen)", "78 x 72 (King)")
    products = [
        Product(f"k-{slug(size)}", f"Kavach Protector, {size}", page, "Bedding", price=Decimal(700 + n), stock=9, sizes=(size,))
        for n, size in enumerate(sides)
    ]
    lamp = Product("l", "Table Lamp", "Warm light.", "Lamps", price=Decimal(20), stock=2)
    rug = Product("r", "Hall Rug", "Wool.", "Rugs", price=Decimal(90), stock=4, sizes=("160 x 230 cm",))
    return Talk(open_shop([*products, lamp, rug]))


@pytest.mark.parametrize(
    "asked",
    [
        "is the protector for 78x72 noiseless",
        "does the kavach 78 x 72 go in the machine",
        "kavach protector 6 by 6.5 feet machine wash?",
        "is the protector in 198 x 183 cm noiseless",
        "price of the kavach protector 72x78",
    ],
)
def test_a_question_on_a_thing_of_named_sides_is_answered_of_that_variant(covers: Talk, asked: str) -> None:
    context = covers.context(asked, QUESTION)
    told = covers.skill.answer(context) or covers.skill.fact(context) or covers.skill.unanswered(context)
    assert told
    assert [each.title for each in told.products] == ["Kavach Protector, 78 x 72 (King)"]


@pytest.mark.parametrize(
    "asked", ["78x72?", "6 by 6.5 feet price", "is it there in 198 x 183 cm", "do you have it in 72 x 78 inch"]
)
def test_the_sides_of_a_thing_that_was_shown_choose_its_variant(covers: Talk, asked: str) -> None:
    covers.say("kavach protector 78 x 60", ADVICE)

    covers.say(asked, QUESTION)

    assert [each.title for each in covers.answer.products] == ["Kavach Protector, 78 x 72 (King)"]


def test_sides_that_no_variant_has_are_told_as_no_other_ones(covers: Talk) -> None:
    covers.say("kavach protector 78 x 60", ADVICE)
    assert "product_in_stock" not in covers.say("do you have it in 75 x 60", QUESTION)
