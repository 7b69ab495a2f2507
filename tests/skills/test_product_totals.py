"""What a number of pieces costs: counted by code from the record."""

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.product_totals import pieces_said
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(
        (
            Product("mug", "Titan Mug 450", "Light.", "Mugs", price=Decimal("34.90"), currency="EUR", stock=9),
            Product("enamel", "Enamel Mug Fern", "Speckled.", "Mugs", price=Decimal("12.90"), currency="EUR", stock=72),
            Product("gas", "Gas Cartridge", "Screws on.", "Fuel", price=Decimal("6.90"), currency="EUR", stock=80),
            Product("gone", "Oak Chair", "Turned.", "Chairs", price=Decimal("90"), currency="EUR", stock=0),
        )
    )


def test_the_price_of_several_is_told_with_that_of_one(talk: Talk) -> None:
    talk.say("how much for two titan mugs", QUESTION)
    assert talk.facts == ["€69.80 for 2, €34.90 each"]
    talk.say("how much for three of them", QUESTION)
    assert talk.facts == ["€104.70 for 3, €34.90 each"]
    talk.say("price of 6 gas cartridges", ADVICE)
    assert talk.facts == ["€41.40 for 6, €6.90 each"]


def test_of_several_things_the_price_of_so_many_of_each_is_told(talk: Talk) -> None:
    talk.say("show me mugs", ADVICE)
    talk.say("how much for two of them", QUESTION)
    assert set(talk.facts) == {"€69.80 for 2, €34.90 each", "€25.80 for 2, €12.90 each"}


def test_fewer_that_are_left_are_told_and_what_is_sold_out_has_no_total(talk: Talk) -> None:
    talk.say("how much for 20 titan mugs", QUESTION)
    assert talk.facts == ["€698.00 for 20, €34.90 each, only 9 left"]
    assert "product_sold_out" in talk.say("how much for two oak chairs", QUESTION)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("how much for two of them", 2),
        ("how much are 3 enamel mugs", 3),
        ("what do 4 chairs cost", 4),
        ("how much are 2 person tents", 0),
        ("how much is the larch tent 2", 0),
        ("how much are 12 v drills", 0),
        ("mugs that cost under 20 euros", 0),
        ("do you have 3 mugs", 0),
        ("how much is one of them", 0),
    ],
)
def test_a_number_counts_pieces_only_in_front_of_a_thing_whose_price_is_asked(text: str, count: int) -> None:
    assert pieces_said(text)[0] == count
