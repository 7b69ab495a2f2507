import pytest

from chatbot.skills.entities import Known, read_entities, shape
from chatbot.skills.known_numbers import latest_of, shapes_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1042", "1042"),
        ("1042", "1042"),
        ("its 1042 i think", "1042"),
        ("order no. 1001 a", "1001A"),
        ("FW-2093", "FW2093"),
        ("fw 2093 please", "FW2093"),
        ("no, I meant 1002", "1002"),
        ("not 1001, its 1002 sorry", "1002"),
        ("1001, no wait, 1002", "1002"),
        ("my order number is: ORD-88121, mail is a@example.com", "ORD88121"),
        ("1042 maria.lopez@example.com", "1042"),
        ("the one from last week, 100-2345-77", "100234577"),
        ("Bestellung Nr. 1042", "1042"),
    ],
)
def test_an_order_number_is_read_however_it_is_typed(text: str, number: str) -> None:
    assert read_entities(text, expects_number=True).order_numbers[0] == number


@pytest.mark.parametrize(
    "text",
    [
        "I ordered in 2026 and paid 1200 euros",
        "something under 1000 for hiking",
        "maria1042@example.com",
        "is the 2000 lumen lamp in stock",
        "do you ship to canada",
        "I have no idea",
        "part number 70204 for the pump",
        "what is article nr 88123",
    ],
)
def test_other_numbers_are_no_order_numbers(text: str) -> None:
    assert read_entities(text).order_numbers == ()


@pytest.mark.parametrize("text", ["where is order 1042", "wheres #1042??", "track FW-2093 pls", "order number 1042 not here"])
def test_an_announced_number_is_read_without_being_asked_for(text: str) -> None:
    assert read_entities(text).order_numbers


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Maria.Lopez@Example.com", "maria.lopez@example.com"),
        ("it's maria+shop@example.co.uk.", "maria+shop@example.co.uk"),
        ("<jörg@müller.example>", "jörg@müller.example"),
        ("maria at example dot com", "maria@example.com"),
        ("maria (at) example.com", "maria@example.com"),
    ],
)
def test_an_email_is_read_however_it_is_typed(text: str, email: str) -> None:
    assert read_entities(text).emails == (email,)


def test_a_postcode_is_read() -> None:
    assert "1012AB" in read_entities("it was 1012 ab").postcodes


def test_a_date_or_a_price_is_no_order_number() -> None:
    assert read_entities("I ordered on 2026-11-10 for 749 pounds", expects_number=True).order_numbers == ()


KNOWN = Known(
    frozenset(shape(number) for number in ("100234", "WEB20455", "DE20240091", "AB260077", "1099")),
    frozenset({"DHP484Z", "BL1850B", "CR2032"}),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DE2024-0093", "DE20240093"),
        ("INV-2024-00077", "INV202400077"),
        ("2024/0091", "20240091"),
        ("S-7781-B", "S7781B"),
        ("AB/26/0077", "AB260077"),
        ("SO0012345-1", "SO00123451"),
        ("web 20460", "WEB20460"),
    ],
)
def test_a_number_is_read_to_its_end_whatever_separates_its_parts(text: str, number: str) -> None:
    assert read_entities(text, expects_number=True, known=KNOWN).order_numbers[0] == number


@pytest.mark.parametrize("text", ["the makita dhp484z", "do you have the BL1850B", "is the GA5030R good", "cr2032"])
def test_a_model_number_is_no_order_number(text: str) -> None:
    assert read_entities(text, known=KNOWN).order_numbers == ()


def test_a_word_for_the_order_makes_any_number_one() -> None:
    assert read_entities("order DHP484Z", known=KNOWN).order_numbers == ("DHP484Z",)


@pytest.mark.parametrize("text", ["wheres 100234", "DE2024-0093 is late", "my order web 20460 is late"])
def test_a_number_as_the_shop_writes_its_own_needs_no_word_in_front(text: str) -> None:
    assert read_entities(text, known=KNOWN).order_numbers


@pytest.mark.parametrize(
    "text", ["order of 23/11/2026", "between 50-100", "open 24/7", "my order was 1200 euros", "since 11/2026"]
)
def test_dates_spans_and_prices_stay_no_order_numbers(text: str) -> None:
    assert read_entities(text, expects_number=False, known=KNOWN).order_numbers == ()


@pytest.mark.parametrize(
    ("text", "is_of_order", "numbers"),
    [
        ("48104 when comes", True, ("48104",)),
        ("48113 why on hold lucia@example.es", False, ("48113",)),
        ("48104 when comes", False, ()),
        ("481 when comes", True, ()),
        ("send it to 50667", True, ()),
        ("48104 euro back", True, ()),
    ],
)
def test_a_number_as_long_as_the_shops_own_is_an_orders_in_a_message_on_one(
    text: str, is_of_order: bool, numbers: tuple[str, ...]
) -> None:
    known = Known(shapes=frozenset({shape("48101")}))
    assert read_entities(text, known=known, is_of_order=is_of_order).order_numbers == numbers


def test_a_phone_number_is_no_order_number() -> None:
    assert read_entities("my mobile no is 9845012345", expects_number=True).order_numbers == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1042 what time today", ("1042",)),
        ("what time today for 1042", ("1042",)),
        ("1050 lumen lamp", ()),
        ("gloves under 1040", ()),
        ("1500 what time today", ()),
    ],
)
def test_a_number_among_the_latest_orders_is_one_whatever_the_message_is_on(text: str, numbers: tuple[str, ...]) -> None:
    known = Known(shapes=frozenset({shape("1042")}), latest=latest_of(["1001", "1042", "1066", "FW2093"]))
    assert read_entities(text, known=known).order_numbers == numbers


def test_a_number_behind_a_brand_is_a_model_and_no_order() -> None:
    known = Known(frozenset({shape("4071")}), latest=range(4000, 4200), brands=frozenset({"arkos"}))
    assert read_entities("filter for arkos turbovac 4071", known=known, is_of_order=True).order_numbers == ()
    assert read_entities("parcel of the filter 4071", known=known, is_of_order=True).order_numbers == ("4071",)


def test_a_number_is_read_without_the_zeros_that_the_shop_writes_before_it() -> None:
    known = Known(shapes=shapes_of(["00007312", "00007313"]))
    assert read_entities("7312 ana@example.es is it sent", known=known).order_numbers == ("7312",)
    assert read_entities("00007312 ana@example.es is it sent", known=known).order_numbers == ("00007312",)


def test_the_parts_of_an_order_do_not_make_every_number_a_recent_one() -> None:
    latest = latest_of(["00007311", "00007312", "000073121"])
    assert (7313 in latest, 9020 in latest) == (True, False)


@pytest.mark.parametrize(("code", "may_be"), [("WEB20455", True), ("HX20455", False), ("1044", True), ("9044", False)])
def test_an_article_number_may_be_an_orders_by_the_letters_and_the_latest_numbers(code: str, may_be: bool) -> None:
    known = Known(shapes=frozenset({("WEB", "#####"), ("", "####")}), latest=range(1040, 1050))
    assert known.is_numbered_so(code) is may_be
