"""The texts of a product that it is found by."""

from __future__ import annotations

import re

from chatbot.knowledge.product_attributes import TRUE, said_of
from chatbot.knowledge.words import fold
from chatbot.records import Product


def search_text(product: Product) -> str:
    """The text that is embedded and searched for a product."""
    features = [fold(name) for name, value in product.attributes if value.lower() in TRUE]
    told = ", ".join((*product.tags, *features, *said_of(product)))
    parts = [product.title, product.category, product.description, told, product.material]
    return ". ".join(part.strip(". ") for part in parts if part)


def label_text(product: Product) -> str:
    """What a product is called: title, tags, and its category unless that names several things ("Tents & Sleeping")."""
    category = re.split(r"\s*[>/|]\s*", product.category)[-1]
    is_mixed = re.search(r"[&,+]|\band\b", category) is not None
    return ". ".join((product.title, *product.tags, "" if is_mixed else category))
