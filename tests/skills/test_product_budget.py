"""A wish for a kind in a size, with or without a price that it may have, takes no product whose title merely shares two words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    def bed(n: int, title: str, text: str, price: int, category: str = "Beds") -> Product:
        return Product(f"p{n}", title, text, category, "", price=Decimal(price), stock=3, sizes=("Queen", "King"))

    return open_shop(
        [
            bed(0, "Astrid Oak Bed with Box Storage", "Four lids over a box for storage.", 890),
            bed(1, "Bodil Ash Lift Bed", "The mattress lifts, with storage below.", 490, "Beds > Lift-up storage"),
            bed(2, "Carl Slim Frame Bed", "Open below.", 190),
        ]
    )


@pytest.fixture
def talk(skill: ProductsSkill) -> Talk:
    return Talk(skill)


@pytest.mark.parametrize("text", ["queen bed with storage under 600", "queen size bed with storage 600 budget"])
@pytest.mark.parametrize("intent", [ADVICE, QUESTION])
def test_what_costs_more_is_not_told_as_the_answer(talk: Talk, text: str, intent: str) -> None:
    talk.say(text, intent)
    assert talk.shown == ["p1"]


def test_things_in_the_plural_are_a_kind(talk: Talk) -> None:
    talk.say("queen storage beds", ADVICE)
    assert set(talk.shown) >= {"p0", "p1"}


def test_one_that_is_named_is_told_of_in_its_size(talk: Talk) -> None:
    talk.say("astrid bed with storage in king", QUESTION)
    assert talk.shown == ["p0"]


def test_nothing_is_told_instead_of_what_is_sold_out_whose_page_denies_what_was_asked(open_shop: OpenShop) -> None:
    def pillow(n: int, text: str, stock: int) -> Product:
        return Product(f"p{n}", f"{('Ada', 'Bo', 'Cid')[n]} Pillow", text, "Pillows", "", price=Decimal(20 + n), stock=stock)

    talk = Talk(
        open_shop(
            [
                pillow(0, "Soft. For stomach sleepers.", 0),
                pillow(1, "Firm. Not for stomach sleepers.", 4),
                pillow(2, "Medium. For everybody.", 4),
            ]
        )
    )
    talk.say("pillow for stomach sleepers", ADVICE)
    assert "p2" in talk.shown
    assert "p1" not in talk.shown


def test_what_is_made_of_milk_is_never_told_to_be_without_its_sugar(open_shop: OpenShop) -> None:
    def powder(n: int, title: str, text: str) -> Product:
        return Product(f"p{n}", title, text, "Protein", "", price=Decimal(20 + n), stock=4)

    talk = Talk(open_shop([powder(0, "Gold Whey Protein", "Contains milk."), powder(1, "Pea Protein", "From yellow peas.")]))
    talk.say("protein powder without lactose", ADVICE)
    assert "p0" not in talk.shown
