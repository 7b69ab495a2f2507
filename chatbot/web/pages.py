"""The demo shop and the widget's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from chatbot.messages import Product, ProductCard


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One FAQ entry as a help page shows it."""

    id: str
    question: str
    html: str  # the answer, rendered and cleaned


@dataclass(frozen=True, slots=True)
class ShopWindow:
    """What the demo shop shows; each function reads the newest published data."""

    products: Callable[[], Sequence[Product]]
    product: Callable[[str], Product | None]
    card: Callable[[Product], ProductCard]  # price and stock as the bot shows them
    topics: Callable[[], Sequence[str]]  # FAQ categories
    entries: Callable[[str], Sequence[HelpEntry]]  # of one topic


blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def shop() -> str:
    """shop.html: products."""
    return _page("shop.html", products=_window().products())


@blueprint.get("/product/<product_id>")
def product(product_id: str) -> str:
    """product.html: product, similar (at most four of its category)."""
    found = _window().product(product_id) or abort(404)
    similar = [each for each in _window().products() if each.category == found.category and each.id != product_id]
    return _page("product.html", product=found, similar=similar[:4])


@blueprint.get("/help/<topic>")
def help_topic(topic: str) -> str:
    """help.html: topic, entries."""
    entries = _window().entries(topic) or abort(404)
    return _page("help.html", topic=topic, entries=entries)


@blueprint.get("/widget")
def widget() -> Response:
    """widget.html, for the iframe; it may be framed by the shops on the list."""
    response = current_app.make_response(_page("widget.html"))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _window() -> ShopWindow:
    window: ShopWindow = current_app.extensions["chatbot"].window
    return window


def _page(template: str, **context: Any) -> str:
    """Render with what every page knows: shop_name, allowed_origins, topics (for the footer), card(product)."""
    settings, window = current_app.extensions["chatbot"].settings, _window()
    shared = {"shop_name": settings.shop_name, "allowed_origins": settings.allowed_origins}
    return render_template(template, **shared, topics=window.topics(), card=window.card, **context)
