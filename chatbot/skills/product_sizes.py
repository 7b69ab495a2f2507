"""Sizes that are asked for of a product that is named or was shown: "do you have 12", "34 long", a flavour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from chatbot.knowledge.extents import extents_in
from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.measures import READER, spoken_measures
from chatbot.knowledge.phrases import Phrases, Token, tokenize
from chatbot.knowledge.product_facets import has_color
from chatbot.knowledge.product_groups import details_of, models_of, plain_title, sized
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.quantities import Quantity
from chatbot.knowledge.sizes import REACH, all_sizes_named, axes_named, joined, sides_of, size_said
from chatbot.knowledge.vocabulary import Vocabulary
from chatbot.knowledge.wish_words import LENGTHS
from chatbot.knowledge.words import words
from chatbot.records import Product
from chatbot.skills.product_siblings import has_all, siblings

MAX_SIZED = 2  # colours of a model that are told
_SPOKEN = {"big": "LARGE"}  # what sizes are called by who has not read them
_WIDTHS = {"wide": "W", "narrow": "N"}  # where a shop has such
_OF_SIDE = frozenset(("hand", "handed", "facing", "drive", "side", "sided"))
_ASKING = frozenset(("how", "so", "too", "as"))  # "how big is the medium"
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d{1,2}")
# Behind these a number is a day, a price, a count or an order, and no size.
_NO_SIZE_BEHIND = frozenset(words("by until till after before at to from than every order number no under over x past since for"))


def with_sizes(wish: Wish, tokens: Sequence[Token], products: Sequence[Product], vocabulary: Vocabulary) -> Wish:
    """Return the wish with the sizes that it names of the products without calling them so; as it is without one.

    Sizes of several options ("wide in 10") are one, that of a variant; of one option the first counts.
    """
    products = tuple(map(sized, products))
    wish = _with_sides(wish, products)
    before = wish.values("size")
    axes = axes_named(each.all_sizes for each in products)
    if not products or (before and not axes):
        return wish
    read, taken, told = wish, list(before), ""
    for start, end, size in _named(wish, tokens, products, vocabulary):
        if not taken or (size in axes and all(axes.get(each, axes[size]) != axes[size] for each in taken)):
            said = {each.word for each in tokens[start:end]}
            # "2 kg" was read as an amount that every product may have.
            filters = [each for each in read.filters if each.kind != "measure" or not said & set(words(each.said))]
            read = replace(read, filters=tuple(filters), rest=tuple(word for word in read.rest if word not in said))
            taken.append(size)
            told = told or (f"size {size}" if tokens[start].value is not None else tokens[start].word)
    if len(taken) == len(before):
        return wish if before else _with_amount(wish, tokens, [size for each in products for size in each.all_sizes])
    sizes = joined(taken, axes)
    told = told if len(taken) == 1 else f"size {' or '.join(map(size_said, sizes))}"
    kept = (each for each in read.filters if each.kind != "size")
    return replace(read, filters=(*kept, Filter("size", sizes, said=told)))


def _with_sides(wish: Wish, products: Sequence[Product]) -> Wish:
    """Return the wish with the sizes of one model that have the sides it says: "78 x 72 (King)" for "78x72" and "6.5 by 6 feet".

    Sides that none of its sizes has are a size that it does not have.
    """
    asked = [each for each in wish.filters if each.kind == "extent"]
    if not asked or wish.values("size") or len({*models_of(products)}) != 1:
        return wish
    wished = [extent for each in asked for value in each.values for extent in extents_in(value)]
    wished += [feet for each in wished if (feet := each.in_feet())]
    sizes = dict.fromkeys(size for product in products for size in product.all_sizes)
    fitting = [size for size in sizes if any(each.fits(own) for each in wished for own in extents_in(size))]
    if not any(map(extents_in, sizes)):
        return wish
    kept = (each for each in wish.filters if each.kind != "extent")
    values = fitting or asked[0].values  # of which it is told that there is none
    named = Filter("size", tuple(size.strip().upper() for size in values), said=f"size {asked[0].said}")
    return replace(wish, filters=(*kept, named))


def _named(
    wish: Wish, tokens: Sequence[Token], products: Sequence[Product], vocabulary: Vocabulary
) -> Iterator[tuple[int, int, str]]:
    """Yield the sizes of the products, sized already, that a message names, as (start, end, size), and numbers among or near them."""
    named = all_sizes_named(size for each in products for size in each.all_sizes) - {"ONE SIZE"}
    own, numbers = Phrases({name: name for name in named}), [int(name) for name in named if name.isdigit()]
    decimals, sides = _decimals(named), sides_of(size for each in products for size in each.all_sizes)
    called = {word for each in products for word in roots(plain_title(each))} - _values(products)
    is_said = any(own.at(tokens, at) for at in range(len(tokens)))
    for at, token in enumerate(tokens):
        spoken = _SPOKEN.get(token.word, "") if not is_said and tokens[max(0, at - 1)].word not in _ASKING else ""
        spoken = sides.get(token.word) or _WIDTHS.get(token.word) or spoken
        other = decimals.get(token.word, "") or (spoken if spoken in named else "")
        end = _behind_side(tokens, at + 1) if token.word in sides else at + 1
        found = own.at(tokens, at) or ((end, other) if other else None)
        if not found and numbers and token.value is not None and _is_near(token, numbers):  # one that the product has not
            found = vocabulary.sizes.at(tokens, at) or ((at + 1, token.word) if _is_among(token, numbers) else None)
        found = _with_length(tokens, *found) if found else None
        if found and _is_size(wish, tokens, at, found[0], called):
            yield at, found[0], found[1]


def _behind_side(tokens: Sequence[Token], at: int) -> int:
    """Return the first token behind "right hand", "left facing" and "right hand side"."""
    while at < len(tokens) and tokens[at].word in _OF_SIDE:
        at += 1
    return at


def _with_amount(wish: Wish, tokens: Sequence[Token], sizes: Sequence[str]) -> Wish:
    """Return the wish with the size that is as much as it says, however both are written: 1 1/4" of "1.25 inch" and of "1.25"."""
    measured = {(dimension, low): size for size in sizes for dimension, low, high in spoken_measures(size) if low == high}
    numbers = {number.value: size for size in sizes if (number := tokenize(size)[0]).value is not None}
    found = [
        (each.start, each.end, _size_of(each, tokens, measured)) for each in READER.read(tokens) if each.bound == "exact"
    ] or [(at, at + 1, numbers.get(each.value, "")) for at, each in enumerate(tokens) if each.value and each.value % 1]
    for start, end, size in found:
        if size:
            said = {each.word for each in tokens[start:end]}
            filters = [each for each in wish.filters if each.kind != "measure" or not said & {*map(_word, tokenize(each.said))}]
            named = Filter("size", (size.strip().upper(),), said=f"size {size}")
            return replace(wish, filters=(*filters, named), rest=tuple(word for word in wish.rest if word not in said))
    return wish


