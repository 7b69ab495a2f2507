"""What the rules of routing ask of a message: the classifier's intents, the FAQ's scores, and the shape of the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from chatbot.dialogue.forms import wants_to_stop
from chatbot.messages import Context, DialogueState
from chatbot.skills.follow_ups import points_back
from chatbot.skills.replies import says_nothing
from chatbot.skills.smalltalk import BELIEVED

_OWN = re.compile(r"\b(my|i (bought|ordered|got|have))\b", re.IGNORECASE)
_DETAIL = re.compile(
    r"\W*(?:(?:ok|okay|so|no|yes|well)\W+)*(?:and|or|but|also|what about|how about|what if|for|to|in|if|with|by|from|on|the|my|its?|it['’]s"
    r"|they(?:['’]?re)?|this|that|these)\b",
    re.IGNORECASE,
)
# "Hes 6", "she likes science", "im 1.80", "i rode 8 km", "yes i made two": more of the person, the thing or the case spoken of.
_TELLS_MORE = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:(?:s?he|they|it)(?:['’]?s|['’]?re)?|my|our|yes|yeah|no)\b|.*\d", re.IGNORECASE
)
WORDS_OF_MORE = 8
_TIME = re.compile(
    r"\W*(?:(?:its|it['’]s|they are|about|only|but|ok|so|bought)\W+)*(?:\d+(?:[.,]\d+)?|one|two|three)\s*(?:years?|months?|weeks?|days?)"
    r"(?:\W+(?:old|ago|now|already|later))?\W*$",
    re.IGNORECASE,
)
SURE = 0.8  # of the first intent; below it what the FAQ or the catalogue surely has goes first


def is_open(context: Context) -> bool:
    return context.state.form is not None


def probability(context: Context) -> float:
    return context.understanding.prediction.intent.p


def best_score(context: Context) -> float:
    return max((each.score for each in context.candidates), default=0.0)


def always(context: Context) -> bool:
    return True


def wants(*intents: str) -> Callable[[Context], bool]:
    """Whether the classifier's first intent, or the intent a chip stands for, is one of these."""
    return lambda context: context.understanding.prediction.intent.label in intents


def believes(*intents: str) -> Callable[[Context], bool]:
    """Whether the first intent is one of these, and not only the best of bad guesses."""
    return lambda context: wants(*intents)(context) and probability(context) >= BELIEVED


def surely(*intents: str) -> Callable[[Context], bool]:
    """Whether the first intent is one of these beyond doubt."""
    return lambda context: wants(*intents)(context) and probability(context) >= SURE


def either(*conditions: Callable[[Context], bool]) -> Callable[[Context], bool]:
    return lambda context: any(holds(context) for holds in conditions)


def may_go_on_about_product(context: Context) -> bool:
    """Whether a product was spoken of last, and the classifier is not sure that this is another matter: "how do i take it".

    Of several that were shown only what points at them is asked: "what is it made of".
    """
    state = context.state
    is_meant = state.last_product or len(state.last_products) == 1 or (state.last_products and points_back(context.message.text))
    return bool(is_meant) and probability(context) < SURE


def speaks_of_own(text: str) -> bool:
    """Whether something that the customer has is spoken of."""
    return bool(_OWN.search(text))


def faq_spoke_last(state: DialogueState) -> bool:
    """Whether the message before was answered, or asked about, by the FAQ; what goes on is asked with the question before it."""
    if not (state.history and state.last_question):
        return False
    heard = state.history[-1][0]
    return state.last_question.endswith(heard) or heard.endswith(state.last_question)  # the last of several wishes


def has_matter(state: DialogueState) -> bool:
    """Whether an entry of the FAQ, products or an order were spoken of."""
    return bool(state.last_question or state.last_products or state.verified_orders)


def goes_on(context: Context) -> bool:
    """Whether a short message tells more of what was spoken of last, or has no word of its own ("what do you need from me")."""
    text = context.message.text
    tells_more = _TELLS_MORE.match(text) is not None or says_nothing(text)
    return has_matter(context.state) and tells_more and len(text.split()) <= WORDS_OF_MORE


def tells_time(text: str) -> bool:
    """Whether nothing is said but how long ago or how old something is: "its 2 weeks", "2.5 years old"."""
    return _TIME.match(text) is not None


def is_detail(text: str) -> bool:
    """Whether a message narrows the matter before it ("its a lawn mower", "the pot", "for sofas too?") rather than names another."""
    return _DETAIL.match(text) is not None


def is_over(context: Context) -> bool:
    """ "Never mind" where no form is open; "cancel" and "stop" may be the wish to cancel an order."""
    text = context.message.text
    return not is_open(context) and wants_to_stop(text) and re.search("cancel|stop", text, re.IGNORECASE) is None
