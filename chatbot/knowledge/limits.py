"""How much weight a thing may carry: never what it weighs itself. "Max 25 kg", "up to 22 kg", `max_load_kg=120`, "0-13 kg"."""

from __future__ import annotations

import re
from decimal import Decimal

from chatbot.knowledge.phrases import read_number
from chatbot.knowledge.quantities import Quantities
from chatbot.knowledge.words import words
from chatbot.records import Product

LOAD = "load"  # what is asked for
# Of an attribute's name, in the languages of catalogues.
_NAMES = frozenset(
    words("""
    max maximum load loads loading payload capacity limit user rider passenger child body carrying bearing maximal belastung belastbarkeit
    tragkraft traglast zuladung nutzergewicht korpergewicht draagvermogen gebruikersgewicht charge carga portata
    """)
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_OWN = re.compile(r"\b(?:weighs?|weighing|(?:own|net|gross|shipping) weight)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"(?:\b(?:max(?:imum|imal)?|up ?to|to|limit\w*|load\w*|capacity|holds?|carr(?:y|ies)|supports?|rated|bears?|takes?|withstands?|users?"
    r"|riders?|bis|tot|jusqu)\b|[≤<]|\d\s*[-–])[^.;,]{0,30}?(?<![\d.,])(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>kgs?|kilos?|kilograms?|lbs?|g|grams?)\b",
    re.IGNORECASE,
)
_READER = Quantities()


def is_limit(name: str) -> bool:
    """Whether an attribute is called like a limit: "max load", "Rider weight"."""
    return not _NAMES.isdisjoint(words(name.replace("_", " ")))


def limits_in(text: str) -> tuple[Decimal, ...]:
    """Return the weights, in grams, that a text says are the most: 22,000 of "From birth to 22 kg"."""
    found = (
        [] if _OWN.search(text) else [(match["number"], _READER.unit(match["unit"].lower())) for match in _LIMIT.finditer(text)]
    )
    return tuple(read_number(number) * unit.factor for number, unit in found if unit)


def told_limits(product: Product) -> list[tuple[str, str]]:
    """Return what a record says of how much weight the thing may carry, as (name of the attribute or "", its value or a sentence)."""
    named = [(name, value) for name, value in product.attributes if _tells(name, value)]
    sizes = [("", size) for size in product.sizes if limits_in(size)]
    return named or sizes or [("", each) for each in _SENTENCE.split(product.description) if limits_in(each)]


def _tells(name: str, value: str) -> bool:
    if is_limit(name):
        return bool(limits_in(f"max {value} {name.split('_')[-1].split(' ')[-1]}"))
    return "weight" not in words(name.replace("_", " ")) and bool(limits_in(value))
