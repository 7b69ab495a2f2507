"""How long data is kept, and one customer's data: found, exported, erased with a receipt. Nothing personal stands in an address."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chatbot.errors import FileUnreadable, StorageError
from chatbot.knowledge.orders import read_orders
from chatbot.storage.customer_data import CustomerData, order_key
from chatbot.storage.retention import KINDS, Removals, Retention
from chatbot.storage.uploads import Upload
from chatbot.web.admin import files
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")

MAX_SEARCH_CHARS = 254  # the longest e-mail address
NAMES = {  # of tables, where their own would not be understood
    "turns": "records of answers",
    "questions": "questions put aside",
    "question_marks": "decisions about questions",
    "order_parcels": "parcels of orders",
    "order_failures": "failed look-ups of orders",
    "uploads": "uploaded files",
    "customers": "signed-in identities",
    "audit": "rows of the audit log",
    "webhook_events": "webhook deliveries",
}


@blueprint.get("")
@needs("may_manage")
def index() -> str:
    """privacy.html: names (of what is counted), kinds, days (by kind), due (rows by kind that a run would remove), receipts."""
    retention = Retention(office().store)
    due, receipts = retention.count(), Removals(office().store).latest()
    return page("privacy.html", names=NAMES, kinds=KINDS, days=retention.days(), due=due, receipts=receipts)


@blueprint.post("/retention")
@needs("may_manage")
def set_days() -> AnyResponse:
    try:
        days = Retention(office().store).set_days(request.form)
    except StorageError as error:
        flash(str(error), "bad")
    else:
        office().note("retention changed", "", ", ".join(f"{name} {value}" for name, value in days.items()))
        flash("Saved. The next daily run keeps to it.")
    return redirect(url_for("admin.privacy.index"))


@blueprint.post("/retention/run")
@needs("may_manage")
def run() -> AnyResponse:
    """Remove now what the next daily run would remove."""
    removed = Retention(office().store).run()
    if removed:
        office().note("retention run", "", _counts(removed))
    flash(f"Removed: {_counts(removed)}." if removed else "Nothing is older than its days.")
    return redirect(url_for("admin.privacy.index"))


@blueprint.get("/customer")
@needs("may_manage")
def find_again() -> str:
    """privacy.html: what was found has no address of its own. The live parts of its page ask for this one."""
    return index()


@blueprint.post("/customer")
@needs("may_manage")
def find() -> str | AnyResponse:
    """customer.html: text, conversations, orders, drafts."""
    text = request.form.get("text", "").strip()[:MAX_SEARCH_CHARS]
    if len(order_key(text) or text) < 3:
        flash("Write an e-mail address, an order number or the number of a conversation; at least 3 characters.", "bad")
        return redirect(url_for("admin.privacy.index"))
    data = CustomerData(office().store)
    return page("customer.html", text=text, conversations=data.find(text), orders=data.orders(text), drafts=drafts_with(text))


@blueprint.post("/customer/export")
@needs("may_manage")
def export() -> Response:
    """Everything about the chosen conversations and orders, for a customer who asks for it."""
    form = request.form
    told = CustomerData(office().store).export(form.getlist("conversation"), form.getlist("order"))
    office().note("customer exported", f"{len(form.getlist('conversation'))} conversations")
    return files.download(json.dumps(told, ensure_ascii=False, indent=1).encode(), "customer.json", "application/json")


@blueprint.post("/customer/erase")
@needs("may_manage")
def erase() -> AnyResponse:
    """Erase the chosen conversations, orders and drafts; lead to the receipt."""
    form = request.form
    chosen = (form.getlist("conversation"), form.getlist("order"), form.getlist("upload", type=int))
    if not any(chosen):
        raise StorageError("Nothing was chosen. Go back and tick what shall be erased.")
    for upload_id in chosen[2]:
        office().bench.forget(upload_id)
    receipt = CustomerData(office().store).erase(*chosen, me().name)
    for conversation_id in chosen[0]:
        office().desk.tell_erased(conversation_id)
    office().note("customer erased", f"receipt {receipt.id}", _counts(receipt.removed))
    return redirect(url_for("admin.privacy.receipt", receipt_id=receipt.id))


@blueprint.get("/receipts/<int:receipt_id>")
@needs("may_manage")
def receipt(receipt_id: int) -> str:
    """receipt.html: names, receipt (storage.retention.Removal)."""
    return page("receipt.html", names=NAMES, receipt=Removals(office().store).get(receipt_id))


def drafts_with(text: str) -> list[Upload]:
    """The orders files on their way that hold this e-mail address or order number."""
    uploads = office().bench.uploads
    return [each for each in uploads.drafts("orders") if _holds(uploads.data(each.id), each.filename, text)]


def _holds(data: bytes, filename: str, text: str) -> bool:
    try:
        found = read_orders(data, filename).orders
    except FileUnreadable:
        return text.lower().encode() in data.lower()
    return any(key == order_key(text) or order.email == text.lower() for key, order in found)


def _counts(removed: Mapping[str, int]) -> str:
    return ", ".join(f"{NAMES.get(name, name).replace('_', ' ')}: {n}" for name, n in removed.items())
