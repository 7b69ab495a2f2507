"""Order files as shops and carriers write them."""

from __future__ import annotations

import pytest

from chatbot.config import ROOT
from chatbot.errors import FileUnreadable
from chatbot.knowledge.dates import Dates
from chatbot.knowledge.order_columns import STATUSES
from chatbot.knowledge.orders import OrdersFile, read_orders
from chatbot.records import UNCLEAR, OrderRecord
from chatbot.skills.order_card import STEPS

SHOPIFY = """Name,Email,Financial Status,Fulfillment Status,Fulfilled at,Currency,Total,Created at,Lineitem quantity,Lineitem name,\
Shipping Zip,Cancelled at
#1001,a@x.com,paid,fulfilled,2026-11-02 09:00:00 +0100,EUR,99.80,2026-11-01 10:00:00 +0100,1,Jacket,'01234,
#1001,a@x.com,,,,,,,2,Socks,,
#1002,b@x.com,paid,,,EUR,20.00,2026-11-03,1,Cap,1234,
#1003,c@x.com,refunded,,,EUR,20.00,2026-11-03,1,Cap,1234,
#1004,d@x.com,paid,,,EUR,20.00,2026-11-03,1,Cap,1234,2026-11-04
"""


def read(text: str) -> OrdersFile:
    return read_orders(text.encode(), "orders.csv")


def orders(text: str) -> dict[str, OrderRecord]:
    return dict(read(text).orders)


def told(text: str) -> list[tuple[int, str, bool]]:
    return [(problem.row, problem.column, problem.is_fatal) for problem in read(text).problems]


def test_shopify_rows_of_one_order_are_one_parcel_with_all_its_items() -> None:
    order = orders(SHOPIFY)["1001"]
    (parcel,) = order.parcels
    assert (order.number, order.placed_on, order.total, order.postcode) == ("#1001", "2026-11-01", "99.80", "01234")
    assert (parcel.status, parcel.items, parcel.shipped_on) == ("shipped", ("1 x Jacket", "2 x Socks"), "2026-11-02")


def test_paid_and_not_yet_sent_refunded_and_cancelled_are_told_apart() -> None:
    found = orders(SHOPIFY)
    assert [found[number].parcels[0].status for number in ("1002", "1003", "1004")] == ["placed", "refunded", "cancelled"]


def test_an_order_in_two_parcels_keeps_both_with_their_own_status() -> None:
    text = """Bestellnummer;E-Mail;Status;Lieferdatum;Gesamtbetrag;Artikel;Sendungsnummer;Paket
2001;X@y.de;Versendet;27. November 2026;49,90 €;Lampe;123;1/2
2001;x@y.de;Zugestellt;;49,90 €;Tisch;124;2/2
"""
    order = orders(text)["2001"]
    assert (order.email, order.total, order.currency) == ("x@y.de", "49.90", "EUR")
    assert [(p.status, p.items, p.label) for p in order.parcels] == [
        ("shipped", ("Lampe",), "1/2"),
        ("delivered", ("Tisch",), "2/2"),
    ]
    assert order.parcels[0].eta == "2026-11-27"


def test_a_strangers_parcel_never_joins_an_order_of_the_same_number() -> None:
    text = "number,email,status\n1,a@x.com,shipped\n1,b@x.com,shipped\n"
    assert orders(text)["1"].email == "a@x.com"
    assert len(orders(text)["1"].parcels) == 1
    assert told(text) == [(3, "email", True)]


