"""What a wish brings: long descriptions, gifts, budgets, colours that name a kind, sizes by measure; over a small household shop."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

SHOP = (
    Product("kettle", "Copper Kettle", "Whistles.", "Kettles", price=Decimal(79), stock=4),
    Product("lamp", "Brass Desk Lamp", "Bends.", "Lamps", price=Decimal(59), stock=4),
    Product("radio", "Kitchen Radio", "Its battery lasts a week.", "Radios", price=Decimal(140), stock=4),
    Product("clock", "Wall Clock", "Ticks.", "Clocks", price=Decimal(30), stock=4, colors=("White",)),
    Product("vase", "Clay Vase", "Beside any clock.", "Vases", price=Decimal(20), stock=4, colors=("Red",),
            attributes=(("reduced", "yes"), ("regular price", "€25.00"))),
    Product("hen", "Hen Timer", "For the shelf. From 3 years.", "Timers", price=Decimal(12), stock=4, tags=("kids",)),
    Product("cow", "Cow Stool", "Wood, from 3 years.", "Stools", price=Decimal(48), stock=4, tags=("kids",)),
    Product("rack", "Shelf Rack", "For a pantry.", "Racks", price=Decimal(95), stock=4),
    Product("soap", "Olive Soap", "Mild.", "Soaps", price=Decimal(6), stock=4),
)  # fmt: skip


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(SHOP)


def test_a_long_story_is_answered_with_what_it_names_and_is_not_quoted(talk: Talk) -> None:
    story = "my grandpa turns eighty in june and he reads till late at night, he could do with something of brass"
    assert talk.say(story, ADVICE) == ["recommend_guess"]
    assert titles(talk) == ["Brass Desk Lamp"]


def test_a_gift_for_somebody_described_is_chosen_by_its_price_and_said_to_be_a_guess(talk: Talk) -> None:
    assert talk.say("present for my boss, retiring, about 150", ADVICE) == ["recommend_guess"]
    assert titles(talk) == ["Kitchen Radio"]


def test_who_asks_for_everything_under_a_price_is_shown_it(talk: Talk) -> None:
    assert talk.say("show me everything under 10 euros", ADVICE) == ["recommend"]
    assert titles(talk) == ["Olive Soap"]


def test_a_budget_that_was_told_is_not_asked_for(talk: Talk) -> None:
    assert "ask_wish" not in talk.say("a trampoline under 90 euros", ADVICE)
    assert "ask_wish" in talk.say("a trampoline", ADVICE)


def test_ones_of_another_kind_are_those_searched_for_before(talk: Talk) -> None:
    talk.say("lamps", ADVICE)
    talk.say("ok grown up small ones then", ADVICE)
    assert titles(talk) == ["Brass Desk Lamp"]


def test_a_colour_is_given_up_before_the_thing_itself(talk: Talk) -> None:
    assert talk.say("red clock", ADVICE) == ["recommend_near"]
    assert titles(talk) == ["Wall Clock"]


@pytest.mark.parametrize("text", ["ok what is reduced in vases", "anything on sale in vases", "what's reduced"])
def test_what_is_reduced_is_shown_however_the_question_begins(skill: ProductsSkill, text: str) -> None:
    talk = Talk(skill)
    shown = skill.wished(talk.context(text, QUESTION))
    assert shown is not None
    assert [card.title for card in shown.products] == ["Clay Vase"]


def test_a_gift_whose_kind_is_open_never_costs_more_than_was_said(talk: Talk) -> None:
    assert talk.say("a gift for my sister who loves her kitchen and listens to radio, max 45 euro", ADVICE) == ["recommend_guess"]
    assert titles(talk)
    assert "Kitchen Radio" not in titles(talk)


def test_a_thing_that_is_named_is_shown_though_it_costs_more(talk: Talk) -> None:
    assert talk.say("a radio, max 45 euro", ADVICE) == ["recommend_near"]
    assert titles(talk) == ["Kitchen Radio"]


def test_anything_for_a_child_and_a_price_is_what_meets_both(talk: Talk) -> None:
    assert talk.say("have you anything under 15 euros for a 5 yr old's pantry", ADVICE) == ["recommend_guess"]
    assert titles(talk) == ["Hen Timer"]


def test_a_particle_that_a_refusal_leaves_is_not_told_as_missing(talk: Talk) -> None:
    assert talk.say("anything my boss's wall that isnt red in", ADVICE) == ["recommend_guess"]
    assert titles(talk) == ["Wall Clock"]
