"""What a size may be asked for as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from chatbot.knowledge.extents import extents_in
from chatbot.knowledge.measures import spoken_measures
from chatbot.knowledge.phrases import read_number
from chatbot.knowledge.quantities import YEARS
from chatbot.knowledge.wish_words import LENGTHS, ONE_SIZE, SIZE_WORDS
from chatbot.records import Product

# "UK 8", "8Y", "Age 3-4", "3-4 years", "King Size": the size without what it is counted in.
_AROUND_SIZE = re.compile(
    r"^(?:UK|EU|EUR|US|AU|FR|IT|DE|AGES?|SIZE|WAIST)\s*(?=\d)|(?<=\d)\s*(?:YEARS?|YRS?|Y|UK|EU|US)$|\s+SIZE$"
)
_BEFORE_AMOUNT = re.compile(r"([A-Z]+)\b(?=.*\d)")
_NUMBERS = re.compile(r"(?<![\d.,X-])(\d{2,})(?:\s*-\s*(\d{2,}))?(?![\d.,-])")  # a single digit before a unit is a count as often
_STRENGTH = re.compile(r"([+−–-])\s?(\d{1,2}(?:[.,]\d{1,2})?)")
WIDE = 20
_FITS = frozenset(("compatible", "compatibility", "fits", "fit", "for", "model", "device"))
_WITH_LENGTH = re.compile(r"(\d{2})([SRLT])")


def sizes_named(size: str) -> set[str]:
    """Return the sizes that a size stands for: "36-38" → 36, 37, 38; "S/M" → S, M; "34S" → 34, 34 SHORT; "UK 8" → 8; "one size".

    Of an amount its number and the letters or words beside it: "53 cm" → 53; "M (55-57 cm)" → M, 55, 56, 57; "L 91 cm" → L, 91.
    """
    plain = size.strip().upper().replace("–", "-")
    if plain in ONE_SIZE:
        return {"ONE SIZE"}
    amounts = [dimension for dimension, *_ in spoken_measures(plain) if dimension != YEARS]
    if amounts and not _WITH_LENGTH.fullmatch(plain):  # "34L" is long, too
        numbers = (
            [*_NUMBERS.finditer(plain)] if len(amounts) == 1 and not extents_in(plain) else []
        )  # of "50 x 70 cm" neither is the size
        spans = [_whole(int(each[1]), int(each[2] or each[1])) for each in numbers]
        before = plain.partition("(")[0].strip()
        named = sizes_named(before) if before != plain and not spoken_measures(before) else set()
        letters = _BEFORE_AMOUNT.match(plain)
        return named.union({letters[1]} if letters else (), *spans) - {""}
    first = plain.split(" ")[0]  # "L up to 50 kg"
    named = {plain, SIZE_WORDS.get(first.lower(), plain)}
    for part in (plain, *re.split(r"[/(]", plain)):
        bare = _AROUND_SIZE.sub("", part.strip(" )"))
        named |= {bare, SIZE_WORDS.get(bare.replace("-", " ").lower(), bare)}
        if leg := _WITH_LENGTH.fullmatch(bare):
            named |= {leg[1], f"{leg[1]} {LENGTHS[leg[2]]}"}
        ends = [int(end) for end in bare.split("-") if end.strip().isdigit()]
        if bare.count("-") == 1 and len(ends) == 2:
            named |= _whole(*ends)
    return named - {""}


def _whole(low: int, high: int) -> set[str]:
    """Return the whole numbers of a span that is one size, {} of a wide one."""
    return set(map(str, range(low, high + 1))) if high - low < WIDE else set()


def all_sizes_named(sizes: Iterable[str]) -> set[str]:
    """Return all that one of the sizes may be asked for as, and each as it is written: "2 KG"."""
    return {name for size in sizes for name in (*sizes_named(size), size.strip().upper())}


def askable(product: Product, sizes: Iterable[str]) -> set[str]:
    """Return what stands for a size in any message; a flavour does so only where its product is named."""
    askable = (size for size in sizes if product.size_name == "size" or any(map(str.isdigit, size)))
    return {name for size in askable for name in sizes_named(size)}


def fits_others(product: Product) -> bool:
    """Whether its sizes are what it fits, as an option "compatible model" tells: the "iPhone 15" of a case."""
    return not _FITS.isdisjoint(product.size_name.lower().split())


def strength(size: str) -> Decimal | None:
    """Return the value of a size that is a signed number, 2 of "+2.00" and -4 of "−4.00"; None of any other and of zero."""
    match = _STRENGTH.fullmatch(size.strip())
    value = read_number(match[2]) * (1 if match[1] == "+" else -1) if match else Decimal(0)
    return value or None


def size_said(size: str) -> str:
    """Return a size as a sentence holds it: "XL", "king", "34 short"."""
    return size.lower() if len(size) > len("XXXL") or (size.isalpha() and size not in SIZE_WORDS.values()) else size
