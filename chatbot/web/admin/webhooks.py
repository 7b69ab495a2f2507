"""Where the shop's own server is told of happenings: address, secret, a test, and how each delivery went."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import SettingsError, StorageError
from chatbot.storage.webhooks import EVENTS, WAITS_S, Webhooks, test_event
from chatbot.web.admin.office import office, page
from chatbot.web.auth import needs
from chatbot.web.webhooks import checked_address, checked_url, deliver

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")


@blueprint.get("")
@needs("may_manage")
def index() -> str:
    """webhooks.html: webhook (or None), names (of events, with what they mean), events (the latest), tries, secret (once)."""
    return _page()


@blueprint.post("")
@needs("may_manage")
def save() -> Response | str:
    """Keep address and events; the page that follows shows a secret that was made now."""
    webhooks, chosen = _webhooks(), request.form.getlist("event")
    was, wants_secret = webhooks.get(), "new_secret" in request.form
    try:
        url = checked_url(request.form.get("url", ""))
        checked_address(url)
    except SettingsError as error:
        flash(str(error), "bad")
        return redirect(url_for("admin.webhooks.index"))
    webhook = webhooks.set(url, chosen, wants_secret)
    office().note("webhook changed", url.split("?")[0], ", ".join(webhook.events) or "no events")
    if was is None or wants_secret:
        return _page(secret=webhook.secret)
    flash("Saved.")
    return redirect(url_for("admin.webhooks.index"))


@blueprint.post("/test")
@needs("may_manage")
def test() -> Response:
    """Send a test now and tell what came back."""
    webhook, event = _webhooks().get(), test_event()
    if webhook is None:
        raise StorageError("Save the address of your server first.")
    is_delivered, answer = deliver(webhook, event)
    _webhooks().add_test(event, is_delivered, answer)
    flash(f"The test was {'taken' if is_delivered else 'not taken'}: {answer}.", "message" if is_delivered else "bad")
    return redirect(url_for("admin.webhooks.index"))


@blueprint.post("/remove")
@needs("may_manage")
def remove() -> Response:
    _webhooks().remove()
    office().note("webhook removed")
    flash("Nobody is told any more.")
    return redirect(url_for("admin.webhooks.index"))


@blueprint.post("/events/<event_id>/again")
@needs("may_manage")
def send_again(event_id: str) -> Response:
    if _webhooks().send_again(event_id):
        flash("It is on its way again.")
    return redirect(url_for("admin.webhooks.index"))


def _webhooks() -> Webhooks:
    return Webhooks(office().store)


def _page(secret: str = "") -> str:
    webhooks = _webhooks()
    told = {"names": EVENTS, "events": webhooks.latest(), "tries": len(WAITS_S) + 1, "secret": secret}
    return page("webhooks.html", webhook=webhooks.get(), **told)
