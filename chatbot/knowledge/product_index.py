"""One version of the catalogue in memory: filters decide what may be shown, meaning and words decide the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np

from chatbot.knowledge.filters import Filter, Order, Wish
from chatbot.knowledge.kinds import Kinds
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_attributes import TRUE, said_of
from chatbot.knowledge.product_names import ProductNames
from chatbot.knowledge.product_words import root
from chatbot.knowledge.reasons import reason
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wish_words import KNOWN
from chatbot.knowledge.wishes import read_wish
from chatbot.knowledge.words import fold
from chatbot.models.encoder import Encoder
from chatbot.records import Product

# Chosen by data/eval/other_wishes.csv (shops of three other kinds), checked on product_queries.csv; see docs/LOG.md.
BM25_WEIGHT = 0.04  # of the words of the whole text; counts in large catalogues, where many products hold some of them
LABEL_WEIGHT = 0.3  # of the share of the wish's words in title, category, tags: "jacket" wants one, not what goes under it
KIND_WEIGHT = 0.15  # what a phone case loses where a phone is wished: its label holds the word, and it is another thing
SAID_WEIGHT = 0.25  # of a text that says every word of the wish: near what LABEL_WEIGHT gives, since a description says more
REPEATED = 0.1  # what another colour or size of a model that is shown already loses
MIN_SCORE = 0.54  # of cosine and label; below it nothing in the shop is meant
MARGIN = 0.15  # a product this far behind the best one is another kind of thing
WIDE_MARGIN = 0.35  # before a filter is given up: "something for hiking around 50" need not be a hiking boot
ALL_WORDS = 0.99
KIDS_PENALTY = 0.05  # who does not speak of children is shown grown-ups' things first
# What is given up first when no product has everything. A refusal ("not leather") is never given up.
COSTS = {"stock": 1, "size": 2, "color": 2, "brand": 2, "material": 2, "measure": 3, "feature": 3, "audience": 3, "price": 4}
MAX_DROPPED = 3  # filters; without more of them it is another wish
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
    is_said: np.ndarray  # bool: its whole text does, and it is of the kind that is wished, where one is

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
        self.kinds = Kinds(products)
        self.is_for_kids = self.shelf.mask(Filter("audience", ("kids",)))

    def repair(self, text: str) -> str:
        return self.lexicon.repair(text, self.known)

    def scores(self, wish: Wish) -> Scores:
        """Return how well each product meets the words of the wish: cosine, the words of its label, BM25 of its text."""
        # What a filter checks ("blue") need not be said in the same word: navy is as good.
        rest = " ".join(wish.rest) or wish.text
        matches, (head, name) = self.lexicon.match(rest), self.kinds.wished(wish.text, wish.rest)
        label, is_kind = matches.question_share, self.kinds.of(head) if head else np.full(len(self.places), not name)
        is_said = is_kind & (matches.share > ALL_WORDS)
        # "Serum for sensitive skin": called a serum, and its description tells the rest. A text that names the thing may go with it.
        named = self.lexicon.match(" ".join(name)).question_share
        tells_need = is_said & (named > ALL_WORDS if name else is_kind) & (len(name) < len(wish.rest))
        meant = self.vectors @ self.encoder.encode([wish.text])[0] + np.maximum(LABEL_WEIGHT * label, SAID_WEIGHT * tells_need)
        if head:
            meant = meant - KIND_WEIGHT * self.kinds.around(head)
        if not wish.values("audience"):
            meant = meant - KIDS_PENALTY * self.is_for_kids
        ranked = meant + BM25_WEIGHT * self.lexicon.match(wish.text).bm25
        is_meant = meant >= MIN_SCORE
        is_labelled = (label > ALL_WORDS) & is_meant
        return Scores(ranked, meant, is_labelled & is_kind if (is_labelled & is_kind).any() else is_labelled, is_said & is_meant)

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
        if not wish.rest:
            return self._filtered(wish, k, than)
        scores = self.scores(wish)
        # "The lightest sleeping bag" is one of those that are called so, where any are: the least of what is like them may be a dry bag.
        is_sorted = wish.order is not None and scores.is_labelled.any()
        close = self._of_kind(scores) if is_sorted else scores.within(MARGIN) | scores.is_labelled
        close &= ~self.shelf.denies(map(root, wish.rest))  # "not for sensitive skin" is never shown for sensitive skin
        found = self._changed(wish, scores.ranked, close, k, than)
        if not found.missed:
            return found
        is_open = scores.within(WIDE_MARGIN) & ~self.shelf.denies(map(root, wish.rest))
        brand = next((each for each in wish.filters if each.kind == "brand" and each.said in found.missed), None)
        if (
            brand and not (scores.is_labelled & self.shelf.mask(brand)).any()
        ):  # "makita tools": of the maker, whatever they are called
            return self._changed(wish, scores.ranked, self.shelf.mask(brand), k, than)
        wider = self._changed(wish, scores.ranked, is_open, k, than)
        return found if wider.missed else wider

    def _filtered(self, wish: Wish, k: int, than: Sequence[Product]) -> Found:
        """Search by filters alone: "anything vegan?"; "something for men" is what names men, where that meets the rest, too."""
        limit = next((float(each.high) for each in wish.filters if each.high and wish.is_empty), None)
        if limit:  # a price and nothing else: what comes nearest to it
            scores = -np.nan_to_num(abs(self.shelf.prices / limit - 1), nan=np.inf)
        else:
            scores = self.vectors @ self.encoder.encode([wish.text])[0]
        everything = np.ones(len(self.places), dtype=bool)
        names = [self.shelf.names(each) for each in wish.filters if each.kind == "audience"]
        found = self._changed(wish, scores, reduce(np.logical_and, names, everything), k, than)
        return found if found.hits and not found.missed else self._changed(wish, scores, everything, k, than)

    def _of_kind(self, scores: Scores) -> np.ndarray:
        """Return what is called by the words of the wish, and what says them and stands in the same category, (products,) bool."""
        categories = set(self.shelf.categories[scores.is_labelled]) - {""}
        return scores.is_labelled | (scores.is_said & np.isin(self.shelf.categories, sorted(categories)))

    def is_called(self, wish: Wish) -> bool:
        """Whether some product is called by every word that the wish leaves: "tents" in a shop of tents."""
        return bool(wish.rest) and bool(self.scores(wish).is_labelled.any())

    def like(self, product: Product, wish: Wish, k: int) -> Found:
        """Return products of the same category, the most alike first, never itself; changed as the wish says ("cheaper").

        "Cheaper" than a palette is a palette, where there are others; else that none of them is cheaper is told with what is.
        """
        at = self.places[product.id]
        alike = self.vectors @ self.vectors[at]
        allowed = self.shelf.categories == product.category if product.category else alike >= MIN_SCORE
        allowed[at] = False
        kin = allowed & self.kinds.kin(at)
        found = self._changed(wish, alike, kin, k, [product]) if wish.change and kin.any() else Found(())
        if found.hits and not found.missed:
            return found
        wider = self._changed(wish, alike, allowed, k, [product])
        return wider if not found.hits or wider.missed else Found(wider.hits, found.missed)

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
                hits = (
                    Hit(
                        self.shelf.products[n],
                        float(scores[n]),
                        reason(self.shelf.products[n], wish, [each for each in wish.filters if masks[each][n]]),
                    )
                    for n in best
                )
                return Found(tuple(hits), tuple(each.said for each in dropped))
        return Found(())

    def _ranked(self, places: np.ndarray, scores: np.ndarray, wish: Wish) -> np.ndarray:
        """Return the places, what can be had first, then by the order that was wished, then by score; one of each model first.

        Four shades of one lipstick leave no room for another: each but the first counts less, and comes last where an order is wished.
        """
        order = self.shelf.order(wish.order)[places] if wish.order else np.zeros(len(places))
        best = places[np.lexsort((places, -scores[places], order, self.shelf.is_sold_out[places]))]
        first = {self.names.model_at(int(n)): int(n) for n in reversed(best)}
        repeats = np.array([first[self.names.model_at(int(n))] != n for n in best], dtype=bool)
        if wish.order:
            return best[np.lexsort((repeats, self.shelf.is_sold_out[best]))]
        return best[np.lexsort((-(scores[best] - REPEATED * repeats), self.shelf.is_sold_out[best]))]

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
    told = ", ".join((*product.tags, *features, *said_of(product)))
    parts = [product.title, product.category, product.description, told, product.material]
    return ". ".join(part.strip(". ") for part in parts if part)


def label_text(product: Product) -> str:
    """What a product is called: title, tags, and its category unless that names several things ("Tents & Sleeping")."""
    category = re.split(r"\s*[>/|]\s*", product.category)[-1]
    is_mixed = re.search(r"[&,+]|\band\b", category) is not None
    return ". ".join((product.title, *product.tags, "" if is_mixed else category))
