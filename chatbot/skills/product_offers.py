"""What is said where nothing is told of a product but that it can be had or not, and whether a message asks for more."""

from __future__ import annotations

import re

from chatbot.messages import Answer
from chatbot.skills.follow_ups import is_question
from chatbot.skills.product_question import Question

_PARTS = re.compile(r"[,.;?!]\s+|\s+-\s+")


def is_offer(told: Answer) -> bool:
    return all(say.act in ("product_in_stock", "product_sold_out") for say in told.say)


def leaves_question(text: str, told: Answer) -> bool:
    """Whether the last part of a message asks more than that a product can be had: "the 55 then, does it have a hallmark"."""
    last = _PARTS.split(text)[-1]
    asked = Question.read(last)
    is_more = last != text and is_question(last) and not asked.topics
    return is_more and is_offer(told) and bool(asked.without(" ".join(card.title for card in told.products)).unread)
