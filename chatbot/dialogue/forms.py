"""An open form has the first word, may be interrupted, and may be left."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.messages import Answer, Context, Form, Say

_STOP = re.compile(
    r"\W*(?:(?:no|ok|okay|oh|actually|please|just|ah|well)\W+)*"
    r"(?:never\s?mind|nvm|forget (?:it|that|about it)|(?:stop|cancel|skip)(?: it| this| that)?|leave it|don'?t bother"
    r"|doesn'?t matter|no need|drop it|quit|exit|(?:i(?:'ll| will) (?:look|check)(?: it)? )?(?:later|myself))"
    r"(?:\W+(?:then|please|thanks|thank you|it'?s (?:ok|fine)|its (?:ok|fine)))*\W*",
    re.IGNORECASE,
)


def wants_to_stop(text: str) -> bool:
    """Whether the whole message says "never mind"."""
    return _STOP.fullmatch(text) is not None


def stopped(context: Context) -> Answer:
    return Answer("orders", (Say("form_stopped"),), state=replace(context.state, form=None))


def resumed(answer: Answer, form: Form, question: Say) -> Answer:
    """Return the answer to an interruption, followed by the question that is still open."""
    state = replace(answer.state, form=form) if answer.state else None
    return replace(answer, say=(*answer.say, question), state=state)
