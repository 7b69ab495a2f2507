"""Facts of one product, from its record: price, stock, colours, sizes, material, and every attribute the shop wrote."""

from __future__ import annotations

import re

from chatbot.knowledge.records import show_money
from chatbot.knowledge.wishes import spellings
from chatbot.knowledge.words import words
from chatbot.messages import Product, ProductCard

LOW_STOCK = 3  # "Only 2 left" below this many pieces
UNITS = {
    "g": "g",
    "kg": "kg",
    "l": "l",
    "ml": "ml",
    "cm": "cm",
    "mm": "mm",
    "m": "m",
    "h": "hours",
    "c": "°C",
    "w": "W",
    "mah": "mAh",
    "m2": "m²",
}
_ASKS = {
    "price": re.compile(r"\b(?:price|cost|costs|how much|expensive|priced?|€|\$)", re.IGNORECASE),
    "stock": re.compile(r"\b(?:stock|available|availability|sold out|have (?:it|them|this|the)|left|get it)\b", re.IGNORECASE),
    "colors": re.compile(
        r"\b(?:colou?rs?|come in|comes in|in (?:red|blue|green|black|white|grey|gray|pink|yellow|brown))\b", re.IGNORECASE
    ),
    "sizes": re.compile(r"\b(?:sizes?|fits?|dimensions?|how (?:big|large|long|tall|wide)|measurements?)\b", re.IGNORECASE),
    "material": re.compile(
        r"\b(?:material|made (?:of|from|out of)|fabric|leather|cotton|wool|plastic|what is it made)\b", re.IGNORECASE
    ),
}
_ATTRIBUTE_WORDS = {
    "weight": ["heavy", "weigh", "weighs", "light"],
    "capacity": ["hold", "holds", "litres", "liters", "volume", "capacity"],
    "temperature": ["cold", "temperature", "degrees", "warm"],
    "runtime": ["battery", "last", "lasts"],
    "age": ["age", "old", "kid", "child", "years"],
    "persons": ["people", "persons", "sleep", "sleeps"],
}


def asked_fact(product: Product, text: str) -> str | None:
    """Return the fact of the product that the text asks for, as a sentence part; None when the record has no such fact."""
    said = set(words(text))
    joined = f" {' '.join(words(text))} "
    for name, value in product.attributes:
        stem = name.split("_")[0]
        if any(f" {' '.join(words(each))} " in joined for each in spellings(name)) or said & {
            stem,
            *_ATTRIBUTE_WORDS.get(stem, []),
        }:
            return attribute_in_words(name, value)
    if _ASKS["material"].search(text) and product.material:
        return f"made of {product.material}"
    if _ASKS["colors"].search(text) and product.colors:
        return f"it comes in {_listed(product.colors)}"
    if _ASKS["sizes"].search(text) and product.sizes:
        return f"available in {_listed(product.sizes)}"
    return None


def asks_price_or_stock(text: str) -> bool:
    return any(_ASKS[name].search(text) for name in ("price", "stock"))


def attribute_in_words(name: str, value: str) -> str:
    """Return "weight 420 g" for ("weight_g", "420"), "waterproof" for ("waterproof", "yes")."""
    *label, unit = name.split("_")
    if label and unit in UNITS:
        return f"{' '.join(label)} {value} {UNITS[unit]}"
    plain = name.replace("_", " ")
    return {"yes": plain, "true": plain, "no": f"not {plain}", "false": f"not {plain}"}.get(value.lower(), f"{plain} {value}")


def price_shown(product: Product) -> str:
    return show_money(product.price, product.currency) if product.price is not None else "Price on request"


def card(product: Product, reason: str = "") -> ProductCard:
    return ProductCard(product.id, product.title, price_shown(product), product.image, product.url, stock_shown(product), reason)


def stock_shown(product: Product) -> str:
    if product.stock is None:
        return ""
    if product.stock == 0:
        return "Sold out"
    return "In stock" if product.stock > LOW_STOCK else f"Only {product.stock} left"


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
