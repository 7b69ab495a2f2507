"""Compounds of a message in the shop's own spelling: "ebikes" where it writes "e-bikes", "pillow cases" where it writes "pillowcases"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.product_texts import joined_words, label_text, search_text
from chatbot.knowledge.product_words import root
from chatbot.knowledge.words import words
from chatbot.records import Product

_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"\b([^\W\d_]+) (?=([^\W\d_]+)\b)")  # the second word is only looked at: it may be the first of the next pair
_PART_CHARS = 3  # of each part of a compound


class Compounds:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product], right: Collection[str]) -> None:
        """Args: right: words that are right as they are written."""
        self._right = right
        self._hyphenated = joined_words(search_text(product) for product in products)
        labels = [[root(word) for word in words(label_text(product))] for product in products]
        apart = {f"{first}{second}" for each in labels for first, second in pairwise(each)}
        self._whole = frozenset[str]().union(*labels) - apart

    def spelled(self, text: str) -> str:
        written = _WORD.sub(lambda match: self._with_hyphen(match.group()), text)
        return _FIRST.sub(lambda match: match[1] if self._is_whole(match[1], match[2]) else match[0], written)

    def _with_hyphen(self, word: str) -> str:
        folded = word.casefold()
        if folded in self._right:
            return word
        plain = self._hyphenated.get(folded.removesuffix("s"), "")
        return self._hyphenated.get(folded, "") or (f"{plain}s" if plain and folded.endswith("s") else word)

    def _is_whole(self, first: str, second: str) -> bool:
        """Whether two words are one in the shop, which never writes them apart."""
        is_open = min(len(first), len(second)) >= _PART_CHARS and STOPWORDS.isdisjoint(words(f"{first} {second}"))
        return is_open and root(f"{first}{second}".casefold()) in self._whole
