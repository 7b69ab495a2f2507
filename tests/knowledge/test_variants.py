"""Rows of a catalogue that are one product: which sizes are there, which are sold out, and what is said of all of them."""

from __future__ import annotations

import pytest

from chatbot.knowledge.measures import measures_of
from chatbot.knowledge.products import read_products
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.sizes import sizes_named
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product

HEADER = "handle,title,option1 name,option1 value,option2 name,option2 value,variant price,variant inventory qty,variant grams\n"


def read(rows: str, header: str = HEADER) -> dict[str, Product]:
    return {product.title: product for product in read_products((header + rows).encode(), "products.csv").products}


def test_a_size_that_is_sold_out_stays_known() -> None:
    dress = read("d,Maxi Dress,Size,8,,,59,2,\nd,,,10,,,59,0,\nd,,,12,,,59,1,\n")["Maxi Dress"]
    assert (dress.sizes, dress.sizes_sold_out, dress.stock) == (("8", "12"), ("10",), 3)


@pytest.mark.parametrize(
    ("name", "values"), [("Collar", ("14.5", "15")), ("Flavour", ("Chicken", "Fish")), ("Age", ("2-3", "4-5"))]
)
def test_any_option_by_which_variants_differ_is_kept_under_its_name(name: str, values: tuple[str, str]) -> None:
    product = read(f"p,Thing,{name},{values[0]},,,9,0,\np,,,{values[1]},,,9,4,\n")["Thing"]
    assert (product.size_name, product.sizes, product.sizes_sold_out) == (name.lower(), values[1:], values[:1])


def test_two_options_beside_the_colour_are_one_size_together() -> None:
    rows = "j,Jeans,Waist,32,Length,30,50,1,\nj,,,34,,34,50,0,\n"
    jeans = read(rows)["Jeans"]
    assert (jeans.size_name, jeans.sizes, jeans.sizes_sold_out) == ("waist/length", ("32/30",), ("34/34",))


def test_the_size_of_shoes_and_the_colour_of_a_frame_are_sizes_and_colours() -> None:
    boots = read("b,Boots,Frame colour,Oak,Shoe size,4,75,1,\nb,,,Oak,,5,75,2,\n")["Boots"]
    assert (boots.colors, boots.sizes, boots.size_name) == (("Oak",), ("4", "5"), "size")


def test_a_weight_that_differs_between_variants_is_not_said_of_the_product() -> None:
    rows = "a,Jumper,Size,S,,,55,1,300\na,,,M,,,55,1,900\nb,Scarf,Size,S,,,20,1,150\nb,,,M,,,20,1,150\n"
    found = read(rows, HEADER.replace("variant grams", "weight g"))
    assert (found["Jumper"].attributes, found["Scarf"].attributes) == ((), (("weight g", "150"),))


def test_the_weight_that_a_parcel_is_charged_by_is_not_told_as_the_products() -> None:
    assert read("b,Scarf,Size,S,,,20,1,150\nb,,,M,,,20,1,150\n")["Scarf"].attributes == ()


def test_rows_of_a_handle_with_titles_of_their_own_are_products_of_their_own() -> None:
    header = "Handle,SKU,Title,Size,Thickness (inch),Price\n"
    found = read("m,M1,Mattress Single 6 inch,Single,6,100\nm,M2,Mattress Single 8 inch,Single,8,100\n", header)
    assert [(title, each.id) for title, each in found.items()] == [
        ("Mattress Single 6 inch", "m"),
        ("Mattress Single 8 inch", "M2"),
    ]
    assert dict(found["Mattress Single 8 inch"].attributes)["thickness inch"] == "8"


def test_what_only_the_parent_of_variations_says_holds_for_all_of_them() -> None:
    header = "SKU,Name,Type,Parent,Regular price,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)\n"
    rows = 'L,Leash,variable,,,Length,"1 m, 2 m",Colour,"Blue, Red"\n'
    rows += "L1,Leash,variation,L,9,Length,1 m,,\nL2,Leash,variation,L,9,Length,2 m,,\n"
    leash = read(rows, header)["Leash"]
    assert (leash.colors, leash.sizes) == (("Blue", "Red"), ("1 m", "2 m"))


def test_all_numbered_attributes_of_a_product_are_read_by_their_names() -> None:
    names = ("Length", "Colour", "Firmness", "Filling", "Warranty")
    header = "Name,Regular price," + ",".join(f"Attribute {n} name,Attribute {n} value(s)" for n, _ in enumerate(names, 1)) + "\n"
    leash = read("Leash,9,Length,2 m,Colour,Red,Firmness,Soft,Filling,Cotton,Warranty,5 years\n", header)["Leash"]
    told = {name.lower(): value for name, value in leash.attributes}
    assert (told["filling"], told["warranty"]) == ("Cotton", "5 years")
    assert not any("attribute" in name for name in told)


