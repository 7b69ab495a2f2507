"""Whether a message is about an order: to be found, changed or gone on about, and whether its number is all that is told."""

from __future__ import annotations

import re

from chatbot.dialogue.evidence import (
    SURE,
    believes,
    faq_spoke_last,
    is_detail,
    probability,
    speaks_of_own,
    surely,
    tells_time,
    wants,
)
from chatbot.dialogue.topics import TOPICS
from chatbot.knowledge.denied import without_denied
from chatbot.messages import Context, Entities, Prediction
from chatbot.skills.order_words import is_bare_number
from chatbot.skills.replies import says_nothing
from chatbot.skills.smalltalk import BELIEVED

_ASKS_FOR_A_THING = re.compile(
    r"\W*(?:(?:and|so|hi|hello|but)\W+)*(?:do|does|is|are|have|has|got|any|how|which)\b", re.IGNORECASE
)
_LABELS = frozenset({"email", "e-mail", "mail", "address", "number", "nr", "order"})


# Words for what was ordered and its way here.
_OF_AN_ORDER = re.compile(
    r"\b(?:order(?!\s+(?:now|today|online))\w*|purchase\w*|bought|parcels?|packages?|packets?|post|deliver\w*|track\w*|ship\w*|dispatch\w*|sent"
    r"|arriv\w*|courier|carrier|my|mine|late|delay\w*|receiv\w*|(?:still )?wait\w*|came|come|coming|get here|stuff|status|eta"
    r"|send|on (?:its|the) way|(?:not|isn'?t) here|where(?:'?s| is| are) (?:it|they))\b",
    re.IGNORECASE,
)
# What the record of an order can add to: not how to order, nor a mail that never came.
_ON_ITS_WAY = re.compile(
    r"\b(?:track\w*|status\w*|arriv\w*|late|delay\w*|parcels?|packages?|shipped|dispatched|delivered|missing|lost"
    r"|where(?:'?s| is| are) (?:my|the) \w+)\b",
    re.IGNORECASE,
)
_MY_ORDER = re.compile(
    r"\bmy (?:last |whole )?(?:order|parcel|package|packet|delivery|shipment|purchase)\b|\b(?:order|delivery) status\b"
    r"|\bordered\b.*\b(?:ago|yesterday|last|since)\b",
    re.IGNORECASE,
)
# Every wish to change or cancel an order has such a word; "teal sofa 3 seater" was one with 0.95.
_CHANGES_SURELY = re.compile(
    r"\b(?:cancel\w*|chang\w*|swap\w*|exchang\w*|add(?:ed|ing)?|remov\w*|a?d+ress\w*|edit\w*|updat\w*|modif\w*|switch\w*|correct\w*"
    r"|stop\w*|undo|postpone\w*|redirect\w*|re-?route|should (?:be|have)|no longer|don'?t (?:want|need)|my mind|withdraw\w*"
    r"|call (?:it|this) off|combine|merge|split|upgrade|quantity|amend\w*|revoke|(?:deliver|send|ship) (?:it )?to)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    _CHANGES_SURELY.pattern
    + r"|\b(?:instead(?! of (?:me|us|myself)\b)|mistake\w*|skip\w*|forg[eo]t|earlier|later|different|another|rather|longer|typo"
    r"|twice|accident\w*|wrong|replac\w*|includ\w*|move|end)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(?:order\w*|parcels?|packages?|deliver\w*|shipment|courier|purchase\w*|subscription)\b", re.IGNORECASE)
_NOT_HERE = re.compile(
    r"\b(?:(?:has|have|did|is|was)(?:n'?t| not)|never|still|nothing|not)\b.{0,20}"
    r"\b(?:arriv\w*|c[ao]me|here|receiv\w*|deliver\w*|get|got|(?:turn|show)\w* up)\b",
    re.IGNORECASE,
)
# "my kettle has not turned up", "the chair we bought never came": of what is sent by mail or holds no parcel nothing is looked up.
_LACKS_THING = re.compile(
    r"\b(?:(?:my|our)(?: (?!refund|money|cash|e-?mail|mail|invoice|receipt|code|voucher|points?|payment|password|account|size|colou?r"
    r"|confirmation|reply|answer|turn)[\w-]+){1,4}"
    r"|(?:the|both|these|those)(?: [\w-]+){1,4} (?:i|we)(?: have|['’]ve)? (?:ordered|bought)\b.{0,25}?)"
    r" (?:(?:still )?(?:has|have|did|is|are)(?:n['’]?t| not)|still not|never)(?: yet| even| actually| been)?"
    r" (?:turn\w* up|show\w* up|arriv\w*|c[ao]me|here|delivered)\b(?! (?:with|as|in|out|on|off|apart|up|through)\b)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:where(?:['’]?s)?|when(?:['’]?s)?)\b", re.IGNORECASE)
