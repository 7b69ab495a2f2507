"""Every published state of the FAQ: compare, roll back; and entries that are nearly the same."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import NotFound
from chatbot.knowledge.check import Pair, find_pairs
from chatbot.knowledge.entries import merged
from chatbot.knowledge.passages import embed
from chatbot.knowledge.publish import Origin, current_rows, publish, rollback
from chatbot.web.admin.office import office, page
from chatbot.web.admin.report import compare
from chatbot.web.auth import me, needs

blueprint = Blueprint("versions", __name__, url_prefix="/knowledge")

SHOWN = 200  # entries of one list; the rest is counted


@blueprint.get("/versions")
def index() -> str:
    """versions.html: versions, newest first."""
    return page("versions.html", versions=office().faqs.versions())


@blueprint.get("/versions/<int:number>")
def show(number: int) -> str:
    """version.html: version, against (the version it is compared with, 0: none), new, changed, removed, shown."""
    version = office().faqs.version(number)
    earlier = [each.id for each in office().faqs.versions() if each.id < number]
    against = request.args.get("against", earlier[0] if earlier else 0, type=int)
    old = current_rows(office().store, against) if against else []
    new, changed, removed = compare(old, current_rows(office().store, number))
    others = [each.id for each in office().faqs.versions() if each.id != number]
    return page(
        "version.html", version=version, against=against, others=others, new=new, changed=changed, removed=removed, shown=SHOWN
    )


@blueprint.post("/versions/<int:number>/roll-back")
@needs("may_answer")
def roll_back(number: int) -> Response:
    """Let an earlier version answer again, at once."""
    rollback(office().store, number)
    office().note("faq rolled back", f"version {number}")
    flash(f"Version {number} answers now.")
    return redirect(url_for("admin.versions.index"))


@blueprint.get("/alike")
def alike() -> str:
    """alike.html: pairs of entries whose questions nearly mean the same, contradictions first."""
    return page("alike.html", pairs=_pairs())


@blueprint.post("/alike/merge")
@needs("may_answer")
def merge() -> Response:
    """Keep one answer; the other entry's wordings lead to it from then on."""
    rows = {row.id: row for row in office().rows()}
    keep, drop = rows.get(request.form.get("keep", "")), rows.get(request.form.get("drop", ""))
    if keep is None or drop is None:
        raise NotFound("One of the two entries is not in the FAQ any more.")
    rows[keep.id] = merged(keep, drop)
    del rows[drop.id]
    origin = Origin(by=me().name, source=f"merged: {keep.question}"[:120])
    version = publish(office().store, office().encoders.faqs, list(rows.values()), origin)
    office().note("faq merged", f"version {version}", f"{drop.id} into {keep.id}")
    flash(f"Merged. “{drop.question}” is answered like “{keep.question}” from now on.")
    return redirect(url_for("admin.versions.alike"))


def _pairs() -> list[Pair]:
    rows = [row for row in office().rows() if row.enabled]
    if len(rows) < 2:
        return []
    return find_pairs(rows, embed(office().faqs, office().encoders.faqs, [row.question for row in rows]))
