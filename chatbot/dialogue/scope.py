"""What is no matter of a shop: when a message seems so, and what is told then."""

from __future__ import annotations

import math
import re

from chatbot.config import Settings
from chatbot.dialogue.evidence import best_score, goes_on, has_matter, probability, speaks_of_own, wants
from chatbot.dialogue.mood import is_angry
from chatbot.dialogue.skills import Skills
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.places import without_countries
from chatbot.messages import Answer, Context
from chatbot.skills.smalltalk import BELIEVED

_MONEY = re.compile(r"[€$£]\s?\d|\d\s?(?:[€$£]|(?:euros?|eur|pounds?|quid|gbp|dollars?|usd|bucks)\b)", re.IGNORECASE)
_FOR_A_MACHINE = re.compile(r"\W*(?:tell|write|sing|draw|repeat|ignore|translate|pretend)\b", re.IGNORECASE)  # "tell me a joke"
# Somebody may be harmed: what the shop says of that is told at once, and not asked about.
_HARM = re.compile(r"\b(?:ate|eaten|eating|swallow\w*|drank|chew\w*|licked|inhal\w*|poison\w*|chok\w*|toxic)\b", re.IGNORECASE)
FAQ_OUTWEIGHS = 0.5  # log-odds of scope and FAQ together from which a message that seems strange is answered


def is_strange(context: Context) -> bool:
    """Whether no wish of a shop's customer is seen; "why that one" after products were shown is about them."""
    return wants("out_of_scope")(context) and not (context.state.last_products or goes_on(context))


def may_say_nothing(context: Context) -> bool:
    """Whether the classifier sees no wish that it believes in, or one for a person, which the rules before did not."""
    return wants("out_of_scope", "human_agent")(context) or probability(context) < BELIEVED


class Scope:
    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings

    def is_surely_strange(self, context: Context) -> bool:
        """Whether the classifier is sure, and neither the FAQ is surer nor what was said before explains it: odds are weighed."""
        if context.understanding.entities.order_numbers:
            return False  # "A20450 what time today, im out til 2"
        if _HARM.search(context.message.text) and best_score(context) >= self._settings.faq_answer_p:
            return False  # "my cat ate a bit of lily"
        if goes_on(context) or (best_score(context) >= self._settings.faq_beats_lookup and self._is_near(context)):
            return False
        in_scope_p = context.understanding.prediction.in_scope_p
        seems_strange = wants("out_of_scope")(context) and in_scope_p < self._settings.out_of_scope_p
        return seems_strange and _log_odds(best_score(context)) + _log_odds(in_scope_p) < FAQ_OUTWEIGHS

    def _is_near(self, context: Context) -> bool:
        """Whether a sure entry goes on from a matter, or holds most of a message: "do you fix nespresso machines"; not its "australia"."""
        said = set(content(context.message.text))
        return has_matter(context.state) or 2 * len(said & self._skills.faq.nearest_words(context)) > len(said)

    def limit(self, context: Context) -> Answer:
        """Tell what the bot is for, unless a customer of the shop may be speaking: then what is near is asked about, or nothing is known.

        Of 41 strange messages of data/eval/intents.csv, said to five shops, 3 to 8 are so: an entry near them holds one of their words
        ("how do i cook rice"), or a product may be meant. "I can't help with that" to "is your gold real" harms more.
        """
        text, is_angry_p = context.message.text, is_angry(context, self._settings.angry_p)
        is_for_machine, said = _FOR_A_MACHINE.match(text) is not None, set(content(without_countries(text)))
        # "My 10 year old wants to do a class", where there are workshops; "the price of gold" is nobody's.
        is_likely = best_score(context) >= self._settings.faq_answer_p and speaks_of_own(text)
        is_near = (is_likely or bool(said & self._skills.faq.nearest_words(context))) and not is_for_machine
        if is_near and (asked := self._skills.faq.asked(context)):
            return asked
        is_titled = bool(context.candidates) and bool(said & set(content(context.candidates[0].question)))
        is_of_shop = is_titled or self._skills.products.unanswered(context) is not None
        may_be_answered = not (is_angry_p or is_for_machine) and (is_of_shop or _is_customer(context))
        if may_be_answered or (is_of_shop and speaks_of_own(text)):
            return self._skills.handoff.no_answer(context)
        return self._skills.smalltalk.limit(context, is_angry_p)


def _is_customer(context: Context) -> bool:
    """Whether a matter of the shop's was spoken of before ("how do i book"), or an order's number or an amount is told."""
    is_told = bool(context.understanding.entities.order_numbers) or _MONEY.search(context.message.text) is not None
    return is_told or has_matter(context.state)


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
