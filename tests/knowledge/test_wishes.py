"""What the reader takes from a customer's words, case by case. The vocabulary is that of a small shop with a bit of everything."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.measures import spoken_measures
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product


def product(title: str, price: str, attributes: str = "", **fields: object) -> Product:
    pairs = tuple(tuple(part.split("=")) for part in attributes.split())
    return Product(title.lower().replace(" ", "-"), title, price=Decimal(price), attributes=pairs, **fields)  # type: ignore[arg-type]


SHELF = Shelf(
    [
        product("Rain Jacket", "79.90", "waterproof=yes weight_g=390 gender=men", brand="Fernway", colors=("navy", "black"),
                sizes=("S", "M", "XL")),
        product("Trail Shoe", "109", "vegan=yes waterproof=no gender=women", brand="Skarn", colors=("red",),
                sizes=("36-38", "39", "42"), material="mesh"),
        product("Walking Boot", "149", "weight_g=1100", brand="Ember & Tin", colors=("brown",), material="nubuck leather"),
        product("Backpack 30 l", "99", "capacity_l=30 rain_cover=yes laptop=yes", colors=("olive",), material="nylon"),
        product("Family Tent", "299", "persons=4 height_cm=190", category="Tents"),
        product("Sleeping Bag", "129", "temperature_c=-5 quick_dry=yes", material="RDS down"),
        product("Headlamp", "39.90", "lumen=350 rechargeable=yes battery_h=40", colors=("black",)),
        product("Power Bank", "39.90", "capacity_mah=20000 power_w=18"),
        product("Kids Puzzle", "19.90", "age=3 pieces=100 gender=kids"),
        product("Oat Biscuits", "2.49", "gluten_free=yes lactose_free=yes"),
    ]
)  # fmt: skip


def told(wish: Wish) -> set[str]:
    """Return a wish as short words: "price ..80", "color navy", "not color black", "size M", "money up" for an order."""
    found = {_filter(each) for each in wish.filters}
    found |= {f"sort {'/'.join(wish.order.dimensions)} {'up' if wish.order.is_rising else 'down'}"} if wish.order else set()
    found |= {f"{'more' if wish.change.is_rising else 'less'} {wish.change.dimensions[0]}"} if wish.change else set()
    return found | ({"similar"} if wish.wants_similar else set())


def _filter(each: Filter) -> str:
    span = "" if each.low is each.high is None else f"{_number(each.low)}..{_number(each.high)}"
    name = "" if each.kind == "price" else " ".join(filter(None, each.values))
    return " ".join(filter(None, (each.kind, name, span)))


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


CASES = """
# at most
jacket under 80 | price ..80
jacket below €80 | price ..80
jacket for less than 80 euro | price ..80
boots up to 120 | price ..120
boots upto 120€ | price ..120
anything cheaper than 30? | price ..30
not more than 45 please | price ..45
no more than 45 | price ..45
not over 45 euros | price ..45
max 100 | price ..100
max. 100 euro | price ..100
maximum 100 | price ..100
100 max | price ..100
100 euro maximum | price ..100
at most 60 | price ..60
60 at the most | price ..60
60 euro or less | price ..60
60 or under | price ..60
60 tops | price ..60
<50 | price ..50
< 50 € | price ..50
<= 50 | price ..50
within 50 euro | price ..50
my budget is 200 | price ..200
budget 200 | price ..200
200 budget | price ..200
200 euro is my budget | price ..200
budget: 200 euro | price ..200
budget of about 200 | price ..200
i can spend 70 | price ..70
i don't want to spend more than 70 | price ..70
i dont want to pay more than 70 euros | price ..70
nothing over 25 | price ..25
lamp 40 euro | price ..40
lamp, 40€ | price ..40
€40 lamp | price ..40
lamp for $40 | price ..40
a lamp for 40 bucks | price ..40
gift for 50 | price ..50
under fifty | price ..50
below twenty five euros | price ..25
under a hundred | price ..100
less than two hundred and fifty euro | price ..250
under 1,299 | price ..1299
under 1.299,00 € | price ..1299
under 49,90 | price ..49.9
under 49.90 | price ..49.9
under 2k | price ..2000
2 for 30 | price ..15
three for 60 euro | price ..20
# at least
over 100 | price 100..
above 100 euro | price 100..
more than 100 | price 100..
at least 100 euro | price 100..
min 100 | price 100..
minimum of 100 euro | price 100..
starting at 100 | price 100..
from 100 euro | price 100..
> 100 | price 100..
100 euro or more | price 100..
100 and up | price 100..
not under 100 | price 100..
upwards of 100 | price 100..
100+ euro | price 100..
# around and between
around 50 | price 37.5..62.5
about 50 euro | price 37.5..62.5
approx. 50 | price 37.5..62.5
roughly fifty euros | price 37.5..62.5
~50 | price 37.5..62.5
ca. 50 € | price 37.5..62.5
50ish | price 37.5..62.5
50-ish | price 37.5..62.5
50 euro or so | price 37.5..62.5
between 20 and 40 | price 20..40
between 20 and 40 euro | price 20..40
between €20 and €40 | price 20..40
from 20 to 40 | price 20..40
20-40 euro | price 20..40
20 - 40 € | price 20..40
20 to 40 bucks | price 20..40
€20–€40 | price 20..40
in the range of 20-40 | price 20..40
between 40 and 20 | price 20..40
between twenty and forty euros | price 20..40
over 20 but under 40 | price 20..40
more than 20, less than 40 euro | price 20..40
# colours
blue jacket | color blue
a jacket in navy | color navy
dark blue jacket | color navy
gray boots | color grey
red or black shoes | color red black
an olive backpack | color olive
off-white shoes | color white
not black | not color black
a jacket, not black | not color black
no red please | not color red
anything but red | not color red
any colour except brown | not color brown
other than black or brown | not color black; not color brown
i hate red | not color red
i don't like black | not color black
a jacket that isn't red | not color red
blue, not black | color blue; not color black
# sizes
in size M | size M
jacket size xl | size XL
do you have it in M | size M
jacket in a medium | size M
size large | size L
XL rain jacket | size XL
rain jacket M | size M
shoes size 42 | size 42
shoes in 42 | size 42
eu 42 | size 42
size 37 | size 37
size 36-38 | size 36-38
size 50 | size 50
size S or M | size S M
# brands, features, material
fernway jacket | brand Fernway
anything from ember and tin | brand Ember & Tin
anything from Ember & Tin | brand Ember & Tin
not from skarn | not brand Skarn
waterproof boots | feature waterproof
water proof boots | feature waterproof
will it keep me dry | feature waterproof
vegan shoes | feature vegan
quick-dry bag | feature quick dry
quickdry bag | feature quick dry
usb rechargeable lamp | feature rechargeable
backpack with rain cover | feature rain cover
bag for my macbook | feature laptop
gluten-free biscuits | feature gluten free
biscuits without gluten | feature gluten free
lactose free biscuits | feature lactose free
not waterproof | not feature waterproof
bag without a rain cover | not feature rain cover
not leather | not word leather
no leather or nylon | not word leather; not word nylon
shoes without leather | not word leather
leather-free boots | not word leather
non-leather boots | not word leather
bag without feathers | not word feather
made of leather | material leather
boots made from nubuck leather | material nubuck
# whom it is for
jacket for men | audience men
men's jacket | audience men
mens jacket | audience men
gift for my dad | audience men
something for my wife | audience women
women's shoes | audience women
ladies shoes | audience women
puzzle for kids | audience kids
something for a toddler | audience kids
gift for my son | audience boys
gift for my niece | audience girls
bag for grown-ups | audience adults
puzzle for a 6 year old | audience kids ..6
my daughter is 4 years old | audience kids girls ..4
toy for an 18 month old | audience kids ..1.5
gift for a 40 year old |
not for kids | not audience kids
# what can be measured
backpack at least 20 litres | measure volume 20..
backpack bigger than 40 l | measure volume 40.0001..
30 litre backpack | measure volume 27..33
20-40 l backpack | measure volume 20..40
under 500 g | measure mass ..500
boots lighter than 1 kg | measure mass ..1000
lighter than 400 grams | measure mass ..400
tent not heavier than 2 kg | measure mass ..2000
nothing bigger than 40 l | measure volume ..40
backpack that isn't smaller than 30 l | measure volume 30..
nothing over 45 | price ..45
not cheaper than 20 | price 20..
not exceeding 60 | price ..60
whats the difference between the two tents |
between the two |
max 1.5kg | measure mass ..1500
tent for 4 | measure persons 4..
tent for four people | measure persons 4..
4-person tent | measure persons 4..
tent for a family of 5 | measure persons 5..
sleeping bag to -5 degrees | measure temperature ..-5
good for minus 5 | measure temperature ..-5
sleeping bag for below zero | measure temperature ..0
down to 0°C | measure temperature ..0
at least 300 lumens | measure lumen 300..
brighter than 300 | measure lumen 300.0001..
power bank 20000mah | measure charge 18000..22000
20,000 mAh | measure charge 18000..22000
battery for at least 2 days | measure time battery 48..
tent height at least 180 cm | measure length height 180..
puzzle with 100 pieces | measure pieces 90..110
tent for 4 under 300 | measure persons 4..; price ..300
a rain jacket, she is 130 cm tall |
puzzle for my niece who turns 4 soon | audience kids girls ..4
a headlamp that turns 3 ways |
oat biscuits, he has an allergy to gluten | feature gluten free
alergic to mesh, which shoe | not word mesh
# order, stock, another one
the cheapest tent | sort money up
a cheap headlamp | sort money up
not too expensive | sort money up
lightest boots | sort mass up
the biggest tent | sort volume/persons/side/storage/charge down
brightest headlamp | sort lumen down
warmest sleeping bag | sort temperature up
most expensive jacket | sort money down
jacket in stock | stock
what is available now | stock
something cheaper | less money
that is too expensive | less money
a lighter one | less mass
something warmer | less temperature
something like this | similar
similar but cheaper | similar; less money
do you have alternatives | similar
# nothing to check
about 40 paperbacks |
do you sell cars |
a nice gift |
i'm not sure |
no, thanks |
for my bike |
is it any good |
the second one |
a map 1:25,000 |
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in CASES.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_wish_is_read_as_the_customer_means_it(text: str, expected: str) -> None:
    assert told(read_wish(text, SHELF.vocabulary)) == set(filter(None, expected.split("; ")))


