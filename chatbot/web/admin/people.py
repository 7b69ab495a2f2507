"""Who may sign in: invite, change roles, and read what was done by whom."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.storage.sessions import LINK_DAYS
from chatbot.storage.staff import ROLES, Member
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs

blueprint = Blueprint("people", __name__)

AUDIT_ROWS = 100


@blueprint.get("/people")
@needs("may_manage")
def index() -> str:
    """people.html: members, roles."""
    return page("people.html", members=office().staff.all(), roles=ROLES)


@blueprint.post("/people")
@needs("may_manage")
def invite() -> Response | str:
    """people_link.html: member, link, days; or back with a sentence."""
    form = request.form
    try:
        member = office().staff.add(form.get("email", ""), form.get("role", ""), name=form.get("name", ""))
    except StorageError as error:
        flash(str(error), "bad")
        return redirect(url_for("admin.people.index"))
    office().note("person invited", member.email, member.role)
    return _with_link(member)


@blueprint.post("/people/<int:member_id>/link")
@needs("may_manage")
def new_link(member_id: int) -> str:
    """people_link.html: a link by which the person sets a new password."""
    member = office().staff.get(member_id)
    office().note("link made", member.email)
    return _with_link(member)


@blueprint.post("/people/<int:member_id>/role")
@needs("may_manage")
def change_role(member_id: int) -> Response:
    member = office().staff.get(member_id)
    role, is_active = request.form.get("role", member.role), "blocked" not in request.form
    try:
        office().staff.set_role(member_id, role, is_active)
    except StorageError as error:
        flash(str(error), "bad")
    else:
        office().note("role changed", member.email, role if is_active else "blocked")
        flash(f"{member.name} is {'now ' + role if is_active else 'blocked and signed out'}.")
    return redirect(url_for("admin.people.index"))


@blueprint.get("/audit")
@needs("may_manage")
def audit() -> str:
    """audit.html: rows, text, older (id of the last row, when there may be more)."""
    text, before = request.args.get("q", ""), request.args.get("before", type=int)
    rows = office().audit.find(text, AUDIT_ROWS, before or 2**62)
    return page("audit.html", rows=rows, text=text, older=rows[-1].id if len(rows) == AUDIT_ROWS else None)


def _with_link(member: Member) -> str:
    token = office().sessions.make_link(member.id, made_by=me().name)
    link = url_for("admin.sign_in.invited", token=token, _external=True)
    return page("people_link.html", member=member, link=link, days=LINK_DAYS)
