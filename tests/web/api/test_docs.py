"""The API describes itself, from the models that check it."""

from __future__ import annotations

import json

from openapi_spec_validator import validate

from chatbot.web.api import OPERATIONS


def test_the_description_is_valid_openapi_and_names_every_operation(program):
    api = program().get("/api/openapi.json").json

    validate(api)
    described = {(method.upper(), path) for path, methods in api["paths"].items() for method in methods}
    assert described == {(each.method, each.path) for each in OPERATIONS}


def test_every_operation_has_a_sentence_and_every_body_an_example_that_its_model_takes():
    for each in OPERATIONS:
        assert each.summary.endswith("."), each.path
        if each.body:
            each.body.model_validate(each.body.model_config["json_schema_extra"]["example"])


def test_the_page_shows_every_operation_without_anything_from_elsewhere(program):
    answer = program().get("/api/docs")

    assert answer.status_code == 200
    assert all(f"<code>{each.path}</code>" in answer.text for each in OPERATIONS)
    assert "https://" not in answer.text.replace("https://example.com", "")
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_an_unknown_address_is_told_in_json(program):
    answer = program().get("/api/nothing")

    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found")
    assert "/api/docs" in answer.json["error"]["message"]
    assert json.loads(answer.data)