@pytest.mark.parametrize(
    ("row", "column"),
    [(",a@x.com,shipped", "number"), ("1,nobody,shipped", "email"), ("1,a@x.com,", "status")],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_taken(row: str, column: str) -> None:
    text = f"number,email,status\n{row}\n9,z@x.com,delivered\n"
    assert list(orders(text)) == ["9"]
    assert told(text) == [(2, column, True)]


def test_an_order_with_an_unknown_status_is_kept_without_a_promise_and_the_owner_told() -> None:
    text = "number,email,status\n1,a@x.com,weird\n"
    assert orders(text)["1"].parcels[0].status == UNCLEAR
    assert orders(text)["1"].parcels[0].status_said == "weird"
    assert told(text) == [(2, "status", False)]


def test_an_order_that_is_not_paid_is_not_told_as_confirmed() -> None:
    text = "number,email,status,payment status\n1,a@x.com,unfulfilled,awaiting payment\n2,a@x.com,Pending payment,\n"
    assert [order.parcels[0].status for order in orders(text).values()] == ["unpaid", "unpaid"]


def test_a_link_that_is_no_link_and_a_date_that_is_none_are_left_out_and_told() -> None:
    text = "number,email,status,eta,tracking url\n1,a@x.com,shipped,soon,javascript:alert(1)\n"
    parcel = orders(text)["1"].parcels[0]
    assert (parcel.eta, parcel.tracking_url) == ("", "")
    assert sorted(told(text)) == [(2, "eta", False), (2, "tracking_url", False)]


def test_a_date_that_could_be_two_is_left_out_unless_another_tells_which() -> None:
    alone = "number,email,status,date\n1,a@x.com,shipped,03/04/2026\n"
    assert orders(alone)["1"].placed_on == ""
    assert told(alone) == [(2, "placed_on", False)]
    assert orders(alone + "2,a@x.com,shipped,25/04/2026\n")["1"].placed_on == "2026-04-03"
    assert orders(alone + "2,a@x.com,shipped,04/25/2026\n")["1"].placed_on == "2026-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24", "2026-11-24T10:00:00Z", "2026/11/24", "24.11.2026", "24.11.26", "24/11/2026", "11/24/2026", "24 Nov 2026",
        "Tue, 24 Nov 2026 10:00", "November 24, 2026", "24. November 2026", "24 novembre 2026", "24 de noviembre de 2026",
        "20261124", "46350", "1795478400", "24-Nov-26", "24-Nov-2026",
    ],
)  # fmt: skip
def test_dates_of_all_ways_of_writing_become_iso(text: str) -> None:
    assert Dates([]).read(text) == "2026-11-24"


@pytest.mark.parametrize("text", ["", "soon", "31.02.2026", "2026-13-01", "1", "24.11.", "99/99/2026"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        Dates([]).read(text)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("wc-completed", "completed"), ("wc-processing", "processing"), ("Awaiting Shipment", "packed"),
        ("InTransit", "shipped"), ("Out for Delivery", "out_for_delivery"), ("Order placed", "placed"), ("voided", "cancelled"),
        ("Backorder", "backordered"), ("Lost in post", "lost"), ("In customs", "in_customs"), ("Partially shipped", "partly_shipped"),
        ("packing", "processing"),
        ("In Bearbeitung", "processing"), ("Storniert", "cancelled"), ("zur Abholung bereit", "ready_for_pickup"),
    ],
)  # fmt: skip
def test_status_words_of_shop_platforms_are_known(word: str, status: str) -> None:
    assert orders(f"number,email,status\n1,a@x.com,{word}\n")["1"].parcels[0].status == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Lost - trace opened", "lost"),
        ("Shipped (DHL)", "shipped"),
        ("Sent by courier", "shipped"),
        ("Customs hold", "in_customs"),
        ("Partly sent", "partly_shipped"),
        ("Item lost by depot", "lost"),
    ],
)
def test_a_status_is_known_by_the_word_that_it_begins_with_or_by_one_that_promises_nothing(words: str, status: str) -> None:
    assert orders(f"number,email,status\n1,a@x.com,{words}\n")["1"].parcels[0].status == status


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("Shipped - two boxes", "shipped", "Shipped - two boxes"),
        ("Cancelled (money sent back)", "cancelled", "Cancelled (money sent back)"),
        ("Pre-order: ships in May", "preordered", "Pre-order: ships in May"),
        ("Delivery failed / in depot", "delivery_failed", "Delivery failed / in depot"),
        ("Shipped", "shipped", ""),
        ("Shipped (paid)", "shipped", ""),
        ("Partly sent", "partly_shipped", ""),
    ],
)
def test_what_a_shop_says_beside_a_known_status_is_kept(words: str, status: str, said: str) -> None:
    (parcel,) = orders(f"number,email,status\n1,a@x.com,{words}\n")["1"].parcels
    assert (parcel.status, parcel.status_said) == (status, said)