def test_a_summary_and_a_description_are_both_read() -> None:
    found = read("Cat Tree,Up to 8 kg,<p>A tree of sisal.</p>\nBed,Soft,Soft.\n", "Name,Short description,Description\n")
    assert [each.description for each in found.values()] == ["Up to 8 kg. A tree of sisal.", "Soft."]


@pytest.mark.parametrize(
    ("size", "asked"),
    [
        ("34S", "34 SHORT"),
        ("34L", "34 LONG"),
        ("UK 8 / EU 42", "42"),
        ("7-8 years", "8"),
        ("King Size", "KING"),
        ("Medium", "M"),
        ("L 91 cm", "L"),
        ("53 cm", "53"),
        ("18 inch", "18"),
        ("S/M (51-55 cm)", "M"),
        ("S/M (51-55 cm)", "53"),
    ],
)
def test_a_size_is_found_by_what_customers_call_it(size: str, asked: str) -> None:
    assert asked in sizes_named(size)


@pytest.mark.parametrize("size", ["140 x 70 cm", "2 kg", "0.5 L"])
def test_a_side_a_count_and_a_part_of_an_amount_are_no_size(size: str) -> None:
    assert sizes_named(size) == set()


@pytest.mark.parametrize(("age", "is_met"), [("5", True), ("12", False), ("1", False)])
def test_clothes_of_a_span_of_ages_are_for_no_other_child(age: str, is_met: bool) -> None:
    shelf = Shelf([Product("p", "Kids Pyjamas", sizes=("2-3", "5-6"), size_name="age")])
    [wanted] = [each for each in _wish(shelf, f"pyjamas for a {age} year old") if each.kind == "audience"]
    assert shelf.mask(wanted)[0] == is_met


def test_the_months_of_baby_clothes_are_no_metres() -> None:
    [age] = measures_of(Product("b", "Sleepsuit", sizes=("3-6m",)))
    assert (age.name, float(age.low), float(age.high)) == ("age", 0.25, 0.5)


def test_parts_of_the_name_of_a_colour_are_no_colours() -> None:
    shelf = Shelf([Product("j", "Jeans", colors=("Dark Wash", "Mid Blue")), Product("s", "Shirt", colors=("Sage",))])
    assert [each.values for each in _wish(shelf, "how do i wash dark mid length jeans")] == []
    assert [each.values for each in _wish(shelf, "jeans in dark wash, blue or sage")] == [("dark wash", "blue", "sage")]


def _wish(shelf, text):
    return read_wish(text, shelf.vocabulary).filters


def test_a_currency_that_no_row_names_is_told() -> None:
    bare, named = (read_products(f"title,price\nLamp,{price}\nRug,9\n".encode(), "p.csv") for price in ("5", "£5"))
    assert "EUR" in bare.columns["currency"]
    assert "currency" not in named.columns
    assert [each.currency for each in named.products] == ["GBP", "GBP"]


def test_variants_of_one_size_and_several_prices_are_told_apart_by_what_else_differs() -> None:
    rows = (
        "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price",
        "cone,Cone,Material,Clay,Size,02,A,39",
        "cone,,,Glass,,02,B,36",
    )

    file = read_products("\n".join(rows).encode(), "products.csv")

    assert [product.title for product in file.products] == ["Cone, Clay/02", "Cone, Glass/02"]


def test_rows_that_only_a_measure_tells_apart_are_its_sizes_with_the_unit() -> None:
    header = "sku,parent sku,title,category,colour,blade (mm),price,qty\n"
    rows = "a,s,Spokeshave,Planes,Red,38,30,4\nb,s,Spokeshave,Planes,Red,51,30,0\nc,,Block Plane,Planes,Red,41,40,2\n"
    found = read(rows, header)
    assert (found["Spokeshave"].size_name, found["Spokeshave"].sizes, found["Spokeshave"].sizes_sold_out) == (
        "blade",
        ("38 mm",),
        ("51 mm",),
    )
    assert (found["Block Plane"].size_name, found["Block Plane"].sizes) == ("blade", ("41 mm",))


def test_variants_of_two_options_and_several_prices_are_all_kept() -> None:
    rows = "g,Guitar,Finish,Natural,Hand,Right,189,9,\ng,,,Sunburst,,Right,199,4,\ng,,,Natural,,Left,209,3,\n"
    prices = {title: str(product.price) for title, product in read(rows).items()}
    assert prices == {"Guitar, Natural, Right": "189", "Guitar, Sunburst": "199", "Guitar, Natural, Left": "209"}


