"""The page /api/docs: the OpenAPI document in words, so that both say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
KEY_SHOWN = "$KEY"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str  # "list of text, 1 to 256"
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as it is shown."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]
    example: str  # a command that can be run as it is


@dataclass(frozen=True, slots=True)
class Chapter:
    tag: str
    entries: tuple[Entry, ...]


def chapters(api: Schema, server: str) -> tuple[Chapter, ...]:
    """Return what the page shows of an OpenAPI document; `server` is the address that the examples name."""
    found: dict[str, list[Entry]] = {tag["name"]: [] for tag in api["tags"]}
    for path, methods in api["paths"].items():
        for method, told in methods.items():
            found[told["tags"][0]].append(_Reader(api).entry(method.upper(), path, told, server))
    return tuple(Chapter(tag, tuple(entries)) for tag, entries in found.items())


@dataclass(frozen=True, slots=True)
class _Reader:
    api: Schema

    def entry(self, method: str, path: str, told: Schema, server: str) -> Entry:
        body = self._content(told.get("requestBody"))
        done = next(answer for code, answer in told["responses"].items() if code.startswith("2"))
        parameters = (
            Field(each["name"], self.type_of(each["schema"]), each.get("required", False), each.get("description", ""))
            for each in told.get("parameters", ())
        )
        return Entry(
            id=told["operationId"],
            method=method,
            path=path,
            summary=told["summary"],
            description=told["description"],
            parameters=tuple(parameters),
            takes=tuple(self.fields(body)),
            gives=tuple(self.fields(self._content(done))),
            example=example(method, server + path, body.get("example"), needs_key={} not in told["security"]),
        )

    def fields(self, schema: Schema, prefix: str = "") -> Iterator[Field]:
        """Yield the fields of an object, and those of the objects in it by their way: `results[].label`."""
        required = schema.get("required", ())
        for name, each in schema.get("properties", {}).items():
            yield Field(prefix + name, self.type_of(each), name in required, each.get("description", ""))
            inner = self._resolved(each.get("items", each))
            if "properties" in inner:
                yield from self.fields(inner, f"{prefix}{name}{'[]' if 'items' in each else ''}.")

    def type_of(self, schema: Schema) -> str:
        schema = self._resolved(schema)
        if "anyOf" in schema:
            parts = [self.type_of(each) for each in schema["anyOf"] if each.get("type") != "null"]
            return " or ".join(parts)
        if "enum" in schema:
            return " | ".join(schema["enum"])
        if schema.get("type") == "array":
            if "prefixItems" in schema:
                return f"[{', '.join(map(self.type_of, schema['prefixItems']))}]"
            return f"list of {self.type_of(schema['items'])}{_bounds(schema, 'minItems', 'maxItems')}"
        names = {"string": "text", "integer": "whole number", "boolean": "true or false"}
        kind = schema.get("format") or names.get(schema.get("type", ""), schema.get("type", ""))
        return f"{kind}{_bounds(schema, 'minLength', 'maxLength')}{_bounds(schema, 'minimum', 'maximum')}"

    def _content(self, told: Schema | None) -> Schema:
        return self._resolved(told["content"]["application/json"]["schema"]) if told else {}

    def _resolved(self, schema: Schema) -> Schema:
        if "$ref" not in schema:
            return schema
        found: Schema = self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return found


def example(method: str, url: str, body: Any, needs_key: bool) -> str:
    lines = [f"curl -X {method} '{url}'" if method != "GET" else f"curl '{url}'"]
    if needs_key:
        lines.append(f'-H "Authorization: Bearer {KEY_SHOWN}"')
    if body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join(lines)


def _bounds(schema: Schema, low: str, high: str) -> str:
    least, most = schema.get(low), schema.get(high)
    if least is not None and most is not None:
        return f", {least:,} to {most:,}"
    return f", at most {most:,}" if most is not None else f", at least {least:,}" if least is not None else ""
