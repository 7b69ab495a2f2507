"""What is shown, and what is said of it, where the shop has not quite what is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.config import ROOT
from chatbot.knowledge.kinds import Kinds
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.training.evaluate_products import build_index

PRODUCTS = [
    Product("coat", "Padded Coat", category="Coats", description="Warm lined coat for cold days."),
    Product("loafers", "Leather Loafers", category="Shoes", attributes=(("gender", "men"),), description="Slip-on shoes."),
    Product("flats", "Ballet Flats", category="Shoes", description="Soft everyday shoes."),
    Product(
        "gloves", "Knitted Gloves", category="Accessories", attributes=(("gender", "women"),), description="Warm wool gloves."
    ),
    Product("hose", "Garden Hose", category="Watering", attributes=(("length_m", "30"),), description="A hose for the garden."),
    Product("reel", "Wall Reel", category="Watering", description="Winds up a hose on the wall."),
    Product("foam", "Foam Mattress", category="Mattresses", description="Firm, with no partner disturbance."),
    Product("pad", "Camping Mattress", category="Mattresses", description="Light and small when rolled up."),
    Product("kid-coat", "Kids Coat", category="Coats", tags=("kids",), sizes=("98", "104"), description="A coat for children."),
    Product("mower", "Lawn Mower", category="Garden", description="For lawns up to 400 m²."),
    Product("small-mower", "Push Mower", category="Garden", description="For lawns up to 200 m²."),
    Product("oslo", "Oslo Bed", category="Beds", stock=0, description="A bed."),
    Product("bergen", "Bergen Bed", category="Beds", stock=3, description="A bed."),
    Product("vet8", "Royal Vet Dog, 7.5 kg", category="Dry Food", description="Diet food for dogs."),
    Product("rug", "Wool Rug", category="Rugs", attributes=(("dimensions", "200x140 cm"),), description="A soft rug."),
    Product("crib", "Crib Mattress", category="Mattresses", tags=("baby",), description="For a baby's crib."),
]


@pytest.fixture(scope="module")
def index() -> Index:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=1)
    return Index(0, PRODUCTS, encoder.encode([search_text(each) for each in PRODUCTS]), encoder)


def shown(index: Index, text: str) -> tuple[list[str], tuple[str, ...]]:
    found = index.search(index.read(index.repair(text)), 4)
    return [hit.product.id for hit in found.hits], found.missed


def test_what_a_thing_is_for_does_not_hide_that_the_shop_has_it(index: Index) -> None:
    assert shown(index, "reel for a birthday in spain") == (["reel"], ("for a birthday in spain",))


def test_what_no_product_is_called_is_said(index: Index) -> None:
    assert "socks" in shown(index, "socks")[1]


def test_a_kind_is_kept_where_it_is_for_somebody_else(index: Index) -> None:
    assert shown(index, "gloves for men") == (["gloves"], ("for men",))


def test_two_things_in_one_message_are_each_searched(index: Index) -> None:
    assert set(shown(index, "a hose 30 m and a reel")[0]) == {"hose", "reel"}


def test_a_page_that_denies_what_is_not_wanted_is_right(index: Index) -> None:
    assert shown(index, "mattress for couples no disturbance")[0][0] == "foam"


@pytest.mark.parametrize(
    ("typed", "meant"), [("somthing warm", "something warm"), ("smth warm", "something warm"), ("tights", "tights")]
)
def test_words_of_wishes_are_repaired_and_plurals_left_alone(index: Index, typed: str, meant: str) -> None:
    assert index.repair(typed) == meant


def test_another_amount_names_no_product(index: Index) -> None:
    assert index.names.named("how many grams for a 7 kg dog") == []
    assert [each.id for each in index.names.named("royal vet dog 7.5 kg")] == ["vet8"]


def test_no_age_is_claimed_that_no_record_tells(index: Index) -> None:
    (hit, *_) = index.search(index.read("mattress for kid 5 year"), 4).hits
    assert hit.reason == "for kids"


def test_a_child_is_shown_no_coat_for_grown_ups(index: Index) -> None:
    assert "coat" not in shown(index, "coat for a 2 year old")[0]


def test_how_large_a_lawn_it_mows_is_read_from_its_page(index: Index) -> None:
    assert shown(index, "mower for 300 m2") == (["mower"], ())


def test_what_is_asked_for_by_name_is_told_to_be_sold_out(index: Index) -> None:
    assert shown(index, "oslo bed in stock?") == (["oslo"], ("in stock",))


def test_a_size_that_nothing_has_brings_no_cards_where_no_thing_is_named(index: Index) -> None:
    assert shown(index, "do you have 200x140")[0] == ["rug"]
    assert shown(index, "do you have 90x70") == ([], ("90x70",))
    assert shown(index, "rug 90x70") == (["rug"], ("90x70",))


def test_a_bare_number_names_no_thing(index: Index) -> None:
    assert shown(index, "2 pieces") == ([], ())


def test_what_is_of_another_kind_fills_no_row_where_the_kind_is_there() -> None:
    kinds = Kinds(
        [
            Product("duvet", "Warm Duvet", category="Duvets"),
            Product("sofa", "Corner Sofa", category="Sofas"),
            Product("couch", "Low Couch", category="Sofas"),
            Product("bench", "Bench"),
        ]
    )
    assert kinds.kept("sofa", np.array([1, 0, 2, 3])).tolist() == [1, 2, 3]
    assert kinds.kept("sofa", np.array([0, 2])).tolist() == [0, 2]  # none is called so


def test_what_a_thing_does_is_no_second_thing() -> None:
    vacuum, hat, gloves = (Product(title, title) for title in ("Wet/Dry Vacuum", "Wool Hat", "Wool Gloves"))
    assert Kinds([vacuum, hat, gloves]).ends == {"vacuum", "hat", "glov"}


@pytest.mark.parametrize(("text", "shown"), [("a bigger one", "2 TB"), ("the small one", "500 GB")])
def test_a_drive_is_bigger_by_its_storage(text: str, shown: str) -> None:
    drives = [
        Product(size, f"Drive {size}", category="Drives", attributes=(("storage", size),)) for size in ("500 GB", "1 TB", "2 TB")
    ]
    index = build_index(drives, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))
    found = index.like(drives[1], index.read(text), 4)
    assert ([hit.product.id for hit in found.hits], found.missed) == ([shown], ())


def test_a_child_is_shown_no_grown_ups_thing(index: Index) -> None:
    assert shown(index, "flats for my 3 year old")[0] == []


def test_what_only_a_word_beside_the_noun_holds_is_not_shown(index: Index) -> None:
    assert shown(index, "wool teapot")[0] == []


def test_what_stands_with_a_kind_and_says_what_it_is_for_comes_before_the_kind() -> None:
    goods = [("Bar Soap", "For hands."), ("Blue Cleanser", "For windows and ovens."), ("Liquid Soap", "For hands.")]
    products = [Product(title, title, told, "Cleaning") for title, told in goods]
    index = build_index(products, Encoder.load(ROOT / "data" / "models" / "encoder", threads=1))
    assert shown(index, "soap for windows and ovens")[0] == ["Blue Cleanser"]


@pytest.mark.parametrize(("text", "meant"), [("a hosepipe", "a garden hose"), ("woolrugs", "wool rugs"), ("a hose", "a hose")])
def test_names_of_one_thing_and_compounds_are_read_as_the_shop_writes_them(index: Index, text: str, meant: str) -> None:
    assert index.repair(text) == meant


def test_a_measure_of_another_thing_does_not_hide_that_it_is_another() -> None:
    shelf = Shelf([Product("lid", "Lid", "Lid", attributes=(("diameter", "20 cm"),)), Product("pan", "Pan", category="Pans")])
    assert read_wish("lid for 24 cm pan", shelf.vocabulary).text == "lid for pan"
