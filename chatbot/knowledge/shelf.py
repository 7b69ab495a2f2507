"""The catalogue as columns: each filter is answered for all products at once, without a loop over products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import prod

import numpy as np

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.descriptions import RECURS, affirmed, compounds
from chatbot.knowledge.extents import Extent, extents_in, extents_of
from chatbot.knowledge.filters import Filter, Order
from chatbot.knowledge.limits import is_limit
from chatbot.knowledge.measure_columns import Column, measure_columns, side_columns, within
from chatbot.knowledge.measures import is_adjective, is_lasting, measures_of, spoken_measures
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.product_attributes import REDUCED
from chatbot.knowledge.product_facets import (
    colors_of,
    denied_features_of,
    facets_of,
    features_of,
    measured_features_of,
    told_features_of,
    with_meanings,
)
from chatbot.knowledge.product_groups import models_of
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.product_words import root
from chatbot.knowledge.quantities import LENGTH, MASS, MONEY, TIME, YEARS
from chatbot.knowledge.shop_words import vocabulary_of
from chatbot.knowledge.sides import LARGEST, SIDES
from chatbot.knowledge.sizes import all_sizes_named, fits_others
from chatbot.knowledge.words import fold
from chatbot.records import Product

BABY = 2  # years; what is called so is for nobody older
_FOR_BABIES = tuple(map(root, ("baby", "babies", "newborn", "newborns", "infant", "infants")))
_NOBODY = np.array([], dtype=np.int64)
_NOWHERE = (_NOBODY, np.array([]), np.array([]))
_MEANS_ALSO = {root(word): tuple(map(root, others)) for word, others in say.MEANS_ALSO.items()}


class Shelf:
    """Immutable after it was built, so that any thread may use it."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products = tuple(products)
        self.prices = np.array([np.nan if each.price is None else float(each.price) for each in products])
        self.categories = np.array([each.category for each in products])
        self.is_sold_out = np.array([each.stock == 0 for each in products], dtype=bool)
        self._models = models_of(products)
        said = affirmed([f"{each.description} {each.material}" for each in products], self._models)
        said = [each | compounds(search_text(product)) for each, product in zip(said, products, strict=True)]
        colors = {fold(color) for each in products for color in colors_of(each)} | {*say.COLOR_NAMES}
        denied = {name for each in products for name in denied_features_of(each)}  # a column of "no" and "4-way, 45%"
        said = [each | (measured_features_of(product) & denied) for each, product in zip(said, products, strict=True)]
        known = {name for each in said for name in each} | denied | {name for each in products for name in features_of(each)}
        known |= {*say.FEATURE_SPELLINGS.values()} - {REDUCED}
        known = {name for name in known if is_adjective(name) and not name.endswith("ing")}
        sizes = {*map(fold, all_sizes_named(size for each in products if each.size_name == "size" for size in each.all_sizes))}
        known, said = known - sizes, [each - sizes for each in said]  # "springs (king)" makes nothing else unfit for a king bed
        told = Phrases({name: name for name in sorted(known)})
        said = [
            frozenset(with_meanings(each | told_features_of(product, told))) for each, product in zip(said, products, strict=True)
        ]
        self._facets = _columns(
            (n, facet)
            for n, each in enumerate(products)
            for facet in {*facets_of(each), *(("feature", name) for name in said[n] - denied_features_of(each))}
            if facet[0] not in ("color", "only color") or facet[1] in colors  # of "dark wash" neither "dark" nor "wash" is one
        )
        measures = [measures_of(each) for each in products]
        self._measures = measure_columns(measures)
        self._sides = side_columns(measures)
        self._extents = [extents_of(each) for each in products]
        self.vocabulary = vocabulary_of(self.products, self._facets, list(self._measures), self._features(said))

    def _features(self, said: Sequence[frozenset[str]]) -> set[str]:
        """Return the features of descriptions that a wish may be read by.

        That one shoe is "without leather" does not make a jacket of wool unfit for who wants none: where a record says leather, it is seen.
        """
        names = set().union(*said)
        seldom = {name for name in names if len({self._models[n] for n in self._facets.get(("feature", name), ())}) < RECURS}
        return {
            name
            for name in names
            if name not in seldom or not all(("word", root(word)) in self._facets for word in name.removesuffix(" free").split())
        }

    def meets(self, filters: Iterable[Filter]) -> np.ndarray:
        """Return which products pass all filters, (products,) bool."""
        allowed = np.ones(len(self.products), dtype=bool)
        for each in filters:
            allowed &= self.mask(each)
        return allowed

    def mask(self, wanted: Filter) -> np.ndarray:
        """Return which products pass one filter, (products,) bool. What the record does not say is not claimed: it fails."""
        if wanted.kind == "price":
            return within(self.prices, self.prices, wanted.low, wanted.high)
        if wanted.kind == "stock":
            return np.asarray(~self.is_sold_out)
        if wanted.kind == "measure":
            return np.asarray(
                self._measured(wanted) | self._any("size", (wanted.said.upper(),))
            )  # an option may be an amount: "20 volume"
        if wanted.kind == "extent":
            wished = [extent for value in wanted.values for extent in extents_in(value)]
            found = self._fitting(wished)
            return found if found.any() else self._fitting([feet for each in wished if (feet := each.in_feet())])
        if wanted.kind == "audience":
            return self._suits(wanted)
        if wanted.kind == "fits":
            # What tells what it fits by its sizes is not heard of in its text: that of an "iPhone 15" case may name others.
            said = self._says(wanted.values) & ~np.array([fits_others(each) for each in self.products], dtype=bool)
            return np.asarray(self._any("brand", wanted.values) | self._any("size", wanted.values) | said)
        if wanted.kind == "not":
            return np.asarray(~self._any(*_refused(*wanted.values)))
        if wanted.kind == "color":
            return np.asarray(self._any("color", wanted.values) | self._any("color in title", wanted.values))
        extra = ("ONE SIZE",) if wanted.kind == "size" else ()
        return self._any(wanted.kind, (*wanted.values, *extra))

    def tells(self, wanted: Filter, among: np.ndarray) -> np.ndarray:
        """Return which of these products tell the very amount of a measure in their text, (products,) bool: "60W equivalent".

        Of lengths a text tells too many: the cable's is not the lamp's.
        """
        mask, (dimension, name) = np.zeros(len(self.products), dtype=bool), wanted.values
        if name or dimension == LENGTH:
            return mask
        least, most = wanted.exact.low or 0, wanted.exact.high or 0
        for n in np.flatnonzero(among):
            told = spoken_measures(self.products[n].description)
            mask[n] = any(each == dimension and low == high and least <= low <= most for each, low, high in told)
        return mask

    def _says(self, names: Iterable[str]) -> np.ndarray:
        """Return whose page says one of these names, (products,) bool: "fits Lelit machines"."""
        said = [f" {name} " for name in map(fold, names)]
        texts = (f" {fold(f'{each.title} {each.description} {each.tags} {each.attributes}')} " for each in self.products)
        return np.array([any(name in text for name in said) for text in texts], dtype=bool)

    def _fitting(self, wished: Sequence[Extent]) -> np.ndarray:
        return np.array([any(each.fits(own) for each in wished for own in owned) for owned in self._extents], dtype=bool)

    def denies(self, said: Iterable[str]) -> np.ndarray:
        """Return which products say of one of these roots that they have it not or are not for it, (products,) bool."""
        return self._any("denied", said)

    def measure(self, dimensions: Iterable[str], at: Sequence[int] | np.ndarray) -> np.ndarray:
        """Return each product's value in the first of the dimensions that most of these have, (products,) float64, NaN where unknown.

        Args: at: the places of what is compared: plants by their height, though compost is told in litres.
        """
        found = [self.prices if dimension == MONEY else self._values(dimension) for dimension in dimensions]
        known = [int(np.isfinite(values[at]).sum()) for values in found]
        return found[known.index(max(known))] if any(known) else np.full(len(self.products), np.nan)

    def _values(self, dimension: str) -> np.ndarray:
        values = np.full(len(self.products), np.nan)
        columns = [
            column
            for (name, each), column in self._measures.items()
            if dimension in (each, name)
            and not (dimension == MASS and is_limit(name))  # the lightest is not what carries least
            and (dimension != TIME or is_lasting(name))  # and what dries slowly does not last longest
        ]
        if dimension in SIDES:  # what the title says counts where the record tells no such side
            columns = [
                self._sides.get(dimension, _NOWHERE),
                *columns,
                *self._spread(dimension),
                self._measures.get(("", LENGTH), _NOWHERE),
            ]
        for at, low, _ in reversed(columns):
            values[at] = low
        return values

    def _spread(self, side: str) -> list[Column]:
        """Return the roots of the areas, in a list: as a whole a rug of 200 x 290 is larger than one of 70 x 300."""
        areas = [
            (n, prod(sorted(own.sides)[-2:]) ** 0.5) for n, each in enumerate(self._extents) for own in each[:1] if own.has_unit
        ]
        if side != LARGEST or not areas:
            return []
        at, roots = map(np.array, zip(*areas, strict=True))
        return [(at, roots, roots)]

    def order(self, wanted: Order, at: Sequence[int] | np.ndarray) -> np.ndarray:
        """Return a key to sort by, smallest first, (products,) float64; unknown values come last."""
        values = self.measure(wanted.dimensions, at)
        return np.where(np.isnan(values), np.inf, values if wanted.is_rising else -values)

    def says_lacking(self, filters: Iterable[Filter]) -> np.ndarray:
        """Return which products say that they are free of what is refused, (products,) bool: "latex-free" where no latex is wanted."""
        return self._any("feature", (f"{each.values[1]} free" for each in filters if each.kind == "not"))

    def _any(self, kind: str, values: Iterable[str]) -> np.ndarray:
        mask = np.zeros(len(self.products), dtype=bool)
        for value in values:
            mask[self._facets.get((kind, value), _NOBODY)] = True
        return mask

    def names(self, wanted: Filter) -> np.ndarray:
        """Return which products say themselves that they are for an audience, or from an age on, (products,) bool."""
        fits = frozenset.union(*(say.AUDIENCE_FITS[value] for value in wanted.values))
        mask = self._any("audience", fits if wanted.high is None else fits & say.CHILDREN)  # a boy of five rides no man's bicycle
        if "kids" in wanted.values:
            if wanted.high is not None and wanted.high > BABY:
                mask &= ~self._any("word", _FOR_BABIES)  # until an age of its own says otherwise
            at, youngest, oldest = self._measures.get(("age", YEARS), _NOWHERE)
            age = float(wanted.high) if wanted.high is not None else None
            # A single age is the lowest ("age 3"); of a span, pyjamas for 2 to 8 do not fit a child of 12.
            suits = (youngest <= age) & ((age <= oldest) | (youngest == oldest)) if age is not None else np.full(len(at), True)
            mask[at] = False
            mask[at[suits]] = True
        return mask

    def age_gap(self, filters: Iterable[Filter]) -> np.ndarray:
        """Return by how many years the lowest age of each product misses the one asked for, (products,) float64; 0 where none is asked.

        What tells no age counts as made for the newborn.
        """
        age = next((float(each.high) for each in filters if each.kind == "audience" and each.high is not None), 0.0)
        gap = np.full(len(self.products), age)
        at, youngest, _ = self._measures.get(("age", YEARS), _NOWHERE)
        np.minimum.at(gap, at, abs(age - youngest) if age else 0.0)
        return gap

    def _suits(self, wanted: Filter) -> np.ndarray:
        """Whom it is for: a product that names nobody suits grown-ups; a child needs one for children, or with a lower age."""
        nobody = ~self._any("audience", say.AUDIENCE_FITS) & ("kids" not in wanted.values)
        told = self._any("suits", wanted.values if wanted.high is None else ())  # "good for kids" tells no age
        return np.asarray(self.names(wanted) | nobody | told)

    def _measured(self, wanted: Filter) -> np.ndarray:
        dimension, name = wanted.values
        if dimension == LENGTH and (name in SIDES or (not name and wanted.low is None)):
            return self._sided(wanted, name)
        mask, is_told = self._met(
            wanted,
            [column for (each_name, each), column in self._measures.items() if each == dimension and name in ("", each_name)],
        )
        # "In a 17 cm pot": what fits pots is measured so, and of a plant the title tells it.
        return mask if not name else mask | (~is_told & self._measured(replace(wanted, values=(dimension, ""))))

    def _sided(self, wanted: Filter, side: str) -> np.ndarray:
        """Return which products meet a bound with this side, (products,) bool: never with another one that they happen to have.

        Where no side is said ("a box up to 50 cm"), the largest has to; where the record tells it not, what the title says.
        """
        mask, is_told = self._met(wanted, [self._sides.get(side or LARGEST, _NOWHERE)])
        others = [column for (name, each), column in self._measures.items() if each == LENGTH and not (side and name)]
        return np.asarray(mask | (~is_told & self._met(wanted, others)[0]))

    def _met(self, wanted: Filter, columns: Iterable[Column]) -> tuple[np.ndarray, np.ndarray]:
        """Return which products have a value within the bounds in one of the columns, and which have a value, each (products,) bool."""
        mask, is_told = np.zeros(len(self.products), dtype=bool), np.zeros(len(self.products), dtype=bool)
        for at, low, high in columns:
            is_told[at] = True
            mask[at[within(high, low, wanted.low, wanted.high)]] = True  # one of several sizes stands there several times
        return mask, is_told


def _refused(kind: str, value: str) -> tuple[str, tuple[str, ...]]:
    """Return the facets that a product must not have. One that comes in black and red is not shut out by "not black"."""
    if kind == "color":
        return "only color", (value,)
    return kind, (value, *_MEANS_ALSO.get(value, ())) if kind == "word" else (value,)


def _columns(pairs: Iterable[tuple[int, tuple[str, str]]]) -> dict[tuple[str, str], np.ndarray]:
    """Return for each facet the positions of the products that have it, each (n,) int64."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, facet in pairs:
        found[facet].append(n)
    return {facet: np.array(positions) for facet, positions in found.items()}
