"""Colours that are no colours in a shop, for a shelf or a region is called so: the red and the white of a wine shop, and its Bordeaux."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from chatbot.knowledge.kinds import heads_in
from chatbot.knowledge.product_facets import shades
from chatbot.knowledge.product_texts import label_text, search_text
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.wish_words import COLOR_NAMES
from chatbot.knowledge.words import fold
from chatbot.records import Product

_PARTS = re.compile(r"\s*[>/|,;&]\s*")
_OF_COLOR = re.compile(r"colou?r|shade|tone|finish", re.IGNORECASE)  # names of columns
SEVERAL = 2


def shelves_of(products: Sequence[Product]) -> frozenset[str]:
    """Return the colours that are a category by themselves and in which nothing can be had."""
    called = {fold(part) for category in {each.category for each in products} for part in _PARTS.split(category)}
    return frozenset(called & {*COLOR_NAMES} - _had(products))


def names_of(products: Sequence[Product]) -> frozenset[str]:
    """Return the colours that are a value among others of a column that tells no colours: the region "Bordeaux"."""
    values: dict[str, set[str]] = defaultdict(set)
    for name, value in {pair for each in products for pair in each.attributes if not _OF_COLOR.search(pair[0])}:
        values[name] |= {fold(part) for part in _PARTS.split(value)}
    named = (each & {*COLOR_NAMES} for each in values.values() if 2 * len(each & {*COLOR_NAMES}) < len(each))
    return frozenset[str]().union(*named) - _had(products)


def nouns_of(products: Sequence[Product], shelves: Collection[str]) -> frozenset[str]:
    """Return the roots of what things on such shelves are and are never called: the wine of "red wine", where bottles bear a grape.

    Pages of several say it, and elsewhere a label does ("Wine Glass"); what has a category of its own is another thing.
    """
    is_there = [not {fold(part) for part in _PARTS.split(each.category)}.isdisjoint(shelves) for each in products]
    labels = [frozenset(roots(label_text(each))) for each in products]
    told = [f"{search_text(each)} {each.brand} {' '.join(value for _, value in each.attributes)}" for each in products]
    said = Counter(word for text, there in zip(told, is_there, strict=True) if there for word in {*roots(text)})
    called = frozenset[str]().union(*(each for each, there in zip(labels, is_there, strict=True) if there))
    elsewhere = frozenset[str]().union(*(each for each, there in zip(labels, is_there, strict=True) if not there))
    kinds = frozenset[str]().union(*(heads_in(each.category) for each in products))
    return frozenset(word for word, count in said.items() if count >= SEVERAL and word in elsewhere - called - kinds)


def _had(products: Sequence[Product]) -> set[str]:
    return {shade for each in products for color in each.colors for shade in shades(color)}
