"""The staff's pages, under /admin. One module per page family; each view's docstring names its template."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, flash, request, session
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

from chatbot.errors import ChatbotError, NotFound
from chatbot.web.admin import (
    account,
    catalogue,
    console,
    conversation,
    inbox,
    keys,
    knowledge,
    orders,
    overview,
    people,
    privacy,
    products,
    questions,
    regression,
    retraining,
    showing,
    sign_in,
    tickets,
    uploads,
    versions,
    webhooks,
)
from chatbot.web.admin.live import Live, socket_token
from chatbot.web.admin.office import Office, office, page
from chatbot.web.auth import add_auth, came_from, me, require_sign_in
from chatbot.web.outbox import Outbox

FEATURES = (
    sign_in,
    overview,
    inbox,
    conversation,
    tickets,
    questions,
    retraining,
    uploads,
    versions,
    knowledge,
    catalogue,
    products,
    orders,
    console,
    regression,
    account,
    people,
    keys,
    webhooks,
    privacy,
)
MAX_DRAFT_CHARS = 40
SIGNED_OUT = "You are signed out, so nothing was saved. Sign in again: a text that you had written stands in its form again."
SIGNED_IN_ANEW = (
    "You signed in anew after this page was opened, so nothing was saved. Go back: your text stands in its form; send it again."
)
PUBLIC = frozenset(("admin.sign_in.form", "admin.sign_in.enter", "admin.sign_in.invited", "admin.sign_in.accept"))


def add_admin(app: Flask, shared: Office, sockets: Any, outbox: Outbox) -> None:
    """Register the staff's pages and their socket; `shared` is what they work with."""
    app.extensions["office"] = shared
    add_auth(app, shared.sessions)
    blueprint = Blueprint("admin", __name__, url_prefix="/admin")
    for feature in FEATURES:
        blueprint.register_blueprint(feature.blueprint)
    blueprint.before_request(lambda: require_sign_in(PUBLIC))
    blueprint.after_request(protect)
    blueprint.after_request(confirm)
    blueprint.context_processor(shared_context)
    showing.add_filters(blueprint)
    for error in (NotFound, ChatbotError, Forbidden, RequestEntityTooLarge, CSRFError):
        blueprint.register_error_handler(error, tell)
    blueprint.add_url_rule("/<path:rest>", "unknown", unknown)
    app.register_blueprint(blueprint)
    live = Live(shared.sessions, str(app.secret_key))
    sockets.on_namespace(live)
    outbox.watch(live.tell)


def unknown(rest: str) -> Response:
    raise NotFound(f"There is no page /admin/{rest}. What there is stands in the menu.")


def shared_context() -> dict[str, Any]:
    """What every page of the staff knows."""
    shared = {"shop_name": office().settings.shop_name, "here": request.endpoint or ""}
    if not current_user.is_authenticated:
        return {**shared, "me": None}
    token = socket_token(current_user.device_id)
    return {**shared, "me": me(), "waiting": office().inbox.waiting(), "socket_token": token}


def protect(response: Response) -> Response:
    """No other site may frame these pages, and no shared computer keeps them."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"
    return response


def confirm(response: Response) -> Response:
    """Name the draft of a form that was taken to the page after it, which lets go of it (static/admin/drafts.js)."""
    is_taken = response.status_code == 302 and current_user.is_authenticated and not is_refused()
    if request.method == "POST" and is_taken and "draft" in request.form:
        flash(request.form["draft"][:MAX_DRAFT_CHARS], "sent")
    return response


def is_refused() -> bool:
    """Whether the page that follows tells what was wrong."""
    return any(kind == "bad" for kind, _ in session.get("_flashes", ()))


def tell(error: Exception) -> tuple[str, int]:
    """problem.html: sentence, back (the page that the person came from, or empty)."""
    if isinstance(error, Forbidden):
        return _problem("Your role does not allow this. The owner can change it under People."), 403
    if isinstance(error, RequestEntityTooLarge):
        return _problem("The file is larger than 10 MB. Split it and upload the parts."), 413
    if isinstance(error, CSRFError):
        return _problem(SIGNED_IN_ANEW if current_user.is_authenticated else SIGNED_OUT), 400
    return _problem(str(error)), 404 if isinstance(error, NotFound) else 400


def _problem(sentence: str) -> str:
    return page("problem.html", sentence=sentence, back=came_from())
