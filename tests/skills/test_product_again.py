"""What a short message leaves of the products shown, and which of those spoken of it compares."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

# title, category, price, attributes, description
SHOP: tuple[tuple[str, str, int, tuple[tuple[str, str], ...], str], ...] = (
    ("Aster Side Table Oak", "Side tables", 89, (("season", "all-season"),), "All-season wood, for the living room. 55 cm high."),
    (
        "Bruno Side Table Folding",
        "Side tables",
        49,
        (("season", "summer"),),
        "Folds flat, dries fast after rain. Stands on a balcony.",
    ),
    (
        "Cato Side Table Marble",
        "Side tables",
        199,
        (("season", "winter"), ("hook", "brass")),
        "Heavy, with a hook. 48 cm high.",
    ),
    ("Balcony Box Long", "Planters", 19, (), "Hangs on the rail."),
    ("Rail Hook", "Hooks", 5, (), "Hangs a box on the balcony rail."),
    ("Nesting Bowls - 3 pack", "Bowls", 25, (), "For the kitchen."),
    ("Delta Vase Tall", "Vases", 39, (), "Hand blown glass. About 60 cm."),
    ("Echo Vase Round", "Vases", 29, (), "Stoneware. About 30 cm tall, 25 cm wide."),
    ("Fold Stool 40 cm", "Stools", 59, (), "Birch."),
    ("Fold Stool 60 cm", "Stools", 69, (), "Birch."),
    ("Fold Stool 80 cm", "Stools", 79, (), "Birch."),
    ("Gill Lantern", "Lanterns", 45, (), "Copper tone. Not for gas."),
    ("Gill Lantern Grand", "Lanterns", 65, (), "Copper tone, for three candles."),
    ("Harbour Bench Black", "Benches", 150, (), "Painted steel."),
    ("Kite Battery K9", "Batteries", 80, (("cold crank", "540 A"),), "For boats."),
    ("Juno Desk Solid", "Desks", 300, (), "Oak top. 120 cm long."),
    ("Oak Legs Set", "Desk parts", 60, (), "Screw-on oak legs, four pieces."),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(
        [
            Product(f"p{n}", title, told, kind, "", Decimal(price), stock=9, attributes=attributes)
            for n, (title, kind, price, attributes, told) in enumerate(SHOP)
        ]
    )


def test_words_for_a_use_leave_the_kind_on_the_table_and_are_not_told_as_met(talk: Talk) -> None:
    talk.say("side table", ADVICE)
    assert talk.say("something small for outdoors", ADVICE) == ["recommend_guess"]
    assert titles(talk)[0] == "Bruno Side Table Folding"
    assert all("Side Table" in title for title in titles(talk))


def test_which_is_better_for_a_use_is_asked_of_those_shown(talk: Talk) -> None:
    talk.say("vase", ADVICE)
    assert talk.say("which is better for thick branches", QUESTION) == ["recommend_guess"]
    assert sorted(titles(talk)) == ["Delta Vase Tall", "Echo Vase Round"]


def test_an_attribute_that_all_have_is_narrowed_by_what_it_says(talk: Talk) -> None:
    talk.say("side table", ADVICE)
    talk.say("all season", ADVICE)
    assert titles(talk) == ["Aster Side Table Oak"]


def test_another_kind_that_is_named_is_no_word_of_those_shown(talk: Talk) -> None:
    talk.say("side table", ADVICE)
    talk.say("and a hook", ADVICE)
    assert titles(talk) == ["Rail Hook"]


def test_how_many_in_a_pack_asks_of_no_other_product_that_is_a_pack(talk: Talk) -> None:
    talk.say("side table", ADVICE)
    assert talk.skill.unanswered(talk.context("how many in a pack", QUESTION)) is None


def test_the_bigger_one_is_the_next_size_of_the_one_spoken_of(talk: Talk) -> None:
    talk.say("how much is the fold stool 40 cm", QUESTION)
    talk.say("and the bigger one?", QUESTION)
    assert titles(talk) == ["Fold Stool 60 cm"]


def test_two_that_were_spoken_of_one_after_the_other_are_compared(talk: Talk) -> None:
    talk.say("how much is the delta vase", QUESTION)
    talk.say("and the echo?", QUESTION)
    talk.say("which one is taller", QUESTION)
    assert talk.facts == ["About 60 cm.", "About 30 cm tall, 25 cm wide."]
    talk.say("and the cheaper?", QUESTION)
    assert titles(talk) == ["Echo Vase Round"]


@pytest.mark.parametrize(
    ("asked", "facts"),
    [("how wide is the echo vase", ["About 30 cm tall, 25 cm wide."]), ("how wide is the delta", ["About 60 cm."])],
)
def test_a_measure_that_only_the_page_tells_is_quoted(talk: Talk, asked: str, facts: list[str]) -> None:
    answer = talk.skill.fact(talk.context(asked, QUESTION))
    assert answer is not None
    assert [say.slots["fact"] for say in answer.say] == facts


def test_a_measure_of_another_side_is_not_quoted(talk: Talk) -> None:
    assert talk.skill.fact(talk.context("how wide is the aster side table", QUESTION)) is None


def test_the_page_of_the_only_thing_shown_goes_before_a_thing_that_is_called_so(talk: Talk) -> None:
    talk.say("balcony box", ADVICE)
    told = talk.skill.unanswered(talk.context("do i need a rail", QUESTION))  # there is a rail hook, too
    assert told is not None
    assert [card.title for card in told.products] == ["Balcony Box Long"]


@pytest.mark.parametrize(
    "question", ["difference between the gill lantern and the gill lantern grand", "the gill or the gill grand"]
)
def test_a_name_and_the_same_with_one_more_word_are_two_models(talk: Talk, question: str) -> None:
    talk.say(question, QUESTION)
    assert sorted(titles(talk)) == ["Gill Lantern", "Gill Lantern Grand"]


def test_a_thing_in_another_colour_is_not_any_thing_of_that_colour(talk: Talk) -> None:
    talk.say("gill lantern", ADVICE)
    talk.say("gill lantern grand price", QUESTION)
    talk.say("do you have it in black", QUESTION)
    assert "Harbour Bench Black" not in titles(talk)


def test_a_word_that_is_a_name_is_what_the_question_is_about(talk: Talk) -> None:
    talk.say("does the juno have oak legs, and what does it cost", QUESTION)
    assert titles(talk) == ["Juno Desk Solid"]


def test_a_number_that_no_card_says_is_not_told_as_met(talk: Talk) -> None:
    assert talk.say("side table, my sofa is 223", ADVICE) == ["recommend_near"]


def test_whether_another_one_is_needed_asks_for_no_price(talk: Talk) -> None:
    assert "product_in_stock" not in talk.say("gill lantern grand do i need 2", QUESTION)


def test_add_them_is_said_to_buy(talk: Talk) -> None:
    talk.say("gill lantern", ADVICE)
    assert talk.skill.bought(talk.context("cool add both", "order_change")) is not None


def test_the_price_of_another_kind_is_not_told_of_those_shown(talk: Talk) -> None:
    talk.say("side table", ADVICE)
    talk.say("how much is the hook", QUESTION)
    assert "Aster Side Table Oak" not in titles(talk)


def test_a_column_of_two_words_is_named_with_another_word_behind_it(talk: Talk) -> None:
    answer = talk.skill.fact(talk.context("whats the cold crank current of the kite battery", QUESTION))
    assert answer is not None
    assert [say.slots["fact"] for say in answer.say] == ["cold crank 540 A"]


def test_which_of_two_is_better_is_of_both_and_what_points_at_one_of_it(talk: Talk) -> None:
    talk.say("vases", ADVICE)
    asked = talk.skill.unanswered(talk.context("which one is better for a hand blown look", QUESTION))
    assert asked is not None
    assert len(asked.products) == 2
    page = talk.skill.page_of_meant(talk.context("what is the first one for", "out_of_scope"))
    assert page is not None
    assert len(page.products) == 1
    assert talk.skill.page_of_meant(talk.context("hmm", "out_of_scope")) is None
