"""The list of conversations."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.storage.inbox import InboxFilter
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me

blueprint = Blueprint("inbox", __name__)


@blueprint.get("")
def index() -> Response:
    return redirect(url_for("admin.inbox.list_all"))


@blueprint.get("/conversations")
def list_all() -> str:
    """inbox.html: rows, has_more, counts (waiting, mine, taken), wanted (the filter), intents, moods."""
    wanted = read_filter()
    rows, has_more = office().inbox.list(wanted)
    counts = office().inbox.counts(me().name)
    return page("inbox.html", rows=rows, has_more=has_more, counts=counts, wanted=wanted, intents=INTENTS, moods=SENTIMENTS)


def read_filter() -> InboxFilter:
    """Return the filter of the page's address."""
    given = {name: request.args.get(name, "") for name in ("intent", "mood", "problem")}
    tab = request.args.get("tab", "all")
    page_number = max(1, request.args.get("page", 1, type=int))
    return InboxFilter(tab=tab, agent=me().name, text=request.args.get("q", "").strip(), page=page_number, **given)
