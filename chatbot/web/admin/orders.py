"""The orders, with personal data: a list to search, and each as the shop wrote it and as a customer is told of it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response

from chatbot.dialogue.compose import plainly
from chatbot.errors import NotFound
from chatbot.order_numbers import number_key
from chatbot.records import OrderRecord, ParcelRecord
from chatbot.skills.order_card import STEPS, is_unclear, order_card, order_facts, total_in_words
from chatbot.web.admin.office import office, page
from chatbot.web.auth import needs

blueprint = Blueprint("orders", __name__, url_prefix="/orders")

PAGE_ROWS = 50
SEARCHED = "orders_searched"  # in the session: an address in the page's own address would stand in the logs of every proxy
MAX_TEXT_CHARS = 254


@blueprint.get("")
def index() -> str:
    """orders.html: rows (key, order, statuses, total), text, status, statuses, count (in all), found, page_number, has_more."""
    if "search" not in request.args:
        session.pop(SEARCHED, None)
    text = str(session.get(SEARCHED, ""))
    status, number = request.args.get("status", ""), max(1, request.args.get("page", 1, type=int))
    orders = list(office().orders.search(text, status, PAGE_ROWS + 1, (number - 1) * PAGE_ROWS).items())
    rows = [(key, each, statuses_of(each), total_in_words(each.total, each.currency)) for key, each in orders[:PAGE_ROWS]]
    counts = {"count": office().orders.found(), "found": office().orders.found(text, status)}
    statuses = [(each, understood(each)) for each in office().orders.statuses()]
    more = {"page_number": number, "has_more": len(orders) > PAGE_ROWS}
    return page("orders.html", rows=rows, text=text, status=status, statuses=statuses, **more, **counts)


@blueprint.post("")
def search() -> Response:
    text = request.form.get("text", "").strip()[:MAX_TEXT_CHARS]
    status = request.form.get("status") or None
    session[SEARCHED] = text
    return redirect(url_for("admin.orders.index", search=1 if text else None, status=status))


@blueprint.get("/<number>")
def show(number: str) -> str:
    """order.html: key, order, total, parcels (record, as written, as understood), told (a sentence), is_unclear, card."""
    order = find(number)
    parcels = [(each, each.status_written or each.status_said, understood(each.status)) for each in order.parcels]
    told = plainly(order_facts(order, date.today()))
    total = total_in_words(order.total, order.currency)
    context = {"told": told, "is_unclear": is_unclear(order), "card": order_card(order), "total": total}
    return page("order.html", key=number_key(order.number), order=order, parcels=parcels, **context)


@blueprint.post("/<number>/remove")
@needs("may_answer")
def remove(number: str) -> Response:
    order = find(number)
    if office().orders.remove(number_key(order.number)):
        office().note("order removed", "1")
        flash(f"Order {order.number} is deleted. Customers no longer find it; an upload that has it brings it back.")
    return redirect(url_for("admin.orders.index"))


@blueprint.post("/remove-all")
@needs("may_answer")
def remove_all() -> Response:
    count = request.form.get("count", 0, type=int)
    if office().orders.remove_all(count):
        office().note("orders removed", f"all {count:,}")
        flash(f"All {count:,} orders are deleted. Customers can track nothing until you upload orders.")
    else:
        flash("Nothing was deleted: the number of orders has changed meanwhile. Look at the list and ask again.", "bad")
    return redirect(url_for("admin.orders.index"))


def find(number: str) -> OrderRecord:
    """Raise NotFound when there is no order with this number now."""
    order = office().orders.get(number_key(number))
    if order is None:
        raise NotFound("This order is not there any more.")
    return order


def understood(status: str) -> str:
    """Return a status in the words in which customers are told it."""
    return STEPS[status][0] if status in STEPS else status.replace("_", " ")


def statuses_of(order: OrderRecord) -> list[str]:
    """Return where the parcels are, each word once: a status without a meaning in the shop's own words."""
    return list(dict.fromkeys(map(_status, order.parcels)))


def _status(parcel: ParcelRecord) -> str:
    return parcel.status_said or understood(parcel.status)
