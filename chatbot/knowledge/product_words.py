"""Words of products and wishes in the form that is compared: cut harder than those of the FAQ, where a condition hangs on an ending."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.words import words

_ENDING = re.compile(r"(?<=\w\w\w)(?:ings?|es|ed|e|s)$")
_ON_Y = re.compile(r"(?<=\w[^\Waeiou])(?:ie[sd]?|y)$")  # "trays" is a tray, "nappies" is a nappy and no nap
_FORMS = {"wooden": "wood", "woolen": "wool", "woollen": "wool", "goes": "go"}  # no ending tells these
# Things whose name ends as what is done does, and that have little to do with the word before the ending.
_THINGS = frozenset(words("bedding bearing coating dressing earring icing lining painting stocking topping wedding"))
_VOWEL = re.compile(r"[aeiouy]")
# What an "e" was cut off: "tape" and "taping" are of no "tap", whose forms double its last letter. "Boxes" are of "box".
_ON_E = re.compile(r"([^\Waeiouy][aeiouy][^\Waeiouysxzw])(?:e|es|ed|ings?)$")


@lru_cache(maxsize=50_000)  # the words of a shop and its customers; a wish is read several times in a turn
def root(word: str) -> str:
    """Return what "hikes" and "hiking", "runs" and "running", "dress" and "dresses", "men's" and "mens" have in common."""
    plain = word.replace("'", "")
    plain = _FORMS.get(plain, plain)
    if (thing := plain.removesuffix("s")) in _THINGS:
        return thing
    if _ON_Y.search(plain):
        return _ON_Y.sub("y", plain)
    if short := _ON_E.match(plain):
        return f"{short[1]}e"
    cut = _ENDING.sub("", plain)
    if not _VOWEL.search(cut):
        return plain.removesuffix("s") or plain  # "string", "springs", and the size "s"
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def is_superlative(word: str, known: Collection[str]) -> bool:
    """Whether a word is one like "thickest" of a known one ("thick"); args: known: the words of the language."""
    plain = word.removesuffix("est")
    forms = (plain, f"{plain}e", f"{plain.removesuffix('i')}y", plain[:-1] if plain[-1:] == plain[-2:-1] else plain)
    return plain != word and len(plain) > 3 and any(each in known for each in forms)


def roots(text: str) -> list[str]:
    """Return the roots of the words of a text that carry meaning, in order."""
    return [root(word) for word in words(text) if word not in STOPWORDS]
