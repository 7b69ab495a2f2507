"""A product whose variants have prices of their own, as the import makes a product of each: it is named and asked about as one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.records import Product
from tests.skills.talk import ADVICE, QUESTION, OpenShop, Talk


def variant(key: str, title: str, option: str, price: int, stock: int = 5, *, is_size: bool = True) -> Product:
    suffix = option.lower().replace('"', "").replace("/", " ").replace(" ", "-")
    sizes = {"sizes" if stock else "sizes_sold_out": (option,)} if is_size else {"attributes": (("length", option),)}
    return Product(
        f"{key}-{suffix}",
        f"{title}, {option}",
        price=Decimal(price),
        stock=stock,
        description=f"{title} page.",
        category="Goods",
        **sizes,
    )  # type: ignore[arg-type]


@pytest.fixture
def shop(open_shop: OpenShop) -> Talk:
    drill = Product(
        "auger-1-1-4-1-1-2",
        'Loam Garden Auger, 1 1/4"/1 1/2"',
        price=Decimal(31),
        stock=4,
        sizes=('1 1/4"',),
        sizes_sold_out=('1 1/2"',),
        size_name="bit",
        category="Tools",
    )
    return Talk(
        open_shop(
            [
                variant("balm", "Calendula Barrier Balm", "30 ml", 9),
                variant("balm", "Calendula Barrier Balm", "75 ml", 17, 0),
                variant("rope", "Marlow Sisal Rope", '16"', 12, is_size=False),
                variant("rope", "Marlow Sisal Rope", '24"', 18, 0, is_size=False),
                variant("rope", "Marlow Sisal Rope", '32"', 24, is_size=False),
                Product("tray", 'Tea Tray 24"', price=Decimal(40), stock=3, category="Kitchen"),
                Product("cap-3", "Bruno Wax No.3", price=Decimal(7), stock=3, category="Wax"),
                Product("cap-6", "Bruno Wax No.6 8.3 oz", price=Decimal(8), stock=3, category="Wax"),
                drill,
            ]
        )
    )


def test_the_price_of_a_product_that_is_named_as_a_whole_is_told_by_size(shop: Talk) -> None:
    shop.say("calendula balm price", QUESTION)
    assert shop.facts == ["30 ml: €9.00, 75 ml: €17.00 (sold out)"]


def test_the_price_of_one_size_is_told_alone(shop: Talk) -> None:
    shop.say("how much is the calendula balm 30 ml", QUESTION)
    assert shop.shown == ["balm-30-ml"]


@pytest.mark.parametrize(
    ("asked", "act", "told"),
    [("how much is the 32", "product_in_stock", "rope-32"), ("is 24 in stock", "product_sold_out", "rope-24")],
)
def test_a_bare_number_after_variants_is_one_of_them(shop: Talk, asked: str, act: str, told: str) -> None:
    shop.say("marlow sisal rope", ADVICE)
    assert (shop.say(asked, QUESTION)[0], shop.state.last_product) == (act, told)


def test_a_size_that_no_variant_has_is_answered_from_none(shop: Talk) -> None:
    shop.say("marlow sisal rope", ADVICE)
    shop.say("is 28 in stock", QUESTION)
    assert shop.facts == ['sizes 16" and 32", not 28']


@pytest.mark.parametrize("asked", ["garden auger 1 1/2 inch available", 'is the garden auger in 1.5" in stock'])
def test_a_size_is_compared_by_its_value_and_sold_out_though_its_product_is_not(shop: Talk, asked: str) -> None:
    assert shop.say(asked, QUESTION)[0] == "product_sold_out"


def test_a_title_that_lists_a_size_that_is_gone_is_not_told_as_in_stock_without_it(shop: Talk) -> None:
    shop.say("is the garden auger in stock", QUESTION)
    assert shop.facts == ['bit 1 1/4", not 1 1/2"']


def test_a_decimal_in_a_title_is_no_number_of_another(shop: Talk) -> None:
    shop.say("bruno wax no 3 price", QUESTION)
    assert shop.shown == ["cap-3"]


def test_a_number_that_no_title_has_is_told_as_not_met(shop: Talk) -> None:
    assert shop.say("do you sell bruno wax no 4", ADVICE) == ["recommend_near"]


def test_the_price_of_one_is_not_told_as_that_of_a_case(open_shop: OpenShop) -> None:
    perry = Product("perry", "Hollow Lane Perry", price=Decimal(4), stock=9, category="Perry")
    mead = Product("mead", "Bramble Mead", price=Decimal(6), stock=9, category="Mead", attributes=(("case of 6", "33.00"),))
    shop = Talk(open_shop([perry, mead, Product("trunk", "Walnut Case", price=Decimal(80), stock=2, category="Cases")]))
    shop.say("how much is a case of the hollow lane perry", QUESTION)
    assert shop.facts == ["€4.00 each; what a case costs isn't in our catalogue"]
    shop.say("price for a case of the bramble mead", QUESTION)
    assert shop.facts == ["case of 6 33.00"]
    assert shop.say("how much is the walnut case", QUESTION) == ["product_in_stock"]


def test_a_part_of_the_body_names_no_product(open_shop: OpenShop) -> None:
    stand = Product("stand", "Cork Hat Head", price=Decimal(15), stock=2, category="Display", description="For the shelf.")
    hat = Product("hat", "Felt Hat", price=Decimal(30), stock=4, category="Hats")
    shop = Talk(open_shop([stand, hat, Product("cap", "Tweed Cap", price=Decimal(20), stock=4, category="Hats")]))
    shop.say("my head is 58 cm which hat", QUESTION)
    assert shop.shown != ["stand"]


def test_the_sizes_of_a_product_are_those_of_all_its_variants(open_shop: OpenShop) -> None:
    bowls = [variant("bowl", "Ewe Stone Bowl", size, price) for size, price in (("18 cm", 12), ("24 cm", 19))]
    made = Product(
        "made", "Cut to Order Board - Your Size", price=Decimal(50), stock=2, sizes=("up to 60 cm",), category="Boards"
    )
    talk = Talk(open_shop([*bowls, made]))
    talk.say("what sizes does your ewe bowl come in", QUESTION)
    assert talk.facts == ["sizes 18 cm and 24 cm"]
    assert talk.shown == ["bowl-18-cm"]


@pytest.mark.parametrize(("text", "shown"), [("hole size of the otter hinge", []), ("is the stock pot there", ["pot"])])
def test_what_is_asked_of_a_thing_names_no_other_unless_it_is_a_part_of_its_name(
    open_shop: OpenShop, text: str, shown: list[str]
) -> None:
    hinges = [
        Product(f"{end}-hinge", f"Otter Hinge {end}", f"Of {end}.", stock=2, category="Hinges")
        for end in ("Brass", "Steel", "Zinc")
    ]
    made = Product("made", "Board - Your Size", stock=2, sizes=("up to 60 cm",), category="Boards")
    talk = Talk(open_shop([made, *hinges, Product("pot", "Stock Pot", price=Decimal(35), stock=2, category="Kitchen")]))
    talk.say(text, QUESTION)
    assert talk.shown == shown


def test_the_big_one_is_the_large_one(open_shop: OpenShop) -> None:
    talk = Talk(open_shop([variant("fern", "Rilla Basket", size, cost) for size, cost in (("Small", 15), ("Large", 40))]))
    talk.say("how much is the big rilla basket", QUESTION)
    assert "€40.00" in talk.answer.say[0].slots.values()
    talk.say("how big is the small rilla basket", QUESTION)
    assert talk.shown == ["fern-small"]


def test_a_number_of_pieces_is_no_wish(open_shop: OpenShop) -> None:
    trays = [Product(f"tray-{n}", f"Tray for {n} Cups", price=Decimal(20 + n), stock=4, category="Trays") for n in (2, 3, 12)]
    talk = Talk(open_shop([*trays, Product("jug", "Stone Jug", price=Decimal(31), stock=4, category="Jugs")]))
    talk.say("how much is the stone jug", QUESTION)
    talk.say("how much for two of them", QUESTION)
    assert talk.shown == ["jug"]
