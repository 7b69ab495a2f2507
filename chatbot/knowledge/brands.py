"""One spelling for each brand: "UGREEN" on one row and "Ugreen" on another are one maker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.words import fold
from chatbot.records import Product


def with_one_spelling(products: Sequence[Product]) -> list[Product]:
    """Return the products with each brand as most rows write it; of spellings as frequent, as the first row does."""
    counts = Counter(each.brand for each in products)
    chosen: dict[str, str] = {}
    for brand, _ in counts.most_common():  # equals stay in the order of the rows
        chosen.setdefault(fold(brand) or brand, brand)
    return [
        each if (brand := chosen[fold(each.brand) or each.brand]) == each.brand else replace(each, brand=brand)
        for each in products
    ]
