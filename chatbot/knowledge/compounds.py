"""Compounds of a message in the shop's own spelling: "ebikes" where it writes "e-bikes", "pillow cases" where it writes "pillowcases",
"barstools" where it writes "bar stools".
"""

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
        whole = frozenset[str]().union(*labels)
        self._whole = whole - apart
        pairs = {pair for product in products for pair in pairwise(words(product.title)) if _may_join(*pair)}
        self._apart = {root("".join(pair)): pair for pair in sorted(pairs) if root("".join(pair)) not in whole}

    def spelled(self, text: str) -> str:
        written = _WORD.sub(lambda match: self._with_hyphen(match.group()), text)
        return _FIRST.sub(lambda match: match[1] if self._is_whole(match[1], match[2]) else match[0], written)

    def _with_hyphen(self, word: str) -> str:
        folded = word.casefold()
        if folded in self._right:
            return word
        if pair := self._apart.get(root(folded)):
            return f"{pair[0]} {folded[len(pair[0]) :]}"
        plain = self._hyphenated.get(folded.removesuffix("s"), "")
        return self._hyphenated.get(folded, "") or (f"{plain}s" if plain and folded.endswith("s") else word)

    def _is_whole(self, first: str, second: str) -> bool:
        """Whether two words are one in the shop, which never writes them apart."""
        return _may_join(first, second) and root(f"{first}{second}".casefold()) in self._whole


def _may_join(first: str, second: str) -> bool:
    is_open = min(len(first), len(second)) >= _PART_CHARS and STOPWORDS.isdisjoint(words(f"{first} {second}"))
    return is_open and first.isalpha() and second.isalpha()
