"""Greetings, thanks, goodbyes, and the polite limit of what a shop's support does."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Chip, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.replies import is_fine, is_puzzled, parts, says_nothing

ACT_OF_INTENT = {"greeting": "greet", "goodbye": "goodbye", "thanks": "welcome"}

# A guard, not a classifier: someone in danger must never get small talk, whatever the model thinks of the sentence.
_DANGER = re.compile(
    r"\b(?:(?:kill|hurt|cut)(?:ting|ing)? my ?self|end(?:ing)? (?:my life|it all)|suicid\w*|self[- ]?harm\w*"
    r"|(?:want|going|wanna|wish) (?:to|i could|i would|i was)? ?(?:die|be dead|dead)"
    r"|don'?t want to (?:live|be alive)|better off dead)\b",
    re.IGNORECASE,
)

# What a customer has a right to know at once, in whatever mood the model takes the sentence for.
_BOT = r"(?:an? |some (?:kind|sort) of )?(?:real |actual |live )?(?:\w*bot|human|person|machine|computer|program|ai|a\.i|chat ?gpt|gpt)"
_WHO = re.compile(
    rf"\b(?:(?:who|what) (?:are|r) (?:you|u)|(?:(?:are|r) (?:you|u)|(?:you|u) (?:are|r)|you['’]re|ur) {_BOT}|is this {_BOT}"
    rf"|what (?:can|do) (?:you|u) do|(?:is this|am i) (?:talk|speak|chatt?)ing (?:to|with) {_BOT})(?:\s+or\s+{_BOT})?"
    r"(?=\W*$|\W+(?:or|here|exactly|called|then|please|pls)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|am|will|would|should)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:help|ask|question|something|know)\b", re.IGNORECASE)
WORDS_OF_WHO = 9  # a longer message wants something else
MENU = (Chip("Track my order", "intent:order_status"), HUMAN_CHIP)
SURELY_GLAD, WORDS_OF_JOY = 0.95, 4
WORDS_OF_A_MATTER = 2  # that say something; an unsure greeting of so many asks for a thing
PARTED = 0.7  # probability of a goodbye; "that's too long" is one at 0.5
SURELY_PARTED = 0.95  # of one without a word of parting: "im off" has 0.99, "it is late" 0.91, "but that was friday" 0.82
BELIEVED = 0.4  # probability of an intent that is acted on at once; below it "ok i take it" is a goodbye


def is_unsaid(text: str) -> bool:
    """Whether a message leaves open what it wants: "hmm", "can you help me", but not "how old are you"."""
    return says_nothing(text) and (_BEGINS.search(text) is not None or _ASKS.search(text) is None)


def without_who(text: str) -> str:
    """Return the text without the question who answers here: "are you a bot or human" calls for no person."""
    return _WHO.sub(" ", text)


class SmalltalkSkill:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def answer(self, context: Context) -> Answer | None:
        intent = context.understanding.prediction.intent
        act = ACT_OF_INTENT.get(intent.label)
        if act is None or intent.p < BELIEVED or (act == "goodbye" and not _parts(context)):
            return None
        is_likely = intent.p >= PARTED and not (act == "greet" and context.state.history)
        if not is_likely and is_unsaid(context.message.text):
            return self._ask_back()  # "i have a question" in the middle of a talk, "i need help" (thanks, 0.46)
        is_other = bool(context.state.history) or act == "welcome" or len(content(context.message.text)) >= WORDS_OF_A_MATTER
        if intent.p < PARTED and is_other and not is_fine(context.message.text):
            return None  # "ok how" is no greeting (0.48), "bought it from you" no thanks (0.53), nor "is a job going" a greeting
        leaves = act == "goodbye" and context.state.form is not None
        state = replace(context.state, form=None) if leaves else None
        return Answer("smalltalk", (Say(act, self._slots(act)),), state=state)

    def introduce(self, context: Context) -> Answer | None:
        """Say that a program answers, to whom asks."""
        text = context.message.text
        is_asked = len(text.split()) <= WORDS_OF_WHO and _WHO.search(text) is not None
        return Answer("smalltalk", (Say("introduce"),), chips=MENU) if is_asked else None

    def noted(self, context: Context) -> Answer | None:
        """ "ok" and "haha ok" want nothing, and no word of them is a thing of the shop's."""
        return Answer("smalltalk", (Say("welcome"),)) if is_fine(context.message.text) else None

    def asked_back(self, context: Context) -> Answer | None:
        """What says nothing at all is asked back."""
        return self._ask_back() if is_unsaid(context.message.text) else None

    def asked_of_what(self, context: Context) -> Answer:
        """What is to be compared is asked back."""
        return self._ask_back()

    def puzzled(self, context: Context) -> Answer | None:
        """Who does not understand the bot is asked what is needed, and never told to stay friendly."""
        return self._ask_back() if is_puzzled(context.message.text) else None

    def over(self, context: Context) -> Answer:
        """ "Never mind": nothing is wanted any more."""
        return Answer("smalltalk", (Say("welcome"),))

    def glad(self, context: Context) -> Answer | None:
        """A short happy message that nobody understands ("merci beaucoup") asks nothing."""
        moods = context.understanding.prediction.sentiments
        is_glad = bool(moods) and moods[0].label == "positive" and moods[0].p >= SURELY_GLAD
        is_short = len(context.message.text.split()) <= WORDS_OF_JOY and "?" not in context.message.text
        return Answer("smalltalk", (Say("welcome"),)) if is_glad and is_short else None

    def limit(self, context: Context, is_angry: bool) -> Answer:
        """Nothing that a shop's support can do; an insult gets calm words."""
        return Answer("smalltalk", (Say("calm_limit" if is_angry else "limit"),), decision="abstain", chips=MENU)

    def danger(self, context: Context) -> Answer | None:
        return Answer("smalltalk", (Say("crisis"),)) if _DANGER.search(context.message.text) else None

    def _ask_back(self) -> Answer:
        return Answer("smalltalk", (Say("clarify"),), decision="abstain", chips=MENU)

    def _slots(self, act: str) -> dict[str, str]:
        return {"shop": self._settings.shop_name} if act in {"greet", "goodbye"} else {}


def _parts(context: Context) -> bool:
    """Whether a likely goodbye is one: "still nothing" ends no talk, and only a word of parting one about an order."""
    moods, state, p = context.understanding.prediction.sentiments, context.state, context.understanding.prediction.intent.p
    if (moods and moods[0].label == "negative") or p < PARTED:
        return False
    return parts(context.message.text) or (p >= SURELY_PARTED and not (state.form or state.verified_orders))
