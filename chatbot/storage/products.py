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
from chatbot.storage.searching import holds_words

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

    def get_all(self, product_ids: Sequence[str]) -> list[Product]:
        """Return the products with these ids, in the catalogue's order."""
        marks = ",".join("?" * len(product_ids))
        rows = self._store.db.query(f"select record from products where id in ({marks}) order by position", product_ids)
        return [_product(row["record"]) for row in rows]

    def search(self, text: str, limit: int, offset: int = 0) -> list[Product]:
        """Return the products with every word of `text` in title, id, codes, brand or category, in the catalogue's order.

        10,000 products take 40 ms for one word and 70 for three (two cores), so no index has to be kept.
        """
        where, values = holds_words(_SEARCHED, text)
        sql = f"select record from products where {where} order by position limit ? offset ?"
        return [_product(row["record"]) for row in self._store.db.query(sql, [*values, limit, offset])]

    def found(self, text: str) -> int:
        """Return how many `search` finds in all."""
        where, values = holds_words(_SEARCHED, text)
        return int(next(self._store.db.query(f"select count(*) as n from products where {where}", values))["n"])

    def remove(self, product_id: str) -> bool:
        """Take one product out, from the next search on; False when there is none."""
        return self._store.write(lambda db: _remove(db, "id = ?", [product_id])) > 0

    def remove_all(self, count: int) -> bool:
        """Take all products out if there are `count` of them, as a person was told; False when there are not."""
        return self._store.write(lambda db: _remove(db, "(select count(*) from products) = ?", [count])) > 0

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


_SEARCHED = " || ' ' || ".join(("id", *(f"(record ->> '$.{name}')" for name in ("title", "brand", "category", "codes"))))


def _remove(db: Database, condition: str, values: Sequence[Any]) -> int:
    """Delete rows and make a new version, which every process reads before its next search; return how many there were."""
    removed = db.execute(f"delete from products where {condition}", values).rowcount
    if removed:
        db.execute("update catalogue_state set version = version + 1")
    return int(removed)


def _product(record: str) -> Product:
    fields: dict[str, Any] = json.loads(record)
    price = None if fields["price"] is None else Decimal(fields["price"])
    lists = {name: tuple(fields.get(name, ())) for name in ("colors", "sizes", "sizes_sold_out", "tags", "codes")}
    attributes = tuple((name, value) for name, value in fields["attributes"])
    return Product(**{**fields, **lists, "price": price, "attributes": attributes})
