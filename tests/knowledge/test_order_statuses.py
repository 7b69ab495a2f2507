"""How far what is sent back, or exchanged, is told to be by a shop's words."""

from __future__ import annotations

import pytest

from chatbot.knowledge.orders import read_orders
from chatbot.records import UNCLEAR


def read_as(said: str) -> tuple[str, str]:
    """Return the status and the shop's words that customers read."""
    ((_, order),) = read_orders(f"number,email,status\n8,a@x.com,{said}\n".encode(), "orders.csv").orders
    return order.parcels[0].status, order.parcels[0].status_said


@pytest.mark.parametrize("said", ["RTO Initiated", "RTO", "rto_in_transit", "Return to sender", "RTO - OFD"])
def test_a_parcel_that_is_turned_back_is_not_back_yet(said: str) -> None:
    assert read_as(said)[0] == "returning"


@pytest.mark.parametrize("said", ["RTO Delivered", "Return received", "Returned", "RMA completed"])
def test_what_came_back_is_returned(said: str) -> None:
    assert read_as(said)[0] == "return_received"


@pytest.mark.parametrize("said", ["Return Requested", "Return initiated", "Return pending", "wc-return-requested"])
def test_a_return_that_is_asked_for_is_no_return_yet(said: str) -> None:
    assert read_as(said) == ("return_requested", "")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Return approved", "return_requested"),
        ("Return label sent", "return_requested"),
        ("RMA issued", "return_requested"),
        ("Return picked up", "returning"),
        ("Return in transit", "returning"),
        ("Exchange approved", "exchange_requested"),
        ("Replacement Sent", "shipped"),
        ("Replacement dispatched", "shipped"),
        ("Replacement delivered", "delivered"),
    ],
)
def test_a_stage_of_a_return_or_an_exchange_is_known_and_told_in_the_words_of_the_shop(said: str, status: str) -> None:
    assert read_as(said) == (status, said)


@pytest.mark.parametrize("said", ["Return rejected", "Return cancelled", "Exchange declined", "Return not received"])
def test_a_return_that_is_refused_is_told_as_the_shop_says_it(said: str) -> None:
    assert read_as(said) == (UNCLEAR, said)
