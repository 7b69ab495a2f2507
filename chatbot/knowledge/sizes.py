"""What a size may be asked for as."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.knowledge.measures import spoken_measures
from chatbot.knowledge.quantities import YEARS
from chatbot.knowledge.wish_words import LENGTHS, ONE_SIZE, SIZE_WORDS
from chatbot.records import Product

# "UK 8", "8Y", "Age 3-4", "3-4 years", "King Size": the size without what it is counted in.
_AROUND_SIZE = re.compile(
    r"^(?:UK|EU|EUR|US|AU|FR|IT|DE|AGES?|SIZE|WAIST)\s*(?=\d)|(?<=\d)\s*(?:YEARS?|YRS?|Y|UK|EU|US)$|\s+SIZE$"
)
_BEFORE_AMOUNT = re.compile(r"([A-Z]+)\b(?=.*\d)")
_WITH_LENGTH = re.compile(r"(\d{2})([SRLT])")


def sizes_named(size: str) -> set[str]:
    """Return the sizes that a size stands for: "36-38" → 36, 37, 38; "S/M" → S, M; "34S" → 34, 34 SHORT; "UK 8" → 8; "one size".

    Of an amount ("20 l") none but the letter or word in front ("L 91 cm").
    """
    plain = size.strip().upper().replace("–", "-")
    if plain in ONE_SIZE:
        return {"ONE SIZE"}
    is_amount = any(dimension != YEARS for dimension, *_ in spoken_measures(plain))
    if is_amount and not _WITH_LENGTH.fullmatch(plain):  # "34L" is long, too
        return {before[1]} if (before := _BEFORE_AMOUNT.match(plain)) else set()
    first = plain.split(" ")[0]  # "L up to 50 kg"
    named = {plain, SIZE_WORDS.get(first.lower(), plain)}
    for part in (plain, *re.split(r"[/(]", plain)):
        bare = _AROUND_SIZE.sub("", part.strip(" )"))
        named |= {bare, SIZE_WORDS.get(bare.replace("-", " ").lower(), bare)}
        if leg := _WITH_LENGTH.fullmatch(bare):
            named |= {leg[1], f"{leg[1]} {LENGTHS[leg[2]]}"}
        ends = [int(end) for end in bare.split("-") if end.strip().isdigit()]
        if bare.count("-") == 1 and len(ends) == 2 and 0 < ends[1] - ends[0] < 20:
            named |= set(map(str, range(ends[0], ends[1] + 1)))
    return named - {""}


def all_sizes_named(sizes: Iterable[str]) -> set[str]:
    """Return all that one of the sizes may be asked for as, and each as it is written: "2 KG"."""
    return {name for size in sizes for name in (*sizes_named(size), size.strip().upper())}


def askable(product: Product, sizes: Iterable[str]) -> set[str]:
    """Return what stands for a size in any message; a flavour does so only where its product is named."""
    askable = (size for size in sizes if product.size_name == "size" or any(map(str.isdigit, size)))
    return {name for size in askable for name in sizes_named(size)}


def size_said(size: str) -> str:
    """Return a size as a sentence holds it: "XL", "king", "34 short"."""
    return size.lower() if len(size) > len("XXXL") or (size.isalpha() and size not in SIZE_WORDS.values()) else size
