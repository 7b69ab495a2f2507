"""What a size may be asked for as."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from itertools import product as crossed

from chatbot.knowledge.extents import extents_in
from chatbot.knowledge.measures import spoken_measures
from chatbot.knowledge.phrases import SMALL_NUMBERS, read_number
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
_SIDES = ((re.compile(r"\bLEFT\b"), "RIGHT"), (re.compile(r"(?<![^\W_])L(?=H?[A-Z]?(?![^\W_]))"), "R"))  # "LHF" beside "RHF"
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SYSTEM = re.compile(r"(?:UK|EU|EUR|US|AU|FR|IT|DE)\b", re.IGNORECASE)
REACH = Decimal("1.5")  # times the largest size, and the smallest by it, where a number may still be meant as a size
WIDE = 20
_FITS = frozenset(("compatible", "compatibility", "fits", "fit", "for", "model", "device"))
_COUNTS = {word.upper(): str(number) for number, word in enumerate(SMALL_NUMBERS[1:13], 1)}
_COUNTS |= {number: word for word, number in _COUNTS.items()}
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
    return (named | _of_parts(plain) | _initials(plain) | _counted(plain)) - {""}


def _counted(size: str) -> set[str]:
    """Return how else a size that counts something is said: "2 SEATER", "2-SEATER" and "TWO SEATERS" for "TWO SEATER"."""
    said = re.split(r"[\s-]+", size.partition("(")[0].strip())
    numbers = [at for at, word in enumerate(said) if word in _COUNTS or any(map(str.isdigit, word))]
    if len(numbers) != 1 or len(said) < 2 or said[numbers[0]] not in _COUNTS or not all(map(_is_word, said)):
        return set()
    at = numbers[0]
    spoken = [[*said[:at], number, *said[at + 1 :]] for number in (said[at], _COUNTS[said[at]])]
    spoken += [[*each[:-1], f"{each[-1]}S"] for each in spoken if at + 1 < len(said) and not each[-1].endswith("S")]
    return {mark.join(each) for each in spoken for mark in (" ", "-")}


def _is_word(word: str) -> bool:
    """Whether a part of a size is a number up to twelve, or a word that is no letter of another size and no unit."""
    return word in _COUNTS or (word.isalpha() and (len(word) > 2 or word == "OF"))


def _initials(size: str) -> set[str]:
    """Return "RHF" for "RIGHT HAND FACING", as trades call their sides."""
    said = size.split()
    is_side = len(said) > 2 and said[0] in ("LEFT", "RIGHT") and all(map(str.isalpha, said))
    return {"".join(word[0] for word in said)} if is_side else set()


def _of_parts(size: str) -> set[str]:
    """Return what names several options of a size together: "36/NARROW" of "EU 36/NARROW"."""
    parts = [sizes_named(part) for part in size.split("/")] if "/" in size.strip("/") else []
    chosen = (each for count in range(2, len(parts) + 1) for each in combinations(parts, count))
    return {"/".join(each) for names in chosen for each in crossed(*names)}


def axes_named(products: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return what names one of several options that a size joins -> the place of that option: {"9": 0, "D": 1} of "9/D", "10/D".

    "S/M" beside "M/L" is one option: a value of several stands in several sizes, and at one place alone. Nor are fractions several.

    Args: products: of each the sizes.
    """
    places: dict[str, set[int]] = defaultdict(set)
    for sizes in products:
        split = [size.strip().upper().split("/") for size in dict.fromkeys(sizes)]
        columns = [*map(frozenset, zip(*split, strict=False))]
        is_joined = len(columns) > 1 and len({len(each) for each in split}) == 1
        is_apart = sum(map(len, columns)) == len(frozenset[str]().union(*columns))
        has_words = any(not any(value[:1].isdigit() for value in each - {""}) or _has_letters(each) for each in columns)
        if is_joined and is_apart and has_words and any(len(each) < len(split) for each in columns):
            for n, column in enumerate(columns):
                for name in (name for value in column for name in sizes_named(value)):
                    places[name].add(n)
    return {name: min(at) for name, at in places.items() if len(at) == 1}


