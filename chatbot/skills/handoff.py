"""Pass a conversation on to a person, and say honestly when nothing reliable is known. Always answers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from chatbot.config import Settings
from chatbot.messages import Answer, Chip, Context, Form, Say, Ticket
from chatbot.skills.entities import read_emails
from chatbot.skills.replies import is_no, is_yes

FORM = "contact"  # nobody is there: the bot waits for an e-mail address
HUMAN_CHIP = Chip("Talk to a person", "human")
BACK_CHIP = Chip("Back to the assistant", "assistant")
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is misread on the phone


class HandoffSkill:
    def __init__(self, settings: Settings, is_anybody_here: Callable[[], bool] = lambda: True) -> None:
        """`is_anybody_here` tells whether a person of the shop would see a call now."""
        self._settings, self._is_anybody_here = settings, is_anybody_here

    def is_accepted(self, context: Context) -> bool:
        """Whether the customer takes the person that was just offered."""
        return context.message.choice in (HUMAN_CHIP.payload, "intent:human_agent") or (
            context.state.offered_human and is_yes(context.message.text)
        )

    def declined(self, context: Context) -> Answer | None:
        """The customer does not want the person that was just offered."""
        return Answer("handoff", (Say("welcome"),)) if context.state.offered_human and is_no(context.message.text) else None

    def quiet(self, context: Context) -> Answer:
        """A person has this conversation: the bot says nothing."""
        return Answer("handoff", ())

    def pass_on(self, context: Context, reason: Literal["asked", "angry", "order", "unanswered"]) -> Answer:
        """Make a ticket and tell what happens next."""
        ticket = Ticket(code=_code(), reason=reason, summary=summary(context), email=told_email(context))
        slots = {"ticket": ticket.code, "hours": self._settings.support_hours}
        is_staffed = self._settings.is_staffed
        is_here = is_staffed and self._is_anybody_here()
        asks = not (is_here or ticket.email)
        state = replace(
            context.state,
            form=Form(FORM, "email", {"ticket": ticket.code}) if asks else None,
            handoff="waiting" if is_staffed else context.state.handoff,
            wait_told=not is_here,
        )
        away = "handoff_noted" if not asks else "handoff_away" if slots["hours"] else "handoff_kept"
        chips = (BACK_CHIP,) if is_staffed and not is_here else ()
        return Answer("handoff", (Say("handoff_made" if is_here else away, slots),), ticket=ticket, chips=chips, state=state)

    def left(self, context: Context) -> Answer:
        """The customer would rather have the assistant than wait; the ticket stays with the team."""
        return Answer("handoff", (Say("handoff_left"),), state=replace(context.state, form=None, handoff="none", wait_told=False))

    def take_email(self, context: Context) -> Answer | None:
        """Keep the address for a ticket that was made while nobody was there."""
        form, emails = context.state.form, read_emails(context.message.text)
        if form is None or form.kind != FORM or not emails or context.understanding.entities.order_numbers:
            return None  # "1042 maria@example.com" wants to see an order
        ticket = Ticket(code=form.filled["ticket"], reason="asked", summary=summary(context), email=emails[0])
        return Answer("handoff", (Say("contact_saved"),), ticket=ticket, state=replace(context.state, form=None))

    def comfort(self, context: Context) -> Answer:
        """A complaint without a wish that the bot could serve."""
        return Answer("handoff", (Say("apologise"), Say("offer_human")), decision="ask", chips=(HUMAN_CHIP,))

    def file_received(self, context: Context) -> Answer:
        """The bot cannot look into a file and says so; a person can, and is offered. An open form asks its own question instead."""
        offer = () if context.state.form else (Say("offer_human"),)
        return Answer("handoff", (Say("file_received"), *offer), chips=(HUMAN_CHIP,))

    def no_answer(self, context: Context) -> Answer:
        return Answer("handoff", (Say("no_answer"), Say("offer_human")), decision="abstain", chips=(HUMAN_CHIP,))


def told_email(context: Context) -> str:
    """Return the e-mail address that the customer named last, whatever it was named for; "" where there is none."""
    said = (*(heard for heard, _ in context.state.history), context.message.text)
    told = [email for text in said for email in read_emails(text)]
    return told[-1] if told else ""


def summary(context: Context) -> str:
    """Return what the person who takes over needs: the wish, the order, what was said before, the mood."""
    prediction, state = context.understanding.prediction, context.state
    lines = [f"Wish: {prediction.intent.label.replace('_', ' ')}"]
    lines += [f"Mood: {prediction.sentiments[0].label}"] if prediction.sentiments else []
    lines += [f"Order: {', '.join(state.verified_orders)} (checked)"] if state.verified_orders else []
    lines += [f"Customer: {said}\nBot: {replied}" for said, replied in state.history[-2:]]
    return "\n".join([*lines, f"Customer: {context.message.text}"])


def _code() -> str:
    return "T-" + "".join(secrets.choice(_CODE_LETTERS) for _ in range(5))
