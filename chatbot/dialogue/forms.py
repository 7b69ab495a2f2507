"""An open form has the first word, may be interrupted, and may be left."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.messages import Answer, Context, Form, Say
from chatbot.skills.follow_ups import is_question
from chatbot.skills.replies import says_nothing

_OPENING = r"\W*(?:(?:no|ok|okay|oh|actually|please|just|ah|well)\W+)*"
_STOP = re.compile(
    _OPENING + r"(?:never\s?mind|nvm|forget (?:it|that|about it)|(?:stop|cancel|skip)(?: it| this| that)?|leave it|don'?t bother"
    r"|doesn'?t matter|no need|drop it|quit|exit|(?:i(?:'ll| will) (?:look|check)(?: it)? )?(?:later|myself))"
    r"(?:\W+(?:then|please|thanks|thank you|it'?s (?:ok|fine)|its (?:ok|fine)))*\W*",
    re.IGNORECASE,
)
# "forget it, when are you open": the form is left, and something else is wanted. "Cancel that order" is no such beginning.
_STOP_FIRST = re.compile(
    _OPENING
    + r"(?:(?:never\s?mind|nvm|forget (?:it|that|about it)|leave it|don'?t bother|doesn'?t matter|drop it)(?:\W+then)?\b\W*"
    r"|(?:stop|cancel|skip)(?: it| this| that)?\s*[,.;:!–-]+\s*)(?:(?:and|but|instead|so)\W+)*",
    re.IGNORECASE,
)

# "i dont have the number", "lost the email", "no idea": the form's question can't be answered.
_LACKS = re.compile(
    r"\b(?:idk|dunno|no idea|no clue)\b"
    r"|\b(?:(?:do|ca|could|did|have)n'?t|(?:do|can|could|did|have) not|cannot|never|lost|forg[eo]t(?:ten)?|no|not|without)\b[^.?!]{0,24}"
    r"\b(?:know|have|find|remember|recall|number|e-?mail|mail|confirmation)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\S)\+?\d[\d ()/-]{8,}(?!\S)")  # instead of an e-mail address
_WHY = re.compile(
    r"\W*(?:but |and )?(?:why|what) (?:do|did|would|should|must|for)\b.{0,20}\b(?:need|want|ask\w*|give|tell)\b.{0,30}",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(  # "i bought it on friday, i dont know the number"
    r"\border(?:'?s)? (?:number|no|nr|id)\b|\b(?:order\w*|bought|parcel|package)\b.*\b(?:the|a|any|no|its|my) number\b",
    re.IGNORECASE,
)
_CANCELS_IT = re.compile(r"\bcancel (?:it|this|that)\b", re.IGNORECASE)
WORDS_OF_A_LACK = 9  # a longer message tells a story of its own


def wants_to_stop(text: str) -> bool:
    """Whether the whole message says "never mind"."""
    return _STOP.fullmatch(text) is not None


def cancels_it(text: str) -> bool:
    """Whether "it" is to be cancelled, which may be the order that is looked up, and not the looking up."""
    return _CANCELS_IT.search(text) is not None


def wish_after_stop(text: str) -> str:
    """Return what is asked after "never mind": "when are you open" of "forget it, when are you open"; "" where nothing is."""
    begun = None if wants_to_stop(text) else _STOP_FIRST.match(text)
    rest = text[begun.end() :] if begun else ""
    return "" if says_nothing(rest) and not is_question(rest) else rest


def lacks_what_is_asked(text: str) -> bool:
    """Whether the customer says that what the form asks for is lost or not known."""
    return len(text.split()) <= WORDS_OF_A_LACK and (_LACKS.search(text) or _PHONE.search(text)) is not None


def lacks_order_number(text: str) -> bool:
    """Whether it is the number of an order that is lacking, whatever was asked before."""
    return lacks_what_is_asked(text) and _ORDER_NUMBER.search(text) is not None


def asks_why(text: str) -> bool:
    return _WHY.fullmatch(text) is not None


def stopped(context: Context) -> Answer:
    return Answer("orders", (Say("form_stopped"),), state=replace(context.state, form=None))


def resumed(answer: Answer, form: Form, question: Say) -> Answer:
    """Return the answer to an interruption, followed by the question that is still open, unless the answer asks one itself."""
    state = replace(answer.state, form=form) if answer.state else None
    chips = tuple(chip for chip in answer.chips if chip.payload != "intent:order_status")  # that is under way
    asks = answer.decision == "ask" or any(say.act == "offer_human" for say in answer.say)
    return replace(answer, say=answer.say if asks else (*answer.say, question), chips=chips, state=state)
