"""A person's own name, password and signed-in devices."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from chatbot.errors import StorageError, TooManyRequests
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, sign_in

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
def index() -> str:
    """account.html: devices, this_device."""
    return page("account.html", devices=office().sessions.devices(me().id), this_device=current_user.device_id)


@blueprint.post("/profile")
def change_profile() -> Response:
    try:
        office().staff.rename(me().id, request.form.get("email", ""), request.form.get("name", ""))
    except StorageError as error:
        flash(str(error), "bad")
    else:
        office().note("profile changed", request.form.get("email", ""))
        flash("Your name and e-mail are saved.")
    return redirect(url_for("admin.account.index"))


@blueprint.post("/password")
def change_password() -> Response:
    """Change the password; every other device is signed out."""
    member = me()
    try:
        office().throttle.admit(member.email, request.remote_addr or "")
        if office().staff.check_password(member.email, request.form.get("old", "")) is None:
            raise StorageError("The password that you have now is another one.")
        office().staff.set_password(member.id, request.form.get("new", ""))
    except TooManyRequests as error:
        flash(f"Too many tries. Wait {error.wait_s} seconds.", "bad")
    except StorageError as error:
        flash(str(error), "bad")
    else:
        office().throttle.forgive(member.email, request.remote_addr or "")
        sign_in(office().sessions, member)
        office().audit.add(member.name, "password changed")
        flash("Your password is changed, and every other device is signed out.")
    return redirect(url_for("admin.account.index"))


@blueprint.post("/devices/<int:device_id>/sign-out")
def sign_device_out(device_id: int) -> Response:
    if office().sessions.close(device_id, me().id):
        office().note("device signed out")
        flash("That device is signed out.")
    return redirect(url_for("admin.account.index"))


@blueprint.post("/devices/sign-out-others")
def sign_others_out() -> Response:
    count = office().sessions.close_others(me().id, keep=current_user.device_id)
    office().note("other devices signed out", str(count))
    flash(f"{count} other device{'s' * (count != 1)} signed out.")
    return redirect(url_for("admin.account.index"))
