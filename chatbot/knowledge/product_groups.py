"""Which products are variants of one thing: the import gives each the thing's title and key, and behind them what tells it apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.product_facets import colors_of
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.wish_words import COLORS
from chatbot.knowledge.words import fold
from chatbot.records import Product

PLAIN_COLORS = frozenset(word for color in COLORS for word in roots(color))

Model = tuple[str, ...]


def details_of(product: Product) -> str:
    """Return the option by which a variant is told from others of its colour, as its title ends: "500 ml"; "" without one."""
    name, _, last = product.title.rpartition(", ")
    is_told = bool(name and last) and last not in product.colors and product.id.endswith(_suffix(last))
    return last if is_told else ""


def plain_title(product: Product) -> str:
    """Return the title without what tells a variant from the others."""
    return product.title.removesuffix(f", {details}") if (details := details_of(product)) else product.title


def name_of(product: Product) -> str:
    """Return what all variants are called: the title without option and colour."""
    name = plain_title(product)
    for color in reversed(product.colors):
        name = name.removesuffix(f", {color}")
    return name


def sized(product: Product) -> Product:
    """Return the product with the option that tells it from other variants as its size, where it has none: 22" of "Bundle, 22\""."""
    details = "" if product.all_sizes else details_of(product)
    if not details:
        return product
    return replace(product, sizes_sold_out=(details,)) if product.stock == 0 else replace(product, sizes=(details,))


def models_of(products: Sequence[Product]) -> list[Model]:
    """Return for each product what all colours and variants of one model share.

    Variants have one page: "Pillow, down" and "Pillow, foam" with a page each are two things.
    """
    alike: dict[Model, list[Product]] = defaultdict(list)
    for product in products:
        alike[_model(product, plain_title(product))].append(product)
    apart = {model for model, each in alike.items() if len({product.description for product in each}) > 1}
    models = ((product, _model(product, plain_title(product))) for product in products)
    return [_model(product, product.title) if model in apart else model for product, model in models]


def _model(product: Product, title: str) -> Model:
    """Return brand and title without colour words."""
    colors = {word for color in colors_of(product) for word in roots(color)} | PLAIN_COLORS  # "Backpack, format Navy"
    return (product.brand, *(word for word in roots(title) if word not in colors))


def _suffix(name: str) -> str:
    return f"-{fold(name).replace(' ', '-')}"
