"""Sign in, sign out, and the page behind an invitation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from chatbot.errors import StorageError, TooManyRequests
from chatbot.web.admin.office import office, page
from chatbot.web.auth import is_safe_path, sign_in, sign_out

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def form() -> str | Response:
    """sign_in.html: email, sentence (what went wrong, or empty)."""
    if current_user.is_authenticated:
        return _go_on()
    return page("sign_in.html", email="", sentence="")


@blueprint.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """Sign in and go on where the person wanted to go; or sign_in.html again."""
    email, address = request.form.get("email", ""), request.remote_addr or ""
    try:
        office().throttle.admit(email, address)
    except TooManyRequests as error:
        sentence = f"Too many tries. Please wait {-(-error.wait_s // 60)} minutes and try again."
        return page("sign_in.html", email=email, sentence=sentence), 429
    member = office().staff.check_password(email, request.form.get("password", ""))
    if member is None:
        return page("sign_in.html", email=email, sentence="E-mail and password do not belong together."), 401
    office().throttle.forgive(email, address)
    sign_in(office().sessions, member)
    office().audit.add(member.name, "signed in")
    return _go_on()


@blueprint.post("/sign-out")
def leave() -> Response:
    sign_out(office().sessions)
    return redirect(url_for("admin.sign_in.form"))


@blueprint.get("/invite/<token>")
def invited(token: str) -> str:
    """invited.html: member, sentence."""
    return page("invited.html", member=office().sessions.find_link(token), sentence="")


@blueprint.post("/invite/<token>")
def accept(token: str) -> Response | tuple[str, int]:
    """Set the password and sign in; or invited.html again."""
    try:
        member = office().sessions.use_link(token, request.form.get("password", ""))
    except StorageError as error:
        return page("invited.html", member=office().sessions.find_link(token), sentence=str(error)), 400
    sign_in(office().sessions, member)
    office().audit.add(member.name, "password set by link")
    flash(f"Welcome, {member.name}. From now on you sign in with {member.email} and your password.")
    return redirect(url_for("admin.inbox.index"))


def _go_on() -> Response:
    wanted = request.args.get("next", "")
    return redirect(wanted if is_safe_path(wanted) else url_for("admin.inbox.index"))
