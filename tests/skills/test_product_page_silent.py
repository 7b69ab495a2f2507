"""What is said of a page that does not answer: it is quoted only where it may be of use; the real encoder."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import QUESTION, OpenShop, Talk

SHOP = (
    Product("vase", "Orla Vase", "Blown glass, 24 cm tall. Rinse by hand.", "Vases", price=Decimal(30), stock=4),
    Product("clock", "Finn Wall Clock", "Silent movement. Made in Denmark.", "Clocks", price=Decimal(40), stock=4),
    Product("heater", "Brisk Heater", "Two steps. Plug max 1500W. Thermostat.", "Heaters", price=Decimal(60), stock=4),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(SHOP)


def acts(talk: Talk, text: str) -> list[str]:
    answer = talk.skill.unanswered(talk.context(text, QUESTION))
    return [say.act for say in answer.say] if answer else []


@pytest.mark.parametrize("question", ["what is the weight of the orla vase", "where is the orla vase made"])
def test_a_page_without_the_measure_or_the_place_that_is_asked_for_is_not_quoted(talk: Talk, question: str) -> None:
    assert acts(talk, question) == ["product_page_empty", "offer_human"]


@pytest.mark.parametrize("question", ["where is the finn clock made", "is the finn clock silent"])
def test_a_page_that_holds_what_is_asked_is_quoted(talk: Talk, question: str) -> None:
    assert acts(talk, question) == ["product_page"]


def test_another_page_that_does_not_answer_is_quoted_with_doubt(talk: Talk) -> None:
    assert acts(talk, "can i clean the orla vase under the tap") == ["product_page_silent", "offer_human"]


def test_a_limit_of_the_page_answers_an_amount_in_the_same_unit(talk: Talk) -> None:
    talk.say("how much is the brisk heater", QUESTION)
    answer = talk.skill.unanswered(talk.context("may i run it on a 900 watt socket", QUESTION))
    assert answer
    assert [say.slots for say in answer.say] == [{"product": "Brisk Heater", "fact": "Plug max 1500W."}]
    other = talk.skill.unanswered(talk.context("may i run it on a 9 metre lead", QUESTION))
    assert other is None or "product_fact" not in [say.act for say in other.say]
