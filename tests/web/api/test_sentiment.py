"""The mood of anybody's texts, by the shipped classifier."""

from __future__ import annotations

import threading

import pytest

from chatbot.app import create_app
from chatbot.config import Settings
from chatbot.storage.api_keys import ApiKeys
from chatbot.web.api.sentiment import MAX_TEXT_CHARS, MAX_TEXTS
from tests.fakes import FakeBot
from tests.web.api.conftest import Program


def test_every_text_gets_its_label_with_probabilities(program):
    answer = program().post("/api/sentiment", {"texts": ["I am so angry, this is a scam!", "thank you, perfect service!"]})

    assert answer.status_code == 200
    assert [each["label"] for each in answer.json["results"]] == ["negative", "positive"]
    for each in answer.json["results"]:
        assert sum(each["probabilities"].values()) == pytest.approx(1, abs=0.001)
        assert each["p"] == max(each["probabilities"].values())


def test_a_batch_says_the_same_as_each_text_alone(program):
    texts = ["thanks!", "where is it", "this is the worst shop I have ever used, I want my money back", "ok"] * 20

    batch = program().post("/api/sentiment", {"texts": texts}).json["results"]
    alone = [program().post("/api/sentiment", {"texts": [text]}).json["results"][0] for text in texts[:4]]

    assert [each["p"] for each in batch[:4]] == pytest.approx([each["p"] for each in alone], abs=0.02)  # int8 padding
    assert len(batch) == 80


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        ([], "texts"),
        (["fine", "  "], "texts.1"),
        (["x" * (MAX_TEXT_CHARS + 1)], "texts.0"),
        (["x"] * (MAX_TEXTS + 1), "texts"),
        (["fine", 7], "texts.1"),
        ("fine", "texts"),
    ],
)
def test_a_text_that_cannot_be_read_is_named(program, texts, place):
    answer = program().post("/api/sentiment", {"texts": texts})

    assert (answer.status_code, answer.json["error"]["field"]) == (422, place)
    assert answer.json["error"]["message"].startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("body", "status"), [(b"hello", 400), (b"[1]", 400), (b"", 400), (b" " * 1_000_001, 413), (b" " * 13_000_000, 413)]
)
def test_a_body_that_is_no_object_or_too_large_is_refused_in_json(app, body, status):
    answer = app.test_client().post("/api/sentiment", data=body)

    assert (answer.status_code, answer.json["error"]["code"]) == (status, {400: "bad_request", 413: "too_large"}[status])


def test_without_a_key_the_texts_of_one_address_are_limited_and_with_one_they_are_not(store):
    app = create_app(Settings(db=store.path, sentiment_texts_per_minute=256), FakeBot(), store)
    stranger, known = Program(app), Program(app, ApiKeys(store).add("Web shop", "read", "Olga")[1])
    batch = {"texts": ["fine"] * 200}

    assert stranger.post("/api/sentiment", batch).status_code == 200
    refused = stranger.post("/api/sentiment", batch)
    assert (refused.status_code, refused.json["error"]["code"]) == (429, "too_many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert known.post("/api/sentiment", batch).status_code == 200


def test_many_lists_at_once_are_refused_instead_of_holding_up_the_pages(program, app):
    reader = app.extensions["api"].reader
    for _ in range(3):  # as many as may read or wait
        reader._places.acquire()

    answer = program().post("/api/sentiment", {"texts": ["fine"]})

    assert (answer.status_code, answer.json["error"]["code"], answer.headers["Retry-After"]) == (503, "busy", "1")


def test_texts_are_read_on_a_native_thread_beside_the_hub(program, app):
    seen = []
    load = app.extensions["api"].reader._load
    app.extensions["api"].reader._load = lambda: seen.append(threading.current_thread()) or load()

    program().post("/api/sentiment", {"texts": ["fine"]})

    assert len(seen) == 1
    assert seen[0] is not threading.main_thread()