@pytest.mark.parametrize(("method", "carrier"), [("Hermes 48", "Hermes 48"), ("Standard delivery", ""), ("Click & Collect", "")])
def test_a_way_of_delivery_that_names_its_carrier_is_one(method: str, carrier: str) -> None:
    (parcel,) = orders(f"number,email,status,shipping method\n1,a@x.com,sent,{method}\n")["1"].parcels
    assert parcel.carrier == carrier


def test_what_each_word_of_the_shop_was_read_as_is_told() -> None:
    columns = read("number,email,status\n1,a@x.com,Handed over\n2,b@x.com,shipped\n3,c@x.com,In the kiln\n").columns
    assert columns["statuses"] == "“Handed over” as shipped"


@pytest.mark.parametrize("words", ["Not yet shipped", "Sent to the engraver", "Partly refunded", "Return rejected", "Not lost"])
def test_a_known_word_among_others_makes_no_promise(words: str) -> None:
    assert orders(f"number,email,status\n1,a@x.com,{words}\n")["1"].parcels[0].status == UNCLEAR


@pytest.mark.parametrize(("header", "field"), [("Track & trace", "tracking_number"), ("Delay reason", "note")])
def test_tracking_numbers_and_reasons_are_read_by_their_other_names(header: str, field: str) -> None:
    [parcel] = orders(f"number,email,status,{header}\n1,a@x.com,shipped,3SDTR0044\n")["1"].parcels

    assert getattr(parcel, field) == "3SDTR0044"


def test_every_status_can_be_shown() -> None:
    assert {*STATUSES.values(), UNCLEAR} == set(STEPS)


def test_a_file_without_emails_cannot_be_used() -> None:
    with pytest.raises(FileUnreadable, match="'email'"):
        read("number,status\n1,shipped\n2,shipped\n")


def test_the_demo_orders_are_read_without_a_problem() -> None:
    file = read_orders(ROOT / "data" / "orders.csv", "orders.csv")
    assert len(file.orders) >= 60
    assert file.problems == ()


@pytest.mark.parametrize(
    ("payment", "status", "told_as"),
    [
        ("payment failed", "unfulfilled", "unpaid"),
        ("pending", "unfulfilled", "unpaid"),
        ("declined", "on hold", "unpaid"),
        ("paid", "unfulfilled", "placed"),
        ("pending", "shipped", "shipped"),
        ("paid", "on hold", "on_hold"),
        ("chargeback", "unfulfilled", "under_review"),
        ("chargeback", "fulfilled", "shipped"),
    ],
)
def test_an_order_whose_payment_failed_or_that_is_held_is_not_told_as_confirmed(payment: str, status: str, told_as: str) -> None:
    text = f"number,email,financial status,fulfillment status\n1,a@x.com,{payment},{status}\n"

    assert orders(text)["1"].parcels[0].status == told_as


@pytest.mark.parametrize(
    ("header", "told"), [("Remarks", ""), ("Order Notes", ""), ("Customer note", "dented"), ("note", "dented")]
)
def test_notes_that_may_be_the_staffs_are_told_to_nobody_but_the_owner(header: str, told: str) -> None:
    text = f"number,email,status,{header}\n1,a@x.com,shipped,dented\n"

    assert orders(text)["1"].parcels[0].note == told
    assert (header in [each.column for each in read(text).problems]) is not bool(told)


def test_an_order_that_is_refunded_in_part_keeps_the_status_of_its_parcel() -> None:
    text = "number,email,financial status,fulfillment status\n1,a@x.com,partially_refunded,fulfilled\n2,a@x.com,partially_refunded,\n"
    assert [order.parcels[0].status for order in orders(text).values()] == ["shipped", UNCLEAR]


def test_an_item_that_is_not_sent_yet_is_no_part_of_the_parcel_that_is() -> None:
    text = (
        "number,email,fulfillment status,lineitem name,lineitem fulfillment status\n"
        "1,a@x.com,partial,Dress,fulfilled\n1,a@x.com,,Bag,pending\n1,a@x.com,,Belt,fulfilled\n"
    )
    found = [(parcel.status, parcel.items) for parcel in orders(text)["1"].parcels]
    assert found == [("shipped", ("1 x Dress", "1 x Belt")), ("placed", ("1 x Bag",))]


