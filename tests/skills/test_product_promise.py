"""How long a product is guaranteed is told of its own record; what a claim takes is the FAQ's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import OpenShop, Talk


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    def bed(n: int, title: str, text: str, *attributes: tuple[str, str]) -> Product:
        return Product(f"p{n}", title, text, "Beds", "", price=Decimal(90 + n), stock=3, attributes=attributes)

    return open_shop(
        [
            bed(0, "Norrland Bunk Bed", "Two beds of pine.", ("Warranty", "10 years")),
            bed(1, "Selma Day Bed", "A day bed. 2 year guarantee on the frame.", ("material", "steel")),
            bed(2, "Otto Folding Bed", "It folds.", ("material", "beech")),
        ]
    )


def facts(skill: ProductsSkill, text: str, shown: tuple[str, ...] = ()) -> list[str]:
    talk = Talk(skill)
    talk.state = type(talk.state)(last_products=shown, last_product=shown[0] if len(shown) == 1 else "")
    answer = skill.promised(talk.context(text, "product_question"))
    return [say.slots["fact"] for say in answer.say] if answer else []


@pytest.mark.parametrize(
    "text",
    [
        "warranty on norrland bed",
        "what is the waranty of norrland?",
        "how many years guarantee do you give on the norrland bunk bed",
        "does the norrland come with a warranty",
    ],
)
def test_of_a_named_product_its_record_tells(skill: ProductsSkill, text: str) -> None:
    assert facts(skill, text) == ["warranty 10 years"]


def test_without_a_field_the_page_tells(skill: ProductsSkill) -> None:
    assert facts(skill, "guarantee selma") == ["2 year guarantee on the frame."]


def test_of_what_was_shown_it_is_told_without_its_name(skill: ProductsSkill) -> None:
    assert facts(skill, "and warranty?", ("p0",)) == ["warranty 10 years"]


def test_of_two_each_is_told(skill: ProductsSkill) -> None:
    assert facts(skill, "which one has longer warranty", ("p0", "p1")) == ["warranty 10 years", "2 year guarantee on the frame."]


def test_which_of_those_shown_is_told_of_all_whose_records_tell(skill: ProductsSkill) -> None:
    told = facts(skill, "which has the longest warranty", ("p2", "p0", "p1"))
    assert told == ["warranty 10 years", "2 year guarantee on the frame."]


@pytest.mark.parametrize(
    "text",
    [
        "how do i claim warranty on my norrland bed",  # what a claim takes
        "does the warranty of the norrland cover scratches",
        "warranty otto",  # whose record is silent
        "what warranty do you give",  # no product
        "is the norrland bed stable",
    ],
)
def test_what_the_record_does_not_tell_is_left_to_the_faq(skill: ProductsSkill, text: str) -> None:
    assert facts(skill, text) == []