def _size_of(amount: Quantity, tokens: Sequence[Token], measured: Mapping[tuple[str, Decimal], str]) -> str:
    """Return the size of an amount; behind "in" also one that no product has, where sizes are told so: "does it come in 26 inch"."""
    if size := measured.get((amount.dimension, amount.value)):
        return size
    is_asked = amount.start > 0 and tokens[amount.start - 1].word == "in"
    is_told = is_asked and amount.dimension in {dimension for dimension, _ in measured}
    return " ".join(map(_word, tokens[amount.start : amount.end])) if is_told else ""


def _word(token: Token) -> str:
    return token.word


def _decimals(named: set[str]) -> dict[str, str]:
    """Return what a size with decimals may be typed as -> the size: "2.0", "2.00" and "2,0" for +2.00, where there is no -2.00."""
    written = {name: name.lstrip("+-").replace(",", ".").rstrip("0") for name in named if _DECIMAL.fullmatch(name)}
    alone = {name: short for name, short in written.items() if list(written.values()).count(short) == 1}
    ends = {name: ("0", "00") if short.endswith(".") else ("", "0") for name, short in alone.items()}
    return {f"{short.replace('.', mark)}{end}": name for name, short in alone.items() for end in ends[name] for mark in ".,"}


def _is_near(token: Token, sizes: Sequence[int]) -> bool:
    """Whether a number may be a size of the product at all: a 46 where 40 to 45 are, no age of 4 and no strap of 22 beside 40."""
    number = token.value or 0
    return min(sizes) / REACH <= number <= max(sizes) * REACH


