"""Several wishes in one message, with the real models on the demo shop."""

import pytest

from chatbot.dialogue.several import quoted
from chatbot.messages import Reply
from tests.dialogue.conftest import Conversation


def sources(reply: Reply) -> list[str]:
    return [source.id for source in reply.answer.sources]


def cards(reply: Reply) -> str:
    return ", ".join(card.title for card in reply.answer.products)


def test_order_faq_and_products_are_answered_in_one_reply_and_the_look_up_goes_on(customer: Conversation) -> None:
    reply = customer.say("cancel order 1004 and when are you open and do you have rain jackets under 80")

    assert reply.act == "faq_answer+faq_answer+recommend+ask_email"
    assert sources(reply)[:2] == ["order-cancel", "store-hours"]
    assert "Rain Jacket" in cards(reply)
    assert "rest of your message" not in reply.text
    assert customer.say("j.oconnor@example.org").answer.order is not None


def test_the_answers_come_in_the_order_of_the_wishes_each_in_a_paragraph_of_its_own(customer: Conversation) -> None:
    reply = customer.say("does the stormline jacket men have a hood, and whats the return window")

    product, heading, answer = reply.text.split("\n\n")
    assert "hood" in product
    assert heading == "**How long do I have to return something?**"
    assert "30 days" in answer


def test_an_open_look_up_does_not_swallow_the_other_wishes(customer: Conversation) -> None:
    assert customer.say("where is my order and do you ship to norway").act == "faq_answer+ask_order_number"
    assert customer.say("1042 and do you have gloves").act == "recommend+ask_email"
    reply = customer.say("maria.lopez@example.com and can i pay with paypal")

    assert reply.act == "order_on_its_way+faq_answer"
    assert sources(reply) == ["1042", "pay-paypal"]


def test_an_order_is_kept_shut_whatever_else_is_asked(customer: Conversation) -> None:
    reply = customer.say("where is order 1042, mail someone@example.net and do you sell gloves")

    assert reply.answer.order is None
    assert "Gloves" in cards(reply)
    assert reply.act == "recommend+order_not_matched"


def test_what_stays_open_is_named_in_the_customers_words(customer: Conversation) -> None:
    reply = customer.say("hello, do you have unicorns and when do you open")

    assert reply.act == "faq_answer+rest_named"
    assert reply.text.endswith("I have no reliable answer to “do you have unicorns”.")
    assert "human" in [chip.payload for chip in reply.answer.chips]


def test_an_entry_that_may_be_meant_is_asked_about_last_and_taken_by_a_word(customer: Conversation) -> None:
    reply = customer.say("can i pay by invoice, do you have student discount, and where is your store")

    assert reply.act == "faq_answer+faq_answer+rest_asked"
    assert "About “can i pay by invoice”" in reply.text
    assert sources(customer.say("the first one")) == [reply.answer.chips[0].payload.removeprefix("faq:")]


def test_beside_the_question_of_a_look_up_a_near_entry_is_offered_and_nothing_asked(customer: Conversation) -> None:
    reply = customer.say("where is 1007 also i want to return the other one")

    assert reply.act == "rest_near+ask_email"
    assert "return" in " ".join(chip.payload for chip in reply.answer.chips)
    assert customer.say("something else").state.form is not None


def test_a_second_wish_may_be_about_what_the_first_one_found(customer: Conversation) -> None:
    reply = customer.say("how much for two titan mugs and does it come in black")

    assert "€69.80 for 2, €34.90 each" in reply.text
    assert "comes in grey" in reply.text


def test_the_same_entry_is_told_once_to_two_wishes_in_other_words(customer: Conversation) -> None:
    reply = customer.say("what are your opening hours and when are you open on saturday")
    assert reply.text.count("Utrecht store is open") == 1
    assert "**" not in reply.text  # one answer needs no heading


def test_what_is_told_of_two_products_stands_apart(customer: Conversation) -> None:
    reply = customer.say("what does the titan mug cost and what does the canvas apron cost")
    assert [("Titan Mug" in each, "Apron" in each) for each in reply.text.split("\n\n")] == [(True, False), (False, True)]


def test_a_bare_thing_after_several_wishes_is_of_the_last_one(customer: Conversation) -> None:
    customer.say("do you have gloves and what if my item arrived broken")
    assert not customer.say("its the lamp").answer.products


def test_one_entry_that_answers_both_is_told_once(customer: Conversation) -> None:
    reply = customer.say("do you ship to canada and how much does it cost")
    assert sources(reply) == ["ship-canada"]
    assert reply.text.count("19.90") == 1


def test_a_reply_answers_three_wishes_and_asks_for_the_fourth_again(customer: Conversation) -> None:
    reply = customer.say("do you take paypal, do you ship to norway, when are you open and do you rent out tents")

    assert sources(reply) == ["pay-paypal", "ship-ch-no", "store-hours"]
    assert "Please send me “do you rent out tents” in a message of its own" in reply.text


def test_of_many_wishes_those_that_are_left_are_not_all_said_back(customer: Conversation) -> None:
    wishes = "when are you open? do you ship to belgium? how long can i send it back? do you have tents? do you have boots? "
    reply = customer.say(f"{wishes}do you have gloves? do you have socks? do you have hats?")
    assert "hats" not in reply.text
    assert "the rest of your message" in reply.text


def test_what_goes_on_is_of_the_last_wish(customer: Conversation) -> None:
    customer.say("do you have gloves and do you ship to norway")

    assert sources(customer.say("and to canada?")) == ["ship-canada"]


def test_a_wish_that_only_looks_like_two_is_answered_as_before(customer: Conversation) -> None:
    assert "rest" not in customer.say("how do i return something and get my money back").act
    assert customer.say("FW-2093 and can the lads bring it to the back garden").act == "ask_email"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("and do you have unicorns?", "do you have unicorns"),
        ("mail a@b.org about it", ""),
        ("see [this](http://x.example)", ""),
        ("my card 4111 1111 1111 1111", ""),
        ("say **bold** things", ""),
        ("do you have " + "very " * 30 + "long coats", ""),
    ],
)
def test_only_plain_short_words_are_said_back(wish: str, said: str) -> None:
    assert quoted(wish) == said
