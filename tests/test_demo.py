"""The demo shop is as fresh on any day as on the day that it was written."""

from __future__ import annotations

from datetime import timedelta

from chatbot.records import OrderRecord, ParcelRecord
from scripts.seed_demo import moved


def test_the_days_of_the_demo_orders_move_with_the_day_on_which_the_demo_is_opened() -> None:
    parcel = ParcelRecord("delayed", ("1 x Lamp",), shipped_on="2026-11-28", eta="2026-11-30", note="New date: 30 November 2026.")
    order = OrderRecord("1042", "maria@example.com", "", "2026-11-20", "49.90", "EUR", (parcel,))

    later = moved(order, timedelta(days=40))

    assert (later.placed_on, later.parcels[0].shipped_on, later.parcels[0].eta) == ("2026-12-30", "2027-01-07", "2027-01-09")
    assert (later.parcels[0].delivered_on, later.parcels[0].note) == ("", "New date: 9 January 2027.")
