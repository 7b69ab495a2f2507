"""Columns of the shop's own: what a customer may be told of them, and that the owner learns what was not used."""

from __future__ import annotations

import pytest

from chatbot.knowledge.measures import attribute_shown, spoken_measures
from chatbot.knowledge.product_facets import audiences_of
from chatbot.knowledge.products import ProductsFile, read_products


def read(*lines: str) -> ProductsFile:
    return read_products("\n".join(lines).encode(), "products.csv")


def test_short_texts_of_a_column_of_the_shops_own_are_told_under_its_header() -> None:
    file = read("Product;Price;Stock;Fits;Skin type", "Blade;9;1;125 mm grinders;", "Cream;8;1;;dry and normal")

    assert [product.attributes for product in file.products] == [
        (("fits", "125 mm grinders"),),
        (("skin type", "dry and normal"),),
    ]


def test_a_header_that_is_a_unit_is_a_measure() -> None:
    [drill, _] = read("Product;Price;Stock;Volts;kg", "Drill;99;3;18;1,2", "Saw;89;1;230;2").products

    assert drill.attributes == (("volts", "18"), ("kg", "1,2"))


@pytest.mark.parametrize(
    "header",
    ["Purchase price", "Supplier", "Margin %", "Internal note", "EK", "Delivery class", "Lieferant", "Warehouse location"],
)
def test_what_a_shop_keeps_to_itself_is_never_told(header: str) -> None:
    file = read(f"Product;Price;Stock;{header}", "Drill;99;3;Miller", "Saw;89;1;Smith")

    assert [product.attributes for product in file.products] == [(), ()]
    assert file.columns["not used"] == header


@pytest.mark.parametrize(
    "header", ["Metal", "Photochromic", "Internal diameter", "Top notes", "Costume", "Feeding stage", "Filet"]
)
def test_a_column_that_only_begins_like_a_secret_is_told(header: str) -> None:
    file = read(f"Product;Price;Stock;{header}", "Ring;99;3;Gold plated", "Chain;89;1;Sterling silver")

    assert file.columns["shown to customers, too"] == header


def test_a_hint_in_brackets_is_no_part_of_a_columns_name() -> None:
    header = "Product;Price*;Stock;Active (0/1);Tags (x,y,z...);Seat (product.metafields.custom.seat);Drop (3-6)"
    file = read(header, "Chair;9;1;1;oak,dining;rush;low", "Stool;8;1;0;oak;cane;high", "Bench;8;1;1;ash;cane;high")

    assert [product.tags for product in file.products] == [("oak", "dining"), ("ash",)]
    assert file.products[0].attributes == (("seat", "rush"), ("drop 3 6", "low"))


def test_features_with_their_places_are_properties_and_fields() -> None:
    header = "Product;Price tax included;Stock;Feature (Name:Value:Position:Customized)"
    file = read(header, "Lamp;9;1;For:hall | stairs:1,Colour:red:2:0,Base:E27:3", "Bulb;8;1;Base:E14:1,Base:E27:2")

    lamp, bulb = file.products
    assert (str(lamp.price), lamp.colors) == ("9", ("red",))
    assert lamp.attributes == (("suitable for", "hall | stairs"), ("base", "E27"))
    assert bulb.attributes == (("base", "E14, E27"),)


def test_an_amount_that_the_customer_is_charged_is_told() -> None:
    file = read("Product;Price;Stock;Bottle deposit;Position", "Beer;9;1;3,10 €;top", "Cider;8;1;1,50 €;bottom")

    assert file.products[0].attributes == (("bottle deposit", "3,10 €"), ("position", "top"))


def test_a_type_beside_a_category_is_a_property_and_a_column_that_gave_nothing_is_not_used() -> None:
    file = read("Product ID;Reference;Product;Price;Stock;Category;Type", "1;A7;Oven;9;1;Kitchen;fan", "2;B9;Hob;8;1;Kitchen;gas")

    assert [(product.category, product.attributes) for product in file.products] == [
        ("Kitchen", (("type", "fan"),)),
        ("Kitchen", (("type", "gas"),)),
    ]
    assert (file.columns["id"], file.columns["not used"]) == ("Product ID", "Reference")


