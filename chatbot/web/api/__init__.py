"""For other programs, under /api: JSON in and out, a key for each program, described at /api/docs and /api/openapi.json."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from chatbot.errors import ChatbotError, KnowledgeError, NotFound, StorageError, TooManyRequests
from chatbot.logs import where
from chatbot.web.api import catalogue, conversations, faq, sentiment
from chatbot.web.api.contract import MAX_BODY_BYTES, ApiProblem, ErrorTold, Operation, Problem
from chatbot.web.api.openapi import describe
from chatbot.web.api.reference import chapters
from chatbot.web.api.services import ApiServices, services

log = structlog.get_logger()
FEATURES = (sentiment, faq, catalogue, conversations)
OPERATIONS: tuple[Operation, ...] = tuple(each for feature in FEATURES for each in feature.routes.operations)


def add_api(app: Flask, shared: ApiServices) -> None:
    """Register the API; `shared` is what it works with."""
    app.extensions["api"] = shared
    blueprint = Blueprint("api", __name__)
    blueprint.add_url_rule("/healthz", view_func=health)
    blueprint.add_url_rule("/api/openapi.json", view_func=openapi)
    blueprint.add_url_rule("/api/docs", view_func=docs)
    for operation in OPERATIONS:
        rule = operation.path.replace("{", "<path:").replace("}", ">")
        name = f"{operation.method.lower()}_{operation.view.__name__}"
        blueprint.add_url_rule(rule, name, _view(operation), methods=[operation.method])
    blueprint.add_url_rule("/api/<path:rest>", view_func=unknown, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    for error in (ChatbotError, HTTPException):
        blueprint.register_error_handler(error, tell)
    blueprint.after_request(_never_kept)
    app.register_blueprint(blueprint)


def health() -> Response:
    """200 when the database can be read; a failure is a 500, as on every page."""
    current_app.extensions["chatbot"].check_database()
    return jsonify(status="ok")


def openapi() -> Response:
    return jsonify(describe(OPERATIONS, current_app.extensions["chatbot"].settings.shop_name))


def docs() -> str:
    """api_docs.html: shop_name, chapters (`reference.Chapter`), limit (requests a minute), max_bytes (of a body)."""
    settings = current_app.extensions["chatbot"].settings
    shown = chapters(describe(OPERATIONS, settings.shop_name), request.host_url.rstrip("/"))
    told = {"shop_name": settings.shop_name, "limit": settings.api_requests_per_minute, "max_bytes": MAX_BODY_BYTES}
    return render_template("api_docs.html", chapters=shown, **told)


def unknown(rest: str) -> Response:
    raise ApiProblem(404, "not_found", f"There is no {request.method} /api/{rest}. /api/docs lists what there is.")


def tell(error: Exception) -> tuple[Response, int]:
    """One form for everything that goes wrong."""
    problem = _problem(error)
    told = Problem(error=ErrorTold(code=problem.code, message=str(problem), field=problem.field or None))
    response = jsonify(told.model_dump(exclude_none=True))
    if problem.wait_s:
        response.headers["Retry-After"] = str(problem.wait_s)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response, problem.status


def _problem(error: Exception) -> ApiProblem:
    if isinstance(error, ApiProblem):
        return error
    if isinstance(error, TooManyRequests):
        sentence = f"Too many requests. Please wait {error.wait_s} seconds."
        return ApiProblem(429, "too_many", sentence, wait_s=error.wait_s)
    if isinstance(error, NotFound):
        return ApiProblem(404, "not_found", str(error))
    if isinstance(error, KnowledgeError):
        return ApiProblem(422, "invalid", str(error))
    if isinstance(error, StorageError):
        return ApiProblem(409, "conflict", str(error))
    if isinstance(error, RequestEntityTooLarge):
        return ApiProblem(413, "too_large", f"The body has more than {MAX_BODY_BYTES:,} bytes. Send it in several requests.")
    log.error("request failed", endpoint=request.endpoint, error=type(error).__name__, where=where(error))
    return ApiProblem(500, "server_trouble", "Something went wrong on our side. Nothing was changed; please try again.")


def _view(operation: Operation) -> Callable[..., tuple[Response, int]]:
    def view(**path: str) -> tuple[Response, int]:
        g.api_caller = services().doorman.admit(operation.scope)
        return jsonify(operation.run(**path).model_dump(mode="json", warnings=False)), operation.status

    return view


def _never_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
