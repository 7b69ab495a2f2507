"""Short messages, with the real models on the demo shop: what they mean hangs on what the shop has and what was said before."""

import pytest

from tests.dialogue.conftest import Conversation


@pytest.mark.parametrize("thing", ["merino", "merinos", "brook", "heron"])
def test_a_bare_name_of_what_the_shop_has_is_no_word_of_courtesy(customer: Conversation, thing: str) -> None:
    assert customer.say(thing).answer.products


def test_thanks_and_a_greeting_stay_what_they_are(customer: Conversation) -> None:
    assert [customer.say(said).act for said in ("hello", "merci", "ok bye")] == ["greet", "welcome", "goodbye"]


@pytest.mark.parametrize("said", ["but that was friday", "it is late", "so it was monday"])
def test_a_day_told_to_the_order_form_ends_no_talk(customer: Conversation, said: str) -> None:
    customer.say("wheres my stuff")
    customer.say("#1042")
    assert "goodbye" not in customer.say(said).act
    assert customer.say("maria.lopez@example.com").act == "order_on_its_way"


def test_a_word_of_parting_ends_the_order_form(customer: Conversation) -> None:
    customer.say("wheres my stuff")
    assert customer.say("nothing else, enjoy your day").act == "goodbye"
