"""A real server with a FakeBot: `python -m tests.live --port 8123 [--pause 0.05] [--db PATH]`.

The real gunicorn process, sockets, pages and database; only the bot is a stand-in. Write `products`, `order`, `faq`, `person`,
`markdown`, `long`, `slow 5`, `wait FILE`, `hang`, `fail`, or anything else (see tests/fakes.py). `--pause` is the time between two
words of a streamed reply. Other settings come from CHATBOT_* variables.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from flask import Flask

from chatbot.config import ROOT, Settings
from chatbot.errors import ChatbotError
from chatbot.knowledge.entries import with_ids
from chatbot.knowledge.products import read_products
from chatbot.knowledge.readers.faq import read_faq_file
from chatbot.storage import open_store
from chatbot.storage.faqs import Draft, Faqs
from chatbot.storage.products import Products
from chatbot.web.server import serve
from tests.fakes import FakeBot

DATA = ROOT / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two words")
    parser.add_argument("--db", type=Path, default=Path(tempfile.gettempdir()) / "chatbot-live.db")
    args = parser.parse_args()
    settings = Settings(port=args.port, db=args.db)
    try:
        fill_shop(args.db)
        serve(lambda settings: make_app(settings, args.pause), settings)
    except ChatbotError as error:
        raise SystemExit(str(error)) from None


def make_app(settings: Settings, pause_s: float) -> Flask:
    from chatbot.app import create_app  # in the worker, as `python -m chatbot serve` does

    return create_app(settings, FakeBot(pause_s))


def fill_shop(db: Path) -> None:
    """Put the demo shop's products and FAQ into a new database, without the search vectors that a FakeBot does not need."""
    store = open_store(db)
    if not Faqs(store).current():
        products = read_products(DATA / "products.csv", "products.csv").products
        Products(store).replace(products, np.zeros((len(products), 4), dtype=np.float32), "none")
        rows = with_ids(read_faq_file((DATA / "faqs.csv").read_bytes(), "faqs.csv").rows)
        entries = [(row.id, row.hash, row.content()) for row in rows]
        Faqs(store).publish(Draft(entries, "demo", "faqs.csv", "replace", {"new": len(rows), "changed": 0, "removed": 0}, 0))
    store.close()


if __name__ == "__main__":
    main()
