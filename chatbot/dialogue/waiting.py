"""What the assistant still does while a customer waits for a person: it answers what it surely can, and keeps the rest for them."""

from __future__ import annotations

from dataclasses import replace

from chatbot.dialogue.forms import wants_to_stop
from chatbot.messages import Answer, Context, Say
from chatbot.skills.handoff import BACK_CHIP, FORM, HUMAN_CHIP

# What is worth saying without a fact, though a person was asked for.
_SAID_ALL_THE_SAME = frozenset(
    ("contact_saved", "handoff_left", "crisis", "condole", "form_stopped", "why_asked", "welcome", "goodbye")
)


def goes_back(context: Context) -> bool:
    """Whether the customer no longer wants to wait: by the chip, or by "never mind" where no order is looked up."""
    state, message = context.state, context.message
    looks_up = state.form is not None and state.form.kind != FORM
    is_left = state.handoff == "waiting" and not looks_up and wants_to_stop(message.text)
    return message.choice == BACK_CHIP.payload or is_left


def while_waiting(answer: Answer, context: Context) -> Answer:
    """Return the answer where it is a sure one, without the offer of a person; else tell that the message is with the team."""
    say = tuple(each for each in answer.say if each.act != "offer_human")
    if _is_sure(answer, say):
        return replace(answer, say=say, chips=tuple(chip for chip in answer.chips if chip != HUMAN_CHIP))
    return Answer("handoff", (Say("handoff_added"),), chips=(BACK_CHIP,), state=context.state)


def _is_sure(answer: Answer, say: tuple[Say, ...]) -> bool:
    if not say or say[0].act == "order_no_news":
        return False
    has_facts = bool(answer.faq or answer.sources or answer.products or answer.order)
    of_lookup = answer.skill == "orders" and say[0].act != "order_to_person"
    return (answer.decision == "answer" and has_facts) or of_lookup or say[0].act in _SAID_ALL_THE_SAME
