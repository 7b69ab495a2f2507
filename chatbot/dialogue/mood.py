"""What is added to an answer for the customer's mood: a word of regret, and a person."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.dialogue.evidence import is_wordless
from chatbot.dialogue.forms import wants_to_stop
from chatbot.dialogue.topics import TOPICS
from chatbot.messages import FILE_SENT, Answer, Chip, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP

_DELAY = next(topic for topic in TOPICS if topic.name == "a delay")
_WAITED_FOR = re.compile(_DELAY.heard.pattern + r"|\bwhere|\bwhen\b", re.IGNORECASE)


def is_angry(context: Context, angry_p: float) -> bool:
    """Whether the mood is negative with at least this probability; a file's name tells none, nor do "a@example.com" and "forget it"."""
    text = context.message.text
    if context.message.choice == FILE_SENT or is_wordless(text) or wants_to_stop(text):
        return False
    sentiments = context.understanding.prediction.sentiments
    return bool(sentiments) and sentiments[0].label == "negative" and sentiments[0].p >= angry_p


def sorry(context: Context) -> Say:
    """A word of regret; of a late parcel only to whom speaks of waiting for one."""
    is_of_order = context.understanding.prediction.intent.label == "order_status"
    return Say("apologise_delay" if is_of_order and _WAITED_FOR.search(context.message.text) else "apologise")


def without_sorry(say: tuple[Say, ...]) -> tuple[Say, ...]:
    return tuple(each for each in say if each.act not in {"apologise", "apologise_delay"})


def offered(answer: Answer) -> Answer:
    """Return the answer with a person offered: in words, unless the bot already asks something, and as a chip."""
    asks = answer.decision == "ask" or any(say.act == "offer_human" for say in answer.say)
    chips: tuple[Chip, ...] = answer.chips if HUMAN_CHIP in answer.chips else (*answer.chips, HUMAN_CHIP)
    return replace(answer, say=answer.say if asks else (*answer.say, Say("offer_human")), chips=chips)
