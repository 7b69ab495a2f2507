"""Keys for other programs: make one, see who uses which, end one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.storage.api_keys import SCOPES, ApiKeys
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs

blueprint = Blueprint("keys", __name__, url_prefix="/keys")


@blueprint.get("")
@needs("may_manage")
def index() -> str:
    """keys.html: keys, scopes, made (the new key's text, once), name (of the new key)."""
    return _page()


@blueprint.post("")
@needs("may_manage")
def make() -> str | Response:
    """keys.html with the key in it: the only page that ever shows it; or back with a sentence."""
    try:
        key, text = ApiKeys(office().store).add(request.form.get("name", ""), request.form.get("scope", ""), me().name)
    except StorageError as error:
        flash(str(error), "bad")
        return redirect(url_for("admin.keys.index"))
    office().note("key made", f"{key.name} ({key.id})", key.scope)
    return _page(made=text, name=key.name)


@blueprint.post("/<key_id>/revoke")
@needs("may_manage")
def revoke(key_id: str) -> Response:
    key = ApiKeys(office().store).revoke(key_id)
    if key:
        office().note("key revoked", f"{key.name} ({key.id})")
        flash(f"The key {key.name} is revoked. Programs that send it are refused from now on.")
    return redirect(url_for("admin.keys.index"))


def _page(made: str = "", name: str = "") -> str:
    return page("keys.html", keys=ApiKeys(office().store).all(), scopes=SCOPES, made=made, name=name)
