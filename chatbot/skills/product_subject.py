"""Which part of a question names the thing that it is asked of: "the cot" of "does the cot come with a mattress"."""

from __future__ import annotations

import re

from chatbot.knowledge.measures import is_adjective
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_names import CHOICE
from chatbot.knowledge.words import words

_QUESTION = re.compile(r"\W*(?:is|are|does|do|did|can|could|will|would|has|have|should)\b", re.IGNORECASE)
# What stands behind these is what a thing has, is used for or goes with, and not what it is called.
_BEHIND = re.compile(
    r"\b(?:come|comes|coming|includes?|included|including|contains?|containing|has|have|having|got|with|without|fits?|go|goes|be|"
    r"works?|in|into|inside|on|onto|for|from|at|when|if)\b",
    re.IGNORECASE,
)
# "Is there almond in the lip balm": what may be in it is said without an article, and the thing with one.
_INSIDE = re.compile(
    r"\W*(?:is|are)\s+(?:there\s+)?(?!the\b|this\b|that\b|your\b|it\b|they\b)[^,.?!]{2,40}?\s(?:in|inside)\s+(?:the|your|this|that)\s+",
    re.I,
)
_SAYS_HOW = re.compile(r"\W*(?:is|are)\b(.*?)\b([\w-]+)\W*$", re.IGNORECASE)  # "is the sheep washable"


def subject_of(index: Index, text: str) -> str:
    """Return the first part of a question that holds a word of some product's label; the whole text without such a part.

    A choice ("is the larch better than the clover") and a text that asks nothing are returned whole.
    """
    if not _QUESTION.match(text) or CHOICE.search(text):
        return text
    if (inside := _INSIDE.match(text)) and _is_held(index, text[inside.end() :]):
        return text[inside.end() :]
    parts = (text[: found.start()] for found in _BEHIND.finditer(text))
    part = next((each for each in parts if _is_held(index, each)), text)
    says_how = _SAYS_HOW.match(part)
    is_said = says_how is not None and is_adjective(says_how[2].lower()) and _is_held(index, says_how[1])
    return part[: says_how.start(2)] if says_how and is_said else part


def _is_held(index: Index, text: str) -> bool:
    return any(index.lexicon.match(word).question_share.any() for word in words(text) if word.isalpha())
