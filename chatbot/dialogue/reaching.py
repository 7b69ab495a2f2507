"""Ways to reach the shop that a message asks for, though no entry may ask so: its telephone, its e-mail address, its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chatbot.knowledge.faq_search import FaqEntry
from chatbot.messages import Candidate

_I = re.IGNORECASE
_WHOSE = (
    r"(?:your|ur|ye?r|the (?:shop|store)(?:['’]?s)?|customer services?|support|contact"
    r"|(?:give me|have (?:you|u)|(?:you|u) (?:have|got)|is there|(?<![a-z] )got|any)(?: an?| any| the)?)"
)
_ALONE = r"^\W*(?:(?:ok(?:ay)?|so|and|or|what about|how about|then|by|just|an?|the|what['’]?s|what is)\W+)*"
_THEN = r"(?:\W+(?:number|no|nr|address|details|then|please|pls|plz|instead))*\W*"


@dataclass(frozen=True, slots=True)
class Way:
    """How a shop is reached.

    asked: in the message.
    questions: that it comes down to.
    titled: in the question of an entry that may tell it.
    held: in the answer of such an entry; one that holds it is told, whatever else it tells.
    """

    asked: re.Pattern[str]
    questions: tuple[str, ...]
    titled: re.Pattern[str]
    held: re.Pattern[str] | None = None


_SHOPS = re.compile(
    r"\b(?:contact\w*|reach|touch|phone|telephone|call|e-?mail (?:you|us)|shops?|stores?|open\w*|hours|support|service)\b", _I
)
_CONTACT = ("How can I contact you?", "Where is your shop and when is it open?")
WAYS = (
    Way(
        re.compile(rf"\b{_WHOSE}\s+(?:tele)?phone\b|{_ALONE}(?:tele)?phone{_THEN}$", _I),
        _CONTACT,
        _SHOPS,
        re.compile(r"(?<![\d.,€$£-])(?:\+|\(?0)\d[\d ()/.-]{5,}\d\b"),
    ),
    Way(
        re.compile(rf"\b{_WHOSE}\s+e-?mail(?! (?:says?|said|you|from|was|is))\b|{_ALONE}e-?mail{_THEN}$", _I),
        _CONTACT,
        _SHOPS,
        re.compile(r"\S+@\S+\.\w"),
    ),
    Way(
        re.compile(
            rf"\bwhere (?:are|r) (?:you|u|ye|you guys)(?: guys)?(?: (?:based|located|situated|at|exactly))*\W*$"
            rf"|\b{_WHOSE}\s+(?:address|adress|location)\b",
            _I,
        ),
        ("Where is your shop?",),
        re.compile(r"\b(?:where|address|locat\w*|find|visit|based)\b", _I),
    ),
)


TOLD = 0.7  # of an entry that holds the number or the address itself


def way_asked(text: str) -> Way | None:
    """Return the way to reach the shop that is asked for, or None."""
    return next((way for way in WAYS if way.asked.search(text)), None)


def told_by(way: Way, candidate: Candidate, entry: FaqEntry | None) -> Candidate | None:
    """Return an entry that may tell this way, surer where it holds the number or the address itself; None of any other."""
    if entry is None or not way.titled.search(entry.question):
        return None
    if way.held is None:
        return candidate
    return replace(candidate, score=max(candidate.score, TOLD)) if way.held.search(entry.answer) else None
