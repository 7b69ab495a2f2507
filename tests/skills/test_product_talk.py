"""How a talk about products goes on, over a small shop whose facts stand in descriptions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chatbot.messages import Candidate, Prediction, Scored
from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

SHOP = (
    ("Tonal Beat 6 Speaker", "Speakers", "Tonal", 109, "Waterproof, plays 12 hours. Weighs little."),
    ("Tonal Surge 5 Speaker", "Speakers", "Tonal", 149, "Waterproof, plays 20 hours, also a power bank."),
    ("Olden Beat Phone 2424", "Phones", "Olden", 79, "A phone with large keys."),
    ("Grindel DHX484Z Drill", "Drills", "Grindel", 119, "Hammer drill for wood and brick. Bare unit. Two years guarantee."),
    ("Grindel Battery Drill Set", "Drills", "Grindel", 289, "Drill with two batteries."),
    ("Grindel GA5030R Grinder", "Grinders", "Grindel", 69, "125 mm disc."),
    ("Fern Lip Balm Honey", "Lips", "Fern", 6, "With SPF and shea butter."),
    ("Fern Lip Balm Mint", "Lips", "Fern", 7, "No SPF. Fresh, with beeswax."),
    ("Fern Night Serum Strong", "Serums", "Fern", 36, "For experienced skin."),
    ("Fern Night Serum Mild", "Serums", "Fern", 29, "Beginners use it twice a week."),
    ("Slate Tablet 10", "Tablets", "Slate", 179, "Slim, with a microSD slot."),
    ("Port Lords", "Games", "Tide", 55, "A game of ships and trade."),
    ("Port Lords: Storm Addition", "Games", "Tide", 30, "Adds weather cards."),
    ("Trail Rucksack 18, format Navy", "Rucksacks", "Pack", 45, "With a 13 inch laptop sleeve."),
    ("Trail Rucksack 18, format Pink", "Rucksacks", "Pack", 45, "With a 13 inch laptop sleeve."),
)


PAIR = 2


def product(number: int, title: str, category: str, brand: str, price: int, description: str) -> Product:
    attributes = (("storage", "128 GB"),) if category == "Tablets" else ()
    tags = ("sugar free",) if title.endswith("Mint") else ()
    facts = {"price": Decimal(price), "stock": 9, "tags": tags, "attributes": attributes}
    return Product(f"p{number}", title, description, category, brand, **facts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop([product(number, *each) for number, each in enumerate(SHOP)])


def unanswered(talk: Talk, text: str) -> tuple[str, list[str]]:
    """Return the decision and the facts of what is said where no field answers."""
    answer = talk.skill.unanswered(talk.context(text, QUESTION))
    assert answer is not None
    return answer.decision, [say.slots["fact"] for say in answer.say if "fact" in say.slots]


@pytest.mark.parametrize(
    "question", ["is the battery included with the grindel dhx484z", "does the dhx484z drill come with batteries"]
)
def test_a_model_number_names_one_product_whatever_else_is_said(talk: Talk, question: str) -> None:
    _, facts = unanswered(talk, question)
    assert facts == ["Hammer drill for wood and brick. Bare unit. Two years guarantee."]


@pytest.mark.parametrize("question", ["how much is the ga5030", "price of the dhx484"])
def test_a_part_of_a_model_number_is_enough_where_only_one_has_it(talk: Talk, question: str) -> None:
    answer = talk.skill.fact(talk.context(question, QUESTION))
    assert answer is not None
    assert len(answer.products) == 1


def test_a_price_that_is_asked_for_is_no_part_of_a_model_number(talk: Talk) -> None:
    talk.say("drill under 484", ADVICE)
    assert len(talk.shown) == 2


@pytest.mark.parametrize("question", ["whats the difference between tonal beat 6 and surge 5", "beat 6 or surge 5"])
def test_two_products_are_told_apart_by_side_and_number(talk: Talk, question: str) -> None:
    talk.say(question, QUESTION)
    assert sorted(titles(talk)) == ["Tonal Beat 6 Speaker", "Tonal Surge 5 Speaker"]
    assert all("€" in fact and "Waterproof" in fact for fact in talk.facts)


def test_the_cheaper_one_is_the_cheaper_of_those_shown(talk: Talk) -> None:
    talk.say("speaker", ADVICE)
    assert talk.say("the cheaper one") == ["product_in_stock"]
    assert titles(talk) == ["Tonal Beat 6 Speaker"]


def test_one_product_is_compared_with_another(talk: Talk) -> None:
    talk.say("is the beat 6 speaker cheaper than the surge 5", QUESTION)
    assert talk.facts == ["€109.00 (Tonal Surge 5 Speaker: €149.00)"]


def test_a_question_on_a_memory_card_is_not_answered_by_the_memory(talk: Talk) -> None:
    assert talk.say("has the slate tablet a slot for a memory card", QUESTION) == []
    assert unanswered(talk, "has the slate tablet a slot for a memory card") == ("answer", ["Slim, with a microSD slot."])


def test_how_much_memory_asks_for_no_price(talk: Talk) -> None:
    assert talk.say("how much memory has the slate tablet", QUESTION) == ["product_fact"]


def test_a_page_that_does_not_answer_is_quoted_with_a_person_offered(talk: Talk) -> None:
    decision, facts = unanswered(talk, "can i take the slate tablet on a plane")
    assert (decision, facts) == ("abstain", ["Slim, with a microSD slot."])


@pytest.mark.parametrize("question", ["whats in the fern lip balm honey", "how do i use the fern lip balm honey"])
def test_a_question_on_a_product_is_not_answered_by_its_price(talk: Talk, question: str) -> None:
    assert "product_in_stock" not in talk.say(question, QUESTION)


def test_a_guarantee_that_a_page_promises_is_told(talk: Talk) -> None:
    talk.say("how long is the guarantee on the dhx484z", QUESTION)
    assert talk.facts == ["Two years guarantee."]


def test_a_tag_that_is_asked_for_is_a_fact_and_blinds_no_description(talk: Talk) -> None:
    talk.say("is the fern lip balm mint sugar free", QUESTION)
    assert talk.facts == ["sugar free"]
    talk.say("does the fern lip balm mint contain beeswax", QUESTION)
    assert talk.facts == ["Fresh, with beeswax."]


def test_and_the_other_one_repeats_the_last_question(talk: Talk) -> None:
    talk.say("speaker", ADVICE)
    talk.say("how much is the first one")
    assert talk.say("and the other one?") == ["product_in_stock"]
    assert talk.answer.say[0].slots["price"] == "€149.00"


def test_another_product_that_is_only_named_is_introduced(talk: Talk) -> None:
    talk.say("drill", ADVICE)
    assert talk.say("what about the ga5030r") == ["product_in_stock", "product_fact"]
    assert talk.facts == ["125 mm disc."]


@pytest.mark.parametrize(
    ("wish", "words", "left"),
    [
        ("lip balm", "with spf", "Fern Lip Balm Honey"),
        ("night serum", "which one for beginners", "Fern Night Serum Mild"),
        ("lip balm", "no the mint one", "Fern Lip Balm Mint"),
    ],
)
def test_plain_words_narrow_what_was_shown(talk: Talk, wish: str, words: str, left: str) -> None:
    talk.say(wish, ADVICE)
    talk.say(words, ADVICE)
    assert titles(talk) == [left]


def test_what_could_not_be_met_is_not_asked_for_again(talk: Talk) -> None:
    talk.say("lip balm", ADVICE)
    talk.say("under 3 euro")
    talk.say("under 7 euro")
    assert talk.say("under 10 euro") == ["recommend"]
    assert "under 3" not in talk.state.last_search


def test_what_is_shown_beside_a_quote_is_spoken_of_next(talk: Talk) -> None:
    answer = talk.skill.unanswered(talk.context("can i take the slate tablet on a plane", QUESTION))
    assert answer is not None
    assert answer.state is not None
    talk.state = answer.state
    assert talk.say("how much is it") == ["product_in_stock"]


def test_what_the_shop_does_not_have_is_said_and_a_need_is_not_denied(talk: Talk) -> None:
    lacking = talk.skill.lacking(talk.context("do you sell lawn mowers", QUESTION))
    assert lacking is not None
    assert lacking.say[0].act == "no_products"
    assert talk.say("something to hang a shelf", ADVICE)[0] == "unsure_products"


def test_a_message_that_may_be_a_wish_is_not_told_that_the_shop_lacks_it(talk: Talk) -> None:
    context = talk.context("alte matratze mitnehmen", ADVICE)
    unsure = replace(context.understanding, prediction=Prediction((Scored(ADVICE, 0.33),), 0.9))
    assert talk.skill.lacking(context) is not None
    assert talk.skill.lacking(replace(context, understanding=unsure)) is None


def test_which_of_two_is_cheaper_is_told_with_both_prices(talk: Talk) -> None:
    answer = talk.skill.fact(talk.context("which is cheaper, the beat 6 speaker or the surge 5", QUESTION))
    assert answer is not None
    assert answer.say[0].slots["fact"].startswith("€109")
    assert "€149" in answer.say[0].slots["fact"]


def test_a_brand_that_is_named_is_not_the_product_spoken_of_last(talk: Talk) -> None:
    talk.say("slate tablet", ADVICE)
    talk.say("the first one", QUESTION)
    talk.say("price of the grindel", QUESTION)
    assert titles(talk)
    assert all(title.startswith("Grindel") for title in titles(talk))


@pytest.mark.parametrize("question", ["price?", "how much", "how much are they", "total price?"])
def test_a_price_that_is_asked_after_a_list_is_told_of_each(talk: Talk, question: str) -> None:
    talk.say("grindel drill", ADVICE)
    assert talk.say(question, QUESTION) == ["product_fact", "product_fact"]
    assert {say.slots["fact"] for say in talk.answer.say} == {"€119.00", "€289.00"}


def test_a_question_with_another_word_is_not_answered_by_the_price_of_each(talk: Talk) -> None:
    talk.say("grindel drill", ADVICE)
    assert talk.skill.follow_up(talk.context("do you price match", QUESTION)) is None


def test_what_is_asked_of_one_product_that_is_named_is_told_with_its_name_alone(talk: Talk) -> None:
    answer = talk.skill.wished(talk.context("grindel battery drill set price", QUESTION))
    assert answer is not None
    assert answer.say[0].act == "product_in_stock"


@pytest.mark.parametrize(
    "text", ["ok book it", "add to cart please", "i want to buy this", "ok i'll take it", "2 pieces", "only 3 pcs please"]
)
def test_who_wants_what_was_shown_is_told_whether_it_can_be_had(talk: Talk, text: str) -> None:
    talk.say("slate tablet", ADVICE)
    answer = talk.skill.bought(talk.context(text, "goodbye"))
    assert answer is not None
    assert [card.title for card in answer.products] == ["Slate Tablet 10"]


@pytest.mark.parametrize(
    "text",
    [
        "dont order it",
        "when can i order it",
        "can i buy it on invoice",
        "take it back",
        "how do i take it",
        "should i take this before food",
    ],
)
def test_who_asks_or_refuses_to_buy_is_told_no_price(talk: Talk, text: str) -> None:
    talk.say("slate tablet", ADVICE)
    assert talk.skill.bought(talk.context(text, "goodbye")) is None


def test_a_word_for_some_of_the_products_shown_asks_nothing_of_the_others(talk: Talk) -> None:
    talk.say("fern lip balm", ADVICE)
    talk.say("mint price", QUESTION)
    assert titles(talk) == ["Fern Lip Balm Mint"]


def test_a_word_that_only_asks_stands_for_no_product(talk: Talk) -> None:
    _, facts = unanswered(talk, "does the olden phone have a battery")
    assert facts == ["A phone with large keys."]


def test_a_thing_for_what_was_shown_is_a_wish_for_that_thing(talk: Talk) -> None:
    talk.say("slate tablet", ADVICE)
    answer = talk.skill.wished(talk.context("and a phone for it", QUESTION))
    assert answer is not None
    assert [card.title for card in answer.products] == ["Olden Beat Phone 2424"]


def test_how_a_thing_is_names_no_other_that_is_called_so(talk: Talk) -> None:
    talk.say("slate tablet 10 price", QUESTION)
    answer = talk.skill.unanswered(talk.context("is it storm lords proof", QUESTION))
    assert answer is not None
    assert [card.title for card in answer.products] == ["Slate Tablet 10"]


@pytest.mark.parametrize("question", ["whats the diff", "price difference"])
def test_the_difference_of_two_that_were_shown_is_told_of_both(talk: Talk, question: str) -> None:
    talk.say("fern lip balm", ADVICE)
    talk.say(question, QUESTION)
    assert ["6.00" in talk.facts[0] or "6.00" in talk.facts[1], len(talk.facts)] == [True, PAIR]


def test_how_high_a_part_is_is_not_told_of_a_tag_that_is_called_so(talk: Talk) -> None:
    talk.say("how long is the fern lip balm mint sugar free", QUESTION)
    assert talk.facts == []


def test_only_behind_a_word_narrows_what_was_shown(talk: Talk) -> None:
    talk.say("grindel drill", ADVICE)
    talk.say("hammer only", ADVICE)
    assert titles(talk) == ["Grindel DHX484Z Drill"]


@pytest.mark.parametrize("text", ["how much is port lords", "do you have port lords"])
def test_a_title_that_is_said_whole_names_no_addition_to_it(talk: Talk, text: str) -> None:
    answer = talk.skill.wished(talk.context(text, "delivery_info"))
    assert answer is not None
    assert answer.products[0].title == "Port Lords"


def test_of_one_card_both_together_have_no_price(talk: Talk) -> None:
    talk.say("storm addition", ADVICE)
    assert talk.skill.fact(talk.context("how much both together", QUESTION)) is None


def test_another_colour_that_is_said_with_a_question_is_the_one_asked_about(talk: Talk) -> None:
    talk.say("pink trail rucksack", ADVICE)
    talk.say("pink", ADVICE)
    found = talk.skill.unanswered(talk.context("navy then. laptop size?", QUESTION))
    assert found is not None
    assert found.products[0].title == "Trail Rucksack 18, format Navy"


def test_after_the_pages_of_two_were_told_it_costs_what_each_costs(talk: Talk) -> None:
    talk.say("slate tablet", ADVICE)
    tablet = talk.answer.products[0]
    talk.say("port lords", ADVICE)
    shown = (tablet.id, talk.answer.products[0].id)
    talk.state = replace(talk.state, last_products=shown, last_product="", last_asked="does it last")
    talk.say("how much is it", QUESTION)
    assert talk.facts == ["€179.00", "€55.00"]


def test_what_a_likely_entry_tells_is_no_price_of_a_product_with_one_of_its_words(talk: Talk) -> None:
    context = talk.context("how much off for 30 mint ones", QUESTION)
    entry = Candidate("f", "Bulk orders", 0.7)
    assert talk.skill.fact(context) is not None
    assert talk.skill.fact(replace(context, candidates=(entry,))) is None
