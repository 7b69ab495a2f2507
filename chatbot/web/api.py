"""For machines: whether this server works."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from chatbot.errors import ChatbotError

blueprint = Blueprint("api", __name__)


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """200 when the database can be read, 503 otherwise."""
    try:
        current_app.extensions["chatbot"].check_database()
    except (ChatbotError, OSError):
        return jsonify(status="database unusable"), 503
    return jsonify(status="ok"), 200
