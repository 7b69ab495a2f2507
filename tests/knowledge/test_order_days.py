"""Days that stand beside other words in an orders file: what is a day, what is told to the customer as it is written."""

from __future__ import annotations

import pytest

from chatbot.knowledge.dates import Dates
from chatbot.knowledge.orders import OrdersFile, read_orders
from chatbot.records import ParcelRecord


def read(rows: str, header: str = "number,email,status,delivery date,customer note") -> OrdersFile:
    return read_orders(f"{header}\n{rows}\n".encode(), "orders.csv")


def parcel(said: str) -> ParcelRecord:
    ((_, order),) = read(f'1001,a@example.com,shipped,"{said}",').orders
    return order.parcels[0]


@pytest.mark.parametrize(
    ("said", "eta", "delivered_on", "note"),
    [
        ("due Tue 24 Nov 2026", "2026-11-24", "", ""),
        ("Expected by November 24, 2026", "2026-11-24", "", ""),
        ("delivered 24 Nov 2026", "", "2026-11-24", ""),
        ("booked for Tue 24 Nov 2026, 8am-12pm", "2026-11-24", "", "booked for Tue 24 Nov 2026, 8am-12pm"),
        ("w/c 23 Nov 2026", "", "", "w/c 23 Nov 2026"),
        ("not before 24 Nov 2026", "", "", "not before 24 Nov 2026"),
        ("we wait for your answer", "", "", "we wait for your answer"),
        ("24/11/2026", "2026-11-24", "", ""),
    ],
)
def test_a_day_among_words_is_read_and_what_more_is_said_is_told(said: str, eta: str, delivered_on: str, note: str) -> None:
    found = parcel(said)
    assert (found.eta, found.delivered_on, found.note) == (eta, delivered_on, note)


def test_the_owner_is_told_once_that_customers_read_such_words() -> None:
    rows = "1,a@example.com,shipped,after the storm,\n2,b@example.com,shipped,w/c 23 Nov 2026,Fragile."
    file = read(rows)
    (told,) = (each for each in file.problems if each.column == "eta")
    assert told.reason.startswith("2 cells say more than a day")
    assert not told.is_fatal
    assert file.orders[1][1].parcels[0].note == "Fragile. w/c 23 Nov 2026"


@pytest.mark.parametrize("text", ["not 4 Dec 2026", "from 4 Dec 2026", "before 4 Dec 2026", "cancelled 4 Dec 2026"])
def test_a_word_that_is_no_weekday_is_not_dropped_from_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        Dates(()).read(text)


@pytest.mark.parametrize("text", ["Fri 4 Dec 2026", "Freitag, 4. Dezember 2026", "vendredi 4 décembre 2026", "Fri, Dec 4, 2026"])
def test_a_weekday_in_front_of_a_date_is_passed_over(text: str) -> None:
    assert Dates(()).read(text) == "2026-12-04"


def test_failed_among_the_words_of_woocommerce_is_the_payment() -> None:
    header = "number,email,status"
    among = read("1,a@example.com,processing\n2,b@example.com,on-hold\n3,c@example.com,failed", header).orders
    alone = read("1,a@example.com,delivered\n3,c@example.com,failed", header).orders
    assert (among[-1][1].parcels[0].status, alone[-1][1].parcels[0].status) == ("payment_failed", "registered")


@pytest.mark.parametrize("header", ["Expected Delivery Date", "Estimated arrival", "Promised by", "Delivery expected on"])
def test_the_day_of_delivery_is_read_under_its_other_names(header: str) -> None:
    ((_, order),) = read("7,a@example.com,shipped,2026-11-24", f"number,email,status,{header}").orders
    assert order.parcels[0].eta == "2026-11-24"
