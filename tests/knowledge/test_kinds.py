"""What kind of thing a product is."""

from __future__ import annotations

import pytest

from chatbot.knowledge.kinds import Kinds, noun_of
from chatbot.records import Product


def test_a_phone_case_is_no_phone() -> None:
    kinds = Kinds([Product("1", "Nova 5 Phone Case", category="Cases"), Product("2", "Nova 5", category="Phones")])
    assert kinds.of("phon").tolist() == [False, True]
    assert kinds.around("phon").tolist() == [True, False]


def test_without_a_category_a_product_is_of_every_kind_that_its_title_names() -> None:
    kinds = Kinds([Product("1", "DEWALT 20V Drill Driver Kit Yellow"), Product("2", "Saw Blade")])
    assert kinds.of("dril").tolist() == [True, False]
    assert not kinds.around("dril").any()


def test_a_model_number_behind_its_name_does_not_hide_the_kind() -> None:
    kinds = Kinds(
        [Product("1", "Nova Phone 15 256 GB", category="Phones"), Product("2", "Case for Nova Phone 15", category="Cases")]
    )
    assert kinds.wished("phone 15", ("phone", "15"))[0] == "phon"


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Tern Running Vest Green/Yellow", "vest"),
        ("Otis Filter Cartridge Original", "cartridg"),
        ("Oakley Navy", "oakley"),
        ("Burnt Sienna Red", "sienna"),
        ("Gold", "gold"),
    ],
)
def test_a_colour_or_quality_behind_the_noun_is_no_noun(title: str, noun: str) -> None:
    assert noun_of(title) == noun


def test_what_ends_with_the_name_of_another_category_is_not_of_it() -> None:
    goods = [("Otter Stand 11 inch Tablet", "Stands"), ("Tablet Easel Stand", "Stands"), ("Nova Slim", "Tablets")]
    kinds = Kinds([Product(title, title, category=category) for title, category in goods])
    assert kinds.of("tablet").tolist() == [False, False, True]
    assert kinds.of("stand").tolist() == [True, True, False]


def test_a_category_that_names_no_things_hides_no_kind() -> None:
    goods = [("Fell Boot", "Offers"), ("Rain Hat", "Offers"), ("Tarn Boot", "Boots")]
    kinds = Kinds([Product(title, title, category=category) for title, category in goods])
    assert kinds.of("boot").tolist() == [True, False, True]


def test_a_noun_before_an_amount_is_one_where_titles_say_it_so() -> None:
    goods = [
        ("Bay Deck Stain 5L Silk", "Exterior"),
        ("Bay Trim Stain 1L Sheen", "Exterior"),
        ("Nova 13 cm Sleeve", "Sleeves"),
        ("Nova", "Pads"),
    ]
    kinds = Kinds([Product(title, title, category=category) for title, category in goods])
    assert kinds.of("stain").tolist() == [True, True, False, False]
    assert kinds.of("nova").tolist() == [False, False, False, True]


@pytest.mark.parametrize("title", ["Otis Planer Body Only", "Otis Planer Satin"])
def test_what_is_sold_without_and_a_finish_are_no_noun(title: str) -> None:
    assert noun_of(title) == "planer"


def test_a_clause_behind_the_thing_names_none() -> None:
    kinds = Kinds([Product("lamp", "Reading Lamp", category="Lamps")])
    assert kinds.wished("lamp that bends down", ("lamp", "bends"))[1] == ["lamp"]
    assert kinds.wished("looking for a lamp", ("lamp",))[0] == "lamp"
