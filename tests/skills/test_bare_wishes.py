"""Wishes that name no thing: an audience, a budget, a colour that is the customer's own; over a small shop."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

SHOP = (
    ("Oat Soap", "Soaps", 4, "", "Mild, for every day."),
    ("Velvet Lipstick", "Lips", 15, "Red", "Stays on for hours."),
    ("Velvet Lipstick Pale", "Lips", 15, "White", "Stays on for hours."),
    ("Clear Sun Cream", "Sun", 19, "", "Light sunscreen with citric acid."),
    ("Tinted Sun Cream", "Sun", 23, "Medium", "Sunscreen with a tint that evens the skin."),
    ("Men's Grooming Set", "Sets", 39, "", "Comb and oil."),
    ("Smoky Shadow Palette", "Eyes", 34, "", "Nine shades."),
    ("Nude Shadow Palette", "Eyes", 34, "", "Twelve shades."),
    ("Kohl Pencil", "Eyes", 9, "", "Soft."),
    ("Rose Hand Balm", "Hands", 9, "", "Rich."),
)
SOLD_OUT = "Rose Hand Balm"


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    rows = enumerate(SHOP)
    products = [
        Product(f"p{n}", title, told, kind, price=Decimal(price), stock=9 * (title != SOLD_OUT), colors=(color,) if color else ())
        for n, (title, kind, price, color, told) in rows
    ]
    return open_shop(products)


@pytest.mark.parametrize("wish", ["do you have men stuff", "something for men"])
def test_who_asks_for_men_alone_is_shown_what_names_men(talk: Talk, wish: str) -> None:
    assert talk.say(wish, ADVICE) == ["recommend"]
    assert titles(talk) == ["Men's Grooming Set"]


def test_where_nothing_for_men_is_cheap_enough_what_suits_everybody_is_shown(talk: Talk) -> None:
    assert talk.say("something for men under 5", ADVICE) == ["recommend"]
    assert titles(talk) == ["Oat Soap"]


def test_a_budget_alone_shows_what_it_buys_the_nearest_first(talk: Talk) -> None:
    assert talk.say("what can i buy for 20 euros", ADVICE) == ["recommend"]
    assert titles(talk)[0] == "Clear Sun Cream"
    assert "Tinted Sun Cream" not in titles(talk)


def test_a_budget_with_no_word_of_wishing_is_asked_what_it_is_for(talk: Talk) -> None:
    assert talk.say("i have 20 euros", ADVICE) == ["ask_wish"]


@pytest.mark.parametrize("question", ["does the tinted sun cream have white cast", "does the tinted sun cream leave white marks"])
def test_the_white_that_a_cream_leaves_is_no_colour_that_it_comes_in(talk: Talk, question: str) -> None:
    talk.say(question, QUESTION)
    assert not any("comes in" in fact for fact in talk.facts)


@pytest.mark.parametrize(
    ("wish", "colors"),
    [
        ("sunscreen that doesn't leave white on the skin", ()),
        ("something for red skin", ()),
        ("red lipstick", ("red",)),
        ("white skin cream", ("white",)),
    ],
)
def test_a_colour_of_the_customers_skin_asks_for_no_colour(skill: ProductsSkill, wish: str, colors: tuple[str, ...]) -> None:
    assert skill._catalogue.current().read(wish).values("color") == colors


@pytest.mark.parametrize("refusal", ["not the acid one", "not the first one please", "i don't want the clear one"])
def test_what_is_refused_goes_and_the_others_stay(talk: Talk, refusal: str) -> None:
    talk.say("sun cream", ADVICE)
    assert sorted(titles(talk)) == ["Clear Sun Cream", "Tinted Sun Cream"]
    talk.state = replace(talk.state, last_products=("p3", "p4"))
    assert talk.say(refusal) == ["recommend"]
    assert titles(talk) == ["Tinted Sun Cream"]


def test_nothing_cheaper_of_the_same_noun_is_told_beside_what_is_cheaper(talk: Talk) -> None:
    talk.state = replace(talk.state, last_products=("p7",), last_product="p7")
    assert talk.say("any cheaper?", ADVICE) == ["recommend_near"]
    assert titles(talk) == ["Kohl Pencil"]


def test_a_gift_for_a_child_is_chosen_by_age_and_not_by_the_word_gift(open_shop: OpenShop) -> None:
    facts = (
        ("Tutor Box", "6-9", "Makes a great gift."),
        ("Snail Race", "4+", "Snails climb."),
        ("A Daughter", "Adult", "A novel."),
    )
    products = [Product(title, title, told, stock=9, attributes=(("age range", age),)) for title, age, told in facts]
    talk = Talk(open_shop(products))
    talk.say("need a gift for a 4 year old", ADVICE)
    assert titles(talk) == ["Snail Race"]


def test_whether_a_thing_is_in_stock_is_told_of_what_is_called_so(talk: Talk) -> None:
    assert talk.skill.in_stock(talk.context("is the kohl pencil in stock", QUESTION)).say[0].act == "product_in_stock"
    assert talk.skill.in_stock(talk.context("do you tell me when its in stock again", QUESTION)) is None


def test_what_is_there_and_sold_out_is_told_so(talk: Talk) -> None:
    assert talk.skill.in_stock(talk.context("rose hand balm in stock", QUESTION)).say[0].act == "product_sold_out"
    assert talk.say("do you have a rose hand balm in stock", ADVICE)[0] == "product_sold_out"
