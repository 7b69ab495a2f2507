"""The product skill in conversation, over the demo shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.acts import ACTS
from chatbot.config import ROOT
from chatbot.knowledge.catalogue import Catalogue
from chatbot.knowledge.products import read_products
from chatbot.messages import Context, CustomerMessage, DialogueState, Entities, Prediction, Scored, Understanding
from chatbot.models.encoder import Encoder
from chatbot.skills.products import ProductsSkill
from chatbot.storage import open_store
from chatbot.storage.products import Products
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(read_products(ROOT / "data" / "products.csv", "products.csv").products)


@pytest.fixture
def jackets(talk: Talk) -> Talk:
    talk.say("waterproof jacket under 80 for hiking", ADVICE)
    return talk


def test_a_wish_gets_cards_with_price_stock_and_reason(talk: Talk) -> None:
    assert talk.say("waterproof jacket under 80 for hiking", ADVICE) == ["recommend"]
    first = talk.answer.products[0]
    assert (first.price, first.stock, first.reason) == ("€74.90", "In stock", "waterproof, for hiking, under €80")
    assert [source.id for source in talk.answer.sources] == talk.shown
    assert len(talk.shown) <= 4


def test_a_gift_around_a_price_is_of_that_price(talk: Talk) -> None:
    talk.say("gift for my dad who hikes, around 50", ADVICE)
    assert len(talk.shown) >= 3
    assert all(37.5 <= float(card.price.strip("€")) <= 62.5 and card.reason for card in talk.answer.products)


def test_cheaper_than_a_price_that_was_named_takes_the_place_of_that_price(talk: Talk) -> None:
    talk.say("gift for my dad who hikes, around 50", ADVICE)
    before = min(float(card.price.strip("€")) for card in talk.answer.products)
    assert talk.say("something cheaper") == ["recommend"]
    assert all(float(card.price.strip("€")) < before for card in talk.answer.products)


def test_something_like_this_but_cheaper(jackets: Talk) -> None:
    assert jackets.say("something like this but cheaper") == ["recommend"]
    assert all(float(card.price.strip("€")) < 74.90 for card in jackets.answer.products)


def test_the_blue_one_is_the_blue_one_that_was_shown(jackets: Talk) -> None:
    assert jackets.say("is the blue one in stock") == ["product_in_stock"]
    assert jackets.shown == ["trailhead-rain-jacket-blue"]


def test_questions_go_on_about_the_product_spoken_of(jackets: Talk) -> None:
    jackets.say("is the blue one in stock")
    asked = {
        "how heavy is it": "weight 390 g",
        "what is it made of": "made of recycled polyester",
        "which size": "sizes S, M, L and XL",
    }
    for question, fact in asked.items():
        assert jackets.say(question) == ["product_fact"]
        assert jackets.facts == [fact]


def test_another_colour_is_another_record_with_its_own_stock(jackets: Talk) -> None:
    jackets.say("is the blue one in stock")
    assert jackets.say("does it come in red")[0] == "product_sold_out"
    assert jackets.shown[-1] == "trailhead-rain-jacket-red"


def test_a_colour_that_does_not_exist_gets_those_that_do(jackets: Talk) -> None:
    jackets.say("is the blue one in stock")
    assert jackets.say("does it come in pink") == ["product_fact"]
    assert jackets.facts == ["comes in blue, red and green"]


def test_a_size_is_answered_with_the_sizes_there_are(jackets: Talk) -> None:
    jackets.say("the second one")
    jackets.say("do you have it in M")
    assert [say.slots["product"].endswith(", size M") for say in jackets.answer.say] == [True]
    jackets.say("do you have it in XXS")
    assert jackets.facts == ["sizes XS, S, M, L, XL and XXL, not XXS"]


def test_the_second_one_is_the_second_card(jackets: Talk) -> None:
    shown = jackets.shown
    assert jackets.say("the second one") == ["product_in_stock"]
    assert jackets.shown == shown[1:2]
    jackets.say("how much is the last one")
    assert jackets.shown[-1] == shown[-1]


def test_a_card_that_was_not_shown_is_no_card(talk: Talk) -> None:
    talk.say("family tent to stand up in", ADVICE)
    assert talk.say("the fourth one") == [] or len(talk.shown) == 1


def test_a_later_limit_narrows_the_search(jackets: Talk) -> None:
    assert jackets.say("under 50 please") == ["recommend"]
    assert all(float(card.price.strip("€")) <= 50 for card in jackets.answer.products)
    jackets.say("and in red")
    assert jackets.shown == ["budget-rain-shell"]


def test_which_of_the_two_is_lighter_is_answered_from_the_record(talk: Talk) -> None:
    talk.say("rechargeable headlamp", ADVICE)
    assert talk.say("which of the two is lighter") == ["product_fact"]
    assert talk.answer.say[0].slots["product"] == "Moth Headlamp 350"
    assert talk.facts == ["weight 84 g (Moth Headlamp 800: weight 128 g)"]


def test_two_products_that_are_named_are_compared(talk: Talk) -> None:
    talk.say("which is lighter, the moth headlamp 350 or the moth headlamp 800", QUESTION)
    assert talk.answer.say[0].slots["product"] == "Moth Headlamp 350"


def test_what_cannot_be_compared_is_not(talk: Talk) -> None:
    talk.say("a book for someone who likes hiking", ADVICE)
    assert talk.say("which one is warmer") == []


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("is the trailhead rain jacket waterproof", "waterproof"),
        ("is the moss fleece jacket waterproof", None),
        ("how heavy is the larch tent 2", "weight 2100 g"),
        ("how warm is the tundra sleeping bag", "temperature -9 °C"),
        ("how many litres does the massif pack hold", "capacity 60 l"),
        ("does the commuter rolltop fit a laptop", "laptop: yes"),
        ("can i use the campfire moka pot on induction", "induction: no"),
        ("does the trailhead rain jacket have pit zips", "Light 2.5-layer rain jacket with taped seams and pit zips."),
        ("is the cloud camp pillow washable", None),
        ("does the trailhead rain jacket have a zip-off hood lining", None),
        ("how long is the warranty on the larch tent 2", None),
        ("can i return the larch tent 2", None),
        ("how long is the fjord wool scarf", "length 180 cm"),
        ("how long does the fjord wool scarf take to dry", None),
        ("what is the hikers gift box made up of", None),
    ],
)
def test_a_fact_is_in_the_record_or_it_is_not_told(talk: Talk, question: str, fact: str | None) -> None:
    talk.say(question, QUESTION)
    assert talk.facts == ([fact] if fact else [])
    assert bool(talk.shown) == bool(fact)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("are your tents heavy", ["weight 2100 g", "weight 2900 g"]),
        ("how much do the tents weigh", ["weight 2100 g", "weight 2900 g"]),
        ("are ur rain jackets actually waterproof or just resistant", ["waterproof", "waterproof"]),
        ("is the sleeping bag ok for minus 5", ["temperature 5 °C", "temperature -9 °C"]),
        ("how long does a down jacket last", []),
        ("how long is the warranty on your tents", []),
        ("are the gloves loud", []),
    ],
)
def test_a_question_on_a_kind_is_answered_by_the_records_of_two(talk: Talk, question: str, facts: list[str]) -> None:
    talk.say(question, QUESTION)
    assert talk.facts == facts
    assert all(card.stock != "Sold out" for card in talk.answer.products)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("hello, could you please tell me whether your rain jackets are waterproof", 2),
        ("how do i make my rain jacket waterproof again", 0),
    ],
)
def test_of_a_kind_it_is_told_how_it_is_however_politely_asked_and_not_what_to_do(talk: Talk, question: str, count: int) -> None:
    answer = talk.skill.fact_of_kind(talk.context(question, QUESTION))
    assert [say.slots["fact"] for say in (answer.say if answer else ())] == ["waterproof"] * count


def test_a_description_answers_for_a_kind_too(talk: Talk) -> None:
    talk.say("do the hiking boots have a membrane", QUESTION)
    assert len(talk.facts) == 2
    assert all("membrane" in fact for fact in talk.facts)


@pytest.mark.parametrize(
    ("text", "intent", "names"),
    [
        ("what is the difference between the stormline and the trailhead", QUESTION, ["Stormline", "Trailhead"]),
        ("whats better for a beginner, larch or clover", ADVICE, ["Clover", "Larch"]),
        ("cirrus vs hearth", QUESTION, ["Cirrus", "Hearth"]),
    ],
)
def test_two_products_are_compared_by_a_name_each(talk: Talk, text: str, intent: str, names: list[str]) -> None:
    talk.say(text, intent)
    assert sorted(say.slots["product"].split()[0] for say in talk.answer.say) == names
    assert all("€" in fact for fact in talk.facts)


def test_words_of_two_titles_by_chance_name_nothing(talk: Talk) -> None:
    assert talk.say("a rain jacket for the city with a big pocket", ADVICE) == ["recommend_guess"]  # no page says all of it
    assert len(talk.shown) > 2


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("how heavy is the stormline", ["weight 460 g", "weight 430 g"]),
        ("how heavy are the two larch tents", ["weight 2100 g", "weight 2700 g"]),
        ("what size backpack for 5 days hike", []),
    ],
)
def test_a_name_calls_two_models_and_a_category_none(talk: Talk, question: str, facts: list[str]) -> None:
    answer = talk.skill.fact(talk.context(question, QUESTION))
    assert [say.slots["fact"] for say in (answer.say if answer else ())] == facts


def test_a_question_that_no_record_answers_is_not_answered_with_the_price(talk: Talk) -> None:
    assert talk.say("does the wisp stove work with any gas", QUESTION) == []


def test_a_price_question_gets_the_price_and_whether_it_is_there(talk: Talk) -> None:
    assert talk.say("how much does the wayfinder gps cost", QUESTION) == ["product_in_stock"]
    assert talk.answer.say[0].slots == {"product": "Wayfinder GPS", "price": "€249.00"}


def test_what_is_sold_out_is_told_with_what_could_replace_it(talk: Talk) -> None:
    assert talk.say("is the red trailhead rain jacket available", QUESTION) == [
        "product_sold_out",
        "recommend_near",
    ]  # none of it is red
    assert talk.shown[-1] == "trailhead-rain-jacket-red"
    assert all(card.stock != "Sold out" for card in talk.answer.products[:-1])
    assert [chip.payload for chip in talk.answer.chips] == ["similar:trailhead-rain-jacket-red"]


def test_the_second_one_is_of_the_cards_that_were_shown_last(jackets: Talk) -> None:
    jackets.say("does the trailhead rain jacket come in red", QUESTION)
    second = jackets.shown[1]
    jackets.say("the second one")
    assert jackets.shown == [second]


def test_more_about_a_product_is_its_description(talk: Talk) -> None:
    talk.say("tell me more about the larch tent 2", QUESTION)
    assert talk.facts == ["Free-standing dome with two doors and two porches. Up in five minutes, alone."]


def test_chips_name_a_product_or_its_like(talk: Talk) -> None:
    assert talk.say("Larch Tent 2", choice="product:larch-tent-2") == ["product_in_stock"]
    assert talk.say("Something similar", choice="similar:larch-tent-2") == ["recommend"]
    assert "larch-tent-2" not in talk.shown
    assert talk.say("x", choice="product:gone") == []


def test_a_question_for_a_kind_of_thing_shows_what_there_is(talk: Talk) -> None:
    assert talk.say("do you have tents for 4", QUESTION) == ["recommend"]
    assert talk.shown == ["meadow-family-tent-5"]
    assert talk.say("price of headlamp", QUESTION) == ["recommend"]
    assert {"moth-headlamp-350", "moth-headlamp-800"} <= set(talk.shown)


def test_a_superlative_of_a_kind_shows_that_kind(talk: Talk) -> None:
    assert talk.say("whats the lightest tent under 300", QUESTION) == ["recommend"]
    assert talk.shown[0] == "larch-tent-2"
    assert talk.say("which is the lightest sleeping bag u sell", QUESTION) == ["recommend"]
    assert all("Sleeping Bag" in card.title for card in talk.answer.products)


def test_a_thing_of_the_shop_is_shown_even_where_the_message_was_not_understood(skill: ProductsSkill) -> None:
    understanding = Understanding(Prediction((Scored("out_of_scope", 0.9),), 0.9), Entities(), "")
    asked = {
        text: skill.answer(Context(CustomerMessage("c", text), understanding, DialogueState()))
        for text in ("do you have tents", "do you have a car park")
    }
    assert asked["do you have tents"] is not None
    assert asked["do you have a car park"] is None


def test_nothing_that_fits_asks_what_it_is_for(talk: Talk) -> None:
    assert talk.say("i need a car engine", ADVICE) == ["no_products", "ask_wish"]
    assert talk.answer.decision == "ask"
    assert talk.say("do you sell cars", QUESTION) == []


def test_who_wants_advice_without_a_wish_is_asked_and_then_the_answer_is_the_wish(talk: Talk) -> None:
    assert talk.say("help me choose", ADVICE) == ["ask_wish"]
    assert talk.say("hiking, around 50") == ["recommend"]
    assert all("around €50" in card.reason for card in talk.answer.products)


def test_the_chip_for_advice_asks_for_the_wish(talk: Talk) -> None:
    assert talk.say("Help me choose", choice="intent:product_recommendation") == ["ask_wish"]


@pytest.mark.parametrize(
    "text", ["where is my order", "do you ship to canada", "how long does delivery take", "ok", "thanks a lot", "i like it"]
)
def test_a_message_about_something_else_is_not_a_follow_up(jackets: Talk, text: str) -> None:
    assert jackets.say(text) == []


def test_nothing_was_shown_nothing_is_followed_up(talk: Talk) -> None:
    assert talk.say("how heavy is it") == []


def test_every_act_has_the_slots_it_needs(jackets: Talk) -> None:
    questions = (
        "is the blue one in stock",
        "does it come in red",
        "the second one",
        "under 40 please",
        "how heavy is it",
        "red ones",
    )
    for text in questions:
        jackets.say(text)
        for say in jackets.answer.say:
            assert all(say.slots.get(name) for name in ACTS[say.act].required)


def test_a_shop_without_a_catalogue_has_no_product_skill(encoder: Encoder, tmp_path: Path) -> None:
    empty = ProductsSkill(Catalogue(Products(open_store(tmp_path / "empty.db")), encoder))
    assert Talk(empty).say("waterproof jacket", ADVICE) == []


def test_what_is_found_and_all_sold_out_is_told_so(talk: Talk) -> None:
    assert talk.say("coat hooks for the hall", ADVICE)[0] == "product_sold_out"
