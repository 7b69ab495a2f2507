"""Headers of days of the delivery, however a shop puts them."""

from __future__ import annotations

import pytest

from chatbot.knowledge.orders import read_orders
from chatbot.records import ParcelRecord

DAY = "2026-12-04"


def parcel_of(header: str, cell: str = DAY, more: str = "") -> ParcelRecord:
    name, _, value = more.partition("=")
    columns = f"number,email,status,{header}" + (f",{name}" if name else "")
    row = f"8,a@x.com,shipped,{cell}" + (f",{value}" if name else "")
    ((_, order),) = read_orders(f"{columns}\n{row}\n".encode(), "orders.csv").orders
    return order.parcels[0]


@pytest.mark.parametrize(
    "header",
    [
        "Expected Delivery Date",
        "Estimated Delivery By",
        "Promised Delivery",
        "Delivery promised for",
        "Delivery Date (Expected)",
        "EDD",
        "Est. arrival",
        "Exp. Delivery Date",
        "Estimated date of arrival",
        "Deliver by",
        "Arriving on",
        "To be delivered on",
        "Customer Promise Delivery Date",
        "latest-delivery-date",
        "Scheduled delivery day",
        "Order Expected Delivery Date",
        "Voraussichtliches Lieferdatum",
        "Date de livraison estimée",
        "Fecha estimada de entrega",
        "Verwachte leverdatum",
    ],
)
def test_a_day_on_which_a_delivery_is_expected_is_read_under_whatever_name(header: str) -> None:
    assert (parcel_of(header).eta, parcel_of(header).delivered_on) == (DAY, "")


@pytest.mark.parametrize(
    "header",
    [
        "Expected ship date",
        "Exp date",
        "Estimated total",
        "Payment due date",
        "Delivery updated at",
        "Delivery confirmed on",
        "Requested delivery date",
        "Delivery attempt date",
        "New date",
    ],
)
def test_another_day_is_no_day_of_the_delivery(header: str) -> None:
    assert (parcel_of(header).eta, parcel_of(header).delivered_on) == ("", "")


@pytest.mark.parametrize("header", ["Date delivered", "Delivered date", "Actual delivery date", "Actual arrival"])
def test_the_day_on_which_an_order_came_is_read_under_whatever_name(header: str) -> None:
    assert (parcel_of(header).eta, parcel_of(header).delivered_on) == ("", DAY)


def test_who_delivers_is_no_day() -> None:
    assert parcel_of("Delivery by", "DHL").eta == parcel_of("Delivery by", "DHL").note == ""


@pytest.mark.parametrize(
    "more", ["Promised delivery date=2026-11-20", "Delivery date=2026-11-20", "Expected delivery=2026-11-20"]
)
def test_what_is_expected_now_counts_before_what_was_promised_or_planned(more: str) -> None:
    assert parcel_of("Revised expected delivery date", DAY, more).eta == DAY
    assert parcel_of("Latest expected delivery", DAY, "Promised delivery date=2026-11-20").eta == DAY
