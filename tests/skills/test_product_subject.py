"""Which product a question is asked of, over a small shop of several trades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

SHOP = (
    ("Corrib Cot Bed, Grey", "Cots", "Grey", "", "Three heights. Mattress not included."),
    ("Corrib Cot Bed, White", "Cots", "White", "", "Three heights. Mattress not included."),
    ("Foam Cot Mattress", "Mattresses", "", "", "Firm on both sides."),
    ("Otto the Owl, Small 20 cm", "Soft Toys", "", "Polyester", "Soft. Machine wash at 30."),
    ("Otto the Owl, Large 60 cm", "Soft Toys", "", "Polyester", "Soft. Machine wash at 30."),
    ("Gus the Owl", "Soft Toys", "", "Cotton", "Soft. Hand wash."),
    ("Washable Poster Colours", "Paints", "", "", "Six tubes."),
    ("Engraved Silver Bangle", "Jewellery", "", "Sterling silver 925", "In a gift box."),
    ("Folding Ladder", "Ladders", "", "Aluminium", "Five steps."),
    ("Heron City Bike", "Bikes", "", "Steel", "Seven gears."),
    ("Heron Race Bike", "Bikes", "", "Carbon", "The frame folds not."),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    products = [
        Product(f"p{n}", title, told, kind, "", Decimal(20), colors=(color,) if color else (), material=material, stock=9)
        for n, (title, kind, color, material, told) in enumerate(SHOP)
    ]
    return open_shop(products)


def unanswered(talk: Talk, text: str) -> list[str]:
    answer = talk.skill.unanswered(talk.context(text, QUESTION))
    return [] if answer is None else [card.title for card in answer.products]


def test_what_a_thing_comes_with_does_not_name_it(talk: Talk) -> None:
    answer = talk.skill.fact(talk.context("does the corrib cot come with the mattress", QUESTION))
    assert answer is not None
    assert answer.say[0].slots["fact"] == "Mattress not included."


@pytest.mark.parametrize("question", ["are the owls washable", "can the heron be folded"])
def test_a_word_that_only_asks_names_no_product_of_another_kind(talk: Talk, question: str) -> None:
    assert not {"Washable Poster Colours", "Folding Ladder"} & {*unanswered(talk, question)}


def test_a_size_names_no_product(talk: Talk) -> None:
    assert "Otto the Owl, Small 20 cm" not in unanswered(talk, "i had a small crash")


def test_the_sizes_of_one_thing_are_one_thing_with_one_page(talk: Talk) -> None:
    answer = talk.skill.unanswered(talk.context("can otto go in the washing machine", QUESTION))
    assert answer is not None
    assert (answer.decision, len(answer.products)) == ("answer", 1)


@pytest.mark.parametrize("question", ["is the bangle silver", "is the bangle real silver"])
def test_the_material_is_told_although_the_title_says_the_word(talk: Talk, question: str) -> None:
    answer = talk.skill.fact(talk.context(question, QUESTION))
    assert answer is not None
    assert answer.say[0].slots["fact"] == "made of Sterling silver 925"


@pytest.mark.parametrize("question", ["how much is delivery", "what does shipping cost", "how much is a return"])
def test_what_the_shop_takes_for_delivery_is_not_answered_with_the_price_of_a_thing(talk: Talk, question: str) -> None:
    talk.say("do you have the heron city bike", QUESTION)
    assert titles(talk) == ["Heron City Bike"]
    assert talk.skill.follow_up(talk.context(question, QUESTION)) is None


def test_a_thing_is_named_as_in_stock_whatever_the_pages_say_of_things_that_are_not(talk: Talk) -> None:
    answer = talk.skill.wished(talk.context("are the owls in stock", QUESTION))
    assert answer is not None
    assert {card.title for card in answer.products} <= {each[0] for each in SHOP if "Owl" in each[0]}


def test_a_property_after_a_list_leaves_the_kind_that_was_shown(talk: Talk) -> None:
    talk.say("bikes", ADVICE)
    shown = titles(talk)
    assert talk.say("waterproof", QUESTION) == ["recommend_near"]
    assert titles(talk) == shown


def test_the_first_two_are_both_told_of(talk: Talk) -> None:
    talk.say("bikes", ADVICE)
    answer = talk.skill.fact(talk.context("difference between the first two", QUESTION))
    assert answer is not None
    assert len(answer.products) == 2


@pytest.fixture(scope="module")
def balms(open_shop: OpenShop) -> ProductsSkill:
    texts = (("Almond Body Oil", "Oils", "Pressed almonds."), ("Daily Lip Balm", "Lips", "Beeswax and sweet almond."))
    return open_shop(
        [Product(f"b{n}", title, told, kind, "", Decimal(9), stock=9) for n, (title, kind, told) in enumerate(texts)]
    )


@pytest.mark.parametrize(
    "text", ["is almond inside the lip balm, i am allergic", "is there almond in the lip balm", "are almonds in this lip balm"]
)
def test_what_may_be_in_a_thing_is_asked_of_the_thing(balms: ProductsSkill, text: str) -> None:
    assert unanswered(Talk(balms), text) == ["Daily Lip Balm"]
