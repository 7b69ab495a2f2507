"""What is no matter of a shop: when a message seems so, and what is told then."""

from __future__ import annotations

import math

from chatbot.config import Settings
from chatbot.dialogue.evidence import best_score, goes_on, has_matter, probability, speaks_of_own, wants
from chatbot.dialogue.mood import is_angry
from chatbot.dialogue.skills import Skills
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Context
from chatbot.skills.smalltalk import BELIEVED

# Of an FAQ entry that holds all words of a message, from which it is asked about ("what is 39 in uk") rather than called strange. Of 42
# strange messages of data/eval/intents.csv 5 have such a score ("what is the capital of australia" 0.87), and none has the words, too.
NEAR_ENTRY = 0.45
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
        """Tell what the bot is for, if no entry is near; who has a thing of the shop's ("my stove wont light") may get a person."""
        said = set(content(context.message.text))
        if best_score(context) >= NEAR_ENTRY and said and said <= self._skills.faq.nearest_words(context):
            return self._skills.faq.asked(context) or self._skills.handoff.no_answer(context)
        if speaks_of_own(context.message.text) and self._skills.products.unanswered(context):
            return self._skills.faq.asked(context) or self._skills.handoff.no_answer(context)
        return self._skills.smalltalk.limit(context, is_angry(context, self._settings.angry_p))


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
