"""Words by which a message on an order is told: what it asks of the record, corrects, denies or decides."""

from __future__ import annotations

import re

from chatbot.messages import Context, Say
from chatbot.skills.entities import without_emails
from chatbot.skills.order_card import asks_for_refund

# What the card of an order tells.
OF_THE_RECORD = re.compile(
    r"\b(?:carrier|courier|track\w*|arriv\w*|eta|status|coming|come|ship(?:ped|s)|dispatched|sent|out for delivery|what did i (?:order|buy)"
    r"|my (?:order|parcel|package|delivery))\b|\bwho (?:is )?(?:deliver|bring)\w*|\bwhen\b.{0,20}\b(?:get|here|it|deliver\w*)\b",
    re.IGNORECASE,
)
# "and when will it be here", with no word of its own: of the order spoken of.
HOW_LONG = re.compile(
    r"\W*(?:(?:and|so|ok|but|hm+)\W+)*(?:how (?:long|soon|much longer)|when)(?:\W+(?:will|does|would|can|is|it|that|this|take|be|come"
    r"|coming|arrive|get|here|to|until|till|there|still|me|i|expect|have|wait|then|now|going|gonna|exactly|about|today|tomorrow|expected"
    r"|date|day|delivery|delivered))*\W*|\W*(?:expected|delivery|arrival)(?: delivery| arrival)? (?:date|day)\W*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"\W*(?:(?:sorry|sry|oh|ok(?:ay)?|no|it'?s|it is|i mean|hi|hello|nr|here)\W+){0,3}\d{4,12}\W*", re.IGNORECASE
)
# Another number than the one before is meant; "80331" alone may as well be the postcode, and "0171 2345" the phone.
CORRECTS = re.compile(
    r"\border\b|\bnumber\b|#|\bn[or]\b|\bnot\b|\bmeant?\b|\bsorry\b|\bwrong\b|\binstead\b|\bactually\b", re.IGNORECASE
)
WHAT_IS_IN_IT = re.compile(
    r"\bwhat (?:did i (?:order|buy)|have i (?:ordered|bought)|(?:is|was|'s) in (?:it|my|the))\b"
    r"|\bwhich (?:size|colou?r|one)s? (?:did|have) i\b",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"\b(?:not|never|nothing|nobody|nowhere|missing|(?:did|has|have|is|was|does|do|can|could)n'?t)\b", re.IGNORECASE
)


_NAMES_A_FACT = re.compile(r"\b(?:carrier|courier|track\w*|who|numbers?|which|what)\b", re.IGNORECASE)
_ASKS_TIME = re.compile(r"\b(?:when|how (?:long|soon|much longer)|what (?:day|date|time)|eta|today|tomorrow)\b", re.IGNORECASE)
WHICH_PART = re.compile(
    r"\b(?:which|what)\b.{0,25}\b(?:missing|left|sent|shipped|to come|coming|here)\b|\b(?:the rest|other (?:part|half|items?))\b",
    re.IGNORECASE,
)
# "i want a new one", "no the refund", "send it again please": a choice, and no question.
_ASKS = re.compile(
    r"\W*(?:(?:and|but|so|ok) )*(?:how|when|what|where|who|why|which|can|could|do|does|did|is|are|was|will|would|have|has)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:\w+\W+){0,6}\b(?:new|another|replace\w*|re-?send|(?:send|ship)\b.{0,12}\bagain|re-?order|refund\w*|money|exchange|cancel)\b(?:\W+\w+){0,4}\W*",
    re.IGNORECASE,
)


def adds_nothing(facts: Say, context: Context) -> bool:
    """Whether the last replies told all of this, and no fact of it is asked for by its name."""
    told, text = " ".join(reply for _, reply in context.state.history), context.message.text
    is_named = _NAMES_A_FACT.search(text) is not None and WHICH_PART.search(text) is None
    is_time = bool({"eta", "due"} & facts.slots.keys()) and _ASKS_TIME.search(text) is not None
    is_asked = is_named or is_time or asks_for_refund(text) or re.search(r"\d{3}", text) is not None
    return not is_asked and facts.act != "order_split" and all(value in told for value in facts.slots.values())


def is_bare_number(text: str) -> bool:
    """Whether the whole message is a number as orders have, four digits or more, and at most an e-mail address."""
    return _BARE_NUMBER.fullmatch(without_emails(text)) is not None


def decides(text: str) -> bool:
    """Whether a short message chooses what is to be done with an order: a new parcel, or the money back."""
    return "?" not in text and _ASKS.match(text) is None and _DECIDES.fullmatch(text) is not None
