"""The way to a person: who wants one is passed on; who asks how people are reached is told, with a person offered."""

from __future__ import annotations

import re

from chatbot.dialogue.evidence import probability, wants
from chatbot.dialogue.mood import offered
from chatbot.dialogue.reaching import way_asked
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import Sources, of_wish
from chatbot.messages import Answer, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.smalltalk import without_who

LIKELY_WITH_WORD = 0.35  # of the wish for a person, where the message has a word for one ("transfer me to an employee": 0.37)
_HOW = re.compile(
    r"\b(how (can|could|do|to|may)|what('?s| is| are)|which|(your|ur|the) (number|phone|e-?mail|mail))\b", re.IGNORECASE
)
# Who wants a person says so, or asks for a call; "phone number?" and "body only" do neither, however sure the classifier is.
_PERSON = re.compile(
    r"\b(human|person|people|agent|advis[eo]r|some(one|body)|any(one|body)|rep|representative|operator|staff|colleague|manager"
    r"|supervisor|team|employee|(call|ring|phone|contact) me|(speak|talk|chat|connect|transfer|reach)\w*|put me)\b",
    re.IGNORECASE,
)


def is_person_wanted(context: Context) -> bool:
    """Whether the classifier may be right and the message has a word for a person; "phone number" (0.98) makes no ticket."""
    is_likely = wants("human_agent")(context) and probability(context) >= LIKELY_WITH_WORD
    return is_likely and _names_person(context.message.text)


def asks_only_who(context: Context) -> bool:
    """Whether no person is called for besides the question who answers: "are you a bot or human", not "are you a bot? get me a person"."""
    return not _names_person(without_who(context.message.text))


class Persons:
    def __init__(self, skills: Skills, sources: Sources) -> None:
        self._skills, self._sources = skills, sources

    def pass_on(self, context: Context) -> Answer:
        return self._skills.handoff.pass_on(context, "asked")

    def carry_out(self, context: Context) -> Answer:
        """What the customer has chosen stands last in the ticket."""
        return self._skills.handoff.pass_on(context, "order")

    def offer(self, context: Context) -> Answer:
        """What the FAQ tells or may tell of it, and a person is offered."""
        offer = Answer("handoff", (Say("offer_human"),), decision="ask", chips=(HUMAN_CHIP,))
        return offered(self._skills.faq.answer(context) or self.way(context) or offer)

    def ways_to_reach(self, context: Context) -> Answer | None:
        """ "How can I reach you by phone" asks for what the FAQ tells, and a person is offered beside it."""
        text = context.message.text
        if not (_asks_how(text) or not _names_person(text)):
            return None
        found = self._sources.sure_faq(context) or self.way(context)
        return offered(found) if found else None

    def way(self, context: Context) -> Answer | None:
        """The entry that tells the number, the address or the place that is asked for, though its question is another."""
        way = way_asked(context.message.text)
        is_told = way is not None and any(way.titled.search(each.question) for each in context.of_wish[:1])
        return self._skills.faq.answer(of_wish(context)) if is_told else None


def _names_person(text: str) -> bool:
    return bool(_PERSON.search(text))


def _asks_how(text: str) -> bool:
    """Whether a way is asked for ("how can I reach you", "your phone number"), and not the thing itself."""
    return bool(_HOW.search(text))
