"""The OpenAPI 3.1 description, made from the operations and the models that check them (spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chatbot import __version__
from chatbot.web.api.contract import Operation, Problem

REF = "#/components/schemas/{model}"
WHAT_FAILS = {
    "400": "the body is not JSON",
    "401": "no key, or one that does not work",
    "403": "the key may only read",
    "404": "there is no such thing",
    "409": "it is there already, or somebody changed it at the same moment",
    "413": "the body is too large",
    "422": "a field is not what it should be",
    "429": "too many requests; `Retry-After` says how many seconds to wait",
    "503": "others are served right now; `Retry-After` says how many seconds to wait",
}


def describe(operations: Sequence[Operation], shop_name: str) -> dict[str, Any]:
    """Return the document, ready for JSON."""
    refs, definitions = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{shop_name}: chatbot API", "version": __version__},
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in operations)],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "made by the owner at /admin/keys"}},
        },
    }


def _schemas(operations: Sequence[Operation]) -> tuple[dict[type[BaseModel], Any], dict[str, Any]]:
    taken = {(each.body, "validation") for each in operations if each.body}
    given = {(each.returns, "serialization") for each in operations}
    wanted = sorted(taken | given | {(Problem, "serialization")}, key=lambda pair: pair[0].__name__)
    by_model, document = models_json_schema(wanted, ref_template=REF)  # type: ignore[arg-type]
    refs: dict[Any, Any] = {model: schema for (model, _), schema in by_model.items()}
    return refs, document["$defs"]


def _operation(each: Operation, refs: dict[type[BaseModel], Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": each.view.__name__, "tags": [each.tag], "summary": each.summary}
    told["description"] = "\n\n".join(filter(None, (each.description, _who(each))))
    told["security"] = [{"key": []}] if each.scope else [{}, {"key": []}]
    if parameters := _parameters(each):
        told["parameters"] = parameters
    if each.body:
        told["requestBody"] = {"required": True, "content": _json(refs[each.body])}
    failures = {
        code: {"description": what, "content": _json(refs[Problem])} for code, what in WHAT_FAILS.items() if _may(each, code)
    }
    told["responses"] = {str(each.status): {"description": "done", "content": _json(refs[each.returns])}, **failures}
    return told


def _who(each: Operation) -> str:
    return {"": "No key needed.", "read": "Any key.", "write": "A key that may write."}[each.scope]


def _may(each: Operation, code: str) -> bool:
    """Whether this operation can answer with this failure."""
    needs = {
        "400": each.body is not None,
        "403": each.scope == "write",
        "404": "{" in each.path,
        "409": each.scope == "write",
        "413": each.body is not None,
        "422": each.body is not None or each.query is not None,
        "503": each.scope == "",
    }
    return needs.get(code, True)


def _parameters(each: Operation) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in re.findall(r"{(\w+)}", each.path)
    ]
    schema = each.query.model_json_schema() if each.query else {"properties": {}}
    for name, field in schema["properties"].items():
        description = field.pop("description", "")
        found.append({"name": name, "in": "query", "description": description, "schema": field})
    return found


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