_OF_OWN_ORDER = re.compile(
    r"\b(?:orders?|ordered|parcels?|packages?|packets?|bought|purchased?|track\w*|mine|you sent)\b", re.IGNORECASE
)
# A mail that never came holds the number that would be asked for.
_LACKS_MAIL = re.compile(
    r"\b(?:not|n['’]?t|never|no|nothing|where|still|without)\b.{0,30}\b(?:confirmation|e-?mails?|mails?)\b"
    r"|\b(?:confirmation|e-?mails?|mails?)\b.{0,30}\b(?:not|n['’]?t|never|missing)\b|\b(?:did|have|has|was|is)n['’]?t\b.{0,30}\bconfirm\w*",
    re.IGNORECASE,
)
_WRONGS = ("damage", "a wrong item", "a missing item", "a delivery that did not come")
CLAIMS = {each.name: each.heard for each in TOPICS if each.name in _WRONGS}
_WRONG = re.compile(
    r"\b(?:damag\w*|brok\w*|fault\w*|defect\w*|wrong (?:item|thing|product|one|order)|missing|incomplete|dead|doa)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:came|come|comes|arriv\w*|deliver\w*|receiv\w*|got|sent|send|parcel|package|packet|box|opened|unpack\w*)\b",
    re.IGNORECASE,
)
# What is here is looked for no more: "yes it came but a corner is torn", "delivered on the 20th, so when is my last day".
_IS_HERE = re.compile(
    r"\b(?:it|they|that|parcel|package|order)(?: just| finally| already)? (?:came|arrived|is here|(?:was|has been) delivered)\b"
    r"|\b(?:it|they|that|parcel|package|order)(?: has|['’]s) (?:come|arrived)\b"
    r"|\b(?:got|received) (?:it|them|that|(?:the|my) (?:parcel|package|order))\b|^\W*(?:(?:yes|yeah|ok)\W+)?(?:came|arrived|delivered)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(r"\b(?:returns?|returned|refund\w*|money|(?:send|bring|give) .{0,12}back)\b", re.IGNORECASE)
_LATE = re.compile(r"\b(?:late|delayed|overdue|should (?:be|have been) here)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:back|again|re-?stock\w*)\b", re.IGNORECASE)  # "when is it back" asks for no delivery
# What sending something would cost is asked before it is bought: "i want two lamps, whats the delivery".
_TO_BUY = re.compile(
    r"\b(?:i|we)(?:['’]?d| would| will|['’]?ll)? (?:like|want|need|take|have)\b(?!.{0,12}\b(?:my|it|them|to (?:know|track))\b).*"
    r"\b(?:delivery|shipping|postage|price|cost|total)\b|\bif (?:i|we) (?:order|buy)\b",
    re.IGNORECASE,
)
_LEAST_OF_AN_ORDER = 0.5  # of an order_status that speaks of an order; one that does not must be surer than "today?" (0.91)
_LEAST_UNASKED = 0.75  # where nothing asks when or where: "parcel for my sister, she must not see the price" has 0.55
_LEAST_WITHOUT_WORDS = 0.95  # after talk of something else; "any news" as the first message is read as it stands
_LEAST_AS_FIRST = 0.8


def is_evidently_of_an_order(context: Context) -> bool:
    """Whether "where is my order" is more than the best guess: by a number, by the words for an order, or beyond doubt."""
    text, p = context.message.text, probability(context)
    is_lacking = _LACKS_THING.search(text) is not None
    if not (is_lacking or wants("order_status")(context) or _is_misread_status(context)) or context.message.choice is not None:
        return False
    if lacks_mail(context) or (faq_spoke_last(context.state) and tells_time(text)):
        return False  # "its 2 weeks", of a refund that the FAQ told of
    if context.state.verified_orders and _is_here(text):
        return False
    is_told = bool(context.understanding.entities.order_numbers or _MY_ORDER.search(text))
    if not is_told and _TO_BUY.search(text):
        return False
    return is_lacking or (is_told and p >= BELIEVED) or p >= _least(context)


def _least(context: Context) -> float:
    """Return the probability from which a message that names no order of the customer's asks where one is."""
    text = context.message.text
    if _OF_AN_ORDER.search(text):
        return _LEAST_OF_AN_ORDER if any(each.search(text) for each in (_WHERE, _LATE, _NOT_HERE)) else _LEAST_UNASKED
    return _LEAST_WITHOUT_WORDS if context.state.history else _LEAST_AS_FIRST


def lacks_mail(context: Context) -> bool:
    """Whether a confirmation that never came is spoken of: "i didnt get any email confirmation"."""
    entities = context.understanding.entities
    return not (entities.order_numbers or entities.emails) and _LACKS_MAIL.search(context.message.text) is not None


def claims(text: str) -> bool:
    """Whether something that was ordered is said to be broken, wrong, missing or not there though it was delivered."""
    return any(each.search(without_denied(text)) for each in CLAIMS.values())


def is_not_here(text: str) -> bool:
    """Whether what was ordered is said not to have come."""
    return _NOT_HERE.search(text) is not None


def claims_of_order(context: Context) -> bool:
    """Whether something is wrong with the order that was shown, which its record and a doubtful entry of the FAQ say nothing of."""
    text = context.message.text
    is_wish = wants("return_refund", "complaint", "order_status", "order_change", "out_of_scope", "goodbye")(context)
    return bool(context.state.verified_orders) and is_wish and bool(claims(text) or _NOT_HERE.search(text) or _LATE.search(text))


def is_of_wrongs(question: str) -> bool:
    """Whether an FAQ entry's question is on what comes broken, wrong or incomplete."""
    return _WRONG.search(question) is not None


def _is_here(text: str) -> bool:
    return _IS_HERE.search(text) is not None and not (text.rstrip().endswith("?") or _NOT_HERE.search(text))


def came_wrong(context: Context) -> bool:
    """Whether what was sent is broken, wrong or incomplete.

    What broke later ("my battery is broken") is another matter, as are "not what I expected" and "instead of taking the cash".
    """
    text = context.message.text
    is_said = _WRONG.search(text) is not None and not CLAIMS["damage"].search(text)
    is_sent = is_said or bool(_CAME.search(text) or context.state.verified_orders)
    is_wish = wants("return_refund", "complaint")(context) or (wants("order_status")(context) and _is_here(text))
    return is_wish and claims(text) and is_sent


def asks_to_return(context: Context) -> bool:
    """Whether something is surely to be returned or refunded, and a word says so."""
    return surely("return_refund")(context) and _RETURN.search(context.message.text) is not None


def _is_misread_status(context: Context) -> bool:
    """A complaint that the order is not here, and a guess that an order whose number is given is to be changed."""
    text = context.message.text
    if believes("complaint")(context):
        return names_own_order(text) and _NOT_HERE.search(text) is not None
    is_guess = wants("order_cancel", "order_change")(context) and probability(context) < SURE
    return is_guess and not _CHANGES.search(text) and bool(context.understanding.entities.order_numbers or names_own_order(text))


def is_change(context: Context) -> bool:
    """Whether an order is to be changed or cancelled, and a word of the message or what was said before speaks of that.

    Beside an order number the word must say so by itself: of "wrong number? i typed 1042" and "can my husband fetch 1042 instead of
    me" the order is looked up, and a person offered for whatever it is.
    """
    text = context.message.text
    if context.understanding.entities.order_numbers:
        is_told = _CHANGES_SURELY.search(text) is not None
    else:
        is_told = bool(_CHANGES.search(text) or _ORDER.search(text) or context.state.verified_orders)
    return wants("order_cancel", "order_change")(context) and is_told


_ON_ORDERS = frozenset({"order_status", "order_cancel", "order_change", "return_refund", "complaint"})


def is_on_order(prediction: Prediction) -> bool:
    """Whether a number in such a message is likely to be an order's."""
    return prediction.intent.label in _ON_ORDERS and prediction.intent.p >= BELIEVED


def goes_on_about_order(context: Context) -> bool:
    """Whether a message may be about a thing of the order that was shown ("and the crate?"), and no products came between."""
    text, state = context.message.text, context.state
    is_asked = wants("order_status")(context) or _WHERE.search(text) is not None
    return bool(state.verified_orders) and (is_asked or (is_detail(text) and not state.last_products))


def asks_when_product_comes(context: Context) -> bool:
    """Whether "when will the velvet blazer be here" may be about what the shop expects, since nothing is said of an order."""
    text, entities, state = context.message.text, context.understanding.entities, context.state
    is_said = _OF_OWN_ORDER.search(text) or speaks_of_own(text) or entities.order_numbers or entities.emails
    is_of_order = is_said or state.form is not None or state.verified_orders or _BACK.search(text)
    return wants("order_status")(context) and re.search(r"\bwhen\b", text, re.IGNORECASE) is not None and not is_of_order


def has_words_of_order(text: str) -> bool:
    """Whether something that was ordered, or its way here, is spoken of: not in "customs want 30 euro"."""
    return _OF_AN_ORDER.search(text) is not None


def names_own_order(text: str) -> bool:
    return _MY_ORDER.search(text) is not None


def asks_where(text: str) -> bool:
    """Whether it is asked where something is, or when it comes."""
    return _WHERE.search(text) is not None


def is_on_its_way(question: str) -> bool:
    """Whether an FAQ entry with this question is about where an order is, so that its record adds to the answer."""
    return _ON_ITS_WAY.search(question) is not None and re.search(r"mail|confirm", question, re.IGNORECASE) is None


def is_order_number(context: Context) -> bool:
    """A message that is little more than an order number; "cancel 1042" is a wish."""
    text, has_number = context.message.text, bool(context.understanding.entities.order_numbers)
    is_wish = believes("order_cancel", "order_change", "return_refund")(context)
    return is_bare_number(text) or (has_number and len(text.split()) <= 3 and not is_wish)


def is_of_an_order(text: str, entities: Entities) -> bool:
    """Whether nothing but an e-mail address or an order number is told, with at most the word for it ("email: a@b.c").

    What begins like a question on a thing is left to the classifier: its name may look like a number ("do you have the ...").
    """
    words = [word for word in text.split() if "@" not in word and not any(char.isdigit() for char in word)]
    is_given = bool(entities.emails or entities.order_numbers) or is_bare_number(text)
    return (
        is_given
        and not _ASKS_FOR_A_THING.match(text)
        and says_nothing(" ".join(word for word in words if word.strip(".,:;!#").lower() not in _LABELS))
    )
