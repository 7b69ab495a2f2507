"""A message in the shop's own words: its shorthand, compounds, names of things and misspellings as the shop writes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chatbot.knowledge.compounds import Compounds
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.synonyms import Synonyms
from chatbot.knowledge.wish_words import SAID_AROUND, SHORTHAND, SUPERLATIVES
from chatbot.knowledge.words import words
from chatbot.models.spelling import Spelling
from chatbot.records import Product

MIN_WISH_CHARS = 6  # of a word that a misspelled one is repaired to though the shop has it not: shorter ones are too near others
_WORD = re.compile(r"\w+")


class Wording:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product], lexicon: Lexicon, known: Collection[str]) -> None:
        """Args: known: words that are right although the shop does not use them."""
        self._lexicon, self._known = lexicon, known
        self._right = frozenset(known) | {word for product in products for word in words(search_text(product))}
        self._compounds, self._synonyms = Compounds(products, self._right), Synonyms(products)
        self._wished = Spelling({word: 1 for word in SAID_AROUND | SUPERLATIVES if len(word) >= MIN_WISH_CHARS})

    def repaired(self, text: str) -> str:
        """Return the text with misspelled words replaced by the shop's, else by those that wishes are told in ("somthing")."""
        plain = _WORD.sub(lambda match: SHORTHAND.get(match.group().casefold(), match.group()), text)
        named = self._synonyms.spelled(self._compounds.spelled(plain))
        return self._wished.repair(self._lexicon.repair(named, self._known), self._right)
