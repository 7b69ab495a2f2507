"""Held-out customers who talk to the whole bot for the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chatbot.messages import Answer, CustomerMessage, DialogueState, Entities, Prediction, Reply, Scored, Understanding
from chatbot.training.generator_dialogues import Buyer, talk

BUYER = Buyer("1003", "claire@example.com")
PREDICTION = Prediction((Scored("thanks", 1.0),), 1.0, (Scored("neutral", 1.0),))


class Echo:
    """Says what it heard, and calls a person when asked to."""

    def reply(
        self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None], part: Callable[[str], None]
    ) -> Reply:
        understanding = Understanding(PREDICTION, Entities(), message.text)
        after = replace(state, handoff="waiting") if message.text == "a person" else state
        return Reply(message.text, Answer("test", ()), understanding, after, (), {}, (), None, {})


def test_a_customer_of_the_report_tells_an_order_of_the_demo_shop() -> None:
    assert [BUYER.says(text) for text in ("order no. 1001 a", "it's FW-2095", "#1017", "use kim@example.org")] == [
        "order no. 1003",
        "it's 1003",
        "1003",
        "use claire@example.com",
    ]


def test_what_a_customer_writes_otherwise_stays_as_written() -> None:
    text = "Order 70-1128, placed in 2026, promised by the 9th, and nothing came"
    assert BUYER.says(text) == text


def test_a_dialogue_of_the_report_ends_where_a_person_takes_over() -> None:
    said: list[dict[str, Any]] = [{"customer": text} for text in ("1001", "a person", "thanks")]
    told = talk(Echo(), {"id": "d", "turns": said}, BUYER)  # type: ignore[arg-type]
    assert [text for text, _ in told] == ["1003", "a person"]
