"""Fill a new database with the demo shop: python scripts/seed_demo.py [--db PATH]

What is already there stays: an FAQ, a catalogue or orders of your own are never replaced. Takes about five seconds.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from chatbot.config import ROOT, load_settings
from chatbot.knowledge.catalogue import publish_products
from chatbot.knowledge.orders import read_orders
from chatbot.knowledge.products import read_products
from chatbot.knowledge.publish import import_file
from chatbot.models.encoder import Encoder
from chatbot.storage import open_store
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products

DATA = ROOT / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--db", type=Path, help="the database file; CHATBOT_DB or var/chatbot.db when left out")
    settings = load_settings(db=parser.parse_args().db)
    store = open_store(settings.db)
    seed(store, settings.models_dir / "encoder")
    store.close()


def seed(store: Store, encoder_folder: Path) -> None:
    if not Orders(store).is_empty() or Products(store).version() or Faqs(store).current():
        return
    print("Filling the demo shop: FAQ, catalogue, orders", flush=True)
    encoder = Encoder.load(encoder_folder, threads=2)
    import_file(store, encoder, (DATA / "faqs.csv").read_bytes(), "faqs.csv", by="demo")
    publish_products(store, encoder, read_products(DATA / "products.csv", "products.csv").products)
    Orders(store).replace(read_orders(DATA / "orders.csv", "orders.csv").orders)


if __name__ == "__main__":
    main()