def test_items_that_stand_in_one_cell_are_told_apart_whatever_the_column_is_called() -> None:
    text = 'number,email,status,item name\n1,a@x.com,shipped,"Dress - Sage / 12; Clutch Bag"\n'
    assert orders(text)["1"].parcels[0].items == ("Dress - Sage / 12", "Clutch Bag")


def test_an_unknown_status_is_told_once_with_the_word_and_the_column_of_the_file() -> None:
    text = "number,email,Order Status\n1,a@x.com,lorem\n2,b@x.com,lorem\n3,c@x.com,ipsum\n"
    problems = read(text).problems
    assert [(each.row, each.column, each.value) for each in problems] == [
        (2, "Order Status", "lorem"),
        (4, "Order Status", "ipsum"),
    ]
    assert "“lorem” (2 rows)" in problems[0].reason


def test_each_column_of_an_orders_file_is_told_with_what_it_was_read_as() -> None:
    columns = read("Order ID,Email,Status,AWB,Mobile\n1,a@x.com,shipped,77,0123\n").columns
    assert (columns["tracking_number"], columns["not used"]) == ("AWB", "Mobile")


@pytest.mark.parametrize(
    ("said", "status", "delivered_on"),
    [
        ("Delivered 07/10/2026", "delivered", "2026-10-07"),
        ("cancelled on 3 Nov 2026", "cancelled", ""),
        ("Day 1/2026", UNCLEAR, ""),
    ],
)
def test_a_day_behind_a_known_status_is_read_as_its_day(said: str, status: str, delivered_on: str) -> None:
    (parcel,) = orders(f"number,email,placed on,status\n1001,a@x.com,25/09/2026,{said}\n")["1001"].parcels
    assert (parcel.status, parcel.delivered_on) == (status, delivered_on)


def test_items_below_an_order_without_its_number_are_of_that_order() -> None:
    text = "number,email,status,item,quantity\n1001,a@x.com,shipped,Mug,1\n,,,Cap,2\n1002,b@x.com,placed,Pot,1\n"
    assert [each.parcels[0].items for each in orders(text).values()] == [("1 x Mug", "2 x Cap"), ("1 x Pot",)]


def test_a_total_takes_the_currency_of_its_column() -> None:
    order = orders("number,email,status,Order total GBP\n1001,a@x.com,shipped,34.50\n")["1001"]
    assert (order.total, order.currency) == ("34.50", "GBP")


def test_a_link_in_the_column_of_tracking_numbers_is_a_link() -> None:
    (parcel,) = orders("number,email,status,tracking\n1001,a@x.com,shipped,https://dhl.example/JJ1\n")["1001"].parcels
    assert (parcel.tracking_number, parcel.tracking_url) == ("", "https://dhl.example/JJ1")


@pytest.mark.parametrize("word", ["Fraud review", "Suspected fraud - phone the bank", "High risk", "disputed", "Payment Review"])
def test_a_doubt_about_the_customer_is_read_by_the_owner_alone(word: str) -> None:
    text = f"number,email,order status\n1,a@x.com,{word}\n"
    (parcel,) = orders(text)["1"].parcels

    assert (parcel.status, parcel.status_said) == ("under_review", "")
    assert f"“{word}” as under review" in read(text).columns["statuses"]


@pytest.mark.parametrize(
    ("column", "word", "status"),
    [
        ("order status", "Failed", "payment_failed"),
        ("status", "wc-failed", "payment_failed"),
        ("delivery status", "Failed", "delivery_failed"),
        ("status", "Failed", UNCLEAR),
        ("order status", "Age check failed", UNCLEAR),
        ("order status", "Closed", "closed"),
    ],
)
def test_a_word_that_may_mean_two_things_is_read_by_its_column_or_told_as_it_is(column: str, word: str, status: str) -> None:
    assert orders(f"number,email,{column}\n1,a@x.com,{word}\n")["1"].parcels[0].status == status