def _is_among(token: Token, sizes: Sequence[int]) -> bool:
    """Whether a number lies among the sizes of a product, though it is none of them: a 54 between 53 and 57."""
    return token.word.isdigit() and len(token.word) > 1 and min(sizes) <= int(token.word) <= max(sizes)


def _values(products: Sequence[Product]) -> set[str]:
    """Return the words of flavours and the like, where there are several: the title of "Seeds, San Marzano/Beefsteak" names both."""
    options = (each.all_sizes for each in products if each.size_name != "size")
    return {word for values in options if len(values) > 1 for value in values for word in roots(value)}


def _with_length(tokens: Sequence[Token], end: int, size: str) -> tuple[int, str]:
    """Return "44 LONG" for a 44 of which only other lengths are known."""
    length = tokens[end].word.upper() if end < len(tokens) else ""
    return (end + 1, f"{size} {length}") if size.isdigit() and length in LENGTHS.values() else (end, size)


def asked_before(index: Index, wish: Wish, asked: str, products: Sequence[Product]) -> Wish:
    """Return a wish that only names another colour with the size that was asked for before: "boots 9", then "in sand?"."""
    if wish.rest or wish.values("size") or not wish.values("color"):
        return wish
    before = with_sizes(index.read(asked), tokenize(asked), products, index.shelf.vocabulary)
    return replace(wish, filters=(*wish.filters, *(each for each in before.filters if each.kind == "size")))


def _is_size(wish: Wish, tokens: Sequence[Token], start: int, end: int, called: set[str]) -> bool:
    """Whether nothing else is meant: no part of a title, no letter of its own, no "12 days", "by 12", "12th" or 5'1"."""
    word, after = tokens[start].word, tokens[end : end + 1]
    if end == start + 1 and (word not in wish.rest or (word.isalpha() and len(word) == 1) or root(word) in called):
        return False
    is_glued = bool(after) and after[0].is_glued and after[0].word not in ",.;:!?)"
    is_counted = is_glued or (bool(after) and after[0].word in (*wish.rest, "of") and root(after[0].word) not in called)
    return not is_counted and (not start or tokens[start - 1].word not in _NO_SIZE_BEHIND)


def of_model(index: Index, wish: Wish, products: Sequence[Product], *, is_settled: bool) -> tuple[Product, ...]:
    """Return the one model that a size is asked of, in the colours that have it; () where no size or several models are meant.

    Where each size is a product of its own, the sibling that has it is meant.

    Args: is_settled: the colour was chosen before, and stays where no other is named.
    """
    sizes, colors = wish.values("size"), wish.values("color")
    if not products or len({index.names.key_of(each) for each in products}) != 1:
        return ()
    if not sizes:
        return tuple(siblings(index, wish, products[0])[:1])
    products = tuple(products)
    model = products if is_settled and not colors else index.names.model_of(products[0])
    fitting = [each for each in model if has_color(each, colors)] if colors else model
    has_it = [each for each in fitting if has_all(wish, each)]
    if products[0] in has_it and details_of(products[0]):  # other words name this one: the 613 of "18 inch 613"
        return products[:1]
    there = [each for each in has_it if each.stock != 0 and all_sizes_named(sized(each).sizes) & set(sizes)]
    told = tuple(there or has_it or siblings(index, wish, products[0])[:1] or fitting or products)
    is_of_variants = not (there or has_it) and bool(details_of(told[0]))  # what none of them has is said once
    return told[: 1 if is_of_variants else MAX_SIZED]
