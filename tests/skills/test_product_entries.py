"""Which entries of the FAQ are on other things than the product that is meant."""

from __future__ import annotations

import pytest

from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk

PRODUCTS = [
    Product("felt", "Moss Felt Hat", "Wool felt, made by hand.", category="Hats"),
    Product("straw", "Dune Straw Hat", "Woven in Ecuador.", category="Hats"),
    Product("scarf", "Heather Scarf", "Soft, 180 cm.", category="Scarves"),
    Product("brush", "Clothes Brush", "Boar bristles.", category="Brushes"),
    Product("band", "Hat Band Slow Rain", "Of silk.", category="Trims"),
]


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    return open_shop(PRODUCTS)


@pytest.mark.parametrize(
    ("text", "question", "is_other"),
    [
        ("does the heather scarf shrink in rain", "Does a hat shrink in the rain?", True),
        ("does the heather scarf shrink in rain", "Does a scarf shrink in the rain?", False),
        ("does the heather scarf shrink when wet", "What shrinks in the rain?", False),  # which ends a title, and is no thing
        ("does the heather scarf match a hat", "Which hat goes with what?", False),  # it is spoken of
        ("can i iron the dune straw hat", "Can I iron a felt hat?", True),  # others are of felt
        ("can i iron the moss felt hat", "Can I iron a felt hat?", False),
        ("can i iron the moss felt hat", "Can I iron a good hat?", False),  # nothing is called good
        ("can i return the heather scarf", "Can I return a hat?", False),  # a matter of the shop
    ],
)
def test_an_entry_on_another_kind_or_sort_of_thing_is_of_another(talk: Talk, text: str, question: str, is_other: bool) -> None:
    assert talk.skill.of_others(talk.context(text, QUESTION), [question]) == [is_other]


def test_what_is_asked_of_it_is_asked_of_the_product_that_was_shown(talk: Talk) -> None:
    talk.say("heather scarf", ADVICE)
    context = talk.context("does it fade", QUESTION)

    assert talk.skill.of_others(context, ["Does a hat fade?", "How do I clean a clothes brush?"]) == [True, True]
    assert talk.skill.of_others(talk.context("do you gift wrap it", "store_info"), ["Do you wrap a hat?"]) == [False]


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        (("Can I return a felt hat?", "Can I return a scarf?"), 1),
        (("Can I return a scarf?", "Can I return a felt hat?"), 0),
        (("Can I return worn silk gloves?", "Can I return unworn silk gloves?"), None),  # nobody knows which
        (("What is your return policy?", "Can I return a felt hat?"), 0),  # holds for all
        (("How does a return by post work?", "How long may a return by post take?"), 0),  # are no twins
    ],
)
def test_of_entries_alike_the_one_on_the_product_spoken_of_is_nearest(
    talk: Talk, asked: tuple[str, str], nearest: int | None
) -> None:
    talk.say("heather scarf", ADVICE)
    assert talk.skill.nearest_of(talk.context("can i return it", "return_refund"), asked) == nearest


def test_the_record_that_alone_holds_all_words_of_a_question_is_told(talk: Talk) -> None:
    told = talk.skill.held(talk.context("which hats come from ecuador", QUESTION))
    assert told is not None
    assert [card.id for card in told.products] == ["straw"]
    assert talk.skill.held(talk.context("which hats come from peru", QUESTION)) is None
    assert talk.skill.held(talk.context("from ecuador?", QUESTION)) is None  # names no thing
