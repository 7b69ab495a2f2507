"""Pass a conversation on to a person, and say honestly when nothing reliable is known. Always answers."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Literal

from chatbot.config import Settings
from chatbot.messages import Answer, Chip, Context, Form, Say, Ticket
from chatbot.skills.entities import read_emails
from chatbot.skills.replies import is_no, is_yes

FORM = "contact"  # nobody is there: the bot waits for an e-mail address
HUMAN_CHIP = Chip("Talk to a person", "human")
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is misread on the phone


class HandoffSkill:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def is_accepted(self, context: Context) -> bool:
        """Whether the customer takes the person that was just offered."""
        return context.message.choice == "human" or (context.state.offered_human and is_yes(context.message.text))

    def declined(self, context: Context) -> Answer | None:
        """The customer does not want the person that was just offered."""
        return Answer("handoff", (Say("welcome"),)) if context.state.offered_human and is_no(context.message.text) else None

    def quiet(self, context: Context) -> Answer:
        """A person has this conversation: the bot says nothing."""
        return Answer("handoff", ())

    def pass_on(self, context: Context, reason: Literal["asked", "angry", "order", "unanswered"]) -> Answer:
        """Make a ticket and tell what happens next."""
        ticket = Ticket(code=_code(), reason=reason, summary=summary(context))
        slots = {"ticket": ticket.code, "hours": self._settings.support_hours}
        if not self._settings.is_staffed:
            state = replace(context.state, form=Form(FORM, "email", {"ticket": ticket.code}))
            away = "handoff_away" if slots["hours"] else "handoff_kept"
            return Answer("handoff", (Say(away, slots),), ticket=ticket, state=state)
        state = replace(context.state, form=None, handoff="waiting")
        return Answer("handoff", (Say("handoff_made", slots),), ticket=ticket, state=state)

    def take_email(self, context: Context) -> Answer | None:
        """Keep the address for a ticket that was made while nobody was there."""
        form, emails = context.state.form, read_emails(context.message.text)
        if form is None or form.kind != FORM or not emails:
            return None
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