@pytest.mark.parametrize(
    ("method", "tracking", "status", "carrier"),
    [
        ("Pickup - Harbour Street Studio", "", "pickup", ""),
        ("In-store pick-up (Leeds)", "", "pickup", ""),
        ("Click & Collect Cork", "", "pickup", ""),
        ("DPD Pickup Point", "", "shipped", "DPD Pickup Point"),
        ("DPD Pickup", "1550", "shipped", ""),
        ("UPS Ground", "", "shipped", "UPS Ground"),
    ],
)
def test_what_is_fetched_has_no_carrier_and_is_not_on_its_way(method: str, tracking: str, status: str, carrier: str) -> None:
    text = f"number,email,status,shipping method,tracking number\n1,a@x.com,fulfilled,{method},{tracking}\n"
    (parcel,) = orders(text)["1"].parcels

    assert (parcel.status, parcel.carrier) == (status, carrier)


@pytest.mark.parametrize(
    ("items", "told_as"),
    [
        ("Lamp, brass (E27, dim) x1, Rug x12", ("Lamp, brass (E27, dim) x1", "Rug x12")),
        ("1 x Lamp, brass, 2 x Rug", ("1 x Lamp, brass", "2 x Rug")),
        ("Lamp, brass", ("Lamp, brass",)),
        ("Lamp x1, brass", ("Lamp x1, brass",)),
    ],
)
def test_a_comma_parts_items_where_each_has_its_number(items: str, told_as: tuple[str, ...]) -> None:
    assert orders(f'number,email,status,items\n1,a@x.com,shipped,"{items}"\n')["1"].parcels[0].items == told_as


@pytest.mark.parametrize(
    ("total", "own", "currency"),
    [("$1,229.00", "NZD", "NZD"), ("US$12.00", "AUD", "USD"), ("$12.00 USD", "CAD", "USD"), ("$12.00", "EUR", "USD")],
)
def test_a_bare_dollar_is_the_shops_own(total: str, own: str, currency: str) -> None:
    text = f'number,email,status,total\n1,a@x.com,shipped,"{total}"\n'
    assert dict(read_orders(text.encode(), "orders.csv", own).orders)["1"].currency == currency


@pytest.mark.parametrize(
    ("status", "refunded", "told_as"),
    [("Shipped", "12.00", ("shipped", "12.00")), ("Closed", "84.90", ("refunded", "84.90")), ("Closed", "0.00", ("closed", ""))],
)
def test_what_was_refunded_is_read(status: str, refunded: str, told_as: tuple[str, str]) -> None:
    text = f"number,email,order status,total,refunded amount\n1,a@x.com,{status},84.90,{refunded}\n"
    (parcel,) = orders(text)["1"].parcels
    assert (parcel.status, parcel.refunded) == told_as


@pytest.mark.parametrize("header", ["Shipping Information", "Shipping Method Title"])
def test_the_carrier_is_read_from_the_way_of_delivery(header: str) -> None:
    assert (
        orders(f"number,email,status,{header}\n1,a@x.com,shipped,PostNord - MyPack\n")["1"].parcels[0].carrier
        == "PostNord - MyPack"
    )


@pytest.mark.parametrize(
    ("header", "cells", "status"),
    [
        ("dispatched on date", "22-Nov-26", "shipped"),
        ("dispatched on date", "", "placed"),
        ("quantity-shipped", "2", "shipped"),
        ("quantity-shipped", "0", "placed"),
        ("date shipped,delivered on", "2026-11-20,2026-11-22", "delivered"),
    ],
)
def test_a_file_of_a_marketplace_without_a_status_tells_by_its_days_what_was_sent(header: str, cells: str, status: str) -> None:
    text = f"order-id,buyer-email,{header}\n203-1,a@x.com,{cells}\n"
    assert orders(text)["2031"].parcels[0].status == status


def test_a_file_that_tells_nothing_of_sending_needs_a_status() -> None:
    with pytest.raises(FileUnreadable, match="status"):
        read("order-id,buyer-email,total\n203-1,a@x.com,9.00\n")


def test_the_details_of_a_product_in_one_cell_are_its_number_and_name() -> None:
    tray = "Product ID: 7, Product Qty: 2, Product SKU: TB, Product Name: Tray, oak, Product Weight: 1"
    details = f"{tray}|Product ID: 9, Product Qty: 1, Product Name: Jug"
    found = orders(f'Order ID,Customer Email,Order Status,Product Details\n5,a@x.com,Shipped,"{details}"\n')
    assert found["5"].parcels[0].items == ("2 x Tray, oak", "1 x Jug")