def test_a_colour_in_the_first_row_of_a_handle_is_that_of_all_its_variants() -> None:
    header = "handle,title,option1 name,option1 value,variant price,colour\n"
    cables = read("c,Cable,Length,3 m,16,Black\nc,,,6 m,22,\n", header)
    assert {product.colors for product in cables.values()} == {("Black",)}


def test_a_finish_is_the_colour_of_what_has_no_other_and_a_property_beside_one() -> None:
    lamp = read("l,Desk Lamp,Finish,Antique Brass,Size,Small,40,3,\nl,,,Matt Black,,Small,40,0,\nl,,,Matt Black,,Large,60,2,\n")
    assert {title: (product.colors, product.stock) for title, product in lamp.items()} == {
        "Desk Lamp, Antique Brass": (("Antique Brass",), 3),
        "Desk Lamp, Matt Black, Small": (("Matt Black",), 0),
        "Desk Lamp, Matt Black, Large": (("Matt Black",), 2),
    }
    paint = read("p,Paint,Colour,White,Finish,Gloss,20,3,\np,,,White,,Matt,20,0,\n")["Paint"]
    assert (paint.colors, paint.size_name, paint.sizes, paint.sizes_sold_out) == (("White",), "finish", ("Gloss",), ("Matt",))


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (
            ("Size", "Thickness"),
            (("Queen", "4 in", "70"), ("Queen", "5 in", "80"), ("King", "4 in", "80"), ("King", "5 in", "96")),
        ),
        (("Size", "Fabric"), (("M", "wool", "90"), ("M", "cotton", "60"), ("L", "cotton", "90"), ("L", "wool", "95"))),
        (
            ("Weight", "Flavour"),
            (("1 kg", "plain", "20"), ("1 kg", "mango", "25"), ("2 kg", "plain", "25"), ("2 kg", "mango", "45")),
        ),
        (("Length", "Strands"), (("16 in", "one", "10"), ("16 in", "two", "14"), ("18 in", "one", "14"), ("18 in", "two", "19"))),
        (
            ("Storage", "RAM"),
            (("128 GB", "6 GB", "300"), ("128 GB", "8 GB", "350"), ("256 GB", "6 GB", "350"), ("256 GB", "8 GB", "9")),
        ),
    ],
)
def test_variants_that_cost_the_same_by_chance_are_no_one_product(
    options: tuple[str, str], rows: tuple[tuple[str, str, str], ...]
) -> None:
    lines = [
        f"t,{'Thing' if not n else ''},{options[0]},{one},{options[1]},{other},{cost},{n + 1},\n"
        for n, (one, other, cost) in enumerate(rows)
    ]
    found = read("".join(lines))
    assert sorted(each.stock or 0 for each in found.values()) == [1, 2, 3, 4]
    assert all(one in " ".join(found) and other in " ".join(found) for one, other, _ in rows)


def test_sizes_that_cost_more_leave_the_others_one_product_with_its_lengths() -> None:
    rows = "".join(f"j,{'Jeans' if size + leg == 'SR' else ''},Size,{size},Leg,{leg},50,1,\n" for size in "SML" for leg in "RL")
    found = read(f"{rows}j,,Size,XL,Leg,R,60,1,\n")
    assert {len(each.sizes) for each in found.values()} == {6, 1}


@pytest.mark.parametrize("place", [4, 6, 11])
def test_an_attribute_of_woocommerce_is_read_in_whatever_place_it_stands(place: int) -> None:
    header = f"Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute {place} name,Attribute {place} value(s)\n"
    rows = (
        'variable,M,Bed,,,Size,"S, M",Warranty,3 years\nvariation,M-S,Bed - S,9,M,Size,S,,\nvariation,M-M,Bed - M,9,M,Size,M,,\n'
    )
    assert read(rows, header)["Bed"].attributes == (("warranty", "3 years"),)


def test_a_variant_may_differ_in_its_fourth_attribute() -> None:
    header = "Type,SKU,Name,Regular price,Parent,Attribute 4 name,Attribute 4 value(s),Attribute 4 default\n"
    rows = "variable,M,Bed,,,Height,low|high,low\nvariation,M-S,Bed - low,9,M,Height,low,\nvariation,M-M,Bed - high,9,M,Height,high,\n"
    bed = read(rows, header)["Bed"]
    assert (bed.sizes, bed.size_name, bed.attributes) == (("low", "high"), "height", ())
