"""What was passed on to a person, and answers to use again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs

blueprint = Blueprint("tickets", __name__)

PAGE_ROWS = 50


@blueprint.get("/tickets")
def index() -> str:
    """tickets.html: rows, status ("open" or "closed"), page_number, has_more."""
    status = "closed" if request.args.get("status") == "closed" else "open"
    number = max(1, request.args.get("page", 1, type=int))
    rows = office().tickets.list(status, PAGE_ROWS + 1, (number - 1) * PAGE_ROWS)
    return page("tickets.html", rows=rows[:PAGE_ROWS], status=status, page_number=number, has_more=len(rows) > PAGE_ROWS)


@blueprint.post("/tickets/<int:ticket_id>/close")
@needs("may_answer")
def close(ticket_id: int) -> Response:
    if office().tickets.close(ticket_id, me().name):
        office().note("ticket closed", str(ticket_id))
        flash("The ticket is closed.")
    return redirect(url_for("admin.tickets.index"))


@blueprint.get("/canned")
def canned() -> str:
    """canned.html: answers."""
    return page("canned.html", answers=office().canned.all())


@blueprint.post("/canned")
@needs("may_answer")
def save_canned() -> Response:
    try:
        office().canned.save(request.form.get("title", ""), request.form.get("text", ""))
    except StorageError as error:
        flash(str(error), "bad")
    else:
        office().note("canned answer saved", request.form.get("title", ""))
    return redirect(url_for("admin.tickets.canned"))


@blueprint.post("/canned/<int:answer_id>/remove")
@needs("may_answer")
def remove_canned(answer_id: int) -> Response:
    office().canned.remove(answer_id)
    office().note("canned answer removed", str(answer_id))
    return redirect(url_for("admin.tickets.canned"))
