"""What kind of thing a product is: the noun that its title and its category end with. A phone case is a case and no phone.

A title alone does not tell: "20V Drill/Driver Kit with 2 Batteries" is a drill. So without a category a product is of every kind
that its title names (NDCG@10 of 300 queries on titles only .395; by the title's last noun .370).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.product_texts import is_for_others
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import AUDIENCES, COLORS, SEEKING
from chatbot.knowledge.words import words
from chatbot.records import Product

_BEHIND = re.compile(
    r"\s(?:for|with|in|of|from|without|incl|fits|compatible|para|für|mit|pour|avec|voor|met)\s.*|[,(\[–|].*|\s-\s.*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:that|which|who)\s.*", re.IGNORECASE)
_SHELF = re.compile(r"\sin (?:the |your )?(.+)", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[&,+/|;]|\band\b|\bund\b|\bet\b|\ben\b)\s*")
COLLECTIVE = frozenset(map(root, words("set sets kit kits pack packs bundle bundles bare pair pairs pieces pcs")))
_NO_NOUN = COLLECTIVE | frozenset(map(root, (word for phrase in AUDIENCES for word in words(phrase))))
# How a thing is, which titles say last: "Headphones Blue/Red", "Black Toner Genuine"; an orange is a thing, too.
_QUALITIES = (COLORS.keys() - {"orange"}) | {*words("genuine original official authentic compatible refurbished navy silver")}
_QUALITIES |= {*words("matt matte satin clear natural chrome stainless fibreglass fiberglass")}
_QUALIFIED = frozenset(map(root, _QUALITIES))
NO_KIND = COLLECTIVE | frozenset(map(root, words("gift gifts present presents idea ideas tools tool")))  # of any kind
# Categories of whatever is new, cheap or fits.
_ANY_THINGS = NO_KIND | frozenset(map(root, words("sales offers deals specials arrivals bestsellers items products accessories")))
# What is sold beside the goods: their labels hold the words of what they are for ("fabric swatch", "tote bag workshop").
_BESIDE = frozenset(map(root, words("sample swatch voucher workshop course lesson")))
_ASKS_BESIDE = _BESIDE | frozenset(map(root, words("gift present card class classes learn teach training")))
# What a title ends with behind its noun: "17cm pot", "3 litre", "500 ml bottle", "x10 bulbs", "bare root".
_PACKED = re.compile(
    r"(?<=\w)(?:\W+(?:x?\d[\d.,x×-]*(?:\s?(?:[^\W\d_]{1,2}|lbs|litres?|liters?|inch(?:es)?|feet|pcs|pieces)(?!\w))?"
    r"(?:\s(?:pots?|packs?|box(?:es)?|bags?|tubs?|tins?|jars?|bottles?|tubes?|rolls?|sachets?|bulbs|single))?|bare[ -]root"
    r"|(?:body|unit|tool) only))+\W*$",
    re.IGNORECASE,
)
# The noun before the amount of "Floor Varnish 2.5L Satin", behind which titles say how the thing is.
_BEFORE_AMOUNT = re.compile(r"([^\W\d_]{3,})\s+\d[\d.,x×]*\s?(?:[^\W\d_]{1,2}|litres?|liters?|inch(?:es)?)(?!\w)", re.IGNORECASE)
_SHORTEST = 3  # letters of a noun; what is shorter is a size, a unit or part of a model's name


class Kinds:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._called = [frozenset(roots(f"{product.title} {_whole(product.category)}")) for product in products]
        self._named = [frozenset(roots(f"{named(product.title)} {_whole(product.category)}")) for product in products]
        strangers = _strangers(products)
        ends = [heads_of(product) - ({noun_of(product.title)} & strangers[product.category]) for product in products]
        ends = [heads | own for heads, own in zip(ends, _before_amounts(products), strict=True)]
        self.ends = frozenset[str]().union(*ends)  # roots of the nouns that titles and categories end with, and no other words
        self._heads = [
            heads if product.category else heads | called
            for product, heads, called in zip(products, ends, self._called, strict=True)
        ]
        self._categories = np.array([product.category for product in products], dtype=str)
        self.is_unnamed = np.array(
            [each.category != "" and not heads_in(each.category) for each in products], dtype=bool
        )  # "Kids"
        self._nouns = [noun_of(product.title) for product in products]
        self._words = frozenset[str]().union(*self._named)
        self._all = frozenset[str]().union(*self._heads)

    def beside(self, wished: Sequence[str]) -> np.ndarray:
        """Return which products are samples, vouchers or lessons, (products,) bool; none where a word that is wished names such."""
        if not _ASKS_BESIDE.isdisjoint(map(root, wished)):
            return np.zeros(len(self._heads), dtype=bool)
        pairs = zip(self._heads, self._called, strict=True)
        return np.array([not heads.isdisjoint(_BESIDE) or {"gift", "card"} <= called for heads, called in pairs], dtype=bool)

    def wished(self, text: str, rest: Sequence[str]) -> tuple[str, list[str]]:
        """Return the root of the thing that a wish names, "" without one that this shop has, and its words: "phone case" of "for mum"."""
        before, _, thing = text.partition(" of ")
        text = thing if thing and not any(word in rest for word in words(before)) else text  # "price of a fern"
        before, _, thing = text.partition(" for ")
        text = (
            thing if thing and not SEEKING.isdisjoint(words(before)) and not any(word in rest for word in words(before)) else text
        )
        main = words(_CLAUSE.sub("", text))
        if main and root(main[-1]) in self._all:  # "a desk that goes up and down"; not "I like that desk"
            text = " ".join(main)
        name = [word for word in words(named(text)) if word in rest and root(word) not in NO_KIND]
        if not name and (shelf := _SHELF.search(text)):  # "what is reduced in watches"
            name = [word for word in words(named(shelf[1])) if word in rest and root(word) not in NO_KIND]
        if all(word.isdigit() for word in name):  # "2 pieces" names no thing
            return "", []
        head = root(next((word for word in reversed(name) if word.isalpha()), ""))  # an "iphone 15" is an iphone
        return head if head in self._all else "", name

    def of(self, head: str) -> np.ndarray:
        """Return which products are of a kind, (products,) bool."""
        return np.array([head in each for each in self._heads], dtype=bool)

    def called(self, head: str) -> np.ndarray:
        """Return which products are of a kind or called so before any "for" and "with", (products,) bool; all of no kind."""
        ends = {word for word in self._words if word == head or (len(head) > _SHORTEST and word.endswith(head))}  # an armchair
        return np.asarray(self.of(head) | np.array([not head or not ends.isdisjoint(each) for each in self._named], dtype=bool))

    def shelved(self, head: str) -> np.ndarray:
        """Return which products are of a kind or stand in a category with one that names things: blue trainers, for sneakers."""
        is_kind = self.of(head)
        names = {each for each in self._categories[is_kind] if heads_in(str(each)) - NO_KIND and not is_for_others(str(each))}
        return np.asarray(is_kind | np.isin(self._categories, sorted(names)))

    def kept(self, head: str, places: np.ndarray) -> np.ndarray:
        """Return the places, best first, without what comes behind the first of a kind and stands in another category than any of it."""
        is_kind = self.of(head)[places]
        categories = {"", *self._categories[places[is_kind]]}
        is_behind = np.cumsum(is_kind) > 0
        return places[~is_behind | np.isin(self._categories[places], sorted(categories))]

    def kin(self, at: int) -> np.ndarray:
        """Return which products end with the noun of one's title, (products,) bool: the other palettes, among all for the eyes."""
        noun = self._nouns[at]
        return np.array([noun != "" and noun == each for each in self._nouns], dtype=bool)

    def around(self, head: str) -> np.ndarray:
        """Return which products are something else for a thing of that kind, such as its case, (products,) bool."""
        return np.array(
            [head in called and head not in own for called, own in zip(self._called, self._heads, strict=True)], dtype=bool
        )