def test_three_measures_in_a_row_are_no_date() -> None:
    file = read("Product;Price;Stock;Fit", "Saddle;9;1;48-20-145", "Bridle;9;1;52-18-140")

    assert file.products[0].attributes == (("fit", "48-20-145"),)


@pytest.mark.parametrize(
    "cells",
    [
        "61.20;44.00",
        "1.199,00;89,90",
        "1 199,00;on request",
        "61.20 €;44.00 €",
        "SUP-1131;SUP-2207",
        "https://a;https://b",
        "2026-01-02;2025-03-04",
    ],
)
def test_bare_numbers_amounts_codes_links_and_days_of_an_unknown_column_are_not_told(cells: str) -> None:
    first, second = cells.split(";")

    file = read("Product;Price;Stock;Foo", f"Drill;99;3;{first}", f"Saw;89;1;{second}")

    assert [product.attributes for product in file.products] == [(), ()]


def test_the_owner_learns_which_column_was_read_as_what() -> None:
    file = read("Product;Group;Price;Stock;Shade;Fits;Foo", "Drill;Drills;99;3;Green;Wood;61.20", "Saw;Saws;9;3;Red;Metal;60")

    assert file.columns["category"] == "Group"
    assert file.columns["colors"] == "Shade"
    assert file.columns["shown to customers, too"] == "Fits"
    assert file.columns["not used"] == "Foo"


def test_a_product_that_costs_less_than_it_did_is_reduced() -> None:
    drill, saw = read("Product;Price;Stock;RRP", "Drill;99,00;3;149,00", "Saw;89;1;89").products

    assert drill.attributes == (("reduced", "yes"), ("regular price", "€149.00"))
    assert saw.attributes == ()


def test_rows_of_one_title_are_told_apart_by_what_differs() -> None:
    header = "Product;Brand;Price;Stock;Shade;Size"
    file = read(
        header,
        "Balm;Ravel;8;3;Peach;",
        "Balm;Ravel;8;0;Plum;",
        "Soap;Ravel;4;1;;200 ml",
        "Soap;Ravel;6;1;;400 ml",
        "Oil;Ravel;9;1;;",
    )

    titles = [product.title for product in file.products]

    assert titles == ["Balm, Peach", "Balm, Plum", "Soap, 200 ml", "Soap, 400 ml", "Oil"]


@pytest.mark.parametrize("header", ["For", "Target", "Worn by"])
def test_a_column_that_names_whom_things_are_for_is_their_audience_whatever_it_is_called(header: str) -> None:
    file = read(f"Product;Price;Stock;{header}", "Coat;99;3;Women", "Cap;9;1;Men's", "Boots;59;2;Kids", "Belt;19;2;Women / Men")

    assert [audiences_of(product) for product in file.products] == [{"women"}, {"men"}, {"kids"}, {"women", "men"}]
    assert file.columns["gender"] == header


def test_a_column_of_what_things_are_made_for_names_no_audience() -> None:
    file = read("Product;Price;Stock;For", "Blade;9;3;wood", "Disc;9;1;metal", "Glove;9;1;men")

    assert "gender" not in file.columns


@pytest.mark.parametrize(
    ("name", "value", "shown"), [("pack", "Pack of 100", "Pack of 100"), ("care", "Careful wash", "care Careful wash")]
)
def test_the_name_of_an_attribute_is_told_once(name: str, value: str, shown: str) -> None:
    assert attribute_shown(name, value) == shown


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Hugger 52 in. Ceiling Fan", ("length", "132.08")),
        ("Primer 5-gal. Pail", ("volume", "18.925")),
        ("Dish Soap 8 fl. oz.", ("volume", "0.2366")),
        ("3/4 in. Elbow", ()),
        ("Sweeper 2 in One", ()),
    ],
)
def test_american_units_are_read_as_titles_write_them(title: str, told: tuple[str, ...]) -> None:
    found = [(dimension, f"{low.normalize():f}") for dimension, low, _ in spoken_measures(title)]
    assert found == ([told] if told else [])
