"""What a description affirms and what it denies: "fragrance free", "without charger", "not for sensitive skin", "contains nuts"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import reduce

from chatbot.knowledge.measures import is_adjective
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.words import words

_THING = r"[\w'-]+(?:[ ]+[\w'-]+)?"
# A list of commas is one of what is not there only where "or" ends it: in "no nuts, cocoa and milk" there is milk.
_LIST = rf"{_THING}(?:,[ ]*{_THING}){{1,8}},?[ ]+(?:or|nor)[ ]+{_THING}"
_FEW = rf"[\w'-]+(?:[ ]+[\w'-]+){{0,2}}?(?:[ ]*(?:/|\band\b|\bor\b|\bnor\b)[ ]*{_THING}){{0,3}}"
_THINGS = rf"(?P<things>{_LIST}|{_FEW})"
_END = r"(?=\s*(?:[.,;:!?()–]|$|\b(?:but|so|because|when|while|until|unless|if|that|which|needed|required|necessary|to|for|is|are)\b))"
_LACKING = re.compile(
    r"\b(?:without|no|free (?:of|from)|(?:does|do|is|are)(?: not|n't) (?:contain|include|have)|contains no|not included:?)[ ]+"
    rf"(?:any[ ]+|added[ ]+)?{_THINGS}{_END}",
    re.IGNORECASE,
)
_FREE_OF = re.compile(  # behind which "and" ends such a list, too
    rf"\bfree (?:of|from)[ ]+(?P<things>{_THING}(?:,[ ]*{_THING}){{1,8}},?[ ]+(?:and|or)[ ]+{_THING}){_END}", re.IGNORECASE
)
_NON = re.compile(r"\bnon[ -]([^\W\d_]{3,})", re.IGNORECASE)
_FREE = re.compile(r"\b(?P<things>[^\W\d]{3,})[ -]free\b(?! (?:of|from|shipping|delivery|returns?))", re.IGNORECASE)
_UNSUITED = re.compile(
    r"\b(?:not (?:(?:suitable|suited|recommended|meant|made|intended|ideal|safe) )?(?:for|in|with|on)"
    r"|(?:toxic|poisonous|harmful|dangerous|deadly|unsuitable|unsafe) (?:to|for)"
    r"|not to be (?:used|worn|given|taken) (?:on|to|for|with|in|by|while|when|during)"
    r"|(?:never|do not|don't) (?:use|wear|give|feed)(?: (?:it|this))? (?:on|to|for|with|in|while|when))"
    rf"(?: wearing| using)? (?:the )?{_THINGS}{_END}",
    re.IGNORECASE,
)
_CONTAINS = re.compile(r"\b(?:contains|containing|may contain(?: traces of)?)[ ]+([^.;:!?()–]+)", re.IGNORECASE)
_NOT_CONTAINED = re.compile(r"\b(?:no|not|without|free|but|so|because|when|which|that|to|for|is|are)\b.*", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;!?:()]|\band\b")
_LISTED = re.compile(r"\s*(?:,|/|\band\b|\bor\b|\bnor\b)\s*")
_SAYING = frozenset(map(root, words("free without suitable suited recommended contain include included added")))
_PAIRS = (("summer", "winter"), ("indoor", "outdoor"), ("indoors", "outdoors"), ("beginner", "advanced"), ("beginner", "expert"))
_OPPOSITES = {root(one): root(other) for pair in _PAIRS for one, other in (pair, pair[::-1])}
MAX_WORDS = 2  # of a feature
RECURS = 3  # things; a predicate of one is its text, of several a property that the shop tells of its things


def denied(text: str) -> frozenset[str]:
    """Return the roots of the words that a text denies and says nowhere else: {"sensitive"} of "not for sensitive skin".

    What is for summer, and says nothing of winter, is denied for winter.
    """
    rest = reduce(lambda left, pattern: pattern.sub(" ", left), (_UNSUITED, _FREE_OF, _LACKING, _FREE), text)
    said, affirms = frozenset(roots(text)), frozenset(roots(rest))
    opposite = frozenset(other for one, other in _OPPOSITES.items() if one in affirms and other not in said)
    return (said - affirms - _SAYING) | opposite


def lacking(text: str) -> frozenset[str]:
    """Return what a text says that is not in the thing, as features: {"fragrance free", "battery free"}."""
    found = (
        part
        for pattern in (_FREE_OF, _LACKING, _FREE)
        for each in pattern.finditer(text)
        for part in _LISTED.split(each["things"])
    )
    names = (" ".join(words(part)) for part in found)
    return frozenset(f"{name} free" for name in names if name and len(name.split()) <= MAX_WORDS and not name.isdigit())


def compounds(text: str) -> frozenset[str]:
    """Return what a text says with "non": {"non stick"}; it refuses nothing."""
    return frozenset(f"non {word.casefold()}" for word in _NON.findall(text))


def contained(text: str) -> frozenset[str]:
    """Return the roots of what a text says is in the thing."""
    parts = (part for listed in _CONTAINS.findall(text) for part in _LISTED.split(listed))
    return frozenset(word for part in parts for word in roots(_NOT_CONTAINED.sub("", part)))


def affirmed(texts: Sequence[str], models: Sequence[Hashable]) -> list[frozenset[str]]:
    """Return for each description its features: what it lacks, and short clauses that others say, too ("vegan", "unscented").

    Args: models: what the variants of one thing share, who all have its text.
    """
    clauses = [_clauses(text) for text in texts]
    counts = Counter(
        clause for _, clause in {(model, clause) for model, each in zip(models, clauses, strict=True) for clause in each}
    )
    recurring = (frozenset(clause for clause in each if counts[clause] >= RECURS) for each in clauses)
    return [each | lacking(text) for each, text in zip(recurring, texts, strict=True)]


def _clauses(text: str) -> frozenset[str]:
    folded = (" ".join(words(part)) for part in _CLAUSE.split(text))
    return frozenset(each for each in folded if each and len(each.split()) <= MAX_WORDS and is_adjective(each))
