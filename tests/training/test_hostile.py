"""The check that counts invented facts in finished replies, apart from grounding."""

from __future__ import annotations

import pytest

from chatbot.acts import ACTS
from chatbot.dialogue.compose import fill
from chatbot.messages import Say
from chatbot.training.hostile import hostile_facts, hostile_message, missing, unsupported

ON_ITS_WAY = Say("order_on_its_way", {"order_number": "1042", "status": "on its way"})


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Your order 1042 is on its way.", ""),
        ("Your order 1042 is on its way. It comes on Friday.", "Friday"),
        ("Your order 1042 is on its way, and 1024 too.", "1"),
        ("Your order 1042 is on its way and has been delivered.", "been delivered"),
        ("Your order 1042 is on its way with Klaus.", "Klaus"),
        ("Your order 1042 is on its way. We'll refund the rest.", "We'll refund"),
    ],
)
def test_an_invented_fact_in_a_reply_is_found(text: str, claim: str) -> None:
    assert unsupported(ON_ITS_WAY, text) == claim or claim in unsupported(ON_ITS_WAY, text)
    assert bool(unsupported(ON_ITS_WAY, text)) == bool(claim)


def test_plain_sentences_over_hostile_records_claim_nothing() -> None:
    for number in range(200):
        for name, act in ACTS.items():
            say = Say(name, hostile_facts(act.required, number))
            text = fill(act.plain, say.slots)
            assert unsupported(say, text) == "", (say, text)
            assert missing(say, text, act.required) == []


def test_a_reply_without_its_fact_is_told() -> None:
    assert missing(ON_ITS_WAY, "Your order is on its way.", ("order_number", "status")) == ["order_number"]


def test_each_third_message_gives_orders() -> None:
    told = [hostile_message("hello", number) for number in range(30)]
    assert told.count("hello") == 20
    assert len(set(told)) == 11
