"""Fill a new database with the demo shop: python scripts/seed_demo.py [--db PATH]

What is already there stays: an FAQ, a catalogue or orders of your own are never replaced. Takes about five seconds.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from chatbot.config import ROOT, load_settings
from chatbot.knowledge.catalogue import publish_products
from chatbot.knowledge.orders import read_orders
from chatbot.knowledge.products import read_products
from chatbot.knowledge.publish import Origin, import_file
from chatbot.models.encoder import Encoders
from chatbot.records import OrderRecord
from chatbot.storage import open_store
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products

DATA = ROOT / "data"
WRITTEN_ON = date(2026, 11, 24)  # the day that the demo's orders speak of
DAY_IN_WORDS = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")  # in a note: "3 December 2026"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--db", type=Path, help="the database file; CHATBOT_DB or var/chatbot.db when left out")
    settings = load_settings(db=parser.parse_args().db)
    store = open_store(settings.db)
    seed(store, settings.models_dir)
    store.close()


def seed(store: Store, models: Path) -> None:
    if not Orders(store).is_empty() or Products(store).version() or Faqs(store).current():
        return
    print("Filling the demo shop: FAQ, catalogue, orders", flush=True)
    encoders = Encoders.load(models, threads=2)
    import_file(store, encoders.faqs, (DATA / "faqs.csv").read_bytes(), Origin(by="demo", source="faqs.csv"))
    publish_products(store, encoders.products, read_products(DATA / "products.csv", "products.csv").products)
    orders = read_orders(DATA / "orders.csv", "orders.csv").orders
    Orders(store).replace([(number, moved(order, date.today() - WRITTEN_ON)) for number, order in orders])


def moved(order: OrderRecord, by: timedelta) -> OrderRecord:
    """Return the order with all its days moved, so that in a demo of any day some parcels are under way and not all are late."""

    def later(day: str) -> str:
        return (date.fromisoformat(day) + by).isoformat() if day else ""

    def in_words(found: re.Match[str]) -> str:
        day = datetime.strptime(found[0], "%d %B %Y") + by
        return f"{day.day} {day:%B %Y}"

    parcels = [
        replace(
            each,
            shipped_on=later(each.shipped_on),
            eta=later(each.eta),
            delivered_on=later(each.delivered_on),
            note=DAY_IN_WORDS.sub(in_words, each.note),
        )
        for each in order.parcels
    ]
    return replace(order, placed_on=later(order.placed_on), parcels=tuple(parcels))


if __name__ == "__main__":
    main()