def test_the_table_is_long() -> None:
    assert len(TABLE) >= 150


def test_what_is_left_to_search_by_is_the_thing_itself() -> None:
    wish = read_wish("waterproof jacket under 80 for hiking, not black, in stock", SHELF.vocabulary)
    assert wish.text == "waterproof jacket for hiking"
    assert wish.rest == ("jacket", "hiking")


def test_a_later_price_replaces_the_earlier_one_and_everything_else_stays() -> None:
    wish = read_wish("waterproof jacket under 80", SHELF.vocabulary).narrowed(
        read_wish("no, under 40, in navy", SHELF.vocabulary)
    )
    assert told(wish) == {"feature waterproof", "price ..40", "color navy"}
    assert wish.rest == ("jacket",)


def test_limits_are_told_in_the_currency_of_the_shop() -> None:
    assert [each.said for each in read_wish("around 50", SHELF.vocabulary).filters] == ["around €50"]
    assert [each.said for each in read_wish("under 49,90", SHELF.vocabulary).filters] == ["under €49.90"]


def test_a_number_of_people_is_told_as_it_was_said() -> None:
    [people] = read_wish("a tent, i have 40 people", SHELF.vocabulary).filters
    assert people.said == "for 40 people"


def test_a_shop_without_colours_takes_no_word_for_one() -> None:
    shop = Shelf([product("Orange Juice", "2.49"), product("Salmon", "5.99")])
    bare = Shelf([Product("juice", "Juice")])
    assert read_wish("salmon under 6", bare.vocabulary).values("color") == ()
    assert read_wish("orange juice", shop.vocabulary).rest == ("juice",)


