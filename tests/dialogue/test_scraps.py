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


def test_when_a_product_that_was_shown_comes_is_no_question_on_an_order(customer: Conversation) -> None:
    customer.say("wisp stove")
    assert "ask_order_number" not in customer.say("ok and when would it come").act


def test_when_the_order_that_was_shown_comes_stays_a_question_on_it(customer: Conversation) -> None:
    customer.say("1042 maria.lopez@example.com")
    assert customer.say("when will it come").answer.order is not None


@pytest.mark.parametrize("more", ["im 1.80", "she likes cooking", "my hands are always cold"])
def test_what_is_told_of_a_person_after_products_is_never_called_strange(customer: Conversation, more: str) -> None:
    customer.say("gloves")
    assert "limit" not in customer.say(more).act


def test_a_joke_is_strange_after_products_too(customer: Conversation) -> None:
    customer.say("gloves")
    assert customer.say("tell me a joke").act == "limit"


def test_a_number_behind_a_person_is_an_age(customer: Conversation) -> None:
    customer.say("gift for my nephew")
    assert "Explorer Set with Magnifier" in [card.title for card in customer.say("hes 6").answer.products]


def test_what_came_broken_gets_the_shops_rule_and_a_person_offered(customer: Conversation) -> None:
    reply = customer.say("my jacket came with a hole")
    assert [source.id for source in reply.answer.sources] == ["order-damaged"]
    assert "human" in [chip.payload for chip in reply.answer.chips]


def test_what_broke_later_did_not_come_broken(customer: Conversation) -> None:
    assert customer.say("my headlamp is dead").act != "faq_answer+offer_human"


def test_a_bare_guess_of_thanks_is_no_thanks(customer: Conversation) -> None:
    customer.say("how long is the warranty")
    assert "welcome" not in customer.say("bought it from you").act


@pytest.mark.parametrize("claim", ["no i didnt get it!", "one mug is missing", "its late"])
def test_what_is_wrong_with_the_order_that_was_shown_is_heard(customer: Conversation, claim: str) -> None:
    customer.say("1003 claire.martin@example.com")
    reply = customer.say(claim)
    assert reply.answer.faq is not None or reply.act == "apologise+offer_human"


def test_an_insult_is_answered_by_no_entry_that_shares_no_word_with_it(customer: Conversation) -> None:
    customer.say("password mail not coming")
    assert customer.say("useless").act == "apologise+offer_human"


def test_how_old_a_thing_is_asks_for_nothing_for_a_child(customer: Conversation) -> None:
    customer.say("the zip is broken of my sleeping bag")
    assert not customer.say("2 years old").answer.products


def test_how_long_ago_it_was_tells_more_of_the_refund_and_asks_for_no_order(customer: Conversation) -> None:
    customer.say("when do i get my refund")
    assert "ask_order_number" not in customer.say("its 2 weeks").act


def test_a_thing_that_is_added_to_a_question_asks_the_same_of_it(customer: Conversation) -> None:
    customer.say("do you ship to spain")
    assert customer.say("and gas cartridges").answer.faq is not None


def test_who_has_no_number_is_not_only_asked_for_it_again(customer: Conversation) -> None:
    customer.say("where is my parcel")
    customer.say("i dont have the number")
    assert "offer_human" in customer.say("maria.lopez@example.com").act


def test_a_number_as_the_shop_has_them_is_looked_up_whatever_else_is_said(customer: Conversation) -> None:
    reply = customer.say("FW-2093 and can the lads bring it to the back garden")
    assert reply.act == "ask_email"


def test_a_message_with_an_order_number_is_never_strange(customer: Conversation) -> None:
    assert "limit" not in customer.say("#1042 what time today roughly, im out til 2").act


def test_a_sure_entry_goes_before_saying_that_none_of_the_shown_things_has_it(customer: Conversation) -> None:
    customer.say("gloves")
    reply = customer.say("vegan?")
    assert [source.id for source in reply.answer.sources] == ["sus-down"]
    assert reply.answer.products
