"""The demo shop and the widget's page. Each docstring names the template and what it gets."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from chatbot.web.window import ShopWindow

blueprint = Blueprint("pages", __name__)

SIMILAR = 4


@blueprint.get("/")
def shop() -> str:
    """shop.html: products."""
    return _page("shop.html", products=_window().products())


@blueprint.get("/product/<product_id>")
def product(product_id: str) -> str:
    """product.html: product, similar (products of its category)."""
    found = _window().product(product_id) or abort(404)
    similar = [each for each in _window().products() if each.category == found.category and each.id != product_id]
    return _page("product.html", product=found, similar=similar[:SIMILAR])


@blueprint.get("/<path:page>")
def help_page(page: str) -> str:
    """help.html: page (url, title, entries of id, question, html)."""
    return _page("help.html", page=_window().help_pages().get(f"/{page}") or abort(404))


@blueprint.get("/widget")
def widget() -> Response:
    """widget.html, for the iframe; it may be framed by the shops on the list."""
    response = current_app.make_response(_page("widget.html"))
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.errorhandler(404)
def missing(_: Exception) -> tuple[str, int]:
    """missing.html: a page of the shop that is not there."""
    return _page("missing.html"), 404


def _window() -> ShopWindow:
    window: ShopWindow = current_app.extensions["chatbot"].window
    return window


def _page(template: str, **context: Any) -> str:
    """Render with what every page knows: shop_name, allowed_origins, help_pages (by path), card(product)."""
    settings, window = current_app.extensions["chatbot"].settings, _window()
    shared = {"shop_name": settings.shop_name, "allowed_origins": settings.allowed_origins}
    return render_template(template, **shared, help_pages=window.help_pages(), card=window.card, **context)
