"""How a product is shown: its card, its price, its stock."""

from __future__ import annotations

from chatbot.knowledge.money import show_money
from chatbot.messages import ProductCard
from chatbot.records import Product

LOW_STOCK = 3  # "Only 2 left" below this many pieces


def card(product: Product, reason: str = "") -> ProductCard:
    return ProductCard(product.id, product.title, price_shown(product), product.image, product.url, stock_shown(product), reason)


def stock_shown(product: Product) -> str:
    if product.stock is None:
        return ""
    if product.stock == 0:
        return "Sold out"
    return "In stock" if product.stock > LOW_STOCK else f"Only {product.stock} left"


def price_shown(product: Product) -> str:
    return show_money(product.price, product.currency) if product.price is not None else "Price on request"
