"""Products that are the same but for their size, where the catalogue has each size as a product of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.measures import READER, spoken_measures
from chatbot.knowledge.phrases import Phrases, Token, tokenize
from chatbot.knowledge.product_facets import audiences_of, colors_of, has_color
from chatbot.knowledge.product_groups import PLAIN_COLORS, sized
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.quantities import MONEY, PERCENT
from chatbot.knowledge.sizes import all_sizes_named
from chatbot.knowledge.wish_words import AUDIENCES, SIZE_WORDS
from chatbot.knowledge.words import fold
from chatbot.records import Product

MAX_SIZE_WORDS = 3  # "extra extra large"
_LETTERED = {word for size in SIZE_WORDS for word in roots(size)}  # "Large 60 cm"
EQUAL = Decimal("0.01")  # of an amount: what is written in another unit is rounded


def siblings(index: Index, wish: Wish, product: Product) -> list[Product]:
    """Return what is called like the product but for the size or the amount that is asked for, the most alike first.

    Its other size, amount and colour stay where there is such a one: "in king" after "Queen 8 inch, teal" is the King of 8 inches
    in teal, and sold out, if that is so.
    """
    if has_all(wish, product):
        return []
    colors = wish.values("color")
    found = [each for each in line_of(index, product) if has_all(wish, each) and (not colors or has_color(each, colors))]
    return sorted(found, key=lambda each: (-_shared(product, each), each.stock == 0))


def with_size_of_sibling(index: Index, wish: Wish, tokens: Sequence[Token], products: Sequence[Product]) -> Wish:
    """Return the wish with a size that is all it says ("medium?") and that only a sibling of the one product has; else as it is."""
    if wish.values("size") or not 0 < len(wish.rest) <= MAX_SIZE_WORDS or len(products) != 1:
        return wish
    named = all_sizes_named(size for each in line_of(index, products[0]) for size in each.all_sizes)
    for start, end, size in Phrases({name: name for name in named - {"ONE SIZE"}}).find(tokens):
        said = [token.word for token in tokens[start:end]]
        if set(wish.rest) <= set(said):
            filters = (*wish.filters, Filter("size", (size,), said=f"size {' '.join(said)}"))
            return replace(wish, filters=filters, rest=())
    return wish


def has_all(wish: Wish, product: Product) -> bool:
    """Whether a product is of a size that is asked for, sold out or not, and of the amount, where its title tells one: "8 inch"."""
    sizes = set(wish.values("size"))
    own = all_sizes_named(sized(product).all_sizes)
    return (not sizes or bool(sizes & own) or "ONE SIZE" in own) and all(
        is_of_title(each, product) for each in _amounts(wish, product)
    )


def _amounts(wish: Wish, product: Product) -> list[Filter]:
    """Return the amounts that are asked for of a kind that the product's title tells: inches of "Mattress 10 inch"."""
    told = {dimension for dimension, *_ in spoken_measures(product.title)}
    return [each for each in wish.filters if each.kind == "measure" and each.values[0] in told]


def is_of_title(asked: Filter, product: Product) -> bool:
    """Whether an amount that is asked for is one that the title tells."""
    bounds = [each for each in (asked.low, asked.high) if each is not None]
    value = sum(bounds, Decimal()) / len(bounds)  # a plain amount was read as a span around it
    near = abs(value) * EQUAL
    return any(
        dimension == asked.values[0] and low - near <= value <= high + near
        for dimension, low, high in spoken_measures(product.title)
    )


def _shared(one: Product, other: Product) -> int:
    """Return how many of size, colour and the amounts of the titles two products share."""
    same_amounts = set(spoken_measures(one.title)) & set(spoken_measures(other.title))
    return len(same_amounts) + (set(one.sizes) == set(other.sizes)) + (set(colors_of(one)) == set(colors_of(other)))


def line_of(index: Index, product: Product) -> list[Product]:
    """Return the products whose titles are the same but for sizes, amounts and colours; itself among them."""
    name = _name(product)
    near = (each for each in index.shelf.products if (each.brand, each.category) == (product.brand, product.category))
    # Most of a category is left out by a look: 5,000 titles are read in half a second.
    like = [each for each in near if all(word in fold(each.title) for word in name)]
    return [each for each in like if _name(each) == name]


def for_whom_else(index: Index, wish: Wish, product: Product) -> Product | None:
    """Return what is called like the product and is for whom the wish is ("do you have it in womens"), its colour first; None without."""
    whom = [each for each in wish.filters if each.kind == "audience"]
    name, fitting = _called_for_all(product), index.shelf.meets(whom)
    near = [each for each in index.shelf.products if each.brand == product.brand and fitting[index.places[each.id]]]
    like = [each for each in near if _called_for_all(each) == name]
    return min(like, key=lambda each: (set(colors_of(each)) != set(colors_of(product)), each.stock == 0), default=None)


def is_for_others(index: Index, wish: Wish, product: Product) -> bool:
    """Whether a product is for some, and not for whom the wish is."""
    whom = [each for each in wish.filters if each.kind == "audience" and each.high is None]
    return bool(whom and audiences_of(product)) and not index.shelf.meets(whom)[index.places[product.id]]


def _called_for_all(product: Product) -> list[str]:
    """Return the words of a title without sizes, amounts, colours and whom it is for."""
    return [word for word in _name(product) if word not in AUDIENCES]


def _name(product: Product) -> list[str]:
    """Return the words of a title without sizes, amounts and colours."""
    tokens = tokenize(product.title)
    read = (each for each in READER.read(tokens) if each.dimension not in ("", MONEY, PERCENT))
    amount = {at for each in read for at in range(each.start, each.end)}
    own = {word for value in (*product.all_sizes, *product.colors, "size") for word in roots(value)} | PLAIN_COLORS | _LETTERED
    words = (each.word for at, each in enumerate(tokens) if at not in amount)
    return [word for word in words if word.isalnum() and root(word) not in own]