@given(st.text(max_size=80))
def test_no_message_is_too_strange_to_be_read(text: str) -> None:
    read_wish(text, SHELF.vocabulary)


def test_a_no_before_a_number_is_short_for_number_and_refuses_nothing() -> None:
    shelf = Shelf([product("Repair Oil No.4", "19"), product("Repair Oil No.6", "19")])
    for text in ("repair oil no 4", "repair oil no. 4"):
        assert told(read_wish(text, shelf.vocabulary)) == set()


def test_a_letter_behind_a_digit_is_no_temperature_in_a_shop_that_tells_none() -> None:
    shelf = Shelf([product("Curl Brush 3C", "12", tags=("3C", "4A")), product("Curl Cream", "9", tags=("4A",))])
    wish = read_wish("a brush for 3c curls", shelf.vocabulary)
    assert (told(wish), wish.rest) == (set(), ("brush", "3c", "curls"))


def test_a_year_in_titles_is_no_price() -> None:
    shelf = Shelf([product("Gran Cuvee 2017", "24"), product("Gran Cuvee 2019", "22")])
    assert told(read_wish("the bottle from 2017", shelf.vocabulary)) == set()
    assert told(read_wish("bottles from 1950", shelf.vocabulary)) == {"price 1950.."}


def test_a_bare_number_that_a_thing_is_called_by_is_no_price() -> None:
    shelf = Shelf([Product("t", "Rowan Table 160", "", category="Tables", stock=1)])
    for text in ("what goes under the 160 rowan", "which bench fits under 160"):
        assert told(read_wish(text, shelf.vocabulary)) == set()
    assert told(read_wish("a table under the 160 mark", shelf.vocabulary)) == {"price ..160"}


