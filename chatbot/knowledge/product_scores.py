"""How well each product of the catalogue meets the words of a wish: by meaning, by its label, by its whole text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.kinds import Kinds
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.shelf import Shelf
from chatbot.models.encoder import Encoder

# Chosen by data/eval/other_wishes.csv (shops of three other kinds), checked on product_queries.csv; see docs/LOG.md.
MIN_SCORE = 0.54  # of cosine and label; below it nothing in the shop is meant
NEAR_NOUN = 0.5  # of a thing that is called otherwise in the shop: a "faucet" is .58 from a tap, a "gun" .46 from a hammer
NEAR_NAME = 0.6  # of its whole name: "smoked fish" is .62 from salmon, "heat guns" .56 from pipes for heating
BM25_WEIGHT = 0.04  # of the words of the whole text; counts in large catalogues, where many products hold some of them
LABEL_WEIGHT = 0.3  # of the share of the wish's words in title, category, tags: "jacket" wants one, not what goes under it
KIND_WEIGHT = 0.15  # what a phone case loses where a phone is wished: its label holds the word, and it is another thing
SAID_WEIGHT = 0.25  # of a text that says every word of the wish: near what LABEL_WEIGHT gives, since a description says more
ALL_WORDS = 0.99
KIDS_PENALTY = 0.05  # who does not speak of children is shown grown-ups' things first


@dataclass(frozen=True, slots=True)
class Scores:
    """Each array is (products,)."""

    ranked: np.ndarray  # float32: what they are sorted by
    meant: np.ndarray  # float32: by meaning and by the words of the label; compares across catalogues of any size
    is_labelled: np.ndarray  # bool: its label holds every word of the wish
    is_said: np.ndarray  # bool: its whole text does, and it is of the kind that is wished, where one is

    def within(self, margin: float) -> np.ndarray:
        """Return which products are meant and not far behind the best one, (products,) bool."""
        return np.asarray(self.meant >= max(MIN_SCORE, self.meant.max(initial=0.0) - margin))


class Scorer:
    """Immutable, so that threads may share it. All arrays are of the products of one catalogue, in their order."""

    def __init__(self, vectors: np.ndarray, encoder: Encoder, lexicon: Lexicon, kinds: Kinds, shelf: Shelf) -> None:
        """Args: vectors: of `search_text` of each product, (products, width) float32, by the encoder."""
        self._vectors, self._encoder, self._lexicon, self._kinds = vectors, encoder, lexicon, kinds
        self._shelf, self._categories = shelf, shelf.categories
        self._is_for_kids = shelf.mask(Filter("audience", ("kids",)))

    def nearness(self, text: str) -> np.ndarray:
        """Return the cosine of each product and a text, (products,) float32."""
        return np.asarray(self._vectors @ self._encoder.encode([text])[0])

    def scores(self, wish: Wish) -> Scores:
        """Return how well each product meets the words of the wish: cosine, the words of its label, BM25 of its text."""
        # What a filter checks ("blue") need not be said in the same word: navy is as good.
        rest = " ".join(wish.rest) or wish.text
        matches, (head, name) = self._lexicon.match(rest), self._kinds.wished(wish.text, wish.rest)
        label, is_kind = matches.question_share, self._kinds.of(head) if head else np.full(len(self._vectors), not name)
        is_said = is_kind & (matches.share > ALL_WORDS)
        # "Serum for sensitive skin": called a serum, and its description tells the rest. A text that names the thing may go with it.
        named = self._lexicon.match(" ".join(name)).question_share
        tells_need = is_said & (named > ALL_WORDS if name else is_kind) & (len(name) < len(wish.rest))
        meant = self.nearness(wish.text) + np.maximum(LABEL_WEIGHT * label, SAID_WEIGHT * tells_need)
        if head:
            meant = meant - KIND_WEIGHT * self._kinds.around(head)
        if not wish.values("audience"):
            meant = meant - KIDS_PENALTY * self._is_for_kids
        ranked = meant + BM25_WEIGHT * self._lexicon.match(wish.text).bm25
        is_meant = meant >= MIN_SCORE
        is_labelled = (label > ALL_WORDS) & is_meant
        return Scores(ranked, meant, is_labelled & is_kind if (is_labelled & is_kind).any() else is_labelled, is_said & is_meant)

    def for_kids(self, wish: Wish, scores: Scores) -> np.ndarray:
        """Return what suits a wish for a child and is of its kind, or stands where children alone name the shelf, (products,) bool."""
        children = [self._shelf.mask(replace(each, high=None)) for each in wish.filters if "kids" in each.values]
        head, _ = self._kinds.wished(wish.text, wish.rest)
        is_kind = self._kinds.of(head) | self._kinds.is_unnamed if head else scores.is_labelled
        return np.asarray(reduce(np.logical_and, children, is_kind & (scores.meant >= MIN_SCORE) & bool(children)))

    def of_kind(self, scores: Scores) -> np.ndarray:
        """Return what is called by the words of the wish, and what says them and stands in the same category, (products,) bool."""
        categories = set(self._categories[scores.is_labelled]) - {""}
        return scores.is_labelled | (scores.is_said & np.isin(self._categories, sorted(categories)))
