"""How much of a thing is wanted, and what must not be in it, over a small shop that sells by the metre and the kilo."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chatbot.messages import Answer
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.skills.product_question import Question
from chatbot.skills.product_talk import Talk as TalkOf
from chatbot.skills.product_talk import singled_out
from chatbot.skills.products import ProductsSkill
from chatbot.training.evaluate_products import build_index
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk

SHOP = (
    Product("rope", "Jute Rope (per kilo)", "Rough.", "Ropes", price=Decimal(4), stock=40, material="jute"),
    Product("paper", "Wallpaper Acorns", "Little acorns on grey.", "Wallpapers", price=Decimal(12), stock=9, material="paper"),
    Product("rug", "Hall Rug", "Woven.", "Rugs", price=Decimal(80), stock=3, material="70% wool 30% jute"),
    Product("throw", "Sofa Throw", "Soft.", "Throws", price=Decimal(50), stock=3, material="wool"),
    Product("plain", "Ticking Cushion", "Square.", "Cushions", price=Decimal(18), stock=6, attributes=(("piping", "no"),)),
    Product(
        "shelf",
        "Alder Shelf",
        "Pine. The drawer is 30 cm deep.",
        "Shelves",
        price=Decimal(90),
        stock=2,
        attributes=(("width_cm", "70"), ("height_cm", "160")),
    ),
    Product(
        "tall",
        "Elm Shelf",
        "Pine.",
        "Shelves",
        price=Decimal(95),
        stock=2,
        attributes=(("width_cm", "60"), ("height_cm", "190")),
    ),
    Product(
        "piped", "Tufted Cushion", "Round.", "Cushions", price=Decimal(24), stock=6, attributes=(("piping", "cotton, 5 mm"),)
    ),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(SHOP)


def fact(talk: Talk, text: str) -> Answer:
    return talk.skill.fact(talk.context(text, QUESTION)) or Answer("none", ())


def test_the_unit_of_an_amount_names_no_product(encoder: Encoder) -> None:
    index = build_index(SHOP, encoder)
    spoken = TalkOf(index.read("we need 2 kilo of the acorns"), Question.read("we need 2 kilo of the acorns"), ())
    assert [each.id for each in singled_out(index, replace(spoken, subject="2 kilo of the acorns"))] == ["paper"]


def test_whether_there_is_enough_asks_of_the_stock(talk: Talk) -> None:
    assert "product_in_stock" in [say.act for say in fact(talk, "is there enough of the acorns paper for a hall").say]


def test_that_a_thing_is_in_stock_is_no_answer_to_who_must_not_have_something_in_it(talk: Talk) -> None:
    answer = fact(talk, "allergic to wool, is there some in the hall rug")
    assert "product_in_stock" not in [say.act for say in answer.say]


def test_the_one_that_has_what_the_record_of_the_other_denies_is_picked(talk: Talk) -> None:
    talk.say("cushions", ADVICE)
    assert [card.id for card in fact(talk, "how much is the piping one").products] == ["piped"]


def test_a_side_that_no_column_tells_is_told_by_the_page_and_never_by_another_side(talk: Talk) -> None:
    facts = [str(say.slots.get("fact")) for say in fact(talk, "how deep is the alder shelf").say]
    assert facts == ["The drawer is 30 cm deep."]
    assert not any("70" in str(say.slots.get("fact")) for say in fact(talk, "how deep is the elm shelf").say)


def test_which_is_taller_is_told_by_the_height(talk: Talk) -> None:
    talk.say("shelves", ADVICE)
    [told] = fact(talk, "which is taller").say
    assert told.slots == {"product": "Elm Shelf", "fact": "height 190 cm (Alder Shelf: height 160 cm)"}
