"""What a follow-up keeps of what was said before it, and which of those shown it speaks of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

# title, category, brand, price, attributes, description
SHOP: tuple[tuple[str, str, str, int, tuple[tuple[str, str], ...], str], ...] = (
    ("Ridgeway Parka Down - Men's", "Coats", "Ridgeway", 190, (("windproof", "no"),), "Warm coat."),
    ("Ridgeway Parka Shell - Men's", "Coats", "Ridgeway", 210, (("windproof", "yes"),), "Light coat."),
    ("Ridgeway Parka Down - Women's", "Coats", "Ridgeway", 195, (("windproof", "no"),), "Warm coat."),
    ("Polder Overcoat Fleece - Men's", "Coats", "Polder", 120, (("windproof", "no"),), "Coat with a fleece lining."),
    ("Polder Overcoat Plain - Men's", "Coats", "Polder", 90, (("windproof", "no"),), "A plain coat."),
    ("Polder Blazer Coat - Women's", "Coats", "Polder", 60, (("windproof", "no"),), "A short coat."),
    ("Orla Garden Hose 13mm", "Hoses", "Orla", 25, (("Burst pressure", "20 bar"),), "Braided hose."),
    ("Orla Tap Nozzle 13mm", "Nozzles", "Orla", 6, (), "For a hose of 13 mm."),
    ("Seel Oval Bath Mat", "Mats", "Seel", 19, (("washable", "no"),), "Cork mat."),
    ("Seel Cotton Bath Mat", "Mats", "Seel", 15, (("washable", "yes"),), "Soft mat."),
    ("Seel Hexagonal Desk", "Desks", "Seel", 200, (), "A hexagonal desk of beech."),
    ("Seel Corner Desk", "Desks", "Seel", 180, (), "A desk for a small study."),
    ("Hexagonal Tile Clock", "Clocks", "Seel", 20, (), "A hexagonal clock."),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(
        [
            Product(
                f"p{n}",
                title,
                text,
                category,
                brand,
                price=Decimal(price),
                stock=4,
                sizes=("48", "50") if category == "Coats" else (),
                attributes=attributes,
            )
            for n, (title, category, brand, price, attributes, text) in enumerate(SHOP)
        ]
    )


def shown(talk: Talk, *places: int) -> Talk:
    """Return the talk after these were shown, the only one of them being spoken of."""
    ids = tuple(f"p{n}" for n in places)
    talk.state = type(talk.state)(last_products=ids, last_product=ids[0] if len(ids) == 1 else "")
    return talk


def test_a_word_behind_the_names_the_only_one_of_those_shown_that_is_called_so(talk: Talk) -> None:
    talk.state = replace(shown(talk, 0, 1).state, last_product="p0")
    talk.say("i take the shell in 50", QUESTION)
    assert titles(talk) == ["Ridgeway Parka Shell - Men's"]


def test_of_two_that_were_told_neither_is_spoken_of_alone(talk: Talk) -> None:
    talk.say("is the ridgeway parka shell or the polder blazer windproof", QUESTION)
    assert len(titles(talk)) == 2
    assert talk.state.last_product == ""
    assert talk.say("how much", QUESTION) == ["product_fact", "product_fact"]


def test_the_one_with_a_feature_that_none_shown_has_is_not_the_first(talk: Talk) -> None:
    shown(talk, 0, 3).say("the windproof one", QUESTION)
    assert talk.facts == []


def test_for_whom_else_a_thing_can_be_had_is_told_of_its_like(talk: Talk) -> None:
    shown(talk, 0).say("do you have it in womens", QUESTION)
    assert titles(talk) == ["Ridgeway Parka Down - Women's"]


def test_that_a_thing_is_only_for_others_is_told(talk: Talk) -> None:
    shown(talk, 3).say("have you got it for ladies", QUESTION)
    assert talk.facts == ["for men, not for women"]


def test_what_a_cheaper_one_gives_up_of_the_wish_is_told(talk: Talk) -> None:
    talk.say("coats with a fleece lining", ADVICE)
    talk.say("anything cheaper", ADVICE)
    assert talk.answer.say[0].slots["missed"] == "fleece lining"


def test_a_cheaper_one_than_a_thing_for_men_is_for_men(talk: Talk) -> None:
    shown(talk, 3).say("any cheaper", ADVICE)
    assert "Polder Blazer Coat - Women's" not in titles(talk)


def test_something_of_a_shape_narrows_what_was_searched_for(talk: Talk) -> None:
    talk.say("desks", ADVICE)
    talk.say("do you have something in hexagonal", ADVICE)
    assert titles(talk) == ["Seel Hexagonal Desk"]


def test_the_name_of_a_column_asks_for_its_value(talk: Talk) -> None:
    shown(talk, 6).say("burst pressure?", ADVICE)
    assert talk.facts == ["burst pressure 20 bar"]


def test_a_kind_that_goes_with_it_is_searched_for(talk: Talk) -> None:
    shown(talk, 6).say("do you sell nozzles for it", QUESTION)
    assert titles(talk) == ["Orla Tap Nozzle 13mm"]


def test_one_with_a_feature_is_another_one(talk: Talk) -> None:
    shown(talk, 8).say("do you have a washable one that size", ADVICE)
    assert titles(talk) == ["Seel Cotton Bath Mat"]


def test_anything_with_a_feature_leaves_the_range_that_has_it_not(talk: Talk) -> None:
    talk.say("polder overcoat", ADVICE)
    talk.state = type(talk.state)(last_products=("p3",), last_search="polder overcoat")
    talk.say("anything windproof for men", ADVICE)
    assert titles(talk) == ["Ridgeway Parka Shell - Men's"]
