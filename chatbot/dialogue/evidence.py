"""What the rules of routing ask of a message: the classifier's intents, the FAQ's scores, and the shape of the text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from chatbot.dialogue.forms import wants_to_stop
from chatbot.messages import Context, Entities
from chatbot.skills.orders import is_bare_number
from chatbot.skills.replies import says_nothing
from chatbot.skills.smalltalk import BELIEVED

_HOW = re.compile(
    r"\b(how (can|could|do|to|may)|what('?s| is| are)|which|(your|ur|the) (number|phone|e-?mail|mail))\b", re.IGNORECASE
)
# Who wants a person says so, or asks for a call; "phone number?" and "body only" do neither, however sure the classifier is.
_PERSON = re.compile(
    r"\b(human|person|people|agent|advis[eo]r|some(one|body)|any(one|body)|rep|representative|operator|staff|colleague|manager"
    r"|supervisor|team|employee|(call|ring|phone|contact) me|(speak|talk|chat|connect|transfer|reach)\w*|put me)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(my|i (bought|ordered|got|have))\b", re.IGNORECASE)
_LABELS = frozenset({"email", "e-mail", "mail", "address", "number", "nr", "order"})


def is_open(context: Context) -> bool:
    return context.state.form is not None


def probability(context: Context) -> float:
    return context.understanding.prediction.intent.p


def best_score(context: Context) -> float:
    return max((each.score for each in context.candidates), default=0.0)


def log_odds(p: float) -> float:
    return math.log(min(max(p, 1e-6), 1 - 1e-6) / (1 - min(max(p, 1e-6), 1 - 1e-6)))


def always(context: Context) -> bool:
    return True


def wants(*intents: str) -> Callable[[Context], bool]:
    """Whether the classifier's first intent, or the intent a chip stands for, is one of these."""
    return lambda context: context.understanding.prediction.intent.label in intents


def believes(*intents: str) -> Callable[[Context], bool]:
    """Whether the first intent is one of these, and not only the best of bad guesses."""
    return lambda context: wants(*intents)(context) and probability(context) >= BELIEVED


def asks_for_person(text: str) -> bool:
    return bool(_PERSON.search(text))


def speaks_of_own(text: str) -> bool:
    """Whether something that the customer has is spoken of."""
    return bool(_OWN.search(text))


def asks_how(text: str) -> bool:
    """Whether a way is asked for ("how can I reach you", "your phone number"), and not the thing itself."""
    return bool(_HOW.search(text))


def is_order_number(context: Context) -> bool:
    """A message that is little more than an order number."""
    text = context.message.text
    return is_bare_number(text) or (bool(context.understanding.entities.order_numbers) and len(text.split()) <= 3)


def is_over(context: Context) -> bool:
    """ "Never mind" where no form is open; "cancel" and "stop" may be the wish to cancel an order."""
    text = context.message.text
    return not is_open(context) and wants_to_stop(text) and re.search("cancel|stop", text, re.IGNORECASE) is None


def is_wordless(text: str) -> bool:
    """A message of nothing but numbers and e-mail addresses."""
    return all(any(char == "@" or char.isdigit() for char in word) for word in text.split())


def is_of_an_order(text: str, entities: Entities) -> bool:
    """Whether nothing but an e-mail address or an order number is told, with at most the word for it ("email: a@b.c")."""
    words = [word for word in text.split() if "@" not in word and not any(char.isdigit() for char in word)]
    is_given = bool(entities.emails or entities.order_numbers) or is_bare_number(text)
    return is_given and says_nothing(" ".join(word for word in words if word.strip(".,:;!#").lower() not in _LABELS))


def is_glad(context: Context) -> bool:
    sentiments = context.understanding.prediction.sentiments
    return bool(sentiments) and sentiments[0].label == "positive"


def without_numbers(text: str) -> str:
    """Return the text without the words that hold a digit, such as an order number that was not read."""
    return re.sub(r"\S*\d\S*", " ", text)
