"""Wishes for products and questions on them: when a message may be one, although the matter before or the FAQ may be meant."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.changes import is_no_change
from chatbot.dialogue.evidence import (
    SURE,
    believes,
    best_score,
    faq_spoke_last,
    is_detail,
    is_open,
    probability,
    surely,
    tells_time,
    wants,
)
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import FAQ_SURE, Sources
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Candidate, Chip, Context
from chatbot.skills.faq import CHIP
from chatbot.skills.follow_ups import connects, is_follow_up, is_question
from chatbot.skills.product_question import Question

MEETING = ("recommend", "product_sold_out", "product_in_stock")  # told of what has all that was asked for
LIKELY_WISH = 0.5  # from here on, a wish for products right after an answer of the FAQ: "a red lipstick instead of nude" has 0.42
_THE_ONE = re.compile(r"\W*(?:(?:ok|okay|and|so)\W+)*the\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\W*(?:(?:i have|i['’]ve got|we have|have|its|it['’]s|about|around|roughly|maybe|some|ok|so)\W+)*\d+\s+[a-z]+s\W*$",
    re.IGNORECASE,
)


def is_wish(context: Context) -> bool:
    """Whether advice is wanted; after an answer of the FAQ, a thing that is named may be a detail of the matter before."""
    text, is_after_faq = context.message.text, faq_spoke_last(context.state)
    is_sure = is_after_faq and is_follow_up(text, context.state) and best_score(context) >= FAQ_SURE
    if is_sure and not (_THE_ONE.match(text) and context.candidates[0].faq_id == context.state.last_faq_id):
        return False  # "it's a lawn mower" after "can I return it"; "the 65w" chooses among things, and the entry has told all it knows
    if context.state.last_question and tells_time(text):
        return False  # "2 years old", of a thing that broke, is no child
    if is_after_faq and _is_count(text) and probability(context) < SURE:
        return False
    if is_open(context) and is_detail(text):  # "the pot", when the number of its order is asked for
        return False
    is_likely = probability(context) >= LIKELY_WISH or not is_after_faq
    return is_likely and believes("product_recommendation")(context)


def is_unsure_wish(context: Context) -> bool:
    """Whether a wish is only the best of bad guesses ("what stout have ye": 0.20), so that the catalogue has to know the thing."""
    is_best = wants("product_recommendation")(context) and not believes("product_recommendation")(context)
    return is_best and not (faq_spoke_last(context.state) or is_open(context))


def may_be_named(context: Context) -> bool:
    """Whether a bare name of a thing ("slippers": a return, 0.95) may be a wish for it, since nothing else has answered."""
    return not (is_open(context) or is_detail(context.message.text) or wants("complaint", "human_agent")(context))


class Wishes:
    def __init__(self, skills: Skills, sources: Sources, settings: Settings) -> None:
        self._skills, self._sources, self._settings = skills, sources, settings

    def may_be_bare(self, context: Context) -> bool:
        """Whether a message may be a bare wish: neither the classifier nor the FAQ is sure of what it wants."""
        is_other = wants("out_of_scope", "product_question")(context) or is_no_change(context)
        is_sure = believes("product_recommendation")(context) or (probability(context) >= SURE and not is_other)
        if faq_spoke_last(context.state) and _is_count(context.message.text):
            return False
        if self._may_be_of_matter(context):
            return False
        asks_stock = "stock" in Question.read(context.message.text).topics  # of what the shop has, no entry knows better
        return not is_sure and (asks_stock or self._is_faq_unsure(context) or self._may_be_whole(context))

    def may_ask_of_kind(self, context: Context) -> bool:
        """A question on products; where the classifier is not sure of it, the FAQ must not be either."""
        may_be = wants("product_question", "out_of_scope", "store_info")(context)
        is_sure = surely("product_question")(context) and best_score(context) < FAQ_SURE
        return is_sure or (may_be and self._is_faq_unsure(context))

    def may_ask_of_product(self, context: Context) -> bool:
        """A question on a product, and the FAQ does not surely answer it."""
        return wants("product_question")(context) and self._is_faq_unsure(context)

    def shown(self, context: Context) -> Answer | None:
        """A bare name of one product right after the FAQ spoke may say which one the matter is about: no card is offered for it.

        "Castle Quarrel" after "the game is missing pieces" is no wish to buy it; "slippers", of which there are several, may be one.
        """
        shown = self._skills.products.wished(context)
        may_be_matter = faq_spoke_last(context.state) and not wants("product_question", "product_recommendation")(context)
        if shown and not self._is_faq_unsure(context) and self._may_be_whole(context):
            return _beside_entry(shown, context.candidates[0])
        is_one = shown is not None and len(shown.products) == 1 and shown.say[0].act == "recommend"
        return None if is_one and may_be_matter and _is_name(context.message.text) else shown

    def buying(self, context: Context) -> Answer | None:
        """ "How do i order this" is told by the FAQ, where that is sure."""
        wanted = self._skills.products.bought(context)
        return wanted and (self._sources.sure_faq(context) or wanted)

    def _may_be_of_matter(self, context: Context) -> bool:
        """Whether "and batteries" may ask what was asked before of them, too: an entry is near, and no wish is sure."""
        text, state = context.message.text, context.state
        is_near = best_score(context) >= self._settings.faq_ask_p and not surely("product_recommendation")(context)
        return is_near and connects(text) and is_follow_up(text, state)

    def _may_be_whole(self, context: Context) -> bool:
        """Whether a message that asks nothing may be a wish all of whose words products meet, whatever a likely entry says of one word.

        "Size 8 waterproof gloves" is no question on what waterproof means, and "a 12 v drill battery" none on mixing them.
        """
        return best_score(context) < FAQ_SURE and not is_question(context.message.text)

    def _is_faq_unsure(self, context: Context) -> bool:
        return best_score(context) < self._settings.faq_beats_lookup


def _beside_entry(shown: Answer, near: Candidate) -> Answer | None:
    """Return cards that meet all that was wished for, with the entry as a chip; None where they do not."""
    is_met = shown.say[0].act in MEETING
    return replace(shown, chips=(*shown.chips, Chip(near.question, CHIP + near.faq_id))) if is_met else None


def _is_count(text: str) -> bool:
    """Whether nothing is said but how many of a thing: "about 40 paperbacks" tells more of "I want to sell my books"."""
    return _COUNT.match(text) is not None


def _is_name(text: str) -> bool:
    """Whether a message is nothing but a name: no word that wishes, asks or connects."""
    return len(content(text)) == len(text.split()) and not is_question(text)
