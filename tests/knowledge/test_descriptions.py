"""What descriptions deny, and what kind of thing a product is."""

from __future__ import annotations

import pytest

from chatbot.knowledge.descriptions import affirmed, contained, denied, lacking
from chatbot.knowledge.kinds import heads_of
from chatbot.knowledge.product_facets import colors_of
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Strong retinol. Not for sensitive skin.", {"sensitiv", "skin"}),
        ("On-ear, 50 hours, no noise cancelling.", {"nois", "cancel"}),
        ("A drill without battery and charger.", {"battery", "charger"}),
        ("With permethrin. TOXIC TO CATS.", {"toxic", "cat"}),
        ("Never use on leather.", {"never", "use", "leather"}),
        ("Wool for sensitive skin.", set()),
    ],
)
def test_what_a_description_denies_is_known(text: str, words: set[str]) -> None:
    assert denied(text) == words


def test_what_a_thing_lacks_and_what_it_contains_are_told_apart() -> None:
    assert lacking("Fragrance free, without white cast. Contains beeswax.") == {"fragrance free", "white cast free"}
    assert contained("Contains nuts and soy. Contains no sugar.") >= {"nut", "soy"}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Made in a kitchen of our own. No milk, soy or gluten.", {"milk", "soy", "gluten"}),
        ("Free from milk, soy, and gluten.", {"milk", "soy", "gluten"}),
        ("Contains no parabens, silicones, mineral oil or perfume.", {"parabens", "silicones", "mineral oil", "perfume"}),
        ("Without nuts, eggs nor lupin", {"nuts", "eggs", "lupin"}),
        ("No nuts, cocoa and milk inside.", {"nuts"}),
        ("No perfume, aloe, vitamin E.", {"perfume"}),
    ],
)
def test_a_list_of_what_a_thing_lacks_is_read_to_its_end_where_it_is_one(text: str, lacks: set[str]) -> None:
    assert lacking(text) == {f"{name} free" for name in lacks}


def test_a_short_clause_of_several_descriptions_is_a_feature() -> None:
    assert affirmed(["Soft. Vegan.", "Vegan, red.", "Vegan and light.", "Padded."], "abcd")[0] == {"vegan"}


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Spigen Case for iPhone 15", "Phone cases", "cas"),
        ("Bosch Drill Bit Set 5-10 mm", "Bits & blades", "bit"),
        ("Cloud Camp Pillow", "Tents & Sleeping", "pillow"),
        ("Redmi 13 256 GB", "Phones", "phon"),
    ],
)
def test_a_thing_is_what_its_last_noun_says(title: str, category: str, kind: str) -> None:
    assert kind in heads_of(Product("1", title, category=category))


def test_a_word_for_a_shade_is_a_colour_only_where_the_shop_has_it() -> None:
    shelf = Shelf([Product("1", "Rich Eye Cream"), Product("2", "Balm", colors=("White", "Dark Red", "Green"))])

    wishes = [
        read_wish(text, shelf.vocabulary) for text in ("rich cream", "balm for olive skin", "something against dark circles")
    ]

    assert colors_of(shelf.products[0]) == ()
    assert [wish.filters for wish in wishes] == [(), (), ()]


def test_without_something_is_a_feature_where_several_descriptions_say_so() -> None:
    shelf = Shelf([Product(str(n), "Cream", "Fragrance free.") for n in range(3)] + [Product("4", "Soap", "Smells of rose.")])

    wish = read_wish("soap without fragrance", shelf.vocabulary)

    assert [(each.kind, each.values) for each in wish.filters] == [("feature", ("fragrance free",))]


def test_what_must_not_be_done_while_it_is_used_is_denied() -> None:
    assert "jewelry" in denied("Rich cream. Not to be used while wearing jewelry.")


def test_a_plant_is_no_shade_of_a_colour_that_the_shop_has() -> None:
    vocabulary = Shelf([Product("1", "Bench", colors=("Green",)), Product("2", "Purple Vase", colors=("Purple",))]).vocabulary
    assert read_wish("lime tree", vocabulary).values("color") == ()
    assert read_wish("bench in lime green", vocabulary).values("color") == ("green",)


@pytest.mark.parametrize("word", ["washable", "unbreakable", "organic", "scented"])
def test_what_the_variants_of_one_thing_say_is_said_once(word: str) -> None:
    variants = [Product(f"m-{n}", f"Rajah Lamp, {n} in", description=f"A lamp ({word}).", category="Lamps") for n in range(4)]
    assert affirmed([each.description for each in variants], ["lamp"] * 4) == [frozenset()] * 4
    assert affirmed([each.description for each in variants], "abcd") == [frozenset({word})] * 4


@pytest.mark.parametrize("size", ["King", "Single", "Reversible", "78 x 72 (King)", "Adjustable"])
def test_a_size_of_the_shop_is_no_feature_that_a_description_refuses_to_others(size: str) -> None:
    word = size.rpartition("(")[2].rstrip(")").lower()
    beds = [Product(f"b{n}", f"Bed {n}", description=f"Made of oak ({word}).", sizes=(size,)) for n in range(3)]
    shelf = Shelf([*beds, Product("m", "Meadow Mattress", sizes=(size,)), Product("n", "Nook Mattress", sizes=("Cot",))])

    wish = read_wish(f"mattress {word}", shelf.vocabulary)

    assert not [each for each in wish.filters if each.kind == "feature"]
    assert shelf.meets(wish.filters)[3]


def test_what_the_variants_of_one_shoe_lack_makes_no_other_thing_unfit() -> None:
    shoes = [
        Product(f"s-{n}", f"Trail Shoe, {n}", description="Made without leather.", category="Shoes") for n in (38, 39, 40, 41)
    ]
    shelf = Shelf([*shoes, Product("j", "Jacket", material="Wool"), Product("b", "Belt", material="Leather")])

    wish = read_wish("jacket without leather", shelf.vocabulary)

    assert [*shelf.meets(wish.filters)][4:] == [True, False]
