"""Which product a text names, and which products are one model in several colours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.shelf import Shelf, colors_of
from chatbot.knowledge.wish_words import COLORS
from chatbot.records import Product

MAX_NAMED = 2  # models; more are a kind of product, not names
CHOICE = re.compile(r"\b(?:or|vs|versus|between|compared?|difference)\b", re.IGNORECASE)
PLAIN_COLORS = frozenset(word for color in COLORS for word in roots(color))


class ProductNames:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product], lexicon: Lexicon, shelf: Shelf) -> None:
        self.shelf, self.lexicon = shelf, lexicon
        self._places = {product.id: n for n, product in enumerate(products)}
        self._title_words = [frozenset(roots(product.title)) for product in products]
        self._models = [_model(product) for product in products]
        self._of_model: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n, model in enumerate(self._models):
            self._of_model[model].append(n)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for n, title in enumerate(self._title_words):
            for word in title:
                self._holders[word].append(n)

    def named(self, text: str, colors: Sequence[str] = ()) -> list[Product]:
        """Return the products that the text names by words of their title, one of each model, the surest first, at most two.

        Of a model's colours the wished one is returned, else one that can be had.
        """
        said = [word for word in dict.fromkeys(roots(text)) if word in self._holders]
        counts = Counter(n for word in said for n in self._holders[word])  # products -> words of their title that were said
        most = max(counts.values(), default=0)
        near = [n for n, count in counts.items() if count == most]
        models = {self._models[n] for n in near}
        if not self._are_named(near, models, said, most):
            near = self._named_apart(said, is_choice=CHOICE.search(text) is not None)
        shares = self.lexicon.match(text).asked_share
        wished = self.shelf.mask(Filter("color", tuple(colors)))
        near.sort(key=lambda n: (-shares[n], n))
        near.sort(key=lambda n: (not wished[n], self.shelf.is_sold_out[n]))
        chosen = {self._models[n]: n for n in reversed(near)}
        return [self.shelf.products[n] for n in sorted(chosen.values(), key=lambda n: -shares[n])][:MAX_NAMED]

    def _are_named(self, near: Sequence[int], models: set[tuple[str, ...]], said: Sequence[str], most: int) -> bool:
        """Whether so many words name these products: all of a title, or two words that stand together on one model only.

        Two models may be meant by a word that is a name ("stormline"), of which no other label holds one.
        """
        if most < 2:
            return bool(near) and all(self._title_words[n] <= set(said) for n in near)
        if len(models) == 1:
            return True
        return len(models) <= MAX_NAMED and any(self._is_label(word, near) for word in said)

    def _named_apart(self, said: Sequence[str], *, is_choice: bool) -> list[int]:
        """Return the places of two products that are told apart by a name each: "the stormline or the trailhead"; [] without.

        Where a choice is asked for, a name may stand in the text of other products ("larch" is a wood, too).
        """
        is_name = self._is_label if is_choice else self.is_name
        names = [word for word in said if is_name(word, self._holders[word])]
        apart = [
            self._holders[word]
            for word in names
            if not any(set(self._holders[word]) & set(self._holders[other]) for other in names if other != word)
        ]
        return [self._had(places) for places in apart] if len(apart) == MAX_NAMED else []

    def _had(self, places: Sequence[int]) -> int:
        return next((n for n in places if not self.shelf.is_sold_out[n]), places[0])

    def is_name(self, word: str, places: Sequence[int]) -> bool:
        """Return whether a word calls products at these places and nothing else: no other product's text holds it."""
        return self._is_held_by(places, word, self.lexicon.match(word).share)

    def _is_label(self, word: str, places: Sequence[int]) -> bool:
        return self._is_held_by(places, word, self.lexicon.match(word).question_share)

    def _is_held_by(self, places: Sequence[int], word: str, shares: np.ndarray) -> bool:
        at = {int(n) for n in np.flatnonzero(shares)}
        return not word.isdigit() and set(places) >= at > set()

    def model_of(self, product: Product) -> list[Product]:
        """Return the products of the same model, such as the other colours; itself among them."""
        key = self._models[self._places[product.id]]
        return [self.shelf.products[n] for n in self._of_model[key]]

    def model_at(self, place: int) -> tuple[str, ...]:
        """Return what the products of one model have in common, by the place of one of them."""
        return self._models[place]

    def colors_of_model(self, product: Product) -> tuple[str, ...]:
        return tuple(dict.fromkeys(color for each in self.model_of(product) for color in colors_of(each)))


def _model(product: Product) -> tuple[str, ...]:
    """Return what the colours of one model share: brand and title without colour words."""
    colors = {word for color in product.colors for word in roots(color)} | PLAIN_COLORS
    return (product.brand, *(word for word in roots(product.title) if word not in colors))
