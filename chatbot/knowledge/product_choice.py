"""The choice among products that a wish means: filters decide what may be shown, scores the order, and what is given up is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from chatbot.knowledge.filters import Filter, Order, Wish
from chatbot.knowledge.giving_up import givings_up
from chatbot.knowledge.kinds import Kinds
from chatbot.knowledge.product_hits import Found, Hit
from chatbot.knowledge.product_names import ProductNames
from chatbot.knowledge.reasons import reason
from chatbot.knowledge.shelf import Shelf
from chatbot.records import Product

# Of the score, for each year that a product begins below the age: "12 months +" suits a child of nine less than "8-12".
AGE_STEP = 0.02
SAYS_LACKING = 0.2  # what a product that says "latex-free" is before one that is silent, where no latex is wanted
REPEATED = 0.1  # what another colour or size of a model that is shown already loses


class Chooser:
    """Immutable, so that threads may share it."""

    def __init__(self, shelf: Shelf, names: ProductNames, kinds: Kinds, places: Mapping[str, int]) -> None:
        """Args: places: of each product's id, its place on the shelf."""
        self._shelf, self._names, self._kinds, self._places = shelf, names, kinds, places

    def choose_changed(self, wish: Wish, scores: np.ndarray, relevant: np.ndarray, k: int, than: Sequence[Product]) -> Found:
        """Choose among the products that differ from the others as the wish says ("cheaper"); where there are none, say so."""
        if not wish.change or not than:
            return self.choose(wish, scores, relevant, k)
        found = self.choose(wish, scores, relevant & self._differs(wish.change, than), k)
        if found.hits:
            return found
        # Never what is dearer than the cheapest shown: "cheaper" brings that one again, with what costs as little.
        nearest = replace(wish, order=wish.change.reversed)
        found = self.choose(nearest, scores, relevant & self._differs(wish.change, than, or_equal=True), k)
        found = found if found.hits else self.choose(wish, scores, relevant, k)
        return Found(found.hits, (wish.change.said, *found.missed))

    def _differs(self, change: Order, others: Sequence[Product], *, or_equal: bool = False) -> np.ndarray:
        """Return which products have more, or less, than all of the others, (products,) bool; none where no record of those tells it.

        Args: or_equal: as much as the one of them with most, or least, is enough.
        """
        at = [self._places[each.id] for each in others]
        values = self._shelf.measure(change.dimensions, at)
        of_others = values[at]
        known = of_others[~np.isnan(of_others)]
        if not len(known):
            return np.zeros(len(values), dtype=bool)
        is_beyond = values > known.max() if change.is_rising else values < known.min()
        return np.asarray(is_beyond | (or_equal & (values == (known.max() if change.is_rising else known.min()))))

    def choose(self, wish: Wish, scores: np.ndarray, relevant: np.ndarray, k: int) -> Found:
        """Return the best of the relevant products that meet the filters, or as many of the filters as can be met.

        Args: scores: (products,) float32; relevant: (products,) bool.
        """
        head, _ = self._kinds.wished(wish.text, wish.rest)
        masks = {each: self._shelf.mask(each) for each in wish.filters}
        unmet = [each for each in wish.filters if each.is_widened and not (masks[each] & relevant).any()]
        masks |= {each: told for each in unmet if (told := self._shelf.tells(each, relevant)).any()}
        for dropped in givings_up(wish.filters):
            allowed = relevant.copy()
            for each, mask in masks.items():
                allowed &= mask | (each in dropped)
            kept = [each for each in wish.filters if each.is_widened and each not in (*dropped, *unmet)]
            exact, near = self._exact(kept, allowed)
            places = np.flatnonzero(exact)
            if len(places):
                said = SAYS_LACKING * self._shelf.says_lacking(wish.filters) - AGE_STEP * self._shelf.age_gap(wish.filters)
                best = self._best_first(places, scores + said, wish)
                if head and masks:  # few meet a filter: what is left of another kind only fills the row
                    best = self._kinds.kept(head, best)
                hits = (
                    Hit(
                        self._shelf.products[n],
                        float(scores[n]),
                        reason(self._shelf.products[n], wish, [each for each in wish.filters if masks[each][n]]),
                    )
                    for n in best[:k]
                )
                return Found(tuple(hits), tuple(each.said for each in (*dropped, *near)))
        return Found(())

    def _exact(self, widened: Sequence[Filter], allowed: np.ndarray) -> tuple[np.ndarray, list[Filter]]:
        """Return which of the allowed products, (products,) bool, have the very measures that are asked for, and those that none has."""
        near = []
        for each in widened:
            exact = allowed & self._shelf.mask(each.exact)
            allowed = exact if exact.any() else allowed
            near += [] if exact.any() else [each]
        return allowed, near

    def _best_first(self, places: np.ndarray, scores: np.ndarray, wish: Wish) -> np.ndarray:
        """Return the places, what can be had first, then by the order that was wished, then by score; one of each model first.

        Four shades of one lipstick leave no room for another: each but the first counts less, and comes last where an order is wished.
        """
        order = self._shelf.order(wish.order, places)[places] if wish.order else np.zeros(len(places))
        best = places[np.lexsort((places, -scores[places], order, self._shelf.is_sold_out[places]))]
        first = {self._names.model_at(int(n)): int(n) for n in reversed(best)}
        repeats = np.array([first[self._names.model_at(int(n))] != n for n in best], dtype=bool)
        if wish.order:
            return best[np.lexsort((repeats, self._shelf.is_sold_out[best]))]
        return best[np.lexsort((-(scores[best] - REPEATED * repeats), self._shelf.is_sold_out[best]))]

    def ranked(self, products: Sequence[Product], order: Order) -> list[Product]:
        """Return the products by an order ("the lightest first"), or [] when it is not known of each."""
        at = [self._places[each.id] for each in products]
        values = self._shelf.measure(order.dimensions, at)[at]
        if np.isnan(values).any():
            return []
        return [products[n] for n in np.argsort(values if order.is_rising else -values, kind="stable")]
