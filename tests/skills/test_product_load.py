"""How much a thing may carry is never answered with what it weighs."""

from __future__ import annotations

import pytest

from chatbot.records import Product
from chatbot.skills.product_question import Question
from tests.skills.talk import QUESTION, OpenShop, Talk

CRIB = Product("crib", "Liffey Crib", stock=2, attributes=(("age", "0-6 months, max 9 kg"), ("weight kg", "9.5")))
BIKE = Product("bike", "Cardio Bike", "Home trainer. Max user weight 110 kg.", stock=1, attributes=(("weight", "23 kg"),))
LADDER = Product("ladder", "Alu Ladder", stock=3, attributes=(("max load kg", "150"), ("weight kg", "8")))
STOOL = Product("stool", "Oak Stool", "A stool of oak.", stock=3, attributes=(("weight kg", "4"),))


@pytest.fixture
def shop(open_shop: OpenShop) -> Talk:
    return Talk(open_shop([CRIB, BIKE, LADDER, STOOL]))


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("what is the max weight of the liffey crib", ["age 0-6 months, max 9 kg"]),
        ("can i put a 12 kg baby in the liffey crib", ["age 0-6 months, max 9 kg"]),
        ("cardio bike up to what weight", ["Max user weight 110 kg."]),
        ("how much weight can the alu ladder hold", ["max load 150 kg"]),
    ],
)
def test_a_limit_of_weight_is_told_from_wherever_the_record_says_it(shop: Talk, asked: str, facts: list[str]) -> None:
    shop.say(asked, QUESTION)

    assert shop.facts == facts


@pytest.mark.parametrize(
    "asked", ["weight limit of the oak stool", "is the oak stool ok for 120 kg", "oak stool max user weight"]
)
def test_where_no_limit_is_known_the_things_own_weight_is_no_answer(shop: Talk, asked: str) -> None:
    assert shop.skill.fact(shop.context(asked, QUESTION)) is None


@pytest.mark.parametrize(
    ("asked", "fact"), [("how heavy is the alu ladder", "weight 8 kg"), ("weight of the crib", "weight 9.5 kg")]
)
def test_what_a_thing_weighs_is_told_without_its_limit(shop: Talk, asked: str, fact: str) -> None:
    shop.say(asked, QUESTION)

    assert shop.facts == [fact]


@pytest.mark.parametrize("asked", ["how heavy is it", "what does the child seat weigh", "is it too heavy to carry", "max price"])
def test_a_question_of_weight_or_price_alone_asks_for_no_limit(asked: str) -> None:
    assert "load" not in Question.read(asked).topics
