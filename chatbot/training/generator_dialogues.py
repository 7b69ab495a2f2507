"""Whole dialogues of the bot as it is served: held-out customers talk to the demo shop, and nothing of a reply is given."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.dialogue.bot import Bot
from chatbot.messages import CustomerMessage, DialogueState, Reply

KEY_WORDS = 6  # a message of so few words that holds a number or an address answers the bot's question for it
_NUMBER = re.compile(r"#?\b(?:[A-Z]{2,3}-)?\d{4,6}(?: [a-z]\b)?")
_MAIL = re.compile(r"[^\s,;:]+@[^\s,;]+\.\w+")

Told = list[tuple[str, Reply]]


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer of the demo shop, in whose name a held-out customer talks."""

    number: str
    email: str

    def says(self, text: str) -> str:
        """Return a held-out message with this buyer's order number and address in it, where it tells them."""
        if len(text.split()) > KEY_WORDS:
            return text
        return _MAIL.sub(self.email, text) if "@" in text else _NUMBER.sub(self.number, text)


def read_buyers(path: Path) -> list[Buyer]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Buyer(row["number"], row["email"]) for row in csv.DictReader(file)]


def talks(bot: Bot, dialogues: Path, buyers: list[Buyer], count: int, seed: int = 0) -> Iterator[Told]:
    """Yield held-out dialogues, drawn at random: the customer's messages as written, each answered by the whole bot."""
    rng = random.Random(seed)
    held = [line for line in dialogues.read_text(encoding="utf-8").splitlines() if '"split": "held' in line]
    for line in rng.sample(held, min(count, len(held))):
        yield talk(bot, json.loads(line), rng.choice(buyers))


def talk(bot: Bot, dialogue: Mapping[str, Any], buyer: Buyer) -> Told:
    """Return the customer's messages with the bot's replies; ends when a person takes over."""
    told: Told = []
    state = DialogueState()
    for seq, turn in enumerate(dialogue["turns"], start=1):
        text = buyer.says(turn["customer"])
        reply = bot.reply(CustomerMessage(dialogue["id"], text, seq), state, lambda name: None, lambda part: None)
        told.append((text, reply))
        state = reply.state
        if state.handoff != "none":
            break
    return told
