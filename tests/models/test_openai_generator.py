"""A text server gives drafts under the same prompts, and one that fails gives none."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from chatbot.errors import GeneratorUnavailable
from chatbot.models.generator import Prompt
from chatbot.models.openai_generator import OpenAiGenerator, instruct

PROMPT = Prompt(
    "ask_email", "order_status", "neutral", ("order_number",), "it's 1042", ("where is my tent", "What is your order number?")
)


class Server(BaseHTTPRequestHandler):
    """A chat-completions server: says what it is told to, or dawdles."""

    answer: ClassVar[Any] = {"choices": [{"message": {"content": " Which e-mail address did you use? "}}]}
    wait_s = 0.0
    most = 8  # drafts at once; more are refused, as llama.cpp does
    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
        sent = json.dumps(self.answer).encode()
        self.send_response(200 if body["n"] <= self.most else 400)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        for byte in sent if self.wait_s else [sent]:
            time.sleep(self.wait_s)
            try:
                self.wfile.write(bytes([byte]) if isinstance(byte, int) else byte)
            except OSError:
                return

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[type[Server]]:
    class Own(Server):
        asked: ClassVar[list[dict[str, Any]]] = []

    web = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    Own.url = f"http://127.0.0.1:{web.server_port}/v1"  # type: ignore[attr-defined]
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield Own
    web.shutdown()


def generator(server: Any, deadline_s: float = 60.0) -> OpenAiGenerator:
    return OpenAiGenerator(server.url, "small", "secret", deadline_s)


def test_a_text_server_gets_the_rules_and_the_customers_words_as_data(server: Any) -> None:
    assert generator(server).drafts(PROMPT, 2, seed=1) == ["Which e-mail address did you use?"]
    [asked] = server.asked
    assert (asked["path"], asked["key"], asked["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert "1042" not in json.dumps(asked["messages"])


def test_a_text_server_that_refuses_several_drafts_is_asked_for_one(server: Any) -> None:
    server.most = 1
    assert generator(server).drafts(PROMPT, 4, seed=1) == ["Which e-mail address did you use?"]
    assert [asked["n"] for asked in server.asked] == [4, 1]


@pytest.mark.parametrize("answer", [{}, [], {"choices": [{}]}, {"choices": None}])
def test_an_answer_that_is_not_one_is_no_draft(server: Any, answer: Any) -> None:
    server.answer = answer
    with pytest.raises(GeneratorUnavailable, match="CHATBOT_OPENAI_URL"):
        generator(server).drafts(PROMPT, 1, seed=1)


def test_a_text_server_that_drips_is_given_up_at_the_deadline(server: Any) -> None:
    server.wait_s = 0.05
    with pytest.raises(GeneratorUnavailable):
        generator(server, deadline_s=0.3).drafts(PROMPT, 1, seed=1)


def test_a_text_server_that_is_not_there_is_told() -> None:
    with pytest.raises(GeneratorUnavailable):
        OpenAiGenerator("http://127.0.0.1:9", "small", None, 1.0).drafts(PROMPT, 1, seed=1)


def test_an_instruction_model_is_told_which_slots_it_must_and_may_use() -> None:
    rules = instruct(Prompt("order_on_its_way", slots=("order_number", "status", "eta")))[0]["content"]
    assert "<order_number>, <status>" in rules
    assert "<eta>" in rules
    assert "<carrier>" not in rules.split("may also use")[1].split("Never")[0]
