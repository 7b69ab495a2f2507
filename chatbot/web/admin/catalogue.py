"""Products and orders: what is there, and a file in its place."""

from __future__ import annotations

from flask import Blueprint, Response

from chatbot.web.admin import files
from chatbot.web.admin.office import office, page

blueprint = Blueprint("catalogue", __name__, url_prefix="/catalogue")


@blueprint.get("")
def index() -> str:
    """catalogue.html: counts, last (the last published uploads), drafts."""
    uploads = office().bench.uploads
    last = {kind: uploads.last_published(kind) for kind in ("products", "orders")}
    counts = {"products": office().products.count(), "orders": office().orders.found()}
    return page("catalogue.html", counts=counts, last=last, drafts=uploads.drafts("products", "orders"))


@blueprint.get("/<any(products, orders):kind>/upload")
def upload(kind: str) -> str:
    """upload.html: kind, drafts."""
    return page("upload.html", kind=kind, drafts=office().bench.uploads.drafts(kind))


@blueprint.get("/<any(products, orders):kind>/template.<any(csv, xlsx):suffix>")
def template(kind: str, suffix: str) -> Response:
    return files.template(kind, suffix)
