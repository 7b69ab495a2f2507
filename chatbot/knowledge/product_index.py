"""One version of the catalogue in memory: filters decide what may be shown, meaning and words decide the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np

from chatbot.knowledge.filters import Filter, Order, Wish
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.measures import attribute_shown, read_measure
from chatbot.knowledge.product_names import ProductNames
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.shelf import TRUE, Shelf, audiences_of, colors_of, shades
from chatbot.knowledge.wish_words import KNOWN
from chatbot.knowledge.wishes import read_wish
from chatbot.knowledge.words import fold
from chatbot.models.encoder import Encoder
from chatbot.records import Product

# Chosen by data/eval/other_wishes.csv (shops of three other kinds), checked on product_queries.csv; see docs/LOG.md.
BM25_WEIGHT = 0.04  # of the words of the whole text; counts in large catalogues, where many products hold some of them
LABEL_WEIGHT = 0.3  # of the share of the wish's words in title, category, tags: "jacket" wants one, not what goes under it
MIN_SCORE = 0.54  # of cosine and label; below it nothing in the shop is meant
MARGIN = 0.15  # a product this far behind the best one is another kind of thing
WIDE_MARGIN = 0.35  # before a filter is given up: "something for hiking around 50" need not be a hiking boot
ALL_WORDS = 0.99
KIDS_PENALTY = 0.05  # who does not speak of children is shown grown-ups' things first
# What is given up first when no product has everything. A refusal ("not leather") is never given up.
COSTS = {"stock": 1, "size": 2, "color": 2, "brand": 2, "material": 2, "measure": 3, "feature": 3, "audience": 3, "price": 4}
MAX_DROPPED = 3  # filters; without more of them it is another wish
MAX_REASONS = 3  # on one card
MAX_RECALLED = 6  # messages; an older one has been narrowed often enough


@dataclass(frozen=True, slots=True)
class Hit:
    product: Product
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `missed` names the filters that had to be given up, in words; empty when all were met."""

    hits: tuple[Hit, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """Each array is (products,)."""

    ranked: np.ndarray  # float32: what they are sorted by
    meant: np.ndarray  # float32: by meaning and by the words of the label; compares across catalogues of any size
    is_labelled: np.ndarray  # bool: its label holds every word of the wish

    def within(self, margin: float) -> np.ndarray:
        """Return which products are meant and not far behind the best one, (products,) bool."""
        return np.asarray(self.meant >= max(MIN_SCORE, self.meant.max(initial=0.0) - margin))


class Index:
    """One version of the catalogue in memory; immutable, so that threads may share it."""

    def __init__(self, version: int, products: Sequence[Product], vectors: np.ndarray, encoder: Encoder) -> None:
        """Args: vectors: of `search_text` of each product, (products, width) float32, by the encoder."""
        self.version, self.vectors, self.encoder = version, vectors, encoder
        self.known = encoder.vocabulary | KNOWN  # right although the shop does not use them
        self.shelf = Shelf(products)
        self.lexicon = Lexicon(
            [label_text(product) for product in products], [search_text(product) for product in products], root
        )
        self.places = {product.id: n for n, product in enumerate(products)}
        self.names = ProductNames(products, self.lexicon, self.shelf)
        self.is_for_kids = self.shelf.mask(Filter("audience", ("kids",)))

    def repair(self, text: str) -> str:
        return self.lexicon.repair(text, self.known)

    def scores(self, wish: Wish) -> Scores:
        """Return how well each product meets the words of the wish: cosine, the words of its label, BM25 of its text."""
        # What a filter checks ("blue") need not be said in the same word: navy is as good.
        label = self.lexicon.match(" ".join(wish.rest) or wish.text).question_share
        meant = self.vectors @ self.encoder.encode([wish.text])[0] + LABEL_WEIGHT * label
        if not wish.values("audience"):
            meant = meant - KIDS_PENALTY * self.is_for_kids
        ranked = meant + BM25_WEIGHT * self.lexicon.match(wish.text).bm25
        return Scores(ranked, meant, (label > ALL_WORDS) & (meant >= MIN_SCORE))

    def read(self, text: str) -> Wish:
        return read_wish(text, self.shelf.vocabulary)

    def recall(self, messages: str) -> Wish:
        """Return the wish of several messages, one a line, where each adds to those before it."""
        wishes = [self.read(line) for line in messages.split("\n")[-MAX_RECALLED:]]
        return reduce(Wish.narrowed, wishes[1:], wishes[0])

    def search(self, wish: Wish, k: int, than: Sequence[Product] = ()) -> Found:
        """Return at most k products, best first; when none meets every filter, the nearest, and what was given up.

        Args:
            than: "cheaper" means cheaper than all of these.
        """
        if not wish.rest:  # nothing but filters: "anything vegan?"
            return self._changed(wish, np.zeros(len(self.places), np.float32), np.ones(len(self.places), dtype=bool), k, than)
        scores = self.scores(wish)
        # "The lightest sleeping bag" is one of those that are called so, where any are: the least of what is like them may be a dry bag.
        is_sorted = wish.order is not None and scores.is_labelled.any()
        close = scores.is_labelled if is_sorted else scores.within(MARGIN) | scores.is_labelled
        found = self._changed(wish, scores.ranked, close, k, than)
        if not found.missed:
            return found
        wider = self._changed(wish, scores.ranked, scores.within(WIDE_MARGIN), k, than)
        return found if wider.missed else wider

    def is_called(self, wish: Wish) -> bool:
        """Whether some product is called by every word that the wish leaves: "tents" in a shop of tents."""
        return bool(wish.rest) and bool(self.scores(wish).is_labelled.any())

    def like(self, product: Product, wish: Wish, k: int) -> Found:
        """Return products of the same category, the most alike first, never itself; changed as the wish says ("cheaper")."""
        at = self.places[product.id]
        allowed = self.shelf.categories == product.category
        allowed[at] = False
        return self._changed(wish, self.vectors @ self.vectors[at], allowed, k, [product])

    def _changed(self, wish: Wish, scores: np.ndarray, allowed: np.ndarray, k: int, than: Sequence[Product]) -> Found:
        """Choose among the products that differ from the others as the wish says; where there are none, say so."""
        if not wish.change or not than:
            return self.choose(wish, scores, allowed, k)
        values = self.shelf.measure(wish.change.dimensions)
        others = values[[self.places[each.id] for each in than]]
        differs = values > np.nanmax(others) if wish.change.is_rising else values < np.nanmin(others)
        found = self.choose(wish, scores, allowed & differs, k)
        if found.hits:
            return found
        found = self.choose(wish, scores, allowed, k)
        return Found(found.hits, (wish.change.said, *found.missed))

    def choose(self, wish: Wish, scores: np.ndarray, relevant: np.ndarray, k: int) -> Found:
        """Return the best of the relevant products that meet the filters, or as many of the filters as can be met.

        Args: scores: (products,) float32; relevant: (products,) bool.
        """
        masks = {each: self.shelf.mask(each) for each in wish.filters}
        for dropped in givings_up(wish.filters):
            allowed = relevant.copy()
            for each, mask in masks.items():
                allowed &= mask | (each in dropped)
            places = np.flatnonzero(allowed)
            if len(places):
                best = self._ranked(places, scores, wish)[:k]
                hits = (Hit(self.shelf.products[n], float(scores[n]), self.reason(n, wish, masks)) for n in best)
                return Found(tuple(hits), tuple(each.said for each in dropped))
        return Found(())

    def _ranked(self, places: np.ndarray, scores: np.ndarray, wish: Wish) -> np.ndarray:
        """Return the places, what can be had first, then by the order that was wished, then by score."""
        order = self.shelf.order(wish.order)[places] if wish.order else np.zeros(len(places))
        return places[np.lexsort((places, -scores[places], order, self.shelf.is_sold_out[places]))]

    def reason(self, n: int, wish: Wish, masks: Mapping[Filter, np.ndarray]) -> str:
        """Return why a product is shown: what its record and the wish share."""
        product = self.shelf.products[n]
        met = [each for each in wish.filters if masks[each][n] and each.kind not in ("not", "stock")]
        parts = [_shown(product, each) for each in met if each.kind != "price"]
        said = set(roots(wish.text))
        parts += [f"for {tag}" if tag.endswith("ing") else tag for tag in product.tags if said & set(roots(tag))]
        parts += [each.said for each in met if each.kind == "price"]
        parts = list(dict.fromkeys(part for part in parts if part)) or [product.category]
        return ", ".join([*parts[: MAX_REASONS - 1], parts[-1]] if len(parts) > MAX_REASONS else parts)

    def ranked(self, products: Sequence[Product], order: Order) -> list[Product]:
        """Return the products by an order ("the lightest first"), or [] when it is not known of each."""
        values = self.shelf.measure(order.dimensions)[[self.places[each.id] for each in products]]
        if np.isnan(values).any():
            return []
        return [products[n] for n in np.argsort(values if order.is_rising else -values, kind="stable")]


def givings_up(filters: Sequence[Filter]) -> Iterator[tuple[Filter, ...]]:
    """Yield sets of filters to do without, none first, then by what they cost the customer."""
    droppable = [each for each in filters if each.kind in COSTS]
    subsets = [subset for count in range(MAX_DROPPED + 1) for subset in combinations(droppable, count)]
    return iter(sorted(subsets, key=lambda subset: sum(COSTS[each.kind] for each in subset)))


def search_text(product: Product) -> str:
    """The text that is embedded and searched for a product."""
    features = [fold(name) for name, value in product.attributes if value.lower() in TRUE]
    parts = [product.title, product.category, product.description, ", ".join((*product.tags, *features)), product.material]
    return ". ".join(part.strip(". ") for part in parts if part)


def label_text(product: Product) -> str:
    """What a product is called: title, tags, and its category unless that names several things ("Tents & Sleeping")."""
    category = re.split(r"\s*[>/|]\s*", product.category)[-1]
    is_mixed = re.search(r"[&,+]|\band\b", category) is not None
    return ". ".join((product.title, *product.tags, "" if is_mixed else category))


def _shown(product: Product, met: Filter) -> str:
    """What of the record meets a filter, as it is shown: "navy" for blue, "weight 390 g" for lighter than 400 g."""
    if met.kind == "color":
        return next((color for color in colors_of(product) if shades(color) & set(met.values)), "")
    if met.kind == "measure":
        dimension, name = met.values
        shown = (attribute_shown(each, value) for each, value in product.attributes if _measures(each, value, dimension, name))
        return next(shown, "")
    if met.kind == "audience":
        return met.said if audiences_of(product) & set(met.values) else ""
    return met.said


def _measures(attribute: str, value: str, dimension: str, name: str) -> bool:
    measure = read_measure(attribute, value)
    return measure is not None and measure.dimension == dimension and name in ("", measure.name)
