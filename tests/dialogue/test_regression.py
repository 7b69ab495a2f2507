"""The demo shop's regression file: what a shop owner expects of 300 questions, with the real models."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable

from chatbot.config import ROOT
from chatbot.dialogue.bot import Bot
from chatbot.messages import Reply
from tests.dialogue.conftest import Conversation

EVAL = ROOT / "data" / "eval"
ACTS = {"out_of_scope": ("limit", "calm_limit", "crisis"), "recommend_products": ("recommend", "recommend_near")}
MEETS: dict[str, Callable[[Reply, str], bool]] = {
    "faq": lambda reply, faq_id: reply.answer.faq is not None and reply.answer.faq.faq_id == faq_id,
    "intent": lambda reply, intent: reply.understanding.prediction.intent.label == intent,
    "act": lambda reply, act: bool(set(ACTS.get(act, (act,))) & set(reply.act.split("+"))),
    "handoff": lambda reply, _: reply.answer.ticket is not None,
}


def test_the_answers_that_the_shop_expects_do_not_get_fewer(bot: Bot) -> None:
    with (EVAL / "regression.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    floor = json.loads((EVAL / "floors.json").read_text())["regression"]
    failed = [f"{row['question']} → {row['expect']}" for n, row in enumerate(rows) if not meets(bot, n, row)]
    assert len(rows) >= 300
    assert 1 - len(failed) / len(rows) >= floor, "\n".join(failed)


def meets(bot: Bot, n: int, row: dict[str, str]) -> bool:
    kind, _, value = row["expect"].partition(":")
    return MEETS[kind](Conversation(bot, f"regression-{n}").say(row["question"]), value)