CHESTS = [
    Product("low", "Low Chest", "", "Chests", attributes=(("length cm", "45"), ("width cm", "160"), ("height cm", "70"))),
    Product("high", "High Chest", "", "Chests", attributes=(("length cm", "60"), ("width cm", "80"), ("height cm", "130"))),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chest less than 100 cm wide", ["high"]),
        ("chest no taller than 90 cm", ["low"]),
        ("chest deeper than 50 cm", ["high"]),
        ("chest under 50 cm deep", ["low"]),
        ("a chest longer than 150 cm", ["low"]),
        ("a chest under 140 cm", ["high"]),
        ("a chest 75 cm high and more than 1 m wide", ["low"]),
        ("a chest 75 cm high and less than 1 m wide", []),
        ("chest under 30 cm", []),
    ],
)
def test_a_bound_is_met_by_the_side_that_is_said(text: str, expected: list[str]) -> None:
    shelf = Shelf(CHESTS)
    allowed = shelf.meets(read_wish(text, shelf.vocabulary).filters)
    assert [each.id for each, is_met in zip(CHESTS, allowed, strict=True) if is_met] == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the tallest chest", "high"),
        ("the widest chest", "low"),
        ("narrowest chest", "high"),
        ("which chest is deepest", "high"),
        ("the longest", "low"),
        ("the biggest chest", "low"),
        ("the smallest chest", "high"),
    ],
)
def test_a_superlative_sorts_by_the_side_that_it_speaks_of(text: str, first: str) -> None:
    shelf = Shelf(CHESTS)
    order = read_wish(text, shelf.vocabulary).order
    assert order is not None
    assert CHESTS[int(shelf.order(order, [0, 1]).argmin())].id == first


def test_the_biggest_of_what_has_two_sides_is_the_largest_of_area() -> None:
    rugs = [Product("r", "Runner 70 x 300 cm", ""), Product("s", "Rug 200 x 290 cm", ""), Product("t", "Mat 60 x 90 cm", "")]
    shelf = Shelf(rugs)
    order = read_wish("the biggest", shelf.vocabulary).order
    assert order is not None
    assert shelf.order(order, [0, 1, 2]).argsort().tolist() == [1, 0, 2]


def test_what_lasts_longest_is_never_told_by_how_long_it_dries_or_charges() -> None:
    lamp = Product("lamp", "Lamp", "", attributes=(("burn time h", "9"), ("charging time h", "2")))
    glue = Product("glue", "Glue", "", attributes=(("drying time", "24 h"),))
    shelf = Shelf([lamp, glue])
    order = read_wish("which lasts longest", shelf.vocabulary).order
    assert order is not None
    assert shelf.order(order, [0, 1]).tolist() == [-9, float("inf")]


def test_a_number_before_a_smaller_amount_is_part_of_a_name() -> None:
    assert spoken_measures("Flash Stick USB 3.1-2 TB") == (("storage", Decimal(2000), Decimal(2000)),)


@pytest.mark.parametrize("written", ['1 1/4"', "1-1/4 inch", "1.25 inches"])
def test_a_mixed_fraction_is_one_number(written: str) -> None:
    assert spoken_measures(f"Pipe Clamp {written}") == (("length", Decimal("3.175"), Decimal("3.175")),)