def named(text: str) -> str:
    """Return the part of a wish that names the thing: "warm coat" of "warm coat for dog walks"."""
    return _BEHIND.sub("", f" {text} ").strip()


def heads_of(product: Product) -> frozenset[str]:
    """Return the roots of the last nouns of the category's parts and of the title ("Drill" of "Drill Set 18V for wood").

    A title that holds its category's noun ends there: a "Screen Protector iPhone 15" among screen protectors is no iPhone.
    """
    named, noun = set(map(root, words(_BEHIND.sub("", product.title)))), noun_of(product.title)
    parts = heads_in(product.category)
    if len(parts) == 1:
        return parts if parts & named else frozenset({*parts, noun} - {""})
    return frozenset({*(parts & named), noun} - {""})  # a pillow among "Tents & Sleeping" is no tent


def _strangers(products: Sequence[Product]) -> dict[str, frozenset[str]]:
    """Return for each category the nouns that other categories are called by and that one title alone ends with there.

    A "Sleeve 13 inch Laptop" among bags is no laptop, where the laptops stand in a category of their own. A category that names
    no things ("Sale") holds them of every kind.
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for each in products:
        counted[each.category][noun_of(each.title)] += 1
    heads = frozenset[str]().union(*map(heads_in, counted))
    found: dict[str, frozenset[str]] = {}
    for category, counts in counted.items():
        own = heads_in(category)
        is_of_things = category.casefold().endswith("s") and own.isdisjoint(_ANY_THINGS) and len(own) == 1
        alone = {noun for noun, count in counts.items() if count == 1 < counts.total()}
        found[category] = (heads & alone) - own if is_of_things else frozenset()
    return found


def _before_amounts(products: Sequence[Product]) -> list[frozenset[str]]:
    """Return for each product the nouns before an amount of its title that several titles have there or end with.

    What other categories are called by or hold is theirs: a "MacBook 13 inch Sleeve" is no MacBook.
    """
    found = [_bodies(each) for each in products]
    holders: dict[str, set[str]] = defaultdict(set)
    for each in products:
        for noun in heads_in(each.category) | {noun_of(each.title)}:
            holders[noun].add(each.category)
    counts = Counter(noun for each, nouns in zip(products, found, strict=True) for noun in nouns | {noun_of(each.title)})
    return [
        frozenset(noun for noun in nouns if counts[noun] > 1 and holders[noun] <= {each.category})
        for each, nouns in zip(products, found, strict=True)
    ]


def _bodies(product: Product) -> frozenset[str]:
    """Return the roots of the words before the amounts of a title, but for its maker, who stands first or is told."""
    makers = map(root, (*words(product.brand), *words(product.title)[:1]))
    return frozenset(map(root, words(" ".join(_BEFORE_AMOUNT.findall(_BEHIND.sub("", product.title)))))) - _NO_NOUN - {*makers}


def heads_in(category: str) -> frozenset[str]:
    """Return the roots of the last nouns of a category's parts: {"pram", "buggy"} of "Prams & Buggies"."""
    return frozenset(head for part in _PARTS.split(category.casefold()) if (head := _head(part)))


def noun_of(title: str) -> str:
    """Return the root of the noun that a title ends with, "" without one; the amount that is sold is none."""
    plain = _BEHIND.sub("", title)
    return _head(_PACKED.sub("", plain)) or _head(plain)


def _whole(category: str) -> str:
    """The category, where it names one kind of things."""
    return "" if len(_PARTS.split(category)) > 1 else category


def _head(text: str) -> str:
    nouns = [root(word) for word in words(text) if word.isalpha() and len(word) >= _SHORTEST and word not in STOPWORDS]
    nouns = [noun for noun in nouns if noun not in _NO_NOUN]
    return next((noun for noun in reversed(nouns) if noun not in _QUALIFIED), nouns[-1] if nouns else "")