def _has_letters(values: Iterable[str]) -> bool:
    return all(any(map(str.isalpha, value)) for value in values)


def joined(named: Sequence[str], axes: Mapping[str, int]) -> tuple[str, ...]:
    """Return sizes of several options as those that join them, which one variant must have: 10/EE and 11/EE of 10, 11 and EE.

    As they are where all are of one option: any of these is meant.
    """
    of_axis: dict[int, list[str]] = defaultdict(list)
    is_led = all(axes.get(each) != 0 for each in named)  # a number that none has is of the first option: "16 4E"
    for each in named:
        of_axis[axes.get(each, 0 if is_led and each.isdigit() else -1)].append(each)
    if len(of_axis) < 2 or -1 in of_axis:
        return tuple(named)
    return tuple("/".join(each) for each in crossed(*(of_axis[n] for n in sorted(of_axis))))


def _whole(low: int, high: int) -> set[str]:
    """Return the whole numbers of a span that is one size, {} of a wide one."""
    return set(map(str, range(low, high + 1))) if high - low < WIDE else set()


def all_sizes_named(sizes: Iterable[str]) -> set[str]:
    """Return all that one of the sizes may be asked for as, and each as it is written: "2 KG"."""
    return {name for size in sizes for name in (*sizes_named(size), size.strip().upper())}


def sides_of(sizes: Iterable[str]) -> dict[str, str]:
    """Return the sizes that are a left and a right one: {"left": "LHF", "right": "RHF"}, {"right": "RIGHT HAND FACING", ...}."""
    named = {size.strip().upper() for size in sizes}
    if "S" in named:  # where L is large, or long
        return {}
    pairs = ((left, mark.sub(right, left, count=1)) for left in named for mark, right in _SIDES if mark.search(left))
    return {side: size for pair in pairs if pair[1] in named for side, size in zip(("left", "right"), pair, strict=True)}


def askable(product: Product, sizes: Iterable[str]) -> set[str]:
    """Return what stands for a size in any message; a flavour does so only where its product is named."""
    askable = (size for size in sizes if product.size_name == "size" or any(map(str.isdigit, size)))
    return {name for size in askable for name in sizes_named(size)}


def of_other_system(product: Product, asked: Iterable[str]) -> bool:
    """Whether bare numbers that are asked for count in another system than the product's sizes: letters, or an "EU 39" far from 8."""
    numbers = [Decimal(each) if _PLAIN.fullmatch(each) else None for each in asked]
    named = all_sizes_named(product.all_sizes)
    own = [Decimal(each) for each in named if _PLAIN.fullmatch(each)]
    is_lettered = not any(map(str.isdigit, "".join(product.all_sizes)))
    is_marked = all(_SYSTEM.match(each) for each in product.all_sizes)
    if not numbers or not named or "ONE SIZE" in named:
        return False
    is_far = is_marked and bool(own) and all(n is None or not min(own) / REACH <= n <= max(own) * REACH for n in numbers)
    return None not in numbers and product.size_name == "size" and (is_lettered or is_far)


def fits_others(product: Product) -> bool:
    """Whether its sizes are what it fits, as an option "compatible model" tells: the "iPhone 15" of a case."""
    return not _FITS.isdisjoint(product.size_name.lower().split())


def strength(size: str) -> Decimal | None:
    """Return the value of a size that is a signed number, 2 of "+2.00" and -4 of "−4.00"; None of any other and of zero."""
    match = _STRENGTH.fullmatch(size.strip())
    value = read_number(match[2]) * (1 if match[1] == "+" else -1) if match else Decimal(0)
    return value or None


def size_said(size: str) -> str:
    """Return a size as a sentence holds it: "XL", "king", "34 short", "9/EE"."""
    if "/" in size and any(map(str.isdigit, size)):
        return size
    return size.lower() if len(size) > len("XXXL") or (size.isalpha() and size not in SIZE_WORDS.values()) else size
