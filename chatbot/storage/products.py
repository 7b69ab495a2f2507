"""The catalogue: one row per product, with its search vector and the text that the vector was made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from itertools import repeat
from typing import Any

import numpy as np
from sqlite_utils import Database, Migrations

from chatbot.records import Product
from chatbot.storage.db import Store

migrations = Migrations("products")


@migrations()
def m001_products(db: Database) -> None:
    db.table("products").create({"id": str, "position": int, "record": str, "encoder": str, "vector": bytes}, pk="id")
    db.table("catalogue_state").create({"id": int, "version": int}, pk="id").insert({"id": 1, "version": 0})


@migrations()
def m002_text_of_the_vector(db: Database) -> None:
    db.table("products").add_column("text", str)  # hash of the embedded text; null in rows that are older


class Products:
    def __init__(self, store: Store) -> None:
        self._store = store

    def version(self) -> int:
        """A number that grows with every import; the search reloads when it changed."""
        return int(next(self._store.db.query("select version from catalogue_state"))["version"])

    def count(self) -> int:
        return int(next(self._store.db.query("select count(*) as n from products"))["n"])

    def all(self) -> Iterator[Product]:
        for row in self._store.db.query("select record from products order by position"):
            yield _product(row["record"])

    def get(self, product_id: str) -> Product | None:
        row = next(self._store.db.query("select record from products where id = ?", [product_id]), None)
        return _product(row["record"]) if row else None

    def vectors(self, encoder_id: str) -> dict[str, np.ndarray]:
        """Return the stored vectors of this encoder by the hash of their text, each (width,) float32."""
        rows = self._store.db.execute("select text, vector from products where encoder = ? and text is not null", [encoder_id])
        return {text: np.frombuffer(vector, dtype=np.float32) for text, vector in rows}

    def replace(self, products: Sequence[Product], vectors: np.ndarray, encoder_id: str, texts: Sequence[str] = ()) -> int:
        """Replace the catalogue in one transaction; return its new version.

        Args:
            vectors: (products, width) float32.
            texts: the hash of the text that each vector was made of; without them no vector is used again.
        """
        rows = [
            {
                "id": product.id,
                "position": n,
                "record": json.dumps(asdict(product), ensure_ascii=False, default=str),
                "encoder": encoder_id,
                "text": text,
                "vector": vector.astype(np.float32).tobytes(),
            }
            for n, (product, vector, text) in enumerate(zip(products, vectors, texts or repeat(None, len(products)), strict=True))
        ]

        def change(db: Database) -> int:
            db.execute("delete from products")
            db.table("products").insert_all(rows)
            db.execute("update catalogue_state set version = version + 1")
            return int(next(db.query("select version from catalogue_state"))["version"])

        return self._store.write(change)


def _product(record: str) -> Product:
    fields: dict[str, Any] = json.loads(record)
    price = None if fields["price"] is None else Decimal(fields["price"])
    lists = {name: tuple(fields.get(name, ())) for name in ("colors", "sizes", "sizes_sold_out", "tags", "codes")}
    attributes = tuple((name, value) for name, value in fields["attributes"])
    return Product(**{**fields, **lists, "price": price, "attributes": attributes})
