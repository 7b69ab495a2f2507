"""One version of the catalogue in memory: filters decide what may be shown, meaning and words decide the order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from chatbot.knowledge.filters import Filter, Order, Wish, merged
from chatbot.knowledge.giving_up import givings_up
from chatbot.knowledge.kinds import Kinds, named
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_hits import MIN_SCORE, Found, Hit, Scores
from chatbot.knowledge.product_names import ProductNames
from chatbot.knowledge.product_texts import label_text, search_text
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.reasons import reason
from chatbot.knowledge.several import parts_of
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wish_words import KNOWN, LOOSE, NEED, SAID_AROUND, SHORTHAND
from chatbot.knowledge.wishes import read_wish
from chatbot.knowledge.words import words
from chatbot.models.encoder import Encoder
from chatbot.models.spelling import Spelling
from chatbot.records import Product

# Chosen by data/eval/other_wishes.csv (shops of three other kinds), checked on product_queries.csv; see docs/LOG.md.
BM25_WEIGHT = 0.04  # of the words of the whole text; counts in large catalogues, where many products hold some of them
LABEL_WEIGHT = 0.3  # of the share of the wish's words in title, category, tags: "jacket" wants one, not what goes under it
KIND_WEIGHT = 0.15  # what a phone case loses where a phone is wished: its label holds the word, and it is another thing
SAID_WEIGHT = 0.25  # of a text that says every word of the wish: near what LABEL_WEIGHT gives, since a description says more
REPEATED = 0.1  # what another colour or size of a model that is shown already loses
SURELY_MEANT = 0.66  # of other words: "tyres" find shoes by .58, "ink cartridges" pens by .61, "earbuds" headphones by .72
NAME_WORDS = 2  # "dining table"; of more some are no name of a thing ("does the tank come with a pump")
MARGIN = 0.15  # a product this far behind the best one is another kind of thing
WIDE_MARGIN = 0.35  # before a filter is given up: "something for hiking around 50" need not be a hiking boot
ALL_WORDS = 0.99
MIN_WISH_CHARS = 6  # of a word that a misspelled one is repaired to though the shop has it not: shorter ones are too near others
KIDS_PENALTY = 0.05  # who does not speak of children is shown grown-ups' things first
_WORD = re.compile(r"\w+")
_LACKING = re.compile(r"\b(?:no|without|non|zero)[\s-]+(\w+)", re.IGNORECASE)
MAX_RECALLED = 6  # messages; an older one has been narrowed often enough


class Index:
    """One version of the catalogue in memory; immutable, so that threads may share it."""

    def __init__(self, version: int, products: Sequence[Product], vectors: np.ndarray, encoder: Encoder) -> None:
        """Args: vectors: of `search_text` of each product, (products, width) float32, by the encoder."""
        self.version, self.vectors, self.encoder = version, vectors, encoder
        self.known = encoder.vocabulary | KNOWN  # right although the shop does not use them
        self._wished = Spelling({word: 1 for word in SAID_AROUND if len(word) >= MIN_WISH_CHARS})
        self._right = self.known | {word for product in products for word in words(search_text(product))}
        self.shelf = Shelf(products)
        self.lexicon = Lexicon(
            [label_text(product) for product in products], [search_text(product) for product in products], root
        )
        self.places = {product.id: n for n, product in enumerate(products)}
        self.names = ProductNames(products, self.lexicon, self.shelf)
        self.kinds = Kinds(products)
        self.is_for_kids = self.shelf.mask(Filter("audience", ("kids",)))

    def repair(self, text: str) -> str:
        """Return the text with misspelled words replaced by the shop's, else by those that wishes are told in ("somthing")."""
        plain = _WORD.sub(lambda match: SHORTHAND.get(match.group().casefold(), match.group()), text)
        return self._wished.repair(self.lexicon.repair(plain, self.known), self._right)

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
        if parts := self._parts(wish):
            return self._searched_apart(parts, k)
        scores = self.scores(wish)
        found = self._meant(wish, scores, k, than)
        if found.hits:
            return found if found.missed else Found(found.hits, self._unsaid(wish, scores, found))
        # "A warm coat for dog walks": what it is for pulls the whole below what is meant, and the shop has warm coats.
        _, name = self.kinds.wished(wish.text, wish.rest)
        if not 0 < len(name) < len(wish.rest):
            return found
        thing = named(wish.text)
        plain = self.search(replace(wish, text=thing, rest=tuple(name)), k, than)
        said = {word for hit in plain.hits for word in roots(search_text(hit.product))}
        is_told = any(root(word) in said for word in wish.rest if word not in name)
        around = "" if is_told or not plain.hits else wish.text.removeprefix(thing).strip(" ,")
        return Found(plain.hits, (*plain.missed, *([around] if around else [])))

    def _meant(self, wish: Wish, scores: Scores, k: int, than: Sequence[Product]) -> Found:
        # "The lightest sleeping bag" is one of those that are called so, where any are: the least of what is like them may be a dry bag.
        is_sorted = wish.order is not None and scores.is_labelled.any()
        close = self._of_kind(scores) if is_sorted else scores.within(MARGIN) | scores.is_labelled
        # "Not for sensitive skin" is never shown for sensitive skin; who wants "no noise" is well served by what denies noise.
        is_denied = self.shelf.denies({root(word) for word in wish.rest} - {root(word) for word in _LACKING.findall(wish.text)})
        close &= ~is_denied
        if any(each.kind == "stock" for each in wish.filters) and scores.is_labelled.any():
            # "Is the oslo bed in stock": that it is sold out is the answer, and no other bed.
            return self._changed(wish, scores.ranked, close & scores.is_labelled, k, than)
        found = self._changed(wish, scores.ranked, close, k, than)
        if not found.missed:
            return found
        aged = next((each for each in wish.filters if each.kind == "audience" and each.high and each.said in found.missed), None)
        if aged:  # nothing tells that age: rather what is for children of any age than a grown-up's coat
            filters = tuple(each if each != aged else replace(aged, high=None, said="for kids") for each in wish.filters)
            found = self._meant(replace(wish, filters=filters), scores, k, than)
            return Found(found.hits, (aged.said, *(said for said in found.missed if said != "for kids")))
        brand = next((each for each in wish.filters if each.kind == "brand" and each.said in found.missed), None)
        if (
            brand and not (scores.is_labelled & self.shelf.mask(brand)).any()
        ):  # "makita tools": of the maker, whatever they are called
            return self._changed(wish, scores.ranked, self.shelf.mask(brand), k, than)
        is_open = scores.within(WIDE_MARGIN) & ~is_denied
        head, _ = self.kinds.wished(wish.text, wish.rest)
        is_for_others = any(each.kind == "audience" and each.said in found.missed for each in wish.filters)
        if head and is_for_others and scores.is_labelled.any():  # gloves for men are no loafers, but gloves that are not for men
            is_open &= self.kinds.of(head)
        wider = self._changed(wish, scores.ranked, is_open, k, than)
        return found if wider.missed else wider

    def _unsaid(self, wish: Wish, scores: Scores, found: Found) -> tuple[str, ...]:
        """Return the words of the thing itself that nothing in the shop is called by and no card says, where it is not surely meant.

        "Socks" in a shop of shoes, a "dining table" beside a bedside table. "Earbuds" mean headphones surely enough.
        """
        head, name = self.kinds.wished(wish.text, wish.rest)
        is_name = len(name) == 1 or (head and len(name) == NAME_WORDS)
        if scores.meant.max() >= SURELY_MEANT or not is_name or NEED & set(words(wish.source)):
            return ()
        said = {word for hit in found.hits for word in roots(search_text(hit.product))}
        asked = [word for word in name if word.isalpha() and word not in LOOSE]
        return tuple(word for word in asked if root(word) not in said and not self.lexicon.match(word).question_share.any())

    def _parts(self, wish: Wish) -> list[Wish]:
        """Return the wishes of "a hose 30 m and a reel", each with the price and the audience of the whole; [] of one thing.

        A hat and gloves that are sold as one are one thing, and so is food for dogs and cats.
        """
        said = parts_of(wish.source)
        if len(said) < 2 or wish.change or wish.order or "\n" in wish.source or self.is_called(wish):
            return []
        parts = [self.read(part) for part in said]
        of_kind = {head: part for part in parts if (head := self.kinds.wished(part.text, part.rest)[0])}
        if len(of_kind) < 2 or not self.kinds.ends.issuperset(of_kind):  # "a wet and dry vacuum" is one thing
            return []
        shared = tuple(each for each in wish.filters if each.kind in ("price", "audience"))
        return [
            replace(part, filters=merged([*(each for each in part.filters if each not in shared), *shared]))
            for part in of_kind.values()
        ]

    def _searched_apart(self, parts: Sequence[Wish], k: int) -> Found:
        found = [self.search(part, max(1, k // len(parts))) for part in parts[:k]]
        hits = {hit.product.id: hit for each in found for hit in each.hits}
        return Found(tuple(hits.values()), tuple(dict.fromkeys(said for each in found for said in each.missed)))

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
        if not found.hits or found.missed:
            found = self._changed(wish, scores, everything, k, than)
        # "Do you have 72x35" names no thing: what has other sides is no answer.
        is_sized = any(each.kind == "extent" and each.said in found.missed for each in wish.filters)
        return Found((), found.missed) if is_sized else found

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
        head, _ = self.kinds.wished(wish.text, wish.rest)
        masks = {each: self.shelf.mask(each) for each in wish.filters}
        for dropped in givings_up(wish.filters):
            allowed = relevant.copy()
            for each, mask in masks.items():
                allowed &= mask | (each in dropped)
            places = np.flatnonzero(allowed)
            if len(places):
                best = self._ranked(places, scores, wish)
                if head and masks:  # few meet a filter: what is left of another kind only fills the row
                    best = self.kinds.kept(head, best)
                hits = (
                    Hit(
                        self.shelf.products[n],
                        float(scores[n]),
                        reason(self.shelf.products[n], wish, [each for each in wish.filters if masks[each][n]]),
                    )
                    for n in best[:k]
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
