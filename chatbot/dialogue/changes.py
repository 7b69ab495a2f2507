"""Wishes to change or cancel an order, which only a person does: one is offered, and the shop's rule on it is told."""

from __future__ import annotations

from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.evidence import believes, surely, wants
from chatbot.dialogue.mood import offered
from chatbot.dialogue.order_evidence import is_change
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import LIKELY
from chatbot.messages import Answer, Chip, Context
from chatbot.skills.faq import CHIP

NEAR_RULE = 0.2  # of the rule on changes by the message itself: "cancel MF20402" has 0.6, "keep my order for 3 weeks" 0.09
CHANGE = ("order_cancel", "order_change")


def is_no_change(context: Context) -> bool:
    """Whether the classifier alone takes it for a change: nothing in it speaks of one."""
    return wants(*CHANGE)(context) and not is_change(context)


def is_believed_change(context: Context) -> bool:
    return is_change(context) and believes(*CHANGE)(context)


def is_sure_change(context: Context) -> bool:
    return is_change(context) and surely(*CHANGE)(context)


class Changes:
    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings

    def offer(self, context: Context) -> Answer | None:
        """A person is offered, and the shop's rule on changing orders once as a chip; told where the message itself is near to it."""
        rule = next(iter(context.of_wish), None)
        if rule is None or rule.faq_id == context.state.last_faq_id or rule.score < self._settings.faq_beats_lookup:
            return self._skills.orders.change(context)
        own = next((each.score for each in context.candidates if each.faq_id == rule.faq_id), 0.0)
        told = self._skills.faq.answer(replace(context, candidates=context.of_wish, questions=())) if own >= NEAR_RULE else None
        person = self._skills.orders.change(context)
        if told or person is None:
            return told and offered(told)
        # "Ordered 39 need 40": an entry of its own is nearer than the rule on all changes.
        nearer = [each for each in context.candidates[:1] if each.score >= LIKELY and each.faq_id != rule.faq_id]
        chips = tuple(Chip(each.question, CHIP + each.faq_id) for each in (*nearer, rule))
        return replace(person, chips=(*chips, *person.chips))
