"""One operation of the API: what it takes, what it gives, who may use it. Requests are checked, and described, by the same models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import getdoc
from typing import Any, Literal, get_type_hints

from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest

from chatbot.errors import ChatbotError

Scope = Literal["", "read", "write"]  # "": a key is not needed
Code = Literal[
    "bad_request", "no_key", "wrong_scope", "not_found", "conflict", "too_large", "invalid", "too_many", "busy", "server_trouble"
]

MAX_BODY_BYTES = 1_000_000


class ApiProblem(ChatbotError):
    """A request that cannot be done, told to its sender: one sentence, a code for programs, and the field that is wrong."""

    def __init__(self, status: int, code: Code, sentence: str, field: str = "", wait_s: int = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.field = field
        self.wait_s = wait_s


class Model(BaseModel):
    """A body or a query: an unknown field is a typing error of the sender, so it is told."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What is given back; made from the dataclasses of the same field names."""

    model_config = ConfigDict(from_attributes=True)


class ErrorTold(Shown):
    code: Code
    message: str = Field(description="one sentence for a person: what is wrong, and the remedy")
    field: str | None = Field(None, description="the field that is wrong, such as `texts.3`")


class Problem(Shown):
    """Every answer that is no success."""

    error: ErrorTold


@dataclass(frozen=True, slots=True)
class Operation:
    """`view(**path parameters, body=..., query=...)` does it; the last two are there when it has them."""

    method: str
    path: str  # "/api/faq/{id}"
    tag: str
    scope: Scope
    status: int
    view: Callable[..., BaseModel]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    returns: type[BaseModel]

    @property
    def summary(self) -> str:
        return (getdoc(self.view) or "").split("\n")[0]

    @property
    def description(self) -> str:
        return "\n".join((getdoc(self.view) or "").split("\n")[1:]).strip()

    def run(self, **path: str) -> BaseModel:
        """Check the request and do it.

        Raises:
            ApiProblem: the body or the query is not what the models say.
        """
        given: dict[str, Any] = dict(path)
        if self.query is not None:
            given["query"] = _checked(self.query, request.args.to_dict(), "query")
        if self.body is not None:
            given["body"] = _checked(self.body, _json_body(), "body")
        return self.view(**given)


@dataclass(frozen=True, slots=True)
class Routes:
    """The operations of one part of the API."""

    tag: str
    operations: list[Operation] = field(default_factory=list)

    def on(self, line: str, scope: Scope, status: int = 200) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Make a view an operation: `@routes.on("GET /api/faq", "read")`.

        Its annotations of `body`, `query` and the return value are the models.
        """
        method, path = line.split(" ")

        def add(view: Callable[..., Any]) -> Callable[..., Any]:
            hints = get_type_hints(view)
            models = (hints.get("body"), hints.get("query"), hints["return"])
            self.operations.append(Operation(method, path, self.tag, scope, status, view, *models))
            return view

        return add


def _json_body() -> Any:
    if len(request.get_data()) > MAX_BODY_BYTES:
        raise ApiProblem(413, "too_large", f"The body has more than {MAX_BODY_BYTES:,} bytes. Send it in several requests.")
    try:
        body = request.get_json(force=True)  # curl -d says "form" where nobody told it otherwise
    except BadRequest:
        body = None
    if not isinstance(body, dict):
        raise ApiProblem(400, "bad_request", "The body is no JSON object. Send one as /api/docs shows it.")
    return body


def _checked(model: type[BaseModel], values: Any, what: str) -> BaseModel:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or what
        sentence = f"{place}: {first['msg'].removeprefix('Value error, ').rstrip('.')}."
        raise ApiProblem(422, "invalid", sentence, field=place) from None
