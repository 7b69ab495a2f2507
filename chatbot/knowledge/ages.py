"""For which ages a thing is, as shops write it: "3+", "from birth", "Ages 4-7", "6 months to about 6 years, max 36 kg"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from chatbot.knowledge.phrases import read_number
from chatbot.knowledge.quantities import Quantities
from chatbot.knowledge.words import words

OPEN = Decimal("Infinity")  # the end of "3 years and up"
NAMED = frozenset(words("age ages aged alter altersempfehlung leeftijd edad idade wiek"))  # of columns that tell ages
_YEARS = words("y yr yrs yo year years jahr jahre jahren jaar an ans ano anos anno anni lat")
_MONTHS = words("m mo mos mon mth mths mnd month months monat monate monaten maand maanden mois mes meses mese mesi")
_WEEKS = words("wk wks week weeks woche wochen semaine semaines")
_UNITS = dict.fromkeys(_YEARS, Decimal(1)) | dict.fromkeys(_MONTHS, Decimal(12)) | dict.fromkeys(_WEEKS, Decimal(52))
_BIRTH = re.compile(r"\b(?:birth|new-?borns?|geburt|geboorte|naissance|nacimiento|nascita)\b")
_ANY = re.compile(r"\b(?:all|any) ages?\b")
_AROUND = re.compile(r"\b(?:about|around|approx(?:imately)?|circa|ca|roughly|old)\b\.?|~")
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
_FROM = r"not (?:[a-z]+ ){0,3}(?:under|below)|no(?:t)? younger than|from|over|above|min(?:imum)?\b\.?|at least|ab|vanaf|des|desde|od|>=?|≥"
_UP_TO = r"up to|upto|under|below|until|max(?:imum)?\b\.?|less than|bis|tot|jusqu'a|hasta|<=?|≤"
_UPWARDS = r"\+|plus\b|(?:and|or|&) (?:up|over|above|older|more)\b|up\b|upwards?\b|onwards?\b"
_SPAN = re.compile(
    rf"(?:(?P<from>{_FROM})|(?P<up_to>{_UP_TO}))?\s*(?<![\w.,])(?P<low>{_NUMBER})(?!\d)(?:\s*-?\s*(?P<low_unit>{_UNIT}))?\s*"
    rf"(?:(?:[-–—/]|to\b|till\b|until\b|bis\b|tot\b|and\b)\s*(?P<high>{_NUMBER})(?!\d)(?:\s*-?\s*(?P<high_unit>{_UNIT}))?\s*)?"
    rf"(?P<upwards>{_UPWARDS})?"
)
_NAMED_BEFORE = re.compile(rf"\b(?:{'|'.join(NAMED)})\W*$")
_NEXT = re.compile(r"\s*([^\W\d_]+|[x×%\"'°])")
_TOLD = re.compile(r"\b(?:ages?|aged)\s+(?:of\s+|from\s+|between\s+)?\d[^.;,]{0,30}", re.IGNORECASE)
_READER = Quantities()


def is_age(name: str) -> bool:
    """Whether an attribute or a size is called so: "age", "recommended age", "Age range"."""
    return not NAMED.isdisjoint(words(name.replace("_", " ")))


@lru_cache(maxsize=4096)
def read_age(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest age in years, the same for "4 years", `OPEN` of "4+"; None of a text that tells no age.

    Weights and heights beside an age are left out: "100-150 cm, about 4 to 12 years" is 4 to 12.
    """
    plain = " ".join(_AROUND.sub(" ", _ANY.sub("0 years +", _BIRTH.sub("0 years", text.lower()))).split())
    found = [*_spans(plain)]
    ages = [span for span, is_sure in found if is_sure] or [span for span, _ in found]
    return (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None


def told_age(description: str) -> tuple[Decimal, Decimal] | None:
    """Return the ages that a description tells, "for ages 4-8", "age 3 and up"; None of a whisky that is "aged 12 years"."""
    found = (read_age(match.group()) for match in _TOLD.finditer(description))
    return next((age for age in found if age and age[0] < age[1]), None)


def _spans(text: str) -> Iterator[tuple[tuple[Decimal, Decimal], bool]]:
    """Yield the ages of a text, each with whether a unit or a word says that it is one."""
    for match in _SPAN.finditer(text):
        unit, after = match["high_unit"] or match["low_unit"], _NEXT.match(text, match.end())
        is_measure = after is not None and not match["upwards"] and _is_other_unit(after[1]) and match["high_unit"] is None
        is_named = unit is not None or _NAMED_BEFORE.search(text[: match.start()]) is not None
        if is_measure and (match["high"] is None or match["low_unit"] is None):  # "from 0 years to 22 kg" begins with an age
            continue
        if is_named or not text[: match.start()].strip():
            yield _ends(match, unit, has_end=not is_measure), is_named


def _ends(match: re.Match[str], unit: str | None, *, has_end: bool) -> tuple[Decimal, Decimal]:
    low = read_number(match["low"]) / _UNITS[match["low_unit"] or unit or "years"]
    if match["high"] is not None and has_end:
        high = read_number(match["high"]) / _UNITS[unit or "years"]
        return (low, high) if high >= low else (low, read_number(match["high"]))  # "18 months to 3"
    if match["up_to"]:
        return Decimal(0), low
    is_open = match["from"] or match["upwards"] or match["high"] is not None
    return low, OPEN if is_open else low


def _is_other_unit(word: str) -> bool:
    return word not in _UNITS and (word in "x×%\"'°" or _READER.unit(word) is not None)
