"""Short replies to what the bot has just said: yes, no, "the second one", "ok", or nothing that means anything."""

from __future__ import annotations

import re

from chatbot.knowledge.lexicon import FILLER, STOPWORDS
from chatbot.knowledge.wish_words import FILLERS
from chatbot.knowledge.words import words

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|yea|aye|ya|sure|ok(?:ay)?|please(?: do)?|y|ja|oui|s[ií]|of course|go ahead|do it|exactly|correct|that(?: one)?"
    r"|absolutely|definitely|certainly|alright|all right|perfect|grand|lovely|brilliant|why not|i do|i would"
    r"|(?:yes\W*|ok\W*)?(?:that|it)(?: would|'?d) be (?:good|great|nice|lovely|fine|best|helpful|perfect)"
    r"|i(?: would|'?d) (?:like|love) (?:that|to))\b"
    r"(?:\W*(?:please|pls|thanks|thank you|thx|do|that(?: one)?|exactly))*\W*",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\W*(?:ok(?:ay)?|alright|all right|perfect|grand|lovely|brilliant)\W+(?:thanks|thank you|thx|ta|cheers)\W*", re.IGNORECASE
)
_NO = re.compile(
    r"\W*(?:no+|nope|nah|none|neither|nein|non|not (?:really|that|those|these|now))\b"
    r"(?:\W*(?:no|thanks|thank you|thx|of (?:them|these|those)|need|please|it'?s (?:ok|fine)|i'?m (?:ok|good|fine)|that'?s (?:all|it)))*"
    r"\W*",
    re.IGNORECASE,
)
_LAUGH = r"(?:ha){2,}h?|(?:he){2,}|lo+l|lmao|rofl"
_FINE = re.compile(
    rf"\W*(?:(?:{_LAUGH}|oh|ah+|aha|wow|aww+|well)\b\W*)*"
    rf"(?:{_LAUGH}|ok(?:ay|ey)?|k+|alright|all right|fine|cool|great|good|nice|perfect|grand|lovely|brilliant|super|excellent|awesome|fab"
    r"|no (?:worries|problem|bother|rush)|got it|i see|understood|fair enough|sounds good"
    r"|good to know|that'?s (?:fine|ok|all|it|good))"
    r"(?:\W+(?:then|so|cool|good|great|nice|got it|i see|that'?s (?:fine|ok|all|it|good)))*\W*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:(?:good)?bye|good ?night|night night|see (?:you|u|ya)|cu|cya|farewell|take care|laters?|cheerio|ciao|tsch(?:u|ü|ue)ss?"
    r"|adi[oó]s|au revoir|tot ziens|auf wiedersehen|hasta (?:luego|la vista)|do widzenia|adeus|i['’]?m (?:off|done)|we['’]?re done"
    r"|nothing (?:else|more)|no more questions|that(?:['’]?s| is| was| will be) (?:all|it|everything)"
    r"|(?:have|enjoy) (?:a|your|the)\b.*\b(?:day|evening|weekend|one))\b",
    re.IGNORECASE,
)
_COURTEOUS = re.compile(
    r"\b(?:thank\w*|thn?x+|ty|ta|cheers|merci|danke|gracias|appreciat\w*|hi+|hiya|hello|hey+|yo|good (?:morning|day|afternoon|evening)"
    r"|greetings|welcome|please|sorry|lov(?:e|ed|ely)|great|helpful|kind|nice|perfect|amazing|awesome|brilliant|best|wonderful)\b",
    re.IGNORECASE,
)
_PUZZLED = re.compile(
    r"\W*(?:(?:sorry|but|hm+|uh+)\W+)*(?:i (?:don'?t|do not|can'?t|cannot) (?:understand|follow|get (?:it|that|this|you))"
    r"(?: (?:it|that|this|you|what you (?:mean|say)))?|what do you mean|huh|what|pardon|come again|say (?:that|it) again)\W*",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\W*(?:the |number |no\.? ?)?(?:(?P<first>first|1st|1|one)|(?P<second>second|2nd|2|two)|(?P<third>third|3rd|3|three)|(?P<last>last))"
    r"(?: one)?(?:\W*(?:please|pls|thanks))*\W*",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def is_yes(text: str) -> bool:
    """Whether the customer agrees; "ok thank you" ends a talk as often, and calls nobody."""
    return _YES.fullmatch(text) is not None and _TAKEN.fullmatch(text) is None


def is_no(text: str) -> bool:
    return _NO.fullmatch(text) is not None


def is_fine(text: str) -> bool:
    """Whether the customer only takes note: "ok", "good to know"."""
    return _FINE.fullmatch(text) is not None


def parts(text: str) -> bool:
    """Whether a word of parting is said: "ok bye", "nothing else, enjoy your day"."""
    return _PARTS.search(text) is not None


def is_courteous(text: str) -> bool:
    """Whether a word of greeting, thanks or parting is said."""
    return _COURTEOUS.search(text) is not None or parts(text) or is_fine(text)


def is_puzzled(text: str) -> bool:
    """Whether the customer did not understand the bot: "i dont understand", "huh?"."""
    return _PUZZLED.fullmatch(text) is not None


def picked(text: str, count: int) -> int | None:
    """Return which of `count` offers a reply takes, from 0; "yes" takes the only one. None when it takes none."""
    if is_yes(text):
        return 0 if count == 1 else None
    found = _ORDINAL.fullmatch(text)
    place = next((place for name, place in _PLACES.items() if found and found[name]), None)
    return None if place is None or place >= count else place % count


def says_nothing(text: str) -> bool:
    """Whether no word of the message tells what it is about: "hmm", "i have a question", "???"."""
    return all(word in STOPWORDS or word in FILLERS for word in words(FILLER.sub(" ", text)))
