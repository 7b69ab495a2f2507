"""What the shop's orders and products are called, for the reading of order numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

from chatbot.knowledge.catalogue import Catalogue
from chatbot.order_numbers import bare_number, number_key
from chatbot.skills.entities import Known, shape
from chatbot.storage.orders import Orders


@dataclass(frozen=True, slots=True)
class _Called:
    """What the products of one version of the catalogue are called by."""

    names: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()


class KnownNumbers:
    """Reads the catalogue once for each version; the shapes are those of the latest orders, by one query. Safe for threads."""

    def __init__(self, orders: Orders, catalogue: Catalogue) -> None:
        self._orders, self._catalogue = orders, catalogue
        self._called: tuple[int, _Called] = (-1, _Called())

    def __call__(self) -> Known:
        keys, called = self._orders.latest_keys(), self._of_products()
        return Known(shapes_of(keys), called.names, latest_of(keys), called.brands)

    def _of_products(self) -> _Called:
        index = self._catalogue.current()
        version, called = self._called
        if version != index.version:
            products = index.shelf.products
            called = _Called(
                names=frozenset(name for each in products for name in names_of(f"{each.id} {each.title}")),
                brands=frozenset(each.brand.lower() for each in products if each.brand.isalpha()),
            )
            self._called = (index.version, called)
        return called


def shapes_of(keys: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the shapes of these orders' numbers, with the zeros in front and without, as customers leave them out."""
    shapes = [(shape(key)[0], rest) for key in keys for rest in (shape(key)[1], shape(bare_number(key))[1])]
    return frozenset(each for each in shapes if each[1])


def latest_of(keys: Sequence[str]) -> range:
    """Return the numbers from the lowest to the highest of these orders, and as many beyond as there are orders.

    Those without letters count alone where there are any, so that two series are not taken for one; and those of the commonest
    length, as the parts of an order ("4121-1") are no numbers between.
    """
    digits = [key for key in keys if key.isdigit()]
    digits = digits or [rest for rest in (key.lstrip(ascii_uppercase) for key in keys) if rest.isdigit()]
    length = Counter(map(len, digits)).most_common(1)[0][0] if digits else 0
    numbers = [int(each) for each in digits if len(each) == length]
    return range(min(numbers), max(numbers) + len(keys) + 1) if numbers else range(0)


def names_of(title: str) -> set[str]:
    """Return the words that hold a digit, and each with the word before it: "GBH 2-26" is written "GBH2-26", too."""
    words = [number_key(word) for word in title.split()]
    pairs = {before + word for before, word in pairwise(words)}
    return {name for name in pairs.union(words) if any(char.isdigit() for char in name)}
