"""For which ages a thing is: as shops write it, and what customers of a child's age are shown by it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.knowledge.ages import read_age, told_age
from chatbot.knowledge.filters import Filter
from chatbot.knowledge.measures import read_measure
from chatbot.knowledge.products import read_products
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("8 years +", (8, "inf")),
        ("12 months +", (1, "inf")),
        ("4 years and up", (4, "inf")),
        ("from 3 years", (3, "inf")),
        ("Not for children under 3 years", (3, "inf")),
        ("Ages 3-6", (3, 6)),
        ("3 – 99", (3, 99)),
        ("6-12m", ("0.5", 1)),
        ("up to 12 months", (0, 1)),
        ("4 Jahre", (4, 4)),
        ("9 months-6 years", ("0.75", 6)),
        ("18 months to 3", ("1.5", 3)),
    ],
)
def test_an_age_is_read_however_it_is_written(said: str, ages: tuple[object, object]) -> None:
    assert read_age(said) == tuple(Decimal(str(end)) for end in ages)


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("100-150 cm, about 4 to 12 years", (4, 12)),
        ("6 months to about 6 years, max 36 kg", ("0.5", 6)),
        ("From birth to 22 kg", (0, "inf")),
        ("From birth to 2 x 17 kg", (0, "inf")),
    ],
)
def test_weights_and_heights_beside_an_age_are_none(said: str, ages: tuple[object, object]) -> None:
    assert read_age(said) == tuple(Decimal(str(end)) for end in ages)


@pytest.mark.parametrize("said", ["3.5 to 15 kg", "100-150 cm", "Adults", "M (55-59 cm)", ""])
def test_what_tells_no_age_is_read_as_none_and_never_as_a_weight(said: str) -> None:
    assert read_measure("age", said) is None


@pytest.mark.parametrize(("age", "titles"), [(1, ["Blocks"]), (6, ["Blocks", "Booster"]), (9, ["Blocks", "Booster", "Lab kit"])])
def test_a_child_is_shown_what_its_age_lies_within(age: int, titles: list[str]) -> None:
    rows = ("Name,Price,Age", "Blocks,9,12 months +", '"Booster",99,"100-150 cm, about 4 to 12 years"', "Lab kit,29,8 years +")
    shelf = Shelf(read_products("\n".join(rows).encode(), "toys.csv").products)

    suits = shelf.mask(Filter("audience", ("kids",), high=Decimal(age)))

    assert [each.title for each, is_fit in zip(shelf.products, suits, strict=True) if is_fit] == titles


def test_the_owner_learns_how_many_ages_cannot_be_read() -> None:
    file = read_products(b"Name,Price,Age\nBlocks,9,3 years +\nSling,79,3.5 to 15 kg\n", "toys.csv")

    [problem] = [each for each in file.problems if each.column == "age"]

    assert "1 of 2 products" in problem.reason
    assert "3.5 to 15 kg" in problem.reason
    assert not problem.is_fatal


def test_an_age_group_in_years_is_an_age() -> None:
    [product] = read_products(b"Name,Price,Age group\nBlocks,9,3-6 years\n", "toys.csv").products

    assert product.attributes == (("age", "3-6 years"),)


def test_what_is_for_babies_is_for_no_older_child_unless_its_record_says_so() -> None:
    rows = "Name,Price,Age\nBaby hamper,9,\nBaby doll,19,2 years +\nKids lamp,29,\n"
    shelf = Shelf(read_products(rows.encode(), "toys.csv").products)

    assert shelf.mask(Filter("audience", ("kids",), high=Decimal(9))).tolist() == [False, True, True]


def test_a_boy_of_five_is_shown_nothing_for_men() -> None:
    rows = "Name,Price,For\nCity bike,699,Men\nFirst bike,169,Kids\nTouring bike,899,Men\n"
    shelf = Shelf(read_products(rows.encode(), "bikes.csv").products)

    [audience] = read_wish("bike for a 5 year old boy", shelf.vocabulary).filters

    assert shelf.mask(audience).tolist() == [False, True, False]


def test_an_age_is_kept_where_the_child_is_then_told_to_be_a_girl() -> None:
    vocabulary = Shelf(read_products(b"Name,Price\nBlocks,9\n", "toys.csv").products).vocabulary

    [audience] = read_wish("something for a 9 year old", vocabulary).narrowed(read_wish("girl", vocabulary)).filters

    assert (audience.values, audience.high) == (("kids", "girls"), 9)


def test_the_ages_of_a_description_are_read_and_no_whisky_is_for_a_child() -> None:
    assert told_age("Bendy frame for ages 4-8. Blue.") == (4, 8)
    assert told_age("Single malt, aged 12 years in oak.") is None


def test_an_age_is_read_without_a_unit() -> None:
    (age,) = read_wish("puzzle age 3", Shelf([Product("1", "Wooden Puzzle")]).vocabulary).filters
    assert (age.kind, age.high) == ("audience", 3)
