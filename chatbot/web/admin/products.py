"""The products as the bot knows them: a list to search, each with all that its file said, and what a wish finds among them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import ChatbotError, NotFound
from chatbot.knowledge.product_attributes import REDUCED, REGULAR_PRICE
from chatbot.knowledge.product_facets import audiences_of, colors_of
from chatbot.knowledge.product_hits import Found
from chatbot.records import Product
from chatbot.skills.product_card import card, price_shown, stock_shown
from chatbot.skills.product_search import SHOWN
from chatbot.web.admin.office import office, page
from chatbot.web.auth import needs

blueprint = Blueprint("products", __name__, url_prefix="/products")

PAGE_ROWS = 50


@blueprint.get("")
def index() -> str:
    """products.html: rows (product, price, count of variants), text, count (in all), found, currencies, page_number, has_more."""
    text, number = request.args.get("q", "").strip(), max(1, request.args.get("page", 1, type=int))
    products = office().products.search(text, PAGE_ROWS + 1, (number - 1) * PAGE_ROWS)
    variants = office().variants()
    rows = [(each, price_shown(each), len(variants.get(each.id, (each.id,)))) for each in products[:PAGE_ROWS]]
    counts = {"count": office().products.count(), "found": office().products.found(text)}
    return page("products.html", rows=rows, text=text, page_number=number, has_more=len(products) > PAGE_ROWS, **counts)


@blueprint.get("/one")
def show() -> str:
    """product.html: product, facts (name, words), attributes, variants (product, price, stock). An id may hold any sign."""
    product = find(request.args.get("id", ""))
    ids = office().variants().get(product.id, ())
    variants = [(each, price_shown(each), stock_shown(each)) for each in office().products.get_all(ids)]
    attributes = [each for each in product.attributes if each[0] not in (REGULAR_PRICE, REDUCED)]
    return page("product.html", product=product, facts=facts_of(product), attributes=attributes, variants=variants)


@blueprint.get("/search")
def search() -> str:
    """product_search.html: text, found (None before the first wish), cards, product (that is looked for, or None), sentence, count."""
    text, wanted = request.args.get("q", "").strip(), office().products.get(request.args.get("of", ""))
    found, sentence, limit = None, "", office().settings.max_message_chars
    if len(text) > limit:
        text, sentence = text[:limit], f"The wish has {len(text):,} characters; {limit:,} are possible."
    elif text:
        try:
            found = searched(text)
        except ChatbotError as error:
            sentence = str(error)
    cards = [card(hit.product, hit.reason) for hit in found.hits] if found else []
    count = office().products.count()
    return page("product_search.html", text=text, found=found, cards=cards, product=wanted, sentence=sentence, count=count)


@blueprint.post("/remove")
@needs("may_answer")
def remove() -> Response:
    product = find(request.form.get("id", ""))
    if office().products.remove(product.id):
        office().note("product removed", product.id, product.title)
        flash(f"“{product.title}” is deleted. The bot no longer finds it; an upload that has it brings it back.")
    return redirect(url_for("admin.products.index"))


@blueprint.post("/remove-all")
@needs("may_answer")
def remove_all() -> Response:
    count = request.form.get("count", 0, type=int)
    if office().products.remove_all(count):
        office().note("products removed", f"all {count:,}")
        flash(f"All {count:,} products are deleted. The bot recommends nothing until you upload a catalogue.")
    else:
        flash("Nothing was deleted: the number of products has changed meanwhile. Look at the list and ask again.", "bad")
    return redirect(url_for("admin.products.index"))


def find(product_id: str) -> Product:
    """Raise NotFound when no product has this id now."""
    product = office().products.get(product_id)
    if product is None:
        raise NotFound("This product is not in the catalogue any more.")
    return product


def searched(wish: str) -> Found:
    """Return what the bot's own search finds for a wish. Runs a model, as every view on a native thread (`web.threads`)."""
    index = office().catalogue.current()
    return index.search(index.read(index.repair(wish)), SHOWN)


def facts_of(product: Product) -> list[tuple[str, str]]:
    """Return what the record says, in words, and what the bot takes from it where the record has no field for it."""
    is_by_title = not product.colors and bool(colors_of(product))
    audience = audiences_of(product)
    stock = "not known" if product.stock is None else f"{product.stock:,}"
    facts = (
        ("Price", price_shown(product)),
        ("Price before", dict(product.attributes).get(REGULAR_PRICE, "")),
        ("Currency", product.currency),
        ("Stock", f"{stock} ({stock_shown(product).lower()})" if stock_shown(product) else stock),
        ("Category", product.category),
        ("Brand", product.brand),
        ("Colours", f"{', '.join(colors_of(product))}{' (read from the title)' if is_by_title else ''}"),
        (f"{product.size_name.capitalize()}, to be had", ", ".join(product.sizes)),
        (f"{product.size_name.capitalize()}, sold out", ", ".join(product.sizes_sold_out)),
        ("Material", product.material),
        ("For whom", ", ".join(sorted(audience)) or "everybody"),
        ("Tags", ", ".join(product.tags)),
        ("Codes", ", ".join(product.codes)),
        ("Id", product.id),
    )
    return [(name, words) for name, words in facts if words]
