"""Greetings, thanks, goodbyes, and the polite limit of what a shop's support does."""

from __future__ import annotations

import re

from chatbot.config import Settings
from chatbot.messages import Answer, Chip, Context, Say

ACT_OF_INTENT = {"greeting": "greet", "goodbye": "goodbye", "thanks": "welcome"}

# A guard, not a classifier: someone in danger must never get small talk, whatever the model thinks of the sentence.
_DANGER = re.compile(
    r"\b(?:(?:kill|hurt|cut)(?:ting|ing)? my ?self|end(?:ing)? (?:my life|it all)|suicid\w*|self[- ]?harm\w*"
    r"|(?:want|going|wanna|wish) (?:to|i could|i would|i was)? ?(?:die|be dead|dead)"
    r"|don'?t want to (?:live|be alive)|better off dead)\b",
    re.IGNORECASE,
)


class SmalltalkSkill:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def answer(self, context: Context) -> Answer | None:
        act = ACT_OF_INTENT.get(context.understanding.prediction.intent.label)
        return Answer("smalltalk", (Say(act, self._slots(act)),)) if act else None

    def limit(self, context: Context, is_angry: bool) -> Answer:
        """Nothing that a shop's support can do; an insult gets calm words."""
        chips = (Chip("Track my order", "intent:order_status"), Chip("Talk to a person", "human"))
        return Answer("smalltalk", (Say("calm_limit" if is_angry else "limit"),), decision="abstain", chips=chips)

    def danger(self, context: Context) -> Answer | None:
        return Answer("smalltalk", (Say("crisis"),)) if _DANGER.search(context.message.text) else None

    def _slots(self, act: str) -> dict[str, str]:
        return {"shop": self._settings.shop_name} if act in {"greet", "goodbye"} else {}
