"""For machines: whether this server works."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

blueprint = Blueprint("api", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """200 when the database can be read; a failure is a 500, as on every page."""
    current_app.extensions["chatbot"].check_database()
    return jsonify(status="ok")
