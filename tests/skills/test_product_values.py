"""What is told of a product by its own columns and colours, over a small shop of several trades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.messages import Answer, Say
from chatbot.records import Product
from chatbot.skills.product_offers import leaves_question
from chatbot.skills.products import ProductsSkill
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk, titles

# title, category, colour, material, attributes, description
SHOP: tuple[tuple[str, str, str, str, tuple[tuple[str, str], ...], str], ...] = (
    ("Tarn Hiking Boot, Brown", "Boots", "Brown", "Nubuck leather", (("sole", "Rubber"),), "Warm and light."),
    ("Tarn Hiking Boot, Grey", "Boots", "Grey", "Nubuck leather", (("sole", "Rubber"),), "Warm and light."),
    ("Skerry Sneaker", "Sneakers", "White", "Cotton canvas", (("sole", "Cork"),), "For the town."),
    ("Lohe Desk Lamp, Gold", "Lamps", "Gold", "Steel, brass plated", (("switch", "Touch dimmer"),), "Bends at two joints."),
    ("Lohe Desk Lamp, Black", "Lamps", "Black", "Waterproof steel", (("switch", "Touch dimmer"),), "Bends at two joints."),
    ("Vik Ceiling Lamp", "Lamps", "White", "Glass", (("switch", "Pull cord"),), "With a sheep on the shade."),
    ("Two-fold Screen", "Screens", "White", "Paper", (), "Stands by itself."),
    ("Round Tray", "Trays", "", "Beech", (), "Carries six cups."),
    ("Brio Kettle Steel", "Kettles", "", "Steel", (("induction", "no"),), "Holds a litre. Made to order, 5 working days."),
    ("Brio Kettle Lid", "Spare parts", "", "Steel", (), "Fits the kettle."),
    ("Fjell Kettle Copper", "Kettles", "", "Copper", (("induction", "no"),), "Holds two litres."),
    ("Peg Outdoor Oil 5L", "Oils", "", "", (("use", "Exterior"), ("volume", "5 L")), "For fences and sheds. Not for worktops."),
    ("Moor Colours Wood Stain 1L", "Stains", "Oak", "", (("use", "Exterior"),), "Matt. Dries in an hour."),
    ("Bolt 24V Mower", "Mowers", "", "", (("power", "24 V"),), "Bag of 30 l, no roller."),
    ("Dale Oven", "Ovens", "", "", (("power", "230 V"),), "Bakes bread."),
    ("Dale Hob", "Hobs", "", "", (("power", "230 V"),), "Four plates."),
    ("Dale Fridge", "Fridges", "", "", (("power", "230 V"),), "Holds 200 l."),
    ("Glen Waxed Jacket Quilted", "Jackets", "", "", (), "Quilted by hand. Two pockets."),
    ("Name Puzzle", "Toys", "", "Beech", (), "Any name in letters of wood."),
)


@pytest.fixture(scope="module")
def skill(open_shop: OpenShop) -> ProductsSkill:
    products = [
        Product(
            f"p{n}",
            title,
            told,
            kind,
            "",
            Decimal(20 + n),
            colors=(color,) if color else (),
            material=material,
            stock=9,
            attributes=attributes,
        )
        for n, (title, kind, color, material, attributes, told) in enumerate(SHOP)
    ]
    return open_shop(products)


def facts(talk: Talk, text: str) -> list[str]:
    answer = talk.skill.fact(talk.context(text, QUESTION))
    return [say.slots["fact"] for say in answer.say if "fact" in say.slots] if answer else []


@pytest.mark.parametrize(
    "question", ["is the skerry sneaker leather", "does the skerry sneaker have rubber", "what sole has the skerry"]
)
def test_a_column_is_told_to_who_asks_for_another_of_its_values_or_by_its_name(talk: Talk, question: str) -> None:
    assert facts(talk, question) == (["made of Cotton canvas"] if "leather" in question else ["sole Cork"])


def test_a_column_is_not_told_where_more_is_asked_than_it_says(talk: Talk) -> None:
    assert facts(talk, "does the skerry sneaker squeak on rubber floors") == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("can i use peg outdoor oil on worktops", ["Not for worktops."]),
        ("can i use peg outdoor oil on tiles", []),
        ("what is the use of peg outdoor oil", ["use Exterior"]),
        ("will peg outdoor oil use the same brush", []),
    ],
)
def test_a_column_that_is_called_like_a_verb_is_told_to_who_asks_for_it_alone(talk: Talk, question: str, told: list[str]) -> None:
    assert facts(talk, question) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("will moor colours wood stain hurt my dog", []),
        ("what colours does moor colours wood stain come in", ["comes in Oak"]),
        ("what colours moor wood stain comes in", ["comes in Oak"]),
        ("does the 24v bolt mower have a roller", ["Bag of 30 l, no roller."]),
        ("is the bolt mower 24v", ["power 24 V"]),
    ],
)
def test_words_of_a_name_ask_for_no_colour_and_no_amount(talk: Talk, question: str, told: list[str]) -> None:
    assert facts(talk, question) == told


def test_the_page_is_told_beside_a_column_where_it_says_more_of_what_is_asked(talk: Talk) -> None:
    assert facts(talk, "what is the use of peg outdoor oil on worktops") == ["use Exterior, Not for worktops."]


@pytest.mark.parametrize("question", ["is it battery", "does it run on battery or mains"])
def test_who_asks_for_a_battery_is_told_the_voltage(talk: Talk, question: str) -> None:
    talk.say("dale oven price", QUESTION)
    assert facts(talk, question) == ["power 230 V"]


def test_how_a_thing_is_is_told_although_its_name_says_it(talk: Talk) -> None:
    talk.say("glen waxed jacket", ADVICE)
    assert facts(talk, "is it quilted") == ["Quilted by hand."]


def test_the_price_of_a_range_shows_what_is_of_it(talk: Talk) -> None:
    answer = talk.skill.wished(talk.context("how much is the dale", QUESTION))
    assert answer is not None
    assert {card.title.split()[0] for card in answer.products} == {"Dale"}


def test_a_word_of_the_page_says_which_one_of_a_kind_is_meant(talk: Talk) -> None:
    assert facts(talk, "the sheep lamp what switch is that") == ["switch Pull cord"]


def test_what_a_colour_is_made_of_is_no_question_for_other_colours(talk: Talk) -> None:
    assert not any("comes in" in fact for fact in facts(talk, "is the gold colour of the lohe desk lamp real or paint"))


@pytest.mark.parametrize(
    "question", ["does the lohe desk lamp come in red", "what colours has the lohe desk lamp", "lohe desk lamp colour"]
)
def test_who_asks_for_colours_is_told_them(talk: Talk, question: str) -> None:
    assert facts(talk, question) == ["comes in Gold and Black"]


def test_a_colour_that_a_thing_has_not_brings_its_others_of_which_the_next_message_may_ask(talk: Talk) -> None:
    talk.say("tarn hiking boot", ADVICE)
    talk.say("the grey one", QUESTION)
    talk.say("what about red ones", QUESTION)
    talk.say("how much are those", QUESTION)
    assert sorted(titles(talk)) == ["Tarn Hiking Boot, Brown", "Tarn Hiking Boot, Grey"]


def test_the_other_is_the_one_that_is_not_spoken_of(talk: Talk) -> None:
    talk.say("desk lamp", ADVICE)
    talk.say("the black one", QUESTION)
    talk.say("ok the other then, price?", QUESTION)
    assert titles(talk) == ["Lohe Desk Lamp, Gold"]


def test_the_other_of_several_is_none_of_them(talk: Talk) -> None:
    talk.say("lamp", ADVICE)
    talk.say("the black one", QUESTION)
    assert talk.say("price of the other one") == []


@pytest.mark.parametrize(
    "question", ["is the skerry sneaker sold in one or two pairs", "can you write a name on it", "the little ones round it"]
)
def test_a_count_or_a_verb_names_no_product(talk: Talk, question: str) -> None:
    talk.say("skerry sneaker", ADVICE)
    assert talk.skill.fact(talk.context(question, QUESTION)) is None


def test_what_is_named_with_a_budget_is_a_wish_and_no_question(talk: Talk) -> None:
    talk.say("white lamp for my mother max 30 with a pull cord", QUESTION)
    assert titles(talk)[:1] == ["Vik Ceiling Lamp"]


def test_a_thing_is_compared_with_a_thing_and_not_with_a_part_for_it(talk: Talk) -> None:
    talk.say("difference between the brio kettle and the fjell kettle copper", QUESTION)
    assert sorted(titles(talk)) == ["Brio Kettle Steel", "Fjell Kettle Copper"]


def test_what_none_of_the_cards_has_is_asked_of_the_one_that_is_named_next(talk: Talk) -> None:
    talk.say("kettle", ADVICE)
    assert talk.say("for induction", QUESTION) == ["recommend_near"]
    talk.say("what about the fjell", QUESTION)
    assert talk.facts == ["induction: no"]


def test_either_asks_of_all_that_were_compared(talk: Talk) -> None:
    talk.say("difference between the brio kettle and the fjell kettle copper", QUESTION)
    talk.say("is either in stock", QUESTION)
    assert len(talk.facts) == 2


def test_a_question_of_what_was_shown_is_answered_by_its_page_whatever_it_is_taken_for(talk: Talk) -> None:
    talk.say("brio kettle steel", ADVICE)
    days, other = (
        talk.skill.unanswered(talk.context(text, "delivery_info")) for text in ("how many days to make", "oh what then")
    )
    assert days is not None
    assert "5 working days" in days.say[0].slots["fact"]
    assert other is None


@pytest.mark.parametrize(
    ("text", "is_left"), [("black then, does it have a warranty card", True), ("black then, is it in stock", False)]
)
def test_a_second_question_behind_a_comma_is_left_by_who_tells_the_stock_alone(talk: Talk, text: str, is_left: bool) -> None:
    told = Answer("products", (Say("product_in_stock", {"product": "Lohe Desk Lamp, Black", "price": "€24.00"}),))
    assert leaves_question(text, told) is is_left


def test_how_a_material_is_is_no_question_for_materials(talk: Talk) -> None:
    assert facts(talk, "is the skerry sneaker waterproof") == []


def test_a_colour_and_a_kind_name_no_product(talk: Talk) -> None:
    assert talk.skill.fact(talk.context("we sold our gold lamp", "out_of_scope")) is None


def test_a_material_says_which_of_a_kind_are_meant(talk: Talk) -> None:
    answer = talk.skill.unanswered(talk.context("the brass lamp, ready when", QUESTION))
    assert answer is not None
    assert [card.title for card in answer.products] == ["Lohe Desk Lamp, Gold"]


def test_the_colour_that_is_asked_for_is_the_one_whose_stock_is_told(open_shop: OpenShop) -> None:
    variants = (("Amber", 4), ("Smoke", 0))
    frames = [
        Product(f"v{n}", f"Vesper Frame {kind}, {color}", "Light.", "Frames", "", Decimal(80), colors=(color,), stock=stock)
        for n, (kind, color, stock) in enumerate([("Round", *each) for each in variants] + [("Square", "Amber", 3)])
    ]
    talk = Talk(open_shop(frames))
    answer = talk.skill.in_stock(talk.context("is the vesper in smoke in stock", QUESTION))
    assert answer is not None
    assert answer.say[0].act == "product_sold_out"
    assert answer.say[0].slots["product"] == "Vesper Frame Round, Smoke"


def test_colours_are_told_beside_sizes_to_who_asks_for_both(talk: Talk) -> None:
    assert facts(talk, "what sizes and colours has the lohe desk lamp") == ["comes in Gold and Black"]


def test_the_columns_of_the_thing_itself_and_its_contents_answer(open_shop: OpenShop) -> None:
    products = [
        Product("bowl", "Ayr Bowl", category="Bowls", attributes=(("glaze", "Extra matt"), ("rim", "Round"))),
        Product("cup", "Ayr Cup", category="Cups", attributes=(("glaze", "Gloss"), ("rim", "Matt"))),
        Product("kit", "Ayr Crate", "Contains hazelnut.", "Crates", attributes=(("contents", "Plum cake, cider, tea"),)),
    ]
    talk = Talk(open_shop(products))
    assert facts(talk, "is the ayr bowl matt") == ["glaze Extra matt"]
    assert facts(talk, "which drink is in the ayr crate, what's in it") == ["contents: Plum cake, cider, tea, Contains hazelnut."]


def test_a_feature_in_the_title_is_told_to_who_asks_for_nothing_else(open_shop: OpenShop) -> None:
    names = ("Fen Waterproof Rucksack", "Moor Rucksack")
    tagged = Product("cape", "Rain Cape", category="Capes", tags=("waterproof",), stock=3)
    talk = Talk(open_shop([tagged, *(Product(title, title, "Holds a lot.", "Rucksacks", stock=3) for title in names)]))
    assert facts(talk, "is the fen rucksack waterproof") == ["waterproof"]
    assert facts(talk, "is the moor rucksack waterproof") == []


def test_an_accessory_for_it_is_for_the_thing_that_was_shown(open_shop: OpenShop) -> None:
    kinds = {"Vole 7 Tablet": "Tablets", "Heron 3 Tablet": "Tablets"} | {
        f"{name} Sleeve for {name} 7": "Tablet Accessories/Sleeves" for name in ("Otter", "Stoat")
    }
    kinds |= {"Felt Sleeve for Vole 7": "Tablet Accessories/Sleeves", "Wool Sleeve for Heron 3": "Tablet Accessories/Sleeves"}
    talk = Talk(open_shop([Product(title, title, "", kind, stock=3) for title, kind in kinds.items()]))
    talk.say("how much is the vole 7 tablet", QUESTION)
    talk.say("and a sleeve for it", ADVICE)
    assert talk.shown == ["Felt Sleeve for Vole 7"]


def _battery_shop() -> list[Product]:
    shop = {
        "Kestrel Doorbell": ("Doorbells", "Rings two tunes. Takes 1 x CR2032."),
        "Merlin Torch": ("Torches", "Takes 2 x LR44."),
        "Coin Cell Battery Pair": ("Batteries", "For scales, size CR2032."),
        "Button Cell Battery": ("Batteries", "Size LR44."),
        "Alkaline Battery Four": ("Batteries", "Size AA."),
        "Oak Chime Frame": ("Frames", "For the wall."),
        "Torch Clip": ("Clips", "Steel."),
        "Belt Clip": ("Clips", "Leather. Holds the Merlin Torch."),
    }
    return [Product(title, title, told, kind, stock=3, price=Decimal(9)) for title, (kind, told) in shop.items()]


@pytest.mark.parametrize("text", ["batteries for it please", "hmm right and the batteries"])
def test_what_goes_into_a_thing_is_found_by_the_code_that_both_tell(open_shop: OpenShop, text: str) -> None:
    talk = Talk(open_shop(_battery_shop()))
    talk.say("how much is the kestrel doorbell", QUESTION)
    talk.say(text, ADVICE)
    assert talk.shown == ["Coin Cell Battery Pair"]


def test_what_tells_nothing_of_a_thing_is_not_said_to_fit_it(open_shop: OpenShop) -> None:
    talk = Talk(open_shop(_battery_shop()))
    talk.say("how much is the kestrel doorbell", QUESTION)
    assert talk.say("frames for it please", ADVICE) == ["recommend_guess"]
    assert Talk(talk.skill).say("frames please", ADVICE) == ["recommend"]


def test_what_names_a_thing_is_shown_for_it_before_all_others(open_shop: OpenShop) -> None:
    talk = Talk(open_shop(_battery_shop()))
    talk.say("how much is the merlin torch", QUESTION)
    talk.say("clips for it", ADVICE)
    assert talk.shown == ["Belt Clip"]


def test_what_is_for_a_named_thing_is_no_fact_of_that_thing(open_shop: OpenShop) -> None:
    shop = {"Quill 20 Printer": "Printers", "Black Ink for Quill 20": "Inks", "Red Ink for Plume 9": "Inks"}
    talk = Talk(open_shop([Product(title, title, "", kind, stock=3, price=Decimal(9)) for title, kind in shop.items()]))
    talk.say("i need ink for my quill 20 printer", ADVICE)
    assert talk.shown == ["Black Ink for Quill 20"]


def test_what_a_thing_goes_with_is_told_by_its_column(open_shop: OpenShop) -> None:
    products = [
        Product(name, f"{name} Pasta", category="Pasta", attributes=(("goes with", sauce),))
        for name, sauce in (("Orzo", "Broth"), ("Penne", "Ragu"))
    ]
    assert facts(Talk(open_shop(products)), "what does the orzo pasta go with") == ["goes with Broth"]


def test_a_word_right_behind_who_does_it_names_no_thing(talk: Talk) -> None:
    talk.say("sneakers", ADVICE)
    answer = talk.skill.unanswered(talk.context("do you tray paint", "store_info"))
    assert "Round Tray" not in [card.title for card in (answer.products if answer else ())]
