"""A real server with a FakeBot: `python -m tests.live --port 8123 [--pause 0.05] [--db PATH]`.

The real gunicorn process, sockets, pages and database; only the bot is a stand-in. Write `products`, `order`, `faq`, `person`,
`markdown`, `long`, `slow 5`, `hang`, `fail`, or anything else (see tests/fakes.py). `--pause` is the time between two words of a
streamed reply. Other settings come from CHATBOT_* variables.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from chatbot.app import create_app
from chatbot.config import ROOT, Settings
from chatbot.errors import ChatbotError
from chatbot.knowledge.products import read_products
from chatbot.storage import open_store
from chatbot.storage.products import Products
from chatbot.web.server import serve
from tests.fakes import FakeBot


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two words")
    parser.add_argument("--db", type=Path, default=Path(tempfile.gettempdir()) / "chatbot-live.db")
    parser.add_argument("--products", type=Path, default=ROOT / "data" / "products.csv", help="the catalogue of the demo shop")
    args = parser.parse_args()
    settings = Settings(port=args.port, db=args.db)
    try:
        fill_catalogue(args.db, args.products)
        serve(lambda: create_app(settings, FakeBot(args.pause)), settings)
    except ChatbotError as error:
        raise SystemExit(str(error)) from None


def fill_catalogue(db: Path, products: Path) -> None:
    store = open_store(db)
    read = read_products(products, products.name).products
    Products(store).replace(read, np.zeros((len(read), 4), dtype=np.float32), "none")
    store.close()


if __name__ == "__main__":
    main()
