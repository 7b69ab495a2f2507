from __future__ import annotations

from pathlib import Path

from chatbot.records import OrderRecord, ParcelRecord
from chatbot.storage import open_store
from chatbot.storage.db import Store
from chatbot.storage.orders import OrderFailures, Orders

SENT = ParcelRecord("shipped", ("1 x Lamp",), "1/2", "DHL", "123", "https://t/1", "2026-11-20", "2026-11-25", "", "held")
OPEN = ParcelRecord("packed", ("2 x Rug",))


def order(number: str, *parcels: ParcelRecord) -> OrderRecord:
    return OrderRecord(number, "maria@example.com", "1012 AB", "2026-11-19", "49.90", "EUR", parcels)


def test_an_order_comes_back_with_all_its_parcels_in_order(store: Store) -> None:
    orders = Orders(store)
    orders.replace([("1042", order("#1042", SENT, OPEN))])
    assert orders.find("1042") == order("#1042", SENT, OPEN)
    assert orders.find("1043") is None


def test_ten_parcels_and_more_keep_their_order(store: Store) -> None:
    parcels = [ParcelRecord("packed", (str(n),)) for n in range(12)]
    Orders(store).replace([("1", order("1", *parcels))])
    found = Orders(store).find("1")
    assert found is not None
    assert [parcel.items[0] for parcel in found.parcels] == [str(n) for n in range(12)]


def test_an_import_replaces_all_orders(store: Store) -> None:
    orders = Orders(store)
    assert orders.is_empty()
    orders.replace([("1", order("1", SENT)), ("2", order("2", OPEN))])
    orders.replace([("2", order("2", SENT))])
    assert list(orders.all()) == ["2"]
    assert not orders.is_empty()


def test_an_order_lives_under_its_number_alone(store: Store) -> None:
    Orders(store).replace([("1001A", order("1001-A", SENT))])
    assert Orders(store).find("1001") is None
    assert Orders(store).find("1001A") is not None


def test_the_letters_before_a_number_may_be_left_out_where_one_order_alone_is_meant(store: Store) -> None:
    orders = Orders(store)
    numbers = ("FW2093", "FW2094", "EU2094", "2095", "FW2095", "2096")
    orders.replace([(number, order(number, SENT)) for number in numbers])
    found = {typed: orders.find(typed) for typed in ("2093", "2094", "2095", "FW2093", "EU2093", "FW2096", "2096")}
    assert {typed: order and order.number for typed, order in found.items()} == {
        "2093": "FW2093",
        "2094": None,
        "2095": "2095",
        "FW2093": "FW2093",
        "EU2093": None,
        "FW2096": "2096",  # the shop's file leaves its letters out
        "2096": "2096",
    }
    assert orders.get("2093") is None


def test_the_zeros_before_a_number_may_be_left_out_or_added_where_one_order_alone_is_meant(store: Store) -> None:
    orders = Orders(store)
    orders.replace([(number, order(number, SENT)) for number in ("000731", "732", "0733", "00733", "SO00734", "735", "0735")])
    found = {typed: orders.find(typed) for typed in ("731", "00731", "0732", "733", "0733", "734", "SO734", "735", "EU731")}
    assert {typed: order and order.number for typed, order in found.items()} == {
        "731": "000731",
        "00731": "000731",
        "0732": "732",
        "733": None,
        "0733": "0733",
        "734": "SO00734",
        "SO734": "SO00734",
        "735": "735",
        "EU731": "000731",
    }


def test_failures_lock_once_there_are_enough_of_them_in_one_scope(store: Store) -> None:
    failures = OrderFailures(store)
    failures.add(["conversation:a", "order:1"], at=100, keep_after=0)
    failures.add(["conversation:b", "order:1"], at=200, keep_after=0)
    assert failures.latest(["conversation:a", "order:1"], since=0, limit=2) == 200
    assert failures.latest(["conversation:a"], since=0, limit=2) is None
    assert failures.latest(["order:1"], since=150, limit=2) is None


def test_old_failures_are_forgotten(store: Store) -> None:
    failures = OrderFailures(store)
    failures.add(["order:1"], at=100, keep_after=0)
    failures.add(["order:1"], at=200, keep_after=150)
    assert failures.latest(["order:1"], since=0, limit=2) is None


def test_orders_that_were_stored_with_an_umlaut_in_their_key_are_found_after_an_update(tmp_path: Path) -> None:
    old = open_store(tmp_path / "shop.db")
    Orders(old).replace([("KÖ1001", order("KÖ-1001", SENT))])
    old.write(lambda db: db.execute("delete from _sqlite_migrations where name = 'm004_numbers_without_accents'"))
    old.close()
    found = Orders(open_store(tmp_path / "shop.db")).find("KO1001")
    assert found is not None
    assert found.number == "KÖ-1001"
